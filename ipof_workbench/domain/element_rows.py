"""Narrow rows about the library of elements. Counts come in threes; they are volume, not strength."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import Counts


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """An element of the library with its use.

    `role_key` is its usual role, `roles` are the keys of all roles in which it stands, is coded or usually stands, in
    the order of the grammar (hidden ones left out). `configurations` counts those whose draft holds it, `recorded`
    tells whether a recorded version does.
    """

    rid: Rid
    label: str
    named: bool
    statement: str
    parent: Rid | None
    level: str
    four_i: str
    valence: str
    intended: str
    timeframe: str
    actor_group: str
    role_key: str
    roles: tuple[str, ...]
    counts: Counts
    configurations: int
    recorded: bool

    @property
    def is_used(self) -> bool:
        """Whether a passage is coded with it or a configuration holds it."""
        return bool(self.counts.codings or self.configurations or self.recorded)


class ElementUse(NamedTuple):
    """A configuration that holds an element in a role, in its draft."""

    configuration: Rid
    number: str
    title: str
    status: str
    role_key: str
    content: Rid
    polarity: str
    activation: str


class LineageRow(NamedTuple):
    """What an element came from (`is_ancestor`) or what came of it: `change` is merged or split."""

    element: Rid
    label: str
    is_ancestor: bool
    change: str
    at: str
    analyst_name: str
    is_merged: bool


class ElementQuote(NamedTuple):
    """A passage coded with an element. `numbers` are the configurations it bears on, joined by a comma."""

    coding: Rid
    role_key: str
    document: Rid
    document_name: str
    kind: str
    case_name: str
    participant_name: str
    start: int
    end: int
    quote: str
    numbers: str


class DuplicatePair(NamedTuple):
    """Two elements that are likely the same; `likeness` is 0 to 1."""

    first: Rid
    second: Rid
    likeness: float


class CaseValue(NamedTuple):
    """A case and its value of the attribute of a condition; empty where nothing is known."""

    case: Rid
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ConditionCases:
    """Which cases meet a condition: those with the value, with another, and those of which it is not known."""

    meeting: tuple[CaseValue, ...]
    others: tuple[CaseValue, ...]
    unknown: tuple[CaseValue, ...]

    @property
    def words(self) -> str:
        """“4 of 6 cases meet this, 1 not known”: the denominator is all cases."""
        total = len(self.meeting) + len(self.others) + len(self.unknown)
        verb = "meets" if len(self.meeting) == 1 else "meet"
        words = f"{len(self.meeting):,} of {total:,} case{'' if total == 1 else 's'} {verb} this"
        return f"{words}, {len(self.unknown):,} not known" if self.unknown else words
