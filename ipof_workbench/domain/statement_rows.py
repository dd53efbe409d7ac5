"""Narrow rows of the Statements page: statements, rounds of prioritising, rivals, theories, recommendations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import NO_COUNTS, Counts, EvidenceRow
from ipof_workbench.domain.prioritising import Vote
from ipof_workbench.domain.vocabulary import Stance

IN_FAVOUR = frozenset({Stance.SUPPORTS.value, Stance.PARTLY_SUPPORTS.value, Stance.REFINES.value})
"""Stances that speak for a claim, in whole or in part."""


class Expressing(NamedTuple):
    """A configuration as it is named beside what it is tied to."""

    rid: Rid
    number: str
    title: str

    @property
    def words(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".rstrip()


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """A statement with the wording of its draft, what expresses it, and its evidence.

    `rivals` are the names of the groups it is in; `findings` are counted apart from codings.
    """

    rid: Rid
    draft: Rid
    number: str
    if_text: str
    then_text: str
    because_text: str
    status: str
    priority: str
    source: str
    theory_area: Rid | None
    theory_area_name: str
    position: int
    configurations: tuple[Expressing, ...] = ()
    counts: Counts = NO_COUNTS
    stances: dict[str, int] = field(default_factory=dict)
    versions: int = 0
    rivals: tuple[str, ...] = ()
    findings: int = 0

    @property
    def parts(self) -> dict[str, str]:
        """The parts of the sentence by their connector."""
        return {"if": self.if_text, "then": self.then_text, "because": self.because_text}


class RoundRow(NamedTuple):
    """A round of prioritising: the decision, and how many voted on how many statements."""

    decision: Rid
    wording: str
    held_on: str
    attendees: str
    counting: str
    note: str
    at: str
    analyst_name: str
    statements: int
    voters: int


@dataclass(frozen=True, slots=True)
class RoundVotes:
    """Who gave what in a round; `statements` are those voted on, in the order that came out."""

    row: RoundRow
    statements: tuple[Rid, ...]
    votes: tuple[Vote, ...]


class RivalRow(NamedTuple):
    """One of several rivals: a configuration (`kind` "configuration") or a statement ("theory_statement")."""

    member: Rid
    kind: str
    rid: Rid
    number: str
    title: str
    verdict: str


@dataclass(frozen=True, slots=True)
class RivalGroupRow:
    """Rivals and how they were adjudicated; `decided_on` and `attendees` are of the decision, if there is one."""

    rid: Rid
    name: str
    question: str
    adjudication: str
    decision: Rid | None
    decided_on: str
    attendees: str
    members: tuple[RivalRow, ...]


@dataclass(frozen=True, slots=True)
class RivalSide:
    """A rival with its sentence and its evidence."""

    row: RivalRow
    parts: dict[str, str]
    evidence: tuple[EvidenceRow, ...]
    counts: Counts
    stances: dict[str, int]


@dataclass(frozen=True, slots=True)
class DecidingPassage:
    """A passage that tells rivals apart: `stances` are those it takes, by the member of the group."""

    row: EvidenceRow
    stances: tuple[tuple[Rid, str], ...]


class SuggestedRivals(NamedTuple):
    """Configurations that are linked as rivals and stand in no group together."""

    configurations: tuple[Expressing, ...]


class TheoryUseRow(NamedTuple):
    """Where a substantive theory is used: `kind` is the table of what it speaks to."""

    rid: Rid
    theory: Rid
    theory_name: str
    kind: str
    about: Rid
    about_number: str
    about_title: str
    construct: str
    note: str

    @property
    def words(self) -> str:
        """What it speaks to, by number and title."""
        return f"{self.about_number} {self.about_title}".strip()


@dataclass(frozen=True, slots=True)
class TheoryRow:
    """A substantive theory with its uses."""

    rid: Rid
    name: str
    authors: str
    citation: str
    constructs: str
    note: str
    uses: tuple[TheoryUseRow, ...] = ()

    @property
    def construct_list(self) -> tuple[str, ...]:
        """The constructs, each once, without blank lines."""
        return tuple(dict.fromkeys(line.strip() for line in self.constructs.splitlines() if line.strip()))


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation with the configurations it follows from."""

    rid: Rid
    wording: str
    audience: str
    note: str
    position: int
    configurations: tuple[Expressing, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementsOverview:
    """Everything that the Statements view lists."""

    statements: tuple[ListedStatement, ...]
    unexpressed: tuple[Expressing, ...]
    """Configurations that express no statement."""
