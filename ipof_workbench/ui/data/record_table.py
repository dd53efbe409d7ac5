"""A table of records whose cells are edited in place: each edit is one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.delegates import TableDelegate
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
LONG_WORDS = 24
"""Longer texts may be cut in their cell: the tooltip shows them whole."""
MANY_LONG = 20
"""So many of the texts with the most letters are measured: figures are broader than some letters."""
ROLE_CHOICES = int(Qt.ItemDataRole.UserRole) + 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `edit(rid, value)` stores a new value and tells whether it was taken; None = not edited here.

    `choices` are (key, words) where only these may be chosen.
    """

    head: str
    edit: Callable[[Rid, str], bool] | None = None
    choices: Sequence[tuple[str, str]] = ()
    is_number: bool = False


def write_in(view: QAbstractItemView, model: QAbstractItemModel, row: int) -> None:
    """Show a row and let its first cell be written; a row of -1 is not there."""
    if row >= 0:
        index = model.index(row, 0)
        view.setCurrentIndex(index)
        view.scrollTo(index)
        view.setFocus()
        view.edit(index)


class Headed(Protocol):
    """A column as its head shows it."""

    @property
    def head(self) -> str: ...
    @property
    def is_number(self) -> bool: ...


def head_data(column: Headed, role: int) -> object:
    """Return what the head of a column shows; what may be cut in it is in its tooltip, figures stand at the right."""
    if role == Qt.ItemDataRole.DisplayRole:
        return column.head
    if role == Qt.ItemDataRole.ToolTipRole:
        return as_tooltip(column.head)
    if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return None


class RecordTableModel(QAbstractTableModel):
    """Rows of plain values; sorted by a click on a head."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: Sequence[Column] = ()
        self._rows: list[tuple[Rid, tuple[object, ...]]] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, columns: Sequence[Column], rows: Sequence[tuple[Rid, tuple[object, ...]]]) -> None:
        """Show these rows: (rid, a value for each column; stored keys where a column has choices)."""
        self.beginResetModel()
        self._columns, self._rows = columns, list(rows)
        if self._sorted is not None and self._sorted[0] < len(columns):
            self._sort_rows(*self._sorted)
        self.endResetModel()

    def longest(self, column: int, rows: int = 200) -> list[str]:
        """Return the longest texts of a column, its head included, among the first rows: one of them is the widest."""
        known = dict(self._columns[column].choices)
        values = [str(values[column]) for _, values in self._rows[:rows]]
        return sorted({self._columns[column].head, *(known.get(value, value) for value in values)}, key=len)[
            -MANY_LONG:
        ]

    def rid_at(self, row: int) -> Rid:
        """Return the record of a row."""
        return self._rows[row][0]

    def row_of(self, rid: Rid) -> int:
        """Return the row of a record, -1 where it is not shown."""
        return next((at for at, (known, _) in enumerate(self._rows) if known == rid), -1)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        return head_data(self._columns[section], role) if orientation == Qt.Orientation.Horizontal else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._columns[index.column()].edit is not None and self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        column, value = self._columns[index.column()], self._rows[index.row()][1][index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return dict(column.choices).get(str(value), value) if column.choices else value
        if role == ROLE_CHOICES:
            return column.choices
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str) and len(value) > LONG_WORDS:
            return as_tooltip(value)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        column = self._columns[index.column()]
        rid, values = self._rows[index.row()]
        if column.edit is None or str(value) == str(values[index.column()]):
            return False
        return column.edit(rid, str(value))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._sort_rows(column, order)
        self.layoutChanged.emit()

    def _sort_rows(self, column: int, order: Qt.SortOrder) -> None:
        if 0 <= column < len(self._columns):
            self._rows.sort(key=lambda row: _order_key(row[1][column]), reverse=order == Qt.SortOrder.DescendingOrder)


def _order_key(value: object) -> tuple[int, float, str]:
    try:
        return (0, float(str(value).replace(",", "")), "")
    except ValueError:
        return (1, 0.0, str(value).casefold())


class RecordDelegate(TableDelegate):
    """Cells with choices are edited with a list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        choices = index.data(ROLE_CHOICES)
        if not choices:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        for key, words in choices:
            editor.addItem(words, key)
        editor.activated.connect(lambda: self._finish(editor))
        return editor

    def _finish(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(str(index.data(Qt.ItemDataRole.EditRole)))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)
