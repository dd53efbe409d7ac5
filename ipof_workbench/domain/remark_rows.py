"""Rows for what is worth a look in the theory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class LookedForRow(NamedTuple):
    """A claim was looked for in a case; `found` counts its evidence there all the same (silent pieces aside).

    `kind` is configuration or theory_statement, `about` its rid.
    """

    kind: str
    about: Rid
    case: Rid
    case_name: str
    found: int


class AskedWordsRow(NamedTuple):
    """A piece of evidence whose passage stands in what an interviewer said (code points, half-open)."""

    kind: str
    about: Rid
    evidence: Rid
    document: Rid
    document_name: str
    start: int
    end: int


class UnlinkedRow(NamedTuple):
    """A named element coded in a role that says “if”, and standing in no configuration."""

    element: Rid
    label: str
    role_key: str
    codings: int


@dataclass(frozen=True, slots=True)
class StatementStanding:
    """What bears on a statement: pieces of evidence on itself, and on the configurations that express it."""

    rid: Rid
    number: str
    status: str
    evidence: int = 0
    through: int = 0
    stances: dict[str, int] = field(default_factory=dict)


class DismissalRow(NamedTuple):
    """A remark that an analyst answered: who, when (UTC, ISO 8601), why."""

    rid: Rid
    rule: str
    about_kind: str
    about: Rid
    reason: str
    state: str
    analyst_name: str
    at: str


@dataclass(frozen=True, slots=True)
class RemarkLink:
    """Where a remark leads: a record of the table `kind`, or for “document” a passage of it (code points).

    `role_key` names the slot of a configuration to go to. With `act` “ripple” it does not lead anywhere: it links the
    configuration that the remark is about with this one.
    """

    words: str
    kind: str
    rid: Rid
    role_key: str = ""
    start: int = 0
    end: int = 0
    act: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a look; reads “`name` `sentence`” with the links after it.

    `rule` is a key of `app.remarks.RULES`, `about` a rid of the table `about_kind`. `state` stands for what the
    remark rests on: an answer to it holds as long as that stays the same.
    """

    rule: str
    about_kind: str
    about: Rid
    name: str
    sentence: str
    links: tuple[RemarkLink, ...] = ()
    state: str = ""

    @property
    def key(self) -> tuple[str, str, Rid]:
        """What tells one remark from another."""
        return self.rule, self.about_kind, self.about


@dataclass(frozen=True, slots=True)
class RemarksFound:
    """The remarks that are open, and those that somebody has answered and that would stand otherwise."""

    open: tuple[Remark, ...]
    dismissed: tuple[tuple[Remark, DismissalRow], ...] = ()
