"""The quote bank: every coded passage once, with all that it bears on and whether it may be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices, quotable
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.vocabulary import DocumentKind, QuotePolicy, Stance

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

_POLICY_WORDS = {
    QuotePolicy.VERBATIM: "may be quoted",
    QuotePolicy.PARAPHRASE: "paraphrase only",
    QuotePolicy.NONE: "not to be quoted",
}


def quote_bank(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return the passages that bear on a configuration, in the order of the documents."""
    voices = Voices.of(workbench, options.style)
    passages: dict[tuple[int, int, int], list[EvidenceRow]] = {}
    for row in workbench.read.evidence(scope=scope):
        if row.configuration is not None:
            passages.setdefault((row.document, row.start, row.end), []).append(row)
    title = workbench.read.find(records.Project)[0].title
    return ReportTable(
        "quote-bank",
        options.caption or f"Quote bank: {title}.",
        (
            Column("quote", "Quote", 3.4),
            Column("source", "Source", 1.4),
            Column("kind", "Kind of data", 0.9),
            Column("configurations", "CMOCs", 0.8),
            Column("stance", "Stance", 1.0),
            Column("use", "Use", 0.9),
        ),
        tuple(_row(rows, voices) for rows in passages.values()),
        ("Each passage stands here once, whatever it is evidence for.",),
        options.label,
    )


def _row(rows: list[EvidenceRow], voices: Voices) -> tuple[Cell, ...]:
    first = rows[0]
    by_number: dict[str, dict[str, None]] = {}
    for row in rows:
        by_number.setdefault(row.number, {})[Stance(row.stance).words] = None
    numbers = sorted(by_number, key=natural_key)
    stances = dict.fromkeys(words for number in numbers for words in by_number[number])
    told = (
        "; ".join(stances)
        if len(stances) == 1
        else "; ".join(f"{number}: {', '.join(by_number[number])}" for number in numbers)
    )
    return (
        Cell((Paragraph((quotable(first),)),)),
        Cell((Paragraph((Run(voices.name(first), is_verbatim=True, evidence=first.evidence),)),)),
        Cell.of(DocumentKind(first.kind).words),
        Cell.of(", ".join(numbers)),
        Cell.of(told),
        Cell.of(_POLICY_WORDS[QuotePolicy(first.quote_policy)]),
    )
