"""Two moments of the theory as a file: what the Trail page compares, with the quotes behind each change."""

from __future__ import annotations

from pathlib import Path

from ipof_workbench.app.tasks import Report
from ipof_workbench.ui.session import Session

PATTERNS = ("*.docx", "*.xlsx", "*.csv", "*.md", "*.html", "*.tex")


def export_comparison(session: Session, before: str, after: str) -> None:
    """Ask where to, and write what changed between two frozen theories, given their names; after may be `PRESENT`."""
    target = session.ask_save_path("Export", session.suggested_path("changes.docx"), PATTERNS)
    if target is None:
        return

    def work(_report: Report) -> Path:
        from ipof_workbench.app.cmo_table import TableOptions
        from ipof_workbench.app.exports import export_table

        options = TableOptions(since=before, until=after)
        return export_table(session.workbench, "changes", target, force=True, options=options)

    session.run_in_background(
        work, lambda _value: session.show_toast(f"Exported {target.name}", False), words=f"Writing {target.name}"
    )
