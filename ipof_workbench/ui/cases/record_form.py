"""What was made of several cases: juxtaposed, reconciled, adjudicated, consolidated, situated, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.trail_rows import DecisionRow
from ipof_workbench.domain.vocabulary import DecisionKind
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.records.growing_text import GrowingText
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton, PrimaryButton
from ipof_workbench.ui.widgets.panels import SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel

VERBS: tuple[tuple[DecisionKind, str], ...] = (
    (DecisionKind.JUXTAPOSED, "Juxtaposed: set side by side, one explains the other"),
    (DecisionKind.RECONCILED, "Reconciled: they differ, and what makes the difference is known"),
    (DecisionKind.ADJUDICATED, "Adjudicated: one holds better than the other"),
    (DecisionKind.CONSOLIDATED, "Consolidated: they differ, and several explanations hold"),
    (DecisionKind.SITUATED, "Situated: it works so here, and otherwise there"),
)
"""Pawson's ways of bringing cases together, with what each says."""

Subject = tuple[str, Rid]


class RecordForm(QWidget):
    """The fields, and the earlier decisions on the same.

    Signals:
        recorded(): a decision was stored.
    """

    recorded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._subjects: tuple[Subject, ...] = ()
        self._why_not = ""
        self.about = PlainLabel("", "small", "text2", wrap=True)
        self.kind = CalmComboBox("What was made of it")
        for kind, words in VERBS:
            self.kind.addItem(kind.words.capitalize(), kind.value)
            self.kind.setItemData(self.kind.count() - 1, words, int(Qt.ItemDataRole.ToolTipRole))
        self.kind.currentIndexChanged.connect(lambda _at: self._explain())
        self._meaning = PlainLabel("", "caption", "text2", wrap=True)
        self.wording = GrowingText("What was decided", "What was made of it", least=3, most=8)
        self.wording.textChanged.connect(self._allow)
        self.note = GrowingText("Why", "Why", least=2, most=6)
        self.held_on, self.attendees = QLineEdit(), QLineEdit()
        self.held_on.setAccessibleName("Date")
        self.attendees.setAccessibleName("Attendees")
        self.attendees.setPlaceholderText("Who was there")
        self.button = PrimaryButton("Record what we made of it")
        self.button.clicked.connect(self.record)
        self._earlier_head = SectionHeader("Earlier on these")
        self._earlier = QVBoxLayout()
        self.links: list[LinkButton] = []
        self._build()
        session.can_edit_changed.connect(self._allow)
        self._explain()
        self._begin()

    def _build(self) -> None:
        theme = current_theme()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, (words, widget) in enumerate((("Date", self.held_on), ("Attendees", self.attendees))):
            grid.addWidget(PlainLabel(words, "small", "text2"), row, 0)
            grid.addWidget(widget, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(12))
        column.setSpacing(theme.px(8))
        for part in (self.about, self.kind, self._meaning, self.wording, self.note):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self.button)
        column.addSpacing(theme.px(8))
        column.addWidget(self._earlier_head)
        self._earlier.setSpacing(theme.px(2))
        column.addLayout(self._earlier)
        column.addStretch(1)

    def _begin(self) -> None:
        self.wording.show_text("")
        self.wording.clear()
        self.note.clear()
        self.held_on.setText(date.today().isoformat())
        self._allow()

    def show_subjects(self, subjects: tuple[Subject, ...], words: str, why_not: str) -> None:
        """Say what the decision will be about; `why_not` says what is missing for it to be recorded."""
        self._subjects, self._why_not = subjects, why_not
        self.about.setText(words)
        self._allow()

    def show_earlier(self, decisions: Sequence[DecisionRow]) -> None:
        """Show the decisions that were about the same."""
        for link in self.links:
            self._earlier.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for decision in decisions:
            kind = DecisionKind(decision.kind).words.capitalize() if decision.kind else "Decided"
            link = LinkButton(f"{kind}: {' '.join(decision.wording.split())}")
            link.clicked.connect(lambda _=False, rid=decision.rid: self._session.show_record("decision", rid))
            self._earlier.addWidget(link)
            self.links.append(link)
        self._earlier_head.setVisible(bool(decisions))

    def record(self) -> None:
        """Store the decision with all it is about, in one step."""
        from ipof_workbench.app.commands.decisions import RecordDecision

        command = RecordDecision(
            str(self.kind.currentData()),
            self.wording.toPlainText(),
            self.held_on.text(),
            self.attendees.text(),
            self.note.toPlainText(),
            self._subjects,
        )
        if self._session.run(command) is not None:
            self._session.show_toast(f"{self.kind.currentText()}: recorded")
            self._begin()
            self.recorded.emit()

    def _explain(self) -> None:
        self._meaning.setText(VERBS[self.kind.currentIndex()][1].split(": ", 1)[1].capitalize() + ".")

    def _allow(self, _can: object = None) -> None:
        reason = self._session.why_not_editable or self._why_not
        if not reason and not self.wording.toPlainText().strip():
            reason = "Write what was made of it first."
        if reason:
            self.button.disable(reason)
        else:
            self.button.enable()
