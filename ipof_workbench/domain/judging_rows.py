"""Rows for judging passages against the theory, and for explaining outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import Counts


class ClaimRow(NamedTuple):
    """A sentence of the theory that a passage can be judged against.

    `kind` is the table it stands in (theory_statement or configuration); the three parts are as they read.
    """

    kind: str
    rid: Rid
    number: str
    title: str
    if_text: str
    then_text: str
    because_text: str
    status: str
    theory_area_name: str


class JudgedRow(NamedTuple):
    """A passage of a document that bears on a claim: on the `whole` of it, or on one of its places."""

    kind: str
    claim: Rid
    evidence: Rid
    coding: Rid
    start: int
    end: int
    stance: str
    whole: bool


class HeldIn(NamedTuple):
    """A configuration that has an outcome; it explains that when something stands where it says because."""

    configuration: Rid
    number: str
    explains: bool


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A coded outcome in its role; `here` counts its codings in the document asked about."""

    element: Rid
    role_key: str
    letter: str
    label: str
    named: bool
    counts: Counts
    here: int
    held_in: tuple[HeldIn, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether a configuration says why it comes about."""
        return any(held.explains for held in self.held_in)

    @property
    def unexplained_in(self) -> tuple[HeldIn, ...]:
        """The configurations that have it and do not say why yet."""
        return tuple(held for held in self.held_in if not held.explains)


class PassageRow(NamedTuple):
    """A coded passage near an outcome, or of it.

    `near` is "turn" (the same turn) or "account" (the same document); `apart` how many code points lie between it and
    the outcome; `counts_here` whether it is evidence in the configuration asked about.
    """

    coding: Rid
    element: Rid
    label: str
    role_key: str
    letter: str
    document: Rid
    document_name: str
    case_name: str
    start: int
    end: int
    quote: str
    near: str
    apart: int
    counts_here: bool
