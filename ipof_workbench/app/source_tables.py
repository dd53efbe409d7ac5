"""The sources of a synthesis: what each is, how relevant, rich and rigorous, what it contributes to (METHOD 5.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.vocabulary import DocumentKind

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench


def sources_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return every document that was appraised or that a configuration rests on, with its ratings."""
    read = workbench.read
    appraised = {appraisal.document: appraisal for appraisal in read.find(records.Appraisal)}
    rests: dict[int, set[str]] = {}
    for row in read.evidence(scope=scope):
        if row.configuration is not None:
            rests.setdefault(row.document, set()).add(row.number)
    within = set(read.document_rids(scope)) if not scope.is_empty else set(appraised)
    wanted = sorted(set(rests) | (set(appraised) & within))
    documents = sorted(read.document_rows(wanted), key=lambda row: (row.kind, row.case_name, natural_key(row.name)))
    return ReportTable(
        "sources",
        options.caption or f"Sources and their appraisal: {workbench.title}.",
        (
            Column("source", "Source", 1.6),
            Column("type", "Type", 0.9),
            Column("case", "Case", 1.0),
            Column("relevance", "Relevance", 0.7),
            Column("richness", "Richness", 0.7),
            Column("rigour", "Rigour", 0.7),
            Column("note", "Note", 1.6),
            Column("contributes", "Contributes to CMOCs", 1.3),
        ),
        tuple(
            tuple(
                Cell.of(text)
                for text in (
                    row.title or row.name,
                    DocumentKind(row.kind).words,
                    row.case_name,
                    *_ratings(appraised.get(row.rid)),
                    ", ".join(sorted(rests.get(row.rid, ()), key=natural_key)),
                )
            )
            for row in documents
        ),
        (
            "Relevance: contribution to the theory; richness: causal detail; rigour: trustworthiness. An empty cell "
            "was not judged.",
        ),
        options.label,
    )


def _ratings(appraisal: records.Appraisal | None) -> tuple[str, str, str, str]:
    if appraisal is None:
        return "", "", "", ""
    return appraisal.relevance, appraisal.richness, appraisal.rigour, appraisal.note
