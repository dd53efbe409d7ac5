"""Memos: notes on any record or on the whole study, and the passages they quote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.coding import excerpt_for
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.app.commands.record_edits import checked, name_of
from ipof_workbench.app.commands.subjects import require_subject, subject_name
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import MemoKind

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """What quoting a passage made, by rid: the memo (perhaps new), the passage and the quote between them."""

    memo: Rid
    excerpt: Rid
    quote: Rid


@register
@dataclass(frozen=True)
class WriteMemo(Command):
    """Write a memo on one record (`about_kind` is the name of its table) or, with neither, on the whole study.

    Title and body may be empty: a memo begins empty and is written in place. Returns the stored memo.
    """

    title: str = ""
    body: str = ""
    kind: str = MemoKind.ANALYTIC.value
    inference: str = ""
    about_kind: str = ""
    about: Rid | None = None

    def apply(self, store: Store) -> records.Record:
        require_subject(store, self.about_kind, self.about)
        memo = records.Memo(
            title=self.title.strip(),
            body=self.body,
            kind=self.kind,
            inference=self.inference,
            about_kind=self.about_kind,
            about=self.about,
        )
        stored = store.put(checked(store, memo))
        store.label = f"Wrote a memo on {subject_name(store, self.about_kind, self.about)}"
        return stored


@register
@dataclass(frozen=True)
class SetMemoSubject(Command):
    """Say what a memo is about: one record, or with neither kind nor record the whole study."""

    memo: Rid
    about_kind: str = ""
    about: Rid | None = None

    def apply(self, store: Store) -> records.Memo:
        memo = store.get(records.Memo, self.memo)
        require_subject(store, self.about_kind, self.about)
        store.label = f"{_words(memo)} is about {subject_name(store, self.about_kind, self.about)}"
        return store.put(replace(memo, about_kind=self.about_kind, about=self.about))


@register
@dataclass(frozen=True)
class QuoteInMemo(Command):
    """Quote a passage in a memo, without coding it. Offsets are code points, half-open.

    `memo` None begins a new memo on the record that `about_kind` and `about` name. A passage that the memo quotes
    already is not quoted twice. Returns a `QuotedPassage`.
    """

    memo: Rid | None
    document: Rid
    start: int
    end: int
    about_kind: str = ""
    about: Rid | None = None

    def apply(self, store: Store) -> QuotedPassage:
        if self.memo is None:
            require_subject(store, self.about_kind, self.about)
            memo = store.put(records.Memo(about_kind=self.about_kind, about=self.about))
        else:
            memo = store.get(records.Memo, self.memo)
        excerpt = excerpt_for(store, self.document, self.start, self.end)
        held = store.find(records.MemoQuote, memo=memo.rid)
        known = next((quote for quote in held if quote.excerpt == excerpt.rid), None)
        if known is None:
            position = max((quote.position for quote in held), default=-1) + 1
            known = store.put(records.MemoQuote(memo=memo.rid, excerpt=excerpt.rid, position=position))
        where = "a new memo" if self.memo is None else _words(memo)
        store.label = f"Quoted “{shorten(excerpt.quote, 30)}” in {where}"
        return QuotedPassage(memo.rid, excerpt.rid, known.rid)


@register
@dataclass(frozen=True)
class Unquote(Command):
    """Take a quote out of its memo; the passage goes too where no coding and no other memo holds it."""

    quote: Rid

    def apply(self, store: Store) -> None:
        quote = store.get(records.MemoQuote, self.quote)
        memo = store.get(records.Memo, quote.memo)
        excerpt = store.get(records.Excerpt, quote.excerpt)
        delete_with_followers(store, quote)
        store.label = f"Took “{shorten(excerpt.quote, 30)}” out of {_words(memo)}"


def _words(memo: records.Memo) -> str:
    return f"memo “{name_of(memo)}”" if memo.title else "a memo"
