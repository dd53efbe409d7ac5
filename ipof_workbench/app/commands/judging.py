"""Code to theory and outcome first: judging passages against the theory, and explaining outcomes.

A coding carries an element or a thematic code (a rule of the file). A passage that is judged before anybody has said
what it is about is coded with the one thematic code “Code to theory”, made when it is first needed: it stands in the
codebook like any other and may be renamed, and its fixed identity keeps it one code across copies of a project. A
passage that the analyst has coded already keeps its coding, and the judgement bears on that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.coding import excerpt_for, require_analyst
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of, put_in_place
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import Elicited, Stance

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

THEORY_CODE = "Code to theory"
THEORY_CODE_ID = "01900000-0000-7000-8000-7468656f7279"
"""The identity of the code in every project: copies of a project keep it one code, whatever it is called."""


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """What judging made or found: `is_new` tells whether the claim had nothing of this passage before."""

    coding: Rid
    evidence: Rid
    is_new: bool


@register
@dataclass(frozen=True)
class JudgePassage(Command):
    """Judge a passage against a statement or a configuration: coding and evidence in one step.

    The offsets are code points, half-open. Judged again against the same claim, the passage takes the new stance; it
    may support one claim and challenge another. `theory_shown` says that the claim was put to the person. Returns a
    `JudgedPassage`.
    """

    document: Rid
    start: int
    end: int
    stance: str
    statement: Rid | None = None
    configuration: Rid | None = None
    theory_shown: bool = False

    def apply(self, store: Store) -> JudgedPassage:
        analyst = require_analyst(store)
        stance = Stance.parse(self.stance)
        claim = self._claim_words(store)
        excerpt = excerpt_for(store, self.document, self.start, self.end)
        codings = [held for held in store.find(records.Coding, excerpt=excerpt.rid) if held.analyst == analyst]
        known = self._known(store, codings)
        elicited = Elicited.THEORY_SHOWN.value if self.theory_shown else ""
        if known is not None:
            changed = replace(known, stance=stance.value, elicited=elicited or known.elicited)
            store.label = f"Judged “{shorten(excerpt.quote, 30)}” anew: {stance.words} {claim}"
            evidence = store.put(changed)
            return JudgedPassage(_coding_of(evidence), evidence.rid, is_new=False)
        coding = codings[0] if codings else self._code(store, excerpt.rid, analyst)
        made: records.Evidence = AddEvidence(
            coding.rid, configuration=self.configuration, statement=self.statement, stance=stance.value
        ).apply(store)
        if elicited:
            made = store.put(replace(made, elicited=elicited))
        store.label = f"Judged “{shorten(excerpt.quote, 30)}”: {stance.words} {claim}"
        return JudgedPassage(coding.rid, made.rid, is_new=True)

    def _claim_words(self, store: Store) -> str:
        if (self.statement is None) == (self.configuration is None):
            raise RefusedChange("Choose one statement or one configuration to judge against. Nothing was changed.")
        if self.statement is not None:
            return f"statement {store.get(records.TheoryStatement, self.statement).number}"
        assert self.configuration is not None
        return f"configuration {store.get(records.Configuration, self.configuration).number}"

    def _known(self, store: Store, codings: list[records.Coding]) -> records.Evidence | None:
        """Return the evidence that this passage is for the claim already, as a whole or in one of its places."""
        places: set[Rid | None] = set()
        if self.configuration is not None:
            places = {place.rid for place in store.find(records.Place, configuration=self.configuration)}
        for coding in codings:
            for held in store.find(records.Evidence, coding=coding.rid):
                as_whole = (held.statement, held.configuration) == (self.statement, self.configuration)
                if (as_whole and held.place is None and held.link is None) or held.place in places:
                    return held
        return None

    @staticmethod
    def _code(store: Store, excerpt: Rid, analyst: Rid) -> records.Coding:
        code = store.first(records.ThematicCode, id=THEORY_CODE_ID) or store.put(
            records.ThematicCode(
                id=THEORY_CODE_ID,
                name=THEORY_CODE,
                definition="Passages judged against statements and configurations before they were coded otherwise.",
            )
        )
        return store.put(records.Coding(excerpt=excerpt, analyst=analyst, code=code.rid))


def _coding_of(evidence: records.Evidence) -> Rid:
    assert evidence.coding is not None
    return evidence.coding


@register
@dataclass(frozen=True)
class TakeJudgementBack(Command):
    """Say that a passage no longer bears on a claim; a coding that only stood for judgements goes with the last."""

    evidence: Rid

    def apply(self, store: Store) -> None:
        from ipof_workbench.app.commands.deletion import delete_with_followers

        held = store.get(records.Evidence, self.evidence)
        if held.coding is None:
            raise RefusedChange("A finding is not a judged passage; remove it from the evidence instead.")
        coding = store.get(records.Coding, held.coding)
        delete_with_followers(store, held)
        code = store.first(records.ThematicCode, id=THEORY_CODE_ID)
        if code is not None and coding.code == code.rid and not store.find(records.Evidence, coding=coding.rid):
            delete_with_followers(store, coding)
        store.label = "Took a judgement back"


@register
@dataclass(frozen=True)
class StartExplanation(Command):
    """Start a configuration that is to explain an outcome; `codings` of that outcome come along as evidence.

    Returns the stored configuration.
    """

    element: Rid
    role_key: str
    codings: tuple[Rid, ...] = ()

    def apply(self, store: Store) -> records.Configuration:
        role = role_with_key(store, self.role_key)
        if role.connector != "then":
            raise RefusedChange(f"A {role.label.lower()} is not what a configuration explains; choose an outcome.")
        element = store.get(records.Element, self.element)
        configuration = add_configuration(store)
        put_in_place(
            store,
            draft_of(store, configuration.rid).rid,
            place_of(store, configuration.rid, role.rid).rid,
            element.rid,
        )
        for rid in dict.fromkeys(self.codings):
            BringCoding(configuration.rid, rid).apply(store)
        with_words = f" with {counted(len(set(self.codings)), 'passage')}" if self.codings else ""
        store.label = f"Started {configuration.number} to explain “{shorten(element.label, 40)}”{with_words}"
        return configuration


@register
@dataclass(frozen=True)
class BringCoding(Command):
    """Let a coding made elsewhere count in a configuration: its element in the place of its role, and as evidence.

    Returns the stored evidence.
    """

    configuration: Rid
    coding: Rid
    stance: str = Stance.SUPPORTS.value

    def apply(self, store: Store) -> records.Evidence:
        require_analyst(store)
        configuration = store.get(records.Configuration, self.configuration)
        coding = store.get(records.Coding, self.coding)
        if coding.element is None or coding.role is None:
            raise RefusedChange("This passage carries a thematic code and has no place in a configuration.")
        place = place_of(store, configuration.rid, coding.role)
        for held in store.find(records.Evidence, coding=coding.rid, place=place.rid):
            raise RefusedChange(
                f"This passage is evidence in {configuration.number} already ({Stance(held.stance).words})."
            )
        put_in_place(store, draft_of(store, configuration.rid).rid, place.rid, coding.element)
        evidence: records.Evidence = AddEvidence(coding.rid, place=place.rid, stance=self.stance).apply(store)
        label = store.get(records.Element, coding.element).label
        role = store.get(records.Role, coding.role)
        store.label = f"Took “{shorten(label, 36)}” into {configuration.number} as {role.label.lower()}"
        return evidence
