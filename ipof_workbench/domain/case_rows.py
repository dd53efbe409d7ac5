"""Rows of the page of one case, and of the table of several cases side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn, CaseRow, Counts, EvidenceRow
from ipof_workbench.domain.trail_rows import MemoRow


class CaseData(NamedTuple):
    """What a case holds of one kind of document: how many, their words, how many are coded and how many are done."""

    kind: str
    documents: int
    words: int
    coded: int
    done: int


class LookedForRow(NamedTuple):
    """A configuration or statement (`kind` is its table) that was looked for in a case and not found."""

    rid: Rid
    kind: str
    about: Rid
    number: str
    title: str
    case: Rid
    case_name: str
    note: str
    analyst_name: str
    created_at: str


class ClaimName(NamedTuple):
    """A configuration or a statement: `kind` is its table."""

    kind: str
    rid: Rid
    number: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class CaseClaim:
    """A configuration or statement in one case: the evidence of this case alone, and 1 to 3 quotes that show it.

    `looked_for` says that it was looked for in this very case and not found, `looked_below` names the sub-cases in
    which it was; `in_scope` says that it is meant for this case by name.
    """

    claim: ClaimName
    counts: Counts
    stances: dict[str, int]
    quotes: tuple[EvidenceRow, ...] = ()
    looked_for: bool = False
    in_scope: bool = False
    looked_below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything on one case, its sub-cases included."""

    case: CaseRow
    attributes: tuple[AttributeColumn, ...]
    values: dict[Rid, str]
    data: tuple[CaseData, ...]
    participants: int
    configurations: tuple[CaseClaim, ...]
    statements: tuple[CaseClaim, ...]
    looked_for: tuple[LookedForRow, ...]
    summaries: tuple[MemoRow, ...]


class Weighed(NamedTuple):
    """What a case says on a configuration: distinct codings for it and against it, and whether it was looked for in
    vain."""

    supporting: int
    opposing: int
    looked_for: bool


NOTHING_KNOWN = Weighed(0, 0, False)


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """A configuration or statement with what each of some cases says on it."""

    claim: ClaimName
    cells: dict[Rid, Weighed] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Tell whether some cases speak for it while others speak against it or were looked at in vain."""
        speaks_for = any(cell.supporting for cell in self.cells.values())
        return speaks_for and any(cell.opposing or cell.looked_for for cell in self.cells.values())
