"""The summary of a case: memos of that kind, the newest first, written in place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import CasePage
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import MemoKind
from ipof_workbench.ui.records.memos_tab import MemoColumn
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import SectionHeader


class Summaries(QWidget):
    """One summary for each analyst who wrote one, or several."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._case: Rid | None = None
        self.column = MemoColumn(session, with_kind=False)
        self.add_button = IconButton("plus", "Write another summary")
        self.add_button.clicked.connect(self.write)
        self.empty = EmptyState("What happened in this case, and why? Sum it up before you compare.", "Write a summary")
        self.empty.action_requested.connect(self.write)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.column)
        self._pages.addWidget(self.empty)
        theme = current_theme()
        head = QHBoxLayout()
        head.addWidget(SectionHeader("Summary of the case"), 1)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), 0)
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        session.can_edit_changed.connect(self._allow)
        self._allow()

    def show_page(self, page: CasePage) -> None:
        """Show the summaries of a case."""
        self._case = page.case.rid
        quotes = self._session.workbench.read.trail.memo_quotes([memo.rid for memo in page.summaries if memo.quotes])
        self.column.show_memos(page.summaries, quotes)
        self._pages.setCurrentIndex(0 if page.summaries else 1)
        self.add_button.setVisible(bool(page.summaries))

    def write(self) -> None:
        """Begin a summary."""
        from ipof_workbench.app.commands.memos import WriteMemo

        if self._case is None:
            return
        made = self._session.run(
            WriteMemo("Summary", kind=MemoKind.CASE_SUMMARY.value, about_kind="case", about=self._case)
        )
        if made is not None:
            # The page is read again in a worker where it is large; the new card can be written in at once.
            trail = self._session.workbench.read.trail
            memos = [memo for memo in trail.memos_on("case", self._case) if memo.kind == MemoKind.CASE_SUMMARY]
            self.column.show_memos(memos, trail.memo_quotes([memo.rid for memo in memos]))
            self._pages.setCurrentIndex(0)
            card = self.column.card_of(made.result.rid)
            if card is not None:
                card.begin()

    def commit(self) -> None:
        """Store what open fields hold."""
        self.column.commit()

    def _allow(self, _can: object = None) -> None:
        if self._session.can_edit:
            self.add_button.enable()
        else:
            self.add_button.disable(self._session.why_not_editable)
