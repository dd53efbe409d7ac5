"""Painting over and under the words of visible blocks: tints, selection, flash, patterned lines, letter flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.block_plan import BlockPlan, Flag, x_of
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.widgets.painting import draw_letter, draw_role_lines

Styles = Callable[[CodingMark], RoleStyle]

TINT_RADIUS = 2.0


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A laid out block and its top left corner in the viewport."""

    block: QTextBlock
    number: int
    corner: QPointF
    height: float


def draw_tints(
    painter: QPainter, shown: Iterable[tuple[VisibleBlock, BlockPlan]], style_of: Styles, within: QRectF
) -> None:
    """Draw the tint under the words, as far as it meets `within` (a paragraph may be much higher than the window)."""
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.pxf(TINT_RADIUS)
    for visible, plan in shown:
        low, high = within.top() - visible.corner.y(), within.bottom() - visible.corner.y()
        for rect, mark in plan.tints:
            if rect.bottom() >= low and rect.top() <= high:
                painter.setBrush(theme.role_colour(style_of(mark), "tint"))
                painter.drawRoundedRect(rect.translated(visible.corner), radius, radius)


def draw_marks(
    painter: QPainter, shown: Iterable[tuple[VisibleBlock, BlockPlan]], style_of: Styles, within: QRectF
) -> None:
    """Draw the lines and flags over the words, as far as they meet `within`."""
    theme = current_theme()
    width = max(1.0, round(theme.pxf(2)))
    flags: list[tuple[Flag, QPointF]] = []
    lines: dict[tuple[str, str, float], tuple[RoleStyle, list[tuple[float, float, float]]]] = {}
    for visible, plan in shown:
        x, y = visible.corner.x(), visible.corner.y()
        low, high = within.top() - y, within.bottom() - y
        for line in plan.underlines:
            if low <= line.y <= high:
                thick = max(1.0, round(width / 2)) if line.mark.is_quiet else width
                # On whole pixels, or a 2 px line smears over three.
                level = round(line.y + y - thick / 2) + thick / 2
                style = style_of(line.mark)
                alike = lines.setdefault((style.key, style.letter, thick), (style, []))[1]
                alike.append((line.x1 + x, line.x2 + x, level))
        flags.extend((flag, visible.corner) for flag in plan.flags if low <= flag.rect.bottom() <= high + 40)
    for (_, _, thick), (style, alike) in lines.items():
        draw_role_lines(painter, alike, style, thick)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for flag, corner in flags:
        rect = flag.rect.translated(corner).toAlignedRect().toRectF()
        style = style_of(flag.mark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.role_colour(style))
        painter.drawRoundedRect(rect, theme.pxf(2), theme.pxf(2))
        words = f"{flag.mark.letter}+{flag.more}" if flag.more else flag.mark.letter
        draw_letter(painter, _letter_box(rect, words), words, theme.tile_ink())


def _letter_box(rect: QRectF, words: str) -> QRectF:
    # Letters are sized to the box: a little higher than the flag, so that a single one fills it.
    grow = 1.5 if len(words) == 1 else 2.5
    return rect.adjusted(0, -grow, 0, grow)


def draw_range(
    painter: QPainter,
    shown: Iterable[VisibleBlock],
    first: int,
    last: int,
    line_height: float,
    colour: str,
    outline: bool = False,
) -> None:
    """Draw a range of the display (UTF-16 units) as full-height boxes in a token's colour, filled or outlined."""
    theme = current_theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, outline)
    for visible in shown:
        for rect in range_rects(visible, first, last, line_height):
            if outline:
                painter.setPen(theme.colour(colour))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(-1.5, 1.5, 1.5, -1.5), 3, 3)
            else:
                painter.fillRect(rect, theme.colour(colour))


def draw_end_bars(painter: QPainter, shown: Iterable[VisibleBlock], first: int, last: int, line_height: float) -> None:
    """Draw the 2 px bars at both ends of the selection."""
    theme = current_theme()
    width = max(2.0, round(theme.pxf(2)))
    for visible in shown:
        start = visible.block.position()
        stop = start + visible.block.length()
        rects = range_rects(visible, first, last, line_height)
        if not rects:
            continue
        if start <= first < stop:
            box = rects[0]
            painter.fillRect(QRectF(round(box.left() - 1), box.top(), width, box.height()), theme.colour("accent"))
        if start < last <= stop:
            box = rects[-1]
            painter.fillRect(QRectF(round(box.right() - 1), box.top(), width, box.height()), theme.colour("accent"))


def range_box(shown: Iterable[VisibleBlock], first: int, last: int, line_height: float) -> QRectF:
    """Return the box around the visible part of a range, in viewport coordinates (null when none is visible)."""
    box = QRectF()
    for visible in shown:
        for rect in range_rects(visible, first, last, line_height):
            box = box.united(rect)
    return box


def range_holds(shown: Iterable[VisibleBlock], first: int, last: int, line_height: float, point: QPointF) -> bool:
    """Tell whether a point (viewport coordinates) is on the words of a range of the display."""
    return any(rect.contains(point) for visible in shown for rect in range_rects(visible, first, last, line_height))


def range_rects(visible: VisibleBlock, first: int, last: int, line_height: float) -> list[QRectF]:
    """Return the boxes of a range of the display in one block, one per line, in viewport coordinates."""
    start = visible.block.position()
    low, high = first - start, last - start
    layout = visible.block.layout()
    rects = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        from_, to = line.textStart(), line.textStart() + line.textLength()
        a, b = max(low, from_), min(high, to)
        if a >= b:
            continue
        x1, x2 = x_of(line, a), x_of(line, b)
        if b == to:
            x2 = min(x2, line.x() + line.naturalTextWidth())
        if x2 < x1:
            x1, x2 = x2, x1
        top = visible.corner.y() + number * line_height
        rects.append(QRectF(visible.corner.x() + x1, top, x2 - x1, line_height))
    return rects
