"""Which documents a list shows, in what order, and under which heads. What is chosen changes nothing that is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import ClosedList

NO_CASE: Rid = 0
"""Stands among the cases of a choice for documents without a case."""


class CodedBy(ClosedList):
    """Whose codings a document has to have."""

    NOBODY = "nobody"
    ME = "me"
    NOT_ME = "not_me"


class Grouping(ClosedList):
    """The heads that documents stand under."""

    CASE = "case"
    CASE_AND_KIND = "case_and_kind"
    KIND = "kind"


class DocumentOrder(ClosedList):
    """The order of documents under one head."""

    NAME = "name"
    KIND = "kind"
    WORDS = "words"
    STATUS = "status"
    CODINGS = "codings"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """What a document has to be; an empty part lets everything through, parts hold together (AND).

    Attributes:
        statuses: keys of `DocumentStatus`, "in_progress" for one that is coded without having been marked so.
        coded_by: a key of `CodedBy`, seen from `analyst`.
        kinds: keys of `DocumentKind`.
        cases: rids of cases, without those below them; `NO_CASE` for none.
        words: the name or title holds them.
    """

    statuses: frozenset[str] = frozenset()
    coded_by: str = ""
    analyst: Rid = 0
    kinds: frozenset[str] = frozenset()
    cases: frozenset[Rid] = frozenset()
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether every document passes."""
        return not (self.statuses or self.coded_by or self.kinds or self.cases or self.words.strip())


EVERY_DOCUMENT = DocumentChoice()


class CaseName(NamedTuple):
    """A case as a head of the list."""

    rid: Rid
    name: str
    parent: Rid | None


class GroupCount(NamedTuple):
    """How many documents of a kind a case holds, and how many of them are coded to their end."""

    case: Rid | None
    kind: str
    total: int
    done: int


class DayRow(NamedTuple):
    """What was coded in a document since a time: how often, and the passage that was coded last."""

    document: Rid
    name: str
    case_name: str
    codings: int
    start: int
    end: int
