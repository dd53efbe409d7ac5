"""The export commands: the suffix of the file chooses the format."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.cli.console import Console
from ipof_workbench.cli.projects import opened_to_read
from ipof_workbench.cli.publishing import export_published, planned, report_published
from ipof_workbench.cli.scope import scope_of
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.vocabulary import Status

if TYPE_CHECKING:
    from ipof_workbench.exporters.word_template import WordTemplate


def export(arguments: Namespace, console: Console) -> int:
    """Write a table or figure, whole or not at all."""
    from ipof_workbench.app.exports import TableOptions, export_table
    from ipof_workbench.app.house_styles import house_style

    target = Path(arguments.to)
    options = TableOptions(
        statuses=frozenset(Status.parse(status).value for status in getattr(arguments, "status", [])),
        caption=getattr(arguments, "caption", ""),
        columns=_columns(getattr(arguments, "columns", "")),
        threshold=getattr(arguments, "threshold", 5),
        style=house_style(getattr(arguments, "style", "plain")),
        since=getattr(arguments, "since", ""),
        until=getattr(arguments, "until", ""),
    )
    template = _template(arguments, target)
    quotes = getattr(arguments, "quotes", None)
    if quotes is not None:
        options = replace(options, quotes=quotes, with_quotes=quotes > 0)
    with opened_to_read(arguments) as workbench:
        if getattr(arguments, "publication", ""):
            export_published(workbench, arguments, console, template)
        else:
            export_table(
                workbench,
                arguments.what,
                target,
                force=arguments.force,
                scope=scope_of(workbench, arguments),
                options=options,
                template=template,
            )
    console.show({"kind": arguments.what, "file": str(target)}, [str(target)])
    return 0


def _columns(names: str) -> frozenset[str]:
    """Return the further columns that were named, with commas between them."""
    from ipof_workbench.app.cmo_table import FURTHER_COLUMNS

    wanted = [name.strip().casefold() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in FURTHER_COLUMNS:
            raise UsageError(f"There is no column “{name}”; use {', '.join(FURTHER_COLUMNS)}.")
    return frozenset(wanted)


def _template(arguments: Namespace, target: Path) -> WordTemplate | None:
    """Return the journal's template, if one was named; the target is looked at before it is read."""
    name = getattr(arguments, "template", "")
    if not name:
        return None
    from ipof_workbench.app.word_templates import check_format, read_template

    check_format(target)
    return read_template(Path(name))


def supplement(arguments: Namespace, console: Console) -> int:
    """Write the usual tables and the figure, numbered, into one Word file."""
    from ipof_workbench.app.house_styles import house_style
    from ipof_workbench.app.report_sets import ReportPlan, write_supplement

    target = Path(arguments.to)
    plan = ReportPlan(
        title=arguments.title,
        style=house_style(arguments.style),
        threshold=arguments.threshold,
        template=_template(arguments, target),
    )
    with opened_to_read(arguments) as workbench:
        write_supplement(workbench, plan, target, scope=scope_of(workbench, arguments), force=arguments.force)
    console.show({"kind": "supplement", "file": str(target)}, [str(target)])
    return 0


def report(arguments: Namespace, console: Console) -> int:
    """Write the set that a plan describes; the files go beside the plan."""
    from ipof_workbench.app.plan_files import read_plan
    from ipof_workbench.app.publications.making import as_published
    from ipof_workbench.app.report_sets import write_set

    config = Path(arguments.config)
    plan = read_plan(config)
    with opened_to_read(arguments) as workbench:
        if plan.publication:
            written = report_published(workbench, plan, config.parent, arguments, console)
        else:
            shown = planned(workbench, plan)
            with as_published(workbench, shown) as narrowed:
                written = write_set(narrowed, plan, config.parent, scope=shown.scope, force=arguments.force)
    files = [str(path) for path in written]
    console.show({"files": files}, files)
    return 0
