"""What is painted in one block: who owns the tint where, which lane each line runs in, where the flags hang.

Overlaps are never blended: the inner coding (the shorter, else the later one) owns the tint, each outer one keeps its
own line in the next lane below, three lanes at most; what is beyond is counted in the flag.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLine

from ipof_workbench.ui.transcript.marks import CodingMark

LANES = 3
MANY_LINES = 240
"""A block with more lines is planned in parts: those in sight and `AROUND` on either side."""
AROUND = 80
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
    lines: range | None = None
    """The lines that are planned; None: all."""

    def covers(self, wanted: range | None) -> bool:
        """Tell whether what is wanted (None: all) is planned."""
        if wanted is None or self.lines is None:
            return self.lines is None
        return self.lines.start <= wanted.start and wanted.stop <= self.lines.stop


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes at the present scale, in pixels."""

    line_height: float
    scale: float


def inner_first(codings: Sequence[PlacedCoding], raised: int | None = None) -> list[PlacedCoding]:
    """Return codings from the innermost to the outermost; the raised one (its key) counts as innermost."""
    return sorted(codings, key=lambda c: (c.mark.key != raised, c.length, -c.mark.start, -c.mark.key))


class _Taken:
    """Parts of a block that are taken: apart from each other, from left to right."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []

    def gaps(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return what is still free of `[first, last)`."""
        found, at = [], first
        number = bisect_right(self._lasts, first)
        while number < len(self._firsts) and self._firsts[number] < last:
            if at < self._firsts[number]:
                found.append((at, self._firsts[number]))
            at = self._lasts[number]
            number += 1
        if at < last:
            found.append((at, last))
        return found

    def is_free(self, first: int, last: int) -> bool:
        """Tell whether nothing of `[first, last)` is taken."""
        number = bisect_right(self._lasts, first)
        return number == len(self._firsts) or self._firsts[number] >= last

    def take(self, first: int, last: int) -> None:
        """Take `[first, last)`, and what lies in it."""
        low, high = bisect_left(self._lasts, first), bisect_right(self._firsts, last)
        if low < high:
            first, last = min(first, self._firsts[low]), max(last, self._lasts[high - 1])
        self._firsts[low:high], self._lasts[low:high] = [first], [last]


def lanes_of(ordered: Sequence[PlacedCoding]) -> dict[int, int]:
    """Return the lane of each coding's line by key: the lowest that no inner coding under it uses, or `LANES`."""
    taken = [_Taken() for _ in range(LANES)]
    lanes: dict[int, int] = {}
    for coding in ordered:
        lane = next((n for n in range(LANES) if taken[n].is_free(coding.first, coding.last)), LANES)
        lanes[coding.mark.key] = lane
        if lane < LANES and coding.first < coding.last:
            taken[lane].take(coding.first, coding.last)
    return lanes


def owned_runs(ordered: Sequence[PlacedCoding]) -> list[tuple[int, int, CodingMark]]:
    """Return the runs of the block that are tinted, each with the coding that owns it, from left to right."""
    taken = _Taken()
    runs: list[tuple[int, int, CodingMark]] = []
    for coding in ordered:
        gaps = taken.gaps(coding.first, coding.last)
        runs.extend((first, last, coding.mark) for first, last in gaps)
        if gaps:
            taken.take(coding.first, coding.last)
    return sorted(runs, key=lambda run: run[0])


def lines_around(block: QTextBlock, first: int, last: int) -> range | None:
    """Return which lines of a block to plan where those from `first` to `last` are in sight; None: all of them."""
    count = block.layout().lineCount()
    return None if count <= MANY_LINES else range(max(0, first - AROUND), min(count, last + AROUND))


def positions_of(block: QTextBlock, lines: range) -> tuple[int, int]:
    """Return the positions (UTF-16 units of the block) at which some lines begin and end."""
    layout = block.layout()
    last = layout.lineAt(lines.stop - 1)
    return layout.lineAt(lines.start).textStart(), last.textStart() + last.textLength()


