"""The other tables that can be printed: quotes, codebook, evidence, case by configuration; and all by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.analysis.matrices import CaseCell, by_case
from ipof_workbench.app.change_tables import audit_table, changes_table, frozen_table
from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices, cmo_table, quotable
from ipof_workbench.app.decision_tables import decisions_table
from ipof_workbench.app.paper.case_signs import case_signs_table
from ipof_workbench.app.paper.cases import cases_table
from ipof_workbench.app.paper.checklists import evaluation_checklist, synthesis_checklist
from ipof_workbench.app.paper.cmo_variants import (
    inline_table,
    presence_table,
    sentence_quotes_table,
    sentence_table,
)
from ipof_workbench.app.paper.data_to_theory import data_to_theory
from ipof_workbench.app.paper.participants import participants_table
from ipof_workbench.app.paper.quote_bank import quote_bank
from ipof_workbench.app.paper.strength import strength_table
from ipof_workbench.app.source_tables import sources_table
from ipof_workbench.app.statement_tables import ipt_table, recommendations_table, rivals_table, theories_table
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.house_style import styled
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodeRow
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.domain.vocabulary import Stance

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell.of(text) for text in texts)


def quotes_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return every coded passage that may be printed, with what it is coded as and who said it."""
    project = workbench.read.find(records.Project)[0]
    roles = {role.key: role.label for role in workbench.read.roles(hidden=True)}
    voices = Voices.of(workbench, options.style)
    rows = sorted(
        (row for row in workbench.read.evidence(scope=scope) if row.configuration is not None),
        key=lambda row: (row.configuration or 0, row.evidence),
    )
    return ReportTable(
        "quotes",
        options.caption or f"Coded passages by configuration: {project.title}.",
        (
            Column("configuration", "CMOC", 0.5),
            Column("role", "Role", 0.8),
            Column("element", "Element", 1.3),
            Column("quote", "Quote", 3.2),
            Column("attribution", "Attribution", 1.3),
            Column("stance", "Stance", 0.8),
            Column("strength", "Strength", 0.5, numeric=True),
        ),
        tuple(
            (
                *_cells(row.number, roles.get(row.role_key, "Code"), row.element_label),
                Cell((Paragraph((quotable(row),)),)),
                Cell((Paragraph((Run(voices.name(row), is_verbatim=True, evidence=row.evidence),)),)),
                *_cells(Stance(row.stance).words),
                Cell.number(row.strength) if row.strength else Cell(),
            )
            for row in rows
        ),
        ("Volume is not strength: strength (1 to 3) is the analyst's judgement.",),
        options.label,
    )


def evidence_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return how much evidence each configuration has, by stance and in threes, and the findings that bear on it."""
    project = workbench.read.find(records.Project)[0]
    stances = list(Stance)
    findings = _findings_by_configuration(workbench, scope)
    return ReportTable(
        "evidence",
        options.caption or f"Evidence for each configuration: {project.title}.",
        (
            Column("number", "CMOC", 0.6),
            Column("title", "Title", 2.0),
            Column("participants", "Participants, n", 0.8, numeric=True),
            Column("codings", "Codings, n", 0.8, numeric=True),
            Column("cases", "Cases, n", 0.8, numeric=True),
            *(Column(stance.value, stance.words.capitalize(), 0.8, numeric=True) for stance in stances),
            Column("strength", "Judged strength", 1.0),
            Column("findings", "Findings", 2.0),
        ),
        tuple(
            (
                *_cells(row.number, row.title),
                *(Cell.number(count) for count in row.counts),
                *(Cell.number(row.stances.get(stance.value, 0)) for stance in stances),
                Cell.of(workbench.read.get(records.Configuration, row.rid).strength),
                Cell.of("\n".join(findings.get(row.rid, ()))),
            )
            for row in workbench.read.configurations(scope)
            if not options.statuses or row.status in options.statuses
        ),
        (
            "Counts are volume, not strength. Passages of one account that make a point together count once; "
            "findings are no codings and are not counted.",
        ),
        options.label,
    )


def _findings_by_configuration(workbench: Workbench, scope: Filter) -> dict[Rid, list[str]]:
    """Return configuration -> "stance: wording" of each finding that bears on it or its places."""
    found: dict[Rid, list[str]] = {}
    for row in workbench.read.evidence_on.finding_evidence(scope=scope):
        if row.configuration is not None:
            found.setdefault(row.configuration, []).append(f"{Stance(row.stance).words}: {row.wording}")
    return found


def matrix_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return configurations by cases: codings that support or refine, those that challenge, and what was looked for."""
    project = workbench.read.find(records.Project)[0]
    cases = [case for case in workbench.read.cases() if not scope.cases or case.rid in scope.cases]
    voices = Voices.of(workbench, options.style)
    cells = by_case(workbench.read.evidence(scope=scope))
    sought = {(row.configuration, row.case) for row in workbench.read.evidence_on.looked_for()}
    return ReportTable(
        "matrix",
        options.caption or f"Configurations by case, supporting / challenging passages: {project.title}.",
        (
            Column("number", "CMOC", 0.6),
            Column("title", "Title", 2.0),
            *(Column(case.name, voices.case_name(case.rid, case.name), 0.9) for case in cases),
            Column("supporting", "All for, n", 0.7, numeric=True),
            Column("opposing", "All against, n", 0.7, numeric=True),
        ),
        tuple(
            (
                *_cells(row.number, row.title),
                *(_matrix_cell(cells.get((row.rid, case.rid)), (row.rid, case.rid) in sought) for case in cases),
                *_matrix_totals([cells.get((row.rid, case.rid)) for case in cases]),
            )
            for row in workbench.read.configurations(scope)
            if not options.statuses or row.status in options.statuses
        ),
        (
            f"{NO_DATA} means no data, {NOT_FOUND} looked for and not found; n / m means n passages for and m against. "
            "Passages of one account that make a point together count once.",
            *voices.key(cases),
        ),
        options.label,
    )


