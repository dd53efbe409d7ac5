"""What a cell of the grid may hold: each kind of value, in the form in which it is stored, or why it does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ipof_workbench.domain.vocabulary import AttributeType

ONE_OF = "one_of"
"""Beside the types of attributes: one of a closed list, whose keys are stored and whose words are shown."""
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d{1,3})?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0"})
MULTI_SIGN = "; "


class DoesNotFit(ValueError):
    """A value is not what its column holds; the words say what that is."""


@dataclass(frozen=True, slots=True)
class CellRule:
    """What the cells of a column hold.

    Attributes:
        name: what the column is called.
        value_type: a key of `AttributeType`, or `ONE_OF`.
        choices: stored value -> its words; empty where anything of the type may be written.
        required: whether a cell may not be empty.
    """

    name: str
    value_type: str = AttributeType.TEXT.value
    choices: Mapping[str, str] = field(default_factory=dict)
    required: bool = False

    def stored(self, text: str) -> str:
        """Return what is stored for what was written.

        Raises:
            DoesNotFit: it is not of the type, or none of the choices.
        """
        text = text.strip()
        if not text:
            if self.required:
                raise DoesNotFit("it cannot be empty")
            return ""
        match self.value_type:
            case AttributeType.NUMBER:
                return _number(text)
            case AttributeType.DATE:
                return _date(text)
            case AttributeType.YES_NO:
                return _yes_or_no(text)
            case AttributeType.MULTI:
                return self._several(text)
        return self._chosen(text) if self.choices else text

    def shown(self, stored: str) -> str:
        """Return a stored value as it is shown and copied."""
        return self.choices.get(stored, stored)

    def problem(self, stored: str) -> str:
        """Return why a stored value does not fit (any more), in words; empty where it does."""
        try:
            self.stored(stored) if stored else ""
        except DoesNotFit as error:
            return str(error)
        return ""

    def _chosen(self, text: str) -> str:
        if text in self.choices:
            return text
        wanted = _key(text)
        for stored, words in self.choices.items():
            if wanted in (_key(stored), _key(words)):
                return stored
        raise DoesNotFit(f"“{text}” is none of {_listed(list(self.choices.values()))}")

    def _several(self, text: str) -> str:
        parts = [part.strip() for part in re.split(r"[;|\n]", text)]
        found = [self._chosen(part) if self.choices else part for part in parts if part]
        return MULTI_SIGN.join(dict.fromkeys(found))


def parts_of(value: str) -> list[str]:
    """Return the parts of a stored value of the type multi."""
    return [part.strip() for part in re.split(r"[;|\n]", value) if part.strip()]


def choices_of_lines(lines: str) -> dict[str, str]:
    """Return the choices that an attribute keeps, one a line."""
    return {choice: choice for choice in lines.split("\n") if choice}


def _number(text: str) -> str:
    matched = _NUMBER.fullmatch(text)
    if matched is None or not any(sign.isdigit() for sign in text):
        hint = f"; write {text.replace(',', '.')}" if re.fullmatch(r"[+-]?\d+,\d+", text) else ""
        raise DoesNotFit(f"“{text}” is no number{hint}")
    return text


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    matched = _DAY_FIRST.fullmatch(text)
    if matched is not None:
        day, month, year = (int(part) for part in matched.groups())
        if day <= 12 and month <= 12 and day != month and "/" in text:
            raise DoesNotFit(f"“{text}” could be two dates; write {year:04}-{month:02}-{day:02}")
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            pass
    raise DoesNotFit(f"“{text}” is no date; write it as 2024-03-31")


def _yes_or_no(text: str) -> str:
    key = text.casefold()
    if key in _YES:
        return "yes"
    if key in _NO:
        return "no"
    raise DoesNotFit(f"“{text}” is neither yes nor no")


def _key(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _listed(words: list[str]) -> str:
    most = 6
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
