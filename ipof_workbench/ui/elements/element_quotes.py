"""The passages coded with an element: role, words in three lines, who said them where, what they bear on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.element_rows import ElementQuote
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.evidence.quote_text import quoted, wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_role_tile, elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
STYLE_ROLE = ROW_ROLE + 1
LINE, WHO = 18, 16
INDENT = 24.0
SIDE = 12.0


def said_by(row: ElementQuote) -> str:
    """Return who said it and what it bears on: “P07, Harbour · 3, 7a”."""
    who = ", ".join(part for part in (row.participant_name or row.document_name, row.case_name) if part)
    return f"{who} · {row.numbers}" if row.numbers else who


class ElementQuotes(ListModel[ElementQuote]):
    """Quotes with the look of the role they were coded in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles: Mapping[str, RoleStyle] = {}

    def show_rows(self, rows: Sequence[ElementQuote], styles: Mapping[str, RoleStyle]) -> None:
        """Show these quotes."""
        self._styles = styles
        self.show(rows)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == STYLE_ROLE:
            return self._styles.get(row.role_key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.role_key.replace('_', ' ')}: {quoted(row.quote)} {said_by(row)}"
        return None


class ElementQuoteDelegate(QStyledItemDelegate):
    """Paints a quote on at most three lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        view = option.widget  # type: ignore[attr-defined]
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 260
        row = index.data(ROW_ROLE)
        lines = len(wrapped(quoted(row.quote), theme.font("body"), width - theme.pxf(INDENT + 2 * SIDE)))
        return QSize(width, theme.px(lines * LINE + WHO + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row, style = index.data(ROW_ROLE), index.data(STYLE_ROLE)
        box, theme = QRectF(option.rect), current_theme()  # type: ignore[attr-defined]
        painter.save()
        draw_row_ground(painter, option)
        left, top = box.left() + theme.pxf(SIDE), box.top() + theme.pxf(7)
        if style is not None:
            side = theme.pxf(15)
            draw_role_tile(painter, QRectF(left, top + theme.pxf(1), side, side), style)
        left += theme.pxf(INDENT)
        room = box.right() - left - theme.pxf(SIDE)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        for line in wrapped(quoted(row.quote), theme.font("body"), room):
            painter.drawText(QRectF(left, top, room + 2, theme.pxf(LINE)), Qt.TextFlag.TextSingleLine, line)
            top += theme.pxf(LINE)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        words = elided(said_by(row), painter.font(), room)
        painter.drawText(QRectF(left, top, room, theme.pxf(WHO)), Qt.TextFlag.TextSingleLine, words)
        painter.restore()


class ElementQuoteList(WrappingList):
    """Lists the quotes of an element; `opened` carries the `ElementQuote` of a double-click or Enter."""

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Quotes of the element")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("onPanel", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(100)
        self.quotes = ElementQuotes(self)
        self.setModel(self.quotes)
        self.setItemDelegate(ElementQuoteDelegate(self))
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_quotes(self, rows: Sequence[ElementQuote], styles: Mapping[str, RoleStyle]) -> None:
        """Show these quotes; what was selected stays so."""
        chosen = set(self.chosen())
        self.quotes.show_rows(rows, styles)
        for number, row in enumerate(rows):
            if row.coding in chosen:
                index = self.quotes.index(number)
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def chosen(self) -> list[Rid]:
        """Return the codings of the selected quotes."""
        return [index.data(ROW_ROLE).coding for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: AnyIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE))
