"""The lower half of a configuration's detail: evidence, history, memos, cases, audit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.ui.configurations.evidence_tab import EvidenceTab
from ipof_workbench.ui.configurations.record_tabs import STEPS_LOOKED_AT, HistoryTab, Origin
from ipof_workbench.ui.evidence.cases_tab import CasesTab
from ipof_workbench.ui.records.audit_tab import AuditTab
from ipof_workbench.ui.records.memos_tab import MemosTab
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import Rule

EVIDENCE, HISTORY, MEMOS, CASES, AUDIT = range(5)
SUBJECT = "configuration"


class DetailTabs(QWidget):
    """The tabs with their pages. Memos and audit keep themselves up to date; the history is read when it is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: ConfigurationRow | None = None
        # With their parents, and in the order of the Tab key: moving a tree of widgets into another dresses all of
        # them again.
        self.bar = QTabBar(self)
        self.bar.setAccessibleName("Evidence, history, memos, cases and audit")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        # In a narrow panel the gaps shrink first, then words end in an ellipsis: no tab hides behind an arrow.
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        for at, words in enumerate(("Evidence", "History", "Memos", "Cases", "Audit")):
            self.bar.addTab(words)
            self.bar.setTabToolTip(at, words)
        pages = self._pages = QStackedWidget(self)
        self.evidence, self.history, self.memos = EvidenceTab(pages), HistoryTab(pages), MemosTab(session, pages)
        self.cases, self.audit = CasesTab(pages), AuditTab(session, pages)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        for part in (self.bar, Rule(), self._pages):
            column.addWidget(part)
        for page in (self.evidence, self.history, self.memos, self.cases, self.audit):
            self._pages.addWidget(page)
        self.bar.currentChanged.connect(self._pages.setCurrentIndex)
        current_theme().changed.connect(self._dress)
        self._dress()

    def show_row(self, row: ConfigurationRow) -> None:
        """Show the memos and the audit of a configuration, and how many codings it has."""
        self._row = row
        self.bar.setTabText(EVIDENCE, f"Evidence {row.counts.codings:,}")
        self.memos.show_subject(SUBJECT, row.rid)
        self.audit.show_subject(SUBJECT, row.rid)

    def show_history(self) -> None:
        """Read the recorded versions and the steps of the configuration that is shown."""
        if self._row is None:
            return
        read = self._session.workbench.read
        made = read.get(records.Configuration, self._row.rid)
        names = {analyst.rid: analyst.name for analyst in read.find(records.Analyst)}
        origin = Origin(bool(made.import_rid), names.get(made.created_by or 0, ""), made.created_at)
        recorded = read.versions.recorded(SUBJECT, self._row.rid)
        self.history.versions.show_versions(recorded, self._session.why_not_editable)
        steps, only = self._session.workbench.history(STEPS_LOOKED_AT), self._session.workbench.analyst.name
        told = [step for step in steps if not self._session.is_blind or step.analyst == only]
        self.history.show_steps(self._row.number, told, origin)

    def _dress(self) -> None:
        theme = current_theme()
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(16), theme.px(4), theme.px(12), 0)
