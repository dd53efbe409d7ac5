"""The queue of missing pieces: what each partial configuration lacks, and which others could lend it.

A configuration that shares an element in the same role may hold what another lacks (METHOD 3.2: dyads are legal, and
wait for a partner). Nothing is taken by itself: the analyst looks at the partner's quotes and decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ipof_workbench.app.remark_facts import SET_ASIDE, Theory, listed
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, RoleRow
from ipof_workbench.domain.numbers import natural_key

PROPOSALS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """An element that stands in `partner` where the configuration has nothing; `shared` are the labels in both."""

    role: RoleRow
    element: Rid
    label: str
    partner: Rid
    partner_number: str
    partner_title: str
    shared: tuple[str, ...]
    sources: int


@dataclass(frozen=True, slots=True)
class Partner:
    """Another partial configuration that shares an element and has what is missing: the two may be one."""

    configuration: Rid
    number: str
    title: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingPiece:
    """A partial configuration: what it lacks, the question that asks for it, what others could lend."""

    configuration: Rid
    number: str
    lacks: tuple[RoleRow, ...]
    question: str
    proposals: tuple[Proposal, ...]
    partners: tuple[Partner, ...]


def missing_pieces(theory: Theory) -> list[MissingPiece]:
    """Return the partial configurations: dyads without a mechanism first, then those with most sources; those that
    are set aside come last."""
    found = [_piece(theory, row) for row in theory.facts.rows if row.missing]
    by_rid = theory.by_rid

    def rank(piece: MissingPiece) -> tuple[bool, bool, int, object]:
        row = by_rid[piece.configuration]
        waits_for_reason = [role.connector for role in piece.lacks] == ["because"]
        return row.status in SET_ASIDE, not waits_for_reason, -row.counts.sources, natural_key(piece.number)

    return sorted(found, key=rank)


def _piece(theory: Theory, row: ConfigurationRow) -> MissingPiece:
    lacks = tuple(theory.missing(row))
    shared = _shared(theory, row)
    proposals: dict[tuple[str, Rid], Proposal] = {}
    partners: list[Partner] = []
    for rid, labels in sorted(shared.items(), key=lambda item: _rank(theory, *item)):
        other = theory.by_rid[rid]
        lends = False
        for role in lacks:
            for key, content in theory.contents(rid):
                if key == role.key and content.element is not None:
                    lends = True
                    proposals.setdefault(
                        (key, content.element),
                        Proposal(
                            role,
                            content.element,
                            content.label,
                            rid,
                            other.number,
                            other.title,
                            labels,
                            other.counts.sources,
                        ),
                    )
        if lends and other.missing:
            partners.append(Partner(rid, other.number, other.title, labels))
    return MissingPiece(
        row.rid,
        row.number,
        lacks,
        question_for(lacks),
        tuple(proposals.values())[:PROPOSALS_SHOWN],
        tuple(partners[:PROPOSALS_SHOWN]),
    )


def question_for(lacks: Sequence[RoleRow]) -> str:
    """Return “What mechanism?”, or what asks for several parts."""
    if not lacks:
        return ""
    words = listed(f"what {role.label.lower()}" for role in lacks)
    return f"{words[:1].upper()}{words[1:]}?"


def _shared(theory: Theory, row: ConfigurationRow) -> dict[Rid, tuple[str, ...]]:
    """Return other configuration -> labels of the elements that it has in the same role."""
    found: dict[Rid, list[str]] = {}
    for key, content in theory.contents(row.rid):
        if content.element is not None:
            for other in dict.fromkeys(theory.standing[key, content.element]):
                if other != row.rid:
                    found.setdefault(other, []).append(content.label)
    return {other: tuple(labels) for other, labels in found.items()}


def _rank(theory: Theory, rid: Rid, labels: tuple[str, ...]) -> tuple[int, int, int, object]:
    counts = theory.by_rid[rid].counts
    return -len(labels), -counts.sources, -counts.codings, natural_key(theory.by_rid[rid].number)
