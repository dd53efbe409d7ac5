"""What was decided in meetings, as a table: when, who was there, what about, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.trail_rows import DecisionRow, SubjectRow
from ipof_workbench.domain.vocabulary import DecisionKind

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


def decisions_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the decisions in the order in which they were held: what was prioritised, juxtaposed, reconciled,
    adjudicated, consolidated, situated or agreed (METHOD 1.3). A filter does not narrow them."""
    project = workbench.read.find(records.Project)[0]
    rows = workbench.read.trail.decisions()
    return ReportTable(
        "decisions",
        options.caption or f"What was decided, when and by whom: {project.title}.",
        (
            Column("date", "Date", 0.8),
            Column("kind", "Kind", 0.9),
            Column("decision", "Decision", 2.4),
            Column("about", "About", 1.8),
            Column("attendees", "Attendees", 1.2),
            Column("why", "Why", 1.8),
        ),
        tuple(_row(decision) for decision in reversed(rows)),
        (),
        options.label,
    )


def _row(decision: DecisionRow) -> tuple[Cell, ...]:
    return (
        Cell.of(decision.held_on),
        Cell.of(DecisionKind(decision.kind).words.capitalize() if decision.kind else ""),
        Cell.of(decision.wording),
        Cell.of("\n".join(_subject(subject) for subject in decision.subjects)),
        Cell.of(decision.attendees),
        Cell.of(decision.note),
    )


def _subject(subject: SubjectRow) -> str:
    words = {"theory_statement": "statement"}.get(subject.kind) or subject.kind.replace("_", " ")
    return f"{words.capitalize()} {subject.name}".strip()
