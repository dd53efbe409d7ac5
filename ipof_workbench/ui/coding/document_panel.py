"""The left of the Code page: what the list shows, the documents, a place below them, the count of the day."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.document_choices import EVERY_DOCUMENT, DocumentOrder, Grouping
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.day_count import DayCount
from ipof_workbench.ui.coding.document_list import DocumentTree
from ipof_workbench.ui.coding.document_source import Listing
from ipof_workbench.ui.coding.list_menu import ListMenu, choice_words
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton
from ipof_workbench.ui.widgets.panels import Rule, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FILTER_PAUSE_MS = 150
ONE_BY_ONE = 40
"""Above so many changed documents the list is read anew."""
GROUPING_SETTING, ORDER_SETTING = "code/documents_by", "code/documents_order"


class DocumentPanel(SidePanel):
    """Field, menu, list, and the count of the day.

    `halves` (object name `codingLeft`) holds the documents; `set_below` puts another part of the page under them.
    How the list is grouped and sorted is remembered on this computer; what it leaves out is not.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("left", 216, "Documents", parent, scrolls=False)
        self._session = session
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter documents")
        self.field.setAccessibleName("Filter documents")
        self.field.setClearButtonEnabled(True)
        self._lead = self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.menu_button = IconButton("list-filter", "What the list shows")
        self.tree = DocumentTree(session)
        self.chosen_label = PlainLabel("", "small", "text2", elide=True)
        self.clear_button = LinkButton("Show all")
        self.more_label = PlainLabel("", "small", "text2", wrap=True)
        self.more_label.hide()
        self.day = DayCount(session)
        self._pause = QTimer(self, singleShot=True, interval=FILTER_PAUSE_MS)
        self._build_halves()
        self.foot.addWidget(Rule())
        self.foot.addWidget(self.day)
        self._connect()
        self._listing = self._remembered()
        self.theme_changed()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._filter)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.returnPressed.connect(self._filter)
        self.menu_button.clicked.connect(self.open_menu)
        self.clear_button.clicked.connect(self.show_all)

    def _build_halves(self) -> None:
        documents, self._chosen = QWidget(), QWidget()
        column, self._top, said = QVBoxLayout(documents), QHBoxLayout(), QHBoxLayout(self._chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        self._top.addWidget(self.field, 1)
        self._top.addWidget(self.menu_button)
        said.addWidget(self.chosen_label, 1)
        said.addWidget(self.clear_button)
        self._said = said
        for part, stretch in ((self._chosen, 0), (self.tree, 1), (self.more_label, 0)):
            column.addWidget(part, stretch)
        self._chosen.hide()
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.setObjectName("codingLeft")
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(1)
        self.halves.addWidget(documents)
        self.body.addWidget(self.halves, 1)

    def set_below(self, part: QWidget) -> None:
        """Let a part of the page stand below the documents; hidden, it leaves them the whole height."""
        self.halves.addWidget(part)
        self.halves.setStretchFactor(0, 3)
        self.halves.setStretchFactor(1, 2)

    def theme_changed(self) -> None:
        super().theme_changed()
        if not hasattr(self, "day"):
            return
        px = current_theme().px
        self.body.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(0)
        self.foot.setSpacing(0)
        self._top.setContentsMargins(px(10), px(8), px(6), px(6))
        self._top.setSpacing(px(4))
        self._said.setContentsMargins(px(12), 0, px(10), px(6))
        self.more_label.setContentsMargins(px(12), px(4), px(12), px(8))
        self._lead.setIcon(icon("search"))

    # --- what is shown

    def fill(self) -> None:
        """Read list and count anew."""
        self._fill()
        self.show_today()

    def take_in(self, changed: Changed, coded: set[Rid]) -> None:
        """Follow a change; `coded` are the documents on display, where their codings may have changed."""
        documents = changed.rids(records.Document)
        made_or_gone = documents is None or len(documents) > ONE_BY_ONE or any(map(self.tree.is_moved, documents))
        if changed.touches(records.Case) or made_or_gone:
            self._fill()
        else:
            self.tree.renew(set(documents or ()) | coded)
        self.show_today()

    def show_today(self) -> None:
        """Count what this analyst has coded since midnight."""
        self.day.show_today()

    def show_all(self) -> None:
        """Leave nothing out."""
        self.field.clear()
        self.ask(replace(self._listing, choice=EVERY_DOCUMENT))

    def ask(self, listing: Listing) -> None:
        """Show the list in another way."""
        self._listing = listing
        self._session.settings.setValue(GROUPING_SETTING, listing.grouping)
        self._session.settings.setValue(ORDER_SETTING, f"{listing.order} {'down' if listing.descending else 'up'}")
        self._fill()

    def menu(self) -> ListMenu:
        """Return the menu of what the list shows."""
        workbench = self._session.workbench
        menu = ListMenu(
            self._listing, workbench.read.by_document.case_names(), workbench.analyst.rid, self, self._session.is_blind
        )
        menu.asked.connect(self.ask)
        return menu

    def open_menu(self) -> None:
        """Open the menu under its button."""
        self.menu().popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _remembered(self) -> Listing:
        settings = self._session.settings
        grouping = str(settings.value(GROUPING_SETTING, ""))
        order, _, way = str(settings.value(ORDER_SETTING, "")).partition(" ")
        return Listing(
            grouping=grouping if grouping in {known.value for known in Grouping} else Grouping.CASE.value,
            order=order if order in {known.value for known in DocumentOrder} else DocumentOrder.KIND.value,
            descending=way == "down",
        )

    def _filter(self) -> None:
        self._pause.stop()
        self._listing = replace(self._listing, choice=replace(self._listing.choice, words=self.field.text()))
        self._fill()

    def _fill(self) -> None:
        self.tree.fill(self._listing)
        cases = self._session.workbench.read.by_document.case_names()
        words = choice_words(self._listing.choice, cases)
        self.chosen_label.setText(words)
        self._chosen.setVisible(bool(words))
        more = self.tree.not_shown()
        nothing = self.tree.is_empty() and not self.tree.listing().shows_all
        self.more_label.setText(
            "No document passes this filter." if nothing else f"{more:,} more match; type more of the name."
        )
        self.more_label.setVisible(bool(more) or nothing)
