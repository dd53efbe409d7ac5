"""Coding passages: with an element in a place of a configuration (linked coding), or with a thematic code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of, put_in_place
from ipof_workbench.app.commands.deletion import delete_unless_recorded
from ipof_workbench.app.commands.elements import find_element, live_element
from ipof_workbench.app.commands.recording import judged_version
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import Stance

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """What coding a passage made: everything by rid; configuration, place and evidence are None for a thematic code."""

    coding: Rid
    excerpt: Rid
    element: Rid | None = None
    configuration: Rid | None = None
    place: Rid | None = None
    evidence: Rid | None = None


def require_analyst(store: Store) -> Rid:
    """Return the analyst of the step.

    Raises:
        RefusedChange: nobody is said to be coding.
    """
    if store.analyst is None:
        raise RefusedChange("Say who is coding first: choose an analyst. Nothing was changed.")
    return store.analyst


def excerpt_for(store: Store, document: Rid, start: int, end: int) -> records.Excerpt:
    """Return the excerpt of a passage, made where there is none. Offsets are code points, half-open.

    Raises:
        RefusedChange: the passage is empty or runs over the text.
    """
    from ipof_workbench.storage.queries.coding import excerpt_at
    from ipof_workbench.storage.queries.study import passage

    found = passage(store.connection, document, start, end)
    if found is None:
        raise RefusedChange("Select at least one character of the text first; nothing was coded.")
    revision, quote = found
    if not quote.strip():
        raise RefusedChange("The selection holds only spaces; select some words. Nothing was coded.")
    known = excerpt_at(store.connection, revision, start, end)
    if known is not None:
        return store.get(records.Excerpt, known)
    return store.put(records.Excerpt(document=document, revision=revision, start=start, end=end, quote=quote))


@register
@dataclass(frozen=True)
class CodePassage(Command):
    """Code a passage in a role: the coding, the place and the evidence in one step.

    `configuration` None starts a new one. The element is `element`, or the one named `label` (made where there is
    none), or with neither an unnamed one for which the words stand. Returns a `CodedPassage`.
    """

    document: Rid
    start: int
    end: int
    role_key: str
    configuration: Rid | None = None
    element: Rid | None = None
    label: str = ""
    stance: str = Stance.SUPPORTS.value

    def apply(self, store: Store) -> CodedPassage:
        analyst = require_analyst(store)
        role = role_with_key(store, self.role_key)
        stance = Stance.parse(self.stance)
        excerpt = excerpt_for(store, self.document, self.start, self.end)
        configuration = (
            store.get(records.Configuration, self.configuration)
            if self.configuration is not None
            else add_configuration(store)
        )
        element = self._element(store, role, excerpt.quote)
        draft = draft_of(store, configuration.rid)
        place = place_of(store, configuration.rid, role.rid)
        put_in_place(store, draft.rid, place.rid, element.rid)
        coding = store.put(records.Coding(excerpt=excerpt.rid, analyst=analyst, element=element.rid, role=role.rid))
        evidence = store.put(
            records.Evidence(
                coding=coding.rid,
                place=place.rid,
                stance=stance,
                version=judged_version(store, configuration.rid),
                analyst=analyst,
            )
        )
        store.label = f"Coded “{shorten(element.label, 40)}” as {role.label.lower()} of {configuration.number}"
        return CodedPassage(coding.rid, excerpt.rid, element.rid, configuration.rid, place.rid, evidence.rid)

    def _element(self, store: Store, role: records.Role, quote: str) -> records.Element:
        if self.element is not None:
            return live_element(store, self.element)
        if self.label.strip():
            return find_element(store, self.label, role.rid)
        return store.put(records.Element(label=shorten(quote), named=0, role=role.rid))


def replace_in_places(store: Store, coding: records.Coding, old: Rid, new: Rid) -> None:
    """Let the new element stand for the old one in the places that a coding is evidence for; where other codings of the
    old one are evidence there too, it joins it."""
    for evidence in store.find(records.Evidence, coding=coding.rid):
        if evidence.place is None:
            continue
        place = store.get(records.Place, evidence.place)
        draft = draft_of(store, place.configuration)
        held = store.find(records.PlaceContent, version=draft.rid, place=place.rid, element=old)
        others = [
            other
            for other in store.find(records.Coding, element=old)
            if store.find(records.Evidence, coding=other.rid, place=place.rid)
        ]
        if others:
            put_in_place(store, draft.rid, place.rid, new)
        elif held and store.find(records.PlaceContent, version=draft.rid, place=place.rid, element=new):
            store.delete(held[0])
        elif held:
            store.put(replace(held[0], element=new))
        else:
            put_in_place(store, draft.rid, place.rid, new)


@register
@dataclass(frozen=True)
class NameCodedElement(Command):
    """Say which element a coding is of: an existing one, or a new one with a name.

    Meant to join the step of the coding (`amend`). The unnamed element that stood there is replaced in the coding and
    in the place of the configuration that the coding bears on, and goes when nothing else uses it. Returns the rid of
    the element.
    """

    coding: Rid
    label: str = ""
    element: Rid | None = None

    def apply(self, store: Store) -> Rid:
        coding = store.get(records.Coding, self.coding)
        if coding.element is None or coding.role is None:
            raise RefusedChange("This passage carries a thematic code, not an element; nothing was changed.")
        old = store.get(records.Element, coding.element)
        chosen = self._chosen(store, coding, old)
        if chosen.rid != old.rid:
            store.put(replace(coding, element=chosen.rid))
            replace_in_places(store, coding, old.rid, chosen.rid)
            if not old.named and not store.find(records.Coding, element=old.rid):
                delete_unless_recorded(store, old)
        role = store.get(records.Role, coding.role)
        store.label = f"Coded “{shorten(chosen.label, 40)}” as {role.label.lower()}"
        return chosen.rid

    def _chosen(self, store: Store, coding: records.Coding, old: records.Element) -> records.Element:
        if self.element is not None:
            return live_element(store, self.element)
        label = self.label.strip()
        if not label:
            raise RefusedChange("A name needs at least one character; the words of the passage still stand for it.")
        if old.named:
            return find_element(store, label, coding.role)
        from ipof_workbench.storage.queries.coding import element_labelled

        known = element_labelled(store.connection, label)
        if known:
            return find_element(store, label, coding.role)
        return store.put(replace(old, label=label, named=1))


@register
@dataclass(frozen=True)
class CodeThematically(Command):
    """Code a passage with a thematic code, made at the top of the codebook where `name` is new.

    Returns a `CodedPassage`.
    """

    document: Rid
    start: int
    end: int
    code: Rid | None = None
    name: str = ""

    def apply(self, store: Store) -> CodedPassage:
        analyst = require_analyst(store)
        if self.code is not None:
            code = store.get(records.ThematicCode, self.code)
        else:
            name = self.name.strip()
            if not name:
                raise RefusedChange("A code needs a name; nothing was coded.")
            code = store.first(records.ThematicCode, name=name) or store.put(records.ThematicCode(name=name))
        excerpt = excerpt_for(store, self.document, self.start, self.end)
        for held in store.find(records.Coding, excerpt=excerpt.rid, code=code.rid):
            if held.analyst == analyst:
                return CodedPassage(held.rid, excerpt.rid)
        coding = store.put(records.Coding(excerpt=excerpt.rid, analyst=analyst, code=code.rid))
        store.label = f"Coded “{shorten(excerpt.quote, 30)}” with {code.name}"
        return CodedPassage(coding.rid, excerpt.rid)
