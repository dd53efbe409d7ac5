"""Importing forum posts: threads, replies, pseudonymous authors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.importing import (
    DOCUMENT_FIELDS,
    REVISION_FIELDS,
    Importing,
    ImportReport,
    KnownTexts,
    People,
)
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts
from ipof_workbench.domain.text import NORMALISATION, count_words, text_hash
from ipof_workbench.domain.uncollected import uncollected

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class ImportPosts(Command):
    """Store forum posts with threads, replies and pseudonymous authors.

    `pseudonyms` gives each author's pseudonym (its key stays outside the project); the author's own name is never
    stored.
    """

    parsed: ParsedPosts
    pseudonyms: Callable[[str], str]
    case: str = ""
    report: Report = no_report

    def apply(self, store: Store) -> ImportReport:
        with uncollected():
            return self._store(store)

    def _store(self, store: Store) -> ImportReport:
        parsed = self.parsed
        importing = Importing(store, "posts", parsed.file_name, parsed.file_sha256)
        rows = _PostRows(store, importing, self)
        # A post may answer one that stands later in the file, by an author who is stored after it: what counts is the
        # state at the end of the step.
        store.defer_references()
        importing.insert(records.Document, DOCUMENT_FIELDS, rows.documents())
        importing.insert(records.TextRevision, REVISION_FIELDS, rows.revisions())
        rows.store_others()
        added = len(rows.fresh)
        report = ImportReport(added, len(parsed.posts) - added, tuple(importing.created), parsed.notes, "post")
        return importing.finish(report, f"Imported {counted(added, 'forum post')}")


class _PostRows:
    """The records of forum posts, made while they are stored: 100,000 of them need not be in memory together."""

    def __init__(self, store: Store, importing: Importing, command: ImportPosts) -> None:
        self._importing, self._command = importing, command
        self._known = KnownTexts(store)
        self._people = People(store, importing)
        self._threads = _Threads(store, importing)
        self._first = store.next_rid(records.Document)
        self._by_name: dict[str, Rid] = {}
        self._authors: dict[str, Rid | None] = {}
        self.fresh: list[tuple[ParsedPost, str]] = []
        """The posts that are not there yet, each with the hash of its text; numbered from the first free rid."""
        self._find_fresh()

    def _find_fresh(self) -> None:
        posts, fallback, find = self._command.parsed.posts, self._command.case, self._known.find
        for at, post in enumerate(posts):
            if at % 5_000 == 0:
                self._command.report(at, len(posts))
            sha256 = text_hash(post.text)
            held = find(post.name, sha256, post.case or fallback)
            if held is None:
                held = self._first + len(self.fresh)
                self.fresh.append((post, sha256))
            self._by_name.setdefault(post.name, held)

    def documents(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of documents; threads and authors are found along the way."""
        case_of, fallback = self._importing.case, self._command.case
        for rid, (post, _) in enumerate(self.fresh, start=self._first):
            case = case_of(post.case or fallback)
            thread = self._threads.of(post.thread, post.title, post.subforum, case) if post.thread else None
            if post.author:
                self._people.link(self._author(post.author), rid, case)
            yield (
                post.name, "forum_post", case, None, thread, self._by_name.get(post.parent) if post.parent else None,
                post.title, post.posted_at, count_words(post.text), len(post.text), 0,
            )  # fmt: skip

    def revisions(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of texts."""
        for document, (post, sha256) in enumerate(self.fresh, start=self._first):
            yield (document, 1, post.text, sha256, NORMALISATION)

    def _author(self, name: str) -> Rid | None:
        if name not in self._authors:
            self._authors[name] = self._people.named(self._command.pseudonyms(name))
        return self._authors[name]

    def store_others(self) -> None:
        """Store threads, authors and what links them."""
        self._threads.store_new()
        made = self._people.store_people()
        self._people.store_links()
        created = self._importing.created
        # Authors are counted, not listed.
        created[:] = [name for name in created if not name.startswith("participant ")]
        if made:
            created.append(counted(made, "pseudonymous author"))


class _Threads:
    """Threads by name within a case, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._importing = importing
        self._known = {(held.case, held.name): held.rid for held in store.find(records.Thread)}
        self._next = store.next_rid(records.Thread)
        self._new: list[tuple[Any, ...]] = []

    def of(self, name: str, title: str, subforum: str, case: Rid | None) -> Rid | None:
        """Return the thread of this name; None for an empty name."""
        if not name:
            return None
        known = self._known.get((case, name))
        if known is None:
            known = self._next
            self._next += 1
            self._known[(case, name)] = known
            self._new.append((name, title, subforum, case))
        return known

    def store_new(self) -> None:
        """Store the new threads."""
        self._importing.insert(records.Thread, ("name", "title", "subforum", "case"), self._new)
