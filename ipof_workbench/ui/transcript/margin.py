"""The margin at the right of the words: stripes, names, and the brackets of configurations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.coding_index import NO_LANE
from ipof_workbench.ui.transcript.margin_plan import Bracket, NameRow, Stripe, place_brackets, place_names
from ipof_workbench.ui.transcript.text_overlay import Styles
from ipof_workbench.ui.widgets.painting import DASHED, draw_number_disc, draw_role_stripe, elided, pen_of
from ipof_workbench.ui.widgets.plain_label import as_tooltip

MARGIN_WIDTH = 176
NARROW_WIDTH = 34
STRIPES_AT = 5
STRIPE_WIDTH = 4
STRIPE_PITCH = 7
NAMES_AT = 27
TICKS_AT = 156
BRACKET_AT = 160
DISC = 17
ROW = 16
LEADER_FROM = 12


@dataclass(frozen=True, slots=True)
class Pending:
    """What is being chosen for the selected words: a letter and words at `y`."""

    letter: str
    words: str
    y: float


class Margin(QWidget):
    """Paints the stripes that `stripes` returns for the visible part of the text.

    `coding_pressed` carries a coding's key, `configuration_pressed` a configuration's.
    """

    coding_pressed = Signal(object)
    configuration_pressed = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        stripes: Callable[[], Sequence[Stripe]],
        pending: Callable[[], Pending | None],
        style_of: Styles,
    ) -> None:
        super().__init__(parent)
        self._stripes, self._pending, self._style_of = stripes, pending, style_of
        self._rows: list[NameRow] = []
        self._shown: Sequence[Stripe] = ()
        self._brackets: list[Bracket] = []
        self._hovered: int | None = None
        self.setAccessibleName("Codings beside the text")
        self.setMouseTracking(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        self._shown = self._stripes()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        for stripe in self._shown:
            if stripe.lane == NO_LANE:
                continue
            x = theme.px(STRIPES_AT) + stripe.lane * theme.px(STRIPE_PITCH)
            width = theme.px(STRIPE_WIDTH)
            draw_role_stripe(painter, x, stripe.top, stripe.bottom, self._style_of(stripe.mark), width)
        if self.width() > theme.px(NARROW_WIDTH):
            self._rows = place_names(self._shown, theme.pxf(ROW), self.height())
            pending = self._pending_row()
            pending_y = pending.y if pending is not None else None
            self._brackets = place_brackets(self._rows, theme.pxf(DISC), self._hovered, pending_y)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in self._rows:
                self._draw_name(painter, row)
            for bracket in self._brackets:
                self._draw_bracket(painter, bracket)
            if pending is not None:
                ink = theme.colour("accent")
                self._draw_words(painter, pending.letter, pending.words, pending.y, ink, "accent", theme.pxf(TICKS_AT))
        else:
            self._rows, self._brackets = [], []
        painter.end()

    def _draw_name(self, painter: QPainter, row: NameRow) -> None:
        theme = current_theme()
        left = theme.pxf(NAMES_AT)
        if row.y - row.wanted > theme.pxf(LEADER_FROM):
            painter.setPen(pen_of(theme.colour("control")))
            painter.drawLine(QPointF(left - theme.pxf(5), row.wanted), QPointF(left - theme.pxf(2), row.y))
        style = self._style_of(row.mark)
        beside_disc = any(abs(bracket.disc - row.y) < theme.pxf(ROW) for bracket in self._brackets)
        room = theme.pxf(TICKS_AT - (9 if beside_disc else 0))
        self._draw_words(painter, row.mark.letter, row.mark.name, row.y, theme.role_colour(style), "text2", room)

    def _draw_words(
        self, painter: QPainter, letter: str, words: str, y: float, letter_ink: QColor, ink: str, right: float
    ) -> None:
        theme = current_theme()
        left = theme.pxf(NAMES_AT)
        painter.setFont(theme.font("caption", 600))
        metrics = QFontMetricsF(painter.font())
        baseline = y + (metrics.ascent() - metrics.descent()) / 2
        painter.setPen(letter_ink)
        painter.drawText(QPointF(left, baseline), letter)
        x = left + metrics.horizontalAdvance(letter) + theme.pxf(3)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour(ink))
        painter.drawText(QPointF(x, baseline), elided(words, painter.font(), right - x))

    def _draw_bracket(self, painter: QPainter, bracket: Bracket) -> None:
        theme = current_theme()
        ink = theme.colour("accent" if bracket.is_current else "text2")
        x, tick_at = theme.px(BRACKET_AT) + 0.5, theme.px(TICKS_AT)
        if bracket.ticks:
            dashes = DASHED if bracket.is_current and bracket.is_partial else ()
            painter.setPen(pen_of(ink, theme.pxf(1.5), dashes))
            painter.drawLine(QPointF(x, bracket.ticks[0]), QPointF(x, bracket.ticks[-1]))
            for y in bracket.ticks:
                painter.drawLine(QPointF(tick_at, y), QPointF(x, y))
        ground = theme.colour("accent_on" if bracket.is_current else "paper")
        draw_number_disc(painter, self._disc(bracket), bracket.configuration, ink, ground)

    def _pending_row(self) -> Pending | None:
        pending = self._pending()
        if pending is None:
            return None
        row_height = current_theme().pxf(ROW)
        y = pending.y
        for row in self._rows:
            if abs(row.y - y) < row_height:
                y = row.y + row_height
        return Pending(pending.letter, pending.words, y)

    def _disc(self, bracket: Bracket) -> QRectF:
        side = current_theme().px(DISC)
        x = current_theme().px(BRACKET_AT)
        return QRectF(round(x - side / 2 + 0.5), round(bracket.disc - side / 2), side, side)

    def coding_at(self, point: QPointF) -> int | None:
        """Return the key of the coding whose name or stripe is at `point`."""
        theme = current_theme()
        if point.x() < theme.px(NAMES_AT) - 3:
            lane = int((point.x() - theme.px(STRIPES_AT) + 1) // theme.px(STRIPE_PITCH))
            hit = [s.mark.key for s in self._shown if s.lane == lane and s.top <= point.y() <= s.bottom]
            return hit[-1] if hit else None
        near = [row for row in self._rows if abs(row.y - point.y()) <= theme.pxf(ROW) / 2]
        return near[0].mark.key if near and point.x() < theme.px(TICKS_AT) else None

    def configuration_at(self, point: QPointF) -> int | None:
        """Return the key of the configuration whose disc is at `point`."""
        return next((b.key for b in self._brackets if self._disc(b).adjusted(-5, -5, 5, 5).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        configuration = self.configuration_at(event.position())
        coding = self.coding_at(event.position())
        if configuration is not None:
            self.configuration_pressed.emit(configuration)
        elif coding is not None:
            self.coding_pressed.emit(coding)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # A click that acted here must not reach what lies behind.
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        coding = self.coding_at(event.position())
        hovered = self.configuration_at(event.position())
        if hovered is None and coding is not None:
            hovered = next((r.mark.configuration_key for r in self._rows if r.mark.key == coding), None)
        clickable = coding is not None or hovered is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key = self.coding_at(QPointF(event.pos()))
            mark = next((s.mark for s in self._shown if s.mark.key == key), None)
            if mark is not None:
                role = self._style_of(mark).key.replace("_", " ").capitalize()
                claim = "statement" if (mark.configuration_key or 0) < 0 else "configuration"
                place = f", {claim} {mark.configuration}" if mark.configuration else ""
                QToolTip.showText(event.globalPos(), as_tooltip(f"{role}: {mark.name}{place}"), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
