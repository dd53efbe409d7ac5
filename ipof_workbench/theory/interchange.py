"""The theory as a plain graph for other programs (GraphML for yEd, Gephi, Cytoscape): str, int and float only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.model import TheoryModel
from ipof_workbench.theory.placement import Position

if TYPE_CHECKING:
    import networkx as nx


def interchange_graph(model: TheoryModel, positions: Mapping[str, Position] | None = None) -> nx.MultiDiGraph[str]:
    """Return the graph with attributes that GraphML can hold; configurations are their numbers joined by "; "."""
    import networkx as nx

    graph = build_graph(model)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for key, node in graph.nodes(data=True):
        junction = node["kind"] == "junction"
        x, y = (positions or {}).get(key, (0.0, 0.0))
        plain.add_node(
            key,
            label=xml_text(str(node["label"])),
            kind=str(node["kind"]),
            role="" if junction else str(node["role_key"]),
            sources=0 if junction else int(node["sources"]),
            codings=0 if junction else int(node["codings"]),
            cases=0 if junction else int(node["cases"]),
            x=float(x),
            y=float(y),
        )
    for source, target, key, edge in graph.edges(keys=True, data=True):
        numbers = (model.by_configuration[number].number for number in edge["configurations"])
        plain.add_edge(
            source,
            target,
            key=key,
            kind=str(edge["kind"]),
            standing=str(edge["standing"]),
            configurations=xml_text("; ".join(numbers)),
            sources=int(edge["sources"]),
            codings=int(edge["codings"]),
            cases=int(edge["cases"]),
        )
    return plain


def xml_text(text: str) -> str:
    """Return `text` without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or letter >= " ")
