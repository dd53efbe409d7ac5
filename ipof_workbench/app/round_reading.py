"""What can be read of who codes what: the rounds of a document."""

from __future__ import annotations

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.round_rows import RoundRow
from ipof_workbench.storage.queries import rounds


class RoundReading(Reader):
    """How far each analyst is (`read.rounds`)."""

    def of_document(self, document: Rid, analyst: Rid) -> list[RoundRow]:
        """Return how far each analyst of a document is, `analyst` first (also before they began)."""
        found: list[RoundRow] = self._read(rounds.rounds_of, document, analyst)
        return found
