"""The preset grammars: which roles a configuration has (METHOD 1.2; De Weger et al. 2020 on stating the choice)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from ipof_workbench.domain.errors import UsageError

FIXED_KEYS = frozenset("UJKH")
"""Letters that do something else on the Code page (uncode, next and previous document, show codings): no role's."""

CONNECTORS = ("if", "then", "because", "")
"""The parts of the sentence that a role may belong to; empty for none."""

CONTRACT_COLUMNS = frozenset({"number", "title", "if", "then", "because", "status", "theory_area"})
"""Columns of the table of configurations that are no roles: no role may have such a key."""

OWN = "own"
"""The key of a grammar that is none of the presets."""


@dataclass(frozen=True, slots=True)
class RolePreset:
    """A role: stored key, words, the letter that is its key on the keyboard, and its part of the sentence."""

    key: str
    label: str
    plural: str
    letter: str
    connector: str
    parent: str = ""


CONTEXT = RolePreset("context", "Context", "Contexts", "C", "if")
MECHANISM = RolePreset("mechanism", "Mechanism", "Mechanisms", "M", "because")
OUTCOME = RolePreset("outcome", "Outcome", "Outcomes", "O", "then")
INTERVENTION = RolePreset("intervention", "Intervention", "Interventions", "I", "if")
STRATEGY = RolePreset("strategy", "Strategy", "Strategies", "S", "if")
ACTOR = RolePreset("actor", "Actor", "Actors", "A", "if")
RESOURCE = RolePreset("mechanism_resource", "Mechanism (resource)", "Mechanisms (resource)", "R", "if", "mechanism")
REASONING = RolePreset("mechanism", "Mechanism (reasoning)", "Mechanisms (reasoning)", "M", "because")

PRESETS: dict[str, tuple[str, tuple[RolePreset, ...]]] = {
    "cmo": ("Context, mechanism, outcome", (CONTEXT, MECHANISM, OUTCOME)),
    "resource-reasoning": (
        "Context, mechanism resource, mechanism reasoning, outcome",
        (CONTEXT, RESOURCE, REASONING, OUTCOME),
    ),
    "icamo": (
        "Intervention, context, actor, mechanism, outcome",
        (INTERVENTION, CONTEXT, ACTOR, MECHANISM, OUTCOME),
    ),
    "scmo": ("Strategy, context, mechanism, outcome", (STRATEGY, CONTEXT, MECHANISM, OUTCOME)),
    "cimo": ("Context, intervention, mechanism, outcome", (CONTEXT, INTERVENTION, MECHANISM, OUTCOME)),
}
"""Key of the grammar -> its name and its roles in order."""


def preset(key: str) -> tuple[str, tuple[RolePreset, ...]]:
    """Return the name and roles of a preset grammar.

    Raises:
        UsageError: there is no such preset; the sentence lists what there is.
    """
    found = PRESETS.get(key.strip().casefold())
    if found is None:
        raise UsageError(f"There is no grammar “{key}”; use one of {', '.join(PRESETS)}.")
    return found


class _Role(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def hidden(self) -> bool | int: ...


@dataclass(frozen=True, slots=True)
class PresetChange:
    """What applying a preset does to a grammar: the labels of roles that it adds, shows again and hides."""

    adds: tuple[str, ...]
    shows: tuple[str, ...]
    hides: tuple[str, ...]

    @property
    def words(self) -> str:
        """“Adds Intervention, Actor; hides nothing.”"""
        parts = [f"adds {', '.join(self.adds)}" if self.adds else "adds nothing"]
        if self.shows:
            parts.append(f"shows {', '.join(self.shows)} again")
        parts.append(f"hides {', '.join(self.hides)}" if self.hides else "hides nothing")
        words = "; ".join(parts)
        return f"{words[:1].upper()}{words[1:]}."


def preset_change(roles: Sequence[_Role], key: str) -> PresetChange:
    """Return what the preset would change of these roles (all of the grammar, the hidden ones too).

    Raises:
        UsageError: there is no such preset.
    """
    _, wanted = preset(key)
    held = {role.key: role for role in roles}
    keys = {role.key for role in wanted}
    return PresetChange(
        tuple(role.label for role in wanted if role.key not in held),
        tuple(held[role.key].label for role in wanted if role.key in held and held[role.key].hidden),
        tuple(role.label for role in roles if role.key not in keys and not role.hidden),
    )


def matching_preset(keys: Sequence[str]) -> tuple[str, str] | None:
    """Return (key, name) of the preset that has exactly these roles in this order, or None."""
    for key, (name, roles) in PRESETS.items():
        if [role.key for role in roles] == list(keys):
            return key, name
    return None


def is_preset_name(key: str, label: str) -> bool:
    """Tell whether a label is what some preset calls the role of this key: then nobody has named it."""
    return any(role.key == key and role.label == label for _, roles in PRESETS.values() for role in roles)


def role_key_of(label: str, taken: Collection[str]) -> str:
    """Return a key for a role of this label: its words joined by `_`, numbered where that is taken."""
    words: list[str] = re.findall(r"\w+", label.casefold())
    stem = "_".join(words).strip("_") or "role"
    taken = {*taken, *CONTRACT_COLUMNS}
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def free_letter(label: str, taken: Collection[str], wanted: str = "") -> str:
    """Return a letter for a role that no other has: the wanted one, one of its label, else the first free one.

    With all letters taken it is the first of the label; the sentence of `checked_role` then says whose that is.
    """
    held = {letter.upper() for letter in taken} | FIXED_KEYS
    for letter in f"{wanted}{label}ABCDEFGHIJKLMNOPQRSTUVWXYZ".upper():
        if letter.isalpha() and len(letter) == 1 and letter not in held:
            return letter
    return label[:1].upper()
