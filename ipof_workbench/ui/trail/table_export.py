"""What a tab of the Trail page shows, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ipof_workbench.app.tasks import Report
from ipof_workbench.ui.session import Session

PATTERNS = ("*.docx", "*.xlsx", "*.csv", "*.md", "*.html", "*.tex")


def export_kind(session: Session, kind: str, **options: Any) -> None:
    """Ask where to, and write a table of a kind there; `options` are fields of `TableOptions`."""
    target = session.ask_save_path("Export", session.suggested_path(f"{kind}.docx"), PATTERNS)
    if target is None:
        return

    def work(_report: Report) -> Path:
        from ipof_workbench.app.cmo_table import TableOptions
        from ipof_workbench.app.exports import export_table

        return export_table(session.workbench, kind, target, force=True, options=TableOptions(**options))

    session.run_in_background(
        work, lambda _value: session.show_toast(f"Exported {target.name}", False), words=f"Writing {target.name}"
    )
