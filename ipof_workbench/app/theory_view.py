"""The programme theory as a model to draw: configurations, elements in their roles, links, positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import role_styles
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import NO_COUNTS, PlaceRow
from ipof_workbench.theory.model import (
    RoleLane,
    TheoryConfiguration,
    TheoryElement,
    TheoryLink,
    TheoryModel,
    TheoryPlace,
    junction_key,
    node_key,
)

if TYPE_CHECKING:
    import networkx as nx

    from ipof_workbench.app.workbench import Workbench

Position = tuple[float, float]


def theory_model(workbench: Workbench, scope: Filter = EVERYTHING) -> TheoryModel:
    """Return the theory as it is now; counts are of the evidence that passes the filter."""
    read = workbench.read
    roles = read.roles()
    styles = role_styles(read.roles(hidden=True))
    configurations = read.configurations(scope)
    places = read.places()
    bearing = read.bearing(scope)
    nodes: dict[tuple[Rid, str], str] = {}
    drawn = [
        TheoryConfiguration(
            row.rid,
            row.number,
            row.title,
            row.status,
            tuple(row.stances.items()),
            *row.counts,
            tuple(_stand(places[row.rid], nodes)),
            bearing.get(row.rid, frozenset()),
        )
        for row in configurations
    ]
    shown = {configuration.configuration for configuration in drawn}
    return TheoryModel(
        tuple(RoleLane(role.key, role.label, role.letter, styles[role.key]) for role in roles),
        _elements(workbench, nodes, scope),
        tuple(drawn),
        tuple(
            TheoryLink(link.rid, link.from_configuration, link.to_configuration, link.kind, link.note)
            for link in read.links()
            if link.from_configuration in shown and link.to_configuration in shown
        ),
    )


def _stand(places: Iterable[PlaceRow], nodes: dict[tuple[Rid, str], str]) -> Iterator[TheoryPlace]:
    """Yield the places in which elements stand; note each element and role with its polarity, present before absent."""
    for place in places:
        groups = []
        for group in place.alternatives:
            members = [(content.element, content.polarity) for content in group if content.element is not None]
            for element, polarity in members:
                key = (element, place.role.key)
                if nodes.get(key) != "present":
                    nodes[key] = polarity
            if members:
                groups.append(tuple(element for element, _ in members))
        if groups and place.place is not None:
            yield TheoryPlace(place.place, place.role.key, tuple(groups))


def _elements(workbench: Workbench, nodes: Mapping[tuple[Rid, str], str], scope: Filter) -> tuple[TheoryElement, ...]:
    """Return what stands in places, and the named elements that stand nowhere (yet, or any more)."""
    counts = workbench.read.element_counts(scope)
    known = {element.rid: element for element in workbench.read.find(records.Element)}
    role_keys = {role.rid: role.key for role in workbench.read.roles()}
    keys = dict(nodes)
    standing = {element for element, _ in nodes}
    if scope.is_empty:
        for element in known.values():
            role_key = role_keys.get(element.role or 0)
            if role_key and element.named and element.rid not in standing and element.merged_into is None:
                keys[(element.rid, role_key)] = "present"
    drawn = []
    for (rid, role_key), polarity in keys.items():
        volume, kinds = counts.get((rid, role_key), (NO_COUNTS, ""))
        element = known[rid]
        unwanted = element.valence in ("negative", "-") or element.intended == "no"
        drawn.append(TheoryElement(rid, role_key, element.label, *volume, kinds, unwanted, polarity))
    return tuple(drawn)


def main_diagram(workbench: Workbench) -> Rid | None:
    """Return the diagram of the whole theory, or None where a project has none yet."""
    diagrams = workbench.read.find(records.Diagram)
    return diagrams[0].rid if diagrams else None


def kept_positions(workbench: Workbench) -> dict[str, Position]:
    """Return node or junction key -> where it was put."""
    diagram = main_diagram(workbench)
    if diagram is None:
        return {}
    role_keys = {role.rid: role.key for role in workbench.read.roles()}
    return {
        junction_key(rid) if what == "configuration" else node_key(rid, role_keys[role or 0]): place
        for (what, rid, role), place in workbench.read.positions(diagram).items()
        if what == "configuration" or role in role_keys
    }


def theory_positions(workbench: Workbench, model: TheoryModel, *, afresh: bool = False) -> dict[str, Position]:
    """Return node or junction key -> position: kept ones stay (unless `afresh`), the rest is laid out around them."""
    from ipof_workbench.theory.graph import build_graph
    from ipof_workbench.theory.layout import layout

    return layout(build_graph(model), None if afresh else kept_positions(workbench))


def theory_drawing(workbench: Workbench, scope: Filter = EVERYTHING) -> Drawing:
    """Return the figure for a paper, in light colours, with its legend; a filter leaves things out, it moves none."""
    from ipof_workbench.theory.figure import draw_theory

    whole = theory_model(workbench)
    positions = theory_positions(workbench, whole)
    model = whole if scope.is_empty else theory_model(workbench, scope)
    return draw_theory(model, positions)


def theory_interchange(workbench: Workbench, scope: Filter = EVERYTHING) -> nx.MultiDiGraph[str]:
    """Return the theory as a graph of plain attributes, for GraphML."""
    from ipof_workbench.theory.interchange import interchange_graph

    model = theory_model(workbench, scope)
    return interchange_graph(model, theory_positions(workbench, model))
