"""One case by itself: what it is, its summary, and under tabs what it says, holds, and what was not found in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import CaseClaim, CasePage
from ipof_workbench.domain.filters import EVERYTHING
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.cases.case_decisions import CaseDecisions
from ipof_workbench.ui.cases.case_facts import CaseFacts
from ipof_workbench.ui.cases.claims_list import ClaimsList
from ipof_workbench.ui.cases.data_tab import DataTab
from ipof_workbench.ui.cases.looked_for_tab import LookedForTab
from ipof_workbench.ui.cases.summaries import Summaries
from ipof_workbench.ui.records.story import Story
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import Rule, Surface

TOP_HEIGHT, FOOT_HEIGHT = 220, 420
NOTHING_PASSES = "No evidence from this case passes the filter."


class ClaimsTab(QStackedWidget):
    """The list of claims, or a sentence where the case says nothing yet, or nothing that passes the filter.

    `sentence` begins with “No” and the claims meant; `code_requested` and `all_requested` (no filter) come from it.
    """

    code_requested = Signal()
    all_requested = Signal()

    def __init__(self, name: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ClaimsList(name)
        self._sentence, self._is_filtered = sentence, False
        self.empty = EmptyState(sentence, "Go to Code")
        self.empty.action_requested.connect(
            lambda: (self.all_requested if self._is_filtered else self.code_requested).emit()
        )
        self.addWidget(self.list)
        self.addWidget(self.empty)

    def show_claims(self, claims: tuple[CaseClaim, ...], is_filtered: bool = False) -> None:
        """Show other claims; with a filter in force an empty list does not mean that the case says nothing."""
        self._is_filtered = is_filtered
        self.empty.set_text(*((NOTHING_PASSES, "Clear filter") if is_filtered else (self._sentence, "Go to Code")))
        self.list.show_claims(claims)
        self.setCurrentIndex(0 if claims else 1)


class OneCase(QWidget):
    """The middle of the page while one case is looked at.

    Signals:
        chosen(claim or None): a configuration or statement is current.
        entered(claim): on to its quotes.
        looked_for(claim name, bool): not found in this case, or taken back.
    """

    chosen = Signal(object)
    entered = Signal(object)
    looked_for = Signal(object, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.page: CasePage | None = None
        self.facts, self.summaries = CaseFacts(session), Summaries(session)
        self.configurations = ClaimsTab(
            "Configurations in this case", "No configuration has evidence from this case yet."
        )
        self.statements = ClaimsTab("Statements in this case", "No statement has evidence from this case yet.")
        self.searches, self.data, self.decisions = LookedForTab(session), DataTab(), CaseDecisions(session)
        self.story = Story(
            session,
            ("Configurations", self.configurations),
            ("Statements", self.statements),
            ("Looked for", self.searches),
            ("Data", self.data),
            ("Decisions", self.decisions),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = current_theme()
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        self._halves = QSplitter(Qt.Orientation.Vertical, self)
        self._halves.setChildrenCollapsible(False)
        self._halves.setHandleWidth(1)
        top, foot = Surface("panel", self._halves), Surface("paper", self._halves)
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for half in (self.facts, self.summaries):
            # Both halves are as wide, whatever stands in them.
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        row.addWidget(self.facts, 1)
        row.addWidget(Rule(upright=True))
        row.addWidget(self.summaries, 1)
        self.story.set_padding(theme.px(12))
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.story, 1)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes([theme.px(TOP_HEIGHT), theme.px(FOOT_HEIGHT)])
        top.setMinimumHeight(theme.px(150))
        foot.setMinimumHeight(theme.px(200))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._halves)

    def _connect(self) -> None:
        session = self._session
        for tab in (self.configurations, self.statements):
            tab.list.chosen.connect(lambda _claim: self.chosen.emit(self.current()))
            tab.list.entered.connect(self.entered)
            tab.list.opened.connect(lambda claim: session.show_record(claim.claim.kind, claim.claim.rid))
            tab.list.quote_opened.connect(lambda quote: session.open_quote(quote.document, quote.start, quote.end))
            tab.list.looked_for.connect(lambda claim, on: self.looked_for.emit(claim.claim, on))
            tab.code_requested.connect(lambda: session.show_page("code"))
            tab.all_requested.connect(lambda: session.set_filter(EVERYTHING))
        self.searches.noted.connect(lambda claim: self.looked_for.emit(claim, True))
        self.story.tabs.currentChanged.connect(lambda _at: self.chosen.emit(self.current()))

    def show_page(self, page: CasePage) -> None:
        """Show a case; what is being typed in the same one stays."""
        if self.page is not None and self.page.case.rid != page.case.rid:
            self.commit()
        self.page = page
        self.facts.show_page(page)
        self.summaries.show_page(page)
        is_filtered = not self._session.chosen_filter.is_empty
        self.configurations.show_claims(page.configurations, is_filtered)
        self.statements.show_claims(page.statements, is_filtered)
        self.searches.show_rows(page.looked_for, page.case.rid)
        self.data.show_page(page)
        counts = (
            (self.configurations, "Configurations", len(page.configurations)),
            (self.statements, "Statements", len(page.statements)),
            (self.searches, "Looked for", len(page.looked_for)),
            (self.data, "Data", sum(row.documents for row in page.data)),
            (self.decisions, "Decisions", self.decisions.show_case(page.case.rid)),
        )
        for widget, words, count in counts:
            self.story.set_words(widget, f"{words} {count:,}" if count else words)
        self.story.show_subject("case", page.case.rid)
        self.chosen.emit(self.current())

    def commit(self) -> None:
        """Store what open fields hold."""
        self.facts.commit()
        self.summaries.commit()
        self.story.commit()

    def current(self) -> CaseClaim | None:
        """Return the configuration or statement whose quotes are asked for."""
        tab = self.statements if self.story.current() is self.statements else self.configurations
        return tab.list.current()

    def select(self, kind: str, rid: Rid) -> None:
        """Make a configuration or statement current."""
        tab = self.configurations if kind == "configuration" else self.statements
        self.story.show_tab(tab)
        tab.list.select(rid)

    def focus_list(self) -> None:
        """Give the keyboard to the list in front."""
        front = self.story.current()
        target = front.list if isinstance(front, ClaimsTab) and front.currentIndex() == 0 else self.story.tabs
        target.setFocus(Qt.FocusReason.OtherFocusReason)
