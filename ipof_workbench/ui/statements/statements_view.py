"""The statements in the middle of the page: what narrows them, the list, the row for the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import next_in_series
from ipof_workbench.domain.statement_rows import ListedStatement, StatementsOverview
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.ui.configurations.configuration_table import FilterField
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.wording import STATUS_ICONS, status_words
from ipof_workbench.ui.statements.part_fields import QuickEntry, pasted_statements
from ipof_workbench.ui.statements.statement_items import Wanted, rows_of
from ipof_workbench.ui.statements.statement_list import StatementList
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, QuietButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch

NOTHING_YET = "No statements yet. Type the first one below, paste sentences, or import a table."
NOTHING_PASSES = "No statement passes these filters."
_LIST, _NOTHING, _FILTERED = range(3)
GROUPED_KEY = "statements/grouped"


class StatementsView(QWidget):
    """The list with what narrows it and the quick entry.

    Signals:
        current_changed(ListedStatement or None)
        prioritise_requested(), import_requested(), filters_cleared()
        pasted(statements): from the button.
    """

    current_changed = Signal(object)
    prioritise_requested = Signal()
    import_requested = Signal()
    filters_cleared = Signal()
    pasted = Signal(object)

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._overview = StatementsOverview((), ())
        self._scope_narrows = False
        self._wanted_rid: Rid | None = None
        self._is_filling = False
        self.list = StatementList()
        self.entry = QuickEntry()
        self.entry.left.connect(self.focus_list)
        self._build_tools()
        nothing = EmptyState(NOTHING_YET, "Import table")
        nothing.action_requested.connect(self.import_requested)
        filtered = EmptyState(NOTHING_PASSES, "Clear filters")
        filtered.action_requested.connect(self.clear_filters)
        self.pages = QStackedWidget()
        for page in (self.list, nothing, filtered):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self.pages, 1)
        column.addWidget(self.entry)
        self.list.selectionModel().currentChanged.connect(self._row_changed)
        current_theme().changed.connect(self._measure)
        self._measure()

    # --- showing

    def show_overview(
        self,
        overview: StatementsOverview,
        areas: Sequence[tuple[Rid, str]],
        frozen: Mapping[Rid, str],
        scope_narrows: bool,
    ) -> None:
        """Show the statements of the project; `scope_narrows` when the window's filter may hide some."""
        self._overview, self._scope_narrows = overview, scope_narrows
        self.list.rows.frozen_in = dict(frozen)
        self._show_areas(areas)
        unexpressed = sum(not held.configurations for held in overview.statements)
        self.only.setText(f"None expresses it {unexpressed:,}")
        self.entry.set_number(next_in_series(held.number for held in overview.statements))
        self._fill()

    def select(self, statement: Rid | None) -> None:
        """Make a statement the current one, now or as soon as it is there; filters that hide it are cleared."""
        self._wanted_rid = statement
        if any(held.rid == statement for held in self._overview.statements):
            if self.list.rows.position_of(statement) is None:
                self.clear_own_filters()
            self._restore(None)

    def set_can_edit(self, can: bool, why: str) -> None:
        """Let things be changed, or say why not."""
        self.list.can_edit = can
        self.entry.setEnabled(can)
        for button in (self.paste_button, self.prioritise_button):
            if can:
                button.enable()
            else:
                button.disable(why)
        self._fill()

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def area_for_new(self) -> Rid | None:
        """Return the theory area that a new statement belongs to: the one that is shown alone."""
        return self._wanted().area or None

    def neighbour_of(self, gone: Sequence[ListedStatement]) -> Rid | None:
        """Return what should be current once these statements are deleted."""
        rids = {held.rid for held in gone}
        order = self.list.rows.statements()
        places = [at for at, held in enumerate(order) if held.rid in rids]
        around = (*order[places[-1] + 1 :], *reversed(order[: places[0]])) if places else tuple(order)
        return next((held.rid for held in around if held.rid not in rids), None)

    def expect(self, statement: Rid | None) -> None:
        """Let a statement become the current one when the rows change next."""
        self._wanted_rid = statement

    def clear_own_filters(self) -> None:
        """Show all statements that the window's filter lets through."""
        self.status.setCurrentIndex(0)
        self.area.setCurrentIndex(0)
        self.only.setChecked(False)
        self.filter.clear()
        self._fill()

    def clear_filters(self) -> None:
        """Clear every filter, the window's too."""
        self.clear_own_filters()
        self.filters_cleared.emit()

    # --- building

    def _build_tools(self) -> None:
        self._tools = Surface("panel")
        self.filter = FilterField()
        self.filter.setAccessibleName("Filter the statements")
        self.filter.setPlaceholderText("Filter  /")
        self.filter.textChanged.connect(lambda _: self._fill())
        self.filter.left.connect(self.focus_list)
        self.status = CalmComboBox("Status")
        self.status.addItem("Any status", "")
        for status in Status:
            self.status.addItem(status_words(status.value), status.value)
        self.area = CalmComboBox("Theory area")
        self.area.addItem("All areas", None)
        self.only = QuietButton("None expresses it")
        self.only.setCheckable(True)
        self.only.setToolTip("Only statements that no configuration expresses, and configurations without a statement")
        self.grouped = ToggleSwitch("Group by theory area", bool(self._settings.value(GROUPED_KEY, False, type=bool)))
        self.grouped_words = PlainLabel("By area", colour="text2")
        self.paste_button = Button("Paste")
        self.paste_button.setToolTip("Add the sentences on the clipboard, one a line  Ctrl+V")
        self.prioritise_button = Button("Prioritise", "vote")
        self.prioritise_button.setToolTip("Order the statements by the votes of stakeholders")
        for button in (self.paste_button, self.prioritise_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for combo in (self.status, self.area):
            combo.currentIndexChanged.connect(lambda _: self._fill())
        self.only.toggled.connect(lambda _: self._fill())
        self.grouped.toggled.connect(self._group)
        self.paste_button.clicked.connect(
            lambda: self.pasted.emit(pasted_statements(QApplication.clipboard().mimeData()))
        )
        self.prioritise_button.clicked.connect(self.prioritise_requested)
        holder = QWidget()
        self._tool_row = QHBoxLayout(holder)
        narrowing: tuple[QWidget, ...] = (self.filter, self.status, self.area, self.only)
        for part in narrowing:
            self._tool_row.addWidget(part, 2 if part is self.area else 0)
        self._tool_row.addStretch(1)
        for part in (self.grouped_words, self.grouped, self.paste_button, self.prioritise_button):
            self._tool_row.addWidget(part)
        column = QVBoxLayout(self._tools)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(holder, 1)
        column.addWidget(Rule())

    def _measure(self) -> None:
        theme = current_theme()
        self._tools.setFixedHeight(theme.px(40))
        self._tool_row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._tool_row.setSpacing(theme.px(6))
        self.filter.setMinimumWidth(theme.px(64))
        self.filter.setMaximumWidth(theme.px(128))
        self.status.setFixedWidth(theme.px(116))
        self.area.setMinimumWidth(theme.px(112))
        self.area.setMaximumWidth(theme.px(150))
        for number in range(1, self.status.count()):
            self.status.setItemIcon(number, icon(STATUS_ICONS[str(self.status.itemData(number))]))

    def _show_areas(self, areas: Sequence[tuple[Rid, str]]) -> None:
        wanted = [("All areas", None), *((name, rid) for rid, name in areas), ("No area", 0)]
        held = [(self.area.itemText(at), self.area.itemData(at)) for at in range(self.area.count())]
        if held == wanted:
            return
        current = self.area.currentData()
        self.area.blockSignals(True)
        self.area.clear()
        for words, key in wanted:
            self.area.addItem(words, key)
        self.area.setCurrentIndex(max(0, self.area.findData(current)) if current is not None else 0)
        self.area.blockSignals(False)

    def _group(self, on: bool) -> None:
        self._settings.setValue(GROUPED_KEY, on)
        self._fill()

    # --- filling

    def _wanted(self) -> Wanted:
        return Wanted(
            self.filter.text(),
            str(self.status.currentData() or ""),
            self.area.currentData(),
            self.only.isChecked(),
            self.grouped.isChecked(),
        )

    def _fill(self) -> None:
        wanted = self._wanted()
        rows = rows_of(self._overview.statements, self._overview.unexpressed, wanted)
        kept = self.list.current()
        self._is_filling = True
        self.list.look.maximum = max((sum(held.stances.values()) for held in self._overview.statements), default=1)
        self.list.look.shows_areas = not wanted.grouped
        self.list.rows.can_move = self.list.can_edit and not wanted.narrows and not self._scope_narrows
        self.list.rows.show(rows)
        self._is_filling = False
        narrowed = wanted.narrows or self._scope_narrows
        self.pages.setCurrentIndex(_LIST if rows else (_FILTERED if narrowed else _NOTHING))
        self._restore(kept.rid if kept is not None else None)

    def _restore(self, kept: Rid | None) -> None:
        """Make the wanted statement the current one, else the one that was, else the first."""
        number = self.list.rows.position_of(self._wanted_rid)
        if number is not None:
            self._wanted_rid = None
        else:
            number = self.list.rows.position_of(kept)
        if number is None:
            first = next(iter(self.list.rows.statements()), None)
            number = self.list.rows.position_of(first.rid) if first is not None else None
        if number is None:
            self.current_changed.emit(None)
            return
        if self.list.currentIndex().row() != number or not self.list.selectionModel().hasSelection():
            index = self.list.rows.index(number)
            self._is_filling = True
            self.list.setCurrentIndex(index)
            self._is_filling = False
            self.list.scrollTo(index)
        self.current_changed.emit(self.list.current())

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_filling:
            self._wanted_rid = None
            self.current_changed.emit(self.list.current())
