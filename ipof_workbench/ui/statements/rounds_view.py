"""Prioritising with stakeholders: a round of votes with its order shown live, and the rounds there were."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ipof_workbench.domain.errors import NotFound, RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.prioritising import lines_of, lines_words, priority_at, require_votes, score_words
from ipof_workbench.domain.statement_rows import ListedStatement, RoundRow, RoundVotes
from ipof_workbench.domain.vocabulary import Counting
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.rows_view import WordList, WordRow
from ipof_workbench.ui.statements.statement_items import statement_sentence
from ipof_workbench.ui.statements.vote_table import FIRST_VOTER, VoteGrid, VoteTable
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.notices import InlineError
from ipof_workbench.ui.widgets.panels import PageBar, Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

FIRST_VOTERS = ("Voter 1", "Voter 2", "Voter 3")
MOST_LINES = 999


class OrderPanel(QWidget):
    """The order that the votes make, with the lines between the priorities, at the right of the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PageBar("Resulting order")
        self.list = WordList("Resulting order", on_panel=True, weight=400)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)

    def show_order(self, grid: VoteGrid) -> None:
        """Show the statements in the order of their votes."""
        by_rid = {held.rid: held for held in grid.statements}
        rows = []
        for standing in grid.order():
            held = by_rid[standing.statement]
            words = f"{held.number}  {held.then_text or statement_sentence(held)}"
            unit = "points" if grid.counting is Counting.POINTS else "mean rank"
            counted = f"{unit} {score_words(standing.score, grid.counting)}"
            below = f"{priority_at(standing.place, grid.high, grid.medium)} priority · {counted}"
            is_counted = standing.score is not None
            rows.append(WordRow(held.rid, str(standing.place), words, below if is_counted else "no votes yet"))
        self.list.show_rows(rows)

    def point_at(self, statement: Rid) -> None:
        """Make a statement the current one."""
        self.list.show_rows(self.list.rows.rows, statement)


