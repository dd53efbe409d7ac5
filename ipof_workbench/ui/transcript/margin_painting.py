"""How the parts of the margin are painted: stripes, names, "+3", brackets, discs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.coding_index import NO_LANE
from ipof_workbench.ui.transcript.margin_plan import Bracket, NameRow, Stripe
from ipof_workbench.ui.transcript.text_overlay import Styles
from ipof_workbench.ui.widgets.painting import DASHED, draw_number_disc, draw_role_stripe, elided, pen_of

NARROW_WIDTH = 34
STRIPES_AT = 5
STRIPE_WIDTH = 4
STRIPE_PITCH = 7
NAMES_AT = 27
TICKS_AT = 156
BRACKET_AT = 160
DISC = 17
BESIDE_DISC = 9
ROW = 16
LEADER_FROM = 12
CROWD_PADDING = 4


@dataclass(frozen=True, slots=True)
class Pending:
    """What is being chosen for the selected words: a letter and words at `y`."""

    letter: str
    words: str
    y: float


def crowd_rect(row: NameRow, metrics: QFontMetricsF, brackets: Sequence[Bracket]) -> QRectF:
    """Return the box of the "+3" behind a name, in the coordinates of the margin."""
    theme = current_theme()
    width = metrics.horizontalAdvance(f"+{len(row.more)}") + 2 * theme.pxf(CROWD_PADDING)
    height = theme.pxf(ROW - 2)
    right = _right_end(row, brackets) - theme.pxf(2)
    return QRectF(round(right - width), round(row.y - height / 2), round(width), round(height))


def _right_end(row: NameRow, brackets: Sequence[Bracket]) -> float:
    """Return how far a name may reach: less far beside a disc."""
    beside_disc = any(abs(bracket.disc - row.y) < current_theme().pxf(ROW) for bracket in brackets)
    return current_theme().pxf(TICKS_AT - (BESIDE_DISC if beside_disc else 0))


class MarginPainter:
    """Paints with one painter, in the theme in force."""

    def __init__(self, painter: QPainter, style_of: Styles) -> None:
        self._painter, self._style_of = painter, style_of

    def draw_stripes(self, stripes: Sequence[Stripe]) -> None:
        """Draw the stripes that have a lane."""
        theme = current_theme()
        width = theme.px(STRIPE_WIDTH)
        for stripe in stripes:
            if stripe.lane != NO_LANE:
                x = theme.px(STRIPES_AT) + stripe.lane * theme.px(STRIPE_PITCH)
                draw_role_stripe(self._painter, x, stripe.top, stripe.bottom, self._style_of(stripe.mark), width)

    def draw_row(self, row: NameRow, brackets: Sequence[Bracket], is_chosen: bool) -> None:
        """Draw a name with the letter of its role, the line to where it belongs, and what is behind it."""
        theme, painter = current_theme(), self._painter
        left, right = theme.pxf(NAMES_AT), _right_end(row, brackets)
        if row.y - row.wanted > theme.pxf(LEADER_FROM):
            painter.setPen(pen_of(theme.colour("control")))
            painter.drawLine(QPointF(left - theme.pxf(3.5), row.wanted), QPointF(left - theme.pxf(1.5), row.y))
        if is_chosen:
            half = theme.pxf(ROW) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            chosen = QRectF(left - theme.pxf(2), row.y - half, right - left + theme.pxf(4), 2 * half)
            painter.drawRoundedRect(chosen, theme.pxf(3), theme.pxf(3))
        if row.more:
            right = self._draw_crowd(row, brackets) - theme.pxf(3)
        style = self._style_of(row.mark)
        ink = theme.colour("text" if is_chosen else "text2")
        self._draw_words(style.letter, row.mark.name, row.y, (theme.role_colour(style), ink), right)

    def _draw_crowd(self, row: NameRow, brackets: Sequence[Bracket]) -> float:
        theme, painter = current_theme(), self._painter
        painter.setFont(theme.font("count", 600, tabular=True))
        box = crowd_rect(row, QFontMetricsF(painter.font()), brackets)
        painter.setPen(pen_of(theme.colour("control")))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        painter.setPen(theme.colour("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{len(row.more)}")
        return box.left()

    def _draw_words(self, letter: str, words: str, y: float, inks: tuple[QColor, QColor], right: float) -> None:
        theme, painter = current_theme(), self._painter
        left = theme.pxf(NAMES_AT)
        bold = theme.font("caption", 600)
        painter.setFont(bold)
        metrics = QFontMetricsF(bold)
        baseline = y + (metrics.ascent() - metrics.descent()) / 2
        painter.setPen(inks[0])
        painter.drawText(QPointF(left, baseline), letter)
        x = left + metrics.horizontalAdvance(letter) + theme.pxf(3)
        painter.setFont(theme.font("caption"))
        painter.setPen(inks[1])
        painter.drawText(QPointF(x, baseline), _cut(words, round(right - x), painter.font().key()))

    def draw_pending(self, pending: Pending) -> None:
        """Draw what is being chosen."""
        theme = current_theme()
        ink = theme.colour("accent")
        self._draw_words(pending.letter, pending.words, pending.y, (ink, ink), theme.pxf(TICKS_AT))

    def draw_bracket(self, bracket: Bracket, disc: QRectF) -> None:
        """Draw the line that ties the parts of a configuration, and its number."""
        theme, painter = current_theme(), self._painter
        ink = theme.colour("accent" if bracket.is_current else "text2")
        x, tick_at = theme.px(BRACKET_AT) + 0.5, theme.px(TICKS_AT)
        if bracket.ticks:
            dashes = DASHED if bracket.is_current and bracket.is_partial else ()
            painter.setPen(pen_of(ink, theme.pxf(1.5), dashes))
            painter.drawLine(QPointF(x, bracket.ticks[0]), QPointF(x, bracket.ticks[-1]))
            for y in bracket.ticks:
                painter.drawLine(QPointF(tick_at, y), QPointF(x, y))
        ground = theme.colour("accent_on" if bracket.is_current else "paper")
        draw_number_disc(painter, disc, bracket.configuration, ink, ground)


@lru_cache(maxsize=512)
def _cut(words: str, room: int, _font: str) -> str:
    """Return a name cut to its room: the same names are painted at every frame of scrolling."""
    return elided(words, current_theme().font("caption"), room)
