"""How good a document is as evidence: relevance, richness, rigour (Dada et al. 2023)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.record_edits import checked
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class AppraiseDocument(Command):
    """Judge a document; parts that are None stay as they are, empty ones are taken back.

    Each rating is one of `Rating`. An appraisal in which nothing is left goes. Returns the appraisal, or None.
    """

    document: Rid
    relevance: str | None = None
    richness: str | None = None
    rigour: str | None = None
    note: str | None = None

    def apply(self, store: Store) -> records.Appraisal | None:
        document = store.get(records.Document, self.document)
        held = store.first(records.Appraisal, document=document.rid) or records.Appraisal(document=document.rid)
        given = {
            field: value
            for field in ("relevance", "richness", "rigour", "note")
            if (value := getattr(self, field)) is not None
        }
        store.label = f"Appraised {shorten(document.name, 40)}"
        return appraise(store, held, given)


def appraise(store: Store, held: records.Appraisal, given: Mapping[str, Any]) -> records.Appraisal | None:
    """Store fields of an appraisal, new or held; one in which nothing is left goes. Returns it, or None."""
    appraisal = checked(store, replace(held, **given))
    assert isinstance(appraisal, records.Appraisal)
    if any((appraisal.relevance, appraisal.richness, appraisal.rigour, appraisal.note.strip())):
        return store.put(appraisal)
    if held.rid:
        store.delete(held)
    return None
