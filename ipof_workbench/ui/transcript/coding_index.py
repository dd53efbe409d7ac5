"""Which codings touch which block of the display; kept up to date one coding at a time."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable

from ipof_workbench.ui.text_offsets import TextMap
from ipof_workbench.ui.transcript.block_plan import PlacedCoding
from ipof_workbench.ui.transcript.marks import CodingMark

STRIPE_LANES = 3
SAME_LINE = 60
"""Characters that may stand on one line."""


class CodingIndex:
    """Codings by key and by block.

    Args:
        text_map: the text on display.
        block_starts: the UTF-16 position at which each block begins, ascending.
    """

    def __init__(self, text_map: TextMap, block_starts: list[int]) -> None:
        self._map = text_map
        self._starts = block_starts
        self._marks: dict[int, CodingMark] = {}
        self._blocks: dict[int, list[PlacedCoding]] = {}
        self._touched: dict[int, range] = {}
        self._order: list[tuple[int, int, int]] = []
        self._lanes: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self._marks)

    def replace_all(self, marks: Iterable[CodingMark]) -> None:
        """Hold these codings and no others."""
        self._marks.clear()
        self._blocks.clear()
        self._touched.clear()
        self._order.clear()
        for mark in marks:
            self._place(mark)
            self._order.append((mark.start, -mark.end, mark.key))
        self._order.sort()
        self._lanes = None

    def add(self, mark: CodingMark) -> range:
        """Add a coding, or replace the one with its key; returns the numbers of the blocks to paint again."""
        before = self.remove(mark.key)
        touched = self._place(mark)
        insort(self._order, (mark.start, -mark.end, mark.key))
        self._lanes = None
        if not before:
            return touched
        return range(min(before.start, touched.start), max(before.stop, touched.stop))

    def remove(self, key: int) -> range:
        """Forget a coding; returns the numbers of the blocks to paint again (empty when it was not held)."""
        mark = self._marks.pop(key, None)
        if mark is None:
            return range(0)
        touched = self._touched.pop(key)
        for number in touched:
            self._blocks[number] = [placed for placed in self._blocks[number] if placed.mark.key != key]
        self._order.remove((mark.start, -mark.end, key))
        self._lanes = None
        return touched

    def mark(self, key: int) -> CodingMark | None:
        """Return a coding by its key."""
        return self._marks.get(key)

    def in_block(self, number: int) -> list[PlacedCoding]:
        """Return the codings in a block."""
        return self._blocks.get(number, [])

    def touched(self, key: int) -> range:
        """Return the numbers of the blocks that a coding reaches into."""
        return self._touched.get(key, range(0))

    def at(self, offset: int) -> list[CodingMark]:
        """Return the codings over a stored position, from the innermost to the outermost."""
        here = self.block_of(self._map.to_view(offset))
        found = [placed.mark for placed in self.in_block(here) if placed.mark.start <= offset < placed.mark.end]
        return sorted(found, key=lambda mark: (mark.end - mark.start, -mark.start, -mark.key))

    def stripe_lane(self, key: int) -> int:
        """Return the lane of a coding's stripe, 0 to 2; what finds no free lane takes the one that ends first."""
        if self._lanes is None:
            self._lanes = self._assign_lanes()
        return self._lanes.get(key, 0)

    def block_of(self, view: int) -> int:
        """Return the number of the block that holds a UTF-16 position."""
        return max(0, bisect_right(self._starts, view) - 1)

    def _place(self, mark: CodingMark) -> range:
        first, last = self._map.span_to_view(mark.start, mark.end)
        self._marks[mark.key] = mark
        low = self.block_of(first)
        high = self.block_of(max(first, last - 1))
        touched = range(low, high + 1)
        self._touched[mark.key] = touched
        for number in touched:
            start = self._starts[number]
            placed = PlacedCoding(mark, max(first - start, 0), last - start, last - first, number == low)
            self._blocks.setdefault(number, []).append(placed)
        return touched

    def _assign_lanes(self) -> dict[int, int]:
        free_from = [0] * STRIPE_LANES
        lanes: dict[int, int] = {}
        for start, negative_end, key in self._order:
            # A lane is free a line's length after the last stripe: both might touch the same line.
            lane = next((n for n in range(STRIPE_LANES) if free_from[n] + SAME_LINE <= start or not free_from[n]), -1)
            if lane < 0:
                lane = min(range(STRIPE_LANES), key=free_from.__getitem__)
            lanes[key] = lane
            free_from[lane] = max(free_from[lane], -negative_end)
        return lanes
