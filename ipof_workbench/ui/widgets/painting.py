"""Painting of what is neither text nor icon: role tiles, stance glyphs, patterned lines, number discs, node shapes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ipof_workbench.domain.appearance import RoleStyle, stance_look
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.strokes import draw_focus_ring as draw_focus_ring
from ipof_workbench.ui.widgets.strokes import elided as elided
from ipof_workbench.ui.widgets.strokes import pen_of as pen_of

TileState = Literal["present", "missing", "absent", "inhibited"]

DASHED = (3.0, 2.0)


def role_pen(style: RoleStyle, width: float = 2.0, colour: QColor | None = None) -> QPen:
    """Return the pen of a role: its stroke colour and its line pattern, in proportion to `width`."""
    ink = colour or current_theme().role_colour(style)
    return pen_of(ink, width, tuple(length * width / 2.0 for length in style.dashes))


def draw_role_line(painter: QPainter, x1: float, x2: float, y: float, style: RoleStyle, width: float = 2.0) -> None:
    """Draw a level line in the role's pattern; `y` is its middle (its centre line)."""
    draw_role_lines(painter, [(x1, x2, y)], style, width)


def draw_role_lines(
    painter: QPainter, lines: Iterable[tuple[float, float, float]], style: RoleStyle, width: float = 2.0
) -> None:
    """Draw level lines (left end, right end, middle) in one role's pattern, all with one pen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if style.double:
        thin = max(1.0, width / 2.0)
        painter.setPen(pen_of(current_theme().role_colour(style), thin))
        offsets: tuple[float, ...] = (-thin, thin)
    else:
        painter.setPen(role_pen(style, width))
        offsets = (0.0,)
    painter.drawLines([QLineF(x1, y + offset, x2, y + offset) for x1, x2, y in lines for offset in offsets])
    painter.restore()


def draw_role_stripe(painter: QPainter, x: float, y1: float, y2: float, style: RoleStyle, width: float = 4.0) -> None:
    """Draw an upright stripe in the role's pattern; `x` is its left edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if style.double:
        thin = width * 0.375
        painter.setPen(pen_of(current_theme().role_colour(style), thin))
        for left in (x + thin / 2, x + width - thin / 2):
            painter.drawLine(QPointF(left, y1), QPointF(left, y2))
    else:
        # The pattern of the 2 px line, not twice as long: a stripe of one line of text must still show it.
        pen = pen_of(current_theme().role_colour(style), width, tuple(length * width / 4 for length in style.dashes))
        painter.setPen(pen)
        painter.drawLine(QPointF(x + width / 2, y1), QPointF(x + width / 2, y2))
    painter.restore()


def draw_role_tile(painter: QPainter, rect: QRectF, style: RoleStyle, state: TileState = "present") -> None:
    """Draw the square with the role's letter.

    A missing part is dashed and empty; an absent one is struck through; an inhibited one has a bar at its left.
    """
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state == "missing":
        ink = theme.colour("text3")
        painter.setPen(pen_of(theme.colour("control"), 1.0, DASHED))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(3), theme.pxf(3))
    else:
        ink = theme.tile_ink()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.role_colour(style))
        painter.drawRoundedRect(rect, theme.pxf(3), theme.pxf(3))
    draw_letter(painter, rect, style.letter, ink)
    if state == "absent":
        painter.setPen(pen_of(ink, theme.pxf(1.6)))
        inset = rect.width() * 0.14
        painter.drawLine(rect.bottomLeft() + QPointF(inset, -inset), rect.topRight() + QPointF(-inset, inset))
    if state == "inhibited":
        painter.setPen(pen_of(ink, theme.pxf(2)))
        x = rect.left() + rect.width() * 0.17
        painter.drawLine(QPointF(x, rect.top() + 2), QPointF(x, rect.bottom() - 2))
    painter.restore()


def draw_letter(painter: QPainter, rect: QRectF, letter: str, ink: QColor) -> None:
    """Draw a role's letter in the middle of a tile or flag, sized to it."""
    font = current_theme().sized_font(10, 600)
    font.setPixelSize(max(6, round(rect.height() * (0.62 if len(letter) == 1 else 0.5))))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)


def draw_stance_glyph(painter: QPainter, rect: QRectF, stance: str, colour: QColor | None = None) -> None:
    """Draw the glyph of a stance (a stored key) inside `rect`; `colour` replaces the stance's own."""
    theme = current_theme()
    look = stance_look(stance)
    ink = colour or theme.colour(look.colour)
    unit = rect.width() / 14.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    _GLYPHS[look.glyph](painter, ink, theme.colour("paper"))
    painter.restore()


