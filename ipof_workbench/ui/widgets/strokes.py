"""What every painted widget needs: pens, plain grounds, the focus ring, words cut to their room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.theme.theme import current_theme


def pen_of(colour: QColor, width: float = 1.0, dashes: tuple[float, ...] = ()) -> QPen:
    """Return a pen; `dashes` are in pixels of the given width, not in pen widths."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern([length / width for length in dashes])
    return pen


def fill(painter: QPainter, rect: QRect | QRectF, colour: QColor) -> None:
    """Fill `rect` evenly.

    `QPainter.fillRect` would do, but choosing among its many forms makes the binding build all of QGradient and its
    200 named presets, which the first paint of the window should not wait for.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)


def draw_raised(widget: QWidget) -> None:
    """Paint the ground and the frame of a popup. (A style sheet for its frame would undo the colours of its labels.)"""
    theme = current_theme()
    painter = QPainter(widget)
    fill(painter, widget.rect(), theme.colour("raised"))
    painter.setPen(pen_of(theme.colour("control")))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.end()


def draw_focus_ring(painter: QPainter, rect: QRectF, radius: float = 5.0) -> None:
    """Draw the 2 px ring just inside `rect`."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen_of(theme.colour("focus"), theme.pxf(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = theme.pxf(1)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), theme.pxf(radius), theme.pxf(radius))
    painter.restore()


def elided(text: str, font: QFont, width: float, *, middle: bool = False) -> str:
    """Return the text on one line, cut with an ellipsis where it is wider: at its end, or in the middle."""
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    return QFontMetricsF(font).elidedText(" ".join(text.split()), mode, width)
