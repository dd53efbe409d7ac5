"""A set of tables and figures, read from the small file that describes it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.cmo_table import FURTHER_COLUMNS, USUAL
from ipof_workbench.app.exports import FIGURE_KINDS
from ipof_workbench.app.house_styles import house_style
from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan
from ipof_workbench.app.report_tables import TABLE_KINDS
from ipof_workbench.app.word_templates import read_template
from ipof_workbench.domain.errors import UnreadableInput, UsageError
from ipof_workbench.domain.house_style import HouseStyle
from ipof_workbench.domain.vocabulary import Status

if TYPE_CHECKING:
    from ipof_workbench.exporters.word_template import WordTemplate

_SCOPE = frozenset({"case", "kind", "coded_by", "stance", "area", "wave", "configuration"})


def read_plan(path: Path) -> ReportPlan:
    """Return the plan that a TOML file describes; files that it names are looked for beside it.

    Raises:
        UnreadableInput: the file, or the template that it names, cannot be read.
        UsageError: it is no TOML, or says something that no plan has.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{path.name} cannot be read ({error}); give a TOML file in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path.name} is no valid TOML ({error}); mend the file.") from None
    plan = dict(given)
    style, template = plan.pop("style", "plain"), plan.pop("template", "")
    only = _only(plan.pop("only", {}), path)
    outputs = tuple(_output(entry, path) for entry in plan.pop("output", []))
    numbers = _numbers(plan.pop("numbers", {}), path)
    apart = {"style", "template", "outputs", "only", "numbers"}
    _known(plan, {each.name for each in fields(ReportPlan)} - apart, path)
    found = ReportPlan(**{name: _as(name, value, path) for name, value in plan.items()})
    found = replace(found, style=_style(style, path), template=_template(template, path))
    found = replace(found, outputs=outputs, only=only, numbers=numbers)
    return replace(found, formats=_dotted(found.formats), figure_formats=_dotted(found.figure_formats))


def _known(given: Mapping[str, Any], known: set[str] | frozenset[str], path: Path) -> None:
    for name in given:
        if name not in known:
            raise UsageError(f"{path.name} says “{name}”, which no plan has; it may say {', '.join(sorted(known))}.")


def _as(name: str, value: Any, path: Path) -> Any:
    usual = getattr(ReportPlan(), name)
    if isinstance(usual, tuple):
        value = tuple(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else None
    if type(value) is not type(usual):
        raise UsageError(f"“{name}” in {path.name} has a value that it cannot have; look at the guide.")
    return value


def _style(name: object, path: Path) -> HouseStyle:
    if not isinstance(name, str):
        raise UsageError(f"“style” in {path.name} must be the name of a style or of a file.")
    beside = path.parent / name
    return house_style(str(beside) if name.endswith(".toml") and beside.is_file() else name)


def _template(name: object, path: Path) -> WordTemplate | None:
    if not isinstance(name, str):
        raise UsageError(f"“template” in {path.name} must be the name of a Word file.")
    return read_template(path.parent / name) if name else None


def _only(given: Any, path: Path) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, dict):
        raise UsageError(f'“only” in {path.name} must be a table, such as [only] with case = ["Harbour"].')
    _known(given, _SCOPE, path)
    return {name: (names,) if isinstance(names, str) else tuple(map(str, names)) for name, names in given.items()}


def _numbers(given: Any, path: Path) -> dict[str, str]:
    if not isinstance(given, dict):
        raise UsageError(f'“numbers” in {path.name} must be a table, such as [numbers] with "12" = "1".')
    return {number: str(in_paper) for number, in_paper in given.items()}


def _output(entry: Any, path: Path) -> PlannedOutput:
    if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
        raise UsageError(f'Every [[output]] of {path.name} needs a kind, such as kind = "cmo-table".')
    _known(entry, {each.name for each in fields(PlannedOutput)}, path)
    kind = entry["kind"]
    if kind not in FIGURE_KINDS and kind not in TABLE_KINDS:
        raise UsageError(f"{path.name} asks for “{kind}”; use one of {', '.join((*TABLE_KINDS, *FIGURE_KINDS))}.")
    statuses = tuple(Status.parse(str(status)).value for status in entry.get("statuses", ()))
    quotes = entry.get("quotes", USUAL.quotes)
    if type(quotes) is not int or quotes < 0:
        raise UsageError(f"“quotes” of {kind} in {path.name} must be a whole number from 0 on.")
    counts = entry.get("counts", True)
    if type(counts) is not bool:
        raise UsageError(f"“counts” of {kind} in {path.name} must be true or false.")
    columns = tuple(str(column) for column in entry.get("columns", ()))
    for column in columns:
        if column not in FURTHER_COLUMNS:
            raise UsageError(f"{path.name} asks for the column “{column}”; use {', '.join(FURTHER_COLUMNS)}.")
    words = str(entry.get("file", "")), str(entry.get("caption", ""))
    return PlannedOutput(kind, *words, quotes, statuses, counts, columns)


def _dotted(suffixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(suffix if suffix.startswith(".") else f".{suffix}" for suffix in suffixes)
