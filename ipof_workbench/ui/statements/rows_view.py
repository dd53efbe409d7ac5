"""A list of records as words in two lines, for what is few and read slowly: theories, recommendations, rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.evidence.quote_text import wrapped
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_PADDING, _LINE, _SMALL, _LEFT = 9, 19, 17, 44


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row: a mark (an icon's name or a number) at the left, words in up to three lines, small words below."""

    rid: Rid
    mark: str
    words: str
    below: str = ""
    is_icon: bool = False


class WordRows(ListModel[WordRow]):
    """The rows."""

    def identity(self, row: WordRow) -> object:
        return row.rid

    def position_of(self, rid: Rid | None) -> int | None:
        """Return where a record stands."""
        return next((at for at, row in enumerate(self.rows) if row.rid == rid), None)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            mark = "" if row.is_icon else row.mark
            return ". ".join(part for part in (mark, row.words, row.below) if part)
        return None


class WordDelegate(QStyledItemDelegate):
    """Paints them."""

    def __init__(self, view: QListView, weight: int = 600) -> None:
        super().__init__(view)
        self._view, self._weight = view, weight

    def _font(self) -> QFont:
        return current_theme().font("body", self._weight)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme, row = current_theme(), index.data(ROW_ROLE)
        width = self._view.viewport().width()
        lines = len(wrapped(row.words, self._font(), self._room(width))) if isinstance(row, WordRow) else 1
        small = _SMALL if isinstance(row, WordRow) and row.below else 0
        return QSize(width, theme.px(2 * _PADDING + lines * _LINE + small))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, WordRow):
            return
        theme, box = current_theme(), QRectF(option.rect)
        painter.save()
        draw_row_ground(painter, option, is_ruled=True)
        top = box.top() + theme.pxf(_PADDING)
        self._paint_mark(painter, box, top, row)
        painter.setFont(self._font())
        painter.setPen(theme.colour("text"))
        for line in wrapped(row.words, self._font(), self._room(box.width())):
            place = QRectF(box.left() + theme.pxf(_LEFT), top, self._room(box.width()) + 2, theme.pxf(_LINE))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
            top += theme.pxf(_LINE)
        painter.setFont(theme.font("small"))
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(theme.colour("text2" if is_chosen else "text3"))
        place = QRectF(box.left() + theme.pxf(_LEFT), top, self._room(box.width()), theme.pxf(_SMALL))
        small = elided(row.below, painter.font(), place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, small)
        painter.restore()

    def _paint_mark(self, painter: QPainter, box: QRectF, top: float, row: WordRow) -> None:
        theme = current_theme()
        place = QRectF(box.left() + theme.pxf(12), top, theme.pxf(22), theme.pxf(_LINE))
        if row.is_icon:
            side = theme.px(16)
            painter.drawPixmap(round(place.left()), round(place.center().y() - side / 2), pixmap(row.mark, "text2", 16))
            return
        painter.setFont(theme.font("body", 600, tabular=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.mark)

    def _room(self, width: float) -> float:
        return max(80.0, width - current_theme().pxf(_LEFT + 16))


class WordList(WrappingList):
    """The list. Alt and an arrow ask to move, Delete to delete, Enter to go on to the detail."""

    move_requested = Signal(int)
    delete_requested = Signal()
    entered_row = Signal()
    current_row_changed = Signal()

    def __init__(self, name: str, on_panel: bool = False, weight: int = 600, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("onPanel", on_panel)
        self.rows = WordRows(self)
        self.setModel(self.rows)
        self._look = WordDelegate(self, weight)
        self.setItemDelegate(self._look)
        self._is_filling = False
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _: self.entered_row.emit())

    def show_rows(self, rows: Sequence[WordRow], wanted: Rid | None = None) -> None:
        """Show other rows; the wanted one is current, else the one that was, else the first."""
        kept = self.current()
        self._is_filling = True
        self.rows.show(rows)
        at = next((at for rid in (wanted, kept) if (at := self.rows.position_of(rid)) is not None), 0 if rows else None)
        if at is not None and (self.currentIndex().row() != at or not self.selectionModel().hasSelection()):
            self.setCurrentIndex(self.rows.index(at))
            self.scrollTo(self.rows.index(at))
        self._is_filling = False
        self.current_row_changed.emit()

    def current(self) -> Rid | None:
        """Return the record of the current row."""
        at = self.currentIndex().row()
        return self.rows.rows[at].rid if 0 <= at < len(self.rows.rows) else None

    def neighbour(self) -> Rid | None:
        """Return what should be current once the current one is gone."""
        at, rows = self.currentIndex().row(), self.rows.rows
        return next((rows[place].rid for place in (at + 1, at - 1) if 0 <= place < len(rows)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_requested.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and self.current() is not None:
            self.delete_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, *_indexes: QModelIndex) -> None:
        if not self._is_filling:
            self.current_row_changed.emit()