class RoundsView(QWidget):
    """The grid with what belongs to the meeting. `closed()`: back to the statements."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._statements: Sequence[ListedStatement] = ()
        self._rounds: Sequence[RoundRow] = ()
        self.grid = VoteGrid(self)
        self.table = VoteTable(self.grid)
        self.order_panel = OrderPanel()
        self._build_head()
        self._build_foot()
        self._show_rounds()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self._head, 0), (self.table, 1), (self._foot, 0)):
            column.addWidget(part, stretch)
        self.grid.edited.connect(self._tell)
        self.table.selectionModel().currentRowChanged.connect(lambda index, _before: self._point_at(index.row()))
        current_theme().changed.connect(self._measure)
        self._measure()

    # --- showing

    def set_statements(self, statements: Sequence[ListedStatement], rounds: Sequence[RoundRow]) -> None:
        """Take the statements in their order, and the rounds there were, newest first."""
        self._statements = statements
        if [row.decision for row in rounds] != [row.decision for row in self._rounds]:
            self._rounds = rounds
            self._show_rounds()
        if not self.grid.read_only and (self.grid.statements or self.isVisible()):
            self.grid.set_statements(statements)

    def begin(self) -> None:
        """Start a new round, or go on with the one that was begun."""
        if self.rounds.currentData() is not None:
            self.rounds.setCurrentIndex(0)
        if self.grid.is_empty() or self.grid.read_only:
            self._new_round()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- building

    def _build_head(self) -> None:
        self._head = Surface("panel")
        self.rounds = CalmComboBox("Round")
        self.rounds.currentIndexChanged.connect(lambda _: self._choose_round())
        self.counting = SegmentedSwitch(
            ((Counting.POINTS, "Points"), (Counting.RANKS, "Ranks")), "How the votes are counted"
        )
        self.counting.chosen.connect(lambda key: self.grid.set_counting(Counting(key)))
        self.voters = QLineEdit()
        self.voters.setAccessibleName("Who votes")
        self.voters.setPlaceholderText("Who votes: names or groups, separated by commas")
        self.voters.editingFinished.connect(self._name_voters)
        self.close_button = Button("Back to the statements", "arrow-left")
        self.close_button.clicked.connect(self.closed)
        self._head_row = QHBoxLayout()
        for part in (self.rounds, self.counting):
            self._head_row.addWidget(part)
        self._head_row.addWidget(self.voters, 1)
        self._head_row.addWidget(self.close_button)
        column = QVBoxLayout(self._head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head_row)
        column.addWidget(Rule())

    def _build_foot(self) -> None:
        self._foot = Surface("panel")
        self.high, self.medium = self._spin("High priority"), self._spin("Medium priority")
        self.lines = PlainLabel("", "small", "text2")
        self.wording, self.held_on, self.attendees = QLineEdit(), QLineEdit(), QLineEdit()
        for field, name, hint in (
            (self.wording, "What was decided", "What was decided"),
            (self.held_on, "Date", QDate.currentDate().toString("yyyy-MM-dd")),
            (self.attendees, "Attendees", "Who was there"),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
        self.error = InlineError()
        self.record = PrimaryButton("Record the decision")
        self.record.clicked.connect(self._record)
        self._lines_row, self._meeting_row = QHBoxLayout(), QHBoxLayout()
        for part in (PlainLabel("The first"), self.high, PlainLabel("high, the next"), self.medium):
            self._lines_row.addWidget(part)
        self._lines_row.addWidget(PlainLabel("medium, the rest low"))
        self._lines_row.addStretch(1)
        self._lines_row.addWidget(self.lines)
        self._meeting_row.addWidget(self.wording, 3)
        self._meeting_row.addWidget(self.held_on, 1)
        self._meeting_row.addWidget(self.attendees, 3)
        self._meeting_row.addWidget(self.record)
        self._foot_column = QVBoxLayout()
        self._foot_column.addLayout(self._lines_row)
        self._foot_column.addLayout(self._meeting_row)
        self._foot_column.addWidget(self.error)
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(self._foot_column)

    def _spin(self, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, MOST_LINES)
        made.setAccessibleName(name)
        made.valueChanged.connect(lambda _: self.grid.set_lines(self.high.value(), self.medium.value()))
        return made

    def _measure(self) -> None:
        theme = current_theme()
        for layout in (self._head_row, self._foot_column):
            layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
            layout.setSpacing(theme.px(8))
        for row in (self._lines_row, self._meeting_row):
            row.setSpacing(theme.px(8))
        self.rounds.setFixedWidth(theme.px(176))
        self.held_on.setMinimumWidth(theme.px(108))
        for spin in (self.high, self.medium):
            spin.setFixedWidth(theme.px(72))

    # --- rounds

    def _show_rounds(self) -> None:
        current = self.rounds.currentData()
        self.rounds.blockSignals(True)
        self.rounds.clear()
        self.rounds.addItem("New round", None)
        for row in self._rounds:
            self.rounds.addItem(f"{row.held_on or row.at[:10]}  {row.wording}", row.decision)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(current)) if current is not None else 0)
        self.rounds.blockSignals(False)

    def _choose_round(self) -> None:
        decision = self.rounds.currentData()
        if decision is None:
            self._new_round()
            return
        try:
            self._show_round(self._session.workbench.read.of_statements.round(decision))
        except NotFound as error:
            self._session.show_error(error)

    def _new_round(self) -> None:
        third = max(1, round(len(self._statements) / 3))
        self.high.setValue(third)
        self.medium.setValue(third)
        self.grid.counting = Counting(str(self.counting.current()))
        self.grid.begin(self._statements, FIRST_VOTERS)
        self.voters.setText(", ".join(FIRST_VOTERS))
        for field in (self.wording, self.held_on, self.attendees):
            field.clear()
        self._set_open(True)
        if self._statements:
            self.table.setCurrentIndex(self.grid.index(0, FIRST_VOTER))

    def _show_round(self, votes: RoundVotes) -> None:
        lines = lines_of(votes.row.note) or (0, 0)
        self.high.setValue(lines[0])
        self.medium.setValue(lines[1])
        self.counting.set_current(Counting(votes.row.counting))
        by_rid = {held.rid: held for held in self._statements}
        shown = [by_rid[rid] for rid in votes.statements if rid in by_rid]
        self.grid.show_round(shown, votes.votes, Counting(votes.row.counting))
        self.voters.setText(", ".join(self.grid.voters))
        self.wording.setText(votes.row.wording)
        self.held_on.setText(votes.row.held_on)
        self.attendees.setText(votes.row.attendees)
        self._set_open(False)

    def _set_open(self, is_open: bool) -> None:
        """Let a round be filled in, or only be looked at."""
        self.error.clear()
        for field in (self.voters, self.wording, self.held_on, self.attendees):
            field.setReadOnly(not is_open)
        for part in (self.counting, self.high, self.medium):
            part.setEnabled(is_open)
        self.record.setVisible(is_open)
        self._tell()

    def _point_at(self, row: int) -> None:
        """Show where the statement of the current row comes out."""
        if 0 <= row < len(self.grid.statements):
            self.order_panel.point_at(self.grid.statements[row].rid)

    def _name_voters(self) -> None:
        if self.grid.read_only:
            return
        names = [name.strip() for name in self.voters.text().split(",") if name.strip()]
        if names != self.grid.voters:
            self.grid.set_voters(names)

    def _tell(self) -> None:
        self.lines.setText(lines_words(self.high.value(), self.medium.value(), len(self.grid.statements)))
        self.order_panel.show_order(self.grid)
        if self.grid.is_empty():
            self.record.disable("Type at least one vote")
        else:
            self.record.enable()

    def _record(self) -> None:
        from ipof_workbench.app.commands.prioritising import PrioritiseStatements

        self._name_voters()
        rids: tuple[Rid, ...] = tuple(held.rid for held in self.grid.statements)
        try:
            votes = self.grid.votes()
            require_votes(votes, rids, self.grid.counting)
        except RefusedChange as refusal:
            self.error.show_error(str(refusal))
            return
        self.error.clear()
        outcome = self._session.run(
            PrioritiseStatements(
                tuple((vote.voter, vote.statement, vote.value) for vote in votes),
                self.grid.counting.value,
                self.wording.text(),
                self.held_on.text(),
                self.attendees.text(),
                statements=rids,
                high=self.high.value(),
                medium=self.medium.value(),
            )
        )
        if outcome is not None:
            self._new_round()
            self._session.show_toast("Recorded the decision; the statements stand in their new order")
            self.closed.emit()
