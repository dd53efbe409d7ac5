"""Which configurations a draft shows, and their numbers in the paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.report.publications.reading import NumberRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.rows_model import RowsModel

AnyIndex = QModelIndex | QPersistentModelIndex
SHOWN, IN_PAPER, TITLE = range(3)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)


class NumberModel(RowsModel[NumberRow]):
    """Configurations: shown or not, the number in the paper (edited in place), the title.

    `shown_changed(rid, is_shown)` and `number_changed(rid, number)` ask for a change; nothing is kept here.
    """

    heads = ("No.", "Paper", "Title")
    key = "rid"
    shown_changed = Signal(object, bool)
    number_changed = Signal(object, str)
    can_edit = True

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.rows[index.row()]
        if role == _CHECK and index.column() == SHOWN:
            return Qt.CheckState.Checked if row.is_shown else Qt.CheckState.Unchecked
        words = (row.number, row.in_paper if row.is_shown else "–", row.title)[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = f"number {row.in_paper} in the paper" if row.is_shown else "not in the paper"
            return f"Configuration {row.number}, {row.title}, {place}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.can_edit:
            return flags
        if index.column() == SHOWN:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        is_shown = self.rows[index.row()].is_shown
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == IN_PAPER and is_shown else flags

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        row = self.rows[index.row()]
        if role == _CHECK and index.column() == SHOWN:
            self.shown_changed.emit(row.rid, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and index.column() == IN_PAPER:
            if str(value).strip() != row.in_paper:
                self.number_changed.emit(row.rid, str(value).strip())
            return True
        return False


class NumberTable(QTableView):
    """The table; Space shows or hides a configuration, F2 edits its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = NumberModel(self)
        self.setModel(self.numbers)
        configure_table(self, "Configurations and their numbers in the paper")
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_numbers(self, rows: Sequence[NumberRow], *, can_edit: bool) -> None:
        """Show these."""
        self.numbers.can_edit = can_edit
        self.numbers.show(rows)

    def choose(self, rid: Rid) -> None:
        """Make a configuration the current row."""
        for at, row in enumerate(self.numbers.rows):
            if row.rid == rid:
                self.setCurrentIndex(self.numbers.index(at, IN_PAPER))

    def _measure(self) -> None:
        theme = current_theme()
        self.setColumnWidth(SHOWN, theme.px(64))
        self.setColumnWidth(IN_PAPER, theme.px(58))
        self.setMinimumHeight(theme.px(32 * 5))
