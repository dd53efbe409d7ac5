"""The choice of the journal's Word template: one for all that is written, offered wherever something is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import InlineError
from ipof_workbench.ui.widgets.plain_label import PlainLabel

_A_FILE = ""
"""What stands in the list for “Choose a file…”: no template has an empty path."""
_NONE = "none"
"""What stands in the list for no template: it is the path of no file."""


class TemplateField(QWidget):
    """A list under its caption, and a line for what is wrong with a file.

    `put_away` follows “None”, `file_requested` “Choose a file…”; the list goes on showing what is in force.
    """

    put_away = Signal()
    file_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = ""
        self.choice = CalmComboBox("Word template")
        self.choice.setToolTip("The journal's Word file: its page, headers and styles are used for .docx files")
        self.error = InlineError()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (PlainLabel("Word template", "caption", "text2", 600), self.choice, self.error):
            self._column.addWidget(part)
        self.show_file("")
        self.choice.activated.connect(self._choose)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_file(self, file: str) -> None:
        """Show the template in force, by the path that it was read from; empty for none."""
        self._file = file
        self.error.clear(None)
        self.choice.clear()
        self.choice.addItem("None", _NONE)
        if file:
            self.choice.addItem(Path(file).name, file)
        self.choice.addItem("Choose a file…", _A_FILE)
        self.choice.setCurrentIndex(1 if file else 0)

    def _choose(self, _row: int) -> None:
        chosen = str(self.choice.currentData())
        self.show_file(self._file)
        if chosen == _NONE:
            self.put_away.emit()
        elif chosen == _A_FILE:
            self.file_requested.emit()

    def _measure(self) -> None:
        self._column.setSpacing(current_theme().px(4))
