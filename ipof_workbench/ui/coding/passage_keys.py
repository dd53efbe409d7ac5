"""Keys that move: growing a selection, the ends of a coding, turns, units, and the next coding of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ipof_workbench.app.commands.coding_edits import ResizeCoding
from ipof_workbench.domain import word_steps
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.picking_rows import CodedPlace
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.coding.code_keys import choice_of
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.keys.key_store import key_store
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

LOOKED_AT = 500
"""Documents whose facts are read at a time on the way to the next one without codings."""


class PassageKeys(QObject):
    """What the keys of the groups “Passage” and “Going about” do."""

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self._session: Session = page.session
        self._view: TranscriptView = page.panes.view
        self._shown: ShownCodings = page.panes.shown
        self._desk: CodingDesk = page.desk
        self._keys = key_store(page.session)
        self._grown: list[tuple[int, int]] = []
        """What was selected before each growing; the last is what the selection grew to."""
        self._view.resize_requested.connect(self._resize_to)

    # --- growing

    def grow(self) -> None:
        """Select the next larger unit around what is selected, chosen, or at the caret."""
        span = self._selected()
        if not self._grown or self._grown[-1] != span:
            self._grown = [span]
        wider = self._view.larger_unit(*span)
        if wider == span or wider[0] >= wider[1]:
            self._desk.hinted.emit("This is the whole text.")
            return
        self._grown.append(wider)
        self._view.select_span(*wider)

    def shrink(self) -> None:
        """Select what was selected before the last growing, else the next smaller unit."""
        span = self._selected()
        if len(self._grown) > 1 and self._grown[-1] == span:
            self._grown.pop()
            start, end = self._grown[-1]
        else:
            start, end = self._view.smaller_unit(*span)
        if (start, end) == span:
            self._desk.hinted.emit("This is the smallest unit; Shift with the arrows selects less.")
        elif start < end:
            self._view.select_span(start, end)
        else:
            self._view.put_caret(start)

    def _selected(self) -> tuple[int, int]:
        span = self._view.selected_span()
        chosen = self._view.chosen_coding()
        if span is None and chosen is not None:
            return chosen.start, chosen.end
        at = self._view.caret_offset()
        return span or (at, at)

    # --- the ends of a coding

    def move_end(self, forward: bool) -> None:
        """Move the end of the chosen coding (else the innermost at the caret) by a word."""
        mark = self._meant()
        if mark is not None:
            text = self._view.stored_text()
            end = (word_steps.next_end if forward else word_steps.previous_end)(text, mark.end)
            self._resize(mark, mark.start, end)

    def move_start(self, forward: bool) -> None:
        """Move the start of the chosen coding (else the innermost at the caret) by a word."""
        mark = self._meant()
        if mark is not None:
            text = self._view.stored_text()
            start = (word_steps.next_start if forward else word_steps.previous_start)(text, mark.start)
            self._resize(mark, start, mark.end)

    def _meant(self) -> CodingMark | None:
        mark = self._view.chosen_coding()
        if mark is None:
            here = self._desk.codings_at_caret()
            mark = here[0] if here else None
        if mark is None:
            self._desk.hinted.emit("Nothing is coded here.")
        return mark

    def _resize(self, mark: CodingMark, start: int, end: int) -> None:
        start, end = self._view.snapped(start, end)
        if start >= end:
            self._desk.hinted.emit(f"A coding holds at least one word; uncode it instead{self._keys.hint('uncode')}.")
            return
        self._resize_to(mark.key, start, end)

    def _resize_to(self, key: Any, start: Any, end: Any) -> None:
        """Store the new ends; the coding stays chosen, with the caret in it."""
        if self._session.run(ResizeCoding(key, start, end)) is None:
            return
        if self._view.selected_span() is not None:
            self._view.clear_selection()
        if not start <= self._view.caret_offset() <= end:
            self._view.put_caret(end)
        self._view.choose(key)
        self._desk.take_keyboard()

    def next_overlap(self) -> None:
        """Choose the next of the codings at the caret."""
        if self._view.cycle_overlap() is None:
            self._desk.hinted.emit("Nothing is coded here.")

    # --- going about

    def by_units(self, step: int) -> None:
        """Go to the next turn (or the one before, with -1); where a document is one unit, to the next document."""
        count = self._view.turn_count()
        if count <= 1:
            self._page.go_by_documents(step)
            self._desk.take_keyboard()
        elif not 0 <= self._view.current_turn() + step < count:
            self._desk.hinted.emit("This is the last turn." if step > 0 else "This is the first turn.")
        else:
            self._page.go_by_turns(step)

    def next_uncoded(self) -> None:
        """Go to the next turn of a participant without a coding; after the last one, to a document without any."""
        coded = [(mark.start, mark.end) for mark in self._shown.marks()]
        turns = self._view.turns()
        for number in range(self._view.current_turn() + 1, len(turns)):
            turn = turns[number]
            said = turn.speech_start < turn.end
            if said and not turn.is_interviewer and not any(a < turn.end and turn.speech_start < b for a, b in coded):
                self._view.go_to_turn(number)
                self._desk.take_keyboard()
                return
        self._next_uncoded_document()

    def _next_uncoded_document(self) -> None:
        here, read, scope = self._shown.document, self._session.workbench.read, self._session.current_filter
        only = self._session.only

        def look(report: Any) -> Rid | None:
            rids = read.document_rids(scope)
            after = rids.index(here) + 1 if here in rids else 0
            for start in range(after, len(rids), LOOKED_AT):
                report(start, len(rids))
                for row in read.document_rows(rids[start : start + LOOKED_AT], only):
                    if not row.codings:
                        return row.rid
            return None

        def found(document: Rid | None) -> None:
            if document is None:
                self._desk.hinted.emit("Everything after this is coded.")
                return
            self._page.open_document(document)
            self._desk.take_keyboard()
            self._desk.hinted.emit("All turns after that one are coded; this document has no codings yet.")

        self._session.run_in_background(look, found, key="next uncoded")

    def same_code(self, step: int) -> None:
        """Go to the next (or previous) passage with the code of the chosen coding, else of the one at the caret."""
        here = self._desk.codings_at_caret()
        mark = self._view.chosen_coding() or (here[0] if here else None)
        rid = mark.key if mark is not None else self._desk.last_coding
        row = None if rid is None else self._session.workbench.read.coding(rid)
        if row is None:
            self._desk.hinted.emit("Choose a coding first; this key goes on to the next passage with its code.")
            return
        places = self._session.workbench.read.picking.coded_places(choice_of(row), self._session.current_filter)
        now = next((number for number, place in enumerate(places) if place.coding == row.coding), None)
        if now is None or len(places) == 1:
            self._desk.hinted.emit("There is no other passage with this code.")
            return
        at = (now + step) % len(places)
        self._show(places[at])
        name = shorten(row.code_name or row.element_label, 40)
        self._desk.hinted.emit(f"“{name}”: {at + 1:,} of {len(places):,}")

    def _show(self, place: CodedPlace) -> None:
        if place.document == self._shown.document:
            self._page.go_to(QuotePlace("code", place.document, place.start, place.end))
        else:
            self._session.open_quote(place.document, place.start, place.end)
        if self._view.coding_of(place.coding) is not None:
            self._view.choose(place.coding)
