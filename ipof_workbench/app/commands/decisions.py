"""Decisions: what was made of several cases together, by whom and when, about which records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.record_edits import checked, name_of
from ipof_workbench.app.commands.subjects import require_subject
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DecisionKind

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

Subject = tuple[str, Rid]
"""What a decision is about: the name of a table and a rid."""


@register
@dataclass(frozen=True)
class RecordDecision(Command):
    """Record what was decided, with what it is about, in one step.

    `kind` is one of `DecisionKind` or empty; `held_on` is a date (2026-03-03) or the words for one. Returns the stored
    decision.
    """

    kind: str
    wording: str
    held_on: str = ""
    attendees: str = ""
    note: str = ""
    subjects: tuple[Subject, ...] = ()

    @property
    def why(self) -> str:
        return " ".join(self.note.split())

    def apply(self, store: Store) -> records.Record:
        decision = records.Decision(
            kind=self.kind,
            wording=self.wording.strip(),
            held_on=self.held_on.strip(),
            attendees=self.attendees.strip(),
            note=self.note.strip(),
        )
        stored = store.put(checked(store, decision))
        put_subjects(store, stored.rid, self.subjects)
        store.label = f"{kind_verb(self.kind)} “{name_of(stored)}”"
        return stored


@register
@dataclass(frozen=True)
class SetDecisionSubjects(Command):
    """Say what a decision is about: these records, and no others."""

    decision: Rid
    subjects: tuple[Subject, ...]

    def apply(self, store: Store) -> None:
        decision = store.get(records.Decision, self.decision)
        for held in store.find(records.DecisionSubject, decision=decision.rid):
            if (held.about_kind, held.about) not in self.subjects:
                store.delete(held)
        put_subjects(store, decision.rid, self.subjects)
        store.label = f"Changed what decision “{name_of(decision)}” is about"


def put_subjects(store: Store, decision: Rid, subjects: tuple[Subject, ...]) -> None:
    """Note what a decision is about, each record once.

    Raises:
        RefusedChange: a subject is no record.
        NotFound: a subject is no longer there.
    """
    for kind, rid in dict.fromkeys(subjects):
        if require_subject(store, kind, rid) is None:
            raise RefusedChange("A decision is about records: say which. Nothing was changed.")
        if not store.first(records.DecisionSubject, decision=decision, about_kind=kind, about=rid):
            store.put(records.DecisionSubject(decision=decision, about_kind=kind, about=rid))


def kind_verb(kind: str) -> str:
    """Return what a decision did, for the head of a line: “Reconciled”."""
    return DecisionKind.parse(kind).words.capitalize() if kind else "Decided"
