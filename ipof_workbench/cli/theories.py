"""Commands on frozen theories: freeze, theories."""

from __future__ import annotations

from argparse import Namespace

from ipof_workbench.cli.console import Console, columns
from ipof_workbench.cli.projects import acting_as, opened_to_read, opened_to_write
from ipof_workbench.domain.version_rows import FrozenTheoryRow


def freeze(arguments: Namespace, console: Console) -> int:
    """Freeze the theory as it stands, recording a version of all that changed."""
    from ipof_workbench.app.commands.freezing import FreezeTheory

    with opened_to_write(arguments) as workbench, acting_as(workbench, arguments.analyst):
        before = len(workbench.read.versions.recorded())
        theory = workbench.run(FreezeTheory(arguments.name, arguments.note)).result
        recorded = len(workbench.read.versions.recorded()) - before
        row = workbench.read.versions.frozen_named(theory.name)
    versions = "1 version" if recorded == 1 else f"{recorded:,} versions"
    console.show(
        {**_value(row), "recorded": recorded}, [f"Froze the theory as “{row.name}”; {versions} recorded.", row.sha256]
    )
    return 0


def theories(arguments: Namespace, console: Console) -> int:
    """List the frozen theories, oldest first."""
    with opened_to_read(arguments) as workbench:
        rows = workbench.read.versions.frozen()
    lines = [
        (
            row.name,
            row.at[:19].replace("T", " "),
            row.analyst_name,
            f"{row.statements:,} statements",
            f"{row.configurations:,} configurations",
            f"{row.evidence:,} pieces of evidence",
        )
        for row in rows
    ]
    console.show([_value(row) for row in rows], columns(lines) if lines else ["No theory is frozen yet."])
    return 0


def _value(row: FrozenTheoryRow) -> dict[str, object]:
    return {
        "name": row.name,
        "note": row.note,
        "at": row.at,
        "analyst": row.analyst_name,
        "statements": row.statements,
        "configurations": row.configurations,
        "evidence": row.evidence,
        "sha256": row.sha256,
    }
