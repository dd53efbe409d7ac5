"""Configurations and statements by case: what speaks for, what against, what was not found, where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ipof_workbench.domain.case_rows import NOTHING_KNOWN, AcrossRow, Weighed
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING, ROLE_MUTED, ROLE_STANCE_KEY, configure_table
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
NUMBER, TITLE, FIRST_CASE = 0, 1, 2
CASE_WIDTH = 104


def cell_text(cell: Weighed) -> str:
    """Return a cell as it reads: “3”, “3 / 1” (one against), “not found”, a middle dot for no data."""
    if cell.supporting or cell.opposing:
        return f"{cell.supporting:,} / {cell.opposing:,}" if cell.opposing else f"{cell.supporting:,}"
    return "not found" if cell.looked_for else "·"


def cell_words(cell: Weighed) -> str:
    """Return a cell in words, for tooltips and screen readers."""
    parts = []
    if cell.supporting or cell.opposing:
        parts = [f"{cell.supporting:,} for it", f"{cell.opposing:,} against it"]
    if cell.looked_for:
        parts.append("looked for, not found")
    return ", ".join(parts) or "no data"


def _stance(cell: Weighed) -> str:
    if cell.opposing:
        return "challenges"
    if cell.supporting:
        return "supports"
    return "silent" if cell.looked_for else ""


class AcrossModel(QAbstractTableModel):
    """A row for each claim, a column for each chosen case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AcrossRow] = []
        self.cases: list[CaseRow] = []

    def show(self, rows: Sequence[AcrossRow], cases: Sequence[CaseRow]) -> None:
        """Show other rows and cases."""
        self.beginResetModel()
        self.rows, self.cases = list(rows), list(cases)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else FIRST_CASE + len(self.cases)

    def case_at(self, column: int) -> CaseRow | None:
        """Return the case of a column."""
        at = column - FIRST_CASE
        return self.cases[at] if 0 <= at < len(self.cases) else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        case = self.case_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return case.name if case is not None else ("No.", "Configuration or statement")[section]
        return case.name if role == Qt.ItemDataRole.ToolTipRole and case is not None else None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        case = self.case_at(index.column())
        if case is None:
            return self._claim(row, index.column(), role)
        cell = row.cells.get(case.rid, NOTHING_KNOWN)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(cell)
        if role == ROLE_STANCE_KEY:
            return _stance(cell) or None
        if role == ROLE_MUTED:
            return cell == NOTHING_KNOWN or not (cell.supporting or cell.opposing)
        if role == Qt.ItemDataRole.BackgroundRole:
            return current_theme().colour("danger_tint") if cell.opposing else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.claim.number}, {case.name}: {cell_words(cell)}"
        return None

    @staticmethod
    def _claim(row: AcrossRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.claim.number if column == NUMBER else row.claim.title or "No title yet"
        if role == ROLE_HEADING:
            return column == NUMBER
        if role == ROLE_MUTED:
            return column == TITLE and not row.claim.title
        if role == Qt.ItemDataRole.ToolTipRole and column == TITLE:
            return as_tooltip(row.claim.title)
        return None


class AcrossTable(QTableView):
    """The table.

    Signals:
        cell_entered(row, case rid or None): Enter or a double click, on a cell or on the claim itself.
        selection_changed(): other rows are chosen.
    """

    cell_entered = Signal(object, object)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = AcrossModel(self)
        self.setModel(self.rows)
        configure_table(self, "Configurations and statements by case")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._enter)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def show_rows(self, rows: Sequence[AcrossRow], cases: Sequence[CaseRow]) -> None:
        """Show other rows; those that were chosen stay chosen."""
        chosen = {(row.claim.kind, row.claim.rid) for row in self.chosen()}
        current = self.currentIndex().column()
        self.rows.show(rows, cases)
        theme, head = current_theme(), self.horizontalHeader()
        head.setMinimumSectionSize(theme.px(48))
        for column in range(self.rows.columnCount()):
            stretches = column == TITLE
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            )
            if not stretches:
                self.setColumnWidth(column, theme.px(56 if column == NUMBER else CASE_WIDTH))
        for at, row in enumerate(rows):
            if (row.claim.kind, row.claim.rid) in chosen:
                self.selectRow(at) if not self.chosen() else self._add_row(at)
        if rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, max(0, current)))

    def _add_row(self, at: int) -> None:
        from PySide6.QtCore import QItemSelectionModel

        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(self.rows.index(at, 0), flags)

    def chosen(self) -> list[AcrossRow]:
        """Return the chosen rows in their order."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.rows[number] for number in numbers if number < len(self.rows.rows)]

    def current_case(self) -> Rid | None:
        """Return the case of the current cell."""
        case = self.rows.case_at(self.currentIndex().column())
        return case.rid if case is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        case = self.rows.case_at(index.column())
        self.cell_entered.emit(self.rows.rows[index.row()], case.rid if case is not None else None)
