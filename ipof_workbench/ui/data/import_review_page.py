"""The review before an import: files left, what was recognised in the middle, what can be decided at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from ipof_workbench.app.tasks import Report
from ipof_workbench.domain.errors import Cancelled, WorkbenchError
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.background import Task
from ipof_workbench.ui.data.fact_form import FactForm
from ipof_workbench.ui.data.file_preview import FilePreview
from ipof_workbench.ui.data.import_batch import (
    BY_FILE,
    BY_SPEAKER,
    NO_PARTICIPANTS,
    FileRefused,
    ImportBatch,
    ImportFile,
    TableFile,
    TranscriptFile,
    files_for,
)
from ipof_workbench.ui.data.import_files_model import FilesModel
from ipof_workbench.ui.data.kept_keyboard import give_keyboard, keyboard_in
from ipof_workbench.ui.data.replacing_choice import ReplacingChoice, stored_words
from ipof_workbench.ui.data.speakers_review import SpeakersReview
from ipof_workbench.ui.data.table_review import TableReview
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.delegates import configure_tree
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

if TYPE_CHECKING:
    from ipof_workbench.app.imports import ImportReport

AnyIndex = QModelIndex | QPersistentModelIndex
PATTERNS = ("*.docx", "*.docm", "*.txt", "*.md", "*.vtt", "*.srt", "*.csv", "*.tsv")


class ImportReviewPage(Page):
    """One batch at a time; `review` starts it, `import_all` stores it."""

    key = "import"
    page_title = "Import"
    icon = "upload"
    folds_when_narrow = False  # what is to be decided before the import stands there

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.batch = ImportBatch()
        self._reading: Task | None = None
        self._storing: Task | None = None
        self.files = FilesModel(self)
        self.left_panel = self._build_left()
        self.right_panel = SidePanel("right", 304, "Choices for the import")
        self._choices: QWidget | None = None
        self._build_right_head()
        self.preview = FilePreview()
        self._foot = self._build_foot()
        splitter = PanelSplitter()
        splitter.add(self.left_panel, self.preview, self.right_panel, wide=self.preview)
        theme = current_theme()
        splitter.setSizes([theme.px(216), theme.px(660), theme.px(304)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(splitter, 1)
        column.addWidget(self._foot)

    # --- building

    def _build_left(self) -> SidePanel:
        panel = SidePanel("left", 216, "Files to import", scrolls=False)
        self.view = QTreeView()
        self.view.setObjectName("importFiles")
        configure_tree(self.view, "Files to import")
        self.view.setRootIsDecorated(False)
        self.view.setModel(self.files)
        self.view.selectionModel().currentChanged.connect(lambda: self._show_current())
        panel.head.addWidget(PageBar("Files"))
        panel.body.addWidget(self.view)
        panel.use_whole_width()
        return panel

    def _build_right_head(self) -> None:
        assert self.right_panel is not None, "made just before"
        self._bar = PageBar("Import")
        self.right_panel.head.addWidget(self._bar)
        self._batch_form: FactForm | None = None

    def _build_foot(self) -> QWidget:
        theme = current_theme()
        foot = Surface("panel")
        self.summary = PlainLabel("", weight=600, tabular=True, elide=True)
        self.leave_out = Button("Leave this file out")
        self.cancel = Button("Cancel")
        self.import_button = PrimaryButton("Import all", "upload")
        self.leave_out.clicked.connect(self.leave_out_current)
        self.cancel.clicked.connect(self.stop)
        self.import_button.clicked.connect(self.import_all)
        row, column = QHBoxLayout(), QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.summary, 1)
        for part in (self.leave_out, self.cancel, self.import_button):
            row.addWidget(part)
        column.addWidget(Rule())
        column.addLayout(row)
        return foot

    # --- the page

    def activate(self) -> None:
        self._show_current()

    def focus_primary(self) -> None:
        self.view.setFocus()

    def status_facts(self) -> str:
        return self.batch.summary() if self.batch.files else ""

    # --- reading

    def review(self, paths: Sequence[Path]) -> None:
        """Read files and show what was recognised; a batch that is under review grows by them."""
        known = {file.path for file in self.batch.files}
        added = [file for file in files_for(paths) if file.path not in known]
        self.batch.files = [*self.batch.files, *added]
        self.files.show(self.batch.files)
        if self.batch.files and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.files.index(0))
        self._read([file for file in added if not file.error])
        self._renew()

    def _read(self, files: Sequence[ImportFile]) -> None:
        transcripts = [file for file in files if isinstance(file, TranscriptFile)]
        tables = [file for file in files if isinstance(file, TableFile)]

        def work(report: Report) -> list[tuple[ImportFile, object]]:
            from ipof_workbench.importers.pool import parse_transcripts
            from ipof_workbench.importers.preview import preview_table

            found: list[tuple[ImportFile, object]] = []
            for file in tables:
                try:
                    found.append((file, preview_table(file.path)))
                except WorkbenchError as refusal:
                    found.append((file, refusal))
            results = parse_transcripts([file.path for file in transcripts], report)
            found.extend(zip(transcripts, results, strict=True))
            return found

        if files:
            self.preview.bar.busy.start()
            words = f"Reading {len(files):,} file{'' if len(files) == 1 else 's'}"
            self._reading = self.session.run_in_background(work, self._take, self._not_read, words=words)

    def _take(self, found: list[tuple[ImportFile, object]]) -> None:
        from ipof_workbench.domain.imported import ParsedTranscript
        from ipof_workbench.importers.preview import TablePreview

        roles = [role.key for role in self.session.roles()]
        for file, content in found:
            if isinstance(file, TranscriptFile) and isinstance(content, ParsedTranscript):
                file.take(content)
            elif isinstance(file, TableFile) and isinstance(content, TablePreview):
                file.take(content, roles)
            else:
                file.error = str(getattr(content, "error", content))
        self._reading = None
        self.preview.bar.busy.stop()
        self._show_current()
        self._renew()

    def _not_read(self, error: BaseException) -> None:
        self._reading = None
        self.preview.bar.busy.stop()
        if isinstance(error, Cancelled):
            self.stop()
        else:
            self.session.show_error(error)

    # --- showing

    def current_file(self) -> ImportFile | None:
        """Return the file that is shown."""
        row = self.view.currentIndex().row()
        return self.batch.files[row] if 0 <= row < len(self.batch.files) else None

    def _show_current(self) -> None:
        file = self.current_file()
        self.preview.show_file(file)
        self._show_choices(file)

    def _show_choices(self, file: ImportFile | None) -> None:
        assert self.right_panel is not None, "made at the start"
        held = keyboard_in(self._choices) if self._choices is not None else None
        if self._choices is not None:
            self.right_panel.body.removeWidget(self._choices)
            self._choices.hide()
            self._choices.deleteLater()
        self._choices = QWidget()
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(self._made_batch_form())
        if isinstance(file, TranscriptFile) and file.parsed is not None and not file.error:
            column.addWidget(ReplacingChoice(self.session, file))
            speakers = SpeakersReview(file, self.batch.participants)
            speakers.changed.connect(self._on_choice)
            column.addWidget(speakers, 1)
        elif isinstance(file, TableFile) and file.preview is not None:
            if file.error:
                column.addWidget(NoticeBox("danger", file.error))
            table = TableReview(file)
            table.changed.connect(self._on_table_choice)
            table.kind_changed.connect(self._on_choice)
            column.addWidget(table, 1)
        else:
            column.addStretch(1)
        self.right_panel.body.addWidget(self._choices)
        if held is not None:
            self._choices.show()
            give_keyboard(self._choices, held)
        self.leave_out.setVisible(file is not None)

    def _made_batch_form(self) -> FactForm:
        form = FactForm()
        form.add_head("All files" if len(self.batch.files) != 1 else "This file")

        def set_case(value: str) -> None:
            self.batch.case = value.strip()

        field = form.add_line("Case", self.batch.case, set_case)
        field.setObjectName("importCase")
        if self.batch.transcripts:
            kinds: list[tuple[object, str]] = [(kind.value, kind.words) for kind in DocumentKind]
            ways: list[tuple[object, str]] = [
                (NO_PARTICIPANTS, "None yet"),
                (BY_FILE, "One, named as the file"),
                (BY_SPEAKER, "Named as the speakers"),
            ]
            form.add_choice("Kind", kinds, self.batch.kind, lambda kind: setattr(self.batch, "kind", str(kind)))
            form.add_choice("Participants", ways, self.batch.participants, self._set_participants)
        return form

    def _set_participants(self, mode: object) -> None:
        self.batch.participants = str(mode)
        self._show_current()

    def _on_choice(self) -> None:
        self._show_current()
        self._renew()

    def _on_table_choice(self) -> None:
        file = self.current_file()
        if isinstance(file, TableFile):
            file.error = ""
            self.preview.emphasise(file)
        self._renew()

    def _renew(self) -> None:
        self.files.renew()
        self.summary.setText(self.batch.summary() if self.batch.files else "")
        good, refused = self.batch.good(), len(self.batch.refused)
        others = "Import the other file" if good == 1 else f"Import the other {good:,}"
        self.import_button.setText(others if refused and good else "Import all")
        if self._reading is not None or self._storing is not None:
            self.import_button.disable("Wait until all files are read" if self._reading else "Being imported")
        elif not good:
            self.import_button.disable("No file here can be imported")
        elif any(file.needs for file in self.batch.tables if not file.error):
            self.import_button.disable(next(file.needs for file in self.batch.tables if file.needs))
        else:
            self.import_button.enable()
        self.session.refresh_facts()

    # --- deciding

    def leave_out_current(self) -> None:
        """Take the file that is shown out of the batch."""
        file = self.current_file()
        if file is None:
            return
        row = self.view.currentIndex().row()
        self.batch.files = [other for other in self.batch.files if other is not file]
        self.files.show(self.batch.files)
        if self.batch.files:
            self.view.setCurrentIndex(self.files.index(min(row, len(self.batch.files) - 1)))
        self._show_current()
        self._renew()

    def import_all(self) -> None:
        """Store what can be read: all transcripts in one step, each table in one."""
        if self._storing is not None or not self.batch.good():
            return
        batch, workbench = self.batch, self.session.workbench
        roles = [role.key for role in self.session.roles()]
        self._storing = self.session.run_in_background(
            lambda report: batch.store(workbench, roles, report),
            self._stored,
            self._not_stored,
            words=f"Importing {batch.good():,} file{'' if batch.good() == 1 else 's'}",
            exclusive=True,
        )
        self.preview.bar.busy.start()
        self._renew()

    def _stored(self, reports: Sequence[ImportReport]) -> None:
        self._end_storing()
        self._clear()
        self.session.show_page("data")
        self.session.show_toast(stored_words(reports), undo=any(report.added for report in reports))

    def _not_stored(self, error: BaseException) -> None:
        self._end_storing()
        if isinstance(error, FileRefused):
            error.file.error = str(error)
            row = self.batch.files.index(error.file)
            self.view.setCurrentIndex(self.files.index(row))
            self._show_current()
        else:
            self.session.show_error(error)
        self._renew()

    def _end_storing(self) -> None:
        self._storing = None
        self.preview.bar.busy.stop()

    def stop(self) -> None:
        """Stop what is under way, or leave without importing anything."""
        if self._storing is not None:
            self._storing.cancel()
            return
        if self._reading is not None:
            self._reading.forget()
            self._reading = None
        self._clear()
        self.session.show_page("data")

    def _clear(self) -> None:
        self.preview.bar.busy.stop()
        self.batch = ImportBatch()
        self.files.show(())
        self._renew()
