"""What a search found, and the list that shows it under the field."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QVBoxLayout, QWidget

from ipof_workbench.domain.records import Document
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.trail_rows import MemoRow
from ipof_workbench.ui.places import AutoCodePlace, ConfigurationPlace, ElementPlace, Place, QuotePlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.vocabulary_icons import kind_icon
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_HEADING, ROLE_ICON, configure_tree
from ipof_workbench.ui.widgets.plain_label import PlainLabel

POPUP_WIDTH = 560
SHOWN_HITS = 12
SHOWN_MEMOS = 5
_PLACE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it leads, and how its row reads."""

    place: Place
    icon: str
    text: str
    trailing: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, group by group; `total` counts the documents that hold the words."""

    words: str
    groups: tuple[tuple[str, tuple[Hit, ...]], ...]
    total: int
    documents: int


def look_for(session: Session, words: str) -> Found:
    """Search the project; runs in a worker."""
    read = session.workbench.read
    wanted = words.casefold().strip('*" ')
    configurations = [
        Hit(ConfigurationPlace("configurations", row.rid), "blocks", f"{row.number}  {row.title}".strip())
        for row in read.configurations()
        if wanted in row.title.casefold() or wanted == row.number.casefold()
    ][:5]
    default_role = session.roles()[0].key if session.roles() else "context"
    elements = [
        Hit(ElementPlace("theory", row.rid, row.role_key or default_role), "workflow", row.label)
        for row in read.elements(words=wanted, limit=5)
    ]
    named = [
        Hit(QuotePlace("code", row.rid), kind_icon(row.kind), row.name, row.case_name)
        for row in read.document_rows(read.document_rids(words=wanted)[:5])
    ]
    hits, total = read.search(words, limit=SHOWN_HITS)
    texts = [
        Hit(QuotePlace("code", hit.document, hit.start, hit.end), kind_icon(hit.kind), hit.snippet, hit.name)
        for hit in hits
    ]
    if total:
        # The last row: the first one is opened by Enter.
        texts.append(Hit(AutoCodePlace("auto", words), "highlighter", "Code these hits…"))
    memos = [
        Hit(RecordPlace("trail", "memo", memo.rid), "sticky-note", memo_words(memo), memo.about_name)
        for memo in read.trail.memos(words=words.strip('*" '))[:SHOWN_MEMOS]
    ]
    groups = (
        ("Configurations", configurations),
        ("Elements", elements),
        ("Documents", named),
        ("Memos", memos),
        (f"In the text of {total:,} document{'' if total == 1 else 's'}", texts),
    )
    return Found(words, tuple((head, tuple(rows)) for head, rows in groups if rows), total, read.number_of(Document))


def memo_words(memo: MemoRow) -> str:
    """Return a memo on one line: its title, and how its words begin."""
    words = shorten(memo.body, 60)
    return f"{memo.title}: {words}" if memo.title and words else memo.title or words or "No words yet"


class SearchPopup(QFrame):
    """The list under the field. It never takes the focus."""

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStandardItemModel(self)
        self.view = QTreeView()
        configure_tree(self.view, "Search results", on_panel=False)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setRootIsDecorated(False)
        self.view.setModel(self._model)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.clicked.connect(self._take)
        self._nothing = PlainLabel("", "body", "text2", wrap=True)
        self._nothing.setMargin(current_theme().px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._nothing)
        column.addWidget(self.view)
        self.hide()

    def show_found(self, found: Found, below: QWidget) -> None:
        """Show what was found under the field; the first row is current."""
        self._model.clear()
        for head, hits in found.groups:
            heading = QStandardItem(head)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData(True, ROLE_HEADING)
            self._model.appendRow(heading)
            for hit in hits:
                row = QStandardItem(hit.text)
                row.setData(hit.icon, ROLE_ICON)
                row.setData(hit.trailing, ROLE_COUNT)
                row.setData(hit.place, _PLACE)
                row.setEditable(False)
                row.setToolTip("")
                self._model.appendRow(row)
        nothing = not found.groups
        self._nothing.setVisible(nothing)
        self.view.setVisible(not nothing)
        tip = "" if found.words.endswith("*") else f" Try {found.words}*"
        self._nothing.setText(f"Nothing found for “{found.words}” in {found.documents:,} documents.{tip}")
        self._place(below)
        self.show()
        self.raise_()
        self.move_current(1)

    def _place(self, below: QWidget) -> None:
        theme = current_theme()
        window = self._window
        rows = min(16, max(2, self._model.rowCount()))
        corner = below.mapTo(window, QPoint(below.width(), below.height() + theme.px(4)))
        width = theme.px(POPUP_WIDTH)
        self.setGeometry(corner.x() - width, corner.y(), width, rows * theme.px(26) + 4)

    def move_current(self, step: int) -> None:
        """Go to the next (1) or previous (-1) row that leads somewhere."""
        at = self.view.currentIndex().row() + step
        while 0 <= at < self._model.rowCount():
            index = self._model.index(at, 0)
            if index.data(_PLACE) is not None:
                self.view.setCurrentIndex(index)
                return
            at += step

    def current(self) -> Place | None:
        """Return where the current row leads."""
        place = self.view.currentIndex().data(_PLACE)
        return place if isinstance(place, Place) else None

    def rows(self) -> list[str]:
        """Return the texts of all rows, headings included."""
        return [self._model.item(at).text() for at in range(self._model.rowCount())]

    def _take(self) -> None:
        if self.current() is not None:
            self.chosen.emit(self.current())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(current_theme().colour("control"))
        painter.setBrush(current_theme().colour("paper"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