def _disc_tick(painter: QPainter, ink: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(7, 7), 6.2, 6.2)
    painter.setPen(_round_pen(ground, 1.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(4.2, 7.2), QPointF(6.2, 9.2), QPointF(9.9, 5.2)])


def _disc_half(painter: QPainter, ink: QColor, _ground: QColor) -> None:
    painter.setPen(pen_of(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(7, 7), 5.5, 5.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPie(QRectF(1.5, 1.5, 11, 11), -90 * 16, 180 * 16)


def _diamond_caret(painter: QPainter, ink: QColor, _ground: QColor) -> None:
    painter.setPen(pen_of(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(7, 0.9), QPointF(13.1, 7), QPointF(7, 13.1), QPointF(0.9, 7)]))
    painter.setPen(_round_pen(ink, 1.5))
    painter.drawPolyline([QPointF(4.6, 8), QPointF(7, 5.6), QPointF(9.4, 8)])


def _square(painter: QPainter, ink: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(1.2, 1.2, 11.6, 11.6), 1.6, 1.6)
    painter.setPen(_round_pen(ground, 1.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _square_cross(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _square(painter, ink, ground)
    painter.drawLine(QPointF(4.7, 4.7), QPointF(9.3, 9.3))
    painter.drawLine(QPointF(9.3, 4.7), QPointF(4.7, 9.3))


def _square_arrow(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _square(painter, ink, ground)
    painter.drawLine(QPointF(3.8, 7), QPointF(10, 7))
    painter.drawPolyline([QPointF(7.4, 4.4), QPointF(10, 7), QPointF(7.4, 9.6)])


def _dashed_ring(painter: QPainter, ink: QColor, _ground: QColor) -> None:
    painter.setPen(pen_of(ink, 1.4, (2.6, 1.9)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(7, 7), 5.4, 5.4)


def _round_pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


_GLYPHS = {
    "disc_tick": _disc_tick,
    "disc_half": _disc_half,
    "diamond_caret": _diamond_caret,
    "square_cross": _square_cross,
    "square_arrow": _square_arrow,
    "dashed_ring": _dashed_ring,
}


def number_font(height: float) -> QFont:
    """Return the font of a number in a disc of this height."""
    font = current_theme().sized_font(11, 600, tabular=True)
    font.setPixelSize(max(7, round(height * 0.52)))
    return font


def number_disc_width(number: str, height: float) -> float:
    """Return how wide the disc of a number is: as wide as high, wider for a long number ("12a")."""
    needed = QFontMetricsF(number_font(height)).horizontalAdvance(number) + height * 0.4
    return max(height, needed)


def draw_number_disc(painter: QPainter, rect: QRectF, number: str, fill: QColor, ink: QColor) -> None:
    """Draw a configuration's number in a disc; a long number ("12a") widens it to a pill."""
    body = QRectF(rect)
    body.setWidth(number_disc_width(number, rect.height()))
    body.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    painter.setFont(number_font(rect.height()))
    painter.setPen(ink)
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, number)
    painter.restore()


def role_shape_path(shape: str, rect: QRectF) -> QPainterPath:
    """Return the outline of a node of the theory graph in `rect`."""
    path = QPainterPath()
    if shape == "pill":
        path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    elif shape == "ellipse":
        path.addEllipse(rect)
    elif shape in ("parallelogram", "hexagon", "cut_corner"):
        path.addPolygon(QPolygonF(_corners(shape, rect)))
        path.closeSubpath()
    else:
        path.addRoundedRect(rect, 6, 6)
        if shape == "side_bars":
            for x in (rect.left() + 6, rect.right() - 6):
                path.moveTo(x, rect.top())
                path.lineTo(x, rect.bottom())
    return path


def _corners(shape: str, rect: QRectF) -> list[QPointF]:
    left, right, top, bottom = rect.left(), rect.right(), rect.top(), rect.bottom()
    slant = min(14.0, rect.width() / 6)
    if shape == "parallelogram":
        points = [(left + slant, top), (right, top), (right - slant, bottom), (left, bottom)]
    elif shape == "hexagon":
        middle = rect.center().y()
        points = [
            (left + slant, top),
            (right - slant, top),
            (right, middle),
            (right - slant, bottom),
            (left + slant, bottom),
            (left, middle),
        ]
    else:
        points = [(left, top), (right - slant, top), (right, top + slant), (right, bottom), (left, bottom)]
    return [QPointF(x, y) for x, y in points]
