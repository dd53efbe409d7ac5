"""What is painted in one block: who owns the tint where, which lane each line runs in, where the flags hang.

Overlaps are never blended: the inner coding (the shorter, else the later one) owns the tint, each outer one keeps its
own line in the next lane below, three lanes at most; what is beyond is counted in the flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLine

from ipof_workbench.ui.transcript.marks import CodingMark

LANES = 3
LANE_PITCH = 3.2
LINE_BELOW = 2.5
"""From the descent to the middle of the first line, in pixels."""
FLAG_WIDTH = 12.0
FLAG_HEIGHT = 11.0
FLAG_LIFT = 7.0


@dataclass(frozen=True, slots=True)
class PlacedCoding:
    """A coding in one block: `[first, last)` in UTF-16 units of the block, clipped to it."""

    mark: CodingMark
    first: int
    last: int
    length: int
    begins_here: bool


@dataclass(frozen=True, slots=True)
class Underline:
    """A level line in a role's pattern."""

    x1: float
    x2: float
    y: float
    mark: CodingMark


@dataclass(frozen=True, slots=True)
class Flag:
    """The letter that hangs over the first character."""

    rect: QRectF
    mark: CodingMark
    more: int


@dataclass(slots=True)
class BlockPlan:
    """Everything to paint, relative to the block's top left corner."""

    tints: list[tuple[QRectF, CodingMark]] = field(default_factory=list)
    underlines: list[Underline] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    extents: list[tuple[CodingMark, float, float]] = field(default_factory=list)
    """For the margin: each coding's top and bottom, at whole lines."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes at the present scale, in pixels."""

    line_height: float
    scale: float


def inner_first(codings: Sequence[PlacedCoding], raised: int | None = None) -> list[PlacedCoding]:
    """Return codings from the innermost to the outermost; the raised one (its key) counts as innermost."""
    return sorted(codings, key=lambda c: (c.mark.key != raised, c.length, -c.mark.start, -c.mark.key))


def lanes_of(ordered: Sequence[PlacedCoding]) -> dict[int, int]:
    """Return the lane of each coding's line by key: the lowest that no inner coding under it uses."""
    lanes: dict[int, int] = {}
    for number, coding in enumerate(ordered):
        taken = {
            lanes[other.mark.key]
            for other in ordered[:number]
            if other.first < coding.last and coding.first < other.last
        }
        lane = 0
        while lane in taken:
            lane += 1
        lanes[coding.mark.key] = lane
    return lanes


def owned_runs(ordered: Sequence[PlacedCoding]) -> list[tuple[int, int, CodingMark]]:
    """Return the runs of the block that are tinted, each with the coding that owns it, from left to right."""
    edges = sorted({edge for coding in ordered for edge in (coding.first, coding.last)})
    runs: list[tuple[int, int, CodingMark]] = []
    for first, last in pairwise(edges):
        owner = next((c.mark for c in ordered if c.first <= first and last <= c.last), None)
        if owner is None:
            continue
        if runs and runs[-1][1] == first and runs[-1][2] is owner:
            runs[-1] = (runs[-1][0], last, owner)
        else:
            runs.append((first, last, owner))
    return runs


def plan_block(
    block: QTextBlock, codings: Sequence[PlacedCoding], measures: Measures, raised: int | None = None
) -> BlockPlan:
    """Return what to paint in a block that has been laid out."""
    plan = BlockPlan()
    if not codings:
        return plan
    layout = block.layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    ordered = inner_first(codings, raised)
    lanes = lanes_of(ordered)
    for first, last, owner in owned_runs(ordered):
        for line, x1, x2 in _pieces(lines, first, last):
            plan.tints.append((_tint_rect(line, x1, x2), owner))
    for coding in ordered:
        _add_coding(plan, coding, lines, lanes, ordered, measures)
    plan.flags = _spread(plan.flags)
    return plan


def _add_coding(
    plan: BlockPlan,
    coding: PlacedCoding,
    lines: list[QTextLine],
    lanes: dict[int, int],
    ordered: Sequence[PlacedCoding],
    measures: Measures,
) -> None:
    pieces = _pieces(lines, coding.first, coding.last)
    if not pieces:
        return
    lane = lanes[coding.mark.key]
    height = measures.line_height
    plan.extents.append((coding.mark, pieces[0][0].lineNumber() * height, (pieces[-1][0].lineNumber() + 1) * height))
    if lane >= LANES:
        return
    below = (LINE_BELOW + lane * LANE_PITCH) * measures.scale
    for line, x1, x2 in pieces:
        baseline = line.y() + line.ascent()
        plan.underlines.append(Underline(x1, x2, baseline + line.descent() + below, coding.mark))
    if coding.begins_here:
        line, x1, _ = pieces[0]
        size = measures.scale
        more = _hidden_over(coding, lanes, ordered) if lane == 0 else 0
        letters = len(coding.mark.letter) + (len(f"+{more}") if more else 0)
        width = (FLAG_WIDTH + 4.5 * (letters - 1)) * size
        top = line.y() - FLAG_LIFT * size
        plan.flags.append(Flag(QRectF(x1 - 2 * size, top, width, FLAG_HEIGHT * size), coding.mark, more))


def _hidden_over(coding: PlacedCoding, lanes: dict[int, int], ordered: Sequence[PlacedCoding]) -> int:
    return sum(
        1
        for other in ordered
        if lanes[other.mark.key] >= LANES and other.first < coding.last and coding.first < other.last
    )


def _spread(flags: list[Flag]) -> list[Flag]:
    """Return the flags side by side where they would hide each other."""
    placed: list[Flag] = []
    for flag in sorted(flags, key=lambda flag: (flag.rect.top(), flag.rect.left())):
        rect = QRectF(flag.rect)
        last = placed[-1].rect if placed else None
        if last is not None and last.top() == rect.top() and rect.left() < last.right() + 0.5:
            rect.moveLeft(last.right() + 0.5)
        placed.append(Flag(rect, flag.mark, flag.more))
    return placed


def _tint_rect(line: QTextLine, x1: float, x2: float) -> QRectF:
    return QRectF(x1 - 0.5, line.y(), x2 - x1 + 1.0, line.ascent() + line.descent())


def _pieces(lines: list[QTextLine], first: int, last: int) -> list[tuple[QTextLine, float, float]]:
    """Return the parts of `[first, last)` line by line with their left and right edges."""
    pieces = []
    for line in lines:
        start = line.textStart()
        stop = start + line.textLength()
        a, b = max(first, start), min(last, stop)
        if a >= b:
            continue
        x1, x2 = x_of(line, a), x_of(line, b)
        if x2 < x1:
            x1, x2 = x2, x1
        # A line that was broken at a space is as long as its words.
        x2 = min(x2, line.x() + line.naturalTextWidth())
        if x2 > x1:
            pieces.append((line, x1, x2))
    return pieces


def x_of(line: QTextLine, position: int) -> float:
    """Return the horizontal place of a position (UTF-16 units of the block) in a line."""
    place: object = line.cursorToX(position)
    # The binding returns the position that was used as well.
    return float(place[0]) if isinstance(place, tuple) else float(place)  # type: ignore[arg-type]
