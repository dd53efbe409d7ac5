"""Narrow rows about quotes: what decides whether one can be printed, what is chosen, what publications print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.vocabulary import Consent, QuotePolicy


class PassageFacts(NamedTuple):
    """What a passage is besides its words.

    `is_asked`: words of an interviewer are in it. `begins` and `ends`: with a sentence or turn. `participant_policy`
    and `case_policy` are keys of `QuotePolicy`, `consent` one of `Consent`; empty where nobody is known.
    """

    evidence: Rid
    is_asked: bool
    begins: bool
    ends: bool
    consent: str
    participant_policy: str
    case_policy: str


NO_FACTS = PassageFacts(0, is_asked=False, begins=True, ends=True, consent="", participant_policy="", case_policy="")
"""Of a passage that nothing is known about."""


class ChosenRow(NamedTuple):
    """A piece of evidence that was chosen, with how it is printed (see `records.ChosenQuote`); `number` is that of the
    configuration or statement it illustrates."""

    rid: Rid
    evidence: Rid
    position: int
    text: str
    is_paraphrase: bool
    configuration: Rid | None
    statement: Rid | None
    number: str
    document: Rid
    start: int
    end: int


class PrintedRow(NamedTuple):
    """A quote of a frozen publication and where its words stand now; `quote` is what was said when it was frozen and
    `said` what its coding says today (empty where the coding is gone)."""

    rid: Rid
    publication: Rid
    publication_name: str
    number: str
    configuration: Rid | None
    statement: Rid | None
    coding: Rid | None
    document: Rid | None
    start: int
    end: int
    quote: str
    said: str
    text: str
    is_paraphrase: bool


@dataclass(frozen=True, slots=True)
class QuoteOption:
    """A passage that could illustrate a claim.

    Attributes:
        row: the evidence.
        facts: what decides whether and how well it can be printed.
        chosen: its row among the chosen, or None.
        reason: why it may not be printed as it was said; empty where it may.
        can_paraphrase: whether the analyst's words may stand in its place.
        used: where it is printed or chosen already (“Paper 1 (CMOC 3)”).
        rank: its place among the proposals, from 1; 0 where it is not proposed.
        merits: what speaks for it, in a few words.
    """

    row: EvidenceRow
    facts: PassageFacts = NO_FACTS
    chosen: ChosenRow | None = None
    reason: str = ""
    can_paraphrase: bool = True
    used: tuple[str, ...] = ()
    rank: int = 0
    merits: tuple[str, ...] = ()

    @property
    def is_printable(self) -> bool:
        """Tell whether it may be printed as it was said."""
        return not self.reason


def policy_reason(row: EvidenceRow, facts: PassageFacts) -> tuple[str, bool]:
    """Return why a passage may not be printed as it was said (“Kettle allows paraphrase only”; empty where it may),
    and whether a paraphrase may be."""
    who = row.participant_name or row.document_name
    if facts.is_asked:
        return "The interviewer's words are in it", False
    if facts.consent == Consent.WITHDRAWN:
        return f"{who} has withdrawn", False
    for policy, name in ((facts.participant_policy, who), (facts.case_policy, row.case_name)):
        if policy == QuotePolicy.NONE:
            return f"{name} is not to be quoted", False
    for policy, name in ((facts.participant_policy, who), (facts.case_policy, row.case_name)):
        if policy == QuotePolicy.PARAPHRASE:
            return f"{name} allows paraphrase only", True
    return "", True
