"""Who speaks in a document: spelling variants, interviewers, participants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def turns_of(store: Store, document: Rid) -> list[records.Turn]:
    """Return the turns of the current revision."""
    revisions = store.find(records.TextRevision, document=document)
    if not revisions:
        raise RefusedChange("This document is no longer in the project; nothing was changed.")
    return store.find(records.Turn, revision=max(revisions, key=lambda held: held.number).rid)


@register
@dataclass(frozen=True)
class EditSpeaker(Command):
    """Change a speaker of a document: another spelling (merging variants), interviewer or not, which participant."""

    document: Rid
    speaker: str
    name: str | None = None
    is_interviewer: bool | None = None
    participant: Rid | None = None

    def apply(self, store: Store) -> None:
        document = store.get(records.Document, self.document)
        spoken = [turn for turn in turns_of(store, document.rid) if turn.speaker == self.speaker]
        if not spoken:
            raise RefusedChange(f"“{self.speaker}” does not speak in {document.name}; nothing was changed.")
        name = self.speaker if self.name is None else self.name.strip()
        if not name:
            raise RefusedChange("A speaker needs a name; nothing was changed.")
        if self.participant is not None:
            store.get(records.Participant, self.participant)
            if not store.first(records.DocumentParticipant, document=document.rid, participant=self.participant):
                store.put(records.DocumentParticipant(document=document.rid, participant=self.participant))
        for turn in spoken:
            interviewer = turn.is_interviewer if self.is_interviewer is None else int(self.is_interviewer)
            participant = turn.participant if self.participant is None else self.participant
            store.put(replace(turn, speaker=name, is_interviewer=interviewer, participant=participant))
        store.label = f"Changed speaker “{shorten(self.speaker, 30)}” in {document.name}"


@register
@dataclass(frozen=True)
class SetDocuments(Command):
    """Give documents a case (None clears it) or a status, together."""

    documents: tuple[Rid, ...]
    case: Rid | None = None
    status: str = ""
    set_case: bool = False

    def apply(self, store: Store) -> None:
        from ipof_workbench.app.commands.record_edits import checked

        if self.set_case and self.case is not None:
            store.get(records.Case, self.case)
        for rid in dict.fromkeys(self.documents):
            document = store.get(records.Document, rid)
            if self.set_case:
                document = replace(document, case=self.case)
            if self.status:
                document = replace(document, status=self.status)
            store.put(checked(store, document))
        store.label = f"Changed {counted(len(set(self.documents)), 'document')}"


@register
@dataclass(frozen=True)
class LinkParticipant(Command):
    """Say that a participant speaks in a document and belongs to its case, or (with `linked` False) does not speak."""

    document: Rid
    participant: Rid
    linked: bool = True

    def apply(self, store: Store) -> None:
        document = store.get(records.Document, self.document)
        participant = store.get(records.Participant, self.participant)
        held = store.first(records.DocumentParticipant, document=document.rid, participant=participant.rid)
        if self.linked and not held:
            store.put(records.DocumentParticipant(document=document.rid, participant=participant.rid))
            if document.case is not None and not store.first(
                records.ParticipantCase, participant=participant.rid, case=document.case
            ):
                store.put(records.ParticipantCase(participant=participant.rid, case=document.case))
        elif held and not self.linked:
            store.delete(held)
            for turn in turns_of(store, document.rid):
                if turn.participant == participant.rid:
                    store.put(replace(turn, participant=None))
        verb = "speaks" if self.linked else "does not speak"
        store.label = f"{participant.name} {verb} in {document.name}"
