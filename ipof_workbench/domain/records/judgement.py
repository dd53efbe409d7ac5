"""What is judged and recorded about the theory: decisions, votes, rivals, appraisals, memos."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What a meeting decided. `kind` is one of `DecisionKind`; `counting` says what the votes of a prioritisation are:
    "points" (more is better) or "ranks" (1 is best)."""

    wording: str
    held_on: str = ""
    attendees: str = ""
    kind: str = ""
    counting: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSubject(Record):
    """What a decision is about: a row of the table `about_kind`."""

    decision: Rid
    about_kind: str
    about: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementVote(Record):
    """What one stakeholder (or a group) gave a statement in a prioritisation: points or a rank."""

    decision: Rid
    statement: Rid
    voter: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalGroup(Record):
    """Explanations that compete for the same thing, and how they were adjudicated."""

    name: str
    question: str = ""
    adjudication: str = ""
    decision: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalMember(Record):
    """A configuration or statement is one of the rivals. `verdict` is one of `Verdict`, empty until adjudicated."""

    rivals: Rid
    configuration: Rid | None = None
    statement: Rid | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstantiveTheory(Record):
    """An existing formal theory that adds explanatory power. `constructs` holds one construct a line."""

    name: str
    authors: str = ""
    citation: str = ""
    constructs: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstantiveTheoryUse(Record):
    """A substantive theory (one construct of it) speaks to a configuration, statement or element."""

    theory: Rid
    configuration: Rid | None = None
    statement: Rid | None = None
    element: Rid | None = None
    construct: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal(Record):
    """How good a document is as evidence (Dada et al. 2023): each of the three is one of `Rating`, or empty."""

    document: Rid
    relevance: str = ""
    richness: str = ""
    rigour: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """What follows for practice, and for whom."""

    wording: str
    audience: str = ""
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationConfiguration(Record):
    """A recommendation follows from a configuration (many to many)."""

    recommendation: Rid
    configuration: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo(Record):
    """A note with its way of reasoning, on one record (`about_kind` is that record's table) or on the whole study.
    `kind` is one of `MemoKind`."""

    title: str = ""
    body: str = ""
    inference: str = ""
    about_kind: str = ""
    about: Rid | None = None
    kind: str = "analytic"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoQuote(Record):
    """A passage that a memo quotes, in its order."""

    memo: Rid
    excerpt: Rid
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkDismissal(Record):
    """A remark (“worth a look”) that an analyst has answered: it is not shown again while `state` stays the same."""

    rule: str
    about_kind: str
    about: Rid
    reason: str
    state: str = ""
