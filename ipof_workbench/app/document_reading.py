"""What lists of documents read."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.document_choices import EVERY_DOCUMENT, CaseName, DayRow, DocumentChoice, GroupCount
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.storage.queries import documents


class DocumentReading(Reader):
    """The documents by case and kind (`read.by_document`)."""

    def case_names(self) -> list[CaseName]:
        """Return all cases in their order."""
        found: list[CaseName] = self._read(documents.case_names)
        return found

    def people(self) -> list[tuple[Rid, str]]:
        """Return (rid, name) of all participants, by name; without counts, which take a while in a great study."""
        found: list[tuple[Rid, str]] = self._read(documents.people)
        return found

    def ratings(self, rids: Sequence[Rid]) -> dict[Rid, tuple[str, str, str]]:
        """Return document -> its relevance, richness and rigour (keys of `Rating`, or empty), of those appraised."""
        found: dict[Rid, tuple[str, str, str]] = self._read(documents.ratings, rids)
        return found

    def group_counts(
        self, scope: Filter = EVERYTHING, choice: DocumentChoice = EVERY_DOCUMENT, only: Rid | None = None
    ) -> list[GroupCount]:
        """Return how many documents that pass each case holds of each kind, and how many of them are done, or done by
        the analyst `only`."""
        found: list[GroupCount] = self._read(documents.group_counts, scope, choice, only)
        return found

    def chosen(
        self,
        scope: Filter = EVERYTHING,
        choice: DocumentChoice = EVERY_DOCUMENT,
        *,
        order: str = "kind",
        descending: bool = False,
        first_by_case: bool = False,
    ) -> list[Rid]:
        """Return the rids of the documents that pass, in an order of `DocumentOrder`."""
        found: list[Rid] = self._read(
            documents.chosen, scope, choice, order=order, descending=descending, first_by_case=first_by_case
        )
        return found

    def named(self, scope: Filter, choice: DocumentChoice, words: str) -> list[tuple[Rid, str, str]]:
        """Return (rid, name, name of the case) of documents that pass and whose name holds words: 2,000 at most."""
        found: list[tuple[Rid, str, str]] = self._read(documents.named, scope, choice, words)
        return found

    def coded_since(self, at: str, analyst: Rid) -> list[DayRow]:
        """Return what an analyst has coded since a time (UTC, ISO 8601), the document coded last first."""
        found: list[DayRow] = self._read(documents.coded_since, at, analyst)
        return found
