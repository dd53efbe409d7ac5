"""The quotes of one case on the configuration or statement that is chosen, judged where they stand."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import CaseClaim, CasePage
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.ui.configurations.detail_commands import DetailCommands
from ipof_workbench.ui.configurations.evidence_tab import EvidenceTab
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc


class CaseQuotes(QWidget):
    """What a case says on one claim."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._claim: CaseClaim | None = None
        self.bar = PageBar("Quotes")
        self.disc = NumberDisc("")
        self.title = PlainLabel("", weight=600, wrap=True)
        self.link = LinkButton("Open the configuration")
        self.link.clicked.connect(self._follow)
        self.evidence = EvidenceTab()
        self.evidence.counts.hide()  # they stand in the list of the case already, and there is little room here
        self._nothing = EmptyState("Choose a configuration.")
        theme = current_theme()
        head, shown = QHBoxLayout(), QWidget()
        head.setSpacing(theme.px(8))
        head.addWidget(self.disc)
        head.addWidget(self.title, 1)
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), 0)
        inside.setSpacing(theme.px(6))
        inside.addLayout(head)
        inside.addWidget(self.link)
        inside.addWidget(self.evidence, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self._connect()

    def _connect(self) -> None:
        commands, session = DetailCommands(self._session), self._session
        quotes = self.evidence.list
        quotes.opened.connect(lambda item: session.open_quote(item.first.document, item.first.start, item.first.end))
        quotes.stance_chosen.connect(commands.set_stance)
        quotes.strength_chosen.connect(commands.set_strength)
        quotes.removal_requested.connect(commands.remove_evidence)
        quotes.rows.rationale_written.connect(commands.write_rationale)
        self.evidence.go_to_code_requested.connect(lambda: session.show_page("code"))

    def show_claim(self, page: CasePage | None, claim: CaseClaim | None) -> None:
        """Show what a case says on a claim."""
        self._claim = claim
        self._pages.setCurrentIndex(0 if page is not None and claim is not None else 1)
        self.bar.set_title(f"Quotes in {page.case.name}" if page is not None else "Quotes")
        if page is None or claim is None:
            return
        self.disc.set_number(claim.claim.number)
        self.title.setText(claim.claim.title or "No title yet")
        is_configuration = claim.claim.kind == "configuration"
        self.link.setText("Open the configuration" if is_configuration else "Open the statement")
        try:
            rows = self._session.workbench.read.by_case.evidence(
                claim.claim, page.case.rid, self._session.current_filter
            )
        except NotFound:
            rows = []
        self.evidence.show_evidence(rows, claim.counts, claim.stances, self._session.role_styles())

    def focus_quotes(self) -> None:
        """Give the keyboard to the quotes."""
        quotes = self.evidence.list
        if not quotes.currentIndex().isValid():
            quotes.setCurrentIndex(quotes.rows.index(0))
        quotes.setFocus()

    def _follow(self) -> None:
        if self._claim is not None:
            self._session.show_record(self._claim.claim.kind, self._claim.claim.rid)
