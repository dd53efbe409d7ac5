"""Replacing names in many texts as one step. The names themselves are kept nowhere: not in the project, not in its
history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.name_words import name_words
from ipof_workbench.app.revising import TextPlan, revise
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.names import NameFinder, NameReplacement
from ipof_workbench.domain.text_edits import prepared
from ipof_workbench.storage.queries.texts import CurrentText, current_revisions, current_texts, documents_with_any

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipof_workbench.storage.store import Store

REASON = "Names replaced"
_REPORT_EVERY = 500


@dataclass(frozen=True, slots=True)
class ReplacedNames:
    """How many names were replaced in how many texts, how many participants and documents were named anew, and how
    many places were cut out of the texts."""

    names: int
    documents: int
    renamed: int
    cut: int = 0


class _Planned(NamedTuple):
    """What is to become of one text, and at how many places names are replaced and cut out."""

    plan: TextPlan
    names: int
    cut: int


def texts_to_look_at(connection: Connection, documents: Sequence[Rid], finder: NameFinder) -> Sequence[Rid]:
    """Return those of the documents that may hold a name; the words index tells where all names are whole words."""
    if any(not each.whole_word for each in finder.replacements):
        return documents
    phrases = [each.old for each in finder.replacements]
    if not all(any(sign.isalnum() for sign in phrase) for phrase in phrases):
        return documents
    may_hold = set(documents_with_any(connection, phrases))
    return [document for document in documents if document in may_hold]


@register
@dataclass(frozen=True)
class ReplaceNames(Command):
    """Replace names in the texts of documents (none given: of all), one undoable step. Returns a `ReplacedNames`.

    `skipped` are places that stay as they are: (revision, start). With `also_names` participants, speakers and
    documents that bear one of the names are named anew too; nobody is left without a name.

    What is to be replaced by nothing is cut out, with the space that it leaves over; a passage that holds nothing else
    would go, and is refused.
    """

    replacements: tuple[NameReplacement, ...]
    documents: tuple[Rid, ...] = ()
    skipped: frozenset[tuple[Rid, int]] = frozenset()
    also_names: bool = True
    report: Report = no_report

    def apply(self, store: Store) -> ReplacedNames:
        finder = NameFinder(self.replacements)
        planned = list(self._plans(store, finder))
        names, cut = sum(each.names for each in planned), sum(each.cut for each in planned)
        speaker = (lambda name: _named(finder, "The speaker", name)) if self.also_names else str
        if planned:
            _require_words(store, revise(store, [each.plan for each in planned], REASON, speaker=speaker).lost)
        renamed = self._rename(store, finder) if self.also_names else 0
        if not planned and not renamed:
            raise RefusedChange("None of these names stands in the texts; nothing was changed.")
        store.label = name_words(names, cut, counted(len(planned), "document"), is_done=True)
        return ReplacedNames(names, len(planned), renamed, cut)

    def _plans(self, store: Store, finder: NameFinder) -> Iterable[_Planned]:
        chosen = self.documents or [document.rid for document in store.find(records.Document)]
        wanted = texts_to_look_at(store.connection, chosen, finder)
        self._require_as_reviewed(store)
        for at, text in enumerate(current_texts(store.connection, wanted)):
            if at % _REPORT_EVERY == 0:
                self.report(at, len(wanted))
            planned = self._plan(text, finder)
            if planned.plan.edits:
                yield planned

    def _require_as_reviewed(self, store: Store) -> None:
        reviewed = {revision for revision, _ in self.skipped}
        if reviewed - current_revisions(store.connection, sorted(reviewed)):
            raise RefusedChange(
                "A text was changed since the names were looked for; look for them again. Nothing was changed."
            )

    def _plan(self, text: CurrentText, finder: NameFinder) -> _Planned:
        places = [
            place
            for place in finder.places(text.text)
            if (text.revision, place.start) not in self.skipped
            and text.text[place.start : place.end] != finder.replacements[place.replacement].new
        ]
        cut = sum(finder.replacements[place.replacement].is_cut for place in places)
        edits = prepared(text.text, finder.edits(text.text, places))
        return _Planned(TextPlan(text, edits), len(places) - cut, cut)

    def _rename(self, store: Store, finder: NameFinder) -> int:
        """Name participants anew everywhere, documents where they were chosen; return how many."""
        people = [
            replace(person, name=name)
            for person in store.find(records.Participant)
            if (name := _named(finder, "The participant", person.name)) != person.name
        ]
        documents = [
            replace(document, name=name, title=title)
            for document in self._chosen(store)
            if (name := _named(finder, "The document", document.name), title := finder.replaced(document.title))
            != (document.name, document.title)
        ]
        store.put_many(people)
        store.put_many(documents)
        return len(people) + len(documents)

    def _chosen(self, store: Store) -> list[records.Document]:
        if self.documents:
            return store.find_among(records.Document, "rid", list(self.documents))
        return store.find(records.Document)


def _named(finder: NameFinder, whose: str, name: str) -> str:
    """Return a name with all names in it replaced; one that would be empty is refused."""
    found = finder.replaced(name)
    if name.strip() and not found.strip():
        raise RefusedChange(
            f"{whose} {name} would be left without a name; write what stands in its place, like: {name} -> P01. "
            "Nothing was changed."
        )
    return found


def _require_words(store: Store, lost: Sequence[records.Excerpt]) -> None:
    """Refuse to cut out all the words of a passage."""
    if not lost:
        return
    revisions = store.find_among(records.TextRevision, "rid", sorted({excerpt.revision for excerpt in lost}))
    names = [row.name for row in store.find_among(records.Document, "rid", sorted({row.document for row in revisions}))]
    where = names[0] if len(names) == 1 else f"{names[0]} and {counted(len(names) - 1, 'other document')}"
    raise RefusedChange(
        f"{counted(len(lost), 'passage')} in {where} would have no words left; leave out the places that are all of a "
        "passage, or write […] in place of the words. Nothing was changed."
    )
