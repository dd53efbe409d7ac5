"""What Space opens at the caret: any element for the selected passage, or the list of what is coded there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ipof_workbench.ui.coding.coding_desk import PICKER_WIDTH, CodingDesk
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request, element_rows
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow


class CaretPicks(QObject):
    """Answers the view's `picker_requested`."""

    def __init__(
        self, session: Session, view: TranscriptView, shown: ShownCodings, picker: ElementPicker, desk: CodingDesk
    ) -> None:
        super().__init__(desk)
        self._session, self._view, self._shown, self._picker, self._desk = session, view, shown, picker, desk
        view.picker_requested.connect(self.pick_for_selection)

    def pick_for_selection(self) -> None:
        """Let a person pick any element for the selected passage, or show what is coded at the caret."""
        span = self._view.selected_span()
        if span is None:
            self._show_codings_here()
            return
        styles = self._session.role_styles()

        def rows(words: str) -> Sequence[TypeAheadRow]:
            return element_rows(words, self._desk.elements(), self._session.roles(), styles)

        def taken(choice: Choice, stays: bool) -> None:
            roles = self._session.roles()
            role = next((role for role in roles if role.key == choice.role_key), roles[0])
            self._desk.code(role, span, choice.rid, choice.words if choice.what == "new" else "")
            if not stays:
                self._desk.take_keyboard()

        request = Request("Code with an element", rows, taken, self._desk.take_keyboard)
        self._picker.open_for(request, self._desk.caret(), PICKER_WIDTH)

    def _show_codings_here(self) -> None:
        here = self._desk.codings_at_caret()
        if not here:
            self._desk.hinted.emit("Select a passage first: nothing is coded here.")
            return

        def rows(words: str) -> Sequence[TypeAheadRow]:
            return [
                TypeAheadRow(
                    Choice("coding", mark.key, mark.name),
                    mark.name,
                    self._view.style_of(mark),
                    hint=f"in {mark.configuration}" if mark.configuration else "",
                )
                for mark in here
                if words.casefold() in mark.name.casefold()
            ]

        request = Request("Codings here", rows, self._show_coding, self._desk.take_keyboard)
        self._picker.open_for(request, self._desk.caret(), PICKER_WIDTH)

    def _show_coding(self, choice: Choice, _stays: bool) -> None:
        self._picker.give_up()
        row = self._shown.rows.get(choice.rid or 0)
        if row is not None:
            self._view.flash_span(row.start, row.end)
            self._desk.raised = row.coding
        self._desk.take_keyboard()
