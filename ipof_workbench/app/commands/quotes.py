"""Choosing the quotes that illustrate a claim in a paper, in what order, and how they are printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.quote_edits import as_printed, fault_of
from ipof_workbench.domain.quote_rows import ChosenRow, policy_reason

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece of evidence with what may be done with its words."""

    row: EvidenceRow
    reason: str
    can_paraphrase: bool

    @property
    def claim(self) -> tuple[Rid | None, Rid | None]:
        return self.row.configuration, self.row.statement

    @property
    def claim_words(self) -> str:
        if self.row.statement is not None:
            return f"statement {self.row.statement_number}"
        return f"configuration {self.row.number}"


def _passage(store: Store, evidence: Rid) -> _Passage:
    """Return a piece of evidence that can illustrate a claim.

    Raises:
        NotFound: it is gone.
        RefusedChange: it is a finding, or bears on a link.
    """
    from ipof_workbench.storage.queries import evidence as queries
    from ipof_workbench.storage.queries import quotes

    held = store.get(records.Evidence, evidence)
    if held.coding is None:
        raise RefusedChange("A finding has no words to quote; nothing was changed.")
    row = queries.evidence(store.connection, pieces=(evidence,))[0]
    if row.configuration is None and row.statement is None:
        raise RefusedChange("Quotes are chosen for configurations and statements, not for links; nothing was changed.")
    reason, can_paraphrase = policy_reason(row, quotes.passage_facts(store.connection, (evidence,))[evidence])
    return _Passage(row, reason, can_paraphrase)


def _siblings(store: Store, passage: _Passage) -> list[ChosenRow]:
    """Return the chosen quotes of the claim, in their order."""
    from ipof_workbench.storage.queries.quotes import chosen

    return [row for row in chosen(store.connection) if (row.configuration, row.statement) == passage.claim]


def _require_chosen(store: Store, evidence: Rid) -> records.ChosenQuote:
    held = store.first(records.ChosenQuote, evidence=evidence)
    if held is None:
        raise RefusedChange("This quote is not chosen; choose it first. Nothing was changed.")
    return held


def _checked_text(passage: _Passage, text: str, *, is_paraphrase: bool) -> str:
    """Return the text as it is kept: empty where it is what was said.

    Raises:
        RefusedChange: the policy forbids it, or it says something else than the passage.
    """
    text = as_printed(text)
    said = as_printed(passage.row.quote)
    if is_paraphrase:
        if passage.reason and not passage.can_paraphrase:
            raise RefusedChange(f"{passage.reason}, so it cannot be paraphrased either; nothing was changed.")
        if not text:
            raise RefusedChange("A paraphrase needs words of your own; nothing was changed.")
        if text == said and passage.reason:
            raise RefusedChange(f"{passage.reason}; say it in words of your own. Nothing was changed.")
        return text
    if passage.reason:
        way = "; write a paraphrase instead. " if passage.can_paraphrase else "; it stays out of the paper. "
        raise RefusedChange(f"{passage.reason}{way}Nothing was changed.")
    if not text or text == said:
        return ""
    fault = fault_of(said, text)
    if fault is not None:
        raise RefusedChange(f"{fault.sentence} Nothing was changed.")
    return text


@register
@dataclass(frozen=True)
class ChooseQuote(Command):
    """Let a piece of evidence illustrate its configuration or statement, after those chosen before.

    `text` is how it is printed where that differs from what was said; see `EditChosenQuote`. Returns the stored choice.
    """

    evidence: Rid
    text: str = ""
    is_paraphrase: bool = False

    def apply(self, store: Store) -> records.ChosenQuote:
        passage = _passage(store, self.evidence)
        siblings = _siblings(store, passage)
        place = passage.row.document, passage.row.start, passage.row.end
        if any((row.document, row.start, row.end) == place for row in siblings):
            raise RefusedChange(f"This quote is chosen for {passage.claim_words} already; nothing was changed.")
        text = _checked_text(passage, self.text, is_paraphrase=self.is_paraphrase)
        last = max((row.position for row in siblings), default=0)
        store.label = f"Chose a quote for {passage.claim_words}"
        return store.put(
            records.ChosenQuote(
                evidence=self.evidence, position=last + 1, text=text, is_paraphrase=int(self.is_paraphrase)
            )
        )


@register
@dataclass(frozen=True)
class UnchooseQuote(Command):
    """Let a piece of evidence no longer illustrate its claim; how it was edited goes with the choice."""

    evidence: Rid

    def apply(self, store: Store) -> None:
        held = _require_chosen(store, self.evidence)
        store.label = f"Took back a quote for {_passage(store, self.evidence).claim_words}"
        store.delete(held)


@register
@dataclass(frozen=True)
class MoveChosenQuote(Command):
    """Let a chosen quote stand `by` places further down (negative: up) among those of its claim."""

    evidence: Rid
    by: int

    def apply(self, store: Store) -> None:
        _require_chosen(store, self.evidence)
        passage = _passage(store, self.evidence)
        order = [row.evidence for row in _siblings(store, passage)]
        at = order.index(self.evidence)
        to = min(max(at + self.by, 0), len(order) - 1)
        if to == at:
            side = "first" if self.by < 0 else "last"
            raise RefusedChange(f"This quote is the {side} of {passage.claim_words} already; nothing was changed.")
        order.insert(to, order.pop(at))
        for position, evidence in enumerate(order, start=1):
            store.put(replace(_require_chosen(store, evidence), position=position))
        store.label = f"Moved a quote of {passage.claim_words}"


@register
@dataclass(frozen=True)
class EditChosenQuote(Command):
    """Print a chosen quote shortened or with insertions, or as a paraphrase in the analyst's words.

    An edited quote holds the words of the passage in their order, […] where some are left out, additions in square
    brackets. An empty text prints it as it was said.
    """

    evidence: Rid
    text: str
    is_paraphrase: bool = False

    def apply(self, store: Store) -> records.ChosenQuote:
        held = _require_chosen(store, self.evidence)
        passage = _passage(store, self.evidence)
        text = _checked_text(passage, self.text, is_paraphrase=self.is_paraphrase)
        store.label = f"{'Paraphrased' if self.is_paraphrase else 'Edited'} a quote of {passage.claim_words}"
        return store.put(replace(held, text=text, is_paraphrase=int(self.is_paraphrase)))
