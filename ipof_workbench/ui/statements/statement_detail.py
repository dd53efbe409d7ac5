"""Everything on one statement beside the list: its facts, evidence, configurations, memos and history."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.prioritising import PRIORITIES
from ipof_workbench.domain.statement_rows import ListedStatement
from ipof_workbench.ui.configurations.evidence_tab import EvidenceTab
from ipof_workbench.ui.configurations.fact_rows import NONE_KEY, PickedText, word_rows
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.editing_lock import EditingLock
from ipof_workbench.ui.evidence.cases_tab import CaseCounts, CasesTab
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.configuration_cards import ConfigurationCards, ConfigurationSheet
from ipof_workbench.ui.statements.evidence_desk import StatementEvidenceDesk
from ipof_workbench.ui.statements.record_tabs import HistoryTab, record_tabs
from ipof_workbench.ui.statements.statement_actions import StatementActions
from ipof_workbench.ui.statements.statement_choices import StatementChoices
from ipof_workbench.ui.statements.statement_commands import StatementCommands
from ipof_workbench.ui.statements.statement_head import StatementHead
from ipof_workbench.ui.statements.theory_ties import TheoryTies
from ipof_workbench.ui.statements.tie_rows import Tie, TieRows
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

EVIDENCE, CONFIGURATIONS, CASES = range(3)
NO_EVIDENCE = "No evidence yet. Judge a passage against this statement on the Code page."


class StatementDetail(QWidget):
    """The right side of the Statements view.

    Signals:
        rivals_followed(rid): a group of rivals was asked for.
        delete_requested(), edit_requested(): from the menu of the head.
    """

    rivals_followed = Signal(object)
    delete_requested = Signal()
    edit_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = StatementCommands(session)
        self.versions = StatementActions(session, self)
        self.statement: ListedStatement | None = None
        self.choices = StatementChoices()
        self._build_frame()
        self._build_facts()
        self._build_tabs()
        self._assemble()
        self._connect()
        self._lock = EditingLock(session, self, self._editing)
        current_theme().changed.connect(self._dress)
        self._dress()

    # --- showing

    def show_statement(self, held: ListedStatement | None) -> None:
        """Show a statement, or the sentence that none is chosen."""
        if held is None or self.statement is None or held.rid != self.statement.rid:
            self.commit()
            self.evidence.narrow(None)
        self.statement = held
        self._pages.setCurrentIndex(0 if held is not None else 1)
        if held is None:
            return
        self.head.show_statement(held)
        self.area.show_value(held.theory_area_name)
        self.priority.show_value(held.priority)
        self.source.set_text(held.source)
        self._show_ties(held)
        self._show_evidence(held)
        self.tabs.setTabText(CONFIGURATIONS, f"CMOCs {len(held.configurations):,}")
        self._show_tab()

    def _editing(self) -> list[QWidget]:
        """Return what changes the statement."""
        return [
            *(self.head.number, self.head.status, self.area, self.priority, self.source, self.rivals),
            *(self.cards.ties, self.cards.make_button),
        ]

    def commit(self) -> None:
        """Store what an open field holds."""
        self.head.number.commit()
        self.source.commit()

    def focus_evidence(self) -> None:
        """Give the keyboard to the quotes."""
        self.tabs.setCurrentIndex(EVIDENCE)
        self.evidence.list.setFocus()

    # --- building

    def _build_frame(self) -> None:
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        self._pages = QStackedWidget(self)
        self._shown = QWidget(self._pages)
        self.head, self._facts = StatementHead(self._shown), QWidget(self._shown)
        self._below = QWidget(self._shown)

    def _build_facts(self) -> None:
        self.area = PickedText("Theory area", "No theory area yet")
        self.area.field.set_source(lambda typed: self.choices.area_rows(typed))
        self.priority = PickedText("Priority", "Not prioritised yet")
        self.priority.field.set_source(lambda typed: word_rows(PRIORITIES, typed))
        self.source = EditableText("Source", "Where it comes from")
        self.theories = TheoryTies(self._session, "statement")
        self.rivals = TieRows("Put it among rivals", "Name of a group of rivals", "Take it out of the rivals")
        self.rivals.set_source(lambda typed: self.choices.group_rows(typed))
        self._grid = QGridLayout(self._facts)
        rows = (
            ("Theory area", self.area),
            ("Priority", self.priority),
            ("Source", self.source),
            ("Theories", self.theories),
            ("Rivals", self.rivals),
        )
        for number, (words, widget) in enumerate(rows):
            caption = PlainLabel(words, colour="text2")
            caption.setContentsMargins(0, current_theme().px(5), 0, 0)
            self._grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(widget, number, 1)
        self._grid.setColumnStretch(1, 1)

    def _build_tabs(self) -> None:
        self.tabs = QTabBar(self._below)
        self.tabs.setAccessibleName("What there is on the statement")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)  # five tabs fit when their gaps shrink a little
        pages = self._tab_pages = QStackedWidget(self._below)
        self.evidence = EvidenceTab(pages, nothing=NO_EVIDENCE)
        self.cards, self.cases = ConfigurationCards(pages), CasesTab(pages)
        self._desk = StatementEvidenceDesk(self._session, self.evidence, self.cases)
        self.cards.set_source(lambda typed: self.choices.configuration_rows(typed, self.statement))
        self._record_tabs = record_tabs(self._session)
        for words, page in (
            ("Evidence", self.evidence),
            ("CMOCs", self.cards),
            ("Cases", self.cases),
            *self._record_tabs,
        ):
            self.tabs.addTab(words)
            self._tab_pages.addWidget(page)
        self.tabs.setTabToolTip(CONFIGURATIONS, "Configurations that express it")

    def _assemble(self) -> None:
        self._column = QVBoxLayout(self._shown)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lower = QVBoxLayout(self._below)
        self._lower.setSpacing(0)
        for part in (self.tabs, Rule(), self._tab_pages):
            self._lower.addWidget(part)
        self._column.addWidget(self.head)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._below, 1)
        nothing = QWidget(self._pages)
        below = QVBoxLayout(nothing)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(PageBar("Details"))
        below.addWidget(EmptyState("Choose a statement in the list."), 1)
        self._pages.addWidget(self._shown)
        self._pages.addWidget(nothing)
        self._pages.setCurrentIndex(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _dress(self) -> None:
        theme = current_theme()
        self._grid.setContentsMargins(theme.px(16), theme.px(10), theme.px(12), theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._lower.setContentsMargins(theme.px(16), 0, theme.px(12), 0)

    def _connect(self) -> None:
        self.head.changed.connect(lambda field, words: self._edit(**{field: words}))
        self.head.more.clicked.connect(self.versions.open_menu)
        self.area.picked.connect(self._pick_area)
        self.priority.picked.connect(lambda row: self._edit(priority=str(row.key)))
        self.source.committed.connect(lambda words: self._edit(source=words))
        self.rivals.added.connect(self._join_rivals)
        self.rivals.removed.connect(self._leave_rivals)
        self.rivals.followed.connect(self.rivals_followed)
        self.cards.followed.connect(self._session.show_configuration)
        self.cards.expressed.connect(self._express)
        self.cards.made.connect(self.make_configuration)
        self.cases.opened.connect(self._show_case)
        for _words, tab in self._record_tabs:
            if isinstance(tab, HistoryTab):
                tab.quotes_requested.connect(self._show_version)
        self.tabs.currentChanged.connect(self._show_tab)

    # --- parts

    def _show_ties(self, held: ListedStatement) -> None:
        self.theories.show_about(held.rid, self.choices.theories)
        groups = self.choices.groups_of(held.rid)
        self.rivals.show_ties([Tie(group.rid, "scale", group.name, group.question) for group, _member in groups])

    def _show_evidence(self, held: ListedStatement) -> None:
        self._desk.show_evidence(held)
        self.tabs.setTabText(EVIDENCE, f"Evidence {held.counts.codings:,}")

    def _show_case(self, counts: object) -> None:
        if isinstance(counts, CaseCounts):
            self._desk.narrow_to(counts)
            self.focus_evidence()

    def _show_tab(self) -> None:
        tab = self.tabs.currentIndex()
        self._tab_pages.setCurrentIndex(tab)
        held = self.statement
        if held is None:
            return
        if tab == CONFIGURATIONS:
            self._show_cards(held)
        elif tab == CASES:
            self._desk.show_cases()
        elif tab > CASES:
            self._record_tabs[tab - CASES - 1][1].show_subject("theory_statement", held.rid)

    def _show_cards(self, held: ListedStatement) -> None:
        read = self._session.workbench.read
        sentences = {tie.rid: read.configuration(tie.rid).sentence for tie in held.configurations}
        self.cards.show_configurations(held.configurations, sentences)

    def _show_version(self, version: Any) -> None:
        """Show the quotes that led to a recorded version."""
        led = {piece for piece, _stance in version.evidence}
        self._desk.narrow_to_pieces(f"quotes behind version {version.number}", led)
        self.focus_evidence()

    # --- doing

    def _edit(self, **changes: Any) -> None:
        held = self.statement
        if held is not None and not self._commands.edit(held.rid, changes):
            # A refused value must not stay in sight as if it were stored.
            self.head.show_statement(held)
            self.source.set_text(held.source)

    def _pick_area(self, row: TypeAheadRow) -> None:
        if self.statement is None:
            return
        if row.is_new:
            self._commands.name_area(self.statement.rid, str(row.key))
        else:
            self._edit(theory_area=None if row.key == NONE_KEY else row.key)

    def _express(self, configuration: Rid, expressed: bool) -> None:
        if self.statement is not None:
            self._commands.express(self.statement.rid, configuration, expressed)

    def make_configuration(self) -> None:
        """Open the sheet that makes a configuration of the statement."""
        held = self.statement
        if held is None:
            return

        def make(title: str, places: tuple[tuple[str, str], ...]) -> str:
            made = self._commands.configuration_of(held.rid, title, places)
            return "" if made is not None else "That did not work; the reason stands in the status bar."

        ConfigurationSheet(self.window(), held.number, self._session.roles(), make).open()

    def _join_rivals(self, row: TypeAheadRow) -> None:
        from ipof_workbench.app.commands.rivals import AddRivals, JoinRivals

        held = self.statement
        if held is None:
            return
        if row.is_new:
            self._session.run(AddRivals(str(row.key), statements=(held.rid,)))
        elif isinstance(row.key, int):
            self._session.run(JoinRivals(row.key, statement=held.rid))

    def _leave_rivals(self, left: Rid) -> None:
        if self.statement is None:
            return
        for group, member in self.choices.groups_of(self.statement.rid):
            if group.rid == left:
                self._commands.delete_records(records.RivalMember, (member,), f"Took it out of “{group.name}”")
