"""The whole audit: every step of the project, who, when, what and why, found by person, kind of record, time, words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ipof_workbench.app.tasks import Report
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.steps import Changed
from ipof_workbench.domain.trail_rows import AuditDetail, AuditEntry, AuditStep, SubjectRow
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.elements.link_list import Lead, LeadList
from ipof_workbench.ui.places import RECORD_PAGES, RecordPlace
from ipof_workbench.ui.records.audit_list import AuditList
from ipof_workbench.ui.records.audit_tab import PATTERNS
from ipof_workbench.ui.records.subject_flow import subject_words
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.audit_steps import KINDS, AuditFilter, StepsModel, passing, searched
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.splitter_room import beside

DETAIL_WIDTH = 360
WHY, ROOM_FOR_WHY = 3, 620
_PLACED = frozenset({"configuration", "document", *RECORD_PAGES})
"""Tables of records that a page shows."""
_TIMES: tuple[tuple[str, int | None], ...] = (
    ("Any time", None),
    ("Today", 0),
    ("Last 7 days", 6),
    ("Last 30 days", 29),
    ("Last 365 days", 364),
)


class _StepsTable(QTableView):
    """The steps; where there is little room the reason stands at the right alone, and the step can be read."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setColumnHidden(WHY, self.width() < current_theme().px(ROOM_FOR_WHY))
        super().resizeEvent(event)


