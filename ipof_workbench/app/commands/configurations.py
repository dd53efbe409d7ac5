"""Configurations: making them, filling their places, linking them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.deletion import delete_with_followers
from ipof_workbench.app.commands.elements import find_element, live_element
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import next_number
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import LinkKind

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


def add_configuration(
    store: Store, number: str = "", title: str = "", import_rid: Rid | None = None
) -> records.Configuration:
    """Store a configuration with its open draft; without a number it takes the next free one.

    Raises:
        RefusedChange: the number is taken.
    """
    from ipof_workbench.storage.queries.configurations import numbers

    number = number.strip() or next_number(numbers(store.connection))
    if store.first(records.Configuration, number=number):
        raise RefusedChange(f"There is already a configuration {number}; choose another number.")
    configuration = store.put(records.Configuration(number=number, title=title.strip(), import_rid=import_rid))
    store.put(records.ConfigurationVersion(configuration=configuration.rid, number=0, import_rid=import_rid))
    return configuration


def draft_of(store: Store, configuration: Rid) -> records.ConfigurationVersion:
    """Return the open draft of a configuration."""
    draft = store.first(records.ConfigurationVersion, configuration=configuration, number=0)
    if draft is None:
        raise RefusedChange("This configuration is no longer in the project; nothing was changed.")
    return draft


def place_of(store: Store, configuration: Rid, role: Rid) -> records.Place:
    """Return the place of a role in a configuration, made where there is none."""
    known = store.first(records.Place, configuration=configuration, role=role)
    return known or store.put(records.Place(configuration=configuration, role=role))


def put_in_place(
    store: Store, draft: Rid, place: Rid, element: Rid, *, alternative: int | None = None
) -> records.PlaceContent:
    """Put an element in a place: beside what is there (AND), or as the given alternative (OR).

    An element that stands there already stays where it is.
    """
    held = store.find(records.PlaceContent, version=draft, place=place)
    for content in held:
        if content.element == element:
            return content
    group = min((content.alternative for content in held), default=0) if alternative is None else alternative
    position = 1 + max((content.position for content in held if content.alternative == group), default=-1)
    return store.put(
        records.PlaceContent(version=draft, place=place, element=element, alternative=group, position=position)
    )


def next_alternative(store: Store, draft: Rid, place: Rid) -> int:
    """Return the number of a further alternative (OR) of a place."""
    held = store.find(records.PlaceContent, version=draft, place=place)
    return 1 + max((content.alternative for content in held), default=-1)


def words_of_content(store: Store, content: records.PlaceContent) -> str:
    """Return what stands there: the label of an element, or a condition as “moderation = day and night”."""
    if content.element is not None:
        return store.get(records.Element, content.element).label
    assert content.attribute is not None  # a content is one or the other
    return f"{store.get(records.AttributeDefinition, content.attribute).name} = {content.attribute_value}"


def content_of_draft(store: Store, rid: Rid) -> records.PlaceContent:
    """Return a content of a place.

    Raises:
        RefusedChange: it stands in a recorded version.
    """
    content = store.get(records.PlaceContent, rid)
    if store.get(records.ConfigurationVersion, content.version).number:
        raise RefusedChange("A recorded version stays as it is; change the open draft instead.")
    return content


@register
@dataclass(frozen=True)
class AddConfiguration(Command):
    """Start a configuration. Returns the stored one."""

    number: str = ""
    title: str = ""

    def apply(self, store: Store) -> records.Configuration:
        configuration = add_configuration(store, self.number, self.title)
        store.label = f"Started configuration {configuration.number}"
        return configuration


@register
@dataclass(frozen=True)
class DuplicateConfiguration(Command):
    """Make a variant: a copy with its places and wording, without evidence, under the next free letter.

    Returns the stored copy.
    """

    configuration: Rid

    def apply(self, store: Store) -> records.Configuration:
        source = store.get(records.Configuration, self.configuration)
        copy = store.put(
            replace(
                source,
                rid=0,
                id="",
                number=self._number(store, source.number),
                variant_of=source.rid,
                created_at="",
                created_by=None,
                import_rid=None,
            )
        )
        draft = draft_of(store, source.rid)
        new_draft = store.put(
            replace(draft, rid=0, id="", configuration=copy.rid, created_at="", created_by=None, import_rid=None)
        )
        for place in store.find(records.Place, configuration=source.rid):
            new_place = store.put(records.Place(configuration=copy.rid, role=place.role, position=place.position))
            for content in store.find(records.PlaceContent, version=draft.rid, place=place.rid):
                store.put(
                    replace(
                        content,
                        rid=0,
                        id="",
                        version=new_draft.rid,
                        place=new_place.rid,
                        created_at="",
                        created_by=None,
                        import_rid=None,
                    )
                )
        store.label = f"Made {copy.number} a variant of {source.number}"
        return copy

    @staticmethod
    def _number(store: Store, number: str) -> str:
        taken = {held.number for held in store.find(records.Configuration)}
        stem = number.rstrip("abcdefghijklmnopqrstuvwxyz")
        for letter in "abcdefghijklmnopqrstuvwxyz":
            if stem + letter not in taken:
                return stem + letter
        return next_number(taken)


@register
@dataclass(frozen=True)
class PutInPlace(Command):
    """Put an element in a role of a configuration: an existing one, or one by name (made where there is none).

    `as_alternative` makes it a further choice (OR), otherwise it joins what is there (AND). Returns the content.
    """

    configuration: Rid
    role_key: str
    element: Rid | None = None
    label: str = ""
    as_alternative: bool = False

    def apply(self, store: Store) -> records.PlaceContent:
        configuration = store.get(records.Configuration, self.configuration)
        role = role_with_key(store, self.role_key)
        if self.element is not None:
            element = live_element(store, self.element)
        elif self.label.strip():
            element = find_element(store, self.label, role.rid)
        else:
            raise RefusedChange("Name the element first; nothing was changed.")
        draft, place = draft_of(store, configuration.rid), place_of(store, configuration.rid, role.rid)
        alternative = None
        if self.as_alternative:
            alternative = next_alternative(store, draft.rid, place.rid)
        content = put_in_place(store, draft.rid, place.rid, element.rid, alternative=alternative)
        store.label = f"Put “{shorten(element.label, 36)}” into {configuration.number} as {role.label.lower()}"
        return content


@register
@dataclass(frozen=True)
class TakeOutOfPlace(Command):
    """Take contents out of their places; codings and evidence stay."""

    contents: tuple[Rid, ...]

    def apply(self, store: Store) -> None:
        names = []
        for rid in dict.fromkeys(self.contents):
            content = content_of_draft(store, rid)
            names.append(shorten(words_of_content(store, content), 30))
            store.delete(content)
        store.label = f"Took {', '.join(f'“{name}”' for name in names) or 'nothing'} out of its place"


@register
@dataclass(frozen=True)
class ReplaceInPlace(Command):
    """Let another element stand where one (or a condition) stood, as in re-connecting an edge of the graph."""

    content: Rid
    element: Rid

    def apply(self, store: Store) -> records.PlaceContent:
        content = content_of_draft(store, self.content)
        element = live_element(store, self.element)
        store.label = f"Put “{shorten(element.label, 40)}” where another stood"
        twin = store.first(records.PlaceContent, version=content.version, place=content.place, element=element.rid)
        if twin and twin.rid != content.rid:
            store.delete(content)
            return twin
        return store.put(replace(content, element=element.rid, attribute=None, attribute_value=""))


@register
@dataclass(frozen=True)
class LinkConfigurations(Command):
    """Link two configurations. Returns the stored link."""

    from_configuration: Rid
    to_configuration: Rid
    kind: str
    note: str = ""

    def apply(self, store: Store) -> records.ConfigurationLink:
        kind = LinkKind.parse(self.kind)
        start = store.get(records.Configuration, self.from_configuration)
        end = store.get(records.Configuration, self.to_configuration)
        if start.rid == end.rid:
            raise RefusedChange(f"Configuration {start.number} cannot be linked with itself; choose another.")
        if store.first(
            records.ConfigurationLink, from_configuration=start.rid, to_configuration=end.rid, kind=kind.value
        ):
            raise RefusedChange(f"{start.number} and {end.number} already have a {kind.words} link.")
        store.label = f"Linked {start.number} and {end.number}: {kind.words}"
        return store.put(
            records.ConfigurationLink(
                from_configuration=start.rid, to_configuration=end.rid, kind=kind.value, note=self.note
            )
        )


@register
@dataclass(frozen=True)
class RemoveFromConfiguration(Command):
    """Take an element out of every place of a role it stands in (deleting its node from the graph).

    The element itself goes only where no passage is coded with it.
    """

    element: Rid
    role_key: str

    def apply(self, store: Store) -> None:
        element = store.get(records.Element, self.element)
        role = role_with_key(store, self.role_key)
        for content in store.find(records.PlaceContent, element=element.rid):
            version = store.get(records.ConfigurationVersion, content.version)
            if version.number == 0 and store.get(records.Place, content.place).role == role.rid:
                store.delete(content)
        for position in store.find(records.DiagramPosition, element=element.rid, role=role.rid):
            store.delete(position)
        unused = not store.find(records.PlaceContent, element=element.rid) and not store.find(
            records.Coding, element=element.rid
        )
        if unused:
            delete_with_followers(store, element)
        store.label = f"Took “{shorten(element.label, 40)}” out of the theory as {role.label.lower()}"
