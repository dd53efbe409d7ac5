"""A step of the history, and what a change tells those who show the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record


@dataclass(frozen=True, slots=True)
class Step:
    """One action in the history: its words, the command behind it, who and when (UTC, ISO 8601), and whether undone."""

    rid: Rid
    label: str
    command: str
    analyst: str
    at: str
    reason: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What a committed step touched: the rids of each kind of record, or None where it was many (a bulk change).

    `cause` is one of "action", "undo", "redo".
    """

    step: Step
    cause: str
    touched: Mapping[type[Record], frozenset[Rid] | None]

    def touches(self, *kinds: type[Record]) -> bool:
        """Tell whether any of the kinds changed."""
        return any(kind in self.touched for kind in kinds)

    def rids(self, kind: type[Record]) -> frozenset[Rid] | None:
        """Return the rids of the kind that changed: an empty set for none, None for many."""
        return self.touched.get(kind, frozenset())