class AuditPage(QWidget):
    """Filters, all steps, and what the chosen one did."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._all: list[AuditStep] = []
        self._texts: dict[Rid, str] = {}
        self._is_replayed = False
        self._wanted: Rid | None = None
        self._reading = LiveReading(session, "whole audit", self._read, 200)
        self._reading.arrived.connect(self._arrived)
        self._step_to_read: Rid | None = None
        self._step_reading = LiveReading(session, "step of the audit", self._read_step)
        self._step_reading.begins.connect(self._note_step)
        self._step_reading.arrived.connect(self._show_detail)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words of the step or its reason")
        self.words.setAccessibleName("Words of the step or its reason")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _text: self.show_passing())
        self.analyst, self.kind, self.time = (CalmComboBox(name) for name in ("Analyst", "Kind of record", "Time"))
        self.analyst.addItem("Anyone", "")
        self.kind.addItem("Any record", None)
        for words, tables in KINDS:
            self.kind.addItem(words, tables)
        for words, days in _TIMES:
            self.time.addItem(words, days)
        for box in (self.analyst, self.kind, self.time):
            box.activated.connect(lambda _at: self.show_passing())
        self.count = PlainLabel("", "small", "text2", elide=True)
        self.export_button = Button("Export…", "download")
        self.export_button.clicked.connect(self.export)
        self.model = StepsModel(self)
        self.table = _StepsTable()
        self.table.setModel(self.model)
        configure_table(self.table, "Steps, newest first")
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_step())
        self.detail = AuditList("What the step changed")
        self.leads = LeadList("Leads to")
        self._empty = EmptyState("")
        self._empty.action_requested.connect(self.clear_filters)
        self._build()
        session.changed.connect(self._on_changed)

    def _build(self) -> None:
        theme = current_theme()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 130), (2, 120), (3, 130)):
            head.resizeSection(column, theme.px(width))
        searching, filters = QHBoxLayout(), QHBoxLayout()
        for row in (searching, filters):
            row.setSpacing(theme.px(8))
        searching.addWidget(self.words, 1)
        searching.addWidget(self.export_button)
        for box in (self.analyst, self.kind, self.time):
            box.setMaximumWidth(theme.px(140))
            filters.addWidget(box)
        filters.addWidget(self.count, 1)
        top = QVBoxLayout()
        top.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        top.setSpacing(theme.px(8))
        top.addLayout(searching)
        top.addLayout(filters)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        right = SidePanel("right", DETAIL_WIDTH, "What the step changed", scrolls=False)
        right.body.addWidget(self.detail, 1)
        right.body.addWidget(self.leads)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(beside(top, self._pages, right))

    # --- the contract of a tab of the trail

    def activate(self) -> None:
        """Bring the steps up to date."""
        if self._stale:
            self._stale = False
            self._reading.read_now()

    def deactivate(self) -> None:
        """Nothing is half done here."""

    def go_to(self, place: RecordPlace) -> None:
        """Choose a step of the journal."""
        if place.kind == "journal_step":
            self._wanted = place.record
            self.clear_filters()

    # --- showing

    def filter(self) -> AuditFilter:
        """Return what is asked for."""
        days = self.time.currentData()
        since = date.today() - timedelta(days=days) if days is not None else None
        tables = self.kind.currentData() or frozenset()
        return AuditFilter(self.words.text().strip(), str(self.analyst.currentData() or ""), frozenset(tables), since)

    def clear_filters(self) -> None:
        """Show all steps."""
        blocked = self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(blocked)
        for box in (self.analyst, self.kind, self.time):
            box.setCurrentIndex(0)
        self.show_passing()

    def show_passing(self) -> None:
        """Show the steps that pass; the one that is chosen stays chosen."""
        before = self._wanted if self._wanted is not None else self.current()
        self._wanted = None
        only = self.filter()
        steps = self._all if only == AuditFilter() else passing(self._all, only, self._texts)
        self.model.show(steps)
        self._pages.setCurrentIndex(0 if steps else 1)
        if self._all:
            self._empty.set_text("No step passes these filters.", "Clear filters")
        else:
            self._empty.set_text("No steps yet. Each change is kept here, with who made it and when.")
        of = f" of {len(self._all):,}" if len(steps) != len(self._all) else ""
        self.count.setText(f"{len(steps):,}{of} step{'' if len(self._all) == 1 else 's'}")
        if steps:
            self.export_button.enable()
        else:
            self.export_button.disable("There is nothing to export.")
        at = next((at for at, step in enumerate(steps) if step.step == before), 0)
        if steps:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._show_step()

    def current(self) -> Rid | None:
        """Return the step that is chosen."""
        at = self.table.currentIndex().row()
        return self.model.rows[at].step if 0 <= at < len(self.model.rows) else None

    def _read(self) -> tuple[list[AuditStep], dict[Rid, str]]:
        """Read what is new: the last step may have taken more in, and steps before it stay as they are."""
        known = self._all
        last = known[0].step if known and not self._is_replayed else 0
        fresh = self._session.workbench.read.trail.audit_steps(last)
        texts = self._texts | {step.step: searched(step) for step in fresh}
        return fresh + [step for step in known if step.step < last], texts

    def _arrived(self, found: object) -> None:
        assert isinstance(found, tuple)
        steps: list[AuditStep] = found[0]
        self._all, self._texts = found
        self._is_replayed = False
        names = sorted({step.analyst for step in steps if step.analyst}, key=str.casefold)
        if [self.analyst.itemData(at) for at in range(1, self.analyst.count())] != names:
            before = self.analyst.currentData()
            self.analyst.clear()
            self.analyst.addItem("Anyone", "")
            for name in names:
                self.analyst.addItem(name, name)
            self.analyst.setCurrentIndex(max(0, self.analyst.findData(before)))
        self.show_passing()

    def _show_step(self) -> None:
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self.model.rows):
            self.detail.rows.show_entries([])
            self.leads.show_leads([])
            return
        self._step_reading.read_now()

    def _note_step(self) -> None:
        self._step_to_read = self.current()

    def _read_step(self) -> AuditDetail | None:
        step = self._step_to_read
        return None if step is None else self._session.workbench.read.trail.audit_step(step, _PLACED)

    def _show_detail(self, found: object) -> None:
        at = self.table.currentIndex().row()
        if not isinstance(found, AuditDetail) or found.step != self.current():
            return  # another step was chosen meanwhile; what it did is on the way
        self.detail.rows.show_entries(
            [AuditEntry(self.model.rows[at], found.lines)], most=len(found.lines), total=found.total
        )
        self.leads.show_leads([Lead(subject_words(subject), self._to(subject)) for subject in found.subjects])

    def _to(self, subject: SubjectRow) -> Callable[[], None]:
        return lambda: self._session.show_record(subject.kind, subject.rid)

    def _on_changed(self, changed: Changed) -> None:
        self._stale = True
        # Undo and redo mark steps that are long known.
        self._is_replayed = self._is_replayed or changed.cause != "action"
        if self.isVisible() and self._session.is_open:
            self._stale = False
            self._reading.ask()

    # --- doing

    def export(self) -> None:
        """Ask where to, and write the steps that are shown there as a table."""
        session, steps = self._session, list(self.model.rows)
        target = session.ask_save_path("Export", session.suggested_path("audit.docx"), PATTERNS)
        if target is None:
            return

        def work(_report: Report) -> Path:
            from ipof_workbench.app.audit_tables import export_steps

            return export_steps(session.workbench, steps, target, force=True)

        session.run_in_background(
            work, lambda _value: session.show_toast(f"Exported {target.name}", False), words=f"Writing {target.name}"
        )
