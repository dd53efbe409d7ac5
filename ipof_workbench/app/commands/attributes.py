"""Values of attributes: checked against their type, set for several owners at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.domain import records, vocabulary
from ipof_workbench.domain.cell_values import CellRule, DoesNotFit
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class SetAttribute(Command):
    """Set the value of an attribute for cases, participants or documents; an empty value clears it."""

    definition: Rid
    owners: tuple[Rid, ...]
    value: str

    def apply(self, store: Store) -> None:
        definition = store.get(records.AttributeDefinition, self.definition)
        kinds: dict[str, type[Record]] = {
            "case": records.Case,
            "participant": records.Participant,
            "document": records.Document,
        }
        value = checked_value(definition, self.value)
        for owner in self.owners:
            store.get(kinds[definition.owner_kind], owner)
            held = store.first(records.AttributeValue, definition=definition.rid, owner=owner)
            if held and not value:
                store.delete(held)
            elif held:
                store.put(replace(held, value=value))
            elif value:
                store.put(records.AttributeValue(definition=definition.rid, owner=owner, value=value))
        whose = counted(len(self.owners), definition.owner_kind)
        store.label = f"Set {definition.name} to “{shorten(value, 30)}” for {whose}"


def checked_value(definition: records.AttributeDefinition, value: str) -> str:
    """Return the value in the form its attribute stores, or refuse it.

    Raises:
        RefusedChange: not a number, not a date (YYYY-MM-DD), or none of the ordered choices.
    """

    value = value.strip()
    choices = [choice for choice in definition.choices.split("\n") if choice]
    if not value:
        return value
    if definition.value_type == vocabulary.AttributeType.NUMBER:
        try:
            return CellRule(definition.name, definition.value_type).stored(value)
        except DoesNotFit:
            raise RefusedChange(f"{definition.name} holds numbers; “{value}” is none. Nothing was changed.") from None
    elif definition.value_type == vocabulary.AttributeType.DATE:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise RefusedChange(
                f"{definition.name} holds dates as 2024-03-31; “{value}” is none. Nothing was changed."
            ) from None
    elif definition.value_type == vocabulary.AttributeType.YES_NO:
        try:
            return CellRule(definition.name, definition.value_type).stored(value)
        except DoesNotFit as error:
            raise RefusedChange(f"{definition.name} holds yes or no; {error}. Nothing was changed.") from None
    elif definition.value_type == vocabulary.AttributeType.ORDINAL and choices and value not in choices:
        raise RefusedChange(f"{definition.name} is one of {', '.join(choices)}; “{value}” is not. Nothing was changed.")
    return value
