"""The tree of codes: rename in place, drag onto a code to nest, between codes to order, with Ctrl to merge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from ipof_workbench.domain.codebook_rows import CodebookRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.codebook.code_delegate import CodeDelegate
from ipof_workbench.ui.codebook.code_model import CodeModel, codes_in
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.passage_drag import passage_in
from ipof_workbench.ui.widgets.delegates import configure_tree

AnyIndex = QModelIndex | QPersistentModelIndex
INDENT = 14
EXPAND_AFTER_MS = 600
_Where = QAbstractItemView.DropIndicatorPosition


class Drop(NamedTuple):
    """What dropping does here: `what` is nest, order, merge or nothing; `parent` and `before` as in `MoveCodes`."""

    what: str
    parent: Rid | None = None
    before: Rid | None = None


class CodeTree(QTreeView):
    """The codes (object name `codeTree`).

    Signals:
        chosen_changed(): other codes are selected; clicked_code(rid): one was clicked.
        move_wanted(codes, parent, before), merge_wanted(codes, into): codes were dropped, or moved by key.
        passage_dropped(span, code or None): words of the text were dropped on a code, or where there is none.
        opened(rid): Enter or a double click; delete_wanted(): Del; new_wanted(): Ins.
        code_wanted(): Space: code the selected passage; join_wanted(): Ctrl+M: merge what is selected.
        menu_wanted(point): right click or menu key.
        told(words): what dropping here does; empty when the drag is over.
    """

    chosen_changed = Signal()
    clicked_code = Signal(object)
    move_wanted = Signal(object, object, object)
    merge_wanted = Signal(object, object)
    passage_dropped = Signal(object, object)
    opened = Signal(object)
    delete_wanted = Signal()
    new_wanted = Signal()
    code_wanted = Signal()
    join_wanted = Signal()
    menu_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes = CodeModel(self)
        self.setModel(self.codes)
        self.setObjectName("codeTree")
        configure_tree(self, "Codes")
        self.setItemDelegate(CodeDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoScroll(True)
        self.setAutoExpandDelay(EXPAND_AFTER_MS)
        self._is_filling = False
        self._closed: set[Rid] = set()
        self.collapsed.connect(lambda index: self._fold(index, True))
        self.expanded.connect(lambda index: self._fold(index, False))
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.clicked.connect(self._clicked)
        current_theme().changed.connect(self._indent)
        self._indent()

    def _indent(self) -> None:
        self.setIndentation(current_theme().px(INDENT))

    # --- what is shown and chosen

    def show_rows(self, rows: Iterable[CodebookRow], words: str, editable: bool) -> None:
        """Show codes; what was open and chosen stays so."""
        chosen, current, top = self.chosen(), self.current(), self.verticalScrollBar().value()
        self._is_filling = True
        if self.codes.show(list(rows), words, editable):
            self.expandAll()
            # A filter opens what it found.
            for rid in () if words else self._closed:
                self.collapse(self.codes.index_of(rid))
            self._restore(chosen, current)
            self.verticalScrollBar().setValue(top)
        self._is_filling = False
        if chosen != self.chosen():
            self.chosen_changed.emit()

    def _tell_chosen(self) -> None:
        if not self._is_filling:
            self.chosen_changed.emit()

    def _fold(self, index: QModelIndex, closed: bool) -> None:
        rid = self.codes.rid_at(index)
        if rid is not None and not self._is_filling:
            (self._closed.add if closed else self._closed.discard)(rid)

    def _restore(self, chosen: list[Rid], current: Rid | None) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for rid in chosen:
            index = self.codes.index_of(rid)
            if index.isValid():
                self.selectionModel().select(index, flags)
        index = self.codes.index_of(current)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def current(self) -> Rid | None:
        """Return the code of the current row."""
        return self.codes.rid_at(self.currentIndex())

    def chosen(self) -> list[Rid]:
        """Return the selected codes, from the top."""
        rids = {self.codes.rid_at(index) for index in self.selectionModel().selectedRows(0)}
        return [rid for rid in self.codes.rows if rid in rids]

    def choose(self, rid: Rid) -> bool:
        """Select a code alone and bring it into sight; tells whether it is shown."""
        index = self.codes.index_of(rid)
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def rename(self) -> None:
        """Open the name of the current code for editing."""
        if self.currentIndex().isValid():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(self.currentIndex())

    # --- keys, mouse, menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the editor passes on is not meant for the rows
            return
        key, current = event.key(), self.current()
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & both == both and current is not None and self._moved_by_key(key, current):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.new_wanted.emit()
        elif key == Qt.Key.Key_M and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.join_wanted.emit()
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self.code_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _moved_by_key(self, key: int, rid: Rid) -> bool:
        """Move a code as dragging would: up and down among its siblings, right below the one before it, left out."""
        above = self.codes.above(rid)
        parent = above[0] if above else None
        siblings = self.codes.siblings(parent)
        at = siblings.index(rid)
        if key == Qt.Key.Key_Up and at > 0:
            self.move_wanted.emit([rid], parent, siblings[at - 1])
        elif key == Qt.Key.Key_Down and at + 1 < len(siblings):
            self.move_wanted.emit([rid], parent, siblings[at + 2] if at + 2 < len(siblings) else None)
        elif key == Qt.Key.Key_Right and at > 0:
            self.expand(self.codes.index_of(siblings[at - 1]))
            self.move_wanted.emit([rid], siblings[at - 1], None)
        elif key == Qt.Key.Key_Left and parent is not None:
            aunts = self.codes.siblings(above[1] if len(above) > 1 else None)
            after = aunts.index(parent) + 1
            self.move_wanted.emit([rid], above[1] if len(above) > 1 else None, (*aunts, None)[after])
        else:
            return key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        rid = self.codes.rid_at(self.indexAt(event.position().toPoint()))
        if rid is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(rid)

    def _clicked(self, index: QModelIndex) -> None:
        rid = self.codes.rid_at(index)
        if rid is not None:
            self.clicked_code.emit(rid)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # --- dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if codes_in(event.mimeData()) or passage_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        words = self.drop_words(event)
        self.told.emit(words)
        if words:
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.told.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        self.told.emit("")
        span, target = passage_in(event.mimeData()), self._target(event)
        rids, drop = codes_in(event.mimeData()), self._drop(event)
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if span is None and drop.what == "nothing":
            event.ignore()
            return
        # The model is read anew after the step: Qt must not take the dragged rows away by itself.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if span is not None:
            self.passage_dropped.emit(span, target)
        elif drop.what == "merge":
            self.merge_wanted.emit(rids, drop.parent)
        else:
            self.move_wanted.emit(rids, drop.parent, drop.before)

    def _target(self, event: QDropEvent) -> Rid | None:
        return self.codes.rid_at(self.indexAt(event.position().toPoint()))

    def _drop(self, event: QDropEvent) -> Drop:
        rids, target = codes_in(event.mimeData()), self._target(event)
        if not rids:
            return Drop("nothing")
        if target is None:
            return Drop("order")
        where = self._where(event, target)
        if where == "on":
            if target in rids:
                return Drop("nothing")
            merging = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            return Drop("merge" if merging else "nest", target)
        above = self.codes.above(target)
        parent = above[0] if above else None
        if where == "before":
            return Drop("order", parent, target)
        siblings = self.codes.siblings(parent)
        return Drop("order", parent, (*siblings, None)[siblings.index(target) + 1])

    def _where(self, event: QDropEvent, target: Rid) -> str:
        """Return whether the pointer is on a row, or nearer to the line before or after it."""
        box = self.visualRect(self.codes.index_of(target))
        edge, y = box.height() / 4, event.position().y()
        if y < box.top() + edge:
            return "before"
        return "after" if y > box.bottom() + 1 - edge else "on"

    def drop_words(self, event: QDropEvent) -> str:
        """Return what dropping here does, in words; empty where it does nothing."""
        target = self._target(event)
        name = f"“{shorten(self.codes.rows[target].name, 30)}”" if target is not None else ""
        if passage_in(event.mimeData()) is not None:
            return f"Drop to code with {name}" if name else "Drop to make a code of these words"
        rids, drop = codes_in(event.mimeData()), self._drop(event)
        known = [rid for rid in rids if rid in self.codes.rows]
        if drop.what == "nothing" or not known:
            return ""
        what = f"“{shorten(self.codes.rows[known[0]].name, 30)}”" if len(known) == 1 else f"{len(known):,} codes"
        if drop.what == "merge":
            return f"Drop to merge {what} into {name}"
        if drop.what == "nest":
            return f"Drop to put {what} below {name}; hold Ctrl to merge"
        return f"Drop to move {what} here"
