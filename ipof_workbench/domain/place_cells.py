"""A place of a configuration as one cell of a table, and back: what `configurations.csv` holds under a role.

` ; ` joins what belongs together (AND), ` | ` alternatives (OR). Before a label may stand `not: ` (absent), then
`partly: `, `does not fire: ` or `inhibited: ` (how it fires). A condition on a case attribute is
`attribute: moderation = day and night`. A label that itself begins like that is written as `element: not: so`, and a
sign that stands alone inside a label gets a backslash (`this \\; that`), so that every cell means one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

ABSENT = "not: "
ATTRIBUTE = "attribute: "
ELEMENT = "element: "
_ACTIVATIONS = {"partly": "partly: ", "does_not_fire": "does not fire: ", "inhibited": "inhibited: "}
_BEGINNINGS = (ABSENT, ATTRIBUTE, ELEMENT, *_ACTIVATIONS.values())
_ALONE = r"(?:(?<=\s)|^){0}(?=\s|$)"
_EQUALS = " = "


@dataclass(frozen=True, slots=True)
class CellItem:
    """One thing in a cell: an element by its `label`, or a condition by `attribute` and `value`."""

    label: str = ""
    attribute: str = ""
    value: str = ""
    polarity: str = "present"
    activation: str = "fires"


class _Content(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def attribute_name(self) -> str: ...
    @property
    def attribute_value(self) -> str: ...
    @property
    def polarity(self) -> str: ...
    @property
    def activation(self) -> str: ...


def written_cell(alternatives: Iterable[Sequence[_Content]]) -> str:
    """Return the cell of a place."""
    return " | ".join(" ; ".join(map(_written, group)) for group in alternatives if group)


def read_cell(cell: str) -> list[list[CellItem]]:
    """Return the alternatives (OR) of groups (AND) that a cell says; empty ones are passed over."""
    groups = [[_read(part) for part in _parts(alternative, ";")] for alternative in _parts(cell, "|")]
    return [items for group in groups if (items := [item for item in group if item.label or item.attribute])]


def _written(content: _Content) -> str:
    before = ABSENT if content.polarity == "absent" else ""
    before += _ACTIVATIONS.get(content.activation, "")
    if content.attribute_name:
        name = _escaped(content.attribute_name, ";|=")
        return f"{before}{ATTRIBUTE}{name}{_EQUALS}{_escaped(content.attribute_value, ';|')}"
    label = _escaped(content.label, ";|")
    return f"{before}{ELEMENT if _beginning(label) else ''}{label}"


def _read(part: str) -> CellItem:
    polarity, activation = "present", "fires"
    while beginning := _beginning(part):
        rest = part[len(beginning) :].strip()
        if beginning == ELEMENT:
            part = rest
            break
        if beginning == ATTRIBUTE:
            condition = _condition(rest)
            if condition is None:
                break  # there is no “=”: an element of that name
            return CellItem("", *condition, polarity, activation)
        if beginning == ABSENT:
            polarity = "absent"
        else:
            activation = next(key for key, words in _ACTIVATIONS.items() if words == beginning)
        part = rest
    return CellItem(_unescaped(part, ";|"), "", "", polarity, activation)


def _condition(words: str) -> tuple[str, str] | None:
    name, sign, value = words.partition(_EQUALS)
    name, value = name.strip(), value.strip()
    return (_unescaped(name, ";|="), _unescaped(value, ";|")) if sign and name and value else None


def _beginning(words: str) -> str:
    folded = words.casefold()
    return next((beginning for beginning in _BEGINNINGS if folded.startswith(beginning)), "")


def _parts(cell: str, sign: str) -> list[str]:
    parts = re.split(rf"(?<=\s){re.escape(sign)}(?=\s)", f" {cell} ")
    return [part.strip() for part in parts if part.strip()]


def _escaped(words: str, signs: str) -> str:
    return re.sub(_ALONE.format(rf"(\\*[{signs}])"), r"\\\1", words)


def _unescaped(words: str, signs: str) -> str:
    return re.sub(_ALONE.format(rf"\\(\\*[{signs}])"), r"\1", words)
