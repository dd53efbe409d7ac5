"""What is known of the publication in front, at the right: its name, what it shows, what to know, the way to a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.publishing import Caution
from ipof_workbench.ui.configurations.in_place import CalmComboBox, EditableText
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.records.growing_text import GrowingText
from ipof_workbench.ui.report.outputs import TABLE_FORMATS
from ipof_workbench.ui.report.publications.number_table import NumberTable
from ipof_workbench.ui.report.publications.reading import PublicationRead
from ipof_workbench.ui.report.template_field import TemplateField
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, DestructiveButton, LinkButton, PrimaryButton
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.notices import InlineError, NoticeBox
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

MOST_CAUTIONS = 6
WIDTH = 300


class PublicationPanel(SidePanel):
    """The right side while a publication is in front.

    Signals:
        renamed(name), noted(note)
        shown_changed(rid, is_shown), number_changed(rid, number), wave_changed(wave, is_shown)
        numbering_requested(): number what is shown from 1.
        take_over_requested(): let the draft show what is set on the page now.
        freeze_requested(), delete_requested()
        export_requested(suffix), supplement_requested()
        caution_followed(caution)
    """

    renamed = Signal(str)
    noted = Signal(str)
    shown_changed = Signal(object, bool)
    number_changed = Signal(object, str)
    wave_changed = Signal(str, bool)
    numbering_requested = Signal()
    take_over_requested = Signal()
    freeze_requested = Signal()
    delete_requested = Signal()
    export_requested = Signal(str)
    supplement_requested = Signal()
    caution_followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("right", WIDTH, "Publication", parent)
        self._shown: PublicationRead | None = None
        self._told: tuple[Caution, ...] | None = None
        self._waves: list[QCheckBox] = []
        self.head.addWidget(PageBar("Publication"))
        self._build_body()
        self._build_foot()
        self._connect()
        current_theme().changed.connect(self._measure)
        self._measure()

    # --- showing

    def show_publication(self, shown: PublicationRead, *, can_edit: bool) -> None:
        """Show a publication; what can be changed only in a draft is not there in a frozen one."""
        self._shown = shown
        row, is_draft = shown.row, not shown.row.is_frozen
        self.name.set_text(row.name)
        self.note.show_text(row.note)
        self.note.setReadOnly(not can_edit)
        frozen = f"Frozen {when_words(row.frozen_at)}"
        self.state.setText("A draft: it changes with the project until it is frozen." if is_draft else f"{frozen}.")
        self._show_cautions(shown.cautions)
        self.shows.setText("Everything in the project." if not shown.shows else ". ".join(shown.shows) + ".")
        for part in (*self._draft_parts, self.freeze_button, self.draft_export):
            part.setVisible(is_draft)
        self.delete_button.setText("Delete draft" if is_draft else "Delete…")
        self.export_button.setVisible(not is_draft)
        self._show_waves(shown, can_edit=can_edit)
        self.numbers.show_numbers(shown.numbers, can_edit=can_edit)
        self._show_formats(shown)
        self.leave_out.setVisible(bool(shown.withdrawn))
        count = len(shown.lines)
        self.supplement_link.setText("Export it as a supplement" if count == 1 else f"Export all {count:,} as one file")
        self._offer()

    def suffix(self) -> str:
        """Return the suffix of the chosen format."""
        return str(self.format.currentData())

    def leaves_out(self) -> bool:
        """Tell whether the words of those who have withdrawn are to be left out."""
        return self.leave_out.isChecked()

    def may_export(self) -> bool:
        """Tell whether the output in front may be written now."""
        return self.export_button.isEnabled()

    def _offer(self) -> None:
        """Let an export wait for the tick where words of somebody who has withdrawn would be printed."""
        shown = self._shown
        waits = shown is not None and bool(shown.withdrawn) and not self.leaves_out()
        names = ", ".join(shown.withdrawn) if shown is not None else ""
        reason = f"{names} has withdrawn: tick that the words are left out" if waits else ""
        if not reason and shown is not None and shown.made is None:
            reason = "There is nothing to draw yet"
        for button in (self.export_button, self.draft_export, self.supplement_link):
            if reason:
                button.disable(reason)
            else:
                button.enable()

    def _show_cautions(self, cautions: Sequence[Caution]) -> None:
        if self._told == tuple(cautions):
            return
        self._told = tuple(cautions)
        clear_layout(self._cautions)
        for caution in cautions[:MOST_CAUTIONS]:
            leads = caution.configuration is not None or caution.document is not None
            box = NoticeBox("warning", caution.sentence, "Show it" if leads else "")
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            box.link_activated.connect(lambda caution=caution: self.caution_followed.emit(caution))
            self._cautions.addWidget(box)
        if len(cautions) > MOST_CAUTIONS:
            words = f"And {len(cautions) - MOST_CAUTIONS:,} more; the command “publication list” names them all."
            self._cautions.addWidget(PlainLabel(words, "small", "text2", wrap=True))

    def _show_waves(self, shown: PublicationRead, *, can_edit: bool) -> None:
        narrowing = shown.plan.narrowing if shown.plan is not None else None
        if [box.text() for box in self._waves] != list(shown.waves):
            clear_layout(self._wave_boxes)
            self._waves = [QCheckBox(wave) for wave in shown.waves]
            for wave, box in zip(shown.waves, self._waves, strict=True):
                box.clicked.connect(lambda on, wave=wave: self.wave_changed.emit(wave, on))
                self._wave_boxes.addWidget(box)
        for box in self._waves:
            box.setEnabled(can_edit)
            box.setChecked(narrowing is not None and (not narrowing.waves or box.text() in narrowing.waves))
        self._wave_head.setVisible(bool(shown.waves) and not shown.row.is_frozen)

    def _show_formats(self, shown: PublicationRead) -> None:
        kept = self.format.currentData()
        formats = [choice for choice in shown.output.formats if choice[0] != ".graphml"] if shown.lines else []
        self.format.clear()
        for suffix, words in formats or TABLE_FORMATS:
            self.format.addItem(words, suffix)
        self.format.setCurrentIndex(max(0, self.format.findData(kept)))

    # --- building

    def _build_body(self) -> None:
        self.name = EditableText("Name of the publication", "Name", "section", 600)
        self.note = GrowingText("Note on the publication", "Where it is submitted", least=1, most=6)
        self.state = PlainLabel("", "small", "text2", wrap=True)
        cautions, waves = QWidget(), QWidget()
        self._cautions, self._wave_boxes = QVBoxLayout(cautions), QVBoxLayout(waves)
        for layout in (self._cautions, self._wave_boxes):
            layout.setContentsMargins(0, 0, 0, 0)
        self.shows = PlainLabel("", "small", "text2", wrap=True)
        self.take_over = LinkButton("Take over what is set now")
        self.take_over.setToolTip("The ticks, settings, house style and filter that hold for the project as it is now")
        self._wave_head = PlainLabel("Waves", "caption", "text2", 600)
        self._number_head = PlainLabel("Configurations and numbers", "caption", "text2", 600)
        self.numbers = NumberTable()
        self.number_link = LinkButton("Number them from 1")
        shows_head = PlainLabel("Shows", "caption", "text2", 600)
        for part in (self.name, self.state, self.note, cautions, shows_head, self.shows, self.take_over):
            self.body.addWidget(part)
        for part in (self._wave_head, waves, self._number_head, self.numbers, self.number_link):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._draft_parts = (
            shows_head, self.shows, self.take_over, waves, self._number_head, self.numbers, self.number_link,
        )  # fmt: skip

    def _build_foot(self) -> None:
        self.leave_out = QCheckBox("Leave out words that were withdrawn")
        self.template = TemplateField()
        self.format = CalmComboBox("File format")
        self.format.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.export_button = PrimaryButton("Export", "download")
        self.draft_export = Button("Export", "download")
        self.supplement_link = LinkButton("Export all as one file")
        self.freeze_button = PrimaryButton("Freeze", "snowflake")
        self.freeze_button.setToolTip("Keep these tables and figures as they are now, for ever")
        self.delete_button = DestructiveButton("Delete draft")
        self.error = InlineError()
        files, ends = QHBoxLayout(), QHBoxLayout()
        files.addWidget(self.format, 1)
        for button in (self.export_button, self.draft_export):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            files.addWidget(button)
        ends.addWidget(self.delete_button, 1)
        ends.addWidget(self.freeze_button, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.template)
        self._foot.addWidget(self.leave_out)
        self._foot.addLayout(files)
        self._foot.addWidget(self.supplement_link)
        self._foot.addLayout(ends)
        self._foot.addWidget(self.error)
        self._rows = (files, ends)
        self.foot.addWidget(Rule())
        self.foot.addLayout(self._foot)

    def _connect(self) -> None:
        self.name.committed.connect(self.renamed)
        self.note.written.connect(self.noted)
        self.take_over.clicked.connect(self.take_over_requested)
        self.numbers.numbers.shown_changed.connect(self.shown_changed)
        self.numbers.numbers.number_changed.connect(self.number_changed)
        self.number_link.clicked.connect(self.numbering_requested)
        self.freeze_button.clicked.connect(self.freeze_requested)
        self.delete_button.clicked.connect(self.delete_requested)
        for button in (self.export_button, self.draft_export):
            button.clicked.connect(lambda: self.export_requested.emit(self.suffix()))
        self.supplement_link.clicked.connect(self.supplement_requested)
        self.leave_out.toggled.connect(lambda _: self._offer())

    def _measure(self) -> None:
        theme = current_theme()
        self._foot.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(14))
        self._foot.setSpacing(theme.px(8))
        for row in self._rows:
            row.setSpacing(theme.px(8))
        for layout in (self._cautions, self._wave_boxes):
            layout.setSpacing(theme.px(6))
