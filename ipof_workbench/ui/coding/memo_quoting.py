"""Quoting the selected passage in a memo, without coding it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ipof_workbench.domain.text import folded, shorten
from ipof_workbench.domain.trail_rows import MemoRow
from ipof_workbench.ui.coding.coding_desk import PICKER_WIDTH, CodingDesk
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

MOST = 40


def memo_rows(memos: Sequence[MemoRow], typed: str) -> list[TypeAheadRow]:
    """Return the memos that hold what is typed, the last written first, and a new one."""
    wanted = folded(typed)
    recent = sorted(memos, key=lambda memo: memo.changed_at, reverse=True)
    rows = [
        TypeAheadRow(
            Choice("memo", memo.rid),
            memo.title or shorten(memo.body, 48) or "No words yet",
            count=memo.quotes or None,
            hint=f"on {shorten(memo.about_name, 24)}" if memo.about_name else "",
        )
        for memo in recent
        if wanted in folded(f"{memo.title} {memo.body}")
    ][:MOST]
    new = f"New memo “{typed}”" if typed else "New memo on this document"
    return [*rows, TypeAheadRow(Choice("new", words=typed), new, is_new=True)]


class MemoQuoting(QObject):
    """Lets a person choose the memo at the passage, in the picker of the page."""

    def __init__(
        self, session: Session, view: TranscriptView, shown: ShownCodings, picker: ElementPicker, desk: CodingDesk
    ) -> None:
        super().__init__(desk)
        self._session, self._view, self._shown, self._picker, self._desk = session, view, shown, picker, desk

    def quote(self) -> None:
        """Ask which memo is to quote the selected passage."""
        span, document = self._view.selected_span(), self._shown.document
        if span is None or document is None:
            self._desk.hinted.emit("Select the passage first that a memo is to quote.")
            return
        memos = self._session.workbench.read.trail.memos()

        def taken(choice: Choice, _stays: bool) -> None:
            self._picker.give_up()
            self._store(choice, document, span)
            self._desk.take_keyboard()

        request = Request("Quote in a memo", lambda typed: memo_rows(memos, typed), taken, self._desk.take_keyboard)
        self._picker.open_for(request, self._desk.caret(), PICKER_WIDTH)

    def _store(self, choice: Choice, document: int, span: tuple[int, int]) -> None:
        from ipof_workbench.app.commands.memos import QuoteInMemo, WriteMemo
        from ipof_workbench.app.commands.together import Together

        if choice.rid is not None:
            done = self._session.run(QuoteInMemo(choice.rid, document, *span))
        else:
            words = choice.words.strip()
            write = WriteMemo(words, about_kind="document", about=document)
            label = f"Quoted a passage in a new memo{f' “{shorten(words, 30)}”' if words else ''}"
            done = self._session.run(
                Together((write, lambda results: QuoteInMemo(results[0].rid, document, *span)), label)
            )
        if done is not None:
            self._session.show_toast("Quoted in a memo")
