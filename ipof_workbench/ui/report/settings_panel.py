"""The settings at the right: which configurations, which columns, the caption, and the way to a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.report.outputs import STATUS_CHOICES, Output, Settings, usual_settings
from ipof_workbench.ui.report.print_fields import PrintFields
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton
from ipof_workbench.ui.widgets.notices import InlineError, NoticeBox
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FURTHER = {"area": "Theory area", "status": "Status", "kinds": "Source types"}
"""The further columns of the CMO table, as `app.cmo_table` knows them, and their words here."""
MOST_QUOTES = 5
MOST_TABLES = 99


class SettingsPanel(SidePanel):
    """The right side of the Report page.

    Signals:
        changed(): the settings of the output are others now.
        export_requested(suffix): the primary button.
        notice_followed(): the link of the notice on quotes.
        supplement_requested(), plan_requested(): the set with a mark as one file, or as a plan.
    """

    changed = Signal()
    export_requested = Signal(str)
    notice_followed = Signal()
    supplement_requested = Signal()
    plan_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("right", 264, "Settings", parent)
        self._output: Output | None = None
        self._settings = Settings()
        self._is_showing = False
        self._groups: list[tuple[PlainLabel, QWidget]] = []
        self._build_head()
        self.printing = PrintFields()
        self.body.addWidget(self.printing)
        self._build_fields()
        self._build_foot()
        self._connect()
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_output(self, output: Output, settings: Settings) -> None:
        """Show the settings of an output; those that do nothing for it are not there."""
        self._output, self._settings = output, settings
        self._is_showing = True
        self.statuses.setCurrentIndex(self.statuses.findData(settings.choice))
        self.with_quotes.setChecked(settings.with_quotes)
        self.with_counts.setChecked(settings.with_counts)
        self.with_counts.setVisible(output.takes_counts)
        for key, box in self.further.items():
            box.setVisible(key in output.columns)
            box.setChecked(key in settings.columns)
        self.quotes.setCurrentIndex(self.quotes.findData(settings.quotes))
        self.caption.setText(settings.caption)
        self.number.setText(str(settings.number))
        kept = self.format.currentData()
        self.format.clear()
        for suffix, words in output.formats:
            self.format.addItem(words, suffix)
        self.format.setCurrentIndex(max(0, self.format.findData(kept)))
        self._is_showing = False
        self._show_fitting(output, settings)
        self.error.clear(None)

    def settings(self) -> Settings:
        """Return what is set."""
        return self._settings

    def suffix(self) -> str:
        """Return the suffix of the chosen format."""
        return str(self.format.currentData())

    def show_count(self, count: int) -> None:
        """Say how many outputs the set has; an empty set cannot be written."""
        words = {0: "Export all as one supplement", 1: "Export the one as a supplement"}
        self.supplement_link.setText(words.get(count, f"Export all {count:,} as one supplement"))
        for link, tip in (
            (self.supplement_link, "Every output with a tick, numbered, in one Word file"),
            (self.plan_link, "A small file for the command “report”, which writes the set again"),
        ):
            if count:
                link.enable()
                link.setToolTip(tip)
            else:
                link.disable("Tick an output at the left first")

    def show_notice(self, sentence: str) -> None:
        """Show the notice on quotes; an empty sentence hides it."""
        self.notice.setVisible(bool(sentence))
        if sentence:
            self.notice.set_text(sentence, "Show them in the text")

    def _build_head(self) -> None:
        bar = PageBar("Settings")
        self.reset = IconButton("rotate-ccw", "Back to the usual settings")
        bar.add_right(self.reset)
        self.head.addWidget(bar)

    def _build_fields(self) -> None:
        self.statuses = CalmComboBox("Which configurations")
        for key, _, words in STATUS_CHOICES:
            self.statuses.addItem(words, key)
        self.with_quotes = QCheckBox("Illustrative quotes")
        self.with_counts = QCheckBox("Participants and cases")
        columns = QWidget()
        boxes = QVBoxLayout(columns)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.addWidget(self.with_quotes)
        boxes.addWidget(self.with_counts)
        self.further = {key: QCheckBox(words) for key, words in FURTHER.items()}
        for box in self.further.values():
            boxes.addWidget(box)
        self.quotes = CalmComboBox("Quotes for each configuration")
        for count in range(1, MOST_QUOTES + 1):
            self.quotes.addItem(str(count), count)
        self.number = QLineEdit()
        self.number.setValidator(QIntValidator(1, MOST_TABLES, self.number))
        self.number.setAccessibleName("Number of the table")
        self.caption = QLineEdit()
        self.caption.setAccessibleName("Caption")
        self.caption.setPlaceholderText("The usual caption")
        for words, field in (
            ("Configurations", self.statuses),
            ("Columns", columns),
            ("Quotes for each", self.quotes),
            ("Number", self.number),
            ("Caption", self.caption),
        ):
            self._groups.append((PlainLabel(words, "caption", "text2", 600), field))
        # Two small fields stand side by side, so that the notice below them is in sight.
        pair = QHBoxLayout()
        pair.setSpacing(current_theme().px(16))
        for head, field in self._groups:
            group = QVBoxLayout()
            group.setSpacing(current_theme().px(4))
            group.addWidget(head)
            group.addWidget(field)
            (pair if field in (self.quotes, self.number) else self.body).addLayout(group)
            if field is self.number:
                pair.addStretch(1)
                self.body.addLayout(pair)
        self.figure_words = PlainLabel(
            "The figure is drawn as on the Theory page, in light colours, with its legend.",
            colour="text2",
            wrap=True,
        )
        self.notice = NoticeBox("warning", "")
        # Wrapped words need more height than the hint of their label says.
        self.notice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.notice.hide()
        self.body.addWidget(self.figure_words)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)

    def _build_foot(self) -> None:
        self.format = CalmComboBox("File format")
        self.format.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.export_button = PrimaryButton("Export", "download")
        self.export_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.export_button.setToolTip("Export  Ctrl+E")
        self.error = InlineError()
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        row.addWidget(self.format, 1)
        row.addWidget(self.export_button)
        foot = QVBoxLayout()
        self.supplement_link = LinkButton("Export all as one supplement")
        self.plan_link = LinkButton("Save this set as a plan…")
        foot.addLayout(row)
        foot.addWidget(self.supplement_link)
        foot.addWidget(self.plan_link)
        foot.addWidget(self.error)
        self._foot_column = foot
        self.foot.addWidget(Rule())
        self.foot.addLayout(foot)

    def _connect(self) -> None:
        self.statuses.activated.connect(lambda _: self._set(choice=str(self.statuses.currentData())))
        self.with_quotes.toggled.connect(lambda on: self._set(with_quotes=on))
        self.with_counts.toggled.connect(lambda on: self._set(with_counts=on))
        for key, box in self.further.items():
            box.toggled.connect(lambda on, key=key: self._set_further(key, on))
        self.quotes.activated.connect(lambda _: self._set(quotes=int(self.quotes.currentData())))
        self.number.textEdited.connect(self._set_number)
        self.caption.textChanged.connect(lambda words: self._set(caption=words.strip()))
        self.reset.clicked.connect(self._reset)
        self.notice.link_activated.connect(self.notice_followed)
        self.export_button.clicked.connect(lambda: self.export_requested.emit(self.suffix()))
        self.supplement_link.clicked.connect(self.supplement_requested)
        self.plan_link.clicked.connect(self.plan_requested)
        self.format.activated.connect(lambda _: self.error.clear(None))

    def _set(self, **changes: Any) -> None:
        if self._is_showing or self._output is None:
            return
        self._settings = replace(self._settings, **changes)
        self._show_fitting(self._output, self._settings)
        self.changed.emit()

    def _set_further(self, key: str, on: bool) -> None:
        self._set(columns=self._settings.columns | {key} if on else self._settings.columns - {key})

    def _set_number(self, typed: str) -> None:
        # Half-typed numbers wait; the table keeps the one it has.
        if self.number.hasAcceptableInput():
            self._set(number=int(typed))

    def _reset(self) -> None:
        if self._output is not None:
            self.show_output(self._output, usual_settings(self._output))
            self.changed.emit()

    def _show_fitting(self, output: Output, settings: Settings) -> None:
        shown = (
            output.takes_statuses,
            output.takes_columns,
            output.takes_columns and settings.with_quotes,
            not output.is_figure,
            True,
        )
        for (head, field), visible in zip(self._groups, shown, strict=True):
            head.setVisible(visible)
            field.setVisible(visible)
        self.figure_words.setVisible(output.is_figure)

    def _measure(self) -> None:
        theme = current_theme()
        self._foot_column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(14))
        self._foot_column.setSpacing(theme.px(8))
        self.body.setSpacing(theme.px(12))
        self.quotes.setFixedWidth(theme.px(88))
        self.number.setFixedWidth(theme.px(88))
