"""Moving some of an ordered list in front of another, as a drag or Alt and an arrow do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record

R = TypeVar("R", bound=Record)


def moved_before(order: Sequence[R], moving: Collection[Rid], before: Rid | None) -> list[R]:
    """Return the records with those that move (in the order they have) in front of the record `before`.

    In front of one that moves along is in front of the next that stays; None is the end.
    """
    moved = [held for held in order if held.rid in moving]
    rest = [held for held in order if held.rid not in moving]
    at = len(rest)
    if before is not None:
        start = next(number for number, held in enumerate(order) if held.rid == before)
        follower = next((held.rid for held in order[start:] if held.rid not in moving), None)
        at = next((number for number, held in enumerate(rest) if held.rid == follower), len(rest))
    return [*rest[:at], *moved, *rest[at:]]
