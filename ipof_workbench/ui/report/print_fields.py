"""How the whole set is printed: the journal's house style and Word template, and the smallest count that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain.house_style import HouseStyle
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.report.outputs import Printing
from ipof_workbench.ui.report.template_field import TemplateField
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import InlineError
from ipof_workbench.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ipof_workbench.exporters.word_template import WordTemplate

THRESHOLDS = (1, 3, 5, 10)
"""Counts of participants below one of these are hidden; 1 hides none."""
_A_FILE = ""
"""What stands in the list for “Choose a file…”: no style has an empty key."""


class PrintFields(QWidget):
    """The fields that hold for all outputs alike.

    Signals:
        changed(): the style, the template or the threshold is another now.
        file_requested(): the person wants a style of their own.
    """

    changed = Signal()
    file_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printing = Printing()
        self._styles: dict[str, HouseStyle] = {}
        self.style_choice = CalmComboBox("House style")
        self.template = TemplateField()
        self.template_choice, self.template_error = self.template.choice, self.template.error
        self.threshold = CalmComboBox("Counts of participants that are hidden")
        for least in THRESHOLDS:
            self.threshold.addItem("None" if least == 1 else f"Below {least}", least)
        self.threshold.setToolTip("In the table of participants: small counts could tell who somebody is")
        self.error = InlineError()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._groups: list[QVBoxLayout] = []
        for words, field in (
            ("House style", self.style_choice),
            ("Hide counts of participants", self.threshold),
        ):
            group = QVBoxLayout()
            group.addWidget(PlainLabel(words, "caption", "text2", 600))
            group.addWidget(field)
            self._groups.append(group)
        self._groups[0].addWidget(self.error)
        self._column.addLayout(self._groups[0])
        self._column.addWidget(self.template)
        self._column.addLayout(self._groups[1])
        self.style_choice.activated.connect(self._choose_style)
        self.threshold.activated.connect(lambda _: self._set(threshold=int(self.threshold.currentData())))
        current_theme().changed.connect(self._measure)
        self._measure()

    def printing(self) -> Printing:
        """Return what is set."""
        return self._printing

    def show_styles(self, styles: Mapping[str, HouseStyle], printing: Printing) -> None:
        """List the styles there are, and show what is set; a style of a person's own is listed besides."""
        self._styles = dict(styles)
        self._printing = printing
        self._list_styles()
        if self.threshold.findData(printing.threshold) < 0:
            self.threshold.addItem(f"Below {printing.threshold}", printing.threshold)
        self.threshold.setCurrentIndex(self.threshold.findData(printing.threshold))
        self.error.clear(None)

    def take_style(self, name: str, style: HouseStyle) -> None:
        """Print in a style of a person's own from here on; `name` is its file."""
        self._styles = {key: known for key, known in self._styles.items() if key == known.key}
        self._printing = replace(self._printing, style=style, name=name)
        self._list_styles()
        self.error.clear(None)
        self.changed.emit()

    def keep_style(self) -> None:
        """Go back to the style in force: no other was chosen."""
        self.style_choice.setCurrentIndex(self.style_choice.findData(self._printing.name))

    def take_template(self, file: str, template: WordTemplate | None) -> None:
        """Print into the template of a journal from here on; None for none."""
        file = file if template is not None else ""
        self.template.show_file(file)
        self._set(template=template, template_file=file)

    def _list_styles(self) -> None:
        self._styles.setdefault(self._printing.name, self._printing.style)
        self.style_choice.clear()
        for name, style in self._styles.items():
            self.style_choice.addItem(style.title, name)
        self.style_choice.addItem("Choose a file…", _A_FILE)
        self.keep_style()

    def _choose_style(self, _row: int) -> None:
        name = str(self.style_choice.currentData())
        self.error.clear(None)
        if name == _A_FILE:
            self.keep_style()
            self.file_requested.emit()
        else:
            self._set(style=self._styles[name], name=name)

    def _set(self, **changes: Any) -> None:
        before = self._printing
        self._printing = replace(before, **changes)
        if self._printing != before:
            self.changed.emit()

    def _measure(self) -> None:
        theme = current_theme()
        self._column.setSpacing(theme.px(12))
        for group in self._groups:
            group.setSpacing(theme.px(4))
