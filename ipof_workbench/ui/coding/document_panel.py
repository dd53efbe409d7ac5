"""The left of the Code page: a filter, the documents, a place below them, what was done today at the foot."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.document_list import DocumentTree
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import Rule, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

FILTER_PAUSE_MS = 150
ONE_BY_ONE = 40
"""Above so many changed documents the list is read anew."""


class DocumentPanel(SidePanel):
    """Filter, list, and the count of the day.

    `halves` (object name `codingLeft`) holds the documents; `set_below` puts another part of the page under them.
    """

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
        self._bottom = QVBoxLayout()
        self._build_halves()
        self._bottom.addWidget(self._today)
        self._bottom.addWidget(self.count_label)
        self.foot.addWidget(Rule())
        self.foot.addLayout(self._bottom)
        self.theme_changed()

    def _build_halves(self) -> None:
        documents = QWidget()
        column, self._top = QVBoxLayout(documents), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top.addWidget(self.field)
        column.addLayout(self._top)
        column.addWidget(self.tree, 1)
        column.addWidget(self._more)
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

    def take_in(self, changed: Changed, coded: set[Rid]) -> None:
        """Follow a change; `coded` are the documents on display, where their codings may have changed."""
        documents = changed.rids(records.Document)
        made_or_gone = documents is None or len(documents) > ONE_BY_ONE or any(map(self.tree.is_moved, documents))
        if changed.touches(records.Case) or made_or_gone:
            self.tree.fill()
        else:
            self.tree.renew(set(documents or ()) | coded)
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
