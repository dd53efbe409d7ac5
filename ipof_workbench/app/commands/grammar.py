"""The grammar: which roles a configuration has, in which order, and how they look. No change loses data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.app.commands.record_edits import EDITABLE
from ipof_workbench.app.commands.role_rules import checked_role, grammar_roles
from ipof_workbench.domain import grammars, records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def _grammar_of(store: Store) -> Rid:
    grammar = store.find(records.Project)[0].grammar
    assert grammar is not None  # every project is made with one
    return grammar


def _put_in_order(store: Store, roles: Sequence[records.Role]) -> None:
    """Give the roles the positions of their order, and the grammar the name of the preset that they now are."""
    for position, role in enumerate(roles):
        store.put(replace(store.get(records.Role, role.rid), position=position))
    shown = [role for role in grammar_roles(store) if not role.hidden]
    grammar = store.get(records.Grammar, _grammar_of(store))
    known = grammars.matching_preset([role.key for role in shown])
    words = ", ".join([shown[0].label, *(role.label.lower() for role in shown[1:])]) if shown else "No roles"
    key, name = known or (grammars.OWN, words)
    store.put(replace(grammar, key=key, name=name))


def _letters(store: Store, but: Rid = 0) -> list[str]:
    return [role.letter for role in grammar_roles(store) if not role.hidden and role.rid != but]


@register
@dataclass(frozen=True)
class AddRole(Command):
    """Add a role to the grammar. Returns the stored role.

    Without a `key` it gets one made of its label, without a `letter` the first free one of it. `position` counts from
    0 among all roles, hidden ones too; None is the end. A preset's role comes with its usual plural and connector
    where nothing else is said.
    """

    label: str
    key: str = ""
    plural: str = ""
    letter: str = ""
    connector: str = ""
    parent: Rid | None = None
    position: int | None = None

    def apply(self, store: Store) -> records.Role:
        roles = grammar_roles(store)
        label = self.label.strip()
        if not label:
            raise RefusedChange("A role needs a label; nothing was added.")
        key = self._key(roles, label)
        role = records.Role(
            grammar=_grammar_of(store),
            key=key,
            label=label,
            plural=self.plural.strip() or f"{label}s",
            letter=self.letter or grammars.free_letter(label, _letters(store)),
            position=len(roles),
            connector=self.connector,
            parent=self.parent,
        )
        stored = store.put(checked_role(store, role))
        at = len(roles) if self.position is None else max(0, min(self.position, len(roles)))
        _put_in_order(store, [*roles[:at], stored, *roles[at:]])
        store.label = f"Added the role {label}"
        return store.get(records.Role, stored.rid)

    def _key(self, roles: Sequence[records.Role], label: str) -> str:
        held = {role.key: role for role in roles}
        if not self.key.strip():
            return grammars.role_key_of(label, held)
        key = grammars.role_key_of(self.key, ())
        if key != self.key.strip():
            raise RefusedChange(f"“{self.key}” cannot be the key of a role; use small letters and _, such as {key}.")
        if key in held:
            hint = "it is hidden; show it instead" if held[key].hidden else "choose another key"
            raise RefusedChange(f"There is already a role “{key}”: {hint}. Nothing was added.")
        return key


@register
@dataclass(frozen=True)
class EditRole(Command):
    """Change a role: `label`, `plural`, `letter`, `colour`, `glyph` (the shape of its nodes), `parent`, `connector`.

    Edits of the same text one after the other are one step. Returns the stored role.
    """

    role: Rid
    changes: Mapping[str, Any]

    @property
    def coalesce_key(self) -> str:
        texts = set(self.changes) <= {"label", "plural"}
        return f"role:{self.role}:{','.join(sorted(self.changes))}" if texts else ""

    def apply(self, store: Store) -> records.Role:
        for field in self.changes:
            if field not in EDITABLE[records.Role] or field == "hidden":
                raise RefusedChange(f"The {field} of a role cannot be changed by itself; nothing was changed.")
        before = store.get(records.Role, self.role)
        stored = store.put(checked_role(store, replace(before, **self.changes)))
        fields = ", ".join("shape" if field == "glyph" else field for field in self.changes)
        store.label = f"Changed {fields} of the role {stored.label}"
        if "label" in self.changes:
            _put_in_order(store, grammar_roles(store))
        return store.get(records.Role, stored.rid)


@register
@dataclass(frozen=True)
class OrderRoles(Command):
    """Put the roles in another order; those that are not named stay after them in theirs."""

    roles: tuple[Rid, ...]

    def apply(self, store: Store) -> None:
        grammar = _grammar_of(store)
        first = [store.get(records.Role, rid) for rid in dict.fromkeys(self.roles)]
        if any(role.grammar != grammar for role in first):
            raise RefusedChange("One of these roles belongs to another grammar; nothing was changed.")
        named = {role.rid for role in first}
        _put_in_order(store, [*first, *(role for role in grammar_roles(store) if role.rid not in named)])
        store.label = f"Put the roles in order: {', '.join(role.label for role in first)}"


@register
@dataclass(frozen=True)
class HideRole(Command):
    """Take a role out of sight: what stands in it stays stored and comes back whole with `ShowRole`."""

    role: Rid

    def apply(self, store: Store) -> None:
        role = store.get(records.Role, self.role)
        store.put(checked_role(store, replace(role, hidden=1)))
        _put_in_order(store, grammar_roles(store))
        store.label = f"Hid the role {role.label}"


@register
@dataclass(frozen=True)
class ShowRole(Command):
    """Bring a hidden role back with everything in it; where its letter was given away it gets a free one.

    Returns the stored role.
    """

    role: Rid

    def apply(self, store: Store) -> records.Role:
        role = _shown(store, store.get(records.Role, self.role))
        _put_in_order(store, grammar_roles(store))
        store.label = f"Showed the role {role.label} again"
        return store.get(records.Role, role.rid)


def _shown(store: Store, role: records.Role) -> records.Role:
    letter = grammars.free_letter(role.label, _letters(store, role.rid), role.letter)
    return store.put(checked_role(store, replace(role, hidden=0, letter=letter)))


@register
@dataclass(frozen=True)
class RemoveRole(Command):
    """Remove a role that nothing uses: a role in use can only be hidden. Places that hold nothing go with it."""

    role: Rid

    def apply(self, store: Store) -> None:
        from ipof_workbench.storage.queries.grammar import role_use

        role = store.get(records.Role, self.role)
        if not role.hidden and not [r for r in grammar_roles(store) if not r.hidden and r.rid != role.rid]:
            raise RefusedChange(f"{role.label} is the only role left and stays; show or add another one first.")
        use = role_use(store.connection, role.rid)
        counts = (
            (use.places, "place", ""),
            (use.codings, "coding", ""),
            (use.elements, "element", ""),
            (use.positions, "position in a diagram", "positions in diagrams"),
        )
        parts = [counted(number, one, many) for number, one, many in counts if number]
        if parts:
            raise RefusedChange(
                f"{role.label} is used by {_listed(parts)}: hide it instead, then nothing is lost. Nothing was changed."
            )
        for place in store.find(records.Place, role=role.rid):
            delete_with_followers(store, place)
        for below in store.find(records.Role, parent=role.rid):
            store.put(replace(below, parent=None))
        for hot in store.find(records.HotCode, role=role.rid):
            store.delete(hot)
        store.delete(role)
        _put_in_order(store, grammar_roles(store))
        store.label = f"Removed the role {role.label}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


@register
@dataclass(frozen=True)
class ApplyPreset(Command):
    """Make the grammar that of a preset: roles of the same key stay (renamed only where nobody has named them),
    missing ones are added, others are hidden."""

    preset: str

    def apply(self, store: Store) -> None:
        name, wanted = grammars.preset(self.preset)
        held = {role.key: role for role in grammar_roles(store)}
        keys = [role.key for role in wanted]
        for key, role in held.items():
            if key not in keys and not role.hidden:
                store.put(replace(role, hidden=1))
        for one in wanted:
            if one.key in held:
                self._keep(store, held[one.key], one)
            else:
                letter = grammars.free_letter(one.label, _letters(store), one.letter)
                store.put(
                    records.Role(
                        grammar=_grammar_of(store),
                        key=one.key,
                        label=one.label,
                        plural=one.plural,
                        letter=letter,
                        connector=one.connector,
                        position=len(held),
                    )
                )
        by_key = {role.key: role for role in grammar_roles(store)}
        for one in wanted:
            if one.parent in by_key:
                store.put(replace(by_key[one.key], parent=by_key[one.parent].rid))
        _put_in_order(store, [*(by_key[key] for key in keys), *(r for k, r in by_key.items() if k not in keys)])
        store.label = f"Made the grammar {name[:1].lower()}{name[1:]}"

    @staticmethod
    def _keep(store: Store, role: records.Role, wanted: grammars.RolePreset) -> None:
        if role.hidden:
            role = _shown(store, role)
        if grammars.is_preset_name(role.key, role.label) and role.label != wanted.label:
            store.put(replace(role, label=wanted.label, plural=wanted.plural))
