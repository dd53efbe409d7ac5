"""The programme theory as a model to draw: configurations, elements in their roles, links, positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.appearance import role_styles
from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import NO_COUNTS, PlaceContentRow, PlaceRow
from ipof_workbench.domain.sentences import content_words
from ipof_workbench.theory.model import (
    RoleLane,
    TheoryConfiguration,
    TheoryElement,
    TheoryLink,
    TheoryModel,
    TheoryPlace,
    condition_number,
    content_of_condition,
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
    nodes = _Nodes()
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


@dataclass
class _Nodes:
    """What stands in places: (element or condition, role key) -> how, and the conditions themselves."""

    states: dict[tuple[Rid, str], set[tuple[str, str]]] = field(default_factory=dict)
    conditions: dict[tuple[Rid, str], int] = field(default_factory=dict)

    def number_of(self, content: PlaceContentRow) -> Rid:
        """Return the element, or the number of the condition: the same one for the same attribute and value."""
        if content.element is not None:
            return content.element
        assert content.attribute is not None  # a content is one or the other
        key = (content.attribute, content.attribute_value)
        return self.conditions.setdefault(key, condition_number(content.rid))

    def add(self, content: PlaceContentRow, role_key: str) -> Rid:
        """Note a content and return its number."""
        number = self.number_of(content)
        self.states.setdefault((number, role_key), set()).add((content.polarity, content.activation))
        return number


def _stand(places: Iterable[PlaceRow], nodes: _Nodes) -> Iterator[TheoryPlace]:
    """Yield the places in which something stands, and note it."""
    for place in places:
        groups, words = [], []
        for group in place.alternatives:
            members = [(nodes.add(content, place.role.key), content) for content in group]
            groups.append(tuple(number for number, _ in members))
            words += [(number, content_words(content)) for number, content in members if _tells_more(content)]
        if groups and place.place is not None:
            yield TheoryPlace(place.place, place.role.key, tuple(groups), tuple(words))


def _tells_more(content: PlaceContentRow) -> bool:
    return content.polarity != "present" or content.activation != "fires" or content.attribute is not None


def _elements(workbench: Workbench, nodes: _Nodes, scope: Filter) -> tuple[TheoryElement, ...]:
    """Return what stands in places, and the named elements that stand nowhere (yet, or any more)."""
    counts = workbench.read.element_counts(scope)
    known = {element.rid: element for element in workbench.read.find(records.Element)}
    role_keys = {role.rid: role.key for role in workbench.read.roles()}
    keys = {key: _shared_state(states) for key, states in nodes.states.items()}
    standing = {element for element, _ in nodes.states}
    if scope.is_empty:
        for element in known.values():
            role_key = role_keys.get(element.role or 0)
            if role_key and element.named and element.rid not in standing and element.merged_into is None:
                keys[(element.rid, role_key)] = ("present", "fires")
    conditions = _conditions(workbench, nodes)
    drawn = []
    for (rid, role_key), (polarity, activation) in keys.items():
        if rid in conditions:
            label, note = conditions[rid]
            drawn.append(TheoryElement(rid, role_key, label, polarity=polarity, activation=activation, note=note))
            continue
        volume, kinds = counts.get((rid, role_key), (NO_COUNTS, ""))
        element = known[rid]
        unwanted = element.valence in ("negative", "-") or element.intended == "no"
        drawn.append(TheoryElement(rid, role_key, element.label, *volume, kinds, unwanted, polarity, activation))
    return tuple(drawn)


def _shared_state(states: set[tuple[str, str]]) -> tuple[str, str]:
    """Return polarity and activation of a node: present and firing wherever one of its uses is."""
    polarity = "present" if any(polarity == "present" for polarity, _ in states) else "absent"
    activations = {activation for _, activation in states}
    return polarity, activations.pop() if len(activations) == 1 else "fires"


def _conditions(workbench: Workbench, nodes: _Nodes) -> dict[int, tuple[str, str]]:
    """Return number of a condition -> its label and which cases meet it."""
    if not nodes.conditions:
        return {}
    names = {attribute.rid: attribute.name for attribute in workbench.read.attributes("case")}
    found = {}
    for (attribute, value), number in nodes.conditions.items():
        cases = workbench.read.library.condition_cases(attribute, value)
        total = len(cases.meeting) + len(cases.others) + len(cases.unknown)
        note = f"{len(cases.meeting):,} of {total:,} case{'' if total == 1 else 's'}"
        found[number] = (f"{names.get(attribute, '?')} = {value}", note)
    return found


def main_diagram(workbench: Workbench) -> Rid | None:
    """Return the diagram of the whole theory, or None where a project has none yet."""
    diagrams = workbench.read.find(records.Diagram)
    return diagrams[0].rid if diagrams else None


def kept_positions(workbench: Workbench, model: TheoryModel) -> dict[str, Position]:
    """Return node or junction key -> where it was put; the conditions are those of the model of the whole theory."""
    diagram = main_diagram(workbench)
    if diagram is None:
        return {}
    shown = {role.key for role in workbench.read.roles()}
    numbers = _condition_numbers(workbench, model)
    found = {}
    for held in workbench.read.positions(diagram):
        node = held.element if held.attribute is None else numbers.get((held.attribute, held.attribute_value))
        if held.configuration is not None:
            found[junction_key(held.configuration)] = (held.x, held.y)
        elif node is not None and held.role_key in shown:
            found[node_key(node, held.role_key)] = (held.x, held.y)
    return found


def _condition_numbers(workbench: Workbench, model: TheoryModel) -> dict[tuple[Rid, str], int]:
    """Return (attribute, value) -> the number that stands for the condition in the model."""
    found = {}
    for element in model.elements:
        if element.is_condition:
            content = workbench.read.get(records.PlaceContent, content_of_condition(element.element))
            assert content.attribute is not None  # the number was made of a condition
            found[content.attribute, content.attribute_value] = element.element
    return found


def theory_positions(workbench: Workbench, model: TheoryModel, *, afresh: bool = False) -> dict[str, Position]:
    """Return node or junction key -> position: kept ones stay (unless `afresh`), the rest is laid out around them."""
    from ipof_workbench.theory.graph import build_graph
    from ipof_workbench.theory.layout import layout

    return layout(build_graph(model), None if afresh else kept_positions(workbench, model))


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
