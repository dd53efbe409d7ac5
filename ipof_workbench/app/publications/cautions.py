"""What there is to know before a publication is printed again. Nothing here forbids anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipof_workbench.app.publications.content import Content, MadeOutput, evidence_in
from ipof_workbench.app.publications.making import number_twice
from ipof_workbench.app.publications.plans import PublicationPlan
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import Caution
from ipof_workbench.domain.quote_edits import as_printed
from ipof_workbench.domain.quote_rows import ChosenRow, PrintedRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import QuotePolicy

SHOWN = 40
"""Code points of a quote that a sentence shows."""
_POLICY = {QuotePolicy.PARAPHRASE: "now allows paraphrase only", QuotePolicy.NONE: "is not to be quoted any more"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand now: people and configurations by id, cases and documents by rid, wordings as in `Content`."""

    people: Mapping[str, records.Participant]
    cases: Mapping[Rid, records.Case]
    documents: Mapping[Rid, records.Document]
    configurations: Mapping[str, records.Configuration]
    wordings: Mapping[str, str]


def cautions_on_frozen(
    publication: records.Publication,
    content: Content,
    printed: Sequence[PrintedRow],
    withdrawn: Mapping[Rid, str],
    now: Standing,
) -> list[Caution]:
    """Return what has come about since a publication was frozen."""
    own = [row for row in printed if row.publication == publication.rid]
    others = [row for row in printed if row.publication != publication.rid]
    return [
        *_withdrawn(content, withdrawn),
        *_policies(content, own, now),
        *_changed_quotes(own),
        *_shared_quotes(own, others),
        *_edited(content, now),
    ]


def cautions_on_draft(
    plan: PublicationPlan,
    numbers: Mapping[Rid, str],
    chosen: Iterable[ChosenRow],
    printed: Sequence[PrintedRow],
) -> list[Caution]:
    """Return which number stands twice in a draft, and which of its chosen quotes a publication prints already.

    `numbers` are the numbers of all configurations in the project.
    """
    shown = plan.narrowing.configurations
    in_paper = [plan.narrowing.numbers.get(rid, own) for rid, own in numbers.items() if not shown or rid in shown]
    twice = number_twice(in_paper)
    found = [Caution("number", f"Two configurations are number {twice}; give each its own.")] if twice else []
    for row in chosen:
        if row.configuration is not None and shown and row.configuration not in shown:
            continue
        papers = [held for held in printed if _overlap((row.document, row.start, row.end), held)]
        if papers:
            number = plan.narrowing.numbers.get(row.configuration or 0, row.number)
            claim = f"CMOC {number}" if row.configuration is not None else f"Statement {number}"
            found.append(
                Caution(
                    "used",
                    f"{claim}: a chosen quote is printed in {_papers(papers)} already.",
                    row.configuration,
                    row.document,
                    row.start,
                    row.end,
                )
            )
    return found


def _overlap(passage: tuple[Rid, int, int], row: PrintedRow) -> bool:
    document, start, end = passage
    return row.document == document and row.start < end and start < row.end


def _papers(rows: Iterable[PrintedRow]) -> str:
    return " and ".join(dict.fromkeys(f"“{row.publication_name}”" for row in rows))


def tables_with(outputs: Iterable[MadeOutput], evidence: frozenset[Rid]) -> str:
    """Return the labels of the tables that print some evidence: “Table 2, Table 11”."""
    return ", ".join(
        made.label for made in outputs if made.table is not None and evidence.intersection(evidence_in(made.table))
    )


def _withdrawn(content: Content, withdrawn: Mapping[Rid, str]) -> list[Caution]:
    found = []
    for name in sorted(set(withdrawn.values())):
        pieces = frozenset(rid for rid, who in withdrawn.items() if who == name)
        who = f"{name} has withdrawn" if name else "Somebody who is no longer in the project"
        where = tables_with(content.outputs, pieces)
        joined = f"{who}; their words stand in {where}." if name else f"{who} is quoted in {where}."
        found.append(Caution("withdrawn", joined))
    return found


def _policies(content: Content, own: Iterable[PrintedRow], now: Standing) -> list[Caution]:
    """Return who no longer lets their words be printed as they are: people with any words, cases with a quote."""
    told: dict[str, Caution] = {}
    verbatim = [row for row in own if not row.is_paraphrase and row.document is not None]
    said = set(content.verbatim)
    spoken = {rid: who for rid, who in content.people.items() if rid in said}
    for identity in dict.fromkeys(spoken.values()):
        person = now.people.get(identity)
        words = _POLICY.get(QuotePolicy(person.quote_policy)) if person is not None else None
        if person is not None and words and person.consent != "withdrawn":
            pieces = frozenset(rid for rid, who in spoken.items() if who == identity)
            where = tables_with(content.outputs, pieces)
            told[person.name] = Caution("policy", f"{person.name} {words}; their words stand in {where}.")
    for row in verbatim:
        document = now.documents.get(row.document or 0)
        case = now.cases.get(document.case) if document is not None and document.case is not None else None
        words = _POLICY.get(QuotePolicy(case.quote_policy)) if case is not None else None
        if case is not None and words:
            sentence = f"{case.name} {words}; {row.number or 'a table'} prints a quote from there."
            told.setdefault(case.name, Caution("policy", sentence, row.configuration, row.document, row.start, row.end))
    return list(told.values())


def _changed_quotes(own: Iterable[PrintedRow]) -> list[Caution]:
    found = []
    for row in own:
        words = f"{row.number or 'A table'}: the coding of “{shorten(as_printed(row.quote), SHOWN)}”"
        if row.coding is None:
            found.append(Caution("gone", f"{words} is gone.", row.configuration, row.document, row.start, row.end))
        elif row.said != row.quote:
            found.append(
                Caution("differs", f"{words} has other words now.", row.configuration, row.document, row.start, row.end)
            )
    return found


def _shared_quotes(own: Iterable[PrintedRow], others: Sequence[PrintedRow]) -> list[Caution]:
    found = []
    for row in own:
        if row.document is None:
            continue
        papers = [other for other in others if _overlap((row.document, row.start, row.end), other)]
        if papers:
            words = shorten(as_printed(row.quote), SHOWN)
            sentence = f"{row.number or 'A table'}: “{words}” is printed in {_papers(papers)} too."
            found.append(Caution("used", sentence, row.configuration, row.document, row.start, row.end))
    return found


def _edited(content: Content, now: Standing) -> list[Caution]:
    found = []
    for identity, wording in content.wordings.items():
        number = f"CMOC {content.numbers.get(identity, '')}"
        held = now.configurations.get(identity)
        if held is None:
            found.append(Caution("edited", f"{number} is no longer in the project."))
        elif now.wordings.get(identity) != wording:
            found.append(Caution("edited", f"{number} has another wording now.", held.rid))
    return found
