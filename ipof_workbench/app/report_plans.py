"""A set of tables and figures as a small file, for `report PROJECT --config` to read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

SUFFIX = ".toml"


def scope_names(workbench: Workbench, scope: Filter) -> dict[str, tuple[str, ...]]:
    """Return a filter as a plan names it: option -> names.

    Raises:
        UsageError: the filter has a part that no plan can say.
    """
    if scope.attributes or scope.minimum_sources:
        raise UsageError(
            "A plan holds cases, kinds of data, coders, stances and theory areas; the filter in force says more. Clear "
            "attributes and the least number of sources, then save the plan."
        )
    read = workbench.read
    named = {
        "case": _names(scope.cases, ((case.rid, case.name) for case in read.cases())),
        "kind": tuple(sorted(scope.data_kinds)),
        "coded_by": _names(scope.analysts, ((who.rid, who.name) for who in read.find(records.Analyst))),
        "stance": tuple(sorted(scope.stances)),
        "area": _names(scope.theory_areas, read.theory_areas()),
    }
    return {option: names for option, names in named.items() if names}


def _names(wanted: frozenset[Rid], known: Iterable[tuple[Rid, str]]) -> tuple[str, ...]:
    return tuple(name for rid, name in known if rid in wanted)


def plan_text(plan: ReportPlan, style: str, template: str = "") -> str:
    """Return a plan as TOML; `style` is the name of its house style or the path of its file, `template` the path of
    the Word template, if it has one."""
    head: dict[str, Any] = {"title": plan.title, "style": style}
    head |= {"template": template} if template else {}
    head |= {"folder": plan.folder}
    head |= {"formats": plan.formats, "figure_formats": plan.figure_formats}
    head |= {"supplement": plan.supplement, "threshold": plan.threshold}
    head |= {"publication": plan.publication} if plan.publication else {}
    parts = [_lines(head)]
    if plan.only:
        parts.append(f"[only]\n{_lines(plan.only)}")
    if plan.numbers:
        numbers = {_value(number): in_paper for number, in_paper in plan.numbers.items()}
        parts.append(f"[numbers]\n{_lines(numbers)}")
    parts += [f"[[output]]\n{_lines(_said(output))}" for output in plan.outputs]
    return "\n".join(parts)


def _said(output: PlannedOutput) -> dict[str, Any]:
    """Return what an output says besides its kind: only what is not as usual."""
    usual = PlannedOutput(output.kind)
    fields = ("file", "caption", "quotes", "counts", "columns", "statuses")
    said = {name: getattr(output, name) for name in fields if getattr(output, name) != getattr(usual, name)}
    return {"kind": output.kind, **said}


def _lines(values: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    # A string of JSON is one of TOML, but for the one control character that JSON lets stand.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_plan(plan: ReportPlan, style: str, path: Path, *, template: str = "", force: bool = False) -> Path:
    """Write a plan whole or not at all; a style or template in a file beside it is named without its folder.

    Raises:
        UsageError: the name does not end in .toml, or the file is there and not `force`.
        ExportFailed: the file cannot be written.
    """
    from ipof_workbench.exporters.registry import write_text

    if path.suffix.lower() != SUFFIX:
        raise UsageError(f"A plan is a small text file ({SUFFIX}); {path.name} is none.")
    style = _beside(style, path) if style.casefold().endswith(SUFFIX) else style
    write_text(plan_text(plan, style, _beside(template, path)), path, force=force)
    return path


def _beside(file: str, path: Path) -> str:
    """Return a file's name without its folder where it is the folder of the plan: both may move together."""
    return Path(file).name if file and Path(file).parent == path.parent else file
