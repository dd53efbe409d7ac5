"""Reading publications: the list, what a frozen one keeps, and what there is to know before it is printed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import Caution, PublicationRow
from ipof_workbench.domain.vocabulary import Consent
from ipof_workbench.storage.plain_words import in_plain_words
from ipof_workbench.storage.queries import publications, quotes
from ipof_workbench.storage.store import Store

if TYPE_CHECKING:
    from ipof_workbench.app.publications.content import Content
    from ipof_workbench.app.publications.plans import PublicationPlan

# What makes tables is imported where it is used: opening a project does not need it.


class PublicationReading(Reader):
    """Publications, drafts and frozen ones."""

    def listed(self) -> list[PublicationRow]:
        """Return the publications: drafts first, then the frozen ones, each oldest first."""
        found: list[PublicationRow] = self._read(publications.publications)
        return found

    def named(self, name: str) -> PublicationRow:
        """Return the publication with this name.

        Raises:
            NotFound: there is none; the sentence lists those there are.
        """
        known = self.listed()
        wanted = " ".join(name.split()).casefold()
        for row in known:
            if row.name.casefold() == wanted:
                return row
        names = ", ".join(row.name for row in known[:10])
        raise NotFound(f"The project has no publication “{name}”; there {f'are: {names}' if names else 'is none yet'}.")

    def plan(self, publication: Rid) -> PublicationPlan:
        """Return what a publication shows and how."""
        from ipof_workbench.app.publications.plans import plan_of

        return plan_of(self._held(publication).plan, self._find)

    def content(self, publication: Rid) -> Content:
        """Return what a frozen publication keeps.

        Raises:
            NotFound: it is a draft, or gone.
        """
        from ipof_workbench.app.publications.content import content_of

        held = self._held(publication)
        if not held.frozen_at:
            raise NotFound(f"“{held.name}” is a draft and keeps no tables yet; freeze it first.")
        return content_of(held.content)

    def waves(self) -> list[str]:
        """Return the waves that documents name."""
        found: list[str] = self._read(publications.waves)
        return found

    def withdrawn(self, content: Content) -> dict[Rid, str]:
        """Return evidence in a content -> whose words it holds (a name, empty where the person is gone), for those who
        have withdrawn or are no longer in the project."""
        people = {person.id: person for person in self._find(records.Participant)}
        found = {}
        for evidence, identity in content.people.items():
            person = people.get(identity)
            if person is None or person.consent == Consent.WITHDRAWN:
                found[evidence] = person.name if person is not None else ""
        return found

    def cautions(self, publication: Rid) -> list[Caution]:
        """Return what there is to know before a publication is printed, by the order of its quotes."""
        from ipof_workbench.app.publications.cautions import Standing, cautions_on_draft, cautions_on_frozen

        held = self._held(publication)
        printed = self._read(quotes.printed)
        if not held.frozen_at:
            numbers = {known.rid: known.number for known in self._find(records.Configuration)}
            return cautions_on_draft(self.plan(publication), numbers, self._read(quotes.chosen), printed)
        content = self.content(publication)
        standing = Standing(
            people={person.id: person for person in self._find(records.Participant)},
            cases={case.rid: case for case in self._find(records.Case)},
            documents={document.rid: document for document in self._find(records.Document)},
            configurations={known.id: known for known in self._find(records.Configuration)},
            wordings=self._wordings(),
        )
        return cautions_on_frozen(held, content, printed, self.withdrawn(content), standing)

    def _wordings(self) -> dict[str, str]:
        from ipof_workbench.app.publications.making import wordings_now
        from ipof_workbench.app.reading import Reading

        return wordings_now(Reading(self._project))

    def _held(self, publication: Rid) -> records.Publication:
        with in_plain_words(self._project.path.name):
            return Store(self._project.reader()).get(records.Publication, publication)

    def _find(self, kind: type[Any]) -> list[Any]:
        with in_plain_words(self._project.path.name):
            return Store(self._project.reader()).find(kind)
