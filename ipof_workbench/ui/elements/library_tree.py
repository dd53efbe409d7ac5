"""The tree of elements: rename in place, drag onto another to nest, with Ctrl to merge."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from ipof_workbench.domain.element_rows import LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.elements.library_model import (
    ACTORS,
    COUNTS,
    FOUR_I,
    HEADS,
    INTENDED,
    LABEL,
    LEVEL,
    ROLES,
    TIMEFRAME,
    USED,
    VALENCE,
    LibraryModel,
    cell_text,
    rids_of,
)
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import CELL_PADDING, TreeDelegate, configure_tree
from ipof_workbench.ui.widgets.role_tile import parts_size

WIDTHS = {
    LEVEL: 60,
    VALENCE: 72,
    INTENDED: 78,
    TIMEFRAME: 92,
    ACTORS: 88,
    FOUR_I: 96,
    COUNTS: 124,
    USED: 34,
}
LEAST_LABEL = 210
GOES_FIRST = (ACTORS, TIMEFRAME, INTENDED, FOUR_I, VALENCE, LEVEL)
"""The columns that a narrow window does without, in this order: the panel tells them as well."""


class LibraryDelegate(TreeDelegate):
    """Rows of a tree whose cells stand under the heads of their columns."""

    def _padding(self) -> float:
        return current_theme().pxf(CELL_PADDING)


class LibraryTree(QTreeView):
    """The library.

    Signals:
        current_changed(rid or None), chosen_changed(): the current row, the selected rows.
        nest_wanted(rids, below or None), merge_wanted(rids, into): elements were dropped.
        entered(): Enter on a row; delete_wanted(): Del.
        drag_told(words): what dropping here does; empty when the drag is over.
    """

    current_changed = Signal(object)
    chosen_changed = Signal()
    nest_wanted = Signal(object, object)
    merge_wanted = Signal(object, object)
    entered = Signal()
    delete_wanted = Signal()
    drag_told = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: frozenset[int] = frozenset()
        self.library = LibraryModel(self)
        self.setModel(self.library)
        self.setObjectName("elementTree")
        configure_tree(self, "Elements", on_panel=False)
        self.setItemDelegate(LibraryDelegate(self))
        self.setHeaderHidden(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionsMovable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for column in range(len(HEADS)):
            mode = QHeaderView.ResizeMode.Stretch if column == LABEL else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(column, mode)
        self.selectionModel().currentChanged.connect(lambda now, _: self.current_changed.emit(self.library.rid_at(now)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        current_theme().changed.connect(self.measure)
        self.measure()

    # --- what is chosen

    def current(self) -> Rid | None:
        """Return the element of the current row."""
        return self.library.rid_at(self.currentIndex())

    def chosen(self) -> list[LibraryRow]:
        """Return the selected elements, from the top."""
        rows = [self.library.row_at(index) for index in self.selectionModel().selectedRows(LABEL)]
        return [row for row in rows if row is not None]

    def select(self, rid: Rid | None) -> bool:
        """Make an element the current row, alone; tells whether it is shown."""
        index = self.library.index_of(rid) if rid is not None else QModelIndex()
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def restore(self, chosen: list[Rid], current: Rid | None) -> None:
        """Select again what is still shown after the rows were read anew."""
        self.expandAll()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for rid in chosen:
            index = self.library.index_of(rid)
            if index.isValid():
                self.selectionModel().select(index, flags)
        index = self.library.index_of(current) if current is not None else QModelIndex()
        if not index.isValid():
            index = self.library.index(0, LABEL)
            if index.isValid() and not chosen:
                self.selectionModel().select(index, flags)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def neighbour_of(self, gone: frozenset[Rid]) -> Rid | None:
        """Return what should be current once these elements are gone."""
        index = self.library.index_of(next(iter(gone))) if gone else QModelIndex()
        for step in (self.indexBelow, self.indexAbove):
            found = step(index)
            while found.isValid():
                rid = self.library.rid_at(found)
                if rid not in gone:
                    return rid
                found = step(found)
        return None

    def measure(self) -> None:
        """Give the columns their widths; a narrow view does without some."""
        theme = current_theme()
        head = self.header()
        head.setFixedHeight(theme.px(30))
        rows = self.library.rows.values()
        self._said = frozenset(column for column in GOES_FIRST if any(cell_text(row, column) for row in rows))
        tiles = max((len(row.roles) for row in rows), default=2)
        head.resizeSection(ROLES, max(theme.px(56), parts_size(tiles).width() + theme.px(16)))
        for column, width in WIDTHS.items():
            head.resizeSection(column, theme.px(width))
        self._hide_columns()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._hide_columns()

    def _hide_columns(self) -> None:
        theme = current_theme()
        room = self.viewport().width() - theme.px(LEAST_LABEL) - self.header().sectionSize(ROLES)
        left = {column: theme.px(width) for column, width in WIDTHS.items()}
        for column in GOES_FIRST:
            # A column in which nobody has said anything yet leaves its room to the labels.
            hidden = column not in self._said or sum(left.values()) > room
            self.setColumnHidden(column, hidden)
            if hidden:
                del left[column]

    # --- keys and menus

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the editor passes on is not meant for the rows
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(event.globalPos())

    # --- dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if rids_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        words = self._drop_words(event)
        self.drag_told.emit(words)
        if words:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.drag_told.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        self.drag_told.emit("")
        rids, target = self._dropped(event)
        if not rids or target in rids:
            event.ignore()
            return
        # The model is read anew after the step: Qt must not take the dragged rows away by itself.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and target is not None:
            self.merge_wanted.emit(rids, target)
        else:
            self.nest_wanted.emit(rids, target)

    def _dropped(self, event: QDropEvent) -> tuple[list[Rid], Rid | None]:
        point: QPoint = event.position().toPoint()
        return rids_of(event.mimeData()), self.library.rid_at(self.indexAt(point))

    def _drop_words(self, event: QDropEvent) -> str:
        rids, target = self._dropped(event)
        if not rids or target in rids:
            return ""
        what = f"“{self.library.rows[rids[0]].label}”" if len(rids) == 1 else f"{len(rids):,} elements"
        if target is None:
            return f"Drop to take {what} out of its hierarchy" if len(rids) == 1 else f"Drop to take {what} out"
        where = f"“{self.library.rows[target].label}”"
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return f"Drop to merge {what} into {where}"
        return f"Drop to put {what} below {where}; hold Ctrl to merge"
