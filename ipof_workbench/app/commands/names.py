"""Replacing names in many texts as one step. The names themselves are kept nowhere: not in the project, not in its
history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.revising import TextPlan, revise
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.names import NameFinder, NameReplacement
from ipof_workbench.domain.text_edits import EditList, TextEdit, prepared
from ipof_workbench.storage.queries.texts import CurrentText, current_revisions, current_texts, documents_with_any

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipof_workbench.storage.store import Store

REASON = "Names replaced"
_REPORT_EVERY = 500


@dataclass(frozen=True, slots=True)
class ReplacedNames:
    """How many names were replaced in how many texts, and how many participants and documents were named anew."""

    names: int
    documents: int
    renamed: int


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
    documents that bear one of the names are named anew too.
    """

    replacements: tuple[NameReplacement, ...]
    documents: tuple[Rid, ...] = ()
    skipped: frozenset[tuple[Rid, int]] = frozenset()
    also_names: bool = True
    report: Report = no_report

    def apply(self, store: Store) -> ReplacedNames:
        finder = NameFinder(self.replacements)
        plans = list(self._plans(store, finder))
        names = sum(len(plan.edits) for plan in plans)
        speaker = finder.replaced if self.also_names else str
        if plans:
            revise(store, plans, REASON, speaker=speaker)
        renamed = self._rename(store, finder) if self.also_names else 0
        if not plans and not renamed:
            raise RefusedChange("None of these names stands in the texts; nothing was changed.")
        store.label = f"Replaced {counted(names, 'name')} in {counted(len(plans), 'document')}"
        return ReplacedNames(names, len(plans), renamed)

    def _plans(self, store: Store, finder: NameFinder) -> Iterable[TextPlan]:
        chosen = self.documents or [document.rid for document in store.find(records.Document)]
        wanted = texts_to_look_at(store.connection, chosen, finder)
        self._require_as_reviewed(store)
        for at, text in enumerate(current_texts(store.connection, wanted)):
            if at % _REPORT_EVERY == 0:
                self.report(at, len(wanted))
            edits = self._edits(text, finder)
            if edits:
                yield TextPlan(text, edits)

    def _require_as_reviewed(self, store: Store) -> None:
        reviewed = {revision for revision, _ in self.skipped}
        if reviewed - current_revisions(store.connection, sorted(reviewed)):
            raise RefusedChange(
                "A text was changed since the names were looked for; look for them again. Nothing was changed."
            )

    def _edits(self, text: CurrentText, finder: NameFinder) -> EditList:
        return prepared(
            text.text,
            [
                TextEdit(place.start, place.end, finder.replacements[place.replacement].new)
                for place in finder.places(text.text)
                if (text.revision, place.start) not in self.skipped
            ],
        )

    def _rename(self, store: Store, finder: NameFinder) -> int:
        """Name participants anew everywhere, documents where they were chosen; return how many."""
        people = [
            replace(person, name=name)
            for person in store.find(records.Participant)
            if (name := finder.replaced(person.name)) != person.name
        ]
        documents = [
            replace(document, name=name, title=title)
            for document in self._chosen(store)
            if (name := finder.replaced(document.name), title := finder.replaced(document.title))
            != (document.name, document.title)
        ]
        store.put_many(people)
        store.put_many(documents)
        return len(people) + len(documents)

    def _chosen(self, store: Store) -> list[records.Document]:
        if self.documents:
            return store.find_among(records.Document, "rid", list(self.documents))
        return store.find(records.Document)
