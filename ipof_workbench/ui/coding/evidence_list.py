"""The evidence of the configuration under way: stance, quote, whose words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.evidence.quote_text import attribution, quoted, wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel
from ipof_workbench.ui.widgets.painting import draw_stance_glyph, elided

AnyIndex = QModelIndex | QPersistentModelIndex

ROLE_EVIDENCE = int(Qt.ItemDataRole.UserRole) + 800
SHOWN_AT_MOST = 30
LINE_HEIGHT = 18
GLYPH = 14
TEXT_AT = 24


class _Evidence(ListModel[EvidenceRow]):
    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return quoted(row.quote)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{STANCE_LOOKS[row.stance].words}: “{row.quote}” {attribution(row)}"
        return row if role == ROLE_EVIDENCE else None


class _EvidenceDelegate(QStyledItemDelegate):
    """Glyph, up to three lines of the quote, the attribution under them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else current_theme().px(260)
        return QSize(width, row_height(str(index.data()), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROLE_EVIDENCE)
        if not isinstance(row, EvidenceRow):
            return
        theme = current_theme()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if option.state & QStyle.StateFlag.State_Selected and focused:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(box.adjusted(-1, 0, 1, -2), theme.pxf(4), theme.pxf(4))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box.adjusted(-1, 0, 1, -2), theme.pxf(4), theme.pxf(4))
        side = theme.pxf(GLYPH)
        top = box.top() + theme.pxf(6)
        draw_stance_glyph(painter, QRectF(box.left(), top, side, side), row.stance)
        left, width = box.left() + theme.pxf(TEXT_AT), box.width() - theme.pxf(TEXT_AT)
        self._draw_words(painter, left, top - theme.pxf(2), width, row)
        painter.restore()

    @staticmethod
    def _draw_words(painter: QPainter, left: float, top: float, width: float, row: EvidenceRow) -> None:
        theme = current_theme()
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        height = theme.pxf(LINE_HEIGHT)
        for line in wrapped(quoted(row.quote), theme.font(), width):
            painter.drawText(QRectF(left, top, width + 2, height), Qt.AlignmentFlag.AlignVCenter, line)
            top += height
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        words = elided(attribution(row), painter.font(), width)
        painter.drawText(QRectF(left, top, width, theme.pxf(16)), Qt.AlignmentFlag.AlignVCenter, words)


def row_height(quote: str, width: float) -> int:
    """Return the height of a row in pixels."""
    theme = current_theme()
    lines = len(wrapped(quote, theme.font(), width - theme.pxf(TEXT_AT)))
    return round(theme.pxf(LINE_HEIGHT) * lines + theme.pxf(28))


class EvidenceList(QListView):
    """As high as its rows; the panel around it scrolls.

    `quote_opened` carries an `EvidenceRow` (double click, Enter), `stance_chosen` (row, stance) what the menu or
    Shift+1 to Shift+5 says.
    """

    quote_opened = Signal(object)
    stance_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self._rows = _Evidence(self)
        self.setModel(self._rows)
        self.setItemDelegate(_EvidenceDelegate(self))
        self.setProperty("onPanel", True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(lambda index: self.quote_opened.emit(index.data(ROLE_EVIDENCE)))
        current_theme().changed.connect(self._fit)

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the first of these pieces of evidence."""
        shown = list(rows[:SHOWN_AT_MOST])
        if shown != self._rows.rows:
            current = self.currentIndex().row()
            self._rows.show(shown)
            if 0 <= current < len(shown):
                self.setCurrentIndex(self._rows.index(current))
            self._fit()

    def rows(self) -> tuple[EvidenceRow, ...]:
        """Return what is shown."""
        return tuple(self._rows.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(ROLE_EVIDENCE)
        number = event.key() - int(Qt.Key.Key_1)
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.quote_opened.emit(row)
        elif row is not None and shift and 0 <= number < len(STANCE_ORDER):
            by_key = [key for key in STANCE_ORDER if STANCE_LOOKS[key].shortcut == f"Shift+{number + 1}"]
            if by_key:
                self.stance_chosen.emit(row, by_key[0])
        else:
            super().keyPressEvent(event)

    def _show_menu(self, point: QPoint) -> None:
        row = self.indexAt(point).data(ROLE_EVIDENCE)
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction("Show in the text").triggered.connect(lambda: self.quote_opened.emit(row))
        menu.addSeparator()
        for key in STANCE_ORDER:
            action = menu.addAction(STANCE_LOOKS[key].words.capitalize())
            action.setCheckable(True)
            action.setChecked(key == row.stance)
            action.triggered.connect(lambda _checked, stance=key: self.stance_chosen.emit(row, stance))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(point))

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        width = self.viewport().width()
        self.setFixedHeight(max(1, sum(row_height(quoted(row.quote), width) for row in self._rows.rows)))
