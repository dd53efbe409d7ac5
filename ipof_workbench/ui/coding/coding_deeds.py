"""What can be done with a coding that is in sight: the card over it, the list of those here, the menu, the deeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.domain import records
from ipof_workbench.domain.listings import CodingRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.coding_words import name_of
from ipof_workbench.ui.coding.codings_here import CodingsHere
from ipof_workbench.ui.coding.hover_card import HoverCard
from ipof_workbench.ui.coding.seeing import subject_of
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.places import place_of
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.pointing import Pointing
from ipof_workbench.ui.transcript.view import TranscriptView

MARGIN_PAUSE_MS = 120
NO_CONFIGURATION = "This coding bears on no configuration yet"
NO_QUOTES = "There is no page for codes of this kind"


class CodingDeeds(QObject):
    """Answers the mouse in margin and words, and does what the menu and the list of codings here offer.

    `choose_asked` and `hide_asked` carry a `CodingRow`, `by_analyst_asked` whether analysts are to give the colours,
    `hinted` a quiet sentence.
    """

    choose_asked = Signal(object)
    hide_asked = Signal(object)
    by_analyst_asked = Signal(bool)
    hinted = Signal(str)

    def __init__(
        self, session: Session, view: TranscriptView, shown: ShownCodings, desk: CodingDesk, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._session, self._view, self._shown, self._desk, self._pane = session, view, shown, desk, pane
        self.is_by_analyst = False
        self.card = HoverCard(session, pane)
        self.list = CodingsHere(session, pane)
        self.pointing = Pointing(view)
        self._pointed: tuple[list[CodingRow], QRect] = ([], QRect())
        self._pause = QTimer(self, singleShot=True, interval=MARGIN_PAUSE_MS)
        self._pause.timeout.connect(self._show_pointed)
        margin = view.margin
        margin.coding_opened.connect(self._open_quotes)
        margin.crowd_pressed.connect(self._list_keys)
        margin.menu_asked.connect(self._open_menu)
        margin.pointed_at.connect(self._pointed_in_margin)
        view.customContextMenuRequested.connect(self._text_menu)
        self.pointing.rested_on.connect(self._rested_in_text)
        self.pointing.moved_off.connect(self._put_card_away)
        for gone in (margin.coding_pressed, margin.configuration_pressed, margin.coding_opened):
            gone.connect(self._put_card_away)
        self.pointing.crowd_pressed.connect(self._list_at)
        self.list.chosen.connect(self.choose_asked)
        self.list.configuration_asked.connect(self.go_to_configuration)
        self.list.quotes_asked.connect(self.show_quotes)
        self.list.uncode_asked.connect(self.uncode)

    # --- the deeds

    def go_to_configuration(self, row: CodingRow) -> None:
        """Show the configuration that a coding bears on: the one under way if it does, else its first."""
        if row.configurations:
            held = [one.configuration for one in row.configurations]
            self._session.show_configuration(self._desk.current if self._desk.current in held else held[0])

    def show_quotes(self, row: CodingRow) -> None:
        """Show all quotes of what a coding codes with."""
        subject = subject_of(row)
        if subject is not None and place_of(*subject) is not None:
            self._session.show_record(*subject)
        else:
            self.hinted.emit(f"{NO_QUOTES}.")

    def uncode(self, row: CodingRow) -> None:
        """Take a coding away."""
        if self._session.run(DeleteRecords(records.Coding, (row.coding,))) is not None:
            self._session.show_toast(f"Uncoded “{shorten(name_of(row), 40)}”.")
        self._desk.take_keyboard()

    # --- the list of codings here

    def show_codings_here(self) -> None:
        """List the codings at the selection or the caret, or say that there are none."""
        rows = self._rows_of(self._desk.codings_at_caret())
        if rows:
            self._open_list(rows, self._desk.caret())
        else:
            self.hinted.emit("Nothing is coded here.")

    def _open_list(self, rows: Sequence[CodingRow], at: QPoint) -> None:
        if rows:
            self._put_card_away()
            self.list.open_for(rows, at)

    def _list_at(self, offset: int, at: QPoint) -> None:
        self._open_list(self._rows_of(self._view.codings_at(offset)), at)

    def _list_keys(self, keys: tuple[int, ...], at: QPoint) -> None:
        self._open_list(self._rows_by_key(keys), at)

    def _rows_of(self, marks: Iterable[CodingMark]) -> list[CodingRow]:
        return self._rows_by_key(mark.key for mark in marks)

    def _rows_by_key(self, keys: Iterable[int]) -> list[CodingRow]:
        held = self._shown.rows
        return [held[key] for key in keys if key in held]

    # --- menus

    def _open_quotes(self, key: int) -> None:
        for row in self._rows_by_key((key,)):
            self.show_quotes(row)

    def _open_menu(self, key: int, at: QPoint) -> None:
        for row in self._rows_by_key((key,)):
            self._pop_up(self.menu_of(row), at)

    def _text_menu(self, point: QPoint) -> None:
        at = self._view.mapToGlobal(point)
        inside = self._view.viewport().mapFromGlobal(at).toPointF()
        rows = self._rows_of(self._view.codings_under(inside))
        if not rows:
            return
        menu = self.menu_of(rows[0])
        if len(rows) > 1:
            menu.addSeparator()
            self._entry(menu, f"All {len(rows):,} codings here…", lambda: self._open_list(rows, at))
        self._pop_up(menu, at)

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        self._put_card_away()
        menu.popup(at)

    def menu_of(self, row: CodingRow) -> QMenu:
        """Return what can be done with a coding."""
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        name = f"“{shorten(name_of(row), 40)}”"
        self._entry(menu, f"Choose {name}", lambda: self.choose_asked.emit(row))
        why_not = "" if row.configurations else NO_CONFIGURATION
        self._entry(menu, "Go to its configuration", lambda: self.go_to_configuration(row), why_not)
        subject = subject_of(row)
        has_page = subject is not None and place_of(*subject) is not None
        self._entry(menu, f"All quotes of {name}", lambda: self.show_quotes(row), "" if has_page else NO_QUOTES)
        menu.addSeparator()
        self._entry(menu, "Uncode", lambda: self.uncode(row), self._session.why_not_editable)
        self._entry(menu, f"Hide all codings of {name}", lambda: self.hide_asked.emit(row))
        by_analyst = menu.addAction("Show by analyst")
        by_analyst.setCheckable(True)
        by_analyst.setChecked(self.is_by_analyst)
        by_analyst.triggered.connect(self.by_analyst_asked)
        self._entry(menu, "Copy the name", lambda: QGuiApplication.clipboard().setText(name_of(row)))
        return menu

    @staticmethod
    def _entry(menu: QMenu, words: str, work: Callable[[], object], why_not: str = "") -> QAction:
        action = menu.addAction(words.replace("&", "&&"))
        action.setEnabled(not why_not)
        action.setToolTip(why_not)
        action.triggered.connect(lambda _checked=False: work())
        return action

    # --- the card

    def _pointed_in_margin(self, keys: tuple[int, ...], beside: QRect) -> None:
        rows = self._rows_by_key(keys)
        self._view.set_pointed(rows[0].coding if len(rows) == 1 else None)
        if self.card.isVisible() or not rows:
            self.card.show_codings(rows, beside)
        # A pointer that only crosses the margin brings nothing up.
        self._pointed = (rows, beside)
        self._pause.start()

    def _show_pointed(self) -> None:
        self.card.show_codings(*self._pointed)

    def _put_card_away(self) -> None:
        self._pause.stop()
        self.card.hide()

    def _rested_in_text(self, marks: list[CodingMark], beside: QRect) -> None:
        if not self.list.isVisible():
            self.card.show_codings(self._rows_of(marks), beside)
