"""Publications: what part of a study a paper shows, and what there is to know about one that is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a paper shows of a project besides what a filter says; empty parts narrow nothing.

    Attributes:
        configurations: those that are shown.
        waves: of the documents that count.
        numbers: configuration -> its number in the paper.
    """

    configurations: frozenset[Rid] = frozenset()
    waves: frozenset[str] = frozenset()
    numbers: Mapping[Rid, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether the paper shows the project as it is."""
        return not (self.configurations or self.waves or self.numbers)


class PublicationRow(NamedTuple):
    """A publication in a list; `frozen_at` (UTC, ISO 8601) and `sha256` are empty in a draft, `quotes` is how many
    quotes it prints to illustrate claims."""

    rid: Rid
    name: str
    note: str
    frozen_at: str
    sha256: str
    analyst_name: str
    quotes: int

    @property
    def is_frozen(self) -> bool:
        """Tell whether its tables can change no more."""
        return bool(self.frozen_at)


class Caution(NamedTuple):
    """Something to know before a publication is printed again; it forbids nothing.

    `kind` is one of withdrawn, policy, gone, differs, edited, used, number. `configuration` and the passage
    (`document`, `start`, `end`: code points) are where to look, None where there is nothing to look at.
    """

    kind: str
    sentence: str
    configuration: Rid | None = None
    document: Rid | None = None
    start: int = 0
    end: int = 0
