"""What can be read of the thematic codebook."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.codebook_rows import CodebookRow, CodeLosses, CodePassage
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import Counts
from ipof_workbench.storage.queries import codebook


class CodebookReading(Reader):
    """The thematic codebook (`read.codebook`)."""

    def rows(self, scope: Filter = EVERYTHING) -> list[CodebookRow]:
        """Return all codes with how many of their codings pass; `in_tree_order` makes the tree of them."""
        found: list[CodebookRow] = self._read(codebook.codebook, scope)
        return found

    def counts(self, codes: Sequence[Rid], scope: Filter = EVERYTHING) -> Counts:
        """Return the sources, codings and cases of codes taken together."""
        found: Counts = self._read(codebook.counts_of, codes, scope)
        return found

    def passages(self, codes: Sequence[Rid], scope: Filter = EVERYTHING) -> list[CodePassage]:
        """Return the passages coded with any of the codes, by case and document."""
        found: list[CodePassage] = self._read(codebook.passages, codes, scope)
        return found

    def losses(self, codes: Sequence[Rid]) -> CodeLosses:
        """Return what would go with codes."""
        found: CodeLosses = self._read(codebook.losses, codes)
        return found
