"""The Findings tab: a survey's column counted, and the findings that were kept, with what they bear on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.app.findings import BY_CASE, Column, Tabulation
from ipof_workbench.app.tasks import Report
from ipof_workbench.domain.errors import RefusedChange, WorkbenchError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Finding
from ipof_workbench.ui.data.column_choice import TOGETHER, by_rows, column_rows, fits
from ipof_workbench.ui.data.kept_findings import KeptFindings
from ipof_workbench.ui.evidence.tabulation_table import TabulationTable
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.notices import EmptyState, InlineError
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader, Surface
from ipof_workbench.ui.widgets.picked_value import PickedValue
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import ToggleSwitch
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

NOTHING = "No survey columns yet. Import a survey export."
CHOOSE = "Choose a value or a share in the table to keep it as a finding."
TOGETHER_HINT = "Several values chosen with Ctrl or Shift are kept together, as one share"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be counted: a column, by what, and whether answers are several choices (None: look)."""

    column: Rid
    by: Rid | str
    several: bool | None


class FindingsTab(QWidget):
    """Columns of the survey above, kept findings below.

    Signals:
        import_asked(): from the empty state.
        selection_changed(rids): of the kept findings.
        counts_changed(): for the status bar.
    """

    import_asked = Signal()
    selection_changed = Signal(object)
    counts_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._columns: Sequence[Column] = ()
        self._column: Rid | None = None
        self._by: Rid | str = TOGETHER
        self._several: bool | None = None
        self.column = PickedValue("Column", "Choose a column")
        self.by = PickedValue("By", "Everybody together")
        self.intervals = ToggleSwitch("Intervals")
        self.several = ToggleSwitch("Several choices")
        self.table = TabulationTable()
        self.sentence = PlainLabel(CHOOSE, "body", "text2", wrap=True)
        self.keep = Button("Keep as a finding", "plus")
        self.error = InlineError()
        self.kept = KeptFindings(session)
        self.write = Button("Write a finding", "pencil")
        self.empty = EmptyState(NOTHING, "Import")
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    @property
    def view(self) -> QWidget:
        """What has the keyboard here."""
        return self.table if self._column is not None else self.kept.view

    @property
    def model(self) -> Any:
        """What the status bar counts: the kept findings."""
        return self.kept.model

    def selected(self) -> tuple[Rid, ...]:
        """Return the kept findings that are selected."""
        return self.kept.selected()

    def reload(self) -> None:
        """Read the findings again, and the columns in a worker; then count anew."""
        self.kept.reload()
        can, why = self._session.can_edit, self._session.why_not_editable
        for button in (self.write, self.keep):
            button.enable() if can else button.disable(why)
        read = self._session.workbench.read.evidence_on
        self._session.run_in_background(lambda _report: read.columns(), self._show_columns, key="columns")

    def _show_columns(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        known = {column.rid for column in columns}
        if self._column not in known:
            first = next((column for column in columns if column.answered), None)
            self._column, self._by, self._several = (first.rid if first else None), TOGETHER, None
        if isinstance(self._by, int) and self._by not in known:
            self._by = TOGETHER
        self._pages.setCurrentIndex(0 if self._column is not None else 1)
        if self._column is not None:
            self._count()

    def choose(self, column: Rid, by: Rid | str = TOGETHER) -> None:
        """Count another column."""
        self._column, self._by, self._several = column, by, None
        self._count()

    def show_finding(self, rid: Rid) -> None:
        """Select a kept finding."""
        self.kept.select(rid)

    # --- building

    def _build(self) -> None:
        theme = current_theme()
        # From the outside to the inside: moving a tree of widgets into another dresses all of them again.
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self._pages)
        counted = QWidget(self._pages)
        self._pages.addWidget(counted)
        head = Surface("panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(PlainLabel("Column", "small", "text2"))
        row.addWidget(self.column, 3)
        row.addWidget(PlainLabel("by", "small", "text2"))
        row.addWidget(self.by, 2)
        for words, switch in (("Several choices", self.several), ("Intervals", self.intervals)):
            label = PlainLabel(words, "small", "text2")
            switch.setProperty("caption", label)
            row.addWidget(label)
            row.addWidget(switch)
        foot = Surface("panel")
        below = QHBoxLayout(foot)
        below.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        below.setSpacing(theme.px(12))
        below.addWidget(self.sentence, 1)
        below.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(counted)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, Rule(), self.error):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        for part in (Rule(), foot):
            column.addWidget(part)
        self._pages.addWidget(self.empty)
        kept = QWidget(halves)
        lower = QVBoxLayout(kept)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        title = SectionHeader("Kept findings", trailing=self.write)
        title.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        for row_of_it in (Rule(), title):
            lower.addWidget(row_of_it)
        lower.addWidget(self.kept, 1)
        halves.setSizes([theme.px(430), theme.px(250)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    def _connect(self) -> None:
        self.column.field.set_source(lambda typed: column_rows(self._columns, typed))
        self.by.field.set_source(lambda typed: by_rows(self._columns, self._column, typed))
        self.column.picked.connect(self._pick_column)
        self.by.picked.connect(self._pick_by)
        self.intervals.toggled.connect(self.table.show_intervals)
        self.several.clicked.connect(self._switch_several)
        self.table.chosen_changed.connect(self._show_sentence)
        self.table.activated.connect(lambda _index: self.keep_current())
        self.keep.clicked.connect(self.keep_current)
        self.write.clicked.connect(self._write)
        self.kept.selection_changed.connect(self.selection_changed)
        self.kept.counts_changed.connect(self.counts_changed)
        self.kept.empty.action_requested.connect(self._write)
        self.empty.action_requested.connect(self.import_asked)

    # --- counting

    def _count(self) -> None:
        """Count in a worker: 100,000 participants take longer than a frame."""
        assert self._column is not None
        asked = _Asked(self._column, self._by, self._several)
        names = {column.rid: column for column in self._columns}
        column = names[self._column]
        self.column.show_value(column.name)
        by = names.get(self._by) if isinstance(self._by, int) else None
        self.by.show_value(by.name if by is not None else ("Case" if self._by == BY_CASE else ""))
        read = self._session.workbench.read.evidence_on

        def work(_report: Report) -> Tabulation:
            return read.tabulate(asked.column, asked.by, asked.several)

        self._session.run_in_background(work, self._show, self._failed, words="Counting", key="findings")

    def _show(self, table: Tabulation) -> None:
        if self._column != table.column.rid:
            return
        self.error.clear()
        kept = self.table.currentIndex()
        where = (kept.row(), kept.column()) if kept.isValid() else (0, 1)
        same = self.table.counts.table is not None and self.table.counts.table.column == table.column
        self.table.counts.show_table(table)
        self.several.setChecked(bool(table.separator))
        for shown in (self.several, self.several.property("caption")):
            shown.setVisible(table.can_split)
        at = where if same else (0, 1)
        self.table.setCurrentIndex(
            self.table.counts.index(min(at[0], self.table.counts.rowCount() - 1), min(at[1], len(table.groups)))
        )
        self._show_sentence()

    def _failed(self, error: BaseException) -> None:
        self.table.counts.show_table(None)
        self._show_sentence()
        if isinstance(error, WorkbenchError):
            self.error.show_error(str(error))
        else:
            self._session.show_error(error)

    def _show_sentence(self) -> None:
        finding, why_not = self._chosen()
        self.sentence.setText(finding.wording if finding is not None else why_not)
        self.sentence.set_colour("text" if finding is not None else "text2")
        if not self._session.can_edit:
            self.keep.disable(self._session.why_not_editable)
        elif finding is None:
            self.keep.disable(why_not)
        else:
            self.keep.enable()
            self.keep.setToolTip(TOGETHER_HINT)

    def _chosen(self) -> tuple[Finding | None, str]:
        """Return what is chosen in the table as a finding, or None and why it is none."""
        try:
            return self.table.chosen(), CHOOSE
        except RefusedChange as refusal:
            return None, str(refusal)

    # --- doing

    def keep_current(self) -> None:
        """Keep what is chosen in the table as a finding."""
        from ipof_workbench.app.commands.findings import KeepFinding

        finding, _ = self._chosen()
        if finding is None or not self.keep.isEnabled():
            return
        steps = self._session.workbench.next_steps()[0]
        outcome = self._session.run(KeepFinding(finding))
        if outcome is None:
            return
        if self._session.workbench.next_steps()[0] == steps:
            self._session.show_toast("This finding is kept already", undo=False)
        self.kept.select_later(outcome.result.rid)

    def _write(self) -> None:
        from ipof_workbench.app.commands.findings import KeepFinding
        from ipof_workbench.domain import records

        if not self._session.can_edit:
            return
        outcome = self._session.run(KeepFinding(records.Finding(kind="other", wording="New finding")))
        if outcome is not None:
            self.kept.select_later(outcome.result.rid, edit=True)

    def _switch_several(self) -> None:
        self._several = self.several.isChecked()
        self._count()

    def _pick_column(self, row: object) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, int):
            same = fits(self._columns, row.key, self._by)
            self.choose(row.key, self._by if same else TOGETHER)

    def _pick_by(self, row: object) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, int | str) and self._column is not None:
            self._by = row.key
            self._count()
