"""Configurations by cases in signs: strong, partial, challenged, looked for and absent, no data (METHOD 5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipof_workbench.analysis.matrices import AGAINST, FOR
from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.report_table import Cell, Column, ReportTable

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

STRONG, PARTIAL, CHALLENGED, ABSENT = "●", "◐", "○", "–"
ENOUGH_SOURCES, HIGHEST_STRENGTH = 3, 3


def case_sign(rows: Sequence[EvidenceRow], *, was_looked_for: bool = False) -> str:
    """Return what the evidence for one configuration in one case comes to; empty where there is none.

    Strong: nothing against it, and passages for it from three sources or one judged of strength 3. Challenged: at least
    as many passages against it as for it. Partial: all between.
    """
    in_favour = [row for row in rows if row.stance in FOR]
    accounts_for = {row.account for row in in_favour}
    accounts_against = {row.account for row in rows if row.stance in AGAINST}
    if not accounts_for and not accounts_against:
        return ABSENT if was_looked_for else ""
    if len(accounts_against) >= len(accounts_for):
        return CHALLENGED
    is_ample = len({row.source for row in in_favour}) >= ENOUGH_SOURCES
    is_judged_strong = any((row.strength or 0) >= HIGHEST_STRENGTH for row in in_favour)
    return STRONG if not accounts_against and (is_ample or is_judged_strong) else PARTIAL


def case_signs_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return configurations by cases, a sign in each cell, and in how many cases each sign of support stands."""
    read = workbench.read
    voices = Voices.of(workbench, options.style)
    cases = [case for case in read.cases() if not scope.cases or case.rid in scope.cases]
    gathered: dict[tuple[Rid, Rid], list[EvidenceRow]] = {}
    for passage in read.evidence(scope=scope):
        if passage.configuration is not None and passage.case is not None:
            gathered.setdefault((passage.configuration, passage.case), []).append(passage)
    sought = {(row.configuration, row.case) for row in read.evidence_on.looked_for()}
    lines = []
    for row in read.configurations(scope):
        if options.statuses and row.status not in options.statuses:
            continue
        pairs = [(row.rid, case.rid) for case in cases]
        signs = [case_sign(gathered.get(pair, ()), was_looked_for=pair in sought) for pair in pairs]
        totals = (sum(sign in (STRONG, PARTIAL) for sign in signs), signs.count(CHALLENGED))
        lines.append((*(Cell.of(text) for text in (row.number, row.title, *signs)), *map(Cell.number, totals)))
    return ReportTable(
        "case-signs",
        options.caption or f"Where each configuration holds: {workbench.title}.",
        (
            Column("number", "CMOC", 0.6),
            Column("title", "Title", 2.0),
            *(Column(case.name, voices.case_name(case.rid, case.name), 0.9) for case in cases),
            Column("supported", "Cases for, n", 0.7, numeric=True),
            Column("challenged", "Cases against, n", 0.7, numeric=True),
        ),
        tuple(lines),
        (
            f"{STRONG} strong: nothing against it, and {ENOUGH_SOURCES} sources for it or a passage judged of strength "
            f"{HIGHEST_STRENGTH}; {PARTIAL} partial: more passages for it than against; {CHALLENGED} challenged: at "
            f"least as many against it as for it; {ABSENT} looked for and not found; an empty cell: no data.",
            *voices.key(cases),
        ),
        options.label,
    )
