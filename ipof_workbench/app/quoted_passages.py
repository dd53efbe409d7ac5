"""Finding quoted passages again: which document a row names, and where in its text the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipof_workbench.app.references import one_document
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import occurrences, shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

_MANY_DOCUMENTS = 200
"""From so many on, reading the names of all documents at once is cheaper than asking for each."""

_KEPT_CHARACTERS = 10_000_000


def find_passage(text: str, quote: str, start: str, end: str) -> tuple[int, int]:
    """Return where a row's passage stands in a text, in code points.

    A row gives the quote, or start and end, or all three, which must agree.

    Raises:
        RefusedChange: nothing is given, the quote is missing or stands there several times, or they disagree.
    """
    if bool(start) != bool(end):
        raise RefusedChange("give both start and end, or neither.")
    if start:
        if not (start.isdecimal() and end.isdecimal()):
            raise RefusedChange(f"start and end are whole numbers, not {start} and {end}.")
        first, last = int(start), int(end)
        if not 0 <= first < last <= len(text):
            raise RefusedChange(f"the text has {len(text):,} characters; {first} to {last} is no passage of it.")
        if quote and text[first:last] != quote:
            raise RefusedChange(f"characters {first} to {last} do not read “{shorten(quote, 40)}”.")
        return first, last
    if not quote:
        raise RefusedChange("give a quote, or start and end.")
    found = occurrences(text, quote, 2)
    if not found:
        raise RefusedChange(f"the document does not hold “{shorten(quote, 40)}”.")
    if len(found) > 1:
        raise RefusedChange(f"the document holds “{shorten(quote, 40)}” more than once; give start and end too.")
    return found[0], found[0] + len(quote)


class DocumentTexts:
    """Documents by reference, with their current text; the texts read last are kept at hand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._documents: dict[str, Rid] = {}
        self._names: dict[str, list[Rid]] | None = None
        self._texts: dict[Rid, tuple[Rid, str]] = {}
        self._kept = 0

    def of(self, reference: str) -> tuple[Rid, Rid, str]:
        """Return (document, current revision, text)."""
        rid = self._documents.get(reference)
        if rid is None:
            rid = self._documents[reference] = self._find(reference)
        held = self._texts.get(rid) or self._read(rid)
        return rid, *held

    def _find(self, reference: str) -> Rid:
        from ipof_workbench.storage.queries.study import documents_by_name, documents_named

        if self._names is None and len(self._documents) >= _MANY_DOCUMENTS:
            self._names = documents_by_name(self._store.connection)
        same_name = (self._names or {}).get(reference, ())
        if len(same_name) == 1:
            return same_name[0]
        return one_document(reference, documents_named(self._store.connection, reference)).rid

    def _read(self, document: Rid) -> tuple[Rid, str]:
        from ipof_workbench.storage.queries.study import current_text

        if self._kept > _KEPT_CHARACTERS:
            self._texts.clear()
            self._kept = 0
        held = self._texts[document] = current_text(self._store.connection, document)
        self._kept += len(held[1])
        return held
