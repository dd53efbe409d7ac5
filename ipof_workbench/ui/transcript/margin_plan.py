"""Where the names, brackets and discs of the margin stand: plain geometry, no painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ipof_workbench.ui.transcript.marks import CodingMark

DRIFT = 3
"""Rows that a name may stand below its line."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's visible part: top and bottom in pixels from the top of the margin."""

    mark: CodingMark
    lane: int
    top: float
    bottom: float
    first_line: float
    """The middle of the first visible line of the coding."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name at `y` (its middle), `wanted` being the middle of its first line; `more` found no room near theirs."""

    mark: CodingMark
    y: float
    wanted: float
    more: tuple[CodingMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Bracket:
    """The parts of one configuration among the names; without `ticks` only the disc is shown, at `disc`."""

    configuration: str
    key: int
    ticks: tuple[float, ...]
    disc: float
    is_current: bool
    is_partial: bool


def stripes_in_sight(
    extents: Iterable[tuple[CodingMark, float, float]],
    lane_of: Callable[[int], int],
    line_height: float,
    height: float,
) -> list[Stripe]:
    """Return the stripes of codings that reach from top to bottom (pixels), without those out of sight.

    Stripes keep clear of the lines above and below, so that neighbours in a lane can be told apart.
    """
    inset = line_height * 0.1
    return [
        Stripe(mark, lane_of(mark.key), top + inset, bottom - inset, max(top, 0.0) + line_height / 2)
        for mark, top, bottom in extents
        if bottom > 1 and top < height
    ]


def place_names(stripes: Sequence[Stripe], row_height: float, height: float = float("inf")) -> list[NameRow]:
    """Return the names from top to bottom, pushed down where they would collide.

    A name that would stand more than `DRIFT` rows from its line, or be pushed below `height`, is counted behind the
    last one that has a place: a reader would no longer see what it belongs to.
    """
    rows: list[NameRow] = []
    crowds: list[list[CodingMark]] = []
    lowest = float("-inf")
    for stripe in sorted(stripes, key=lambda s: (s.first_line, s.mark.start, s.mark.end, s.mark.key)):
        y = max(stripe.first_line, lowest + row_height)
        pushed = y - stripe.first_line
        if rows and (pushed > DRIFT * row_height or (pushed > 0 and y + row_height / 2 > height)):
            crowds[-1].append(stripe.mark)
            continue
        rows.append(NameRow(stripe.mark, y, stripe.first_line))
        crowds.append([])
        lowest = y
    return [replace(row, more=tuple(crowd)) if crowd else row for row, crowd in zip(rows, crowds, strict=True)]


def place_brackets(
    rows: Sequence[NameRow], disc_height: float, hovered: int | None = None, pending: float | None = None
) -> list[Bracket]:
    """Return one bracket or disc per configuration.

    Where parts of several configurations stand among each other only the current and the hovered one have brackets;
    the others become discs beside their first name that has room for one, and are left out where none has. `pending`
    is the place of a part that is being chosen for the current one.
    """
    groups = _by_configuration(rows, hovered)
    spans = {key: (min(places), max(places)) for key, (_, places) in groups}
    discs: list[float] = []
    brackets: list[Bracket] = []
    for key, (mark, places) in groups:
        if pending is not None and mark.is_current:
            places = sorted([*places, pending])
        first, last = places[0], places[-1]
        is_looked_at = mark.is_current or key == hovered
        is_free = is_looked_at or not any(
            low <= last and high >= first for other, (low, high) in spans.items() if other != key
        )
        ticks = tuple(places) if is_free and len(places) > 1 else ()
        wanted = [(first + last) / 2, *places] if ticks else places
        disc = _free_place(wanted, discs, disc_height)
        if disc is not None:
            discs.append(disc)
            brackets.append(Bracket(mark.configuration, key, ticks, disc, mark.is_current, mark.is_partial))
    return brackets


def _by_configuration(rows: Sequence[NameRow], hovered: int | None) -> list[tuple[int, tuple[CodingMark, list[float]]]]:
    """Return (configuration, (one of its codings, places of its parts)), the current one first, then the hovered."""
    groups: dict[int, tuple[CodingMark, list[float]]] = {}
    for row in rows:
        # Parts without a place of their own are tied only where somebody looks.
        crowd = (mark for mark in row.more if mark.is_current or mark.configuration_key == hovered)
        for mark in (row.mark, *crowd):
            if mark.configuration_key is None or not mark.configuration:
                continue
            _, places = groups.setdefault(mark.configuration_key, (mark, []))
            if not places or places[-1] != row.y:
                places.append(row.y)
    return sorted(groups.items(), key=lambda item: (not item[1][0].is_current, item[0] != hovered))


def _free_place(wanted: Sequence[float], discs: Sequence[float], height: float) -> float | None:
    """Return the first place that is clear of other discs; discs of neighbouring names may touch."""
    return next((y for y in wanted if all(abs(y - other) >= height - 1 for other in discs)), None)
