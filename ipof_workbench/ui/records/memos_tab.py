"""The memos on one record, newest first, written and edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.trail_rows import MemoQuoteRow, MemoRow
from ipof_workbench.ui.records.memo_card import MemoCard
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.plain_label import PlainLabel

TOUCHING = (records.Memo, records.MemoQuote, records.Excerpt, records.Participant)
"""What changes a memo as it is shown here."""


class MemoColumn(QScrollArea):
    """Memo cards under each other; a card stays the same widget as long as its memo is shown."""

    def __init__(
        self, session: Session, with_subject: bool = False, with_kind: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._with_subject, self._with_kind = session, with_subject, with_kind
        self.cards: list[MemoCard] = []
        inside = QWidget()
        inside.setObjectName("panelBody")
        self._column = QVBoxLayout(inside)
        theme = current_theme()
        self._column.setContentsMargins(0, theme.px(4), theme.px(4), theme.px(12))
        self._column.setSpacing(theme.px(8))
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inside)
        self.setAccessibleName("Memos")

    def show_memos(self, memos: Sequence[MemoRow], quotes: Mapping[Rid, Sequence[MemoQuoteRow]]) -> None:
        """Show these memos in their order."""
        known = {card.rid: card for card in self.cards}
        wanted = {memo.rid for memo in memos}
        for card in self.cards:
            if card.rid not in wanted:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        self.cards = []
        for at, memo in enumerate(memos):
            card = known.get(memo.rid) or MemoCard(self._session, self._with_subject, self._with_kind)
            if self._column.indexOf(card) != at:
                self._column.insertWidget(at, card)
            card.show_memo(memo, quotes.get(memo.rid, ()))
            self.cards.append(card)

    def commit(self) -> None:
        """Store what open fields hold."""
        for card in self.cards:
            card.commit()

    def card_of(self, memo: Rid) -> MemoCard | None:
        """Return the card of a memo that is shown."""
        return next((card for card in self.cards if card.rid == memo), None)

    def show_card(self, memo: Rid) -> None:
        """Bring a memo into sight once it has its place."""
        card = self.card_of(memo)
        if card is not None:
            QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card, 0, current_theme().px(12)))


class MemosTab(QWidget):
    """Memos on one record. Reads while it is visible, and again when something changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind, self._rid = "", None  # type: tuple[str, Rid | None]
        self._stale = True
        self.count = PlainLabel("", "small", "text2", elide=True)
        self.write_button = Button("Write a memo", "sticky-note")
        self.write_button.clicked.connect(self.write)
        self.column = MemoColumn(session)
        self.empty = EmptyState("No memo on this yet.", "Write a memo")
        self.empty.action_requested.connect(self.write)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.column)
        self._pages.addWidget(self.empty)
        theme = current_theme()
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(2))
        row.addWidget(self.count, 1)
        row.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        session.changed.connect(self._on_changed)
        session.can_edit_changed.connect(self._allow)
        self._allow()

    def show_subject(self, kind: str, rid: Rid | None) -> None:
        """Show the memos on another record (`kind` is the name of its table)."""
        if (kind, rid) != (self._kind, self._rid):
            self.commit()
        self._kind, self._rid = kind, rid
        self._stale = True
        if self.isVisible():
            self.refresh()

    def commit(self) -> None:
        """Store what open fields hold."""
        self.column.commit()

    def refresh(self) -> None:
        """Read the memos again."""
        self._stale = False
        read = self._session.workbench.read.trail
        memos = read.memos_on(self._kind, self._rid) if self._rid is not None else []
        self.column.show_memos(memos, read.memo_quotes([memo.rid for memo in memos if memo.quotes]))
        self._pages.setCurrentIndex(0 if memos else 1)
        self._head.setVisible(bool(memos))
        self.count.setText(f"{len(memos):,} memo{'' if len(memos) == 1 else 's'}")

    def write(self) -> None:
        """Begin a memo on the record, with the keyboard in its title."""
        from ipof_workbench.app.commands.memos import WriteMemo

        if self._rid is None:
            return
        outcome = self._session.run(WriteMemo(about_kind=self._kind, about=self._rid))
        if outcome is not None:
            self.refresh()
            card = self.column.card_of(outcome.result.rid)
            if card is not None:
                self.column.show_card(outcome.result.rid)
                card.begin()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale and self._session.is_open:
            self.refresh()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*TOUCHING):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _allow(self, _can: object = None) -> None:
        self.empty.set_text("No memo on this yet.", "Write a memo" if self._session.can_edit else "")
        if self._session.can_edit:
            self.write_button.enable()
        else:
            self.write_button.disable(self._session.why_not_editable)
