"""Correcting the text where it stands: the turn at the caret opens as a card, Enter stores what was changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import WorkbenchError
from ipof_workbench.domain.listings import CodingRow, DocumentText
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.text import Span, shorten
from ipof_workbench.domain.text_edits import EditList, prepared
from ipof_workbench.domain.text_stretches import edits_of_stretch, stretch_at
from ipof_workbench.ui.coding.correction_card import PADDING, CorrectionCard
from ipof_workbench.ui.theme.theme import current_theme

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage
    from ipof_workbench.ui.coding.panes import Pane

ANYWAY = "Correct, and let them go"
AT_ONCE = 400
"""Up to so many turns and codings are moved while one waits; more of them in a worker, while nothing is edited."""


class TextCorrection(QObject):
    """Opens the card, compares what was written with the stored words, and runs the command."""

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self._card: CorrectionCard | None = None
        self._pane: Pane | None = None
        self._text: DocumentText | None = None
        self._stretch = Span(0, 1)
        page.session.changed.connect(self._on_changed)

    # --- opening and leaving

    def open(self) -> None:
        """Let the turn at the caret (a whole short text without turns) be corrected."""
        page, pane = self._page, self._page.panes.active
        if pane.text.document is None:
            page.desk.hinted.emit("Open a document first, then correct its text.")
            return
        if not self._session.can_edit:
            self._session.refuse(self._session.why_not_editable)
            return
        self.finish()
        text = self._session.workbench.read.document_text(pane.text.document)
        selected = pane.view.selected_span()
        offset = selected[0] if selected else pane.view.caret_offset()
        stretch = stretch_at(text.text, text.turns, offset)
        if stretch is None:
            page.desk.hinted.emit("There are no words to correct here.")
            return
        page.picker.give_up()
        self._pane, self._text, self._stretch = pane, text, stretch
        self._open_card(offset)

    def _open_card(self, offset: int) -> None:
        pane, text, stretch = self._pane, self._text, self._stretch
        assert pane is not None, "set just before"
        assert text is not None, "set just before"
        view = pane.view
        if self._card is None or self._card.parentWidget() is not view:
            self._drop_card()
            self._card = CorrectionCard(view)
            self._card.applied.connect(self.apply)
            self._card.left.connect(self.leave)
            self._card.anyway.connect(self._apply_anyway)
            self._card.words.textChanged.connect(self._place)
            view.installEventFilter(self)
            view.verticalScrollBar().valueChanged.connect(lambda _value: self._place())
        if view.span_rect(stretch.start, stretch.start + 1).isEmpty():
            view.flash_span(stretch.start, stretch.end)
        whose = next((turn.speaker for turn in text.turns if turn.start <= stretch.start < turn.end), "")
        words = stretch.words_of(text.text)
        self._card.open_over(words, min(max(0, offset - stretch.start), len(words)), view.text_size(), whose)
        self._place()

    def _place(self) -> None:
        card, pane = self._card, self._pane
        if card is None or pane is None or not card.is_open():
            return
        view, theme = pane.view, current_theme()
        viewport = view.viewport().geometry()
        pad = theme.px(PADDING + 6)
        column = QRect(viewport.x() - pad, 0, viewport.width() + 2 * pad, 0)
        box = view.span_rect(self._stretch.start, self._stretch.end)
        top = view.mapFromGlobal(box.topLeft()).y() if not box.isEmpty() else viewport.y()
        # The head of the card lies over the gap before the turn, so that the words stand about where they stood.
        card.place(column, top - theme.px(PADDING + 20), view.height())

    def is_open(self) -> bool:
        """Tell whether a correction is under way."""
        return self._card is not None and self._card.is_open()

    def leave(self) -> None:
        """Close the card and leave the text as it is."""
        if self._card is not None and self._card.is_open():
            self._card.hide()
            self._page.desk.take_keyboard()

    def finish(self) -> None:
        """Store what was written where no coding would go with it, and close the card."""
        if self._card is not None and self._card.is_open():
            if self._card.is_changed() and not self._lost(self._edits()):
                self._run((), at_once=True)
            if self._card.is_open():
                self._card.hide()

    def _drop_card(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    # --- applying

    def apply(self) -> None:
        """Store what was changed; codings whose words would all go are named first."""
        if self._card is None:
            return
        if not self._card.is_changed():
            self.leave()
            return
        lost = self._lost(self._edits())
        if lost:
            self._card.say(lost_words(lost), ANYWAY)
            self._place()
        else:
            self._run(())

    def _apply_anyway(self) -> None:
        self._run(tuple(row.coding for row in self._lost(self._edits())))

    def _edits(self) -> EditList:
        assert self._card is not None, "asked of an open card"
        assert self._text is not None, "asked of an open card"
        found = edits_of_stretch(self._text.text, self._stretch, self._card.shown(), self._card.written())
        return prepared(self._text.text, found)

    def _lost(self, edits: EditList) -> list[CodingRow]:
        assert self._text is not None, "asked of an open card"
        if not edits:
            return []
        new, found = edits.apply(self._text.text), []
        # Only a passage that lies within what is edited can lose all its words.
        around = _around(self._text.text, edits)
        for row in self._session.workbench.read.codings_of_document(self._text.document.rid, within=around):
            moved = edits.moved(Span(row.start, row.end))
            if moved is None or (row.quote.strip() and not moved.words_of(new).strip()):
                found.append(row)
        return found

    def _run(self, lost: tuple[int, ...], *, at_once: bool = False) -> None:
        from ipof_workbench.app.commands.texts import CorrectText

        card, text, pane = self._card, self._text, self._pane
        assert card is not None, "asked of an open card"
        assert text is not None, "asked of an open card"
        edits = self._edits()
        command = CorrectText(text.document.rid, edits.edits, card.reason.text(), text.revision, lost)
        card.hide()
        start, end = (edits.moved_boundary(at) for at in (self._stretch.start, self._stretch.end))

        def done(_outcome: object) -> None:
            if pane is not None and pane.text.document == text.document.rid and start < end:
                pane.view.flash_span(start, end)
            self._session.show_toast("Text corrected" if not lost else f"Text corrected, {len(lost)} uncoded")

        session, moving = self._session, len(text.turns) + (len(pane.shown.rows) if pane is not None else 0)
        if moving > AT_ONCE and not at_once and session.can_edit:
            self._page.desk.take_keyboard()
            session.run_in_background(
                lambda _report: session.workbench.run(command),
                done,
                self._not_done,
                words="Correcting the text",
                exclusive=True,
            )
            return
        outcome = session.run(command)
        if outcome is None:
            self._show_again()
            return
        self._page.desk.take_keyboard()
        done(outcome)

    def _not_done(self, error: BaseException) -> None:
        """Say why, and show what was written again."""
        self._session.show_error(error)
        self._show_again()

    def _show_again(self) -> None:
        card, text, pane = self._card, self._text, self._pane
        if card is not None and text is not None and pane is not None and pane.text.document == text.document.rid:
            card.show()
            card.words.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- staying in step

    def _on_changed(self, changed: Changed) -> None:
        if not self.is_open() or not changed.touches(records.TextRevision, records.Document):
            return
        assert self._text is not None, "the card is open"
        try:
            now = self._session.workbench.read.document_text(self._text.document.rid).revision
        except WorkbenchError:
            now = 0
        if now != self._text.revision:
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._place()
        return super().eventFilter(watched, event)


def _around(text: str, edits: EditList) -> tuple[int, int]:
    """Return the stretch around edits with the blanks beside it: a passage of blanks and what goes loses its words."""
    start, end = edits.edits[0].start, edits.edits[-1].end
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def lost_words(lost: list[CodingRow]) -> str:
    """Say which coded passages would go."""
    first = shorten(lost[0].quote, 40)
    if len(lost) == 1:
        return f"“{first}” is coded and would lose all its words."
    return f"“{first}” and others are coded and would lose all their words: {len(lost):,} codings."
