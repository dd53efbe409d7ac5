"""The speakers of one transcript under review: their names, who interviews, which participant they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.text import spoken_words
from ipof_workbench.importers.review import SpeakerCount
from ipof_workbench.ui.data.import_batch import TranscriptFile
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch


class SpeakerReviewRow(QWidget):
    """One speaker; writing another speaker's name merges the two."""

    renamed = Signal(str, str)
    interviewer_set = Signal(str, bool)
    participant_set = Signal(str, str)

    def __init__(self, count: SpeakerCount, participant: str) -> None:
        super().__init__()
        theme = current_theme()
        self.speaker = count.speaker
        self.name = QLineEdit(count.speaker)
        self.name.setAccessibleName(f"Name of speaker {count.speaker}")
        self.name.editingFinished.connect(self._on_name)
        self.interviewer = ToggleSwitch(f"{count.speaker} interviews", count.is_interviewer)
        self.interviewer.toggled.connect(lambda on: self.interviewer_set.emit(self.speaker, on))
        self.participant = QLineEdit(participant)
        self.participant.setPlaceholderText("No participant")
        self.participant.setAccessibleName(f"Participant who speaks as {count.speaker}")
        self.participant.setEnabled(not count.is_interviewer)
        self.participant.editingFinished.connect(
            lambda: self.participant_set.emit(self.speaker, self.participant.text().strip())
        )
        column, top, low = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, theme.px(4), 0, theme.px(8))
        column.setSpacing(theme.px(4))
        top.addWidget(self.name, 1)
        top.addWidget(PlainLabel("interviewer", "small", "text2"))
        top.addWidget(self.interviewer)
        low.addWidget(PlainLabel(spoken_words(count.turns, count.words), "small", "text2"), 1)
        column.addLayout(top)
        column.addLayout(low)
        column.addWidget(self.participant)

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if name and name != self.speaker:
            self.renamed.emit(self.speaker, name)
        else:
            self.name.setText(self.speaker)


class SpeakersReview(QWidget):
    """All speakers of one file, with what should be looked at."""

    changed = Signal()

    def __init__(self, file: TranscriptFile, mode: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ipof_workbench.importers.review import speaker_counts, spelling_variants

        theme = current_theme()
        self._file = file
        self.rows: list[SpeakerReviewRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        now = file.now()
        for note in file.notes():
            column.addWidget(NoticeBox("plain" if file.is_checked else "warning", note))
        buttons = QHBoxLayout()
        if spelling_variants(now):
            merge = Button("Merge spellings", "merge")
            merge.clicked.connect(self._merge)
            buttons.addWidget(merge)
        if file.to_check:
            right = Button("Looks right", "check")
            right.clicked.connect(self._approve)
            buttons.addWidget(right)
        buttons.addStretch(1)
        column.addLayout(buttons)
        counts = speaker_counts(now)
        column.addWidget(SectionHeader(f"{len(counts)} speaker{'' if len(counts) == 1 else 's'}"))
        for at, count in enumerate(counts):
            if at:
                column.addWidget(Rule())
            row = SpeakerReviewRow(count, file.participant_of(count.speaker, mode))
            row.renamed.connect(self._rename)
            row.interviewer_set.connect(self._set_interviewer)
            row.participant_set.connect(self._set_participant)
            column.addWidget(row)
            self.rows.append(row)
        if counts:
            column.addWidget(PlainLabel("Two speakers with one name are one speaker.", "small", "text3", wrap=True))
        column.addStretch(1)

    def _merge(self) -> None:
        self._file.merge_spellings()
        self.changed.emit()

    def _approve(self) -> None:
        self._file.is_checked = True
        self.changed.emit()

    def _rename(self, speaker: str, name: str) -> None:
        self._file.rename(speaker, name)
        self.changed.emit()

    def _set_interviewer(self, speaker: str, on: bool) -> None:
        if on:
            self._file.interviewers.add(speaker)
        else:
            self._file.interviewers.discard(speaker)
        self.changed.emit()

    def _set_participant(self, speaker: str, name: str) -> None:
        self._file.participants[speaker] = name
