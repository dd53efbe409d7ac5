"""Ordering statements by the votes of stakeholders: checking the votes, counting them, drawing the lines.

Points: each voter gives a statement any whole number from 0 on; the greatest total comes first. Ranks: each voter
ranks the statements 1, 2, 3 ... without gaps; the least mean rank comes first. Whoever ranked only the first few left
the rest equal: an unranked statement counts with the mean of the ranks that are left, (k + 1 + n) / 2 for k of n
ranked, as is usual for partial rankings. Equal results keep the order they had.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import Counting

PRIORITIES = ("high", "medium", "low")
"""The words that are assigned, first to last."""

_LINES = re.compile(r"([0-9]+) high, ([0-9]+) medium, ([0-9]+) low")
_LONGEST_NUMBER = 9


class Vote(NamedTuple):
    """What one voter gave one statement: points or a rank."""

    voter: str
    statement: Rid
    value: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a statement came out: `score` is the total of points or the mean rank (None without any vote)."""

    statement: Rid
    place: int
    score: float | None
    votes: int


def value_of(text: str) -> int | None:
    """Return what a cell of votes says; None for an empty one.

    Raises:
        RefusedChange: it is no whole number from 0 on.
    """
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise RefusedChange(f"“{text}” is no whole number from 0 on; correct it or leave the cell empty.")
    return int(text)


def require_votes(votes: Sequence[Vote], statements: Sequence[Rid], counting: Counting) -> None:
    """Refuse votes that cannot be counted.

    Raises:
        RefusedChange: there are none, a voter has no name or gave a statement two values, a statement is not in the
            round, points below 0, a rank used twice or left out.
    """
    if not votes:
        raise RefusedChange("There are no votes yet: type at least one. Nothing was recorded.")
    given: dict[str, dict[Rid, int]] = {}
    for vote in votes:
        if not vote.voter.strip():
            raise RefusedChange("Every column of votes needs a name: who gave them? Nothing was recorded.")
        if vote.statement not in statements:
            raise RefusedChange("A vote is for a statement that is not in this round. Nothing was recorded.")
        own = given.setdefault(vote.voter, {})
        if vote.statement in own:
            raise RefusedChange(f"{vote.voter} gave one statement two values; keep one. Nothing was recorded.")
        own[vote.statement] = vote.value
    for voter, own in given.items():
        values = sorted(own.values())
        if counting is Counting.POINTS:
            if values[0] < 0:
                raise RefusedChange(f"{voter} gave {values[0]}: points count from 0 on. Nothing was recorded.")
        else:
            _require_ranks(voter, values)


def _require_ranks(voter: str, values: Sequence[int]) -> None:
    for expected, value in enumerate(values, start=1):
        if value == expected:
            continue
        if value in values[: expected - 1]:
            raise RefusedChange(f"{voter} gave rank {value} twice; each rank is used once. Nothing was recorded.")
        raise RefusedChange(
            f"{voter} ranked {len(values)}, so the ranks are 1 to {len(values)}; "
            f"{expected} is missing. Nothing was recorded."
        )


def standings(votes: Sequence[Vote], statements: Sequence[Rid], counting: Counting) -> list[Standing]:
    """Return the statements of a round in their new order; `statements` come in the order they had before."""
    by_statement: dict[Rid, dict[str, int]] = {statement: {} for statement in statements}
    for vote in votes:
        if vote.statement in by_statement:
            by_statement[vote.statement][vote.voter] = vote.value
    voters = {vote.voter for vote in votes}
    count = _totals if counting is Counting.POINTS else _mean_ranks
    scores = count(by_statement, voters)
    sign = -1.0 if counting is Counting.POINTS else 1.0
    order = sorted(statements, key=lambda rid: (scores[rid] is None, sign * (scores[rid] or 0.0)))
    return [Standing(rid, place, scores[rid], len(by_statement[rid])) for place, rid in enumerate(order, start=1)]


def _totals(votes: dict[Rid, dict[str, int]], voters: set[str]) -> dict[Rid, float | None]:
    return {rid: float(sum(own.values())) if voters else None for rid, own in votes.items()}


def _mean_ranks(votes: dict[Rid, dict[str, int]], voters: set[str]) -> dict[Rid, float | None]:
    ranked = {voter: sum(voter in own for own in votes.values()) for voter in voters}
    left = {voter: (number + 1 + len(votes)) / 2 for voter, number in ranked.items()}
    return {
        rid: sum(own.get(voter, left[voter]) for voter in sorted(voters)) / len(voters) if voters else None
        for rid, own in votes.items()
    }


def priority_at(place: int, high: int, medium: int) -> str:
    """Return the priority of the statement at a place (from 1): the first `high`, the next `medium`, the rest."""
    if place <= high:
        return PRIORITIES[0]
    return PRIORITIES[1] if place <= high + medium else PRIORITIES[2]


def lines_words(high: int, medium: int, total: int) -> str:
    """Return how many statements stand above each line: “3 high, 3 medium, 2 low”."""
    high = min(high, total)
    medium = min(medium, total - high)
    return f"{high} high, {medium} medium, {total - high - medium} low"


def lines_of(words: str) -> tuple[int, int] | None:
    """Return (high, medium) of the words of `lines_words`, wherever they stand; None where they do not."""
    found = _LINES.search(words)
    return (int(found[1]), int(found[2])) if found else None


def score_words(score: float | None, counting: Counting) -> str:
    """Return a result as it reads: “14”, “2.5”; a middle dot where there is none."""
    if score is None:
        return "·"
    if counting is Counting.POINTS or score == int(score):
        return f"{score:,.0f}"
    return f"{score:.2f}".rstrip("0")
