"""What was changed between two texts, as edits of whole words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from ipof_workbench.domain.text_edits import TextEdit

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
_RUN = 6
"""Pieces in a row that, where both texts hold them once, are taken to be the same place."""
_CLOSELY = 4_000_000
"""Up to so many pairs of pieces are compared with one another; beyond it the frequent ones are no anchors."""


class _Gap(NamedTuple):
    """Ranges of pieces that are not the same: `[one, one_end)` of the old text, `[other, other_end)` of the new."""

    one: int
    one_end: int
    other: int
    other_end: int


def word_edits(old: str, new: str) -> tuple[TextEdit, ...]:
    """Return edits that make `new` of `old`, in whole words; a text of a million characters takes about a second."""
    if old == new:
        return ()
    pieces, others = _PIECES.findall(old), _PIECES.findall(new)
    starts = [0, *accumulate(map(len, pieces))]
    whole = _trimmed(pieces, others, _Gap(0, len(pieces), 0, len(others)))
    return tuple(
        TextEdit(starts[gap.one], starts[gap.one_end], "".join(others[gap.other : gap.other_end]))
        for between in _between_anchors(pieces, others, whole)
        for gap in _differing(pieces, others, _trimmed(pieces, others, between))
    )


def _trimmed(pieces: Sequence[str], others: Sequence[str], gap: _Gap) -> _Gap:
    """Leave out what both begin and end with alike."""
    one, one_end, other, other_end = gap
    while one < one_end and other < other_end and pieces[one] == others[other]:
        one, other = one + 1, other + 1
    while one < one_end and other < other_end and pieces[one_end - 1] == others[other_end - 1]:
        one_end, other_end = one_end - 1, other_end - 1
    return _Gap(one, one_end, other, other_end)


def _between_anchors(pieces: Sequence[str], others: Sequence[str], gap: _Gap) -> Iterator[_Gap]:
    """Yield what lies between the places that are surely the same: runs that stand once in each text, in one order.

    Anchors come before closeness: comparing all pieces of two long texts would take minutes, and leaving the frequent
    ones out of it tears whole sentences out that were not changed.
    """
    known = _single_runs(pieces, gap.one, gap.one_end)
    pairs = sorted(
        (known[run], at) for run, at in _single_runs(others, gap.other, gap.other_end).items() if run in known
    )
    one, other = gap.one, gap.other
    for at, counterpart in _in_one_order(pairs):
        if at >= one and counterpart >= other:
            yield _Gap(one, at, other, counterpart)
            one, other = at + _RUN, counterpart + _RUN
    yield _Gap(one, gap.one_end, other, gap.other_end)


def _single_runs(pieces: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at in range(start, end - _RUN + 1):
        run = tuple(pieces[at : at + _RUN])
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _in_one_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of pairs (sorted by their first) whose seconds rise too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, counterpart) in enumerate(pairs):
        length = bisect_left(ends, counterpart)
        ends[length : length + 1] = [counterpart]
        last[length : length + 1] = [number]
        before.append(last[length - 1] if length else -1)
    chosen: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _differing(pieces: Sequence[str], others: Sequence[str], gap: _Gap) -> Iterator[_Gap]:
    one, other = pieces[gap.one : gap.one_end], others[gap.other : gap.other_end]
    matcher = SequenceMatcher(None, one, other, autojunk=len(one) * len(other) > _CLOSELY)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield _Gap(gap.one + i1, gap.one + i2, gap.other + j1, gap.other + j2)
