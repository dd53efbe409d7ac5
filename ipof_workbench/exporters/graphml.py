"""A graph as GraphML, for Gephi, yEd, Cytoscape and R: the same graph gives the same bytes."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipof_workbench.exporters.legal_text import printed_text
from ipof_workbench.exporters.whole_file import write_whole

if TYPE_CHECKING:
    import networkx

    AnyGraph = networkx.DiGraph[Any]


def write_graphml(graph: AnyGraph, path: Path, *, force: bool = False) -> None:
    """Write a directed graph with the attributes of graph, nodes and edges.

    Nodes are named by `str` of their key and come in the order of these names, edges likewise. Numbers and booleans
    keep their type; other values are written as text; None, and a number that is not finite, is left out.

    Raises:
        UsageError: the target exists and `force` is not set.
        ExportFailed: the target cannot be written.
    """
    content = graphml_of(graph)
    write_whole(path, lambda file: file.write(content), force=force)


def graphml_of(graph: AnyGraph) -> bytes:
    """Return the GraphML file of a directed graph, as `write_graphml` writes it."""
    import networkx

    plain: AnyGraph = networkx.MultiDiGraph() if graph.is_multigraph() else networkx.DiGraph()
    plain.graph.update(_attributes(graph.graph))
    nodes = [(printed_text(str(node)), _attributes(values)) for node, values in graph.nodes(data=True)]
    edges = [
        (printed_text(str(edge[0])), printed_text(str(edge[1])), _attributes(edge[2]))
        for edge in graph.edges(data=True)
    ]
    plain.add_nodes_from(sorted(nodes, key=lambda node: node[0]))
    # The attributes settle the order of parallel edges.
    edges.sort(key=lambda edge: (edge[0], edge[1], repr(edge[2])))
    plain.add_edges_from(edges)
    file = io.BytesIO()
    networkx.write_graphml_xml(plain, file, named_key_ids=True)
    return file.getvalue()


def _attributes(values: dict[Any, Any]) -> dict[str, Any]:
    kept = {printed_text(str(key)): _attribute(value) for key, value in values.items()}
    return {key: kept[key] for key in sorted(kept) if kept[key] is not None}


def _attribute(value: object) -> bool | int | float | str | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if type(value) is int:
        return value
    return printed_text(str(value))
