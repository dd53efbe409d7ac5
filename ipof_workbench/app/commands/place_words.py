"""What a step is called that changes how something stands in its place: the words of the menu, not of the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ipof_workbench.domain import records
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

_FIRES = {
    "fires": "Said that {} fires",
    "partly": "Said that {} fires in part",
    "does_not_fire": "Said that {} does not fire",
    "inhibited": "Said that {} is inhibited",
}


def step_words(store: Store, content: records.PlaceContent, changes: Mapping[str, Any]) -> str:
    """Return the label of a step that made `changes` to a content; “” where no words of its own are known."""
    version = store.get(records.ConfigurationVersion, content.version)
    number = store.get(records.Configuration, version.configuration).number
    name = f"“{_name(store, content)}”"
    if set(changes) == {"polarity"}:
        return f"Marked {name} as {content.polarity} in {number}"
    if set(changes) == {"activation"}:
        return f"{_FIRES[content.activation].format(name)} in {number}"
    if changes and set(changes) <= {"alternative", "position"}:
        return f"Regrouped {name} in {number}"
    return ""


def _name(store: Store, content: records.PlaceContent) -> str:
    if content.element is not None:
        return shorten(store.get(records.Element, content.element).label, 48)
    if content.attribute is None:
        return "an empty place"
    attribute = store.get(records.AttributeDefinition, content.attribute)
    return shorten(f"{attribute.name} = {content.attribute_value}", 48)
