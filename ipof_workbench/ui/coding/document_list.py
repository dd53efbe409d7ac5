"""The left of the Code page: documents by case, a filter over them, what was done today under them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QMenu, QTreeView, QVBoxLayout, QWidget

from ipof_workbench.app.commands.documents import SetDocuments
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.vocabulary import DocumentStatus
from ipof_workbench.ui.coding.document_facts import is_done
from ipof_workbench.ui.coding.document_model import ROLE_DONE, ROLE_RID, DocumentModel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import icon, pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import BAR_WIDTH, AnyIndex, TreeDelegate, configure_tree
from ipof_workbench.ui.widgets.panels import Rule, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FILTER_PAUSE_MS = 150
OPENED_AT_START = 12
INDENT = 12
ONE_BY_ONE = 40
"""Above so many changed documents the list is read anew."""


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

    def _has_room_for_bar(self, index: AnyIndex, room: float) -> bool:
        # The name comes first; how much is coded is said in figures too.
        theme = current_theme()
        needed = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(str(index.data()))
        return needed <= room - theme.pxf(BAR_WIDTH + 8)

    def _draw_trailing(self, painter: QPainter, index: AnyIndex, box: QRectF) -> QRectF:
        if not index.data(ROLE_DONE):
            return super()._draw_trailing(painter, index, box)
        side = current_theme().px(14)
        place = QRectF(box.right() - side, round(box.center().y() - side / 2), side, side)
        painter.drawPixmap(place.topLeft(), pixmap("check", "text2", 14))
        return box.adjusted(0, 0, -side - current_theme().pxf(8), 0)


class DocumentTree(QTreeView):
    """The documents (object name `documentList`).

    `document_opened` carries the rid of a document that was clicked, and whether the keyboard goes to the text too.
    """

    document_opened = Signal(object, bool)

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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._clicked)
        self._words = ""
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

    def fill(self, words: str | None = None) -> None:
        """Read the list anew, keeping what is open; `words` filters by name (None: as before)."""
        if words is not None:
            self._words = words
        current = self.current_document()
        closed = self._closed_cases()
        top = self.verticalScrollBar().value()
        self._documents.fill(self._session.current_filter, self._words)
        for number in range(self._documents.rowCount()):
            index = self._documents.index(number, 0)
            title = str(index.data())
            if self._words or (number < OPENED_AT_START and title not in closed):
                self.expand(index)
        if current is not None:
            self.show_document(current)
        self.verticalScrollBar().setValue(top)

    def _closed_cases(self) -> set[str]:
        roots = (self._documents.index(number, 0) for number in range(self._documents.rowCount()))
        return {str(index.data()) for index in roots if not self.isExpanded(index)}

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

    def renew(self, documents: set[Rid]) -> None:
        """Read some rows again."""
        self._documents.renew(documents)

    def is_moved(self, document: Rid) -> bool:
        """Tell whether the list has to be read anew because of a document."""
        return self._documents.is_moved(document)

    def not_shown(self) -> int:
        """Return how many matches are more than the list holds."""
        return self._documents.not_shown

    def _indent(self) -> None:
        self.setIndentation(current_theme().px(INDENT))

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        """Draw nothing: the delegate sets the chevron before the words, which leaves them more room."""

    # --- keys, mouse, menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex(), True)
        else:
            super().keyPressEvent(event)

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
        target = DocumentStatus.IN_PROGRESS if is_done(row) else DocumentStatus.FIRST_CODED
        words = "Mark as in progress" if is_done(row) else "Mark as coded"
        action = menu.addAction(words)
        action.setEnabled(self._session.can_edit)
        action.triggered.connect(lambda: self._session.run(SetDocuments((row.rid,), status=target.value)))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(point))


class DocumentPanel(SidePanel):
    """Filter, list, and the count of the day."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("left", 216, "Documents", parent, scrolls=False)
        self._session = session
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter documents")
        self.field.setAccessibleName("Filter documents")
        self.field.setClearButtonEnabled(True)
        self._lead = self.field.addAction(icon("list-filter"), QLineEdit.ActionPosition.LeadingPosition)
        self.tree = DocumentTree(session)
        self._more = PlainLabel("", "small", "text2", wrap=True)
        self._more.hide()
        self._today = PlainLabel("Today", "caption", "text2", 600)
        self.count_label = PlainLabel("", "small", wrap=True, tabular=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FILTER_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.returnPressed.connect(self._filter)
        self._top, self._bottom = QVBoxLayout(), QVBoxLayout()
        self._top.addWidget(self.field)
        self.head.addLayout(self._top)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self._more)
        self._bottom.addWidget(self._today)
        self._bottom.addWidget(self.count_label)
        self.foot.addWidget(Rule())
        self.foot.addLayout(self._bottom)
        self.theme_changed()

    def theme_changed(self) -> None:
        super().theme_changed()
        if not hasattr(self, "_bottom"):
            return
        px = current_theme().px
        self.body.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(0)
        self.foot.setSpacing(0)
        self._top.setContentsMargins(px(10), px(8), px(10), px(6))
        self._bottom.setContentsMargins(px(12), px(8), px(12), px(12))
        self._bottom.setSpacing(px(2))
        self._lead.setIcon(icon("list-filter"))

    def fill(self) -> None:
        """Read list and count anew."""
        self.tree.fill()
        self.show_today()

    def take_in(self, changed: Changed, document: Rid | None) -> None:
        """Follow a change; `document` is the one whose codings may have changed."""
        documents = changed.rids(records.Document)
        made_or_gone = documents is None or len(documents) > ONE_BY_ONE or any(map(self.tree.is_moved, documents))
        if changed.touches(records.Case) or made_or_gone:
            self.tree.fill()
        else:
            self.tree.renew(set(documents or ()) | ({document} if document is not None else set()))
        self.show_today()

    def show_today(self) -> None:
        """Count what this analyst has made since midnight."""
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = midnight.astimezone(UTC).isoformat(timespec="milliseconds")
        analyst = self._session.workbench.analyst.rid
        codings, configurations = self._session.workbench.read.codings_since(since, analyst)
        self.count_label.setText(f"{_counted(codings, 'coding')}, {_counted(configurations, 'configuration')}")

    def _filter(self) -> None:
        self._pause.stop()
        self.tree.fill(self.field.text())
        more = self.tree.not_shown()
        self._more.setText(f"{more:,} more match; type more of the name.")
        self._more.setVisible(bool(more))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
