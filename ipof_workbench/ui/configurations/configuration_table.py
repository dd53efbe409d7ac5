"""The middle of the page: bar with switch and filter, the table, what is worth a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ipof_workbench.app.missing_pieces import MissingPiece
from ipof_workbench.app.remarks import to_check
from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.remark_rows import RemarksFound
from ipof_workbench.ui.configurations.configuration_rows import (
    COUNTS,
    NUMBER,
    PARTS,
    STANCE,
    STATUS,
    TITLE,
    ConfigurationRows,
    passing,
)
from ipof_workbench.ui.configurations.in_place import claims_key
from ipof_workbench.ui.configurations.missing_panel import MissingPanel
from ipof_workbench.ui.configurations.worth_a_look import WorthALook
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.delegates import CELL_PADDING, configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.role_tile import parts_size
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

NOTHING_YET = "No configurations yet. They appear here as you code, or import a table."
NOTHING_PASSES = "No configuration passes these filters."
STATUS_WIDTH, STANCE_WIDTH, LEAST_TITLE = 112, 92, 140
_TABLE, _NOTHING, _FILTERED = range(3)


class ConfigurationView(QTableView):
    """The table; Enter goes to the detail, Delete asks to delete, a digit is a choice (`digit_pressed`)."""

    entered_row = Signal()
    delete_requested = Signal()
    digit_pressed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - int(Qt.Key.Key_0)
        if 1 <= digit <= 9 and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.digit_pressed.emit(digit)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)


class FilterField(QLineEdit):
    """The filter on the bar; Esc clears it and goes back to the table, Down and Enter go there too."""

    left = Signal()

    def sizeHint(self) -> QSize:
        # The title of the page has the first claim on the bar; with room to spare the field grows to its maximum.
        return QSize(current_theme().px(88), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ConfigurationTable(QWidget):
    """The list of configurations with what narrows it.

    Signals:
        current_changed(rid or None): another row is the current one.
        entered(): Enter on a row.
        new_requested(), delete_requested(), import_requested(): what they say.
        filters_cleared(): the window's filter should be cleared as well.
        shown(visible, total): how many rows pass.
    """

    current_changed = Signal(object)
    entered = Signal()
    new_requested = Signal()
    delete_requested = Signal()
    import_requested = Signal()
    filters_cleared = Signal()
    shown = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ConfigurationRow] = ()
        self._styles: Mapping[str, RoleStyle] = {}
        self._to_check: frozenset[Rid] = frozenset()
        self._wanted: Rid | None = None
        self._is_filling = False
        self._build_bar()
        self._build_table()
        self.worth = WorthALook()
        self.missing = MissingPanel()
        self._found = RemarksFound(())
        self._pieces: dict[Rid, MissingPiece] = {}
        self._why_not = ""
        nothing = EmptyState(NOTHING_YET, "Import table")
        nothing.action_requested.connect(self.import_requested)
        filtered = EmptyState(NOTHING_PASSES, "Clear filters")
        filtered.action_requested.connect(self.clear_filters)
        self.pages = QStackedWidget()
        for page in (self.view, nothing, filtered):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.worth)
        column.addWidget(self.missing)
        self.missing.hide()
        current_theme().changed.connect(self._measure)
        self._measure()

    # --- showing

    def show_rows(
        self,
        rows: Sequence[ConfigurationRow],
        found: RemarksFound,
        pieces: Sequence[MissingPiece],
        styles: Mapping[str, RoleStyle],
        is_filtered: bool,
        why_not_editable: str = "",
    ) -> None:
        """Show the configurations of the project; `is_filtered` when the window's filter may hide some."""
        self._rows, self._styles, self._to_check = rows, styles, to_check(found.open)
        self._found, self._pieces = found, {piece.configuration: piece for piece in pieces}
        self._why_not = why_not_editable
        self._is_filtered = is_filtered
        self.switch.set_count("missing", sum(bool(row.missing) for row in rows))
        self.switch.set_count("check", sum(row.rid in self._to_check for row in rows))
        self._measure()
        self._fill()

    def current(self) -> Rid | None:
        """Return the configuration of the current row."""
        row = self.rows.row_at(self.view.currentIndex().row())
        return row.rid if row is not None else None

    def select(self, configuration: Rid | None) -> None:
        """Make a configuration the current one, now or as soon as it is there; filters that hide it are cleared."""
        self._wanted = configuration
        if any(row.rid == configuration for row in self._rows):
            if self.rows.position_of(configuration) is None:
                self.clear_own_filters()
            self._restore(self.current())

    def expect(self, configuration: Rid | None) -> None:
        """Let a configuration become the current one when the rows change next."""
        self._wanted = configuration

    def rows_of_project(self) -> Sequence[ConfigurationRow]:
        """Return all rows that the window's filter lets through, whatever the page's own filters hide."""
        return self._rows

    def chosen(self) -> list[ConfigurationRow]:
        """Return the selected rows in their order."""
        numbers = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [row for number in numbers if (row := self.rows.row_at(number)) is not None]

    def neighbour_of(self, gone: frozenset[Rid]) -> Rid | None:
        """Return what should be current once these configurations are deleted."""
        numbers = [number for rid in gone if (number := self.rows.position_of(rid)) is not None]
        if not numbers:
            return self.current()
        for number in (*range(max(numbers) + 1, self.rows.rowCount()), *range(min(numbers) - 1, -1, -1)):
            row = self.rows.row_at(number)
            if row is not None and row.rid not in gone:
                return row.rid
        return None

    def clear_own_filters(self) -> None:
        """Show all rows of the project that the window's filter lets through."""
        self.filter.clear()
        self.switch.set_current("all")
        self._fill()

    def clear_filters(self) -> None:
        """Clear every filter, the window's too."""
        self.clear_own_filters()
        self.filters_cleared.emit()

    # --- building

    def _build_bar(self) -> None:
        self.bar = PageBar("Configurations")
        self.switch = SegmentedSwitch(
            (("all", "All"), ("missing", "Missing a piece"), ("check", "To check")), "Which configurations"
        )
        self.switch.chosen.connect(lambda _: self._fill())
        self.filter = FilterField()
        self.filter.setAccessibleName("Filter the configurations")
        self.filter.setPlaceholderText("Filter  /")
        self.filter.textChanged.connect(lambda _: self._fill())
        self.filter.left.connect(lambda: self.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.new_button = Button("Configuration", "plus")
        self.new_button.setAccessibleName("New configuration")
        self.new_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.new_button.clicked.connect(self.new_requested)
        for part in (self.switch, self.filter, self.new_button):
            self.bar.add_right(part)

    def _build_table(self) -> None:
        self.rows = ConfigurationRows(self)
        self.view = ConfigurationView()
        self.view.setObjectName("configurationTable")
        self.view.setModel(self.rows)
        configure_table(self.view, "Configurations")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        self.view.entered_row.connect(self.entered)
        self.view.delete_requested.connect(self.delete_requested)
        self.view.digit_pressed.connect(self._take_number)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self._order = (NUMBER, Qt.SortOrder.AscendingOrder)
        self._is_filtered = False

    def _measure(self) -> None:
        theme = current_theme()
        for column, width in ((NUMBER, 46), (STATUS, STATUS_WIDTH), (COUNTS, 116), (STANCE, STANCE_WIDTH)):
            self.view.setColumnWidth(column, theme.px(width))
        tiles = parts_size(len(self._styles)).width() + theme.px(2 * CELL_PADDING + 2)
        self.view.setColumnWidth(PARTS, max(theme.px(68), tiles))
        self.filter.setMinimumWidth(theme.px(64))
        self.filter.setMaximumWidth(theme.px(112))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave room for the titles: beside a wide detail in a small window the bar goes first, then the status."""
        left = self.width() - sum(self.view.columnWidth(column) or 0 for column in (NUMBER, PARTS, COUNTS))
        for column, width in ((STATUS, STATUS_WIDTH), (STANCE, STANCE_WIDTH)):
            left -= current_theme().px(width)
            self.view.setColumnHidden(column, left < current_theme().px(LEAST_TITLE))

    # --- doing

    def _take_number(self, number: int) -> None:
        if self.switch.current() == "missing":
            self.missing.take_number(number)

    def _fill(self) -> None:
        found = passing(self._rows, str(self.switch.current()), self.filter.text(), self._to_check)
        maximum = max((sum(row.stances.values()) for row in self._rows), default=1)
        kept = self.current()
        self._is_filling = True
        self.rows.set_rows(found, self._styles, maximum)
        self._is_filling = False
        narrowed = len(found) < len(self._rows) or self._is_filtered
        self.pages.setCurrentIndex(_TABLE if found else (_FILTERED if narrowed else _NOTHING))
        total = len(self._rows)
        self.bar.set_subtitle(f"{len(found):,} of {total:,}" if len(found) < total else f"{total:,}" if total else "")
        self._restore(kept)
        self._show_foot()
        self.shown.emit(len(found), total)

    def _show_foot(self) -> None:
        """Show under the table what the switch asks for: the missing piece, or what is worth a look."""
        view = self.switch.current()
        self.worth.set_full(view == "check")
        self.worth.show_found(self._found, self._why_not)
        if view != "missing":
            self.missing.hide()
            self.worth.setVisible(bool(self._found.open or self._found.dismissed))
            return
        self.worth.hide()
        current = self.current()
        ripples = [remark for remark in self._found.open if remark.rule == "ripple"]
        # Those of the current configuration first: it is what one looks at.
        ripples.sort(key=lambda remark: remark.about != current)
        self.missing.show_piece(self._pieces.get(current or 0), ripples, self._styles, self._why_not)
        self.missing.setVisible(self.missing.piece is not None or bool(ripples))

    def _restore(self, kept: Rid | None) -> None:
        """Make the wanted row the current one, else the one that was, else the first."""
        number = self.rows.position_of(self._wanted)
        if number is None:
            number = self.rows.position_of(kept)
        if number is None and self.rows.rowCount():
            number = 0
        if number is None:
            self.rows.set_current(None)
            self.current_changed.emit(None)
            return
        row = self.rows.row_at(number)
        if row is not None and row.rid == self._wanted:
            self._wanted = None
        index = self.rows.index(number, NUMBER)
        if self.view.currentIndex().row() != number or not self.view.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._is_filling = True
            self.view.selectionModel().setCurrentIndex(index, flags)
            self._is_filling = False
            self.view.scrollTo(index)
        self._tell()

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_filling:
            self._wanted = None
            self._tell()

    def _tell(self) -> None:
        self.rows.set_current(self.current())
        self._show_foot()
        self.current_changed.emit(self.current())

    def _sort(self, column: int) -> None:
        same = self._order[0] == column and self._order[1] == Qt.SortOrder.AscendingOrder
        self._order = (column, Qt.SortOrder.DescendingOrder if same else Qt.SortOrder.AscendingOrder)
        self.rows.sort(*self._order)
        head = self.view.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(*self._order)
        self.view.scrollTo(self.view.currentIndex())
