"""The list of statements: read as sentences, edited in their rows, ordered by drag and by keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.statement_rows import Expressing, ListedStatement
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.domain.written_statements import WrittenStatement, written
from ipof_workbench.ui.configurations.wording import STATUS_ICONS, status_words
from ipof_workbench.ui.statements.part_fields import RowEditor, pasted_statements
from ipof_workbench.ui.statements.statement_delegate import StatementDelegate
from ipof_workbench.ui.statements.statement_items import Heading, StatementModel
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.widgets.wrapping_list import WrappingList


class StatementList(WrappingList):
    """The list.

    Signals:
        edited(ListedStatement, changes): fields of its draft -> new words.
        moved(rids, before): by drag or Alt and an arrow; `before` None is the end.
        delete_requested(rids)
        status_chosen(rids, key), priority_chosen(rids, word)
        pasted(statements): sentences from the clipboard.
        configuration_opened(rid): Enter on a configuration that expresses no statement.
        statement_of_requested(rid): make a statement of that configuration.
        configuration_of_requested(rid): make a configuration of that statement.
    """

    edited = Signal(object, object)
    moved = Signal(object, object)
    delete_requested = Signal(object)
    status_chosen = Signal(object, str)
    priority_chosen = Signal(object, str)
    pasted = Signal(object)
    configuration_opened = Signal(object)
    statement_of_requested = Signal(object)
    configuration_of_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statementList")
        self.setAccessibleName("Statements")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.rows = StatementModel(self)
        self.setModel(self.rows)
        self.look = StatementDelegate(self)
        self.setItemDelegate(self.look)
        self.rows.moved.connect(self.moved)
        self.rows.modelReset.connect(self._forget_editor)
        self.editor: RowEditor | None = None
        self.can_edit = True

    # --- what is chosen

    def current(self) -> ListedStatement | None:
        """Return the current statement."""
        return self.rows.statement_at(self.currentIndex().row())

    def chosen(self) -> tuple[ListedStatement, ...]:
        """Return the selected statements in their order."""
        numbers = sorted(index.row() for index in self.selectedIndexes())
        return tuple(held for number in numbers if (held := self.rows.statement_at(number)) is not None)

    # --- editing

    def edit_current(self) -> None:
        """Open the editor in the row of the current statement."""
        held, index = self.current(), self.currentIndex()
        if held is None or not self.can_edit or self.editor is not None:
            return
        editor = RowEditor(held.parts)
        self.editor, self.look.editing = editor, held.rid
        self.look.editor_height = editor.sizeHint().height()
        self.look.sizeHintChanged.emit(index)
        self.setIndexWidget(index, editor)
        self.executeDelayedItemsLayout()
        self.scrollTo(index)
        editor.done.connect(lambda changes: self._close_editor(held, changes))
        editor.begin()

    def finish_edit(self) -> None:
        """Store what an open editor holds."""
        if self.editor is not None:
            self.editor.finish(True)

    def _close_editor(self, held: ListedStatement, changes: object) -> None:
        had_focus = self.editor is not None and self.editor.isAncestorOf(QApplication.focusWidget() or self)
        number = self.rows.position_of(held.rid)
        self._forget_editor()
        if number is not None:
            index = self.rows.index(number)
            self.setIndexWidget(index, None)  # type: ignore[arg-type]
            self.look.sizeHintChanged.emit(index)
            self.scheduleDelayedItemsLayout()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if changes:
            self.edited.emit(held, changes)

    def _forget_editor(self) -> None:
        self.editor, self.look.editing = None, None

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_chosen(-1 if key == Qt.Key.Key_Up else 1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(pasted_statements(QApplication.clipboard().mimeData()))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._enter(self.currentIndex())
        elif key == Qt.Key.Key_Delete and self.chosen():
            self.delete_requested.emit(tuple(held.rid for held in self.chosen()))
        else:
            super().keyPressEvent(event)

    def move_chosen(self, step: int) -> None:
        """Move the selected statements one place up (-1) or down (1)."""
        chosen, order, places = self._chosen_places()
        if self.why_not_move(step):
            return
        if step < 0:
            at = max(at for at in range(places[0]) if order[at] not in chosen)
            self.moved.emit(tuple(chosen), order[at])
            return
        stays = [at for at in range(places[-1] + 1, len(order)) if order[at] not in chosen]
        self.moved.emit(tuple(chosen), order[stays[1]] if len(stays) > 1 else None)

    def why_not_move(self, step: int) -> str:
        """Return why the selected statements cannot be moved up (-1) or down (1); empty where they can."""
        chosen, order, places = self._chosen_places()
        if not places:
            return "Choose a statement first"
        if not self.can_edit or not self.rows.can_move:
            return "The order can be changed while all statements are shown"
        beyond = order[: places[0]] if step < 0 else order[places[-1] + 1 :]
        if not any(rid not in chosen for rid in beyond):
            return "It is the first already" if step < 0 else "It is the last already"
        return ""

    def _chosen_places(self) -> tuple[set[Rid], list[Rid], list[int]]:
        """Return the selected statements, the order of all, and where in it the selected ones stand."""
        chosen = {held.rid for held in self.chosen()}
        order = [held.rid for held in self.rows.statements()]
        return chosen, order, [at for at, rid in enumerate(order) if rid in chosen]

    def copy_chosen(self) -> None:
        """Put the selected statements on the clipboard, a sentence a line."""
        lines = [
            written(WrittenStatement(held.if_text, held.then_text, held.because_text, held.number))
            for held in self.chosen()
        ]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._enter(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.editor is not None:
            self.look.editor_height = self.editor.sizeHint().height()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.rows.row_at(self.currentIndex().row())
        if row is None or isinstance(row, Heading):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row, Expressing):
            self._fill_tie_menu(menu, row)
        else:
            self.fill_menu(menu, self.chosen() or (row,))
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu, chosen: tuple[ListedStatement, ...]) -> None:
        """Add what can be done with statements."""
        rids = tuple(held.rid for held in chosen)
        edit = menu.addAction("Edit the sentence\tEnter")
        edit.triggered.connect(self.edit_current)
        edit.setEnabled(self.can_edit)
        menu.addAction("Copy\tCtrl+C").triggered.connect(self.copy_chosen)
        menu.addSeparator()
        self._fill_states(menu, chosen, rids)
        up, down = menu.addAction("Move up\tAlt+Up"), menu.addAction("Move down\tAlt+Down")
        up.triggered.connect(lambda: self.move_chosen(-1))
        down.triggered.connect(lambda: self.move_chosen(1))
        for action in (up, down):
            action.setEnabled(self.can_edit and self.rows.can_move)
        menu.addSeparator()
        if len(chosen) == 1:
            make = menu.addAction("Make a configuration of it")
            make.triggered.connect(lambda: self.configuration_of_requested.emit(rids[0]))
            make.setEnabled(self.can_edit)
            menu.addSeparator()
        delete = menu.addAction("Delete the statement\tDel" if len(chosen) == 1 else "Delete the statements\tDel")
        delete.triggered.connect(lambda: self.delete_requested.emit(rids))
        delete.setEnabled(self.can_edit)

    def _fill_states(self, menu: QMenu, chosen: tuple[ListedStatement, ...], rids: tuple[Rid, ...]) -> None:
        states, priorities = menu.addMenu("Status"), menu.addMenu("Priority")
        for status in Status:
            action = states.addAction(icon(STATUS_ICONS[status.value]), status_words(status.value))
            action.setCheckable(True)
            action.setChecked(all(held.status == status.value for held in chosen))
            action.triggered.connect(lambda _=False, key=status.value: self.status_chosen.emit(rids, key))
        for word in ("high", "medium", "low", ""):
            action = priorities.addAction(word.capitalize() or "None")
            action.setCheckable(True)
            action.setChecked(all(held.priority == word for held in chosen))
            action.triggered.connect(lambda _=False, word=word: self.priority_chosen.emit(rids, word))
        for sub in (states, priorities):
            sub.setEnabled(self.can_edit)

    def _fill_tie_menu(self, menu: QMenu, row: Expressing) -> None:
        menu.addAction("Go to the configuration\tEnter").triggered.connect(
            lambda: self.configuration_opened.emit(row.rid)
        )
        make = menu.addAction("Make a statement of it")
        make.triggered.connect(lambda: self.statement_of_requested.emit(row.rid))
        make.setEnabled(self.can_edit)

    def _enter(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if isinstance(row, Expressing):
            self.configuration_opened.emit(row.rid)
        elif isinstance(row, ListedStatement):
            self.edit_current()
