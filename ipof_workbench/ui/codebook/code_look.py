"""How a thematic code looks: a swatch in one of the colours that hold on both grounds, hollow without a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ipof_workbench.domain.appearance import ROLE_COLOURS
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.strokes import pen_of

SWATCH = 10
"""Side of a swatch in logical pixels at 100 %."""

COLOURS: tuple[tuple[str, str], ...] = (("", "No colour"), *((key, words[0]) for key, words in ROLE_COLOURS.items()))
"""Key as stored on a code -> its words. The colours are those of roles, each checked on both grounds; the name beside
it tells codes apart for everybody."""


def colour_words(key: str) -> str:
    """Return the words for a colour as stored."""
    return dict(COLOURS).get(key, "Another colour")


def draw_swatch(painter: QPainter, box: QRectF, key: str) -> None:
    """Paint the swatch of a code into a square."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    known = ROLE_COLOURS.get(key)
    if known is None:
        painter.setPen(pen_of(theme.colour("control")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        colours = known[2] if theme.is_dark else known[1]
        painter.setPen(pen_of(theme.hex_colour(colours.stroke)))
        painter.setBrush(theme.hex_colour(colours.stroke))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(2.5), theme.pxf(2.5))
    painter.restore()
