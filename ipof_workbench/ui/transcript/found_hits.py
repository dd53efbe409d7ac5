"""What was found in the text on display: painted softly under the words, the one that one is at in strong."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.text_overlay import VisibleBlock, draw_end_bars, draw_range, range_rects

if TYPE_CHECKING:
    from ipof_workbench.ui.transcript.surface import TranscriptSurface

RADIUS = 3.0


class FoundHits:
    """Hits as ranges of code points in the order of the text, without overlaps.

    Only those in sight are looked at when the text is painted, however many there are.
    """

    def __init__(self, surface: TranscriptSurface) -> None:
        self._surface = surface
        self.spans: Sequence[tuple[int, int]] = ()
        self.current: int | None = None
        self._starts: list[int] = []

    def show(self, spans: Sequence[tuple[int, int]], current: int | None = None) -> None:
        """Paint these hits; `current` is the number of the one that one is at."""
        self.spans, self.current = spans, current
        self._starts = [start for start, _ in spans]
        self._surface.viewport().update()

    def set_current(self, current: int | None) -> None:
        """Say which hit one is at."""
        self.current = current
        self._surface.viewport().update()

    def clear(self) -> None:
        """Paint none."""
        self.show(())

    def first_from(self, offset: int) -> int | None:
        """Return the number of the first hit that begins at or after a position, else the first; None without any."""
        if not self.spans:
            return None
        return bisect_left(self._starts, offset) % len(self.spans)

    def last_before(self, offset: int) -> int | None:
        """Return the number of the last hit that begins before a position, else the last; None without any."""
        if not self.spans:
            return None
        return (bisect_left(self._starts, offset) - 1) % len(self.spans)

    def draw(self, painter: QPainter, shown: Sequence[VisibleBlock], line_height: float) -> None:
        """Draw what is in the visible blocks."""
        if not self.spans or not shown:
            return
        text_map = self._surface.shown_text().map
        last_block = shown[-1].block
        first = text_map.end_to_text(shown[0].block.position())
        last = text_map.start_to_text(last_block.position() + last_block.length())
        from_, to = max(0, bisect_right(self._starts, first) - 1), bisect_right(self._starts, last)
        for number in range(from_, to):
            low, high = text_map.span_to_view(*self.spans[number])
            if number == self.current:
                draw_range(painter, shown, low, high, line_height, "text_selection")
                draw_end_bars(painter, shown, low, high, line_height)
            else:
                self._draw_soft(painter, shown, low, high, line_height)

    def _draw_soft(
        self, painter: QPainter, shown: Sequence[VisibleBlock], low: int, high: int, line_height: float
    ) -> None:
        theme = current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.colour("accent")))
        pen.setWidthF(1.0)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_tint"))
        for visible in shown:
            start = visible.block.position()
            if high <= start or start + visible.block.length() <= low:
                continue
            for rect in range_rects(visible, low, high, line_height):
                inner = QRectF(rect).adjusted(-0.5, 2.5, 0.5, -2.5)
                painter.drawRoundedRect(inner, theme.pxf(RADIUS), theme.pxf(RADIUS))
