"""Across cases: chosen cases side by side, and what was made of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import AcrossRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.domain.trail_rows import DecisionRow
from ipof_workbench.ui.cases.across_table import AcrossTable
from ipof_workbench.ui.cases.case_toggles import CaseToggles
from ipof_workbench.ui.cases.record_form import RecordForm
from ipof_workbench.ui.configurations.live_reading import LiveReading
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

ALL, DIFFER, WITH_DATA = "all", "differ", "data"
LEAST_CASES = 2
CHOSEN_AT_FIRST = 4


class AcrossView(QWidget):
    """The middle of the page while cases are looked at side by side.

    Signals:
        cell_entered(row, case rid or None): on to the quotes behind a cell.
        busy_changed(bool): the table is being read.
    """

    cell_entered = Signal(object, object)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._form = session, form
        self._cases: Sequence[CaseRow] = ()
        self._chosen: tuple[Rid, ...] | None = None
        self._rows: list[AcrossRow] = []
        self.toggles = CaseToggles()
        self.toggles.changed.connect(self._choose)
        self.switch = SegmentedSwitch(((WITH_DATA, "With data"), (DIFFER, "Cases differ"), (ALL, "All")), "Rows")
        self.switch.chosen.connect(lambda _key: self._show_rows())
        self.count = PlainLabel("", "small", "text2", elide=True)
        self.table = AcrossTable()
        self.table.cell_entered.connect(self.cell_entered)
        self.table.selection_changed.connect(self._tell_form)
        self._empty = EmptyState("")
        self._empty.action_requested.connect(self._show_all)
        self._reading = LiveReading(session, "cases side by side", self._read)
        self._reading.arrived.connect(self._arrived)
        self._reading.busy_changed.connect(self.busy_changed)
        self._build()

    def _build(self) -> None:
        theme = current_theme()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.switch)
        row.addWidget(self.count, 1)
        top = QVBoxLayout()
        top.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(8))
        top.setSpacing(theme.px(8))
        top.addWidget(self.toggles)
        top.addLayout(row)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)

    def show_cases(self, cases: Sequence[CaseRow]) -> None:
        """Take the cases of the project, and read the table again."""
        self._cases = cases
        known = {case.rid for case in cases}
        if self._chosen is None and cases:
            with_codings = [case.rid for case in cases if case.codings and case.parent is None]
            self._chosen = tuple((with_codings or [case.rid for case in cases])[:CHOSEN_AT_FIRST])
        self._chosen = tuple(rid for rid in self._chosen if rid in known) if self._chosen is not None else None
        self.toggles.show_cases(cases, self.chosen())
        self._reading.read_now()

    def choose(self, chosen: Sequence[Rid]) -> None:
        """Look at these cases."""
        self._chosen = tuple(chosen)
        self.toggles.show_cases(self._cases, self._chosen)
        self._reading.read_now()

    def chosen(self) -> tuple[Rid, ...]:
        """Return the cases that are looked at."""
        return self._chosen or ()

    def _choose(self, chosen: object) -> None:
        self._chosen = tuple(chosen) if isinstance(chosen, tuple) else ()
        self._reading.read_now()

    def _read(self) -> tuple[tuple[Rid, ...], list[AcrossRow]]:
        chosen = self.chosen()
        return chosen, self._session.workbench.read.by_case.across(chosen, self._session.current_filter)

    def _arrived(self, found: object) -> None:
        assert isinstance(found, tuple)
        chosen, rows = found
        if chosen != self.chosen():
            return  # others were chosen meanwhile; their reading is on the way
        self._rows = rows
        self._show_rows()

    def _show_rows(self) -> None:
        switch = self.switch.current()
        shown = [
            row
            for row in self._rows
            if switch == ALL
            or (switch == DIFFER and row.differs)
            or (switch == WITH_DATA and any(cell != (0, 0, False) for cell in row.cells.values()))
        ]
        names = {case.rid: case for case in self._cases}
        self.table.show_rows(shown, [names[rid] for rid in self.chosen() if rid in names])
        self._pages.setCurrentIndex(0 if shown else 1)
        if not self._cases:
            self._empty.set_text("There are no cases yet. Add one at the left, or import a table of cases.")
        elif not self._rows:
            self._empty.set_text("No configurations or statements yet. They appear here as you code.")
        elif switch == DIFFER:
            self._empty.set_text("These cases do not differ on any configuration or statement.", "Show all")
        else:
            self._empty.set_text("These cases say nothing on any configuration or statement yet.", "Show all")
        self.count.setText(f"{len(shown):,} of {len(self._rows):,} rows; n / m means n codings for it and m against it")
        self._tell_form()
        self._session.refresh_facts()

    def _show_all(self) -> None:
        self.switch.set_current(ALL)
        self._show_rows()

    def _tell_form(self) -> None:
        rows, cases = self.table.chosen(), self.chosen()
        names = {case.rid: case.name for case in self._cases}
        why_not = ""
        if len(cases) < LEAST_CASES:
            why_not = "Choose at least two cases above the table."
        elif not rows:
            why_not = "Choose a configuration or statement in the table."
        numbers = ", ".join(row.claim.number for row in rows[:12]) + ("…" if len(rows) > 12 else "")
        where = ", ".join(names[rid] for rid in cases if rid in names)
        words = f"On {numbers} in {where}" if rows and cases else why_not
        subjects = (*((row.claim.kind, row.claim.rid) for row in rows), *(("case", rid) for rid in cases))
        self._form.show_subjects(subjects, words, why_not)
        self._form.show_earlier(self._earlier(rows))

    def _earlier(self, rows: Sequence[AcrossRow]) -> list[DecisionRow]:
        wanted = {(row.claim.kind, row.claim.rid) for row in rows}
        decisions = self._session.workbench.read.trail.decisions()
        return [
            decision
            for decision in decisions
            if any((subject.kind, subject.rid) in wanted for subject in decision.subjects)
        ][:8]
