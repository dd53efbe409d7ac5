"""Commands that only read, also beside an open window: info, check, search, history."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from ipof_workbench.cli.console import Console, columns
from ipof_workbench.cli.projects import opened_to_read
from ipof_workbench.cli.scope import scope_of

if TYPE_CHECKING:
    from ipof_workbench.domain.listings import StudySummary

EXIT_FINDINGS = 1


def info(arguments: Namespace, console: Console) -> int:
    """Print the counts of a project."""
    with opened_to_read(arguments) as workbench:
        summary = workbench.read.summary()
    console.show(asdict(summary), columns(_rows(summary)))
    return 0


def _rows(summary: StudySummary) -> list[tuple[str, str]]:
    """Return (what, value) in plain words, in the order of the JSON keys."""
    rows: list[tuple[str, str]] = []
    for key, value in asdict(summary).items():
        if isinstance(value, dict):
            rows.extend((f"  {kind.replace('_', ' ')}", f"{count:,}") for kind, count in value.items())
        else:
            rows.append((key.replace("_", " "), f"{value:,}" if isinstance(value, int) else value))
    return rows


def check(arguments: Namespace, console: Console) -> int:
    """Look a project over; findings make exit code 1."""
    with opened_to_read(arguments, as_it_is=True) as workbench:
        findings = workbench.check()
    lines = [f"{found.what}: {found.where}: {found.detail}" for found in findings]
    console.show([found._asdict() for found in findings], lines or ["Nothing found: the project is well."])
    return EXIT_FINDINGS if findings else 0


def search(arguments: Namespace, console: Console) -> int:
    """Look for words; the first hit of each document is shown."""
    with opened_to_read(arguments) as workbench:
        hits, total = workbench.read.search(arguments.query, scope_of(workbench, arguments), limit=arguments.limit)
    value = [
        {
            "document": hit.name,
            "kind": hit.kind,
            "case": hit.case_name,
            "start": hit.start,
            "end": hit.end,
            "snippet": hit.snippet,
        }
        for hit in hits
    ]
    lines = [f"{_full_name(hit.case_name, hit.name)} {hit.start}-{hit.end}: {hit.snippet}" for hit in hits]
    console.show({"total": total, "hits": value}, lines)
    if not console.as_json:
        documents = "1 document holds" if total == 1 else f"{total:,} documents hold"
        shown = f"; {len(hits):,} shown" if len(hits) < total else ""
        console.tell(f"{documents} “{arguments.query}”{shown}.")
    return 0


def _full_name(case: str, document: str) -> str:
    return f"{case}/{document}" if case else document


def history(arguments: Namespace, console: Console) -> int:
    """List the steps, newest first."""
    with opened_to_read(arguments) as workbench:
        steps = workbench.history(arguments.limit or None)
    value = [
        {"step": step.rid, "label": step.label, "analyst": step.analyst, "at": step.at, "undone": step.undone}
        for step in steps
    ]
    rows = [
        (str(step.rid), step.at[:19].replace("T", " "), step.analyst, step.label, "undone" if step.undone else "")
        for step in steps
    ]
    console.show(value, columns(rows) if rows else ["Nothing was done yet."])
    return 0
