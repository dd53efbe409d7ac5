"""Decisions as rows of a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from ipof_workbench.domain.trail_rows import DecisionRow
from ipof_workbench.domain.vocabulary import DecisionKind
from ipof_workbench.ui.records.subject_flow import subject_words
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def date_words(held_on: str) -> str:
    """Return a stored date as it reads: “3 March 2026”; words for a date stay as they are."""
    try:
        day = date.fromisoformat(held_on)
    except ValueError:
        return held_on
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class DecisionsModel(RowsModel[DecisionRow]):
    """The decisions, the last held first."""

    heads = ("Date", "Kind", "Decision", "About")

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            kind = DecisionKind(row.kind).words if row.kind else "–"
            about = ", ".join(subject_words(subject) for subject in row.subjects)
            return (date_words(row.held_on) or "No date", kind, " ".join(row.wording.split()), about)[index.column()]
        if role == ROLE_MUTED:
            return index.column() == 0 and not row.held_on
        return None
