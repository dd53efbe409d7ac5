"""One decision, every field edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.trail_rows import DecisionRow, SubjectRow, VoteRow
from ipof_workbench.domain.vocabulary import Counting, DecisionKind
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.records.growing_text import GrowingText
from ipof_workbench.ui.records.memo_card import ChoiceOf
from ipof_workbench.ui.records.story import Story
from ipof_workbench.ui.records.subject_flow import SubjectFlow, offered_subjects
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.plain_label import PlainLabel

AnyIndex = QModelIndex | QPersistentModelIndex
_VOTE_HEADS = ("Statement", "Who", "Points")


class VotesModel(QAbstractTableModel):
    """The votes of a prioritisation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.votes: Sequence[VoteRow] = ()
        self._counting = ""

    def show(self, votes: Sequence[VoteRow], counting: str) -> None:
        """Show other votes; `counting` is a key of `Counting`."""
        self.beginResetModel()
        self.votes, self._counting = votes, counting
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.votes)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(_VOTE_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "Rank" if section == 2 and self._counting == Counting.RANKS else _VOTE_HEADS[section]

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        vote = self.votes[index.row()]
        return (vote.number, vote.voter, vote.value)[index.column()]


class DecisionDetail(QWidget):
    """The fields, what it is about, votes, memos and audit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: DecisionRow | None = None
        self._bar = PageBar("Decision")
        self.kind = ChoiceOf("Kind of decision", DecisionKind, "No kind yet")
        self.kind.picked.connect(lambda key: self._edit("kind", key))
        self.wording = GrowingText("What was decided", "What was decided", least=2, most=8)
        self.wording.written.connect(self._word)
        self.held_on = EditableText("Date", "When it was, as 2026-03-31")
        self.held_on.committed.connect(lambda words: self._edit("held_on", words))
        self.attendees = EditableText("Attendees", "Who was there")
        self.attendees.committed.connect(lambda words: self._edit("attendees", words))
        self.note = GrowingText("Why", "Why it was decided so", least=2, most=6)
        self.note.written.connect(lambda words: self._edit("note", words))
        self.subjects = SubjectFlow()
        self.subjects.followed.connect(self._follow)
        self.subjects.changed.connect(self._set_subjects)
        self.subjects.offer(lambda: offered_subjects(session))
        self.votes = VotesModel(self)
        self._votes_table = self._build_votes()
        self.story = Story(session, ("Votes", self._votes_table))
        self._foot = PlainLabel("", "caption", "text2", elide=True)
        self._build()
        session.can_edit_changed.connect(self._allow)
        self._allow()

    def _build_votes(self) -> QTableView:
        table = QTableView()
        table.setModel(self.votes)
        configure_table(table, "Votes")
        table.setProperty("onPanel", True)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return table

    def _build(self) -> None:
        theme = current_theme()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        self.kind.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Kind", self.kind),
            ("Decision", self.wording),
            ("Date", self.held_on),
            ("Attendees", self.attendees),
            ("About", self.subjects),
            ("Why", self.note),
        )
        for number, (words, widget) in enumerate(rows):
            label = PlainLabel(words, "small", "text2")
            label.setFixedHeight(theme.px(28))
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
        fields = QWidget()
        fields.setObjectName("panelBody")
        inside = QVBoxLayout(fields)
        inside.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        inside.setSpacing(theme.px(8))
        inside.addLayout(grid)
        inside.addWidget(self._foot)
        inside.addStretch(1)
        # A prioritisation is about as many statements as there are: they scroll.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(fields)
        scroll.setAccessibleName("The decision")
        self.story.set_padding(theme.px(16), on_panel=True)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(scroll)
        halves.addWidget(self.story)
        halves.setSizes([theme.px(400), theme.px(290)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(halves, 1)

    def show_decision(self, row: DecisionRow) -> None:
        """Show a decision; what is being typed in the same one stays."""
        if self._row is not None and self._row.rid != row.rid:
            self.commit()
        self._row = row
        self._bar.set_title(DecisionKind(row.kind).words.capitalize() if row.kind else "Decision")
        self.kind.show_key(row.kind)
        self.wording.show_text(row.wording)
        self.held_on.set_text(row.held_on)
        self.attendees.set_text(row.attendees)
        self.note.show_text(row.note)
        self.subjects.show_subjects(row.subjects)
        self.votes.show(row.votes, row.counting)
        self.story.set_first_visible(self._votes_table, bool(row.votes))
        who = f"Recorded by {row.analyst_name}" if row.analyst_name else "Recorded"
        self._foot.setText(f"{who}, {when_words(row.created_at)}")
        self.story.show_subject("decision", row.rid)

    def commit(self) -> None:
        """Store what open fields hold."""
        for field in (self.wording, self.note, self.held_on, self.attendees):
            field.commit()
        self.story.commit()

    def focus_wording(self) -> None:
        """Give the keyboard to the wording, all of it selected."""
        self.wording.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wording.selectAll()

    def _allow(self, _can: object = None) -> None:
        can = self._session.can_edit
        for part in (self.kind, self.held_on, self.attendees):
            part.setEnabled(can)
        for field in (self.wording, self.note):
            field.setReadOnly(not can)
        if can:
            self.subjects.add_button.enable()
        else:
            self.subjects.add_button.disable(self._session.why_not_editable)

    # --- doing

    def _edit(self, field: str, value: str) -> bool:
        from ipof_workbench.app.commands.record_edits import EditFields

        if self._row is None or not self._session.workbench.read.exists(records.Decision, self._row.rid):
            return True  # it was deleted while a field was open
        return self._session.run(EditFields(records.Decision, self._row.rid, {field: value})) is not None

    def _word(self, words: str) -> None:
        if not words.strip() and not self.wording.hasFocus() and self._row is not None:
            # A decision without words is none; while someone still writes, an empty field is on its way to new ones.
            self.wording.show_text(self._row.wording)
        elif words.strip():
            self._edit("wording", words)

    def _set_subjects(self, subjects: object) -> None:
        from ipof_workbench.app.commands.decisions import SetDecisionSubjects

        if self._row is not None and isinstance(subjects, tuple):
            pairs = tuple((subject.kind, subject.rid) for subject in subjects)
            self._session.run(SetDecisionSubjects(self._row.rid, pairs))

    def _follow(self, subject: object) -> None:
        if isinstance(subject, SubjectRow):
            self._session.show_record(subject.kind, subject.rid)

    @property
    def rid(self) -> Rid | None:
        """The decision that is shown."""
        return self._row.rid if self._row is not None else None
