"""Positions in a diagram: moved by hand, or laid out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a node stands, in logical pixels: an element or a condition in a role, or a configuration's junction."""

    x: float
    y: float
    element: Rid | None = None
    role_key: str = ""
    configuration: Rid | None = None
    attribute: Rid | None = None
    value: str = ""


_KINDS: tuple[tuple[str, type[Record]], ...] = (
    ("element", records.Element),
    ("attribute", records.AttributeDefinition),
    ("configuration", records.Configuration),
)
_Key = tuple[Rid | None, Rid | None, Rid | None, str, Rid | None]


def _require_one_node(store: Store, standing: Standing) -> None:
    nodes = [(kind, rid) for name, kind in _KINDS if (rid := getattr(standing, name)) is not None]
    if len(nodes) != 1:
        raise RefusedChange("A position is that of one element, condition or configuration; nothing was moved.")
    if not (isfinite(standing.x) and isfinite(standing.y)):
        raise RefusedChange("A node stands at a number of pixels; nothing was moved.")
    store.get(*nodes[0])


def main_diagram(store: Store) -> records.Diagram:
    """Return the diagram of the whole theory, made where there is none."""
    return store.first(records.Diagram) or store.put(records.Diagram(name="Whole theory"))


@register
@dataclass(frozen=True)
class PlaceNodes(Command):
    """Put nodes of a diagram somewhere; one drag, however long, is one step.

    `drag` names the drag (any text that is new for each); `laid_out` says that a layout found the positions.
    """

    standings: tuple[Standing, ...]
    drag: str = ""
    laid_out: bool = False
    diagram: Rid | None = None

    @property
    def coalesce_key(self) -> str:
        return f"drag:{self.drag}" if self.drag else ""

    def apply(self, store: Store) -> None:
        diagram = main_diagram(store) if self.diagram is None else store.get(records.Diagram, self.diagram)
        held = {_key_of(position): position for position in store.find(records.DiagramPosition, diagram=diagram.rid)}
        roles: dict[str, Rid] = {}
        for standing in self.standings:
            _require_one_node(store, standing)
            wanted = _position(store, diagram, standing, roles)
            known = held.get(_key_of(wanted))
            put = wanted if known is None else replace(known, x=wanted.x, y=wanted.y)
            held[_key_of(wanted)] = store.put(put)
        verb = "Laid out" if self.laid_out else "Moved"
        store.label = f"{verb} {counted(len(self.standings), 'node')} of the theory"


def _position(
    store: Store, diagram: records.Diagram, standing: Standing, roles: dict[str, Rid]
) -> records.DiagramPosition:
    role = None
    if standing.configuration is None:
        if standing.role_key not in roles:
            roles[standing.role_key] = role_with_key(store, standing.role_key).rid
        role = roles[standing.role_key]
    return records.DiagramPosition(
        diagram=diagram.rid,
        element=standing.element,
        role=role,
        configuration=standing.configuration,
        attribute=standing.attribute,
        attribute_value=standing.value,
        x=float(standing.x),
        y=float(standing.y),
    )


def _key_of(position: records.DiagramPosition) -> _Key:
    return (position.element, position.configuration, position.attribute, position.attribute_value, position.role)
