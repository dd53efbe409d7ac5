"""What can be picked for a passage: codes and elements with their names, and what the digit keys hold."""

from __future__ import annotations

from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class CodeChoice(NamedTuple):
    """What a passage can be coded with: a thematic `code`, or an `element` in the role `role_key`."""

    code: Rid | None = None
    element: Rid | None = None
    role_key: str = ""


class PickRow(NamedTuple):
    """A code or element as it stands in the type-ahead.

    `name` is the short label, `alias` further names, `statement` everything else that explains it, `above` the name
    of what it is nested below, `uses` how many codings it has.
    """

    choice: CodeChoice
    name: str
    alias: str
    statement: str
    above: str
    uses: int


class HotRow(NamedTuple):
    """What is on a digit key."""

    digit: int
    choice: CodeChoice
    name: str


class CodedPlace(NamedTuple):
    """Where a coding stands (code points, half-open)."""

    coding: Rid
    document: Rid
    start: int
    end: int
