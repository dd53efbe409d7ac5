"""Evidence: what a coding or a finding bears on, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.bundles import let_go_of_moved
from ipof_workbench.app.commands.coding import require_analyst
from ipof_workbench.app.commands.record_edits import EDITABLE, checked, checked_strength
from ipof_workbench.app.commands.recording import judged_statement_version, judged_version
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import Stance

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class Judged:
    """What a piece of evidence bears on: the fields of `records.Evidence` that say so, and words for it.

    `version` or `statement_version` is the open draft of it, the wording that is judged now.
    """

    words: str
    configuration: Rid | None = None
    place: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None
    version: Rid | None = None
    statement_version: Rid | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of evidence on it."""
        names = ("configuration", "place", "link", "statement", "version", "statement_version")
        return {name: getattr(self, name) for name in names}


def judged(
    store: Store,
    *,
    configuration: Rid | None = None,
    place: Rid | None = None,
    link: Rid | None = None,
    statement: Rid | None = None,
) -> Judged:
    """Return what evidence is to bear on.

    Raises:
        RefusedChange: none of the four is given, or more than one.
        NotFound: it is no longer there.
    """
    if sum(target is not None for target in (configuration, place, link, statement)) != 1:
        raise RefusedChange("Evidence bears on exactly one thing: choose one. Nothing was changed.")
    if link is not None:
        return Judged(f"a {store.get(records.ConfigurationLink, link).kind} link", link=link)
    if statement is not None:
        held = store.get(records.TheoryStatement, statement)
        wording = judged_statement_version(store, statement)
        return Judged(f"statement {held.number}", statement=statement, statement_version=wording)
    of = configuration if place is None else store.get(records.Place, place).configuration
    assert of is not None
    words = f"configuration {store.get(records.Configuration, of).number}"
    return Judged(words, configuration=configuration, place=place, version=judged_version(store, of))


@register
@dataclass(frozen=True)
class AddEvidence(Command):
    """Let a coding or a finding bear on exactly one configuration, place, link or statement.

    Returns the stored evidence.
    """

    coding: Rid | None = None
    configuration: Rid | None = None
    place: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None
    stance: str = Stance.SUPPORTS.value
    strength: int | None = None
    rationale: str = ""
    finding: Rid | None = None
    directness: str = ""
    epistemic: str = ""
    elicited: str = ""

    def apply(self, store: Store) -> records.Evidence:
        analyst = require_analyst(store)
        target = judged(
            store, configuration=self.configuration, place=self.place, link=self.link, statement=self.statement
        )
        if (self.coding is None) == (self.finding is None):
            raise RefusedChange("Evidence is a passage or a finding: choose one. Nothing was changed.")
        if self.coding is not None:
            store.get(records.Coding, self.coding)
        if self.finding is not None:
            store.get(records.Finding, self.finding)
        evidence = records.Evidence(
            coding=self.coding,
            finding=self.finding,
            stance=self.stance,
            strength=self.strength,
            directness=self.directness,
            epistemic=self.epistemic,
            elicited=self.elicited,
            rationale=self.rationale.strip(),
            analyst=analyst,
            **target.fields,
        )
        what = "a passage" if self.finding is None else "a finding"
        stored = store.put(checked(store, evidence))
        store.label = f"Made {what} evidence for {target.words}"
        assert isinstance(stored, records.Evidence)
        return stored


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
        store.label = f"Set {_pieces(self.evidence)} to “{stance.words}”"


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


@register
@dataclass(frozen=True)
class JudgeEvidence(Command):
    """Change fields of several pieces of evidence at once: stance, strength, directness, epistemic, elicited,
    rationale."""

    evidence: tuple[Rid, ...]
    changes: Mapping[str, Any]

    def apply(self, store: Store) -> None:
        for field in self.changes:
            if field not in EDITABLE[records.Evidence]:
                raise RefusedChange(f"The {field} of evidence cannot be changed by itself; nothing was changed.")
        for rid in dict.fromkeys(self.evidence):
            store.put(checked(store, replace(store.get(records.Evidence, rid), **self.changes)))
        fields = ", ".join(_FIELD_WORDS.get(field, field) for field in self.changes)
        store.label = f"Set the {fields} of {_pieces(self.evidence)}"


@register
@dataclass(frozen=True)
class MoveEvidence(Command):
    """Let pieces of evidence bear on something else: exactly one configuration, place, link or statement.

    What is moved is judged anew against the open draft of what it bears on now, unless that is the same configuration
    or statement. A bundle goes along when all of it moves, else what moves leaves it.
    """

    evidence: tuple[Rid, ...]
    configuration: Rid | None = None
    place: Rid | None = None
    link: Rid | None = None
    statement: Rid | None = None

    def apply(self, store: Store) -> None:
        target = judged(
            store, configuration=self.configuration, place=self.place, link=self.link, statement=self.statement
        )
        moved = [store.get(records.Evidence, rid) for rid in dict.fromkeys(self.evidence)]
        for evidence in moved:
            fields = target.fields
            if _same_subject(store, evidence, target):
                fields |= {"version": evidence.version, "statement_version": evidence.statement_version}
            store.put(replace(evidence, **fields))
        let_go_of_moved(store, (evidence.rid for evidence in moved))
        store.label = f"Moved {_pieces(self.evidence)} to {target.words}"


def _same_subject(store: Store, evidence: records.Evidence, target: Judged) -> bool:
    """Tell whether the evidence is about the same configuration or statement already."""
    if target.statement is not None or evidence.statement is not None:
        return target.statement == evidence.statement
    return target.version is not None and _configuration(store, evidence.configuration, evidence.place) == (
        _configuration(store, target.configuration, target.place)
    )


def _configuration(store: Store, configuration: Rid | None, place: Rid | None) -> Rid | None:
    return configuration if place is None else store.get(records.Place, place).configuration


def _pieces(evidence: Iterable[Rid]) -> str:
    return counted(len(set(evidence)), "piece of evidence", "pieces of evidence")


_FIELD_WORDS = {"epistemic": "kind of observation", "elicited": "way it came about"}
