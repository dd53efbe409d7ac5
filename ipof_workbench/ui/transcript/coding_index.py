"""Which codings touch which block of the display; kept up to date one coding at a time.

Nothing here is done for every coding but what has to be: where a coding stands among the blocks is one bisection, its
place within a block is looked up when the block comes into sight, and the lanes of the stripes are given out from the
beginning of the text only as far as somebody asks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from ipof_workbench.ui.transcript.block_plan import PlacedCoding
from ipof_workbench.ui.transcript.document_text import DocumentText
from ipof_workbench.ui.transcript.marks import CodingMark

STRIPE_LANES = 3
NO_LANE = STRIPE_LANES
"""The lane of a stripe for which there was no room."""
SAME_LINE = 60
"""Characters that may stand on one line."""

_Place = tuple[int, int, int]
_NOTHING = (0,) * STRIPE_LANES


class CodingIndex:
    """Codings by key and by block of a text."""

    def __init__(self, text: DocumentText) -> None:
        self._map, self._starts, self._stored = text.map, text.block_starts, text.stored_starts
        self._marks: dict[int, CodingMark] = {}
        self._blocks: dict[int, list[CodingMark]] = {}
        self._order: list[_Place] = []
        self._lanes: list[int] = []
        self._free_from: list[tuple[int, ...]] = []

    def __len__(self) -> int:
        return len(self._marks)

    def replace_all(self, marks: Iterable[CodingMark]) -> None:
        """Hold these codings and no others."""
        self._marks = {mark.key: mark for mark in marks}
        self._blocks = {}
        for mark in self._marks.values():
            self._file(mark)
        self._order = sorted(map(_place_of, self._marks.values()))
        self._forget_lanes(0)

    def add(self, mark: CodingMark) -> range:
        """Add a coding, or replace the one with its key; returns the numbers of the blocks to paint again."""
        held = self._marks.get(mark.key)
        if held is not None and (held.start, held.end) == (mark.start, mark.end):
            touched = self.touched(mark.key)
            for number in touched:
                self._blocks[number] = [mark if one.key == mark.key else one for one in self._blocks[number]]
            self._marks[mark.key] = mark
            return touched
        before = self.remove(mark.key)
        self._marks[mark.key] = mark
        touched = self._file(mark)
        at = bisect_left(self._order, _place_of(mark))
        self._order.insert(at, _place_of(mark))
        self._forget_lanes(at)
        if not before:
            return touched
        return range(min(before.start, touched.start), max(before.stop, touched.stop))

    def remove(self, key: int) -> range:
        """Forget a coding; returns the numbers of the blocks to paint again (empty when it was not held)."""
        touched = self.touched(key)
        mark = self._marks.pop(key, None)
        if mark is None:
            return range(0)
        for number in touched:
            self._blocks[number] = [one for one in self._blocks[number] if one.key != key]
        at = bisect_left(self._order, _place_of(mark))
        del self._order[at]
        self._forget_lanes(at)
        return touched

    def mark(self, key: int) -> CodingMark | None:
        """Return a coding by its key."""
        return self._marks.get(key)

    def in_block(self, number: int, within: tuple[int, int] | None = None) -> list[PlacedCoding]:
        """Return the codings in a block, each with its place there; `within` (UTF-16 units of the block) leaves out
        those that do not reach there."""
        start = self._starts[number]
        marks: Iterable[CodingMark] = self._blocks.get(number, ())
        if within is not None:
            low, high = (self._map.to_text(start + place) for place in within)
            marks = [mark for mark in marks if mark.start < high and low < mark.end]
        placed = []
        for mark in marks:
            first, last = self._map.span_to_view(mark.start, mark.end)
            placed.append(PlacedCoding(mark, max(first - start, 0), last - start, last - first, first >= start))
        return placed

    def touched(self, key: int) -> range:
        """Return the numbers of the blocks that a coding reaches into."""
        mark = self._marks.get(key)
        return range(0) if mark is None else self._reach(mark)

    def at(self, offset: int) -> list[CodingMark]:
        """Return the codings over a stored position, from the innermost to the outermost."""
        here = max(0, bisect_right(self._stored, offset) - 1)
        found = [mark for mark in self._blocks.get(here, ()) if mark.start <= offset < mark.end]
        return sorted(found, key=lambda mark: (mark.end - mark.start, -mark.start, -mark.key))

    def stripe_lane(self, key: int) -> int:
        """Return the lane of a coding's stripe, 0 to 2; `NO_LANE` where stripes beside it hold all of them."""
        mark = self._marks.get(key)
        if mark is None:
            return 0
        at = bisect_left(self._order, _place_of(mark))
        for number in range(len(self._lanes), at + 1):
            self._give_lane(*self._order[number])
        return self._lanes[at]

    def _reach(self, mark: CodingMark) -> range:
        low = bisect_right(self._stored, mark.start) - 1
        high = bisect_left(self._stored, mark.end, max(low, 0)) - 1
        return range(max(low, 0), max(low, high, 0) + 1)

    def _file(self, mark: CodingMark) -> range:
        reach = self._reach(mark)
        for number in reach:
            self._blocks.setdefault(number, []).append(mark)
        return reach

    def _forget_lanes(self, first: int) -> None:
        """Lanes depend on what stands before alone: those from here on are given anew when asked for."""
        del self._lanes[first:]
        del self._free_from[first:]

    def _give_lane(self, start: int, negative_end: int, _key: int) -> None:
        free_from = self._free_from[-1] if self._free_from else _NOTHING
        # A lane is free a line's length after the last stripe: both might touch the same line.
        lane = next((n for n in range(STRIPE_LANES) if free_from[n] + SAME_LINE <= start or not free_from[n]), NO_LANE)
        if lane != NO_LANE:
            end = max(free_from[lane], -negative_end)
            free_from = (*free_from[:lane], end, *free_from[lane + 1 :])
        self._lanes.append(lane)
        self._free_from.append(free_from)


def _place_of(mark: CodingMark) -> _Place:
    return (mark.start, -mark.end, mark.key)
