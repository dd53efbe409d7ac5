"""Conditions on a case attribute that stand in a place instead of an element: “moderation is day and night”."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.attributes import checked_value
from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.configurations import content_of_draft, draft_of, next_alternative, place_of
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def _checked_condition(store: Store, attribute: Rid, value: str) -> tuple[records.AttributeDefinition, str]:
    """Return the attribute with the value in the form that cases have it.

    Raises:
        RefusedChange: no attribute of cases, no value, or one that the attribute cannot have.
    """
    definition = store.get(records.AttributeDefinition, attribute)
    if definition.owner_kind != "case":
        raise RefusedChange(
            f"{definition.name} describes {definition.owner_kind}s; a condition needs an attribute of cases. "
            "Nothing was changed."
        )
    checked = checked_value(definition, value)
    if not checked:
        raise RefusedChange(f"Say which {definition.name} is meant; nothing was changed.")
    return definition, checked


def put_condition(
    store: Store, draft: Rid, place: Rid, attribute: Rid, value: str, *, alternative: int | None = None
) -> records.PlaceContent:
    """Put a condition in a place: beside what is there (AND), or as the given alternative (OR).

    A condition that stands there already stays where it is.
    """
    held = store.find(records.PlaceContent, version=draft, place=place)
    for content in held:
        if (content.attribute, content.attribute_value) == (attribute, value):
            return content
    group = min((content.alternative for content in held), default=0) if alternative is None else alternative
    position = 1 + max((content.position for content in held if content.alternative == group), default=-1)
    return store.put(
        records.PlaceContent(
            version=draft,
            place=place,
            attribute=attribute,
            attribute_value=value,
            alternative=group,
            position=position,
        )
    )


@register
@dataclass(frozen=True)
class PutConditionInPlace(Command):
    """Let a case attribute with a value stand in a role of a configuration.

    `as_alternative` makes it a further choice (OR), otherwise it joins what is there (AND). Returns the content.
    """

    configuration: Rid
    role_key: str
    attribute: Rid
    value: str
    as_alternative: bool = False

    def apply(self, store: Store) -> records.PlaceContent:
        configuration = store.get(records.Configuration, self.configuration)
        role = role_with_key(store, self.role_key)
        definition, value = _checked_condition(store, self.attribute, self.value)
        draft, place = draft_of(store, configuration.rid), place_of(store, configuration.rid, role.rid)
        alternative = next_alternative(store, draft.rid, place.rid) if self.as_alternative else None
        content = put_condition(store, draft.rid, place.rid, definition.rid, value, alternative=alternative)
        words = shorten(f"{definition.name} = {value}", 40)
        store.label = f"Put “{words}” into {configuration.number} as {role.label.lower()}"
        return content


@register
@dataclass(frozen=True)
class ChangeCondition(Command):
    """Let a condition ask for another value, or for another attribute. Returns the stored content."""

    content: Rid
    value: str
    attribute: Rid | None = None

    def apply(self, store: Store) -> records.PlaceContent:
        content = content_of_draft(store, self.content)
        if content.attribute is None:
            raise RefusedChange("An element stands there, not a condition; nothing was changed.")
        definition, value = _checked_condition(store, self.attribute or content.attribute, self.value)
        twin = store.first(
            records.PlaceContent,
            version=content.version,
            place=content.place,
            attribute=definition.rid,
            attribute_value=value,
            alternative=content.alternative,
        )
        if twin is not None and twin.rid != content.rid:
            raise RefusedChange(f"“{definition.name} = {value}” stands there already; nothing was changed.")
        store.label = f"Changed a condition to “{shorten(f'{definition.name} = {value}', 40)}”"
        return store.put(replace(content, attribute=definition.rid, attribute_value=value))