class _Lines:
    """Lines of a block that has been laid out, found by position without looking at all of them."""

    def __init__(self, block: QTextBlock, planned: range | None) -> None:
        layout = block.layout()
        self._first = planned.start if planned is not None else 0
        numbers = planned if planned is not None else range(layout.lineCount())
        self._lines = [layout.lineAt(number) for number in numbers]
        self._starts = [line.textStart() for line in self._lines]

    def numbers(self, first: int, last: int) -> range:
        """Return the numbers (from 0, in the block) of the lines that hold `[first, last)`."""
        found = self._places(first, last)
        return range(found.start + self._first, found.stop + self._first)

    def _places(self, first: int, last: int) -> range:
        low = max(0, bisect_right(self._starts, first) - 1)
        return range(low, bisect_left(self._starts, last, low))

    def begins_in(self, first: int) -> bool:
        """Tell whether a position is in one of these lines, and not before them."""
        return bool(self._starts) and first >= self._starts[0]

    def pieces(self, first: int, last: int) -> list[tuple[QTextLine, float, float]]:
        """Return the parts of `[first, last)` line by line with their left and right edges."""
        found = []
        for number in self._places(first, last):
            line = self._lines[number]
            start = self._starts[number]
            a, b = max(first, start), min(last, start + line.textLength())
            if a >= b:
                continue
            x1, x2 = x_of(line, a), x_of(line, b)
            if x2 < x1:
                x1, x2 = x2, x1
            # A line that was broken at a space is as long as its words.
            x2 = min(x2, line.x() + line.naturalTextWidth())
            if x2 > x1:
                found.append((line, x1, x2))
        return found


def plan_block(
    block: QTextBlock,
    codings: Sequence[PlacedCoding],
    measures: Measures,
    raised: int | None = None,
    planned: range | None = None,
) -> BlockPlan:
    """Return what to paint in a block that has been laid out, in some of its lines (None: in all)."""
    plan = BlockPlan(lines=planned)
    if not codings:
        return plan
    lines = _Lines(block, planned)
    for coding in codings:
        numbers = lines.numbers(coding.first, coding.last)
        if coding.first < coding.last and numbers:
            height = measures.line_height
            plan.extents.append((coding.mark, numbers.start * height, numbers.stop * height))
    ordered = inner_first([coding for coding in codings if coding.mark.is_lit], raised)
    lanes = lanes_of(ordered)
    loud_first = sorted(ordered, key=lambda coding: coding.mark.is_quiet and coding.mark.key != raised)
    for first, last, owner in owned_runs(loud_first):
        plan.tints.extend((_tint_rect(line, x1, x2), owner) for line, x1, x2 in lines.pieces(first, last))
    hidden = [coding for coding in ordered if lanes[coding.mark.key] == LANES]
    for coding in ordered:
        if lanes[coding.mark.key] < LANES:
            pieces = lines.pieces(coding.first, coding.last)
            _add_coding(plan, coding, pieces, lanes, hidden, measures, lines.begins_in(coding.first))
    plan.flags = _spread(plan.flags)
    return plan


def _add_coding(
    plan: BlockPlan,
    coding: PlacedCoding,
    pieces: list[tuple[QTextLine, float, float]],
    lanes: dict[int, int],
    hidden: Sequence[PlacedCoding],
    measures: Measures,
    begins_in_sight: bool,
) -> None:
    if not pieces:
        return
    lane, size = lanes[coding.mark.key], measures.scale
    below = (LINE_BELOW + lane * LANE_PITCH) * size
    for line, x1, x2 in pieces:
        baseline = line.y() + line.ascent()
        plan.underlines.append(Underline(x1, x2, baseline + line.descent() + below, coding.mark))
    if coding.begins_here and begins_in_sight:
        line, x1, _ = pieces[0]
        more = _hidden_over(coding, hidden) if lane == 0 else 0
        letters = len(coding.mark.letter) + (len(f"+{more}") if more else 0)
        width = (FLAG_WIDTH + 4.5 * (letters - 1)) * size
        top = line.y() - FLAG_LIFT * size
        plan.flags.append(Flag(QRectF(x1 - 2 * size, top, width, FLAG_HEIGHT * size), coding.mark, more))


def _hidden_over(coding: PlacedCoding, hidden: Sequence[PlacedCoding]) -> int:
    return sum(1 for other in hidden if other.first < coding.last and coding.first < other.last)


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


def x_of(line: QTextLine, position: int) -> float:
    """Return the horizontal place of a position (UTF-16 units of the block) in a line."""
    place: object = line.cursorToX(position)
    # The binding returns the position that was used as well.
    return float(place[0]) if isinstance(place, tuple) else float(place)  # type: ignore[arg-type]
