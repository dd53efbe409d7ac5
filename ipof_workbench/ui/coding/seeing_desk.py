"""How codings are seen on the Code page: one way for all its texts, remembered on this computer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodingRow
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.coding.coding_deeds import CodingDeeds
from ipof_workbench.ui.coding.coding_marks import analyst_key, analyst_styles
from ipof_workbench.ui.coding.panes import Pane
from ipof_workbench.ui.coding.rounds_control import RoundsControl
from ipof_workbench.ui.coding.seeing import Highlight, Seeing, keep_seeing, kept_seeing, subject_of

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

NOTHING_CHOSEN = "Nothing is chosen yet: click a name in the margin."
THEMATIC_WORDS = "Thematic codes only"


class Sight:
    """One text as it is seen: its row of controls, what is done with its codings, how far its coders are."""

    def __init__(self, page: CodingPage, pane: Pane) -> None:
        self.pane, self.view, self.shown, self.row = pane, pane.view, pane.shown, pane.widget.seeing
        self.deeds = CodingDeeds(page.session, pane.view, pane.shown, page.desk, pane.widget)
        self.rounds = RoundsControl(page.session, self.row.rounds, pane.widget)
        self.rounds.finished.connect(page.desk.take_keyboard)
        self.chosen: Rid | None = None

    def choose(self, coding: Rid | None) -> None:
        """Mark the name of a coding, and let its words own their tint."""
        self.chosen = coding
        self.view.margin.set_chosen(coding)
        self.view.choose(coding)

    def show_controls(self, seeing: Seeing, highlight_words: str, has_others: bool) -> None:
        """Let the row over the text say how codings are seen."""
        eye, row = self.pane.widget.eye, self.row
        self.deeds.is_by_analyst = seeing.highlight is Highlight.ANALYST
        row.highlight.setText(highlight_words)
        row.blind.setVisible(has_others or seeing.is_blind)
        with QSignalBlocker(row.blind), QSignalBlocker(eye):
            row.blind.setChecked(seeing.is_blind)
            eye.setChecked(seeing.highlight is not Highlight.NONE)
        row.hidden.setVisible(bool(seeing.hidden))
        row.hidden.setText(f"{len(seeing.hidden):,} hidden")
        row.fit()
        self.rounds.show_document(self.shown.document, seeing.is_blind)


class SeeingDesk(QObject):
    """Holds how codings are seen (`seeing`), and which of them is chosen in each text.

    `seen_otherwise` follows when codings are seen in another way.
    """

    seen_otherwise = Signal()

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self.seeing = replace(kept_seeing(page.session.settings), is_blind=page.session.is_blind)
        self._last_lit = self.seeing.highlight if self.seeing.highlight is not Highlight.NONE else Highlight.ALL
        self._analysts: list[records.Analyst] = []
        self._sights: list[Sight] = []
        self._add(page.panes.first)
        page.panes.pane_made.connect(self._add)
        self._actions = self._made_actions()
        self._session.blind_changed.connect(self._follow_blind)

    def _add(self, pane: Pane) -> None:
        sight = Sight(self._page, pane)
        self._sights.append(sight)
        sight.row.highlight.set_fill(self._fill_highlights)
        sight.row.hidden.set_fill(self._fill_hidden)
        sight.row.blind.toggled.connect(self.set_blind)
        pane.widget.eye.toggled.connect(self._eye_turned)
        pane.view.coding_activated.connect(lambda key: self.choose(sight, key))
        pane.view.overlap_raised.connect(lambda key: self.choose(sight, key))
        pane.text.changed.connect(lambda: self._text_changed(sight))
        deeds = sight.deeds
        deeds.choose_asked.connect(lambda row: self._choose_row(sight, row))
        deeds.hide_asked.connect(self.hide_subject)
        deeds.by_analyst_asked.connect(lambda on: self.set_highlight(Highlight.ANALYST if on else Highlight.ALL))
        deeds.hinted.connect(self._page.desk.hinted)
        self._show(sight)

    def sight(self) -> Sight:
        """Return that of the text which the keys act on."""
        return next(sight for sight in self._sights if sight.pane is self._page.panes.active)

    # --- in step with the project

    def refresh(self) -> None:
        """Read who codes in this project."""
        found = self._session.workbench.read.find(records.Analyst)
        self._analysts = sorted(found, key=lambda one: one.rid)
        self._apply()

    def follow(self, changed: Changed) -> None:
        """Take a change in, after what a key did has been painted."""
        if changed.touches(records.Analyst):
            self.refresh()
        for sight in self._sights:
            sight.rounds.follow(changed)
            if sight.chosen is not None and sight.chosen not in sight.shown.rows:
                sight.choose(None)

    def _text_changed(self, sight: Sight) -> None:
        sight.choose(None)
        self._show(sight)

    def only(self) -> Rid | None:
        """Return the analyst whose codings are seen; None: everybody's are."""
        return self._session.only

    def scope(self) -> Filter:
        """Return what counts beside the text: everything, or one's own codings alone."""
        only = self.only()
        return EVERYTHING if only is None else Filter(analysts=frozenset({only}))

    def _see(self, seeing: Seeing) -> None:
        if seeing != self.seeing:
            self.seeing = seeing
            keep_seeing(self._session.settings, seeing)
            self._apply()
            self.seen_otherwise.emit()
            self._session.refresh_facts()

    def _apply(self) -> None:
        self._page.documents.tree.see_only(self.only())
        for sight in self._sights:
            self._show(sight)

    def _show(self, sight: Sight) -> None:
        """Have a text seen as texts are to be seen now."""
        looks = analyst_styles([(one.rid, one.name, one.initials) for one in self._analysts])
        sight.view.set_analyst_styles(looks)
        letters = {one.rid: looks[analyst_key(one.rid)].letter for one in self._analysts}
        sight.shown.see(self.seeing, self.only(), letters)
        sight.view.set_highlights(self.seeing.highlight is not Highlight.NONE)
        sight.show_controls(self.seeing, self._highlight_words(), len(looks) > 1)

    # --- which codings are marked

    def set_highlight(self, highlight: Highlight, role_key: str = "") -> None:
        """Mark other codings in the words."""
        if highlight is not Highlight.NONE:
            self._last_lit = highlight
        if highlight is Highlight.CHOSEN and self.seeing.subject is None:
            self._page.desk.hinted.emit(NOTHING_CHOSEN)
        kept = role_key if highlight is Highlight.ROLE else self.seeing.role_key
        self._see(replace(self.seeing, highlight=highlight, role_key=kept))

    def set_blind(self, is_blind: bool) -> None:
        """Hide the codings of others in the whole window, or show them."""
        self._session.set_blind(is_blind)

    def _follow_blind(self) -> None:
        self._see(replace(self.seeing, is_blind=self._session.is_blind))

    def hide_subject(self, row: CodingRow) -> None:
        """Take all codings with the same element or code out of sight."""
        subject = subject_of(row)
        if subject is not None:
            self._see(replace(self.seeing, hidden=self.seeing.hidden | {subject}))

    def show_hidden(self) -> None:
        """Bring back what was hidden."""
        self._see(replace(self.seeing, hidden=frozenset()))

    def choose(self, sight: Sight, coding: Rid | None) -> None:
        """Choose a coding: its name is marked, its words own their tint, U acts on it."""
        sight.choose(coding)
        row = sight.shown.rows.get(coding) if coding is not None else None
        if row is not None:
            self._see(replace(self.seeing, subject=subject_of(row)))

    def _choose_row(self, sight: Sight, row: CodingRow) -> None:
        self.choose(sight, row.coding)
        sight.view.flash_span(row.start, row.end)
        self._page.desk.take_keyboard()

    def _eye_turned(self, is_open: bool) -> None:
        self.set_highlight(self._last_lit if is_open else Highlight.NONE, self.seeing.role_key)

    # --- menus

    def highlight_choices(self) -> list[tuple[str, Highlight, str]]:
        """Return (words, highlight, role key) of all ways to mark codings, in the order of the menu."""
        return [
            ("All codings", Highlight.ALL, ""),
            ("Chosen code or element", Highlight.CHOSEN, ""),
            ("By analyst", Highlight.ANALYST, ""),
            *((f"{role.label} only", Highlight.ROLE, role.key) for role in self._session.roles()),
            (THEMATIC_WORDS, Highlight.ROLE, ""),
            ("No codings", Highlight.NONE, ""),
        ]

    def _is_in_force(self, highlight: Highlight, role_key: str) -> bool:
        is_same_role = highlight is not Highlight.ROLE or role_key == self.seeing.role_key
        return highlight is self.seeing.highlight and is_same_role

    def _highlight_words(self) -> str:
        choices = self.highlight_choices()
        return next((words for words, lit, role_key in choices if self._is_in_force(lit, role_key)), "One role only")

    def _fill_highlights(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for words, highlight, role_key in self.highlight_choices():
            if highlight is Highlight.NONE:
                menu.addSeparator()
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self._is_in_force(highlight, role_key))
            action.triggered.connect(partial(self._picked, highlight, role_key))
            group.addAction(action)

    def _picked(self, highlight: Highlight, role_key: str, _checked: bool = False) -> None:
        self.set_highlight(highlight, role_key)
        self._show_state()

    def _fill_hidden(self, menu: QMenu) -> None:
        menu.addAction("Show all that is hidden").triggered.connect(lambda _checked=False: self.show_hidden())

    def all_actions(self) -> list[QAction]:
        """Return the entries of the Code menu, in their order."""
        return self._actions

    def _made_actions(self) -> list[QAction]:
        line = QAction(self)
        line.setSeparator(True)
        self._ticked: list[tuple[QAction, Highlight]] = []
        for words, highlight in (
            ("Highlight the chosen code or element", Highlight.CHOSEN),
            ("Highlight by analyst", Highlight.ANALYST),
        ):
            action = QAction(words, self)
            action.setCheckable(True)
            # A bare partial would not be told whether the action is checked.
            action.triggered.connect(lambda is_on, highlight=highlight: self._turned(highlight, is_on))
            self._ticked.append((action, highlight))
        self._blind = QAction("Hide others’ codings", self)
        self._blind.setCheckable(True)
        self._blind.triggered.connect(self.set_blind)
        self.seen_otherwise.connect(self._show_state)
        self._show_state()
        return [line, *(action for action, _ in self._ticked), self._blind]

    def _turned(self, highlight: Highlight, is_on: bool) -> None:
        self.set_highlight(highlight if is_on else Highlight.ALL)

    def show_codings_here(self) -> None:
        """List the codings at the selection or the caret of the text that the keys act on."""
        self.sight().deeds.show_codings_here()

    def _show_state(self) -> None:
        for action, highlight in self._ticked:
            action.setChecked(self.seeing.highlight is highlight)
        self._blind.setChecked(self.seeing.is_blind)
