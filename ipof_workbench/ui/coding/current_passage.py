"""Where one is in the text: the passage that a coding key means, the codings there, the place of a picker."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.view import TranscriptView

PICKER_WIDTH = 300
SHORT_KINDS = (DocumentKind.SURVEY_RESPONSE.value, DocumentKind.FORUM_POST.value)
"""Documents that are one unit: without turns and without a selection, all of their text is coded."""


class CurrentPassage(QObject):
    """`hinted` carries a quiet sentence."""

    hinted = Signal(str)

    def __init__(self, session: Session, view: TranscriptView, shown: ShownCodings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view, self._shown = session, view, shown

    def passage(self) -> tuple[int, int] | None:
        """Return what a coding key means: the selection, else the chosen coding's passage, else the whole turn or
        answer at the caret; None (and a hint) where there is nothing to code."""
        if self._shown.document is None:
            self.hinted.emit("Choose a document on the left first.")
            return None
        span = self._view.selected_span()
        if span is not None:
            return span
        chosen = self._view.chosen_coding()
        if chosen is not None:
            return chosen.start, chosen.end
        start, end = self._unit_at_caret()
        if start >= end:
            self.hinted.emit("There are no words here; select a passage first.")
            return None
        return start, end

    def _unit_at_caret(self) -> tuple[int, int]:
        at = self._view.offset_in_sight()
        if self._view.turn_count():
            return self._view.turn_span(at)
        rows = self._session.workbench.read.document_rows([self._shown.document or 0])
        is_short = bool(rows) and rows[0].kind in SHORT_KINDS
        return self._view.turn_span(at) if is_short else self._view.paragraph_span(at)

    def codings_at_caret(self) -> list[CodingMark]:
        """Return what is coded at the caret, or ends there, from the innermost to the outermost."""
        return self._view.codings_here()

    @property
    def raised(self) -> Rid | None:
        """The coding that was chosen in the text."""
        chosen = self._view.chosen_coding()
        return None if chosen is None else chosen.key

    @raised.setter
    def raised(self, coding: Rid | None) -> None:
        self._view.choose(coding)

    def caret(self) -> QPoint:
        """Return where a picker at the caret opens (global)."""
        theme = current_theme()
        point = self._view.caret_point()
        frame = self._view.viewport()
        low = frame.mapToGlobal(QPoint(0, 0))
        high = frame.mapToGlobal(QPoint(frame.width() - theme.px(PICKER_WIDTH), frame.height() - theme.px(34)))
        x = max(low.x(), min(point.x() - theme.px(20), high.x()))
        return QPoint(x, max(low.y(), min(point.y() + theme.px(6), high.y())))

    def take_keyboard(self) -> None:
        """Give the keyboard to the text."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
