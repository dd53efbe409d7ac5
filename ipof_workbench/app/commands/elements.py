"""Elements: the reusable contexts, mechanisms and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.record_edits import EDITABLE, checked
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def find_element(store: Store, label: str, role: Rid | None) -> records.Element:
    """Return the named element with this label (one used in the same role first), made where there is none."""
    from ipof_workbench.storage.queries.coding import element_labelled

    known = [store.get(records.Element, rid) for rid in element_labelled(store.connection, label.strip())]
    for element in known:
        if element.role == role:
            return element
    return known[0] if known else store.put(records.Element(label=label.strip(), role=role))


def live_element(store: Store, rid: Rid) -> records.Element:
    """Return the element, or what it was merged into.

    Raises:
        NotFound: there is none with this rid.
    """
    element = store.get(records.Element, rid)
    while element.merged_into is not None:
        element = store.get(records.Element, element.merged_into)
    return element


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
class EditElements(Command):
    """Change the same fields of several elements as one step (`parent` nests them). Returns the stored ones."""

    elements: tuple[Rid, ...]
    changes: Mapping[str, Any]

    def apply(self, store: Store) -> list[records.Element]:
        rids = list(dict.fromkeys(self.elements))
        if not rids:
            raise RefusedChange("Choose at least one element; nothing was changed.")
        for field in self.changes:
            if field not in EDITABLE[records.Element]:
                raise RefusedChange(f"The {field} of an element cannot be changed by itself; nothing was changed.")
        changes = dict(self.changes)
        if changes.get("parent") is not None:
            changes["parent"] = live_element(store, changes["parent"]).rid
        stored = [self._changed(store, rid, changes) for rid in rids]
        store.label = self._words(store, stored, changes)
        return stored

    @staticmethod
    def _changed(store: Store, rid: Rid, changes: Mapping[str, Any]) -> records.Element:
        after = checked(store, replace(store.get(records.Element, rid), **changes))
        assert isinstance(after, records.Element)
        return store.put(after)

    @staticmethod
    def _words(store: Store, stored: list[records.Element], changes: Mapping[str, Any]) -> str:
        whose = f"“{shorten(stored[0].label, 40)}”" if len(stored) == 1 else counted(len(stored), "element")
        if set(changes) == {"parent"}:
            if changes["parent"] is None:
                return f"Took {whose} out of its hierarchy"
            return f"Put {whose} below “{shorten(store.get(records.Element, changes['parent']).label, 40)}”"
        fields = ", ".join("four I" if field == "four_i" else field.replace("_", " ") for field in changes)
        return f"Changed {fields} of {whose}"
