"""Positions in stored text against positions on the screen.

Stored text is addressed in Unicode code points. The screen counts UTF-16 units, and may leave ranges out (speaker
labels stand in the gutter instead). This module is the only place that converts between the two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from PySide6.QtCore import QTextBoundaryFinder

_LARGEST_OF_ONE_UNIT = "\uffff"
_CONTEXT = 64


class TextMap:
    """Maps code points of a stored text to UTF-16 units of what is displayed of it, both ways.

    Args:
        text: the stored, normalised text.
        hidden: half-open ranges `[start, end)` in code points that are not displayed; any order, overlaps allowed.

    Every conversion is a bisection. A stored position inside a hidden range is displayed where that range was cut
    out; a displayed position at a cut stands for the end of the hidden range (`start_to_text`) or for its beginning
    (`end_to_text`), so that a selection on the screen never takes a hidden label in at its ends.
    """

    def __init__(self, text: str, hidden: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        cuts = _merged(hidden, len(text))
        self._cut_starts = [start for start, _ in cuts]
        self._cut_ends = [end for _, end in cuts]
        # Code points hidden before the n-th cut, and the displayed code point at which each cut lies.
        self._hidden_before = [0, *accumulate(end - start for start, end in cuts)]
        self._cut_places = [start - self._hidden_before[n] for n, start in enumerate(self._cut_starts)]
        self.display = _without(text, cuts)
        # Bulk comparison first: most texts hold nothing beyond the basic plane.
        wide = len(self.display.encode("utf-16-le")) // 2 != len(self.display)
        self._wide = [i for i, sign in enumerate(self.display) if sign > _LARGEST_OF_ONE_UNIT] if wide else []
        self._wide_units = [place + n for n, place in enumerate(self._wide)]

    @property
    def is_wide(self) -> bool:
        """Whether some displayed character takes two UTF-16 units, so that positions differ from code points."""
        return bool(self._wide)

    def to_view(self, offset: int) -> int:
        """Return the UTF-16 position on the screen of a stored position (clipped to the text)."""
        offset = min(max(offset, 0), len(self.text))
        cut = bisect_right(self._cut_starts, offset) - 1
        if cut < 0:
            shown = offset
        elif offset < self._cut_ends[cut]:
            shown = self._cut_places[cut]
        else:
            shown = offset - self._hidden_before[cut + 1]
        return shown + bisect_left(self._wide, shown)

    def start_to_text(self, view: int) -> int:
        """Return the stored position of a UTF-16 position, after any hidden range that lies there."""
        shown = self._shown(view)
        return shown + self._hidden_before[bisect_right(self._cut_places, shown)]

    def end_to_text(self, view: int) -> int:
        """Return the stored position of a UTF-16 position, before any hidden range that lies there."""
        shown = self._shown(view, inside=1)
        return shown + self._hidden_before[bisect_left(self._cut_places, shown)]

    def to_text(self, view: int) -> int:
        """Return the stored position of a caret: the same as `start_to_text`."""
        return self.start_to_text(view)

    def stored_starts(self, shown: Iterable[int]) -> list[int]:
        """Return the stored positions of displayed code points, each before any hidden range that lies there."""
        places, hidden = self._cut_places, self._hidden_before
        return [place + hidden[bisect_left(places, place)] for place in shown]

    def span_to_view(self, start: int, end: int) -> tuple[int, int]:
        """Return the UTF-16 range of a stored range (empty when all of it is hidden)."""
        return self.to_view(start), self.to_view(end)

    def displayed(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return those stored ranges (in order) of which anything is displayed."""
        if not self._cut_starts:
            return list(spans)
        kept, cut, last = [], 0, len(self._cut_starts) - 1
        for start, end in spans:
            while cut < last and self._cut_ends[cut] <= start:
                cut += 1
            if not (self._cut_starts[cut] <= start and end <= self._cut_ends[cut]):
                kept.append((start, end))
        return kept

    def span_to_text(self, anchor: int, position: int) -> tuple[int, int] | None:
        """Return the stored range of a selection between two UTF-16 positions in either order.

        Both ends are moved outwards to whole graphemes, so that no emoji or accent is cut. None when it is empty.
        """
        first, last = sorted((anchor, position))
        if first == last:
            return None
        start, end = self.start_to_text(first), self.end_to_text(last)
        if start >= end:
            return None
        return self.grapheme_before(start), self.grapheme_after(end)

    def grapheme_before(self, offset: int) -> int:
        """Return the nearest grapheme boundary at or before a stored position."""
        return self._boundary(offset, forward=False)

    def grapheme_after(self, offset: int) -> int:
        """Return the nearest grapheme boundary at or after a stored position."""
        return self._boundary(offset, forward=True)

    def _shown(self, view: int, inside: int = 0) -> int:
        """Return the displayed code point; half way through a character, its start (`inside` 0) or end (1)."""
        view = min(max(view, 0), len(self.display) + len(self._wide))
        passed = bisect_left(self._wide_units, view)
        half_way = passed > 0 and self._wide_units[passed - 1] == view - 1
        return view - passed + (inside if half_way else 0)

    def _boundary(self, offset: int, forward: bool) -> int:
        size = len(self.text)
        if not 0 < offset < size:
            return min(max(offset, 0), size)
        if self.text[offset - 1] < "\u0300" and self.text[offset] < "\u0300" and self.text[offset - 1] != "\r":
            return offset  # Below the combining marks every character but CR LF is a grapheme of its own.
        low, high = self._window(offset)
        around = self.text[low:high]
        here = _units(around[: offset - low])
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, around)
        finder.setPosition(here)
        if not finder.isAtBoundary():
            here = finder.toNextBoundary() if forward else finder.toPreviousBoundary()
        return low + _code_points(around, here)

    def _window(self, offset: int) -> tuple[int, int]:
        """Return a part of the text around `offset` that begins and ends at sure boundaries (plain characters)."""
        low = max(0, offset - _CONTEXT)
        while low > 0 and not ("\n" <= self.text[low] < "\u0300"):
            low -= 1
        high = min(len(self.text), offset + _CONTEXT)
        while high < len(self.text) and not ("\n" <= self.text[high] < "\u0300"):
            high += 1
        return low, high


def _merged(ranges: Iterable[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, size)) for start, end in ranges):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in cuts:
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return "".join(kept)


def _units(text: str) -> int:
    return len(text) + sum(1 for sign in text if sign > _LARGEST_OF_ONE_UNIT)


def _code_points(text: str, units: int) -> int:
    passed = 0
    for number, sign in enumerate(text):
        if passed >= units:
            return number
        passed += 2 if sign > _LARGEST_OF_ONE_UNIT else 1
    return len(text)
