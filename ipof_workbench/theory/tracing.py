"""Walking the theory: what leads to a node, what follows from it, where it comes back to itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import networkx as nx

FLOWING = frozenset({"leads", "ripple", "feedback", "inhibits"})
"""Kinds of edge along which one thing brings about (or prevents) the next; rivals and nesting do not flow."""

MOST_LOOPS = 200
"""Loops are listed up to this number: a tangled graph has more of them than anybody could read."""


def upstream(graph: nx.MultiDiGraph[str], nodes: Iterable[str], steps: int | None = None) -> frozenset[str]:
    """Return the nodes that lead to `nodes` within `steps` edges (None = all the way), without `nodes`."""
    return _reached(graph, nodes, steps, "upstream")


def downstream(graph: nx.MultiDiGraph[str], nodes: Iterable[str], steps: int | None = None) -> frozenset[str]:
    """Return the nodes that follow from `nodes` within `steps` edges (None = all the way), without `nodes`."""
    return _reached(graph, nodes, steps, "downstream")


def paths_between(graph: nx.MultiDiGraph[str], source: str, target: str, most: int = 100) -> list[tuple[str, ...]]:
    """Return up to `most` simple paths from `source` to `target`, the shortest first."""
    import networkx as nx

    flow = flow_graph(graph)
    if source not in flow or target not in flow or not nx.has_path(flow, source, target):
        return []
    return [tuple(path) for path in islice(nx.shortest_simple_paths(flow, source, target), most)]


def loops(graph: nx.MultiDiGraph[str], most: int = MOST_LOOPS) -> list[tuple[str, ...]]:
    """Return up to `most` feedback loops, each starting at its smallest node key, the shortest first."""
    import networkx as nx

    found = islice(nx.simple_cycles(flow_graph(graph)), most)
    return sorted((_from_smallest(cycle) for cycle in found), key=lambda cycle: (len(cycle), cycle))


def loop_names(graph: nx.MultiDiGraph[str], found: Iterable[tuple[str, ...]]) -> list[str]:
    """Return R1, R2, B1, ... for loops: balancing when an odd number of their edges inhibits, else reinforcing."""
    counts = {"R": 0, "B": 0}
    names = []
    for loop in found:
        pairs = zip(loop, (*loop[1:], loop[0]), strict=True)
        kinds = [{edge["kind"] for edge in graph[source][target].values()} for source, target in pairs]
        letter = "B" if sum(kind == {"inhibits"} for kind in kinds) % 2 else "R"
        counts[letter] += 1
        names.append(f"{letter}{counts[letter]}")
    return names


def flow_graph(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Return the simple graph of the edges along which effects travel."""
    import networkx as nx

    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(graph)
    flow.add_edges_from((source, target) for source, target, edge in graph.edges(data=True) if edge["kind"] in FLOWING)
    return flow


def _reached(
    graph: nx.MultiDiGraph[str],
    nodes: Iterable[str],
    steps: int | None,
    direction: Literal["upstream", "downstream"],
) -> frozenset[str]:
    flow = flow_graph(graph)
    adjacent = flow.pred if direction == "upstream" else flow.succ
    start = [node for node in nodes if node in flow]
    distance = dict.fromkeys(start, 0)
    queue = deque(start)
    while queue:
        node = queue.popleft()
        if steps is not None and distance[node] >= steps:
            continue
        for other in adjacent[node]:
            if other not in distance:
                distance[other] = distance[node] + 1
                queue.append(other)
    return frozenset(distance).difference(start)


def _from_smallest(cycle: list[str]) -> tuple[str, ...]:
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])


def feedback_names(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return R1, B1, ... by layer for each stated feedback link that closes a loop (balancing = odd inhibitions)."""
    import networkx as nx

    flow = flow_graph(graph)
    names: dict[str, str] = {}
    counts = {"R": 0, "B": 0}
    for source, target, edge in graph.edges(data=True):
        if edge["kind"] != "feedback" or not nx.has_path(flow, target, source):
            continue
        way = nx.shortest_path(flow, target, source)
        inhibited = sum(
            all(other["kind"] == "inhibits" for other in graph[before][after].values())
            for before, after in pairwise(way)
        )
        letter = "B" if inhibited % 2 else "R"
        counts[letter] += 1
        names[edge["layer"]] = f"{letter}{counts[letter]}"
    return names
