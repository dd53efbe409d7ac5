"""The quote bank: every coded passage once, with all that it bears on and whether it may be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices, quotable
from ipof_workbench.app.paper.data_to_theory import evidence_number
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.report_table import Cell, Column, Paragraph, ReportTable, Run
from ipof_workbench.domain.vocabulary import Consent, DocumentKind, QuotePolicy, Stance

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
    known = _Known.of(workbench)
    return ReportTable(
        "quote-bank",
        options.caption or f"Quote bank: {title}.",
        (
            Column("quote", "Quote", 3.2),
            Column("id", "No.", 0.6),
            Column("source", "Source", 1.3),
            Column("case", "Case", 0.8),
            Column("kind", "Kind of data", 0.8),
            Column("configurations", "CMOCs", 0.7),
            Column("stance", "Stance", 0.9),
            Column("consent", "Consent", 0.7),
            Column("use", "Use", 0.8),
            Column("used", "Used in", 0.9),
        ),
        tuple(_row(rows, voices, known) for rows in passages.values()),
        (
            "Each passage stands here once, whatever it is evidence for; its numbers are those of the evidence. "
            "Consent: of the participant, where that is known. Used in: frozen publications that print it.",
            *voices.key([case for case in workbench.read.cases() if case.documents]),
        ),
        options.label,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up for each passage: the consent of each participant, and what publications print of a document.

    `printed` is document -> start, end and name of the publication.
    """

    consents: Mapping[Rid, str]
    printed: Mapping[Rid, Sequence[tuple[int, int, str]]]

    @classmethod
    def of(cls, workbench: Workbench) -> _Known:
        printed: dict[Rid, list[tuple[int, int, str]]] = {}
        for held in workbench.read.quotes.printed():
            if held.document is not None:
                printed.setdefault(held.document, []).append((held.start, held.end, held.publication_name))
        return cls({row.rid: row.consent for row in workbench.read.participants()}, printed)

    def consent(self, row: EvidenceRow) -> str:
        """Return the consent of the person who said it in words; empty where that person is not known."""
        consent = self.consents.get(row.participant or 0, "")
        return Consent(consent).words if consent else ""

    def used_in(self, row: EvidenceRow) -> str:
        """Return the publications that print words of a passage."""
        names = (name for start, end, name in self.printed.get(row.document, ()) if start < row.end and row.start < end)
        return "; ".join(dict.fromkeys(names))


def _row(rows: list[EvidenceRow], voices: Voices, known: _Known) -> tuple[Cell, ...]:
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
        Cell.of(", ".join(evidence_number(row.evidence) for row in rows)),
        Cell((Paragraph((Run(voices.name(first), is_verbatim=True, evidence=first.evidence),)),)),
        Cell.of(voices.case_name(first.case or 0, first.case_name)),
        Cell.of(DocumentKind(first.kind).words),
        Cell.of(", ".join(numbers)),
        Cell.of(told),
        Cell.of(known.consent(first)),
        Cell.of(_POLICY_WORDS[QuotePolicy(first.quote_policy)]),
        Cell.of(known.used_in(first)),
    )
