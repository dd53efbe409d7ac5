"""Changing the role of an element: what was coded as an outcome is a context, and no evidence is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.configurations import place_of
from ipof_workbench.app.commands.element_lineage import draft_contents, tidy_place
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class RoleChange:
    """How much moved to the other role."""

    codings: int
    places: int
    evidence: int


@register
@dataclass(frozen=True)
class ChangeRole(Command):
    """Give an element another role: everywhere, or in some configurations.

    Its draft places, their AND and OR, the codings, the evidence on the places and the positions in diagrams go along
    as one step; recorded versions stay as they are. Where a passage is evidence for the old role in a configuration
    that does not change, it is coded once more in the new role. Returns a `RoleChange`.
    """

    element: Rid
    from_role: str
    to_role: str
    configurations: tuple[Rid, ...] | None = None

    def apply(self, store: Store) -> RoleChange:
        element = store.get(records.Element, self.element)
        old, new = role_with_key(store, self.from_role), role_with_key(store, self.to_role)
        if old.rid == new.rid:
            raise RefusedChange(
                f"“{shorten(element.label, 40)}” is a {old.label.lower()} already; choose another role."
            )
        places = self._move_places(store, element, old, new)
        codings, evidence = self._move_codings(store, element, old, new)
        everywhere = self.configurations is None
        if not places and not codings and not (everywhere and element.role == old.rid):
            raise RefusedChange(f"“{shorten(element.label, 40)}” is no {old.label.lower()} there; nothing was changed.")
        if everywhere and element.role == old.rid:
            store.put(replace(element, role=new.rid))
        if not self._stands_as(store, element.rid, old.rid):
            self._move_positions(store, element.rid, old.rid, new.rid)
        store.label = f"Made “{shorten(element.label, 36)}” {_a(new.label)} instead of {_a(old.label)}"
        return RoleChange(codings, places, evidence)

    def _is_meant(self, configuration: Rid) -> bool:
        return self.configurations is None or configuration in self.configurations

    def _move_places(self, store: Store, element: records.Element, old: records.Role, new: records.Role) -> int:
        moved: dict[Rid, list[records.PlaceContent]] = {}
        for content in draft_contents(store, element.rid):
            place = store.get(records.Place, content.place)
            if place.role == old.rid and self._is_meant(place.configuration):
                moved.setdefault(place.rid, []).append(content)
        for rid, contents in moved.items():
            place = store.get(records.Place, rid)
            target = place_of(store, place.configuration, new.rid)
            self._move_contents(store, contents, target.rid)
            self._move_loose_evidence(store, place, target.rid)
        return len(moved)

    @staticmethod
    def _move_contents(store: Store, contents: list[records.PlaceContent], target: Rid) -> None:
        """Put contents of one draft into another place: they join what stands there (AND), further ones are choices."""
        version = contents[0].version
        held = store.find(records.PlaceContent, version=version, place=target)
        first = min((content.alternative for content in held), default=0)
        after = 1 + max((content.alternative for content in held), default=-1)
        for number, content in enumerate(sorted(contents, key=lambda content: (content.alternative, content.position))):
            group = first if number == 0 else after + number - 1
            position = 1 + max((one.position for one in held if one.alternative == group), default=-1)
            store.put(replace(content, place=target, alternative=group, position=position))
        tidy_place(store, version, target)

    @staticmethod
    def _move_loose_evidence(store: Store, place: records.Place, target: Rid) -> None:
        """Let findings on a place that is now empty go along: they are about what stood there."""
        draft = store.first(records.ConfigurationVersion, configuration=place.configuration, number=0)
        if draft is None or store.first(records.PlaceContent, version=draft.rid, place=place.rid) is not None:
            return
        for evidence in store.find(records.Evidence, place=place.rid):
            if evidence.finding is not None:
                store.put(replace(evidence, place=target))

    def _move_codings(
        self, store: Store, element: records.Element, old: records.Role, new: records.Role
    ) -> tuple[int, int]:
        codings = evidence = 0
        for coding in store.find(records.Coding, element=element.rid, role=old.rid):
            bearing = [
                (one, store.get(records.Place, one.place))
                for one in store.find(records.Evidence, coding=coding.rid)
                if one.place is not None
            ]
            on_old = [(one, place) for one, place in bearing if place.role == old.rid]
            leaving = [(one, place) for one, place in on_old if self._is_meant(place.configuration)]
            if self.configurations is not None and not leaving:
                continue
            coded = self._coded_in(store, coding, new.rid, stays=len(leaving) < len(on_old))
            codings += 1
            for one, place in leaving:
                target = place_of(store, place.configuration, new.rid)
                store.put(replace(one, coding=coded.rid, place=target.rid))
                evidence += 1
        return codings, evidence

    @staticmethod
    def _coded_in(store: Store, coding: records.Coding, role: Rid, *, stays: bool) -> records.Coding:
        """Return the coding in the other role: the same one, or a second where it stays in its old role as well."""
        if stays:
            return store.put(replace(coding, rid=0, id="", role=role, created_at="", created_by=None, import_rid=None))
        return store.put(replace(coding, role=role))

    @staticmethod
    def _stands_as(store: Store, element: Rid, role: Rid) -> bool:
        return store.get(records.Element, element).role == role or any(
            store.get(records.Place, content.place).role == role for content in draft_contents(store, element)
        )

    @staticmethod
    def _move_positions(store: Store, element: Rid, old: Rid, new: Rid) -> None:
        # Every lane is a column: the node keeps its height and goes to the column of its new role. Where nothing
        # stands in that yet, the layout finds it a place.
        for position in store.find(records.DiagramPosition, element=element, role=old):
            lane = store.first(records.DiagramPosition, diagram=position.diagram, role=new)
            held = store.first(records.DiagramPosition, diagram=position.diagram, element=element, role=new)
            if held is None and lane is not None:
                store.put(replace(position, role=new, x=lane.x))
            else:
                store.delete(position)


def _a(label: str) -> str:
    words = label[:1].lower() + label[1:]
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"
