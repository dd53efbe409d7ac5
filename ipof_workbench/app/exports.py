"""Taking results out: tables, figures and the csv contracts, each file written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.app.change_tables import FROZEN, write_frozen
from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.app.contract_exports import CONTRACT_KINDS, contract_table
from ipof_workbench.app.paper.figures import PLOTS
from ipof_workbench.app.report_tables import TABLE_KINDS, report_table
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.app.word_templates import check_format
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.uncollected import uncollected

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.exporters.word_template import WordTemplate

FIGURE = "theory"
FIGURE_SUFFIXES = (".svg", ".png", ".pdf", ".graphml")
FIGURE_KINDS = (FIGURE, *PLOTS)
EXPORT_KINDS = (*TABLE_KINDS, *FIGURE_KINDS, *CONTRACT_KINDS)
"""Everything that can be exported."""
_STAGES = 3
"""Made, ready, written: how far an export is."""

__all__ = ["EXPORT_KINDS", "FIGURE_SUFFIXES", "TableOptions", "export_table", "report_table"]


@uncollected()
def export_table(
    workbench: Workbench,
    kind: str,
    path: Path,
    *,
    force: bool = False,
    scope: Filter = EVERYTHING,
    options: TableOptions = USUAL,
    template: WordTemplate | None = None,
    report: Report = no_report,
) -> Path:
    """Write a table, the figure or a contract to a file; the format is told by the suffix. Returns the file.

    `template` is the journal's, for a table in a Word file. `report` is called when it starts, when the table or figure
    is made, and when it is ready to be written; what it raises then leaves an older file as it was.

    Raises:
        UsageError: an unknown kind or suffix, a template for another format, or the file is there and not `force`.
        ExportFailed: the file cannot be written; an older one is as it was.
    """
    from ipof_workbench.exporters import registry

    if template is not None:
        check_format(path)
    report(0, _STAGES)
    if kind == FIGURE:
        _export_theory(workbench, path, force=force, scope=scope, report=report)
    elif kind in PLOTS:
        _export_drawing(figure_drawing(workbench, kind, scope, options), path, force=force, report=report)
    elif kind in CONTRACT_KINDS:
        headings, rows = contract_table(workbench, kind, scope)
        registry.write_contract(headings, rows, path, force=force)
    elif kind == FROZEN and path.suffix.lower() == ".json":
        write_frozen(workbench, path, options, force=force)
    elif kind in TABLE_KINDS:
        table = report_table(workbench, kind, scope, options)
        report(1, _STAGES)
        registry.write_table(table, path, force=force, template=template, before_writing=lambda: report(2, _STAGES))
    else:
        raise UsageError(f"“{kind}” cannot be exported; use one of {', '.join(EXPORT_KINDS)}.")
    return path


def figure_drawing(
    workbench: Workbench, kind: str, scope: Filter = EVERYTHING, options: TableOptions = USUAL
) -> Drawing:
    """Return the theory or a plot as a drawing.

    Raises:
        UsageError: there is no such figure.
    """
    if kind == FIGURE:
        from ipof_workbench.app.theory_view import theory_drawing

        return theory_drawing(workbench, scope)
    if kind not in PLOTS:
        raise UsageError(f"There is no figure “{kind}”; use one of {', '.join(FIGURE_KINDS)}.")
    return PLOTS[kind](workbench, scope, options)


def _export_drawing(drawing: Drawing, path: Path, *, force: bool, report: Report) -> None:
    from ipof_workbench.exporters import registry

    report(1, _STAGES)
    registry.write_drawing(drawing, path, force=force, before_writing=lambda: report(2, _STAGES))


def _export_theory(workbench: Workbench, path: Path, *, force: bool, scope: Filter, report: Report) -> None:
    from ipof_workbench.app.theory_view import theory_interchange
    from ipof_workbench.exporters import graphml

    suffix = path.suffix.lower()
    if suffix not in FIGURE_SUFFIXES:
        raise UsageError(f"The theory is written as {', '.join(FIGURE_SUFFIXES)}; {path.name} is none of them.")
    if suffix == ".graphml":
        graphml.write_graphml(theory_interchange(workbench, scope), path, force=force)
    else:
        _export_drawing(figure_drawing(workbench, FIGURE, scope), path, force=force, report=report)
