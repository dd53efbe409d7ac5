"""Where the names, brackets and discs of the margin stand: plain geometry, no painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ipof_workbench.ui.transcript.marks import CodingMark


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
    """A name at `y` (its middle), `wanted` being the middle of its first line."""

    mark: CodingMark
    y: float
    wanted: float


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


def place_names(stripes: Sequence[Stripe], row_height: float) -> list[NameRow]:
    """Return the names from top to bottom, pushed down where they would collide."""
    rows: list[NameRow] = []
    lowest = float("-inf")
    for stripe in sorted(stripes, key=lambda s: (s.first_line, s.mark.start, s.mark.end, s.mark.key)):
        y = max(stripe.first_line, lowest + row_height)
        rows.append(NameRow(stripe.mark, y, stripe.first_line))
        lowest = y
    return rows


def place_brackets(
    rows: Sequence[NameRow], disc_height: float, hovered: int | None = None, pending: float | None = None
) -> list[Bracket]:
    """Return one bracket or disc per configuration.

    Where brackets would cross each other only those of the current and the hovered configuration stay; the others
    become discs beside their first name. `pending` is the place of a part that is being chosen for the current one.
    """
    groups: dict[int, list[NameRow]] = {}
    for row in rows:
        if row.mark.configuration_key is not None and row.mark.configuration:
            groups.setdefault(row.mark.configuration_key, []).append(row)
    ranked = sorted(groups.items(), key=lambda item: (not item[1][0].mark.is_current, item[0] != hovered))
    taken: list[tuple[float, float]] = []
    brackets: list[Bracket] = []
    for key, members in ranked:
        mark = members[0].mark
        places = [row.y for row in members]
        if pending is not None and mark.is_current:
            places = sorted([*places, pending])
        first, last = places[0], places[-1]
        free = all(last + disc_height / 2 < low or first - disc_height / 2 > high for low, high in taken)
        ticks = tuple(places) if free and len(places) > 1 else ()
        disc = (first + last) / 2 if ticks else _free_place(places, taken, disc_height)
        half = disc_height / 2
        taken.append((first - half, last + half) if ticks else (disc - half, disc + half))
        brackets.append(Bracket(mark.configuration, key, ticks, disc, mark.is_current, mark.is_partial))
    return brackets


def _free_place(places: Sequence[float], taken: Sequence[tuple[float, float]], height: float) -> float:
    for y in places:
        if all(y + height / 2 <= low or y - height / 2 >= high for low, high in taken):
            return y
    return places[0]
