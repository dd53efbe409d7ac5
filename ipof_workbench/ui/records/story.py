"""Memos and audit of one record under two tabs, for the foot of a panel."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.records.audit_tab import AuditTab
from ipof_workbench.ui.records.memos_tab import MemosTab
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import SidePanel

DETAILS = "Details"


class Story(QWidget):
    """What is written about a record, and what happened to it; the tab says how many memos there are.

    Args:
        session: whose record.
        first: (words, widget) that stand before the two. While there is no record, the first of them stands alone.

    Attributes:
        kind, rid: the table of the record that is shown, and which it is; None where there is none.
    """

    def __init__(self, session: Session, *first: tuple[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.kind, self.rid = "", None  # type: tuple[str, Rid | None]
        self._has_first = bool(first)
        self.memos, self.audit = MemosTab(session), AuditTab(session)
        self.tabs, self._pages = QTabBar(), QStackedWidget()
        self.tabs.setAccessibleName("About this record")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words, widget in (*first, ("Memos", self.memos), ("Audit", self.audit)):
            self.tabs.addTab(words)
            self._pages.addWidget(widget)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.tabs)
        self._bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(2))
        column.addLayout(self._bar)
        column.addWidget(self._pages, 1)
        session.changed.connect(self._on_changed)

    def show_subject(self, kind: str, rid: Rid | None) -> None:
        """Show another record (`kind` is the name of its table); None shows that there is none."""
        self.kind, self.rid = kind, rid
        self.memos.show_subject(kind, rid)
        self.audit.show_subject(kind, rid)
        if self._has_first:
            self.tabs.setVisible(rid is not None)
            if rid is None:
                self.tabs.setCurrentIndex(0)
        self._count()

    def show_tab(self, widget: QWidget) -> None:
        """Bring one of the tabs to the front."""
        self.tabs.setCurrentIndex(self._pages.indexOf(widget))

    def current(self) -> QWidget | None:
        """Return what is in front."""
        return self._pages.currentWidget()

    def set_words(self, widget: QWidget, words: str) -> None:
        """Call one of the tabs something else."""
        self.tabs.setTabText(self._pages.indexOf(widget), words)

    def set_padding(self, pixels: int, on_panel: bool = False) -> None:
        """Let the tabs, and the memos and the audit, stand off from the edge; what stands before them does not."""
        self._bar.setContentsMargins(pixels, 0, 0, 0)
        for page in (self.memos, self.audit):
            page.setContentsMargins(pixels, 0, pixels, 0)
        self.audit.list.setProperty("onPanel", on_panel)

    def set_first_visible(self, widget: QWidget, visible: bool) -> None:
        """Show or hide one of the tabs; another comes to the front where it is hidden."""
        at = self._pages.indexOf(widget)
        self.tabs.setTabVisible(at, visible)
        if not visible and self.tabs.currentIndex() == at:
            self.show_tab(self.memos)

    def commit(self) -> None:
        """Store what open fields hold."""
        self.memos.commit()

    def write_memo(self) -> None:
        """Begin a memo on the record."""
        self.show_tab(self.memos)
        self.memos.write()

    def _count(self) -> None:
        number = 0
        if self.rid is not None and self._session.is_open:
            number = self._session.workbench.read.trail.count_of_memos(self.kind, self.rid)
        self.set_words(self.memos, f"Memos {number:,}" if number else "Memos")

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(records.Memo) and self.rid is not None:
            self._count()


def with_story(panel: SidePanel, session: Session) -> Story:
    """Put the body of a panel under a tab, with the memos and the audit of what it shows beside it."""
    made: list[Story] = []

    def around(body: QWidget) -> QWidget:
        story = Story(session, (DETAILS, body))
        story.set_padding(current_theme().px(12), on_panel=True)
        made.append(story)
        return story

    panel.put_body_into(around)
    return made[0]
