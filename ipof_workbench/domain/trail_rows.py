"""Rows of memos, decisions and the audit, as lists and panels show them.

Times are UTC, ISO 8601; offsets are code points, half-open. A subject is named by the table and rid of its record;
both are empty for the whole study.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class MemoRow(NamedTuple):
    """A memo; `about_name` is what its subject is called now, `changed_at` when it was last written."""

    rid: Rid
    title: str
    body: str
    kind: str
    inference: str
    about_kind: str
    about: Rid | None
    about_name: str
    analyst: Rid | None
    analyst_name: str
    created_at: str
    changed_at: str
    quotes: int


class MemoQuoteRow(NamedTuple):
    """A passage that a memo quotes, with who said it."""

    rid: Rid
    memo: Rid
    document: Rid
    document_name: str
    kind: str
    case_name: str
    participant_name: str
    participant_role: str
    start: int
    end: int
    quote: str


class SubjectRow(NamedTuple):
    """A record that something is about, and what it is called."""

    kind: str
    rid: Rid
    name: str


class VoteRow(NamedTuple):
    """What one voter gave a statement: points, or a rank."""

    statement: Rid
    number: str
    voter: str
    value: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with what it is about and, for a prioritisation, its votes."""

    rid: Rid
    kind: str
    wording: str
    held_on: str
    attendees: str
    note: str
    counting: str
    analyst_name: str
    created_at: str
    subjects: tuple[SubjectRow, ...] = ()
    votes: tuple[VoteRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditChange:
    """One journaled change of one row: its columns before and after (None where it was not there).

    A bulk change stands for the rows of one import, a recorded one for those that were recorded with versions at once:
    `rows` says how many belong here, `row` is the batch.
    """

    table: str
    row: Rid
    operation: str
    before: dict[str, object] | None = None
    after: dict[str, object] | None = None
    rows: int = 1


@dataclass(frozen=True, slots=True)
class AuditStep:
    """A step of the journal: who, when, what, why; `tables` are those it touched."""

    step: Rid
    label: str
    analyst: str
    at: str
    reason: str
    undone: bool
    tables: frozenset[str] = frozenset()


class AuditField(NamedTuple):
    """A field that changed, in words."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What happened to one record in a step: “Configuration 1 was changed”, and its fields."""

    what: str
    fields: tuple[AuditField, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A step, and what it did to the record in question and to what belongs to it."""

    step: AuditStep
    lines: tuple[AuditLine, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """What one step did: the first of its lines, how many there are, and the records that it leads to."""

    step: Rid
    lines: tuple[AuditLine, ...]
    total: int
    subjects: tuple[SubjectRow, ...]
