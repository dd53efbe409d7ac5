"""How well each configuration is supported: volume by kind of data and stance, richness of the sources, the judgement
(METHOD 5.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipof_workbench.analysis.matrices import FOR
from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow, EvidenceRow
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.vocabulary import DocumentKind, Rating, Stance

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

_SUPPORTING = FOR - {Stance.REFINES}
_CHALLENGING = frozenset({Stance.CHALLENGES, Stance.SUPPORTS_RIVAL})


def strength_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return a row for each configuration; passages of a bundle count as one, a passage with two stances in both."""
    read = workbench.read
    gathered: dict[Rid, list[EvidenceRow]] = {}
    for passage in read.evidence(scope=scope):
        if passage.configuration is not None:
            gathered.setdefault(passage.configuration, []).append(passage)
    richness = {held.document: held.richness for held in read.find(records.Appraisal) if held.richness}
    used = {passage.kind for rows in gathered.values() for passage in rows}
    kinds = [kind for kind in DocumentKind if kind.value in used]
    cases = sum(1 for case in read.cases() if case.documents)
    return ReportTable(
        "evidence-strength",
        options.caption or f"Strength of the evidence for each configuration: {workbench.title}.",
        (
            Column("number", "CMOC", 0.6),
            Column("title", "Title", 1.8),
            Column("sources", "Sources, n", 0.7, numeric=True),
            Column("participants", "Participants, n", 0.8, numeric=True),
            Column("cases", "Cases, n/N", 0.6, numeric=True),
            *(Column(f"kind {kind.value}", kind.words.capitalize(), 0.7, numeric=True) for kind in kinds),
            Column("supports", "Supports", 0.7, numeric=True),
            Column("refines", "Refines", 0.7, numeric=True),
            Column("challenges", "Challenges", 0.7, numeric=True),
            Column("richness", "Richness of sources", 1.1),
            Column("judgement", "Judgement", 1.2),
        ),
        tuple(
            _row(row, gathered.get(row.rid, ()), kinds, cases, richness, read.get(records.Configuration, row.rid))
            for row in read.configurations(scope)
            if not options.statuses or row.status in options.statuses
        ),
        (
            "Counts are volume, not strength; the judgement is the analyst's. A document is a source; its kind counts "
            "its passages. Supports: wholly or partly; challenges: or supports a rival. Passages of one account that "
            "make a point together count once. Richness: causal detail, as far as it was appraised.",
        ),
        options.label,
    )


def _row(
    configuration: ConfigurationRow,
    rows: Sequence[EvidenceRow],
    kinds: Sequence[DocumentKind],
    cases: int,
    richness: dict[Rid, str],
    record: records.Configuration,
) -> tuple[Cell, ...]:
    documents = {row.document for row in rows}
    in_cases = len({row.case for row in rows if row.case is not None})
    return (
        Cell.of(configuration.number),
        Cell.of(configuration.title),
        Cell.number(len(documents)),
        Cell.number(len({row.source for row in rows})),
        Cell.number(in_cases, f"{in_cases}/{cases}"),
        *(Cell.number(len({row.account for row in rows if row.kind == kind})) for kind in kinds),
        *(
            Cell.number(len({row.account for row in rows if row.stance in stances}))
            for stances in (_SUPPORTING, {Stance.REFINES}, _CHALLENGING)
        ),
        Cell.of(_richness(Counter(richness[document] for document in documents if document in richness))),
        Cell.of(record.strength),
    )


def _richness(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[rating]} {rating.words}" for rating in Rating if counts[rating])
