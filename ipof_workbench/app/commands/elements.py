"""Elements: the reusable contexts, mechanisms and outcomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def role_with_key(store: Store, key: str) -> records.Role:
    """Return the role of the project's grammar.

    Raises:
        UsageError: the grammar has none with this key; the sentence lists its roles.
    """
    grammar = store.find(records.Project)[0].grammar
    role = store.first(records.Role, grammar=grammar, key=key)
    if role is None:
        known = ", ".join(found.key for found in store.find(records.Role, grammar=grammar))
        raise UsageError(f"The grammar of this project has no role “{key}”; use one of {known}.")
    return role


def find_element(store: Store, label: str, role: Rid | None) -> records.Element:
    """Return the named element with this label (one used in the same role first), made where there is none."""
    from ipof_workbench.storage.queries.coding import element_labelled

    known = [store.get(records.Element, rid) for rid in element_labelled(store.connection, label.strip())]
    for element in known:
        if element.role == role:
            return element
    return known[0] if known else store.put(records.Element(label=label.strip(), role=role))


@register
@dataclass(frozen=True)
class AddElement(Command):
    """Add an element by itself, as one writes a node on the canvas. Returns the stored element."""

    role_key: str
    label: str

    def apply(self, store: Store) -> records.Element:
        label = self.label.strip()
        if not label:
            raise RefusedChange("An element needs a name; nothing was added.")
        role = role_with_key(store, self.role_key)
        element = store.put(records.Element(label=label, role=role.rid))
        store.label = f"Added {role.label.lower()} “{shorten(label, 40)}”"
        return element


@register
@dataclass(frozen=True)
class RenameElement(Command):
    """Give an element another label; it is a named one from then on."""

    element: Rid
    label: str

    @property
    def coalesce_key(self) -> str:
        return f"rename:element:{self.element}"

    def apply(self, store: Store) -> records.Element:
        label = self.label.strip()
        if not label:
            raise RefusedChange("An element needs a name; it keeps the one it has.")
        before = store.get(records.Element, self.element)
        first = store.as_the_step_found_it(before)
        store.label = f"Renamed “{shorten(first.label, 30)}” to “{shorten(label, 30)}”"
        return store.put(replace(before, label=label, named=1))


@register
@dataclass(frozen=True)
class MergeElements(Command):
    """Let one element take the place of others: their codings, places and children go to it."""

    into: Rid
    others: tuple[Rid, ...]

    def apply(self, store: Store) -> records.Element:
        target = store.get(records.Element, self.into)
        others = [store.get(records.Element, rid) for rid in dict.fromkeys(self.others) if rid != target.rid]
        if not others:
            raise RefusedChange("Choose at least one other element to merge; nothing was changed.")
        for other in others:
            self._refuse_descendants(store, target, other)
            for coding in store.find(records.Coding, element=other.rid):
                store.put(replace(coding, element=target.rid))
            for content in store.find(records.PlaceContent, element=other.rid):
                twin = store.find(
                    records.PlaceContent, version=content.version, place=content.place, element=target.rid
                )
                if twin:
                    store.delete(content)
                else:
                    store.put(replace(content, element=target.rid))
            for child in store.find(records.Element, parent=other.rid):
                store.put(replace(child, parent=target.rid if child.rid != target.rid else None))
            delete_with_followers(store, store.get(records.Element, other.rid))
        names = ", ".join(f"“{shorten(other.label, 24)}”" for other in others)
        store.label = f"Merged {names} into “{shorten(target.label, 30)}”"
        return store.get(records.Element, target.rid)

    @staticmethod
    def _refuse_descendants(store: Store, target: records.Element, other: records.Element) -> None:
        above = target.parent
        while above is not None:
            if above == other.rid:
                raise RefusedChange(
                    f"“{shorten(target.label, 30)}” stands below “{shorten(other.label, 30)}”: "
                    "merge the other way round. Nothing was changed."
                )
            above = store.get(records.Element, above).parent
