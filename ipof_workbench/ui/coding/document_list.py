"""The documents on the Code page by case, with their keys and their menu."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTreeView, QWidget

from ipof_workbench.app.commands.documents import SetDocuments
from ipof_workbench.domain.document_choices import Grouping
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentStatus
from ipof_workbench.ui.coding.document_facts import is_done
from ipof_workbench.ui.coding.document_model import ROLE_DONE, ROLE_RID, DocumentModel
from ipof_workbench.ui.coding.document_source import Listing
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import AnyIndex, TreeDelegate, configure_tree

OPENED_AT_START = 12
INDENT = 12
ROOM_FOR_BARS = 190
"""Where a row has so many logical pixels, names and bars both have room."""
OPENED_WITH_HEAD = 40
"""A head by kind with at most so many documents opens with its case."""


class DocumentDelegate(TreeDelegate):
    """A row of the list; a finished document has a tick at its right end."""

    end_gap = 0

    def _padding(self) -> float:
        return current_theme().pxf(9)

    def _draw_lead(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        tree = self.parent()
        if index.data(ROLE_RID) is None and isinstance(tree, QTreeView):
            side = current_theme().px(14)
            name = "chevron-down" if isinstance(index, QModelIndex) and tree.isExpanded(index) else "chevron-right"
            painter.drawPixmap(round(box.left()), round(box.center().y() - side / 2), pixmap(name, "text2", 14))
            box = box.adjusted(side + current_theme().pxf(4), 0, 0, 0)
        return super()._draw_lead(painter, index, box)

    def _has_room_for_bar(self, _index: AnyIndex, room: float) -> bool:
        # The name comes first, and how much is coded is said in figures too: in a narrow list no row has a bar.
        return room >= current_theme().pxf(ROOM_FOR_BARS)

    def _draw_trailing(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        if not index.data(ROLE_DONE):
            return super()._draw_trailing(painter, index, box)
        side = current_theme().px(14)
        place = QRectF(box.right() - side, round(box.center().y() - side / 2), side, side)
        painter.drawPixmap(place.topLeft(), pixmap("check", "text2", 14))
        return box.adjusted(0, 0, -side - current_theme().pxf(8), 0)


class DocumentTree(QTreeView):
    """The documents (object name `documentList`).

    `document_opened` carries the rid of a document that was clicked, and whether the keyboard goes to the text too;
    `beside_asked` that of one to be shown beside the text that is open. Documents can be dragged onto a text.
    """

    document_opened = Signal(object, bool)
    beside_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentList")
        self._session = session
        self._documents = DocumentModel(lambda: session.workbench.read, self)
        self.setModel(self._documents)
        configure_tree(self, "Documents")
        self.setItemDelegate(DocumentDelegate(self))
        self.setExpandsOnDoubleClick(False)
        self.setRootIsDecorated(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._clicked)
        self._listing = Listing()
        self._typed, self._typed_at = "", QElapsedTimer()
        current_theme().changed.connect(self._indent)
        self._indent()

    # --- what scripts and the page call

    def open_document(self, name: str) -> Rid:
        """Open the document with this name, or `case/name`, in the text beside; returns its rid.

        Raises:
            NotFound: there is none.
            AmbiguousReference: there are several; the sentence names them.
        """
        row = self._session.workbench.read.document_named(name)
        self.show_document(row.rid)
        self.document_opened.emit(row.rid, True)
        return row.rid

    def show_document(self, document: Rid) -> None:
        """Mark a document as the one in the text, opening its case."""
        index = self._documents.index_of_document(document)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def fill(self, listing: Listing | None = None) -> None:
        """Read the list anew, keeping what is open (None: asked for as before, through the filter of the window)."""
        self._listing = replace(listing or self._listing, scope=self._session.chosen_filter)
        current = self.current_document()
        closed = self._closed_heads()
        top = self.verticalScrollBar().value()
        self._documents.fill(self._listing)
        for number in range(self._documents.rowCount()):
            index = self._documents.index(number, 0)
            if self._listing.choice.words or (number < OPENED_AT_START and str(index.data()) not in closed):
                self._open_head(index)
        if current is not None:
            self.show_document(current)
        self.verticalScrollBar().setValue(top)

    def _open_head(self, index: QModelIndex) -> None:
        """Open a head, and in it the few documents of a kind."""
        self.expand(index)
        if self._listing.grouping == Grouping.CASE_AND_KIND and not self._listing.choice.words:
            # A view that is not laid out yet would fetch what is below only later.
            if self._documents.canFetchMore(index):
                self._documents.fetchMore(index)
            for row in range(self._documents.rowCount(index)):
                below = self._documents.index(row, 0, index)
                if self._documents.size_of(below) <= OPENED_WITH_HEAD:
                    self.expand(below)

    def _closed_heads(self) -> set[str]:
        roots = (self._documents.index(number, 0) for number in range(self._documents.rowCount()))
        return {str(index.data()) for index in roots if not self.isExpanded(index)}

    def listing(self) -> Listing:
        """Return how the list is asked for."""
        return self._listing

    def current_document(self) -> Rid | None:
        """Return the document that is marked."""
        rid = self.currentIndex().data(ROLE_RID)
        return rid if isinstance(rid, int) else None

    def neighbour(self, step: int) -> Rid | None:
        """Return the document `step` rows further down (or up) in the list as it is open."""
        index = self.currentIndex()
        while index.isValid():
            index = self.indexBelow(index) if step > 0 else self.indexAbove(index)
            rid = index.data(ROLE_RID)
            if isinstance(rid, int):
                return rid
        return None

    def see_only(self, analyst: Rid | None) -> None:
        """Let the rows say what one analyst has coded, and nothing of the others (None: what everybody has)."""
        if analyst != self._documents.only:
            self._documents.only = analyst
            self.fill()

    def renew(self, documents: set[Rid]) -> None:
        """Read some rows again."""
        self._documents.renew(documents)

    def is_moved(self, document: Rid) -> bool:
        """Tell whether the list has to be read anew because of a document."""
        return self._documents.is_moved(document)

    def not_shown(self) -> int:
        """Return how many matches are more than the list holds."""
        return self._documents.not_shown

    def is_empty(self) -> bool:
        """Tell whether nothing is listed."""
        return self._documents.rowCount() == 0

    def _indent(self) -> None:
        self.setIndentation(current_theme().px(INDENT))

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        """Draw nothing: the delegate sets the chevron before the words, which leaves them more room."""

    # --- keys, mouse, menu

    def event(self, event: QEvent) -> bool:
        # In the list Ctrl+Enter opens beside, whatever it does elsewhere on the page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _asks_beside(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        document = self.current_document()
        if _asks_beside(event) and document is not None:
            self.beside_asked.emit(document)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex(), True)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next document of the list whose name begins with (else holds) what is typed, opened or not."""
        pause = self._typed_at.isValid() and self._typed_at.elapsed() > QApplication.keyboardInputInterval()
        self._typed = search if pause or not self._typed_at.isValid() else self._typed + search
        self._typed_at.start()
        found = self._documents.named(self._typed, self.current_document(), stays=len(self._typed) > 1)
        if found is not None:
            self.show_document(found)

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(ROLE_RID) is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._open(index, False)

    def _open(self, index: QModelIndex, with_keyboard: bool) -> None:
        rid = index.data(ROLE_RID)
        if isinstance(rid, int):
            self.document_opened.emit(rid, with_keyboard)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _show_menu(self, point: QPoint) -> None:
        rid = self.indexAt(point).data(ROLE_RID)
        row = self._documents.row_of(rid) if isinstance(rid, int) else None
        if row is None:
            return
        menu = QMenu(self)
        menu.addAction("Open").triggered.connect(lambda: self.document_opened.emit(row.rid, True))
        menu.addAction("Open beside\tCtrl+Enter").triggered.connect(lambda: self.beside_asked.emit(row.rid))
        menu.addSeparator()
        target = DocumentStatus.IN_PROGRESS if is_done(row) else DocumentStatus.FIRST_CODED
        words = "Mark as in progress" if is_done(row) else "Mark as coded"
        action = menu.addAction(words)
        action.setEnabled(self._session.can_edit)
        action.triggered.connect(lambda: self._session.run(SetDocuments((row.rid,), status=target.value)))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(point))


def _asks_beside(event: QKeyEvent) -> bool:
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain == Qt.KeyboardModifier.ControlModifier
