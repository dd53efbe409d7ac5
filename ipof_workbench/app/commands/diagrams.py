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

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a node stands, in logical pixels: an element in a role, or a configuration's junction."""

    x: float
    y: float
    element: Rid | None = None
    role_key: str = ""
    configuration: Rid | None = None


def _require_one_node(standing: Standing) -> None:
    if (standing.element is None) == (standing.configuration is None):
        raise RefusedChange("A position is that of one element or of one configuration; nothing was moved.")
    if not (isfinite(standing.x) and isfinite(standing.y)):
        raise RefusedChange("A node stands at a number of pixels; nothing was moved.")


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
        held = {
            (position.element, position.role, position.configuration): position
            for position in store.find(records.DiagramPosition, diagram=diagram.rid)
        }
        roles: dict[str, Rid] = {}
        for standing in self.standings:
            _require_one_node(standing)
            role = None
            if standing.element is not None:
                if standing.role_key not in roles:
                    roles[standing.role_key] = role_with_key(store, standing.role_key).rid
                role = roles[standing.role_key]
                store.get(records.Element, standing.element)
            elif standing.configuration is not None:
                store.get(records.Configuration, standing.configuration)
            known = held.get((standing.element, role, standing.configuration))
            if known:
                moved = store.put(replace(known, x=float(standing.x), y=float(standing.y)))
            else:
                moved = store.put(
                    records.DiagramPosition(
                        diagram=diagram.rid,
                        element=standing.element,
                        role=role,
                        configuration=standing.configuration,
                        x=float(standing.x),
                        y=float(standing.y),
                    )
                )
            held[(standing.element, role, standing.configuration)] = moved
        verb = "Laid out" if self.laid_out else "Moved"
        store.label = f"{verb} {counted(len(self.standings), 'node')} of the theory"
