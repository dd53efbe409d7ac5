"""The evidence of a configuration as a list of quotes: passages coded more than once stand there once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.evidence.quote_text import attribution, quoted

AnyIndex = QModelIndex | QPersistentModelIndex

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One passage with one judgement: its evidence (a row for each role it was coded in) goes together."""

    rows: tuple[EvidenceRow, ...]

    @property
    def first(self) -> EvidenceRow:
        """What all rows share."""
        return self.rows[0]

    @property
    def rids(self) -> tuple[Rid, ...]:
        """The pieces of evidence."""
        return tuple(row.evidence for row in self.rows)

    @property
    def role_keys(self) -> tuple[str, ...]:
        """The roles in which the passage was coded, each once."""
        return tuple(dict.fromkeys(row.role_key for row in self.rows if row.role_key))

    @property
    def quote(self) -> str:
        """The words on one line, in quotation marks."""
        return quoted(self.first.quote)

    @property
    def attribution(self) -> str:
        """Who said it, and how strong it was judged to be."""
        said = attribution(self.first)
        return f"{said} · strength {self.first.strength}" if self.first.strength else said

    @property
    def spoken(self) -> str:
        """Everything in words, for screen readers."""
        parts = [stance_look(self.first.stance).words, self.quote, self.attribution, self.first.rationale]
        parts.insert(1, ", ".join(key.replace("_", " ") for key in self.role_keys))
        return ". ".join(part for part in parts if part)


def evidence_items(rows: Sequence[EvidenceRow], role_order: Sequence[str] = ()) -> list[EvidenceItem]:
    """Return the evidence grouped by passage and judgement, in the order of the rows."""
    rank = {key: number for number, key in enumerate(role_order)}
    groups: dict[tuple[object, ...], list[EvidenceRow]] = {}
    for row in rows:
        key = (row.document, row.start, row.end, row.stance, row.strength, row.rationale)
        groups.setdefault(key, []).append(row)
    return [
        EvidenceItem(tuple(sorted(group, key=lambda row: rank.get(row.role_key, len(rank)))))
        for group in groups.values()
    ]


class EvidenceModel(QAbstractListModel):
    """The items of the evidence list. `rationale_written(item, words)` follows an edit in the list."""

    rationale_written = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[EvidenceItem] = []
        self.can_edit = True

    def set_items(self, items: Sequence[EvidenceItem]) -> None:
        """Show other items; a change inside the same pieces of evidence keeps the view where it is."""
        same = [item.rids for item in items] == [item.rids for item in self._items]
        if same:
            self._items = list(items)
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def item_at(self, number: int) -> EvidenceItem | None:
        """Return the item at a position."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def find(self, holds: Callable[[EvidenceItem], bool]) -> int | None:
        """Return the position of the first item that fits."""
        return next((number for number, item in enumerate(self._items) if holds(item)), None)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(cast("QModelIndex", index))
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_edit else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        item = self.item_at(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.quote
        if role == Qt.ItemDataRole.EditRole:
            return item.first.rationale
        return item.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        item = self.item_at(index.row())
        if item is None or role != Qt.ItemDataRole.EditRole:
            return False
        words = " ".join(str(value).split())
        if words != item.first.rationale:
            self.rationale_written.emit(item, words)
        return True