NO_DATA, NOT_FOUND = "·", "–"


def _matrix_cell(cell: CaseCell | None, was_looked_for: bool) -> Cell:
    if cell is None:
        return Cell.of(NOT_FOUND if was_looked_for else NO_DATA)
    return Cell.of(f"{cell.supporting} / {cell.opposing}" if cell.opposing else f"{cell.supporting}")


def _matrix_totals(cells: Sequence[CaseCell | None]) -> tuple[Cell, Cell]:
    held = [cell for cell in cells if cell is not None]
    return Cell.number(sum(cell.supporting for cell in held)), Cell.number(sum(cell.opposing for cell in held))


def codebook_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the elements by role, then the thematic codes, with definitions and use."""
    project = workbench.read.find(records.Project)[0]
    roles = workbench.read.roles()
    counts = workbench.read.element_counts(scope)
    rows = []
    for role in roles:
        for element in workbench.read.elements():
            # What is an outcome in one configuration may be a context of another: a row for each role it is coded in.
            used, _ = counts.get((element.rid, role.key), ((0, 0, 0), ""))
            if element.role_key == role.key or used[1]:
                texts = (role.label, element.label, element.statement, "", "", "")
                rows.append((*_cells(*texts), Cell.number(used[1]), Cell.number(used[0])))
    codes = workbench.read.thematic_codes()
    names = {code.rid: code for code in codes}
    for code in codes:
        texts = ("Theme", _path(code, names), code.definition, code.include, code.exclude, code.example)
        rows.append((*_cells(*texts), Cell.number(code.codings), Cell.number(code.sources)))
    return ReportTable(
        "codebook",
        options.caption or f"Codebook: {project.title}.",
        (
            Column("kind", "Kind", 0.8),
            Column("code", "Code", 1.6),
            Column("definition", "Definition", 1.8),
            Column("include", "Include", 1.2),
            Column("exclude", "Exclude", 1.2),
            Column("example", "Example", 1.6),
            Column("codings", "Codings, n", 0.6, numeric=True),
            Column("sources", "Sources, n", 0.6, numeric=True),
        ),
        tuple(rows),
        (),
        options.label,
    )


def _path(code: CodeRow, names: dict[int, CodeRow]) -> str:
    parts = [code.name]
    above = code.parent
    while above is not None and above in names:
        parts.append(names[above].name)
        above = names[above].parent
    return " > ".join(reversed(parts))


_BUILDERS: dict[str, Callable[[Workbench, Filter, TableOptions], ReportTable]] = {
    "cmo-table": cmo_table,
    "quotes": quotes_table,
    "codebook": codebook_table,
    "matrix": matrix_table,
    "evidence": evidence_table,
    "evidence-strength": strength_table,
    "case-signs": case_signs_table,
    "changes": changes_table,
    "audit": audit_table,
    "data-to-theory": data_to_theory,
    "frozen-theory": frozen_table,
    "cmo-inline": inline_table,
    "cmo-sentences": sentence_table,
    "cmo-sentences-quotes": sentence_quotes_table,
    "cmo-presence": presence_table,
    "participants-table": participants_table,
    "cases-table": cases_table,
    "quote-bank": quote_bank,
    "sources": sources_table,
    "rameses-2": evaluation_checklist,
    "rameses-1": synthesis_checklist,
    "ipt": ipt_table,
    "recommendations": recommendations_table,
    "theories-used": theories_table,
    "rivals": rivals_table,
    "decisions": decisions_table,
}

TABLE_KINDS = tuple(_BUILDERS)
"""The tables that can be made."""


@uncollected()
def report_table(
    workbench: Workbench, kind: str, scope: Filter = EVERYTHING, options: TableOptions = USUAL
) -> ReportTable:
    """Return the table of a kind.

    Raises:
        UsageError: there is no such table.
    """
    if kind not in _BUILDERS:
        raise UsageError(f"There is no table “{kind}”; use one of {', '.join(_BUILDERS)}.")
    return styled(_BUILDERS[kind](workbench, scope, options), options.style)
