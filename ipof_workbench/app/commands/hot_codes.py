"""The digit keys of an analyst: which code, or element in a role, each of them codes with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.coding import require_analyst
from ipof_workbench.app.commands.elements import live_element
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

DIGITS = range(1, 10)


def _refuse_wrong_digit(digit: int) -> None:
    if digit not in DIGITS:
        raise RefusedChange(f"The keys 1 to 9 take a code, not {digit}; nothing was changed.")


@register
@dataclass(frozen=True)
class SetHotCode(Command):
    """Put a thematic code, or an element in a role, on a digit key of the analyst who does it.

    What was on that key leaves it; what is put there leaves the key it had before. Returns the stored `HotCode`.
    """

    digit: int
    code: Rid | None = None
    element: Rid | None = None
    role_key: str = ""

    def apply(self, store: Store) -> records.HotCode:
        analyst = require_analyst(store)
        _refuse_wrong_digit(self.digit)
        if (self.code is None) == (self.element is None):
            raise RefusedChange("Choose one code or one element for the key; nothing was changed.")
        wanted, name = self._wanted(store, analyst)
        held = store.find(records.HotCode, analyst=analyst)
        for other in held:
            same = (other.code, other.element, other.role) == (wanted.code, wanted.element, wanted.role)
            if same and other.digit != self.digit:
                store.delete(other)
        store.label = f"Put “{shorten(name, 40)}” on key {self.digit}"
        before = next((other for other in held if other.digit == self.digit), None)
        if before is None:
            return store.put(wanted)
        return store.put(replace(before, code=wanted.code, element=wanted.element, role=wanted.role))

    def _wanted(self, store: Store, analyst: Rid) -> tuple[records.HotCode, str]:
        if self.code is not None:
            code = store.get(records.ThematicCode, self.code)
            return records.HotCode(analyst=analyst, digit=self.digit, code=code.rid), code.name
        assert self.element is not None  # it is one or the other
        element = live_element(store, self.element)
        role = role_with_key(store, self.role_key)
        return records.HotCode(analyst=analyst, digit=self.digit, element=element.rid, role=role.rid), element.label


@register
@dataclass(frozen=True)
class ClearHotCode(Command):
    """Take what is on a digit key off it. A key with nothing on it stays as it is."""

    digit: int

    def apply(self, store: Store) -> None:
        analyst = require_analyst(store)
        _refuse_wrong_digit(self.digit)
        held = store.first(records.HotCode, analyst=analyst, digit=self.digit)
        if held is not None:
            store.delete(held)
            store.label = f"Cleared key {self.digit}"
