"""The audit of one record as a table for a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.record_edits import kind_words
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.trail_rows import AuditEntry, AuditLine, AuditStep
from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.storage.tables import KINDS

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


def audit_table(workbench: Workbench, kind: str, rid: Rid) -> ReportTable:
    """Return who did what to a record (`kind` is its table) and to what belongs to it, oldest first."""
    entries = workbench.read.trail.audit_of(kind, rid)
    name = workbench.read.trail.names([(kind, rid)]).get((kind, rid), "")
    what = f"{kind_words(KINDS[kind])} {name}".strip()
    return ReportTable(
        "audit",
        f"What happened to {what}: {workbench.title}.",
        (
            Column("step", "Step", 0.5, numeric=True),
            Column("at", "When (UTC)", 1.0),
            Column("analyst", "Analyst", 0.8),
            Column("change", "Change", 2.0),
            Column("details", "What changed", 4.0),
            Column("reason", "Reason", 1.2),
            Column("undone", "Undone", 0.5),
        ),
        tuple(_row(entry) for entry in reversed(entries)),
        ("A step that was undone is listed and marked.",),
    )


@uncollected()
def export_audit(workbench: Workbench, kind: str, rid: Rid, path: Path, *, force: bool = False) -> Path:
    """Write the audit of one record to a file whose suffix tells the format. Returns the file.

    Raises:
        UsageError, ExportFailed, LibraryMissing: as `exporters.registry.write_table`.
    """
    from ipof_workbench.exporters import registry

    registry.write_table(audit_table(workbench, kind, rid), path, force=force)
    return path


def steps_table(workbench: Workbench, steps: Sequence[AuditStep]) -> ReportTable:
    """Return steps of the journal, in the order in which they were done."""
    return ReportTable(
        "audit",
        f"Who did what, when and why: {workbench.title}.",
        (
            Column("step", "Step", 0.5, numeric=True),
            Column("at", "When (UTC)", 1.0),
            Column("analyst", "Analyst", 1.0),
            Column("change", "Change", 4.0),
            Column("reason", "Reason", 1.5),
            Column("undone", "Undone", 0.5),
        ),
        tuple(
            (
                Cell.number(step.step),
                Cell.of(step.at[:19].replace("T", " ")),
                Cell.of(step.analyst),
                Cell.of(step.label),
                Cell.of(step.reason),
                Cell.of("undone" if step.undone else ""),
            )
            for step in sorted(steps, key=lambda step: step.step)
        ),
        ("A step that was undone is listed and marked.",),
    )


@uncollected()
def export_steps(workbench: Workbench, steps: Sequence[AuditStep], path: Path, *, force: bool = False) -> Path:
    """Write steps to a file whose suffix tells the format. Returns the file; raises as `export_audit`."""
    from ipof_workbench.exporters import registry

    registry.write_table(steps_table(workbench, steps), path, force=force)
    return path


def line_words(line: AuditLine) -> str:
    """Return a line with its fields: “Changed configuration 1: title “Night” → “Night shift””."""
    parts = [f"{field.name} {_change(field.old, field.new)}" for field in line.fields]
    return f"{line.what}: {'; '.join(parts)}" if parts else line.what


def _change(old: str, new: str) -> str:
    if not old:
        return new
    return f"{old} → {new or 'nothing'}"


def _row(entry: AuditEntry) -> tuple[Cell, ...]:
    step = entry.step
    return (
        Cell.number(step.step),
        Cell.of(step.at[:19].replace("T", " ")),
        Cell.of(step.analyst),
        Cell.of(step.label),
        Cell.of("\n".join(line_words(line) for line in entry.lines)),
        Cell.of(step.reason),
        Cell.of("undone" if step.undone else ""),
    )
