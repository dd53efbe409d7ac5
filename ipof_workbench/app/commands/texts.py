"""Correcting a text: an edit list makes a new revision, and every coding keeps its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.app.revising import Revised, TextPlan, revise
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.text_edits import EditList, TextEdit, prepared

if TYPE_CHECKING:
    from ipof_workbench.storage.queries.texts import CurrentText
    from ipof_workbench.storage.store import Store


class WordsWouldGo(RefusedChange):
    """All words of coded passages would go; `codings` are those that would go with them."""

    def __init__(self, lost: Iterable[records.Excerpt], codings: tuple[Rid, ...]) -> None:
        quotes = [shorten(excerpt.quote, 40) for excerpt in lost]
        more = f" and of {counted(len(quotes) - 1, 'other passage')}" if len(quotes) > 1 else ""
        super().__init__(
            f"This takes all words of “{quotes[0]}”{more} away, with {counted(len(codings), 'coding')}; leave a word, "
            "or uncode it first. Nothing was changed."
        )
        self.codings = codings


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """What correcting made: the revision, the passages whose words changed, the codings that went."""

    document: Rid
    revision: Rid
    number: int
    reworded: tuple[Rid, ...]
    gone: tuple[Rid, ...]


def current_text_of(store: Store, document: Rid) -> CurrentText:
    """Return the current text of a document; raises `NotFound` where it is gone."""
    from ipof_workbench.storage.queries.texts import current_texts

    store.get(records.Document, document)
    found = list(current_texts(store.connection, [document]))
    if not found:
        raise RefusedChange("This document has no text; nothing was changed.")
    return found[0]


@register
@dataclass(frozen=True)
class CorrectText(Command):
    """Correct the text of a document by edits, in code points of its current revision. Returns a `CorrectedText`.

    `revision` is the one that the edits were made on: refused where the text is another by now. `allow_lost` are the
    codings that may go with all their words.
    """

    document: Rid
    edits: tuple[TextEdit, ...]
    reason: str = ""
    revision: Rid | None = None
    allow_lost: tuple[Rid, ...] = ()

    def apply(self, store: Store) -> CorrectedText:
        document = store.get(records.Document, self.document)
        base = current_text_of(store, self.document)
        if self.revision is not None and self.revision != base.revision:
            raise RefusedChange(
                f"The text of {document.name} was changed meanwhile; look at it again. Nothing was changed."
            )
        edits = _prepared(document, base.text, self.edits)
        revised = revise(store, [TextPlan(base, edits)], self.reason)
        gone = _let_go(store, revised, frozenset(self.allow_lost))
        made = revised.revisions[0]
        store.label = f"Corrected the text of {document.name}" + (
            f" with {counted(len(gone), 'coding')} gone" if gone else ""
        )
        return CorrectedText(document.rid, made.rid, made.number, revised.reworded, gone)


def _prepared(document: records.Document, text: str, edits: Iterable[TextEdit]) -> EditList:
    try:
        found = prepared(text, edits)
    except ValueError as error:
        raise RefusedChange(
            f"The text of {document.name} cannot be corrected so: {error}. Nothing was changed."
        ) from error
    if not found:
        raise RefusedChange(f"The text of {document.name} reads like that already; nothing was changed.")
    return found


def _let_go(store: Store, revised: Revised, allowed: frozenset[Rid]) -> tuple[Rid, ...]:
    """Delete the codings whose words are gone, where that was said; return them."""
    if not revised.lost:
        return ()
    excerpts = [excerpt.rid for excerpt in revised.lost]
    codings = tuple(coding.rid for coding in store.find_among(records.Coding, "excerpt", excerpts))
    quoted = store.find_among(records.MemoQuote, "excerpt", excerpts)
    if quoted:
        memo = store.get(records.Memo, quoted[0].memo)
        raise RefusedChange(
            f"Words that the memo “{shorten(memo.title or memo.body, 40)}” quotes would go; take the quote out of the "
            "memo first. Nothing was changed."
        )
    if not allowed.issuperset(codings):
        raise WordsWouldGo(revised.lost, codings)
    for excerpt in revised.lost:
        still = store.first(records.Excerpt, rid=excerpt.rid)
        if still is not None:
            delete_with_followers(store, still)
    return codings


@register
@dataclass(frozen=True)
class AnchorAgain(Command):
    """Say where a passage stands now whose words the current text of its document no longer holds as they were.

    Offsets are code points of the current text. Returns the rid of the passage.
    """

    excerpt: Rid
    start: int
    end: int

    def apply(self, store: Store) -> Rid:
        from ipof_workbench.storage.queries.study import passage

        excerpt = store.get(records.Excerpt, self.excerpt)
        found = passage(store.connection, excerpt.document, self.start, self.end)
        if found is None or not found[1].strip():
            raise RefusedChange("Select the words where the passage stands now; nothing was changed.")
        revision, quote = found
        store.put(replace(excerpt, revision=revision, start=self.start, end=self.end, quote=quote))
        store.label = f"Found “{shorten(quote, 40)}” again"
        return excerpt.rid
