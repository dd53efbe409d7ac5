"""A page that follows the project: at once while it is in front, else when it comes there."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.records import Record
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.session import Session


class LivePage(Page):
    """A page that reads again when something that it shows has changed, or what the filter lets through.

    Attributes:
        shown_kinds: the kinds of records that it shows.
    """

    shown_kinds: ClassVar[tuple[type[Record], ...]] = ()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._is_stale, self._is_shown = True, False

    def activate(self) -> None:
        self._is_shown = True
        if self._is_stale:
            self._catch_up()

    def deactivate(self) -> None:
        self._is_shown = False

    def follow(self) -> None:
        """Begin to follow the project, once the page is built."""
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._mark_stale)

    def read_again(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*self.shown_kinds):
            self._mark_stale()

    def _mark_stale(self) -> None:
        self._is_stale = True
        if self._is_shown:
            self._catch_up()

    def _catch_up(self) -> None:
        self._is_stale = False
        self.read_again()
