"""Evidence: what a coding bears on, and how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.coding import require_analyst
from ipof_workbench.app.commands.configurations import draft_of
from ipof_workbench.app.commands.record_edits import checked_strength
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import Stance

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class AddEvidence(Command):
    """Let a coding bear on exactly one configuration, place, link or statement. Returns the stored evidence."""

    coding: Rid
    configuration: Rid | None = None
    place: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None
    stance: str = Stance.SUPPORTS.value
    strength: int | None = None
    rationale: str = ""

    def apply(self, store: Store) -> records.Evidence:
        analyst = require_analyst(store)
        targets = [self.configuration, self.place, self.link, self.statement]
        if sum(target is not None for target in targets) != 1:
            raise RefusedChange("Evidence bears on exactly one thing: choose one. Nothing was changed.")
        store.get(records.Coding, self.coding)
        version, statement_version, number = self._judged(store)
        store.label = f"Made a passage evidence for {number}"
        return store.put(
            records.Evidence(
                coding=self.coding,
                configuration=self.configuration,
                place=self.place,
                link=self.link,
                statement=self.statement,
                stance=Stance.parse(self.stance).value,
                strength=checked_strength(self.strength),
                rationale=self.rationale,
                version=version,
                statement_version=statement_version,
                analyst=analyst,
            )
        )

    def _judged(self, store: Store) -> tuple[Rid | None, Rid | None, str]:
        """Return the version that is judged, of a configuration or of a statement, and words for the target."""
        configuration = self.configuration
        if self.place is not None:
            configuration = store.get(records.Place, self.place).configuration
        if configuration is not None:
            number = store.get(records.Configuration, configuration).number
            return draft_of(store, configuration).rid, None, f"configuration {number}"
        if self.statement is not None:
            statement = store.get(records.TheoryStatement, self.statement)
            draft = store.first(records.StatementVersion, statement=statement.rid, number=0)
            return None, draft.rid if draft else None, f"statement {statement.number}"
        assert self.link is not None
        return None, None, f"a {store.get(records.ConfigurationLink, self.link).kind} link"


@register
@dataclass(frozen=True)
class SetStance(Command):
    """Say what pieces of evidence do to the claim."""

    evidence: tuple[Rid, ...]
    stance: str

    def apply(self, store: Store) -> None:
        stance = Stance.parse(self.stance)
        for rid in dict.fromkeys(self.evidence):
            store.put(replace(store.get(records.Evidence, rid), stance=stance.value))
        whose = counted(len(set(self.evidence)), "piece of evidence", "pieces of evidence")
        store.label = f"Set {whose} to “{stance.words}”"


@register
@dataclass(frozen=True)
class SetStrength(Command):
    """Say how strong a piece of evidence is, 1 to 3, or take the judgement back with None."""

    evidence: tuple[Rid, ...]
    strength: int | None

    def apply(self, store: Store) -> None:
        strength = checked_strength(self.strength)
        for rid in dict.fromkeys(self.evidence):
            store.put(replace(store.get(records.Evidence, rid), strength=strength))
        store.label = f"Set the strength of evidence to {strength or 'not judged'}"
