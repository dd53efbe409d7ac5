"""The theory as a networkx graph: element nodes, a junction per configuration, edges that know their configurations.

Node attributes: `kind` ("element", "condition" or "junction"), `column` (drawing column from the left), `label`, and
for elements `element`, `role_key`, `sources`, `codings`, `cases`; for junctions `configuration`, `conjunction`.
Edge attributes: `kind` ("leads", "ripple", "embeds", "inhibits", "feedback", "rival"), `configurations` (a tuple),
`standing`, `sources`, `codings`, `cases`, `layer`, and `link` (0 where nobody stated one).
Edge keys are the layer names of the drawing, so a hit on the canvas finds its edge.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ipof_workbench.theory.model import (
    Standing,
    TheoryConfiguration,
    TheoryLink,
    TheoryModel,
    TheoryPlace,
    node_key,
)

if TYPE_CHECKING:
    import networkx as nx

LEADS = "leads"
_WEIGHT = (Standing.CONTESTED, Standing.SUPPORTED, Standing.HYPOTHESISED, Standing.REFUTED)


class Counts(NamedTuple):
    """Volume in threes."""

    sources: int = 0
    codings: int = 0
    cases: int = 0

    @property
    def words(self) -> str:
        """ "4 sources, 6 codings, 2 cases"."""
        pairs = ((self.sources, "source"), (self.codings, "coding"), (self.cases, "case"))
        return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in pairs)


@dataclass(frozen=True, slots=True)
class TheoryEdge:
    """One drawn connection between two nodes.

    `layer` names it in drawings and requests: `edge:SOURCE>TARGET`, `ripple:SOURCE>TARGET` or `link:ID`.
    """

    source: str
    target: str
    kind: str
    configurations: tuple[int, ...]
    standing: Standing
    counts: Counts
    link: int = 0
    note: str = ""
    layer: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        between = f"{'edge' if self.kind == LEADS else self.kind}:{self.source}>{self.target}"
        object.__setattr__(self, "layer", f"link:{self.link}" if self.link else between)


def theory_edges(model: TheoryModel) -> tuple[TheoryEdge, ...]:
    """Return all edges: those of the configurations in grammar order, automatic ripples, stated links."""
    leading: dict[tuple[str, str], list[TheoryConfiguration]] = {}
    for configuration in model.configurations:
        for pair in configuration_pairs(model, configuration):
            leading.setdefault(pair, []).append(configuration)
    edges = [
        TheoryEdge(
            source,
            target,
            LEADS,
            tuple(configuration.configuration for configuration in sharing),
            strongest(configuration.standing for configuration in sharing),
            shared_counts(sharing),
        )
        for (source, target), sharing in leading.items()
    ]
    ripples = {(edge.source, edge.target): edge for edge in _automatic_ripples(model)}
    links = []
    for link in model.links:
        edge = _link_edge(model, link)
        if edge is None:
            continue
        if edge.kind == "ripple" and (edge.source, edge.target) in ripples:
            automatic = ripples.pop((edge.source, edge.target))
            edge = replace(edge, configurations=_merged(edge.configurations, automatic.configurations))
        links.append(edge)
    return (*edges, *ripples.values(), *links)


def configuration_pairs(model: TheoryModel, configuration: TheoryConfiguration) -> list[tuple[str, str]]:
    """Return the (source, target) node pairs of one configuration; an absent role is stepped over."""
    stages: list[list[str]] = []
    for lane, role in enumerate(model.roles):
        if lane == model.junction_lane:
            stages.append([configuration.node])
        nodes = role_nodes(model, configuration, role.role_key)
        if nodes:
            stages.append(nodes)
    if model.junction_lane >= len(model.roles):
        stages.append([configuration.node])
    return [(source, target) for before, after in itertools.pairwise(stages) for source in before for target in after]


def role_nodes(model: TheoryModel, configuration: TheoryConfiguration, role_key: str) -> list[str]:
    """Return the nodes of one role of a configuration in their stored order, each once."""
    nodes = (
        node_key(element, role_key)
        for place in configuration.places
        if place.role_key == role_key
        for group in place.elements
        for element in group
    )
    return [node for node in dict.fromkeys(nodes) if node in model.by_node]


def conjunction(model: TheoryModel, configuration: TheoryConfiguration) -> str:
    """Return how the settings join at the junction: "AND", "OR", "AND, OR" or nothing where there is one."""
    settings = {role.role_key for role in model.roles[: model.junction_lane]}
    places = [place for place in configuration.places if place.role_key in settings and place.elements]
    joined = any(len(group) > 1 for place in places for group in place.elements) or _repeated(places)
    alternatives = any(len(place.elements) > 1 for place in places)
    return ", ".join(word for word, said in (("AND", joined), ("OR", alternatives)) if said)


def shared_counts(configurations: Sequence[TheoryConfiguration]) -> Counts:
    """Return the volume behind configurations together.

    Exact where their evidence is known; else codings add up and sources and cases are at least the greatest.
    """
    triples = frozenset[tuple[int, int, int]]().union(*(configuration.evidence for configuration in configurations))
    if len(configurations) > 1 and triples:
        codings, sources, cases = (len(set(column)) for column in zip(*triples, strict=True))
        return Counts(sources, codings, cases)
    return Counts(
        max((configuration.sources for configuration in configurations), default=0),
        sum(configuration.codings for configuration in configurations),
        max((configuration.cases for configuration in configurations), default=0),
    )


def strongest(standings: Iterable[Standing]) -> Standing:
    """Return the standing that an edge shared by several configurations shows: a dispute is never hidden."""
    found = set(standings)
    return next((standing for standing in _WEIGHT if standing in found), Standing.HYPOTHESISED)


def column_of(model: TheoryModel, role_key: str) -> int:
    """Return the drawing column of a role; the junctions have a column of their own."""
    lane = model.lane_of[role_key]
    return lane + (lane >= model.junction_lane)


def build_graph(model: TheoryModel) -> nx.MultiDiGraph[str]:
    """Return the graph of `model`; nodes and edges carry the attributes listed in the module's text."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        roles=tuple(role.role_key for role in model.roles), junction_lane=model.junction_lane
    )
    for element in model.elements:
        graph.add_node(
            element.node,
            kind="condition" if element.is_condition else "element",
            column=column_of(model, element.role_key),
            label=element.label,
            element=element.element,
            role_key=element.role_key,
            sources=element.sources,
            codings=element.codings,
            cases=element.cases,
        )
    for configuration in model.configurations:
        graph.add_node(
            configuration.node,
            kind="junction",
            column=model.junction_lane,
            label=configuration.number,
            configuration=configuration.configuration,
            conjunction=conjunction(model, configuration),
        )
    for edge in theory_edges(model):
        graph.add_edge(edge.source, edge.target, key=edge.layer, **_attributes(edge))
    return graph


