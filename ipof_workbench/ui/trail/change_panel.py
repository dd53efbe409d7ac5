"""What is behind a change, at the right: the versions recorded, why, and the quotes by stance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import STANCE_ORDER, stance_look
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.version_rows import RecordedVersionRow
from ipof_workbench.theory.comparison import Compared
from ipof_workbench.ui.evidence.quote_list import QuoteList
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.comparison_rows import number_words
from ipof_workbench.ui.trail.findings_list import FindingsList
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.panels import PageBar, Rule, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.stance import StanceBar

WIDTH = 300


def version_words(version: RecordedVersionRow) -> str:
    """Return a recorded version in one sentence."""
    decided = f" Decided: {version.decision_words}" if version.decision_words else ""
    reason = f": {version.reason.rstrip('.')}" if version.reason else ""
    when = f"{version.analyst_name}, {when_words(version.at)}"
    return f"Version {version.number}, {version.change}{reason} ({when}).{decided}"


class ChangePanel(SidePanel):
    """Shows what is behind one change; `claim_requested` carries (kind, rid) of what is to be opened."""

    claim_requested = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("right", WIDTH, "Behind the change", parent, scrolls=False)
        self.use_whole_width()
        self._session = session
        self._entry: Compared | None = None
        self._bar = PageBar("")
        self.open_link = LinkButton("Open it")
        self.open_link.clicked.connect(self._open_claim)
        self._bar.add_right(self.open_link)
        self._facts = QWidget()
        self._lines = QVBoxLayout(self._facts)
        self._counts = PlainLabel("", "small", "text2")
        self.quotes = QuoteList("Quotes behind the change", by="stance")
        self.quotes.quote_activated.connect(lambda row: self._session.open_quote(row.document, row.start, row.end))
        self.findings = FindingsList()
        self.findings.finding_activated.connect(lambda finding: self._session.show_record("finding", finding))
        self._empty = PlainLabel("", "body", "text2", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for part in (self._bar, self._facts, self._empty, self.quotes, self.findings):
            self.body.addWidget(part)
        self.body.setStretchFactor(self.quotes, 1)
        self.body.setStretchFactor(self._empty, 1)
        self.theme_changed()
        self.body.setSpacing(0)
        self.show_entry(None)

    def show_entry(self, entry: Compared | None) -> None:
        """Show what is behind a change; None for none."""
        self._entry = entry
        self._bar.set_title(number_words(entry) if entry else "Behind the change")
        can_open = entry is not None and self._is_there(entry)
        self.open_link.setVisible(can_open)
        self._clear_lines()
        if entry is None:
            self._empty.setText("Choose a change to see the quotes behind it.")
            self._facts.hide()
            self._show_evidence([], [], {})
            return
        evidence = entry.evidence
        read = self._session.workbench.read.versions
        rows, findings = read.evidence_rows(evidence), read.finding_rows(evidence)
        for version in entry.recorded:
            self._lines.addWidget(PlainLabel(version_words(version), "small", "text", wrap=True))
        self._add_counts(evidence, len(rows) + len(findings))
        self._facts.show()
        self._empty.setText("No evidence came with this change.")
        self._show_evidence(rows, findings, evidence)

    def _is_there(self, entry: Compared) -> bool:
        from ipof_workbench.domain import records

        kind = records.Configuration if entry.kind == "configuration" else records.TheoryStatement
        return self._session.workbench.read.exists(kind, entry.claim.rid)

    def _add_counts(self, evidence: dict[int, str], shown: int) -> None:
        counts: dict[str, int] = {}
        for stance in evidence.values():
            counts[stance] = counts.get(stance, 0) + 1
        words = ", ".join(f"{counts[key]:,} {stance_look(key).words}" for key in STANCE_ORDER if key in counts)
        gone = len(evidence) - shown
        if gone:
            words += f" ({gone:,} no longer there)"
        if words:
            self._lines.addWidget(PlainLabel(words, "small", "text2", wrap=True))
            bar = StanceBar(counts)
            self._lines.addWidget(bar)
        self._lines.addWidget(Rule())

    def _clear_lines(self) -> None:
        clear_layout(self._lines)

    def _show_evidence(
        self, rows: Sequence[EvidenceRow], findings: Sequence[FindingEvidenceRow], stances: dict[int, str]
    ) -> None:
        # With the stance that led to the change: it may have been judged otherwise since.
        self.quotes.show_quotes([row._replace(stance=stances.get(row.evidence, row.stance)) for row in rows])
        self.quotes.setVisible(bool(rows))
        judged = [row._replace(stance=stances.get(row.evidence, row.stance)) for row in findings]
        self.findings.show_findings(judged, alone=not rows)
        self._empty.setVisible(not rows and not findings)

    def _open_claim(self) -> None:
        if self._entry is not None:
            self.claim_requested.emit(self._entry.kind, self._entry.claim.rid)

    def theme_changed(self) -> None:
        super().theme_changed()
        theme = current_theme()
        if hasattr(self, "_lines"):
            self._lines.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
            self._lines.setSpacing(theme.px(6))
            self._empty.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
