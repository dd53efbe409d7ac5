"""What opens at the caret: codes and elements for a passage, another code for a chosen coding."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ipof_workbench.app.commands.coding_edits import RecodeCoding
from ipof_workbench.domain.picking_rows import CodeChoice
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.coding.coding_desk import PICKER_WIDTH, CodingDesk
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request
from ipof_workbench.ui.coding.pick_rows import read_index
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.view import TranscriptView


class CaretPicks(QObject):
    """Answers the view's `picker_requested`, and the key for a new code."""

    def __init__(
        self, session: Session, view: TranscriptView, shown: ShownCodings, picker: ElementPicker, desk: CodingDesk
    ) -> None:
        super().__init__(desk)
        self._session, self._view, self._shown, self._picker, self._desk = session, view, shown, picker, desk
        view.picker_requested.connect(self.pick)

    def pick(self) -> None:
        """Let a person pick what codes the passage; for a chosen coding, what it is coded with instead."""
        chosen = self._view.chosen_coding()
        if chosen is not None and self._view.selected_span() is None:
            self._recode(chosen)
        else:
            self._code(codes_only=False)

    def new_code(self) -> None:
        """Let a person name a new thematic code for the passage."""
        self._code(codes_only=True)

    def _code(self, codes_only: bool) -> None:
        span = self._desk.passage()
        if span is None:
            return
        was_selected = self._view.selected_span() is not None
        if not was_selected:
            # What will be coded is seen before it is.
            self._view.select_span(*span)
        index = read_index(self._session)

        def taken(choice: Choice, stays: bool) -> None:
            done = self._apply(choice, span)
            if stays and done:
                renewed = read_index(self._session)
                request_rows[0] = renewed
            if not stays:
                self._desk.take_keyboard()

        def given_up() -> None:
            if not was_selected:
                self._view.clear_selection()
            self._desk.take_keyboard()

        request_rows = [index]
        prompt = "Name the new code" if codes_only else "Code with"
        request = Request(prompt, lambda words: request_rows[0].rows(words, codes_only), taken, given_up)
        self._picker.open_for(request, self._desk.caret(), PICKER_WIDTH)

    def _apply(self, choice: Choice, span: tuple[int, int]) -> bool:
        if choice.what == "new_code":
            return self._desk.code_new(span, choice.words, choice.rid)
        if choice.what == "new":
            return self._desk.code(self._desk.role_of(choice.role_key), span, label=choice.words) is not None
        return self._desk.code_with(_code_choice(choice), span)

    # --- another code

    def _recode(self, mark: CodingMark) -> None:
        index = read_index(self._session)
        if not self._view.span_rect(mark.end - 1, mark.end).isEmpty():
            # Below the words that are meant, not over them.
            self._view.put_caret(mark.end)

        def taken(choice: Choice, _stays: bool) -> None:
            self._picker.give_up()
            self._run_recoding(mark, choice)
            self._desk.take_keyboard()

        prompt = f"Instead of “{shorten(mark.name, 24)}”"
        request = Request(prompt, index.rows, taken, self._desk.take_keyboard)
        self._picker.open_for(request, self._desk.caret(), PICKER_WIDTH)

    def _run_recoding(self, mark: CodingMark, choice: Choice) -> None:
        picked = _code_choice(choice)
        role_key = ""
        if choice.what in ("element", "new"):
            # An element without a usual role keeps the role in which the passage was coded.
            row = self._shown.rows.get(mark.key)
            role_key = choice.role_key or (row.role_key if row is not None else "") or self._desk.role_of("").key
        name = choice.words if choice.what in ("new", "new_code") else ""
        parent = choice.rid if choice.what == "new_code" else None
        command = RecodeCoding(mark.key, picked.code, picked.element, role_key, name, parent)
        if self._session.run(command) is not None:
            self._session.show_toast(f"Recoded as “{shorten(choice.words, 40)}”")


def _code_choice(choice: Choice) -> CodeChoice:
    if choice.what == "code":
        return CodeChoice(choice.rid)
    return CodeChoice(None, choice.rid, choice.role_key) if choice.what == "element" else CodeChoice()
