"""Rows of a list that paints itself: what all such models, and the grounds that they are painted on, have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ipof_workbench.ui.theme.theme import current_theme

AnyIndex = QModelIndex | QPersistentModelIndex
R = TypeVar("R")


class ListModel(QAbstractListModel, Generic[R]):
    """A line for each row. The model of a list says what a row reads as (`data`).

    Attributes:
        heads: the kinds of rows that only stand over others: they are not chosen.
        rows: what is shown.
    """

    heads: ClassVar[tuple[type, ...]] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[R] = []

    def identity(self, row: R) -> object:
        """Return what tells a row apart, None where every reading begins the view anew."""
        del row
        return None

    def show(self, rows: Sequence[R]) -> None:
        """Show other rows; those of the same identities keep the view, and an open editor, where it is."""
        identities = [self.identity(row) for row in rows]
        if None not in identities and identities == [self.identity(row) for row in self.rows]:
            changed = [number for number, row in enumerate(rows) if row != self.rows[number]]
            self.rows = list(rows)
            for number in changed:
                self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def renew(self) -> None:
        """Have all rows painted again."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def row_at(self, number: int) -> R | None:
        """Return the row at a position."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.row_at(index.row()), self.heads):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def draw_row_ground(
    painter: QPainter, option: QStyleOptionViewItem, *, is_ruled: bool = False, is_marked: bool | None = None
) -> None:
    """Fill the ground of a row that is chosen or under the pointer; with a line below where rows are ruled.

    A mark stands at the left of the chosen row: where the list has the focus, or as `is_marked` says.
    """
    theme, box, widget = current_theme(), QRectF(option.rect), option.widget
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_chosen:
        painter.fillRect(box, theme.colour("selection"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.colour("hover"))
    if is_ruled:
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("border"))
    if is_marked is None:
        is_marked = is_chosen and isinstance(widget, QWidget) and widget.hasFocus()
    if is_marked:
        height = box.height() - (1 if is_ruled else 0)
        painter.fillRect(QRectF(box.left(), box.top(), theme.pxf(3), height), theme.colour("focus"))
