"""The foot of the page: how many places there are, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ipof_workbench.app.commands.base import counted
from ipof_workbench.app.name_words import name_words
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ipof_workbench.domain.text_rows import NameHit


class NamesFoot(Surface):
    """A summary and three buttons."""

    def __init__(self) -> None:
        super().__init__("panel")
        theme = current_theme()
        self.summary = PlainLabel("", weight=600, tabular=True, elide=True)
        self.export_button = Button("Export the list…", "download")
        self.close_button = Button("Close")
        self.replace_button = PrimaryButton("Replace", "replace")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.summary, 1)
        for part in (self.export_button, self.close_button, self.replace_button):
            row.addWidget(part)
        column.addWidget(Rule())
        column.addLayout(row)

    def show_places(self, hits: Sequence[NameHit], ticked: Sequence[NameHit], why_not: str) -> None:
        """Say how many places there are, and what replacing means; `why_not` disables it."""
        left_out = len(hits) - len(ticked)
        parts = [f"{counted(len(hits), 'place')} in {_documents(hits)}"]
        parts += [f"{left_out:,} left out"] if left_out else []
        self.summary.setText(", ".join(parts) if hits else "")
        cut = sum(hit.is_cut for hit in ticked)
        doing = name_words(len(ticked) - cut, cut, _documents(ticked))
        self.replace_button.setText(doing if ticked else "Replace")
        _offer(self.replace_button, why_not)

    def offer_export(self, why_not: str) -> None:
        """Let the list be exported, or say why not."""
        _offer(self.export_button, why_not)


def _documents(hits: Sequence[NameHit]) -> str:
    return counted(len({hit.document for hit in hits}), "document")


def _offer(button: Button, why_not: str) -> None:
    if why_not:
        button.disable(why_not)
    else:
        button.enable()
