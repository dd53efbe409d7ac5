"""Rows about texts and their revisions."""

from __future__ import annotations

from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class RevisionRow(NamedTuple):
    """One revision of a document: `at` is UTC (ISO 8601), `characters` are code points."""

    rid: Rid
    number: int
    at: str
    analyst_name: str
    reason: str
    characters: int


class UnanchoredRow(NamedTuple):
    """A passage whose words the current text does not hold: `start` is where it stood in the older one."""

    excerpt: Rid
    document: Rid
    document_name: str
    quote: str
    start: int
    codes: str
    codings: int
    memo_quotes: int


class NameHit(NamedTuple):
    """A place where a name stands (code points of a revision), with the words around it and what replaces it."""

    document: Rid
    document_name: str
    case_name: str
    revision: Rid
    start: int
    end: int
    before: str
    found: str
    after: str
    new: str

    @property
    def is_cut(self) -> bool:
        """Tell whether nothing replaces it."""
        return not self.new.strip()
