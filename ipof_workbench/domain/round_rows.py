"""How far an analyst is with a document, as it is shown."""

from __future__ import annotations

from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class RoundRow(NamedTuple):
    """An analyst with a document: `status` is a key of `RoundStatus`, `codings` how many of theirs it has."""

    analyst: Rid
    name: str
    initials: str
    status: str
    note: str
    codings: int
