"""What the document list reads: heads with their counts at once, the documents under a head when it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.domain.document_choices import (
    EVERY_DOCUMENT,
    NO_CASE,
    DocumentChoice,
    DocumentOrder,
    Grouping,
)
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.coding.document_facts import KIND_HEADS, UNITS

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading


@dataclass(frozen=True, slots=True)
class Listing:
    """How the list is asked for: which documents, under which heads, in which order."""

    scope: Filter = EVERYTHING
    choice: DocumentChoice = EVERY_DOCUMENT
    grouping: str = Grouping.CASE.value
    order: str = DocumentOrder.KIND.value
    descending: bool = False

    @property
    def shows_all(self) -> bool:
        """Tell whether every document of the project is in the list."""
        return self.scope.is_empty and self.choice.is_empty


class DocumentSource:
    """Reads the list as it is asked for; heads and counts are those of the moment it was made, and where there is an
    analyst `only`, of what they have done."""

    def __init__(self, read: Reading, listing: Listing, only: Rid | None = None) -> None:
        self._read = read.by_document
        self.listing = listing
        self.cases = self._read.case_names()
        self._counts: dict[Rid, dict[str, tuple[int, int]]] = {}
        # Where names are looked for, what is found is counted instead.
        looked_for = bool(listing.choice.words.strip())
        for found in () if looked_for else self._read.group_counts(listing.scope, listing.choice, only):
            self._counts.setdefault(found.case or NO_CASE, {})[found.kind] = (found.total, found.done)

    def counted(self, case: Rid | None, kinds: Iterable[str]) -> tuple[int, int]:
        """Return how many documents of these kinds a case (None: all cases) holds, and how many are done."""
        wanted = frozenset(kinds)
        held = self._counts.values() if case is None else [self._counts.get(case, {})]
        found = [numbers for kinds_of in held for kind, numbers in kinds_of.items() if kind in wanted]
        return sum(total for total, _ in found), sum(done for _, done in found)

    def kinds_of(self, case: Rid | None) -> list[str]:
        """Return the kinds of documents in a case (None: in all), in the order of the heads."""
        return [kind for kind in KIND_HEADS if self.counted(case, [kind])[0]]

    def folders(self, case: Rid | None, kinds: Iterable[str]) -> list[tuple[str, frozenset[str], int, int]]:
        """Return (title, kinds, how many, how many done) of the heads by kind."""
        return [(KIND_HEADS[kind], frozenset({kind}), *self.counted(case, [kind])) for kind in kinds]

    def plain_kinds(self) -> frozenset[str]:
        """Return the kinds that stand in a case itself."""
        return frozenset(KIND_HEADS) - UNITS.keys()

    def documents(self, case: Rid | None, kinds: frozenset[str]) -> list[Rid]:
        """Return the documents under a head, in order."""
        listing = self.listing
        wanted = kinds & listing.choice.kinds if listing.choice.kinds else kinds
        if not wanted:
            return []
        cases = listing.choice.cases if case is None else frozenset({case})
        units = wanted <= UNITS.keys() and listing.order == DocumentOrder.KIND
        # Units keep the order in which they came: a thread, a survey.
        order = DocumentOrder.IMPORT.value if units else listing.order
        choice = replace(listing.choice, cases=cases, kinds=wanted)
        return self._read.chosen(
            listing.scope, choice, order=order, descending=listing.descending, first_by_case=case is None
        )

    def named(self, words: str) -> list[tuple[Rid, str, str]]:
        """Return (rid, name, name of the case) of documents of the list whose name holds words, case by case."""
        found = self._read.named(self.listing.scope, self.listing.choice, words)
        return sorted(found, key=lambda row: (row[2].casefold(), row[1].casefold()))

    def found(self) -> list[Rid]:
        """Return every document that passes, case by case."""
        listing = self.listing
        return self._read.chosen(
            listing.scope,
            listing.choice,
            order=listing.order,
            descending=listing.descending,
            first_by_case=listing.grouping != Grouping.KIND,
        )
