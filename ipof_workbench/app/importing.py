"""What every import shares: the batch, rows numbered ahead of storing, participants by name, the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


DOCUMENT_FIELDS = (
    "name", "kind", "case", "question", "thread", "reply_to", "title", "collected_on", "words", "characters", "turns",
)  # fmt: skip
"""The fields of a document that imports fill, in the order of their tuples."""

REVISION_FIELDS = ("document", "number", "text", "sha256", "normalisation")
"""The fields of a text revision, likewise."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many things were new and how many there already, what was made along the way."""

    added: int
    unchanged: int
    created: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    what: str = "document"

    @property
    def sentence(self) -> str:
        """The count in words: “41 new, 0 unchanged”."""
        return f"{self.added:,} new, {self.unchanged:,} unchanged"


class NothingNew(RefusedChange):
    """Everything was there already; carries the report."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__(f"Nothing new: {report.sentence}.")
        self.report = report


class KnownTexts:
    """What is in the project already, by name and text within a case.

    Two forums may number their posts alike, and "Thanks!" is the same everywhere: the same name and words in another
    case are another document. An import that names no case knows those of any.
    """

    def __init__(self, store: Store) -> None:
        from ipof_workbench.storage.queries.study import known_texts

        self._in_case: dict[tuple[str, str, str], Rid] = {}
        self._anywhere: dict[tuple[str, str], Rid] = {}
        for name, sha256, case, document in known_texts(store.connection):
            self.add(name, sha256, case, document)

    def add(self, name: str, sha256: str, case: str, document: Rid) -> None:
        """Remember one more."""
        self._in_case.setdefault((name, sha256, case.casefold()), document)
        self._anywhere.setdefault((name, sha256), document)

    def find(self, name: str, sha256: str, case: str) -> Rid | None:
        """Return the document that is there, or None."""
        if not case.strip():
            return self._anywhere.get((name, sha256))
        known = self._in_case.get((name, sha256, case.strip().casefold()))
        return known if known is not None else self._in_case.get((name, sha256, ""))


class Importing:
    """The bulk side of one import: numbers rows ahead, so that rows can refer to each other before they are stored."""

    def __init__(self, store: Store, kind: str, file_names: str, sha256: str) -> None:
        self.store = store
        self.batch = store.put(records.ImportBatch(kind=kind, file_names=file_names, file_sha256=sha256))
        self._cases: dict[str, Rid] = {case.name.casefold(): case.rid for case in store.find(records.Case)}
        self._spelled: dict[str, Rid | None] = {}
        self.created: list[str] = []

    def case(self, name: str) -> Rid | None:
        """Return the case of this name, made where it is new; None for an empty name."""
        if name not in self._spelled:
            self._spelled[name] = self._find_or_make(name.strip())
        return self._spelled[name]

    def _find_or_make(self, name: str) -> Rid | None:
        if not name:
            return None
        known = self._cases.get(name.casefold())
        if known is None:
            known = self.store.put(records.Case(name=name, position=len(self._cases))).rid
            self._cases[name.casefold()] = known
            self.created.append(f"case {name}")
        return known

    def insert(self, kind: type[records.Record], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> int:
        """Store rows of this import and return how many; they may be made while they are stored."""
        return self.store.bulk_insert(kind, names, rows, self.batch.rid)

    def finish(self, report: ImportReport, label: str) -> ImportReport:
        """Note what came of it; an import that brought nothing leaves no trace."""
        from dataclasses import replace

        if report.added == 0 and not report.created:
            raise NothingNew(report)
        self.store.put(
            replace(self.batch, added=report.added, unchanged=report.unchanged, notes="\n".join(report.notes))
        )
        self.store.label = label
        return report


def defined_attributes(store: Store, owner_kind: str, names: Sequence[str]) -> list[records.AttributeDefinition]:
    """Return the attributes of these names; new ones are made and stand after those that were there."""
    known = {held.name: held for held in store.find(records.AttributeDefinition, owner_kind=owner_kind)}
    following = 1 + max((held.position for held in known.values()), default=-1)
    for name in names:
        if name not in known:
            known[name] = store.put(
                records.AttributeDefinition(owner_kind=owner_kind, name=name, value_type="category", position=following)
            )
            following += 1
    return [known[name] for name in names]


class People:
    """Participants by name, made where they are new, with their links to documents and cases."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._importing = importing
        self._known = {held.name.casefold(): held.rid for held in store.find(records.Participant)}
        self._next = store.next_rid(records.Participant)
        self._new: list[tuple[str]] = []
        self._in_case = {(held.participant, held.case) for held in store.find(records.ParticipantCase)}
        self._documents: dict[tuple[Rid, Rid], None] = {}
        self._cases: dict[tuple[Rid, Rid], None] = {}

    def speaking(self, name: str, document: Rid, case: Rid | None) -> Rid | None:
        """Return the participant of this name and remember where they speak; None for an empty name."""
        rid = self.named(name)
        self.link(rid, document, case)
        return rid

    def named(self, name: str) -> Rid | None:
        """Return the participant of this name, made where it is new; None for an empty name."""
        name = name.strip()
        if not name:
            return None
        rid = self._known.get(name.casefold())
        if rid is None:
            rid = self._next
            self._next += 1
            self._known[name.casefold()] = rid
            self._new.append((name,))
            self._importing.created.append(f"participant {name}")
        return rid

    def link(self, person: Rid | None, document: Rid, case: Rid | None) -> None:
        """Remember that a participant speaks in a document of a case."""
        if person is None:
            return
        self._documents[(document, person)] = None
        if case is not None and (person, case) not in self._in_case:
            self._cases[(person, case)] = None

    def store_people(self) -> int:
        """Store the new participants and return how many; before what refers to them."""
        return self._importing.insert(records.Participant, ("name",), self._new)

    def store_links(self) -> None:
        """Store the links that came together; after the documents."""
        self._importing.insert(records.DocumentParticipant, ("document", "participant"), self._documents)
        self._importing.insert(records.ParticipantCase, ("participant", "case"), self._cases)
