"""Reading what can illustrate a claim: passages with what is chosen, proposed, used already, and may not be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.quote_picking import PROPOSED, proposed
from ipof_workbench.domain.quote_rows import NO_FACTS, ChosenRow, PassageFacts, PrintedRow, QuoteOption, policy_reason
from ipof_workbench.storage.queries import evidence, quotes


class QuoteReading(Reader):
    """Quotes for papers."""

    def chosen(self) -> dict[Rid, ChosenRow]:
        """Return evidence -> its row among the chosen quotes, in their order."""
        found: list[ChosenRow] = self._read(quotes.chosen)
        return {row.evidence: row for row in found}

    def printed(self, publication: Rid | None = None) -> list[PrintedRow]:
        """Return the quotes that frozen publications print to illustrate claims, or those of one publication."""
        found: list[PrintedRow] = self._read(quotes.printed, publication)
        return found

    def facts(self, pieces: Sequence[Rid]) -> dict[Rid, PassageFacts]:
        """Return evidence -> what decides whether its passage can be printed."""
        found: dict[Rid, PassageFacts] = self._read(quotes.passage_facts, pieces)
        return found

    def options(
        self,
        *,
        configuration: Rid | None = None,
        statement: Rid | None = None,
        scope: Filter = EVERYTHING,
        most: int = PROPOSED,
    ) -> list[QuoteOption]:
        """Return the passages on a configuration or statement: the chosen ones in their order, then up to `most`
        proposals, best first, then the others in the order of the documents."""
        rows: list[EvidenceRow] = self._read(
            evidence.evidence, configuration=configuration, statement=statement, scope=scope
        )
        facts, chosen = self.facts([row.evidence for row in rows]), self.chosen()
        printed = self.printed()
        options = [_option(row, facts.get(row.evidence, NO_FACTS), chosen, printed) for row in rows]
        first = sorted(
            (option for option in options if option.chosen is not None),
            key=lambda option: (option.chosen.position, option.chosen.rid) if option.chosen else (0, 0),
        )
        best = proposed(options, most)
        ranked = {option.row.evidence for option in (*first, *best)}
        return [*first, *best, *(option for option in options if option.row.evidence not in ranked)]


def _option(
    row: EvidenceRow, facts: PassageFacts, chosen: dict[Rid, ChosenRow], printed: Iterable[PrintedRow]
) -> QuoteOption:
    reason, can_paraphrase = policy_reason(row, facts)
    option = QuoteOption(row, facts, chosen.get(row.evidence), reason, can_paraphrase)
    return replace(option, used=tuple(dict.fromkeys((*_in_papers(row, printed), *_chosen_elsewhere(row, chosen)))))


def _in_papers(row: EvidenceRow, printed: Iterable[PrintedRow]) -> list[str]:
    papers: dict[str, list[str]] = {}
    for held in printed:
        if held.document == row.document and held.start < row.end and row.start < held.end:
            papers.setdefault(held.publication_name, []).extend([held.number] if held.number else [])
    return [f"{name} ({', '.join(dict.fromkeys(numbers))})" if numbers else name for name, numbers in papers.items()]


def _chosen_elsewhere(row: EvidenceRow, chosen: dict[Rid, ChosenRow]) -> list[str]:
    return [
        f"chosen for {held.number}"
        for held in chosen.values()
        if held.document == row.document
        and held.start < row.end
        and row.start < held.end
        and (held.configuration, held.statement) != (row.configuration, row.statement)
        and held.number
    ]
