"""Passages and what they are coded with."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt(Record):
    """A passage: the words are stored beside the offsets, so that each proves the other."""

    document: Rid
    revision: Rid
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicCode(Record):
    """A code of the thematic codebook; a tree through `parent`.

    `name` is the short label, `statement` the full one; `alias` holds further names, joined by ` ; `.
    """

    name: str
    parent: Rid | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    colour: str = ""
    position: int = 0
    statement: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Record):
    """A reusable context, mechanism, outcome ...: the role stands on the place, `role` is only the usual one.

    `named` is 0 while the words of its first passage stand for its name.
    """

    label: str
    named: int = 1
    statement: str = ""
    role: Rid | None = None
    parent: Rid | None = None
    merged_into: Rid | None = None
    level: str = ""
    four_i: str = ""
    valence: str = ""
    intended: str = ""
    timeframe: str = ""
    actor_group: str = ""
    note: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding(Record):
    """An excerpt coded by an analyst with a thematic code, or with an element in a role."""

    excerpt: Rid
    analyst: Rid
    code: Rid | None = None
    element: Rid | None = None
    role: Rid | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotCode(Record):
    """What an analyst's digit key codes with: a thematic code, or an element in a role."""

    analyst: Rid
    digit: int
    code: Rid | None = None
    element: Rid | None = None
    role: Rid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRound(Record):
    """How far one analyst is with a document: that of a second coder stands beside the first one's."""

    document: Rid
    analyst: Rid
    status: str = "uncoded"
    note: str = ""
