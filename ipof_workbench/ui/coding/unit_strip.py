"""The strip above an answer or a post: whose it is, their attributes, the question or the thread."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading


def unit_lines(read: Reading, document: DocumentRow) -> list[str]:
    """Return what stands above a unit, a line each; nothing for a transcript."""
    record = read.get(records.Document, document.rid)
    lines = [_question(read, record), _thread(read, record), _attributes(read, document)]
    return [line for line in lines if line]


def _question(read: Reading, document: records.Document) -> str:
    if document.question is None:
        return ""
    question = read.get(records.Question, document.question)
    return question.wording or question.key


def _thread(read: Reading, document: records.Document) -> str:
    if document.thread is None:
        return ""
    thread = read.get(records.Thread, document.thread)
    parts = [document.title, f"Thread “{thread.title or thread.name}”", thread.subforum, document.collected_on]
    if document.reply_to is not None:
        with contextlib.suppress(NotFound):
            parts.append(f"reply to {read.get(records.Document, document.reply_to).name}")
    return " · ".join(part for part in parts if part)


def _attributes(read: Reading, document: DocumentRow) -> str:
    if document.kind not in ("survey_response", "forum_post"):
        return ""
    columns = {column.rid: column for column in read.attributes()}
    parts = []
    for link in read.find(records.DocumentParticipant, document=document.rid):
        for value in read.find(records.AttributeValue, owner=link.participant):
            column = columns.get(value.definition)
            if column is not None and column.owner_kind == "participant" and value.value:
                parts.append(f"{column.name}: {value.value}")
    return " · ".join(parts)


class UnitStrip(Surface):
    """Up to three lines over the text; hidden where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.labels = [
            PlainLabel("", "body", "text", 500, wrap=True),
            PlainLabel("", "small", "text2", elide=True),
            PlainLabel("", "small", "text2", elide=True),
        ]
        self._column = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._column)
        outer.addWidget(Rule())
        for label in self.labels:
            self._column.addWidget(label)
        self._space()
        self.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        for label, line in zip(self.labels, [*lines, "", "", ""], strict=False):
            label.setText(line)
            label.setVisible(bool(line))
        self.setVisible(bool(lines))

    def theme_changed(self) -> None:
        super().theme_changed()
        if hasattr(self, "_column"):
            self._space()

    def _space(self) -> None:
        px = current_theme().px
        self._column.setContentsMargins(px(16), px(8), px(16), px(8))
        self._column.setSpacing(px(2))
