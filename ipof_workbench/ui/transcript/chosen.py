"""The coding that was chosen in the text: its handles, and dragging them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLine

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.block_plan import x_of
from ipof_workbench.ui.transcript.text_overlay import VisibleBlock

KNOB = 9
"""Diameter of a handle's knob in logical pixels; it can be taken within twice that."""


class Handle(NamedTuple):
    """One end of the chosen coding: a line as high as the text with a knob below, where no letter flag hangs."""

    is_end: bool
    line: QRectF
    knob: QPointF


def handles_of(shown: list[VisibleBlock], first: int, last: int, height: float) -> list[Handle]:
    """Return the handles of a range of UTF-16 positions whose ends are in sight."""
    found = []
    for is_end, position in ((False, first), (True, last)):
        for visible in shown:
            offset = position - visible.block.position()
            # A range that ends with a block ends there, and not at the beginning of the next one.
            if not is_end <= offset < visible.block.length() + is_end:
                continue
            line = visible.block.layout().lineForTextPosition(max(0, offset - is_end))
            if line.isValid():
                found.append(_handle(visible, line, offset, height, is_end))
    return found


def _handle(visible: VisibleBlock, line: QTextLine, offset: int, height: float, is_end: bool) -> Handle:
    theme = current_theme()
    x = visible.corner.x() + x_of(line, offset)
    box = QRectF(x - theme.pxf(1), visible.corner.y() + line.lineNumber() * height, theme.pxf(2), height)
    return Handle(is_end, box, QPointF(x, box.bottom()))


def draw_handles(painter: QPainter, handles: list[Handle]) -> None:
    """Draw the handles in the colour of the focus."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("focus"))
    radius = theme.pxf(KNOB) / 2
    for handle in handles:
        painter.drawRect(handle.line)
        painter.drawEllipse(handle.knob, radius, radius)
    painter.restore()


def handle_at(handles: list[Handle], point: QPointF) -> Handle | None:
    """Return the handle that a point takes, the nearest of those within reach."""
    reach = current_theme().pxf(KNOB)
    near = [
        (min(_distance(handle.knob, point), abs(point.x() - handle.line.center().x())), handle)
        for handle in handles
        if _distance(handle.knob, point) <= reach or handle.line.adjusted(-reach / 2, 0, reach / 2, 0).contains(point)
    ]
    return min(near, key=lambda held: held[0])[1] if near else None


def _distance(one: QPointF, other: QPointF) -> float:
    return ((one.x() - other.x()) ** 2 + (one.y() - other.y()) ** 2) ** 0.5
