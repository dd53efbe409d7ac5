"""A speaker among the facts of a document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import TurnRow
from ipof_workbench.domain.text import spoken_words
from ipof_workbench.ui.data.fact_form import Choice
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch

NEW_PARTICIPANT = "new"
MANY = 200
"""More options than this are filled in when somebody opens the list: there are thousands of respondents."""


class LateChoice(Choice):
    """A list that holds its present value alone, until somebody turns to it, where it is long."""

    def __init__(self, options: Sequence[tuple[object, str]], current: object) -> None:
        self._late = options if len(options) > MANY else ()
        held = [option for option in options if option[0] == current] or options[:1]
        super().__init__(held if self._late else options, current)

    def fill(self) -> None:
        """Offer everything."""
        if not self._late:
            return
        current, options, self._late = self.currentData(), self._late, ()
        self.clear()
        self.addItems([words for _key, words in options])
        for at, (key, _words) in enumerate(options):
            self.setItemData(at, key)
        self.setCurrentIndex(max(0, self.findData(current)))

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.fill()
        super().focusInEvent(event)


class SpeakerRow(QWidget):
    """One speaker: how much is said, whether they interview, which participant they are."""

    def __init__(
        self,
        session: Session,
        document: Rid,
        speaker: str,
        turns: Sequence[TurnRow],
        words: int,
        people: Sequence[tuple[Rid, str]],
    ) -> None:
        super().__init__()
        theme = current_theme()
        self._session, self._document, self._speaker = session, document, speaker
        self.interviewer = ToggleSwitch(f"{speaker} interviews", turns[0].is_interviewer)
        self.interviewer.setToolTip("Asks the questions")
        self.interviewer.toggled.connect(self._set_interviewer)
        options: list[tuple[object, str]] = [(None, "No participant"), *people]
        if not any(name.casefold() == speaker.casefold() for _, name in people):
            options.append((NEW_PARTICIPANT, f"New: {speaker}"))
        self.participant = LateChoice(options, turns[0].participant)
        self.participant.setAccessibleName(f"Participant who speaks as {speaker}")
        self.participant.activated.connect(self._link)
        column, top = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, theme.px(6))
        column.setSpacing(theme.px(4))
        top.addWidget(PlainLabel(speaker, weight=600, elide=True), 1)
        top.addWidget(PlainLabel("interviewer", "small", "text2"))
        top.addWidget(self.interviewer)
        column.addLayout(top)
        facts = spoken_words(len(turns), words)
        column.addWidget(PlainLabel(facts, "small", "text2"))
        column.addWidget(self.participant)
        for part in (self.interviewer, self.participant):
            part.setEnabled(session.can_edit)

    def _set_interviewer(self, on: bool) -> None:
        from ipof_workbench.app.commands.documents import EditSpeaker

        self._session.run(EditSpeaker(self._document, self._speaker, is_interviewer=on))

    def _link(self) -> None:
        from ipof_workbench.app.commands.documents import EditSpeaker, LinkParticipant
        from ipof_workbench.app.commands.record_edits import AddRecord

        key = self.participant.currentData()
        if key is None:
            read = self._session.workbench.read
            turns = read.document_text(self._document).turns
            held = next((turn.participant for turn in turns if turn.speaker == self._speaker), None)
            if held is not None:
                self._session.run(LinkParticipant(self._document, held, linked=False))
            return
        joined = None
        if key == NEW_PARTICIPANT:
            outcome = self._session.run(AddRecord(records.Participant(name=self._speaker)))
            if outcome is None:
                return
            key, joined = outcome.result.rid, outcome.step
        # The link to the document and its case joins the step that made the participant.
        first = self._session.run(LinkParticipant(self._document, key), amend=joined)
        step = (first.step if first else None) or joined
        self._session.run(EditSpeaker(self._document, self._speaker, participant=key), amend=step)
