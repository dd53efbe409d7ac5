"""Reading mode: the panels folded, the words larger and in longer lines; as it was before when one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ipof_workbench.ui.coding.panes import Pane
from ipof_workbench.ui.transcript.view import LARGEST_TEXT

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

LARGER = 2.5
"""Pixels at 100 % by which the words grow."""
MEASURE = 72
"""Characters a line."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What is put back: which panels were folded, how large the words and how long the lines were."""

    left_folded: bool
    right_folded: bool
    text_size: float
    measure: int


class ReadingMode(QObject):
    """Turns the mode on and off for all texts of the page. `changed` follows."""

    changed = Signal()

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self._before: _Before | None = None
        page.panes.pane_made.connect(lambda pane: self._dress(pane) if self.is_on else None)

    @property
    def is_on(self) -> bool:
        """Whether one is reading."""
        return self._before is not None

    def toggle(self) -> None:
        """Begin to read, or go back to where one was."""
        if self.is_on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Fold the panels and let the words have the room."""
        page, view = self._page, self._page.view
        if self.is_on or page.text.document is None:
            self.changed.emit()
            return
        left, right = page.documents, page.ways.panel
        self._keep_places()
        self._before = _Before(left.is_folded(), right.is_folded(), view.text_size(), view.measure())
        for panel in (left, right):
            panel.set_folded(True)
        for pane in page.panes.shown_panes():
            self._dress(pane)
        self._over()

    def leave(self) -> None:
        """Put everything back as it was."""
        before, self._before = self._before, None
        if before is None:
            return
        page = self._page
        self._keep_places()
        page.documents.set_folded(before.left_folded)
        page.ways.panel.set_folded(before.right_folded)
        for pane in page.panes.shown_panes():
            pane.view.set_measure(before.measure)
            pane.view.set_text_size(before.text_size)
        self._over()

    def _dress(self, pane: Pane) -> None:
        before = self._before
        if before is not None:
            pane.view.set_measure(MEASURE)
            pane.view.set_text_size(min(LARGEST_TEXT, before.text_size + LARGER))

    def _keep_places(self) -> None:
        """Let what is the first line in sight be that again, once the new widths are known."""
        for pane in self._page.panes.shown_panes():
            top = pane.view.visible_span()[0]
            QTimer.singleShot(0, pane.view, lambda view=pane.view, top=top: view.show_at_top(top))

    def _over(self) -> None:
        self.changed.emit()
        self._page.desk.take_keyboard()
