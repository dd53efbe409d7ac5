"""The evidence of a configuration as a list: quotes (passages coded more than once stand there once), then findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow, interval_words
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.vocabulary import FindingKind
from ipof_workbench.ui.evidence.quote_text import attribution, quoted
from ipof_workbench.ui.widgets.list_rows import ListModel

AnyIndex = QModelIndex | QPersistentModelIndex

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ON_THE_LINK = "on the link"
ON_THE_WHOLE = "on the whole"
"""Evidence that bears on a configuration and not on one of its places."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One passage with one judgement: its evidence (a row for each role it was coded in) goes together.

    `ties` tells whether the item before and the item after are of its bundle.
    """

    rows: tuple[EvidenceRow, ...]
    ties: tuple[bool, bool] = (False, False)

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
        """The roles of the places it bears on, each once; for what bears on the whole, those it was coded in."""
        return tuple(dict.fromkeys(key for row in self.rows if (key := row.place_role_key or row.role_key)))

    @property
    def quote(self) -> str:
        """The words on one line, in quotation marks."""
        return quoted(self.first.quote)

    @property
    def attribution(self) -> str:
        """Who said it, how strong it was judged to be, and whether it bears on the configuration as a whole."""
        return _with_judgement(attribution(self.first), self.first)

    @property
    def spoken(self) -> str:
        """Everything in words, for screen readers."""
        tied = "bundled with its neighbours" if any(self.ties) else ""
        return _spoken(self.first.stance, self.role_keys, self.quote, self.attribution, self.first.rationale, tied)


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A finding that bears on the configuration."""

    first: FindingEvidenceRow

    @property
    def rids(self) -> tuple[Rid, ...]:
        """The piece of evidence."""
        return (self.first.evidence,)

    @property
    def role_keys(self) -> tuple[str, ...]:
        """The role of the place it bears on."""
        return (self.first.place_role_key,) if self.first.place_role_key else ()

    @property
    def volume(self) -> str:
        """“202 of 504 (40.1 %), 95 % CI 35.9 to 44.4”, as much of it as there is."""
        return ", ".join(part for part in (self.first.volume, interval_words(self.first.low, self.first.high)) if part)

    @property
    def quote(self) -> str:
        """Its wording."""
        return self.first.wording

    @property
    def attribution(self) -> str:
        """Where it comes from, and how strong it was judged to be."""
        kind = FindingKind(self.first.kind).words.capitalize()
        return _with_judgement(", ".join(part for part in (kind, self.first.source) if part), self.first)

    @property
    def spoken(self) -> str:
        """Everything in words, for screen readers."""
        return _spoken(self.first.stance, self.role_keys, self.quote, self.attribution, self.first.rationale)


@dataclass(frozen=True, slots=True)
class FindingsHead:
    """The line over the findings."""

    findings: int


Item = EvidenceItem | FindingItem
Line = Item | FindingsHead


def _with_judgement(said: str, row: EvidenceRow | FindingEvidenceRow) -> str:
    where = ON_THE_LINK if row.link is not None else ON_THE_WHOLE if row.place is None else ""
    parts = [said, f"strength {row.strength}" if row.strength else "", where]
    return " · ".join(part for part in parts if part)


def _spoken(stance: str, roles: Sequence[str], *parts: str) -> str:
    said = [stance_look(stance).words, ", ".join(key.replace("_", " ") for key in roles), *parts]
    return ". ".join(part for part in said if part)


def evidence_items(rows: Sequence[EvidenceRow], role_order: Sequence[str] = ()) -> list[EvidenceItem]:
    """Return the evidence grouped by passage and judgement, in the order of the rows, bundles together."""
    rank = {key: number for number, key in enumerate(role_order)}
    groups: dict[tuple[object, ...], list[EvidenceRow]] = {}
    for row in rows:
        whole = row.place is None
        judged = (row.stance, row.strength, row.directness, row.epistemic, row.elicited, row.rationale)
        key = (row.document, row.start, row.end, whole, row.bundle, *judged)
        groups.setdefault(key, []).append(row)
    items = [
        EvidenceItem(tuple(sorted(group, key=lambda row: rank.get(row.role_key, len(rank)))))
        for group in groups.values()
    ]
    return _tied(items)


def _tied(items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    """Return the items with those of a bundle next to each other."""
    first: dict[Rid, int] = {}
    for at, item in enumerate(items):
        if item.first.bundle is not None:
            first.setdefault(item.first.bundle, at)
    order = sorted(range(len(items)), key=lambda at: (first.get(items[at].first.bundle or 0, at), at))
    bundles = [items[at].first.bundle for at in order]
    tied = []
    for place, at in enumerate(order):
        own = bundles[place]
        before = own is not None and place > 0 and bundles[place - 1] == own
        after = own is not None and place + 1 < len(order) and bundles[place + 1] == own
        tied.append(replace(items[at], ties=(before, after)))
    return tied


class EvidenceModel(ListModel[Line]):
    """The lines of the evidence list. `rationale_written(item, words)` follows an edit in the list."""

    rationale_written = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.can_edit = True

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items, quotes before findings; a change inside the same evidence keeps the view where it is."""
        findings = [item for item in items if isinstance(item, FindingItem)]
        lines: list[Line] = [item for item in items if isinstance(item, EvidenceItem)]
        if findings:
            lines += [FindingsHead(len(findings)), *findings]
        self.show(lines)

    def identity(self, row: Line) -> object:
        return _rids(row)

    def item_at(self, number: int) -> Item | None:
        """Return the item at a position; None for none and for the head of the findings."""
        line = self.row_at(number)
        return None if isinstance(line, FindingsHead) else line

    def find(self, holds: Callable[[Item], bool]) -> int | None:
        """Return the position of the first item that fits."""
        return next(
            (at for at, line in enumerate(self.rows) if not isinstance(line, FindingsHead) and holds(line)), None
        )

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and self.item_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(cast("QModelIndex", index))
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_edit else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        line = self.rows[index.row()]
        if role == ITEM_ROLE:
            return line
        if isinstance(line, FindingsHead):
            spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return f"Findings, {line.findings:,}" if spoken else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.quote
        if role == Qt.ItemDataRole.EditRole:
            return line.first.rationale
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        item = self.item_at(index.row())
        if item is None or role != Qt.ItemDataRole.EditRole:
            return False
        words = " ".join(str(value).split())
        if words != item.first.rationale:
            self.rationale_written.emit(item, words)
        return True


def _rids(line: Line) -> tuple[Rid, ...]:
    return () if isinstance(line, FindingsHead) else line.rids
