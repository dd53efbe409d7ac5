"""The quotes of one case on the configuration or statement that is chosen; each opens its place in the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import CaseClaim, CasePage
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.evidence.quote_list import QuoteList
from ipof_workbench.ui.evidence.quote_text import attribution
from ipof_workbench.ui.records.quote_rows import QuoteRow
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, SectionHeader
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc


def said_by(row: EvidenceRow, case: Rid | None) -> str:
    """Return who said it (and in which sub-case of `case`), how strong it was judged to be, and why."""
    parts = [
        attribution(row, with_case=row.case != case),
        f"strength {row.strength}" if row.strength else "",
        row.rationale,
    ]
    return " · ".join(part for part in parts if part)


class CaseQuotes(QWidget):
    """What a case says on one claim: quotes by stance, and the findings counted in this case."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._claim: CaseClaim | None = None
        self._case: Rid | None = None
        self.bar = PageBar("Quotes")
        self.disc = NumberDisc("")
        self.title = PlainLabel("", weight=600, wrap=True)
        self.link = LinkButton("Open the configuration")
        self.link.clicked.connect(self._follow)
        self.list = QuoteList("Quotes in this case", by="stance", said=lambda row: said_by(row, self._case))
        self.list.quote_activated.connect(lambda row: session.open_quote(row.document, row.start, row.end))
        self.list.setToolTip("Enter or a double click opens the text")
        self._none = EmptyState("This case says nothing on it yet.", "Go to Code")
        self._none.action_requested.connect(lambda: session.show_page("code"))
        self._findings_head = SectionHeader("Findings in this case")
        self._findings = QVBoxLayout()
        self.findings: list[QuoteRow] = []
        self._build()

    def _build(self) -> None:
        theme = current_theme()
        head, shown, over, under = QHBoxLayout(), QWidget(), QVBoxLayout(), QVBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        self._quotes = QStackedWidget()
        self._quotes.addWidget(self.list)
        self._quotes.addWidget(self._none)
        over.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), 0)
        over.setSpacing(theme.px(6))
        over.addLayout(head)
        over.addWidget(self.link)
        under.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        under.addWidget(self._findings_head)
        under.addLayout(self._findings)
        inside = QVBoxLayout(shown)
        # The list of quotes has a padding of its own.
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(6))
        inside.addLayout(over)
        inside.addWidget(self._quotes, 1)
        inside.addLayout(under)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(EmptyState("Choose a configuration or a statement."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)

    def show_claim(self, page: CasePage | None, claim: CaseClaim | None) -> None:
        """Show what a case says on a claim."""
        self._claim, self._case = claim, page.case.rid if page is not None else None
        self._pages.setCurrentIndex(0 if page is not None and claim is not None else 1)
        self.bar.set_title(f"Quotes in {page.case.name}" if page is not None else "Quotes")
        if page is None or claim is None:
            return
        self.disc.set_number(claim.claim.number)
        self.title.setText(claim.claim.title or "No title yet")
        is_configuration = claim.claim.kind == "configuration"
        self.link.setText("Open the configuration" if is_configuration else "Open the statement")
        read = self._session.workbench.read.by_case
        rows = read.evidence(claim.claim, page.case.rid, self._session.current_filter)
        self.list.show_quotes(rows)
        self._quotes.setCurrentIndex(0 if rows else 1)
        self._show_findings(read.findings(claim.claim, page.case.rid))

    def _show_findings(self, findings: Sequence[FindingEvidenceRow]) -> None:
        for shown in self.findings:
            self._findings.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self.findings = []
        for finding in findings:
            facts = " · ".join(part for part in (finding.volume, finding.source, finding.case_name) if part)
            row = QuoteRow(finding.wording, facts, finding.stance)
            row.setToolTip("Open the finding")
            row.clicked.connect(lambda _=False, rid=finding.finding: self._session.show_record("finding", rid))
            self._findings.addWidget(row)
            self.findings.append(row)
        self._findings_head.setVisible(bool(findings))

    def focus_quotes(self) -> None:
        """Give the keyboard to the quotes."""
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        if self._claim is not None:
            self._session.show_record(self._claim.claim.kind, self._claim.claim.rid)
