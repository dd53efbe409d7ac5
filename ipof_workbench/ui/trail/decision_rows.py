"""Decisions as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.trail_rows import DecisionRow
from ipof_workbench.domain.vocabulary import DecisionKind
from ipof_workbench.ui.records.subject_flow import subject_words
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED

AnyIndex = QModelIndex | QPersistentModelIndex
_HEADS = ("Date", "Kind", "Decision", "About")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def date_words(held_on: str) -> str:
    """Return a stored date as it reads: “3 March 2026”; words for a date stay as they are."""
    try:
        day = date.fromisoformat(held_on)
    except ValueError:
        return held_on
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class DecisionsModel(QAbstractTableModel):
    """The decisions, the last held first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DecisionRow] = []

    def show(self, rows: Sequence[DecisionRow]) -> None:
        """Show other decisions."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        is_head = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADS[section] if is_head else None

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
