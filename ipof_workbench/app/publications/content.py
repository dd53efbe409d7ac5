"""What a frozen publication keeps: its tables and figures, whole, as canonical JSON.

A table is kept as it is printed, in its house style: no rule of the program that comes later changes it. Whose words
stand in it is kept beside, so that those of somebody who withdraws can be found and left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from ipof_workbench.app.publications.plans import canonical
from ipof_workbench.domain import drawing, report_table
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.report_table import Cell, Paragraph, ReportTable, Run

FORMAT = 1
"""The version of the content's shape."""

WITHDRAWN = "[words withdrawn]"
"""What stands in place of the words of somebody who has withdrawn."""

_KEPT: Mapping[str, type[Any]] = {
    "table": report_table.ReportTable,
    "column": report_table.Column,
    "cell": report_table.Cell,
    "paragraph": report_table.Paragraph,
    "run": report_table.Run,
    "typeface": report_table.Typeface,
    "drawing": drawing.Drawing,
    "path": drawing.Path,
    "text": drawing.TextRun,
    "stroke": drawing.Stroke,
}
_NAMES = {kind: name for name, kind in _KEPT.items()}


@dataclass(frozen=True, slots=True)
class MadeOutput:
    """A table, or a figure with its caption, of a publication; `file` is the name of its file without suffix."""

    kind: str
    file: str
    label: str
    caption: str
    table: ReportTable | None = None
    drawing: Drawing | None = None
    label_end: str = "."


@dataclass(frozen=True, slots=True)
class Content:
    """What a publication keeps.

    Attributes:
        outputs: its tables and figures, in their order.
        people: evidence -> id of the participant whose words are printed, or paraphrased; documents of nobody known are
            not in it.
        verbatim: the evidence whose words are printed as they were said.
        wordings: id of a configuration -> what it said, in one text (a hash of it).
        numbers: id of a configuration -> its number in the paper.
    """

    outputs: tuple[MadeOutput, ...]
    people: Mapping[Rid, str] = field(default_factory=dict)
    verbatim: tuple[Rid, ...] = ()
    wordings: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


def content_text(content: Content) -> str:
    """Return the content as canonical JSON."""
    return canonical(
        {
            "format": FORMAT,
            "outputs": [_plain(made) for made in content.outputs],
            "people": {str(evidence): person for evidence, person in content.people.items()},
            "verbatim": list(content.verbatim),
            "wordings": dict(content.wordings),
            "numbers": dict(content.numbers),
        }
    )


def content_of(text: str) -> Content:
    """Return what `content_text` wrote."""
    value = json.loads(text)
    return Content(
        tuple(MadeOutput(**{name: _whole(held) for name, held in made.items()}) for made in value["outputs"]),
        {int(evidence): person for evidence, person in value["people"].items()},
        tuple(value["verbatim"]),
        value["wordings"],
        value["numbers"],
    )


def hash_of(text: str) -> str:
    """Return the SHA-256 of a content's text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a dataclass with its name and the fields that are not as usual."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kept = ((each.name, getattr(value, each.name), each.default) for each in fields(value))
    held = {name: _plain(each) for name, each, usual in kept if each != usual or type(each) is not type(usual)}
    return held if isinstance(value, MadeOutput) else {"_": _NAMES[type(value)], **held}


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_whole(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind = _KEPT[value["_"]]
    return kind(**{name: _whole(held) for name, held in value.items() if name != "_"})


def evidence_in(table: ReportTable) -> list[Rid]:
    """Return the evidence whose words a table prints, each once, in the order of the table."""
    runs = (run for row in table.rows for cell in row for part in cell.paragraphs for run in part.runs)
    return list(dict.fromkeys(run.evidence for run in runs if run.evidence))


def without(made: MadeOutput, gone: frozenset[Rid]) -> MadeOutput:
    """Return an output without the words of some evidence; a note says that words were withdrawn."""
    table = made.table
    if table is None or not gone.intersection(evidence_in(table)):
        return made
    rows = tuple(tuple(_cell_without(cell, gone) for cell in row) for row in table.rows)
    note = f"{WITHDRAWN}: the words of somebody who has withdrawn since."
    return replace(made, table=replace(table, rows=rows, notes=(*table.notes, note)))


def _cell_without(cell: Cell, gone: frozenset[Rid]) -> Cell:
    if not any(run.evidence in gone for part in cell.paragraphs for run in part.runs):
        return cell
    return Cell(
        tuple(
            Paragraph((Run(WITHDRAWN),)) if any(run.evidence in gone for run in part.runs) else part
            for part in cell.paragraphs
        ),
        cell.value,
    )
