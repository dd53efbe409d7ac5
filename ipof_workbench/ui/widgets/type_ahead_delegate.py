"""The rows of the type-ahead list: tile, words with the match in bold, usage at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import ROW_LIST
from ipof_workbench.ui.widgets.painting import draw_role_tile, elided
from ipof_workbench.ui.widgets.type_ahead import ROW_ROLE, TypeAheadRow

TILE = 15


class TypeAheadDelegate(QStyledItemDelegate):
    """Paints a `TypeAheadRow`; `match` is what was typed."""

    match = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, current_theme().px(ROW_LIST))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, TypeAheadRow):
            return
        theme = current_theme()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(box.adjusted(3, 0, -3, 0), theme.pxf(4), theme.pxf(4))
        if row.is_new and index.row() > 0:
            painter.setPen(theme.colour("border"))
            painter.drawLine(box.topLeft() + QPointF(4, 0.5), box.topRight() + QPointF(-4, 0.5))
        self._draw_content(painter, box, row)
        painter.restore()

    def _draw_content(self, painter: QPainter, box: QRectF, row: TypeAheadRow) -> None:
        theme = current_theme()
        left = box.left() + theme.pxf(8)
        side = theme.px(TILE)
        tile = QRectF(round(left), round(box.center().y() - side / 2), side, side)
        if row.is_new:
            painter.drawPixmap(tile.topLeft(), pixmap("plus", "text2", TILE))
        elif row.role is not None:
            draw_role_tile(painter, tile, row.role)
        left += side + theme.pxf(8) if row.is_new or row.role is not None else 0
        right = box.right() - theme.pxf(10)
        trailing = row.hint if row.count is None else f"{row.count:,}"
        if trailing:
            painter.setFont(theme.font("small", tabular=True))
            painter.setPen(theme.colour("text2"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(trailing)
            painter.drawText(
                QRectF(right - width, box.top(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, trailing
            )
            right -= width + theme.pxf(10)
        painter.setPen(theme.colour("accent" if row.is_new else "text"))
        self._draw_words(painter, QRectF(left, box.top(), right - left, box.height()), row)

    def _draw_words(self, painter: QPainter, box: QRectF, row: TypeAheadRow) -> None:
        theme = current_theme()
        plain, bold = theme.font(), theme.font(weight=600)
        text = elided(row.text, plain, box.width())
        at = -1 if row.is_new or not self.match else text.casefold().find(self.match.casefold())
        size = len(self.match)
        pieces = [(text, False)] if at < 0 else [(text[:at], False), (text[at : at + size], True)]
        if at >= 0:
            pieces.append((text[at + size :], False))
        metrics = QFontMetricsF(plain)
        x, baseline = box.left(), box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        for piece, is_bold in pieces:
            painter.setFont(bold if is_bold else plain)
            painter.drawText(QPointF(x, baseline), piece)
            x += QFontMetricsF(painter.font()).horizontalAdvance(piece)
