"""What a role of the grammar must be: its letter, colour, shape, connector and parent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import ROLE_COLOURS, ROLE_SHAPES
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.grammars import CONNECTORS, FIXED_KEYS

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def grammar_roles(store: Store) -> list[records.Role]:
    """Return all roles of the project's grammar in order, the hidden ones too."""
    grammar = store.find(records.Project)[0].grammar
    roles = store.find(records.Role, grammar=grammar)
    return sorted(roles, key=lambda role: (role.position, role.rid))


def role_with_key(store: Store, key: str) -> records.Role:
    """Return a role of the project's grammar that is in use.

    Raises:
        UsageError: the grammar has none with this key (the sentence lists its roles), or it is hidden.
    """
    roles = grammar_roles(store)
    role = next((role for role in roles if role.key == key), None)
    if role is not None and not role.hidden:
        return role
    if role is not None:
        raise UsageError(f"The role “{key}” is hidden in this project; show it in Theory, Grammar first.")
    known = ", ".join(found.key for found in roles if not found.hidden)
    raise UsageError(f"The grammar of this project has no role “{key}”; use one of {known}.")


def checked_role(store: Store, role: records.Role) -> records.Role:
    """Return the role with its letter as a capital, or refuse it.

    Raises:
        RefusedChange: a letter that is none, another role's or a fixed key of the Code page; a parent that is below
            it; the last role hidden.
        UsageError: a connector, colour or shape that there is not.
    """
    others = [other for other in store.find(records.Role, grammar=role.grammar) if other.rid != role.rid]
    if role.hidden and all(other.hidden for other in others):
        raise RefusedChange(f"{role.label} is the only role left and stays; show another one first.")
    label = role.label.strip()
    if not label:
        raise RefusedChange("A role needs a label; it keeps the one it has.")
    for field, value, known in (
        ("connector", role.connector, CONNECTORS),
        ("colour", role.colour, ("", *ROLE_COLOURS)),
        ("shape", role.glyph, ("", *ROLE_SHAPES)),
    ):
        if value not in known:
            words = ", ".join(name for name in known if name)
            raise UsageError(f"“{value}” is no {field} of a role; use one of {words}. Nothing was changed.")
    _require_parent(store, role)
    letter = _checked_letter(role, others)
    return replace(role, letter=letter, label=label, plural=role.plural.strip() or f"{label}s")


def _checked_letter(role: records.Role, others: list[records.Role]) -> str:
    letter = role.letter.strip().upper()
    if len(letter) != 1 or not letter.isalpha():
        raise RefusedChange(f"“{role.letter}” is no letter: the key of a role is one letter. Nothing was changed.")
    if letter in FIXED_KEYS:
        raise RefusedChange(f"The letter {letter} has another meaning on the Code page; choose another.")
    for other in others:
        if not role.hidden and not other.hidden and other.letter == letter:
            raise RefusedChange(f"The letter {letter} is that of {other.label.lower()}; choose another.")
    return letter


def _require_parent(store: Store, role: records.Role) -> None:
    above = role.parent
    seen = {role.rid}
    while above is not None:
        held = store.get(records.Role, above)
        if held.grammar != role.grammar:
            raise RefusedChange("The role above must belong to the same grammar; nothing was changed.")
        if above in seen:
            raise RefusedChange(f"{role.label} cannot stand below itself; choose another role above it.")
        seen.add(above)
        above = held.parent
