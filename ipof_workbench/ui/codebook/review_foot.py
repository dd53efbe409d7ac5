"""The foot of the review: what is chosen in words, and the one button that codes it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel


class ReviewFoot(Surface):
    """Holds the summary and the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.summary = PlainLabel("", weight=600, tabular=True, elide=True)
        self.all_button, self.none_button = Button("Tick all"), Button("Tick none")
        self.cancel = Button("Cancel")
        self.code_button = PrimaryButton("Code passages")
        self._row, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row.addWidget(self.summary, 1)
        for part in (self.all_button, self.none_button, self.cancel, self.code_button):
            self._row.addWidget(part)
        column.addWidget(Rule())
        column.addLayout(self._row)
        self.theme_changed()

    def theme_changed(self) -> None:
        super().theme_changed()
        px = current_theme().px
        self._row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._row.setSpacing(px(8))
