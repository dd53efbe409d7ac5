"""Rows of the thematic codebook: codes with their use, the passages of a code, what goes with one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class CodebookRow(NamedTuple):
    """A thematic code as the codebook lists it; `codings` are its own that pass the filter."""

    rid: Rid
    name: str
    parent: Rid | None
    position: int
    statement: str
    alias: str
    definition: str
    include: str
    exclude: str
    example: str
    colour: str
    codings: int


class CodePassage(NamedTuple):
    """A passage coded with a thematic code: where, whose words, by whom."""

    coding: Rid
    document: Rid
    document_name: str
    kind: str
    case_name: str
    participant_name: str
    start: int
    end: int
    quote: str
    analyst_name: str
    note: str


class CodeLosses(NamedTuple):
    """What would go with codes: codings, pieces of evidence on them, configurations that these bear on."""

    codings: int
    evidence: int
    configurations: int


def in_tree_order(rows: Iterable[CodebookRow]) -> list[tuple[CodebookRow, int]]:
    """Return the codes from the top of the tree down, each with its depth (0 at the top), siblings in their order.

    A code whose parent is not among the rows stands at the top.
    """
    rows = list(rows)
    known = {row.rid for row in rows}
    below: dict[Rid | None, list[CodebookRow]] = {}
    for row in rows:
        below.setdefault(row.parent if row.parent in known else None, []).append(row)
    for siblings in below.values():
        siblings.sort(key=lambda row: (row.position, row.name.casefold(), row.rid))
    found: list[tuple[CodebookRow, int]] = []
    waiting = [(row, 0) for row in reversed(below.get(None, ()))]
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        waiting.extend((child, depth + 1) for child in reversed(below.get(row.rid, ())))
    return found


def path_of(rows: Sequence[CodebookRow], rid: Rid) -> list[str]:
    """Return the names from the top of the tree down to a code."""
    known = {row.rid: row for row in rows}
    names: list[str] = []
    row = known.get(rid)
    while row is not None and len(names) <= len(known):
        names.append(row.name)
        row = known.get(row.parent) if row.parent is not None else None
    return names[::-1]
