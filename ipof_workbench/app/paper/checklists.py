"""The RAMESES checklists, with what the project itself can say to an item; the pages are for the authors to fill in."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.app.commands.base import counted
from ipof_workbench.app.resources import shipped
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.vocabulary import DocumentKind, Status

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

Fact = Callable[["Workbench", Filter], str]


def evaluation_checklist(
    workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL
) -> ReportTable:
    """Return the RAMESES II checklist for realist evaluations."""
    return _checklist(workbench, scope, options, "rameses_2")


def synthesis_checklist(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the RAMESES checklist for realist syntheses."""
    return _checklist(workbench, scope, options, "rameses_1")


def _checklist(workbench: Workbench, scope: Filter, options: TableOptions, name: str) -> ReportTable:
    standard = tomllib.loads((shipped("checklists") / f"{name}.toml").read_text(encoding="utf-8"))
    rows = []
    section = ""
    for number, item in enumerate(standard["item"], start=1):
        fact = _FACTS[item["facts"]](workbench, scope) if "facts" in item else ""
        first = item["section"] if item["section"] != section else ""
        section = item["section"]
        asked = Cell.of(f"{item['name']}\n{item['asks']}")
        rows.append((Cell.number(number), Cell.of(first, bold=True), asked, Cell.of(fact), Cell(), Cell()))
    return ReportTable(
        name.replace("_", "-"),
        options.caption or f"{standard['title']} checklist: {standard['about']}.",
        (
            Column("number", "No.", 0.4, numeric=True),
            Column("section", "Section", 0.9),
            Column("item", "Item", 2.6),
            Column("project", "What the project holds", 2.2),
            Column("reported", "Reported (Y, N, unclear)", 0.8),
            Column("pages", "Pages", 0.6),
        ),
        tuple(rows),
        (f"Source: {standard['source']}",),
        options.label,
    )


def _volume(workbench: Workbench, scope: Filter) -> str:
    summary = workbench.read.summary()
    return (
        f"{counted(summary.documents, 'document')} from {counted(summary.participants, 'participant')} in "
        f"{counted(summary.cases, 'case')}; {counted(summary.configurations, 'configuration')}."
    )


def _initial_theory(workbench: Workbench, scope: Filter) -> str:
    freezes = workbench.read.find(records.ProgrammeTheory)
    statements = counted(len(workbench.read.statements()), "If-Then-Because statement")
    if not freezes:
        return f"{statements}; not frozen yet."
    return f"{statements}; first frozen as “{freezes[0].name}” on {freezes[0].created_at[:10]}."


def _questions(workbench: Workbench, scope: Filter) -> str:
    areas = [area.question or area.name for area in workbench.read.find(records.TheoryArea)]
    rounds = len([held for held in workbench.read.find(records.Decision) if held.kind == "prioritised"])
    said = f"Theory areas: {'; '.join(areas)}." if areas else ""
    return f"{said} {counted(rounds, 'round')} of prioritisation recorded.".strip() if rounds else said


def _ethics(workbench: Workbench, scope: Filter) -> str:
    reference = workbench.read.find(records.Project)[0].ethics_reference
    consents = Counter(row.consent for row in workbench.read.participants())
    told = ", ".join(f"{consent} {count:,}" for consent, count in sorted(consents.items()))
    return f"{f'Reference: {reference}. ' if reference else ''}{f'Consent: {told}.' if told else ''}".strip()


def _grammar(workbench: Workbench, scope: Filter) -> str:
    return f"Roles of a configuration: {', '.join(role.label.lower() for role in workbench.read.roles())}."


def _cases(workbench: Workbench, scope: Filter) -> str:
    cases = [case for case in workbench.read.cases() if case.parent is None]
    named = "; ".join(f"{case.name} ({case.kind})" if case.kind else case.name for case in cases)
    return f"{counted(len(cases), 'case')}: {named}." if cases else ""


def _data(workbench: Workbench, scope: Filter) -> str:
    kinds = workbench.read.summary().documents_by_kind
    told = [f"{DocumentKind(kind).words} {count:,}" for kind, count in sorted(kinds.items()) if count]
    waves = sorted({held.wave for held in workbench.read.find(records.Document) if held.wave})
    told_waves = ", ".join(waves)
    return f"{', '.join(told).capitalize()}.{f' Waves: {told_waves}.' if waves else ''}" if told else ""


def _participants(workbench: Workbench, scope: Filter) -> str:
    roles = Counter(row.role for row in workbench.read.participants() if row.role)
    told = ", ".join(f"{role} {count:,}" for role, count in roles.most_common())
    return f"{counted(workbench.read.summary().participants, 'participant')}{f': {told}' if told else ''}."


def _analysis(workbench: Workbench, scope: Filter) -> str:
    summary = workbench.read.summary()
    analysts = len(workbench.read.find(records.Analyst))
    find = workbench.read.find
    changes = Counter(version.change for version in find(records.ConfigurationVersion) if version.number)
    changes.update(version.change for version in find(records.StatementVersion) if version.number)
    memos = Counter(held.inference for held in workbench.read.find(records.Memo) if held.inference)
    said = [f"{counted(summary.codings, 'coding')} by {counted(analysts, 'analyst')}"]
    if changes:
        said.append(
            "recorded changes: " + ", ".join(f"{change} {count:,}" for change, count in sorted(changes.items()))
        )
    if memos:
        said.append("memos: " + ", ".join(f"{mode} {count:,}" for mode, count in sorted(memos.items())))
    return "; ".join(said) + "."


def _findings(workbench: Workbench, scope: Filter) -> str:
    rows = workbench.read.configurations(scope)
    statuses = Counter(Status(row.status).words for row in rows)
    told = ", ".join(f"{words} {count:,}" for words, count in statuses.most_common())
    return f"{counted(len(rows), 'configuration')}: {told}." if rows else ""


def _gaps(workbench: Workbench, scope: Filter) -> str:
    rows = workbench.read.configurations(scope)
    partial = sum(1 for row in rows if row.missing)
    alone = sum(1 for row in rows if row.counts.sources == 1)
    one_case = sum(1 for row in rows if row.counts.cases == 1)
    bare = sum(1 for row in rows if not row.counts.codings)
    return f"Partial {partial}; from one source {alone}; from one case {one_case}; without a passage {bare}."


def _literature(workbench: Workbench, scope: Filter) -> str:
    theories = [held.name for held in workbench.read.find(records.SubstantiveTheory)]
    return f"Substantive theories: {'; '.join(theories)}." if theories else ""


def _recommendations(workbench: Workbench, scope: Filter) -> str:
    held = workbench.read.find(records.Recommendation)
    return f"{counted(len(held), 'recommendation')}." if held else ""


def _appraisal(workbench: Workbench, scope: Filter) -> str:
    held = workbench.read.find(records.Appraisal)
    return f"{counted(len(held), 'source')} appraised for relevance, richness and rigour." if held else ""


_FACTS: dict[str, Fact] = {
    "volume": _volume,
    "initial_theory": _initial_theory,
    "questions": _questions,
    "ethics": _ethics,
    "grammar": _grammar,
    "cases": _cases,
    "data": _data,
    "participants": _participants,
    "analysis": _analysis,
    "findings": _findings,
    "gaps": _gaps,
    "literature": _literature,
    "recommendations": _recommendations,
    "appraisal": _appraisal,
}
"""Key in the file of a standard -> what tells of the project."""
