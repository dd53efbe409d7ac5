"""Rival explanations: what competes to explain the same thing, and how that was adjudicated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.deletion import table_of
from ipof_workbench.app.commands.record_edits import checked
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import DecisionKind, Verdict

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class AddRivals(Command):
    """Put rivals into a group: configurations, statements or both. Returns the stored group."""

    name: str
    question: str = ""
    configurations: tuple[Rid, ...] = ()
    statements: tuple[Rid, ...] = ()

    def apply(self, store: Store) -> records.RivalGroup:
        group = checked(store, records.RivalGroup(name=self.name.strip(), question=self.question.strip()))
        assert isinstance(group, records.RivalGroup)
        group = store.put(group)
        for rid in dict.fromkeys(self.configurations):
            held = store.get(records.Configuration, rid)
            store.put(records.RivalMember(rivals=group.rid, configuration=held.rid))
        for rid in dict.fromkeys(self.statements):
            statement = store.get(records.TheoryStatement, rid)
            store.put(records.RivalMember(rivals=group.rid, statement=statement.rid))
        store.label = f"Grouped rivals “{shorten(group.name, 40)}”"
        return group


@register
@dataclass(frozen=True)
class JoinRivals(Command):
    """Add a configuration or a statement to a group of rivals. Returns the stored member (the one that is there)."""

    rivals: Rid
    configuration: Rid | None = None
    statement: Rid | None = None

    def apply(self, store: Store) -> records.RivalMember:
        if (self.configuration is None) == (self.statement is None):
            raise RefusedChange("Choose one configuration or one statement; nothing was added.")
        group = store.get(records.RivalGroup, self.rivals)
        member = records.RivalMember(rivals=group.rid, configuration=self.configuration, statement=self.statement)
        if self.configuration is not None:
            held = store.first(records.RivalMember, rivals=group.rid, configuration=self.configuration)
            number = f"configuration {store.get(records.Configuration, self.configuration).number}"
        else:
            assert self.statement is not None
            held = store.first(records.RivalMember, rivals=group.rid, statement=self.statement)
            number = f"statement {store.get(records.TheoryStatement, self.statement).number}"
        store.label = f"Made {number} a rival in “{shorten(group.name, 40)}”"
        return held or store.put(member)


@register
@dataclass(frozen=True)
class AdjudicateRivals(Command):
    """Record how rivals came out: the note, a verdict for each, and the decision. Returns the stored decision.

    Args:
        verdicts: (member, key of `Verdict` or empty); members that are not named keep theirs.
        wording: what was decided; empty for the usual words.
    """

    rivals: Rid
    adjudication: str
    verdicts: tuple[tuple[Rid, str], ...] = ()
    wording: str = ""
    held_on: str = ""
    attendees: str = ""

    @property
    def why(self) -> str:
        return " ".join(self.adjudication.split())

    def apply(self, store: Store) -> records.Decision:
        group = store.get(records.RivalGroup, self.rivals)
        members = {member.rid: member for member in store.find(records.RivalMember, rivals=group.rid)}
        if not members:
            raise RefusedChange(f"“{shorten(group.name, 40)}” has no rivals yet: add them first. Nothing was recorded.")
        for rid, verdict in self.verdicts:
            if rid not in members:
                raise RefusedChange("A verdict is for a rival that is not in this group. Nothing was recorded.")
            members[rid] = replace(members[rid], verdict=Verdict.parse(verdict).value if verdict else "")
        if not self.adjudication.strip() and not any(member.verdict for member in members.values()):
            raise RefusedChange("Write the note or give a verdict first; nothing was recorded.")
        for member in members.values():
            store.put(member)
        decision = self._decision(store, group)
        self._name_subjects(store, decision.rid, group.rid, list(members.values()))
        store.put(replace(group, adjudication=self.adjudication.strip(), decision=decision.rid))
        store.label = f"Adjudicated {counted(len(members), 'rival')} in “{shorten(group.name, 40)}”"
        return decision

    def _decision(self, store: Store, group: records.RivalGroup) -> records.Decision:
        decision = checked(
            store,
            records.Decision(
                wording=self.wording.strip() or f"Adjudicated rivals: {group.name}",
                held_on=self.held_on.strip(),
                attendees=self.attendees.strip(),
                kind=DecisionKind.ADJUDICATED.value,
                note=self.adjudication.strip(),
            ),
        )
        assert isinstance(decision, records.Decision)
        return store.put(decision)

    @staticmethod
    def _name_subjects(store: Store, decision: Rid, group: Rid, members: list[records.RivalMember]) -> None:
        subjects = [(table_of(records.RivalGroup), group)]
        for member in members:
            if member.configuration is not None:
                subjects.append((table_of(records.Configuration), member.configuration))
            elif member.statement is not None:
                subjects.append((table_of(records.TheoryStatement), member.statement))
        for kind, rid in subjects:
            store.put(records.DecisionSubject(decision=decision, about_kind=kind, about=rid))
