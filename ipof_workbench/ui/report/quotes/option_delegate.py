"""How a passage looks among those to choose from: its order or a box, stance, words, who said it, what to know."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ipof_workbench.domain.quote_rows import QuoteOption
from ipof_workbench.ui.evidence.quote_text import draw_lines, wrapped
from ipof_workbench.ui.report.quotes.option_list import (
    LINE_ROLE,
    Head,
    OptionList,
    printed_words,
    remark_on,
    said_by,
)
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_number_disc, draw_stance_glyph, elided

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_LINES = 5
_SIDE, _MARK, _GLYPH, _GAP, _TOP = 12.0, 18.0, 14.0, 8.0, 8.0
_LINE, _SMALL_LINE, _HEAD = 19.0, 17.0, 34


class OptionDelegate(QStyledItemDelegate):
    """Paints heads and passages; a click on the mark at the left chooses or takes back."""

    def __init__(self, view: OptionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        width = self._view.viewport().width()
        line = index.data(LINE_ROLE)
        if not isinstance(line, QuoteOption):
            return QSize(width, theme.px(_HEAD))
        lines = len(wrapped(printed_words(line), theme.font("body"), self._room(width), MOST_LINES))
        small = 2 if remark_on(line)[0] else 1
        return QSize(width, theme.px(lines * _LINE + small * _SMALL_LINE + 2 * _TOP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        line = index.data(LINE_ROLE)
        painter.save()
        if isinstance(line, Head):
            self._paint_head(painter, line, QRectF(option.rect))
        elif isinstance(line, QuoteOption):
            draw_row_ground(painter, option)
            # The head of the chosen ones stands in row 0, so that their places are their rows.
            self._paint_option(painter, line, QRectF(option.rect), index.row())
        painter.restore()

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: AnyIndex) -> bool:
        """Choose or take back by a click on the mark."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, QuoteOption) or not isinstance(event, QMouseEvent):
            return False
        reach = option.rect.left() + current_theme().pxf(_SIDE + _MARK + _GAP / 2)
        if event.type() == QEvent.Type.MouseButtonRelease and event.position().x() < reach:
            self._view.toggled.emit(line)
            return True
        return False

    def _room(self, width: float) -> float:
        return width - current_theme().pxf(2 * _SIDE + _MARK + _GLYPH + 2 * _GAP)

    def _paint_head(self, painter: QPainter, head: Head, box: QRectF) -> None:
        theme = current_theme()
        inner = box.adjusted(theme.pxf(_SIDE), theme.pxf(8), -theme.pxf(_SIDE), -1)
        painter.setFont(theme.font("section", 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, head.name)
        left = QFontMetricsF(painter.font()).horizontalAdvance(head.name) + theme.pxf(8)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.colour("text2"))
        inner.setLeft(inner.left() + left)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{head.count:,}")
        rule = QRectF(box.left() + theme.pxf(_SIDE), box.bottom() - 1, box.width() - theme.pxf(2 * _SIDE), 1)
        painter.fillRect(rule, theme.colour("border"))

    def _paint_option(self, painter: QPainter, option: QuoteOption, box: QRectF, place: int) -> None:
        theme = current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top, line = box.left() + theme.pxf(_SIDE), box.top() + theme.pxf(_TOP), theme.pxf(_LINE)
        self._paint_mark(painter, option, left, top, place)
        left += theme.pxf(_MARK + _GAP)
        side = theme.pxf(_GLYPH)
        draw_stance_glyph(painter, QRectF(left, round(top + (line - side) / 2), side, side), option.row.stance)
        left += side + theme.pxf(_GAP)
        room, font = self._room(box.width()), theme.font("body")
        remark, colour = remark_on(option)
        is_free = option.is_printable or option.chosen is not None
        painter.setPen(theme.colour("text" if is_free else "text2"))
        top = draw_lines(painter, left, top, wrapped(printed_words(option), font, room, MOST_LINES), font, line)
        small, pitch = theme.font("small"), theme.pxf(_SMALL_LINE)
        painter.setPen(theme.colour("text2"))
        top = draw_lines(painter, left, top, [elided(said_by(option), small, room)], small, pitch)
        if remark:
            if colour == "warning":
                icon = pixmap("shield-check" if option.reason else "triangle-alert", colour, 13)
                painter.drawPixmap(round(left), round(top + (pitch - theme.pxf(13)) / 2), icon)
                left += theme.pxf(18)
                room -= theme.pxf(18)
            painter.setPen(theme.colour(colour))
            draw_lines(painter, left, top, [elided(remark, small, room)], small, pitch)

    def _paint_mark(self, painter: QPainter, option: QuoteOption, left: float, top: float, place: int) -> None:
        """Paint the place of a chosen quote in its disc, else a box to tick, faint where it may not be printed."""
        theme = current_theme()
        side = theme.pxf(_MARK)
        spot = QRectF(round(left), round(top + (theme.pxf(_LINE) - side) / 2), side, side)
        if option.chosen is not None:
            draw_number_disc(painter, spot, f"{place}", theme.colour("accent"), theme.colour("accent_on"))
            return
        if not option.is_printable and not option.can_paraphrase:
            return
        box = spot.adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(box, theme.pxf(3), theme.pxf(3))
