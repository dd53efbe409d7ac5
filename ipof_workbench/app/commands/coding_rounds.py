"""How far each analyst is with a document: the first coder and whoever codes it a second time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import RoundStatus

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class SetCodingRound(Command):
    """Say how far an analyst is with a document; `note` None leaves the note as it is.

    "uncoded" says nothing of how far one is (with codings one is under way), and without a note it takes back what was
    said. Returns the rid of the round, or None where there is none left.
    """

    document: Rid
    analyst: Rid
    status: str
    note: str | None = None

    def apply(self, store: Store) -> Rid | None:
        document = store.get(records.Document, self.document)
        analyst = store.get(records.Analyst, self.analyst)
        status = RoundStatus.parse(self.status)
        held = store.first(records.CodingRound, document=document.rid, analyst=analyst.rid)
        note = (held.note if held else "") if self.note is None else self.note.strip()
        if held is not None and (held.status, held.note) == (status.value, note):
            raise RefusedChange(f"{document.name} is {status.words} by {analyst.name} already; nothing was changed.")
        only_noted = (held.status if held else RoundStatus.UNCODED.value) == status.value
        store.label = f"{document.name}: {'note' if only_noted else status.words} by {analyst.name}"
        if status is RoundStatus.UNCODED and not note:
            if held is None:
                raise RefusedChange(f"{analyst.name} has not started {document.name}; nothing was changed.")
            store.delete(held)
            return None
        if held is not None:
            return store.put(replace(held, status=status.value, note=note)).rid
        made = records.CodingRound(document=document.rid, analyst=analyst.rid, status=status.value, note=note)
        return store.put(made).rid
