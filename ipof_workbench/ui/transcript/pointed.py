"""A surface that knows what is under the pointer, and outlines what is pointed at elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.surface import TranscriptSurface
from ipof_workbench.ui.transcript.text_overlay import draw_range, range_holds


class PointedSurface(TranscriptSurface):
    """Adds to a painted text the questions of the mouse. Points are those of the viewport."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointed: int | None = None

    def set_pointed(self, key: int | None) -> None:
        """Outline the passage of a coding while the pointer is over its name; None takes it away."""
        for held in {self._pointed, key} - {None}:
            self._update_blocks(self._codings.touched(held or 0))
        self._pointed = key

    def codings_under(self, point: QPointF) -> list[CodingMark]:
        """Return the codings whose words are at a point, from the innermost to the outermost."""
        view = self.cursorForPosition(point.toPoint()).position()
        # The nearest place between two characters: the character itself may be before or after it.
        offsets = (self._text.map.to_text(view), self._text.map.end_to_text(max(0, view - 1)))
        found = {mark.key: mark for offset in offsets for mark in self._codings.at(offset)}
        shown = self.visible_blocks(QRectF(point.x(), point.y(), 1, 1))
        height = self._line_height()
        return [mark for mark in found.values() if range_holds(shown, *self._view_span(mark), height, point)]

    def crowd_at(self, point: QPointF) -> int | None:
        """Return the offset at which the flag with a "+2" hangs that is at a point."""
        if not self.highlights_shown():
            return None
        for visible in self.visible_blocks():
            for flag in self._plan(visible).flags:
                if flag.more and flag.rect.translated(visible.corner).contains(point):
                    return flag.mark.start
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        mark = self._codings.mark(self._pointed) if self._pointed is not None else None
        if mark is not None:
            painter = QPainter(self.viewport())
            shown = self.visible_blocks(QRectF(event.rect()))
            draw_range(painter, shown, *self._view_span(mark), self._line_height(), "control", outline=True)
            painter.end()

    def _view_span(self, mark: CodingMark) -> tuple[int, int]:
        return self._text.map.span_to_view(mark.start, mark.end)
