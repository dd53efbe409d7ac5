"""Case characteristics: what each case is, and what data it gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.vocabulary import DocumentKind

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


def cases_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return a row for each case: kind of host, attributes, participants, documents of each kind."""
    read = workbench.read
    voices = Voices.of(workbench, options.style)
    attributes = read.attributes("case")
    values = read.attribute_values("case")
    kinds: dict[int, Counter[str]] = {}
    for row in read.document_rows(read.document_rids(scope)):
        if row.case is not None:
            kinds.setdefault(row.case, Counter())[row.kind] += 1
    used = [kind for kind in DocumentKind if any(counts[kind.value] for counts in kinds.values())]
    rows = []
    for case in read.cases():
        if scope.cases and case.rid not in scope.cases:
            continue
        counts = kinds.get(case.rid, Counter())
        rows.append(
            (
                Cell.of(voices.case_name(case.rid, case.name), bold=True),
                Cell.of(case.kind),
                *(Cell.of(values.get(case.rid, {}).get(column.rid, "")) for column in attributes),
                Cell.number(case.participants),
                *(Cell.number(counts[kind.value]) for kind in used),
            )
        )
    title = read.find(records.Project)[0].title
    return ReportTable(
        "cases-table",
        options.caption or f"Characteristics of the cases: {title}.",
        (
            Column("case", "Case", 1.0),
            Column("kind", "Host", 1.2),
            *(
                Column(f"attribute {column.name}", column.name[:1].upper() + column.name[1:], 1.2)
                for column in attributes
            ),
            Column("participants", "Participants, n", 0.8, numeric=True),
            *(Column(kind.value, f"{_plural(kind)}, n", 0.8, numeric=True) for kind in used),
        ),
        tuple(rows),
        _notes(voices, [case for case in read.cases() if not scope.cases or case.rid in scope.cases]),
        options.label,
    )


def _notes(voices: Voices, cases: Sequence[CaseRow]) -> tuple[str, ...]:
    note = "A sub-case has a row of its own; its documents are not counted with the case above it."
    return (*((note,) if any(case.parent is not None for case in cases) else ()), *voices.key(cases))


def _plural(kind: DocumentKind) -> str:
    words = kind.words.capitalize()
    return words if kind is DocumentKind.LITERATURE else f"{words}s"
