"""The Code page: documents at the left, the text in the middle, one of three ways of working at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import next_number
from ipof_workbench.domain.steps import Changed
from ipof_workbench.ui.codebook.coding_codebook import CODEBOOK_KEYS, CodingCodebook
from ipof_workbench.ui.coding.builder_edits import BuilderEdits
from ipof_workbench.ui.coding.caret_picks import CaretPicks
from ipof_workbench.ui.coding.coding_desk import CodingDesk
from ipof_workbench.ui.coding.coding_marks import THEMATIC, thematic_style
from ipof_workbench.ui.coding.configuration_builder import ConfigurationBuilder
from ipof_workbench.ui.coding.document_panel import DocumentPanel
from ipof_workbench.ui.coding.element_picker import ElementPicker
from ipof_workbench.ui.coding.finding_actions import FindingActions
from ipof_workbench.ui.coding.memo_quoting import MemoQuoting
from ipof_workbench.ui.coding.open_text import OpenText
from ipof_workbench.ui.coding.page_actions import PAGE_KEYS, CodingActions
from ipof_workbench.ui.coding.panes import Pane, Panes
from ipof_workbench.ui.coding.reading_pane import ReadingPane
from ipof_workbench.ui.coding.seeing_desk import SeeingDesk
from ipof_workbench.ui.coding.shown_codings import ShownCodings
from ipof_workbench.ui.coding.text_correction import TextCorrection
from ipof_workbench.ui.coding.ways import WaysOfWorking
from ipof_workbench.ui.page import Page
from ipof_workbench.ui.places import Place, QuotePlace, WorkPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.transcript.view import TranscriptView
from ipof_workbench.ui.widgets.splitter_room import PanelSplitter

HINT_MS = 5000
FACTS_PAUSE_MS = 120
STANDS_NO_MORE = "The text does not hold these words any more; find them again under Data, Imports."


class CodingPage(Page):
    """Reading and coding. What a key makes is painted at once; lists and builder follow after the paint."""

    key: ClassVar[str] = "code"
    page_title: ClassVar[str] = "Code"
    icon: ClassVar[str] = "highlighter"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("codingPage")
        self._is_front, self._is_stale = False, True
        self._unsettled: list[Changed] = []
        self._hint = ""
        self.documents = DocumentPanel(session)
        self.builder = ConfigurationBuilder()
        self.picker = ElementPicker(self)
        self.panes = Panes(session, self.picker, self)
        view, shown = self.panes.view, self.panes.shown
        self.desk = CodingDesk(session, view, shown, self.picker, self)
        self.ways = WaysOfWorking(session, view, shown, self.desk, self.builder, self)
        self.left_panel, self.right_panel = self.documents, self.ways.panel
        self.edits = BuilderEdits(session, self.builder, self.desk, self.picker, self)
        self.picks = CaretPicks(session, view, shown, self.picker, self.desk)
        self.memos = MemoQuoting(session, view, shown, self.picker, self.desk)
        self.correction = TextCorrection(self)
        self.codebook = CodingCodebook(session, self.panes, self.desk, self.picker, self)
        self._lay_out()
        self.actions_of_page = CodingActions(self)
        self.finding = FindingActions(self)
        self.seeing = SeeingDesk(self)
        self._settle_timer = self._timer(0, self._settle)
        self._hint_timer = self._timer(HINT_MS, self._end_hint)
        self._facts_timer = self._timer(FACTS_PAUSE_MS, session.refresh_facts)
        self._connect()

    def _lay_out(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        splitter = PanelSplitter(self)
        splitter.addWidget(self.documents)
        centre = QWidget(splitter)
        self.centre = QVBoxLayout(centre)
        self.centre.setContentsMargins(0, 0, 0, 0)
        self.centre.setSpacing(0)
        self.centre.addWidget(self.panes.widget, 1)
        splitter.add(centre, self.ways.panel, wide=centre)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.documents.set_below(self.codebook.panel)
        self.codebook.stand_in(self.documents.halves)
        self.picker.raise_()

    def _timer(self, pause: int, over: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(over)
        return timer

    def _connect(self) -> None:
        self.session.changed.connect(self._on_changed)
        self.session.filter_changed.connect(self._reload)
        self.session.analyst_changed.connect(self._reload)
        self.session.can_edit_changed.connect(lambda _can: self._settle_timer.start())
        self.documents.tree.document_opened.connect(self._open_from_list)
        self.desk.current_changed.connect(self._settle_timer.start)
        self.desk.stance_changed.connect(lambda: self.builder.show_next_stance(self.desk.stance))
        self.desk.hinted.connect(self._show_hint)
        self.codebook.hinted.connect(self._show_hint)
        self.ways.hinted.connect(self._show_hint)
        self.ways.way_changed.connect(self._way_changed)
        self._connect_pane(self.panes.first)
        self.panes.pane_made.connect(self._connect_pane)
        self.panes.active_changed.connect(self._pane_changed)
        self.seeing.seen_otherwise.connect(self._settle_timer.start)

    def _connect_pane(self, pane: Pane) -> None:
        widget, view = pane.widget, pane.view
        widget.turn_asked.connect(lambda step: self._go_by_turns_in(pane, step))
        widget.highlights_asked.connect(view.set_highlights)
        widget.data_asked.connect(lambda: self.session.show_page("data"))
        view.current_turn_changed.connect(lambda turn: widget.show_turn(turn, view.turn_count()))
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._facts_timer.start())
        if pane is not self.panes.first:
            view.set_role_letters([role.letter for role in self.session.roles()])
            view.set_role_styles({**self.session.role_styles(), THEMATIC: thematic_style()})

    # --- the text that the keys act on

    @property
    def pane(self) -> ReadingPane:
        """The pane that the keys act on; the only one, as a rule."""
        return self.panes.active.widget

    @property
    def view(self) -> TranscriptView:
        """The text in it."""
        return self.panes.active.view

    @property
    def shown(self) -> ShownCodings:
        """The codings in it."""
        return self.panes.active.shown

    @property
    def text(self) -> OpenText:
        """Which document it holds."""
        return self.panes.active.text

    def _pane_changed(self) -> None:
        """Another text has the keyboard: list, builder and facts follow."""
        if self.text.document is not None:
            self.documents.tree.show_document(self.text.document)
        self._settle_timer.start()
        self.ways.refresh()
        self._facts_timer.start()

    # --- the contract of a page

    def activate(self) -> None:
        self._is_front = True
        if self._is_stale:
            self._reload()
        else:
            self.documents.show_today()
        self.codebook.activate()

    def deactivate(self) -> None:
        self.correction.finish()
        self.codebook.deactivate()
        self.picker.give_up()
        self.builder.finish()
        self.ways.finish()
        self._is_front = False

    def focus_primary(self) -> None:
        self.picker.give_up()
        if self.text.document is None:
            self.documents.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.desk.take_keyboard()

    def status_facts(self) -> str:
        if self._hint:
            return self._hint
        if self.text.document is None:
            return ""
        start, end = self.view.visible_span()
        seen = sum(1 for row in self.shown.rows.values() if row.start < end and start < row.end)
        return f"{seen:,} coding{'' if seen == 1 else 's'} on screen"

    def page_actions(self) -> Sequence[QAction]:
        own = (*self.actions_of_page.all_actions(), *self.codebook.actions)
        return [*own, *self.finding.all_actions(), *self.seeing.all_actions()]

    def page_keys(self) -> Sequence[tuple[str, str]]:
        letters = " / ".join(role.letter for role in self.session.roles())
        coding = (letters, "Code the passage, or the whole turn")
        return (coding, *self.actions_of_page.key_rows(), *PAGE_KEYS, *CODEBOOK_KEYS)

    def regions(self) -> Sequence[QWidget]:
        return (self.documents, *(pane.view for pane in self.panes.shown_panes()), self.ways.panel)

    def here(self) -> Place | None:
        return None if self.text.document is None else QuotePlace(self.key, self.text.document)

    def go_to(self, place: Place) -> None:
        if isinstance(place, WorkPlace):
            document = self.ways.work_on(place.configuration, place.way)
            if document is not None and self.text.document is None:
                self.open_document(document)
            self.desk.take_keyboard()
        if not isinstance(place, QuotePlace):
            return
        held = self.panes.pane_of(place.document)
        if held is not None:
            self.panes.activate(held)
        self.open_document(place.document)
        if place.start < place.end and self.text.document == place.document:
            if self.session.workbench.read.texts.stands_no_more(place.document, place.start, place.end):
                self._show_hint(STANDS_NO_MORE)
            else:
                self.view.flash_span(place.start, place.end)
        self.desk.take_keyboard()

    # --- documents

    def open_document(self, document: Rid) -> None:
        """Show a document, where it was left; one that is gone is refused in the status bar."""
        if document != self.text.document:
            self.correction.finish()
        if self.text.open(document):
            self.documents.tree.show_document(document)
            self._invite()
            self.ways.refresh()
            self._facts_timer.start()

    def current_document(self) -> Rid | None:
        """Return the document in the text."""
        return self.text.document

    def go_by_documents(self, step: int) -> None:
        """Open the next document of the list (or the one before, with -1)."""
        neighbour = self.documents.tree.neighbour(step)
        if neighbour is None:
            self._show_hint("This is the last document." if step > 0 else "This is the first document.")
        else:
            self.open_document(neighbour)

    def go_by_turns(self, step: int) -> None:
        """Go to the next turn (or the one before, with -1)."""
        self._go_by_turns_in(self.panes.active, step)

    def _go_by_turns_in(self, pane: Pane, step: int) -> None:
        self.panes.activate(pane)
        pane.view.go_to_turn(pane.view.current_turn() + step)
        self.desk.take_keyboard()

    def _open_from_list(self, document: Rid, with_keyboard: bool) -> None:
        self.open_document(document)
        if with_keyboard:
            self.desk.take_keyboard()

    # --- following the project

    def _on_changed(self, changed: Changed) -> None:
        if not self._is_front:
            self._is_stale = True
            return
        for pane in self.panes.shown_panes():
            pane.shown.apply(changed)
        self.desk.take_in(changed)
        self._unsettled.append(changed)
        if changed.touches(records.TextRevision):
            # Codings have moved with their words: none is painted on the text as it was.
            self._settle()
        else:
            self._settle_timer.start()

    def _settle(self) -> None:
        """Bring list and builder up to date, after what a key did has been painted."""
        if not self._is_front:
            return
        unsettled, self._unsettled = self._unsettled, []
        for changed in unsettled:
            self._settle_one(changed)
        self._show_builder()
        for changed in unsettled:
            self.ways.follow(changed)
        if self.ways.way == "judge":
            self.ways.judging.show_goal()
        self._invite()
        self.session.refresh_facts()

    def _settle_one(self, changed: Changed) -> None:
        if changed.touches(records.Role, records.Grammar):
            self._show_roles()
        if changed.touches(records.Element, records.Coding, records.ThematicCode):
            self.desk.renew_elements()
        for pane in self.panes.shown_panes():
            pane.text.follow(changed)
        self.seeing.follow(changed)
        own = self.panes.documents() if changed.touches(records.Coding, records.Excerpt) else set()
        self.documents.take_in(changed, own)

    def _reload(self) -> None:
        """Read everything on the page anew."""
        if not self._is_front:
            self._is_stale = True
            return
        self._is_stale = False
        self._unsettled.clear()
        self._show_roles()
        self.documents.fill()
        self.desk.renew_elements()
        self.seeing.refresh()
        for pane in self.panes.shown_panes():
            pane.text.reopen()
        self.desk.look_again()
        self._show_builder()
        self.ways.refresh()

    def _show_roles(self) -> None:
        roles, styles = self.session.roles(), self.session.role_styles()
        for pane in self.panes.shown_panes():
            pane.view.set_role_letters([role.letter for role in roles])
            pane.view.set_role_styles({**styles, THEMATIC: thematic_style()})
        self.builder.set_roles(roles, styles)
        self.actions_of_page.set_roles(roles)
        self.actions_of_page.show_way(self.ways.way)

    def _show_builder(self) -> None:
        read = self.session.workbench.read
        current = self.desk.current
        if current is None:
            number = next_number(held.number for held in read.find(records.Configuration))
            self.builder.show_configuration(None, (), number, self.session.can_edit)
            return
        scope = self.seeing.scope()
        detail = read.configuration(current, scope)
        evidence = read.evidence(configuration=current, scope=scope)
        self.builder.show_configuration(detail, evidence, detail.row.number, self.session.can_edit)
        self.shown.set_current(current, bool(detail.row.missing))

    def _way_changed(self, way: str) -> None:
        self.actions_of_page.show_way(way)
        self._show_builder()
        self.session.refresh_facts()

    def _invite(self) -> None:
        letters = [role.letter for role in self.session.roles()]
        words = ", ".join(letters[:-1]) + f" or {letters[-1]}" if len(letters) > 1 else "".join(letters)
        for pane in self.panes.shown_panes():
            coded = pane.text.document is None or bool(pane.shown.rows)
            pane.widget.invite("" if coded else f"Select a passage and press {words}.")

    def _show_hint(self, sentence: str) -> None:
        self._hint = sentence
        self._hint_timer.start()
        self.session.refresh_facts()

    def _end_hint(self) -> None:
        self._hint = ""
        self.session.refresh_facts()
