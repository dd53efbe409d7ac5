"""What was recognised in one file: a transcript with its speakers, or the first rows of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.ui.data.import_batch import ImportFile, TableFile, TranscriptFile
from ipof_workbench.ui.data.table_review import PreviewModel
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.marks import TurnMark
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar

PREVIEW_CHARACTERS = 60_000


class FilePreview(QWidget):
    """The middle of the import review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PageBar("", ground="paper")
        self._layers = QStackedWidget()
        self.transcript = TranscriptView()
        self.transcript.setObjectName("importPreview")
        self.table = QTableView()
        configure_table(self.table, "First rows of the table")
        self._table_model = PreviewModel(self)
        self.table.setModel(self._table_model)
        self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.empty = EmptyState("")
        for layer in (self.transcript, self.table, self.empty):
            self._layers.addWidget(layer)
        self._layers.setCurrentWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._layers, 1)

    def show_file(self, file: ImportFile | None) -> None:
        """Show a file, or why there is nothing to show."""
        self.bar.set_title(file.path.name if file else "Import")
        self.bar.set_subtitle("")
        if file is None:
            self._say("Nothing to import. Drop files anywhere in this window.")
        elif file.error:
            self._say(file.error)
        elif isinstance(file, TranscriptFile) and file.parsed is not None:
            self._show_transcript(file)
        elif isinstance(file, TableFile) and file.preview is not None:
            self._show_table(file)
        else:
            self._say("Reading…")

    def sentence(self) -> str:
        """Return the sentence that stands in place of a preview; empty while there is one."""
        return self.empty.accessibleName() if self._layers.currentWidget() is self.empty else ""

    def emphasise(self, file: TableFile) -> None:
        """Show which columns of a survey hold free text."""
        self._table_model.emphasise(frozenset(file.text_columns) if file.kind == "survey" else frozenset())

    def _say(self, sentence: str) -> None:
        say(self.empty, sentence)
        self._layers.setCurrentWidget(self.empty)

    def _show_transcript(self, file: TranscriptFile) -> None:
        now = file.now()
        shown = [turn for turn in now.turns if turn.start < PREVIEW_CHARACTERS]
        end = shown[-1].end if shown else min(len(now.text), PREVIEW_CHARACTERS)
        marks = [
            TurnMark(
                turn.start,
                turn.end,
                turn.words_start,
                turn.speaker,
                _time(turn.seconds),
                turn.speaker in now.interviewers,
            )
            for turn in shown
        ]
        self.transcript.show_document(now.text[:end], marks)
        turns = sum(1 for turn in now.turns if turn.number)
        self.bar.set_subtitle(f"{turns:,} turns" + (", its beginning" if end < len(now.text) else ""))
        self._layers.setCurrentWidget(self.transcript)

    def _show_table(self, file: TableFile) -> None:
        assert file.preview is not None, "asked before"
        self._table_model.show_table(file.preview.headings, file.preview.rows)
        self.emphasise(file)
        for column in range(len(file.preview.headings)):
            self.table.setColumnWidth(column, current_theme().px(132))
        self.bar.set_subtitle(f"the first {len(file.preview.rows):,} rows")
        self._layers.setCurrentWidget(self.table)


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
