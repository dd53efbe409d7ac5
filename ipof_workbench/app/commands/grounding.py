"""What the theory stands on and what follows from it: substantive theories in use, and recommendations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.record_edits import name_of
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.moving import moved_before
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

_SPOKEN_TO: dict[str, tuple[type[Record], str]] = {
    "configuration": (records.Configuration, "configuration"),
    "statement": (records.TheoryStatement, "statement"),
    "element": (records.Element, "element"),
}


@register
@dataclass(frozen=True)
class UseTheory(Command):
    """Say that a substantive theory, or one construct of it, speaks to a configuration, statement or element.

    A construct that the theory has not listed yet is added to it. With `used` False that is taken back. Returns the
    stored use, or None.
    """

    theory: Rid
    configuration: Rid | None = None
    statement: Rid | None = None
    element: Rid | None = None
    construct: str = ""
    note: str = ""
    used: bool = True

    def apply(self, store: Store) -> records.SubstantiveTheoryUse | None:
        theory = store.get(records.SubstantiveTheory, self.theory)
        field, rid = self._target()
        kind, words = _SPOKEN_TO[field]
        about = store.get(kind, rid)
        equal: dict[str, Any] = {"theory": theory.rid, field: rid}
        held = store.first(records.SubstantiveTheoryUse, **equal)
        name = f"{words} {name_of(about)}" if field != "element" else f"“{name_of(about)}”"
        if not self.used:
            if held:
                store.delete(held)
            store.label = f"“{shorten(theory.name, 36)}” no longer speaks to {name}"
            return None
        construct = " ".join(self.construct.split())
        self._list_construct(store, theory, construct)
        store.label = f"“{shorten(theory.name, 36)}” speaks to {name}"
        use = held or records.SubstantiveTheoryUse(**equal)
        return store.put(replace(use, construct=construct or use.construct, note=self.note.strip() or use.note))

    def _target(self) -> tuple[str, Rid]:
        given = [
            (field, rid)
            for field, rid in (
                ("configuration", self.configuration), ("statement", self.statement), ("element", self.element)
            )
            if rid is not None
        ]  # fmt: skip
        if len(given) != 1:
            raise RefusedChange("Choose one configuration, statement or element; nothing was changed.")
        return given[0]

    @staticmethod
    def _list_construct(store: Store, theory: records.SubstantiveTheory, construct: str) -> None:
        known = [line.strip() for line in theory.constructs.splitlines() if line.strip()]
        if construct and all(line.casefold() != construct.casefold() for line in known):
            store.put(replace(theory, constructs="\n".join([*known, construct])))


@register
@dataclass(frozen=True)
class AddRecommendation(Command):
    """Add a recommendation at the end of the list, following from configurations. Returns the stored one."""

    wording: str
    audience: str = ""
    note: str = ""
    configurations: tuple[Rid, ...] = ()

    def apply(self, store: Store) -> records.Recommendation:
        wording = self.wording.strip()
        if not wording:
            raise RefusedChange("A recommendation needs words; nothing was added.")
        held = store.find(records.Recommendation)
        stored = store.put(
            records.Recommendation(
                wording=wording,
                audience=self.audience.strip(),
                note=self.note.strip(),
                position=1 + max((known.position for known in held), default=-1),
            )
        )
        for rid in dict.fromkeys(self.configurations):
            configuration = store.get(records.Configuration, rid)
            store.put(records.RecommendationConfiguration(recommendation=stored.rid, configuration=configuration.rid))
        store.label = f"Added recommendation “{shorten(wording, 40)}”"
        return stored


@register
@dataclass(frozen=True)
class GroundRecommendation(Command):
    """Say that a recommendation follows from a configuration, or (with `follows` False) that it does not."""

    recommendation: Rid
    configuration: Rid
    follows: bool = True

    def apply(self, store: Store) -> None:
        recommendation = store.get(records.Recommendation, self.recommendation)
        configuration = store.get(records.Configuration, self.configuration)
        ends: dict[str, Any] = {"recommendation": recommendation.rid, "configuration": configuration.rid}
        held = store.first(records.RecommendationConfiguration, **ends)
        if held and not self.follows:
            store.delete(held)
        elif not held and self.follows:
            store.put(records.RecommendationConfiguration(**ends))
        verb = "follows" if self.follows else "no longer follows"
        store.label = f"“{shorten(recommendation.wording, 36)}” {verb} from configuration {configuration.number}"


@register
@dataclass(frozen=True)
class MoveRecommendations(Command):
    """Move recommendations, in the order they have, in front of another one; `before` None is the end."""

    recommendations: tuple[Rid, ...]
    before: Rid | None = None

    @property
    def coalesce_key(self) -> str:
        return f"move:recommendations:{','.join(str(rid) for rid in sorted(self.recommendations))}"

    def apply(self, store: Store) -> None:
        moving = {store.get(records.Recommendation, rid).rid for rid in self.recommendations}
        if not moving:
            raise RefusedChange("Choose the recommendations to move; nothing was changed.")
        if self.before is not None:
            store.get(records.Recommendation, self.before)
        order = sorted(store.find(records.Recommendation), key=lambda held: (held.position, held.rid))
        for position, held in enumerate(moved_before(order, moving, self.before)):
            store.put(replace(held, position=position))
        store.label = f"Moved {counted(len(moving), 'recommendation')}"
