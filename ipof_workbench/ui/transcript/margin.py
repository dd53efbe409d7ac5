"""The margin at the right of the words: what one sees of it, and what the mouse does there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.margin_painting import (
    BRACKET_AT,
    DISC,
    NAMES_AT,
    NARROW_WIDTH,
    ROW,
    STRIPE_PITCH,
    STRIPES_AT,
    TICKS_AT,
    MarginPainter,
    Pending,
    crowd_rect,
)
from ipof_workbench.ui.transcript.margin_plan import Bracket, NameRow, Stripe, place_brackets, place_names
from ipof_workbench.ui.transcript.text_overlay import Styles

MARGIN_WIDTH = 176


class Margin(QWidget):
    """Paints the stripes that `stripes` returns for the visible part of the text.

    `coding_pressed` carries a coding's key, `configuration_pressed` a configuration's. `coding_opened` (double click)
    carries a coding's key, `crowd_pressed` the keys of the codings behind a "+3" and where to list them (global),
    `menu_asked` a coding's key and where the menu opens (global), `pointed_at` the keys of what the pointer is over
    and the row's box (global): no keys where it is over nothing.
    """

    coding_pressed = Signal(object)
    configuration_pressed = Signal(object)
    coding_opened = Signal(object)
    crowd_pressed = Signal(object, QPoint)
    menu_asked = Signal(object, QPoint)
    pointed_at = Signal(object, QRect)

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
        self._pointed: tuple[int, ...] = ()
        self._chosen: int | None = None
        self.setAccessibleName("Codings beside the text")
        self.setMouseTracking(True)

    def set_chosen(self, key: int | None) -> None:
        """Mark the name of a coding as the chosen one."""
        if key != self._chosen:
            self._chosen = key
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        self._shown = self._stripes()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        drawn = MarginPainter(painter, self._style_of)
        drawn.draw_stripes(self._shown)
        self._rows, self._brackets = [], []
        if self.width() > theme.px(NARROW_WIDTH):
            self._rows = place_names(self._shown, theme.pxf(ROW), self.height())
            pending = self._pending_row()
            pending_y = pending.y if pending is not None else None
            self._brackets = place_brackets(self._rows, theme.pxf(DISC), self._hovered, pending_y)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in self._rows:
                drawn.draw_row(row, self._brackets, row.mark.key == self._chosen)
            for bracket in self._brackets:
                drawn.draw_bracket(bracket, self._disc(bracket))
            if pending is not None:
                drawn.draw_pending(pending)
        painter.end()

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

    # --- what is where

    def coding_at(self, point: QPointF) -> int | None:
        """Return the key of the coding whose name or stripe is at `point`."""
        theme = current_theme()
        if point.x() < theme.px(NAMES_AT) - 3:
            lane = int((point.x() - theme.px(STRIPES_AT) + 1) // theme.px(STRIPE_PITCH))
            hit = [s.mark.key for s in self._shown if s.lane == lane and s.top <= point.y() <= s.bottom]
            return hit[-1] if hit else None
        row = self._row_at(point)
        return row.mark.key if row is not None and not self._is_in_crowd(row, point) else None

    def crowd_at(self, point: QPointF) -> tuple[int, ...]:
        """Return the keys of the codings behind the "+3" at `point`, that of the name before it first."""
        row = self._row_at(point)
        if row is None or not self._is_in_crowd(row, point):
            return ()
        return (row.mark.key, *(mark.key for mark in row.more))

    def configuration_at(self, point: QPointF) -> int | None:
        """Return the key of the configuration whose disc is at `point`."""
        return next((b.key for b in self._brackets if self._disc(b).adjusted(-5, -5, 5, 5).contains(point)), None)

    def name_rect(self, key: int) -> QRect:
        """Return the box of a coding's name, in global coordinates; empty where it has none in sight."""
        theme = current_theme()
        row = next((row for row in self._rows if row.mark.key == key), None)
        if row is None:
            return QRect()
        top = round(row.y - theme.pxf(ROW) / 2)
        corner = self.mapToGlobal(QPoint(theme.px(NAMES_AT), top))
        return QRect(corner.x(), corner.y(), theme.px(TICKS_AT - NAMES_AT), theme.px(ROW))

    def _row_at(self, point: QPointF) -> NameRow | None:
        theme = current_theme()
        if not theme.px(NAMES_AT) - 3 <= point.x() < theme.px(TICKS_AT):
            return None
        return next((row for row in self._rows if abs(row.y - point.y()) <= theme.pxf(ROW) / 2), None)

    def _is_in_crowd(self, row: NameRow, point: QPointF) -> bool:
        metrics = QFontMetricsF(current_theme().font("count", 600, tabular=True))
        return bool(row.more) and crowd_rect(row, metrics, self._brackets).contains(point)

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        configuration, coding, crowd = self.configuration_at(point), self.coding_at(point), self.crowd_at(point)
        if configuration is not None:
            self.configuration_pressed.emit(configuration)
        elif crowd:
            self.crowd_pressed.emit(crowd, event.globalPosition().toPoint())
        elif coding is not None:
            self.coding_pressed.emit(coding)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # A click that acted here must not reach what lies behind.
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        coding = self.coding_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and coding is not None:
            self.coding_opened.emit(coding)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        coding = self.coding_at(QPointF(event.pos()))
        if coding is not None:
            self.menu_asked.emit(coding, event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        coding, crowd = self.coding_at(point), self.crowd_at(point)
        hovered = self.configuration_at(point)
        if hovered is None and coding is not None:
            hovered = next((s.mark.configuration_key for s in self._shown if s.mark.key == coding), None)
        clickable = coding is not None or hovered is not None or bool(crowd)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        self._point_at(crowd or (() if coding is None else (coding,)), event.globalPosition().toPoint())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self._point_at((), QPoint())
        self.update()
        super().leaveEvent(event)

    def _point_at(self, keys: tuple[int, ...], where: QPoint) -> None:
        if keys == self._pointed:
            return
        self._pointed = keys
        # A stripe may be much higher than a name: then what is said of it stands at the pointer.
        box = self.name_rect(keys[0]) if keys else QRect()
        if keys and not box.adjusted(0, -4, 0, 4).contains(where):
            box = QRect(where.x() - 4, where.y() - 8, 8, 16)
        self.pointed_at.emit(keys, box)