def _attributes(edge: TheoryEdge) -> dict[str, Any]:
    return {
        "kind": edge.kind,
        "configurations": edge.configurations,
        "standing": edge.standing.value,
        "sources": edge.counts.sources,
        "codings": edge.counts.codings,
        "cases": edge.counts.cases,
        "layer": edge.layer,
        "link": edge.link,
    }


def _automatic_ripples(model: TheoryModel) -> list[TheoryEdge]:
    """Join an element's node as the last role to its nodes as a setting of another configuration."""
    if not model.roles:
        return []
    last = model.roles[-1].role_key
    settings = [role.role_key for role in model.roles[: model.junction_lane]]
    used: dict[str, list[int]] = {}
    for configuration in model.configurations:
        for role_key in (*settings, last):
            for node in role_nodes(model, configuration, role_key):
                used.setdefault(node, []).append(configuration.configuration)
    ripples = []
    for element in model.elements:
        producers = used.get(element.node, []) if element.role_key == last else []
        for role_key in settings:
            target = node_key(element.element, role_key)
            users = [number for number in used.get(target, []) if number not in producers]
            if producers and users:
                both = _merged(tuple(producers), tuple(users))
                standing = strongest(model.by_configuration[number].standing for number in both)
                ripples.append(TheoryEdge(element.node, target, "ripple", both, standing, Counts()))
    return ripples


def _link_edge(model: TheoryModel, link: TheoryLink) -> TheoryEdge | None:
    """Return the edge of a stated link, or None when a filter has taken one of its ends away."""
    source = model.by_configuration.get(link.from_configuration)
    target = model.by_configuration.get(link.to_configuration)
    if source is None or target is None:
        return None
    start, end = _link_ends(model, link.kind, source, target)
    standing = Standing.HYPOTHESISED if link.kind == "rival" else strongest((source.standing, target.standing))
    counts = Counts(link.sources, link.codings, link.cases)
    ends = (source.configuration, target.configuration)
    return TheoryEdge(start, end, link.kind, ends, standing, counts, link.link, link.note)


def _link_ends(
    model: TheoryModel, kind: str, source: TheoryConfiguration, target: TheoryConfiguration
) -> tuple[str, str]:
    """Return the nodes a link is drawn between; a configuration without the role is met at its junction."""
    settings = [role.role_key for role in model.roles[: model.junction_lane]]
    effects = [role.role_key for role in model.roles[model.junction_lane :]]
    if kind in ("ripple", "feedback"):
        # What comes of one configuration becomes the context of another, in every grammar that has contexts.
        settings.sort(key=lambda role_key: role_key != "context")
        outcomes = _nodes_of(model, source, effects[-1:])
        contexts = _nodes_of(model, target, settings)
        shared = {_element_of(model, node): node for node in contexts}
        for outcome in outcomes:
            if _element_of(model, outcome) in shared:
                return outcome, shared[_element_of(model, outcome)]
        return (outcomes or [source.node])[0], (contexts or [target.node])[0]
    if kind == "inhibits":
        return (
            (_nodes_of(model, source, settings) or [source.node])[-1],
            (_nodes_of(model, target, effects[:1]) or [target.node])[0],
        )
    return source.node, target.node


def _nodes_of(model: TheoryModel, configuration: TheoryConfiguration, role_keys: Sequence[str]) -> list[str]:
    return [node for role_key in role_keys for node in role_nodes(model, configuration, role_key)]


def _element_of(model: TheoryModel, node: str) -> int:
    return model.by_node[node].element


def _merged(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _repeated(places: Sequence[TheoryPlace]) -> bool:
    roles = [place.role_key for place in places]
    return len(roles) > len(set(roles))
