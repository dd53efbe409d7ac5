"""Memos as rows of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.trail_rows import MemoRow, SubjectRow
from ipof_workbench.domain.vocabulary import Inference, MemoKind
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.records.subject_flow import subject_words
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING, ROLE_MUTED
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

WHOLE_STUDY = "The whole study"


def memo_title(memo: MemoRow) -> str:
    """Return a memo's title, or how it begins."""
    return memo.title or shorten(memo.body, 60) or "No words yet"


def about_words(memo: MemoRow) -> str:
    """Return what a memo is about."""
    if memo.about is None:
        return WHOLE_STUDY
    return subject_words(SubjectRow(memo.about_kind, memo.about, memo.about_name))


class MemosModel(RowsModel[MemoRow]):
    """The memos that pass, newest first."""

    heads = ("Memo", "About", "Kind", "Reasoning", "Written")
    key = "rid"

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        memo = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(memo)[index.column()]
        if role == ROLE_HEADING:
            return index.column() == 0 and bool(memo.title)
        if role == ROLE_MUTED:
            return index.column() == 3 and not memo.inference
        return None

    @staticmethod
    def _words(memo: MemoRow) -> tuple[str, ...]:
        reasoning = Inference(memo.inference).words if memo.inference else "not said"
        when = when_words(memo.changed_at)
        return memo_title(memo), about_words(memo), MemoKind(memo.kind).words, reasoning, when
