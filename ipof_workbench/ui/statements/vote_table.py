"""The grid of votes: a row for each statement, a column for each stakeholder; typed, or pasted from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.prioritising import Standing, Vote, priority_at, score_words, standings, value_of
from ipof_workbench.domain.statement_rows import ListedStatement
from ipof_workbench.domain.vocabulary import Counting
from ipof_workbench.ui.statements.statement_items import statement_sentence
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED, configure_table
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex

NUMBER, SENTENCE, FIRST_VOTER = 0, 1, 2
_LAST = ("Result", "Place", "Priority")


class VoteGrid(QAbstractTableModel):
    """The cells as they were typed; result, place and priority follow at once. `edited()` after every change."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.statements: list[ListedStatement] = []
        self.voters: list[str] = []
        self._cells: dict[tuple[Rid, int], str] = {}
        self.counting = Counting.POINTS
        self.high, self.medium = 0, 0
        self.read_only = False
        self._standings: dict[Rid, Standing] = {}

    # --- filling

    def begin(self, statements: Sequence[ListedStatement], voters: Sequence[str]) -> None:
        """Start an empty round."""
        self._fill(statements, voters, {}, False)

    def show_round(self, statements: Sequence[ListedStatement], votes: Sequence[Vote], counting: Counting) -> None:
        """Show a round that was recorded."""
        voters = list(dict.fromkeys(vote.voter for vote in votes))
        cells = {(vote.statement, voters.index(vote.voter)): str(vote.value) for vote in votes}
        self.counting = counting
        self._fill(statements, voters, cells, True)

    def _fill(
        self,
        statements: Sequence[ListedStatement],
        voters: Sequence[str],
        cells: Mapping[tuple[Rid, int], str],
        read_only: bool,
    ) -> None:
        self.beginResetModel()
        self.statements, self.voters, self._cells = list(statements), list(voters), dict(cells)
        self.read_only = read_only
        self.endResetModel()
        self._count()

    def set_statements(self, statements: Sequence[ListedStatement]) -> None:
        """Take in statements as they are now; votes stay with theirs."""
        if [held.rid for held in statements] == [held.rid for held in self.statements]:
            self.statements = list(statements)
            return
        self._fill(statements, self.voters, self._cells, self.read_only)

    def set_voters(self, voters: Sequence[str]) -> None:
        """Name the columns; a column keeps its votes."""
        self.beginResetModel()
        self.voters = list(voters)
        self._cells = {key: text for key, text in self._cells.items() if key[1] < len(self.voters)}
        self.endResetModel()
        self._count()

    def set_counting(self, counting: Counting) -> None:
        """Count points or ranks."""
        self.counting = counting
        self._count()

    def set_lines(self, high: int, medium: int) -> None:
        """Say how many get high and how many medium priority."""
        self.high, self.medium = high, medium
        self._count()

    # --- what they say

    def votes(self) -> list[Vote]:
        """Return the votes.

        Raises:
            RefusedChange: a cell holds no whole number.
        """
        found = []
        for column, voter in enumerate(self.voters):
            for held in self.statements:
                value = value_of(self._cells.get((held.rid, column), ""))
                if value is not None:
                    found.append(Vote(voter, held.rid, value))
        return found

    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(text.strip() for text in self._cells.values())

    def order(self) -> list[Standing]:
        """Return the statements in the order that the votes make; cells that are no numbers do not count."""
        found = []
        for (rid, column), text in self._cells.items():
            if column < len(self.voters) and (value := _value_or_none(text)) is not None:
                found.append(Vote(str(column), rid, value))
        return standings(found, [held.rid for held in self.statements], self.counting)

    def _count(self) -> None:
        self._standings = {standing.statement: standing for standing in self.order()}
        if self.statements:
            first = self.index(0, FIRST_VOTER + len(self.voters))
            self.dataChanged.emit(first, self.index(len(self.statements) - 1, self.columnCount() - 1))
        self.edited.emit()

    # --- Qt

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.statements)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else FIRST_VOTER + len(self.voters) + len(_LAST)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = ("No.", "Statement", *self.voters, *_LAST)
        if role == Qt.ItemDataRole.DisplayRole:
            if heads[section] == "Result":
                return "Total" if self.counting is Counting.POINTS else "Mean rank"
            return heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and FIRST_VOTER <= section < len(heads) - 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(cast("QModelIndex", index))
        return flags | Qt.ItemFlag.ItemIsEditable if self._voter_of(index) is not None else flags

    def _voter_of(self, index: AnyIndex) -> int | None:
        column = index.column() - FIRST_VOTER
        return column if index.isValid() and not self.read_only and 0 <= column < len(self.voters) else None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        held, column = self.statements[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = FIRST_VOTER <= column < self.columnCount() - 1
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and column == SENTENCE:
            return as_tooltip(statement_sentence(held))
        if role == ROLE_MUTED:
            return column >= FIRST_VOTER + len(self.voters) and not self._standings[held.rid].votes
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(held, column)
        return None

    def _text(self, held: ListedStatement, column: int) -> str:
        if column == NUMBER:
            return held.number
        if column == SENTENCE:
            return statement_sentence(held)
        if column < FIRST_VOTER + len(self.voters):
            return self._cells.get((held.rid, column - FIRST_VOTER), "")
        standing = self._standings[held.rid]
        which = column - FIRST_VOTER - len(self.voters)
        if which == 0:
            return score_words(standing.score, self.counting)
        if standing.score is None:
            return "·"
        return str(standing.place) if which == 1 else priority_at(standing.place, self.high, self.medium)

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        column = self._voter_of(index)
        if column is None or role != Qt.ItemDataRole.EditRole:
            return False
        self._cells[(self.statements[index.row()].rid, column)] = str(value).strip()
        self._count()
        return True

    def paste(self, row: int, column: int, text: str) -> None:
        """Put the cells of a spreadsheet from a cell on, to the right and down; what does not fit is left out."""
        if self.read_only or column < FIRST_VOTER:
            return
        for down, line in enumerate(text.rstrip("\n").split("\n")):
            for right, cell in enumerate(line.rstrip("\r").split("\t")):
                at = column - FIRST_VOTER + right
                if row + down < len(self.statements) and at < len(self.voters):
                    self._cells[(self.statements[row + down].rid, at)] = cell.strip()
        self._count()
        self.dataChanged.emit(self.index(0, FIRST_VOTER), self.index(len(self.statements) - 1, self.columnCount() - 1))


def _value_or_none(text: str) -> int | None:
    try:
        return value_of(text)
    except RefusedChange:
        return None


class VoteTable(QTableView):
    """The grid on the screen: figures begin an edit, Enter goes down, Ctrl+V pastes cells, Delete empties them."""

    def __init__(self, grid: VoteGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.setModel(grid)
        configure_table(self, "Votes")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        grid.modelReset.connect(self.measure)
        current_theme().changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Give the columns their widths."""
        theme, head = current_theme(), self.horizontalHeader()
        head.setMinimumSectionSize(theme.px(40))
        if self.grid.columnCount() < FIRST_VOTER:
            return
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(SENTENCE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(NUMBER, theme.px(48))
        for column in range(FIRST_VOTER, self.grid.columnCount()):
            self.setColumnWidth(column, theme.px(72))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()  # that was Enter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the field passes Enter on; the editor is about to close
        elif event.matches(QKeySequence.StandardKey.Paste):
            index = self.currentIndex()
            self.grid.paste(index.row(), index.column(), QApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                self.grid.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        else:
            super().keyPressEvent(event)

    def _go_down(self) -> None:
        below = self.grid.index(self.currentIndex().row() + 1, self.currentIndex().column())
        if below.isValid():
            self.setCurrentIndex(below)
