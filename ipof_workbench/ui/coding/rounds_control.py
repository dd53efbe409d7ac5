"""How far each coder of the document is: said in the row over the text, set from its menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.app.commands.coding_rounds import SetCodingRound
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.round_rows import RoundRow
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import RoundStatus
from ipof_workbench.ui.coding.note_card import NoteCard
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.menu_button import MenuButton
from ipof_workbench.ui.widgets.plain_label import as_tooltip

_TOUCHING = (records.CodingRound, records.Analyst, records.Coding, records.Document)


def words_of(rows: Sequence[RoundRow]) -> str:
    """Return “You: coded · Sam: in progress”; the first row is the person's own."""
    return " · ".join(
        f"{'You' if number == 0 else row.name}: {RoundStatus(row.status).words}" for number, row in enumerate(rows)
    )


def long_words_of(rows: Sequence[RoundRow]) -> str:
    """Return one line for each coder, with the number of codings and the note."""
    lines = []
    for row in rows:
        counted = f"{row.codings:,} coding{'' if row.codings == 1 else 's'}"
        line = f"{row.name}: {RoundStatus(row.status).words}, {counted}"
        lines.append(f"{line}. {row.note}" if row.note else line)
    return "\n".join(lines)


class RoundsControl(QObject):
    """Keeps the button in step with the document; `is_blind` leaves the others out, and their counts.

    `finished` follows when the keyboard is needed no longer.
    """

    finished = Signal()

    def __init__(self, session: Session, button: MenuButton, pane: QWidget) -> None:
        super().__init__(pane)
        self._session, self._button = session, button
        self._document: Rid | None = None
        self._is_blind = False
        self._rows: list[RoundRow] = []
        self.card = NoteCard(pane)
        self.card.kept.connect(self._keep_note)
        self.card.left.connect(self.finished)
        button.set_fill(self.fill)

    def show_document(self, document: Rid | None, is_blind: bool) -> None:
        """Say how far the coders of a document are."""
        if document != self._document:
            self.card.finish()
        self._document, self._is_blind = document, is_blind
        self.refresh()

    def follow(self, changed: Changed) -> None:
        """Take a change in."""
        if changed.touches(*_TOUCHING):
            self.refresh()

    def refresh(self) -> None:
        """Read and say it again."""
        self._rows = []
        if self._document is not None:
            workbench = self._session.workbench
            rows = workbench.read.rounds.of_document(self._document, workbench.analyst.rid)
            self._rows = rows[:1] if self._is_blind else rows
        self._button.setVisible(bool(self._rows))
        self._button.setText(words_of(self._rows))
        self._button.setToolTip(as_tooltip(long_words_of(self._rows)))

    def rows(self) -> list[RoundRow]:
        """Return what is said."""
        return self._rows

    def fill(self, menu: QMenu) -> None:
        """Offer what one may be with this document; the others are told, not set."""
        own = self._rows[0] if self._rows else None
        group = QActionGroup(menu)
        for status in RoundStatus:
            action = menu.addAction(f"You: {status.words}")
            action.setCheckable(True)
            action.setChecked(own is not None and own.status == status.value)
            action.setEnabled(self._session.can_edit)
            action.setToolTip("" if self._session.can_edit else self._session.why_not_editable)
            action.triggered.connect(lambda _checked, status=status: self.set_status(status))
            group.addAction(action)
        menu.addSeparator()
        note = own.note if own is not None else ""
        words = f"Your note: “{shorten(note, 40)}”…" if note else "Your note…"
        noting = menu.addAction(words.replace("&", "&&"))
        noting.setEnabled(self._session.can_edit)
        noting.setToolTip(as_tooltip(note) if self._session.can_edit else self._session.why_not_editable)
        noting.triggered.connect(lambda _checked=False: self.write_note())
        if len(self._rows) > 1:
            menu.addSeparator()
        for row in self._rows[1:]:
            told = menu.addAction(f"{row.name}: {RoundStatus(row.status).words}".replace("&", "&&"))
            told.setEnabled(False)
            told.setToolTip(as_tooltip(row.note) if row.note else "Each coder says this for themselves")

    def set_status(self, status: RoundStatus) -> None:
        """Say how far one is."""
        if self._document is None or (self._rows and self._rows[0].status == status.value):
            return
        analyst = self._session.workbench.analyst.rid
        self._session.run(SetCodingRound(self._document, analyst, status.value))

    def write_note(self) -> None:
        """Let something be noted on the document."""
        if self._document is None or not self._rows:
            return
        document = self._session.workbench.read.get(records.Document, self._document)
        self.card.open_under(self._button, self._rows[0].note, document.name)

    def _keep_note(self, words: str) -> None:
        if self._document is not None and self._rows:
            own, read = self._rows[0].analyst, self._session.workbench.read
            # What was said stays said, and nothing more: that one is under way shows in the codings.
            said = read.find(records.CodingRound, document=self._document, analyst=own)
            status = said[0].status if said else RoundStatus.UNCODED.value
            self._session.run(SetCodingRound(self._document, own, status, words))
        self.finished.emit()
