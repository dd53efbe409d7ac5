"""How evidence looks in its list: stance, quote on up to three lines, who said it, role tiles; findings with n."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.configurations.evidence_items import (
    ITEM_ROLE,
    EvidenceItem,
    FindingItem,
    FindingsHead,
    Item,
)
from ipof_workbench.ui.configurations.in_place import claims_key
from ipof_workbench.ui.evidence.quote_text import draw_bundle_bracket, wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_role_tile, draw_stance_glyph, elided

AnyIndex = QModelIndex | QPersistentModelIndex

_GLYPH, _LEFT, _TILE, _TILE_GAP, _PADDING, _LINE, _SMALL_LINE, _HEAD, _TIED = 14, 23, 15, 3, 7, 18, 17, 32, 8


class EvidenceDelegate(QStyledItemDelegate):
    """Paints one item; F2 opens a field for its rationale over the foot of the row."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.styles: Mapping[str, RoleStyle] = {}
        self._view = view

    def glyph_rect(self, row: QRect) -> QRect:
        """Return where the stance can be clicked, in the coordinates of the row."""
        theme = current_theme()
        return QRect(row.left(), row.top(), theme.px(_LEFT), theme.px(28))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item = index.data(ITEM_ROLE)
        theme = current_theme()
        width = self._view.viewport().width()
        if not isinstance(item, Item):
            return QSize(width, theme.px(_HEAD))
        room = self._text_width(width, item)
        lines = len(wrapped(item.quote, theme.font(), room))
        if isinstance(item, FindingItem) and item.volume:
            lines += len(wrapped(item.volume, theme.font("body", 600, tabular=True), room))
        height = 2 * _PADDING + lines * _LINE + _SMALL_LINE * (2 if item.first.rationale else 1)
        return QSize(width, theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item = index.data(ITEM_ROLE)
        box = QRectF(option.rect)
        if isinstance(item, FindingsHead):
            self._paint_head(painter, box, item)
        if not isinstance(item, Item):
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        draw_row_ground(painter, option, is_ruled=True)
        self._paint_item(painter, box, item, selected)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        field = RationaleField(parent)
        field.setPlaceholderText("Why it bears on the configuration")
        return field

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())  # type: ignore[arg-type]

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = current_theme()
        height = editor.sizeHint().height()
        left = option.rect.left() + theme.px(_LEFT)
        width = option.rect.width() - theme.px(_LEFT) - 2
        editor.setGeometry(QRect(left, option.rect.bottom() - height - 1, width, height))

    def _paint_item(self, painter: QPainter, box: QRectF, item: Item, selected: bool) -> None:
        theme = current_theme()
        if isinstance(item, EvidenceItem) and any(item.ties):
            draw_bundle_bracket(painter, box, is_first=not item.ties[0], is_last=not item.ties[1])
            box = box.adjusted(theme.pxf(_TIED), 0, 0, 0)
        top = box.top() + theme.pxf(_PADDING)
        side = theme.pxf(_GLYPH)
        glyph_top = round(top + (theme.pxf(_LINE) - side) / 2)
        draw_stance_glyph(painter, QRectF(box.left() + theme.pxf(4), glyph_top, side, side), item.first.stance)
        self._paint_tiles(painter, box, glyph_top, item)
        left = box.left() + theme.pxf(_LEFT)
        width = self._text_width(box.width(), item)
        painter.setPen(theme.colour("text"))
        if isinstance(item, FindingItem) and item.volume:
            figures = theme.font("body", 600, tabular=True)
            top = self._paint_lines(painter, left, top, wrapped(item.volume, figures, width), figures, _LINE)
        top = self._paint_lines(painter, left, top, wrapped(item.quote, theme.font(), width), theme.font(), _LINE)
        small = theme.font("caption")
        painter.setPen(theme.colour("text2"))
        whole = box.right() - left - theme.pxf(4)
        top = self._paint_lines(painter, left, top, [elided(item.attribution, small, whole)], small, _SMALL_LINE)
        if item.first.rationale:
            painter.setPen(theme.colour("text2" if selected else "text3"))
            words = elided(f"Rationale: {item.first.rationale}", small, whole)
            self._paint_lines(painter, left, top, [words], small, _SMALL_LINE)

    def _paint_tiles(self, painter: QPainter, box: QRectF, top: float, item: Item) -> None:
        theme = current_theme()
        side = theme.px(_TILE)
        right = box.right() - theme.px(4)
        for number, key in enumerate(reversed(item.role_keys)):
            if key in self.styles:
                x = round(right - (number + 1) * side - number * theme.px(_TILE_GAP))
                draw_role_tile(painter, QRectF(x, top, side, side), self.styles[key])

    @staticmethod
    def _paint_lines(painter: QPainter, left: float, top: float, lines: list[str], font: QFont, pitch: float) -> float:
        height = current_theme().pxf(pitch)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for line in lines:
            baseline = top + (height + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(round(left), round(baseline), line)
            top += height
        return top

    @staticmethod
    def _paint_head(painter: QPainter, box: QRectF, head: FindingsHead) -> None:
        theme = current_theme()
        painter.save()
        painter.setFont(theme.font("caption", 600))
        painter.setPen(theme.colour("text2"))
        inner = box.adjusted(theme.pxf(4), theme.pxf(8), -theme.pxf(4), -theme.pxf(2))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "Findings")
        painter.setFont(theme.font("small", tabular=True))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{head.findings:,}")
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("border"))
        painter.restore()

    def _text_width(self, width: float, item: Item) -> float:
        theme = current_theme()
        tiles = len(item.role_keys) * (theme.px(_TILE) + theme.px(_TILE_GAP))
        if isinstance(item, EvidenceItem) and any(item.ties) and width == self._view.viewport().width():
            width -= theme.pxf(_TIED)
        return max(60.0, width - theme.pxf(_LEFT) - tiles - theme.pxf(10))


class RationaleField(QLineEdit):
    """The field for a rationale; Esc and Enter stay inside the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Rationale")

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)
