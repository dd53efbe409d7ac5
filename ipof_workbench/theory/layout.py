"""The automatic layout: fixed role lanes, few crossings, hand-placed nodes untouched, always the same result."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.theory.graph import LEADS
from ipof_workbench.theory.ordering import Columns, best_order
from ipof_workbench.theory.placement import (
    DUMMY_ROOM,
    NODE_GAP,
    PART_GAP,
    STRANGER_GAP,
    Position,
    column_x,
    extent,
    free_height,
    room,
    spaced,
)

if TYPE_CHECKING:
    import networkx as nx

ALIGNMENTS = 6


class LayeredPart:
    """A connected part of the theory as numbered vertices in columns, long edges cut by dummies (key "")."""

    def __init__(self, keys: Sequence[str], column: Mapping[str, int], edges: Sequence[tuple[str, str]]) -> None:
        self.keys = list(keys)
        self.column = [column[key] for key in keys]
        self.left: list[list[int]] = [[] for _ in keys]
        self.right: list[list[int]] = [[] for _ in keys]
        number = {key: at for at, key in enumerate(keys)}
        for source, target in edges:
            self._join(*sorted((number[source], number[target]), key=self.column.__getitem__))
        self.columns: Columns = [[] for _ in range(max(self.column) + 1)]
        for vertex, at in enumerate(self.column):
            self.columns[at].append(vertex)

    def _join(self, start: int, end: int) -> None:
        if self.column[start] == self.column[end]:
            return
        before = start
        for at in range(self.column[start] + 1, self.column[end]):
            self.keys.append("")
            self.column.append(at)
            self.left.append([])
            self.right.append([])
            self._touch(before, len(self.keys) - 1)
            before = len(self.keys) - 1
        self._touch(before, end)

    def _touch(self, start: int, end: int) -> None:
        self.right[start].append(end)
        self.left[end].append(start)

    def heights(self) -> dict[str, float]:
        """Return the y of every real vertex, the topmost edge of the part at 0."""
        order = best_order(self.columns, self.left, self.right)
        gaps = [self._gaps(column) for column in order]
        y = [0.0] * len(self.keys)
        for column, between in zip(order, gaps, strict=True):
            self._place(y, column, between, [0.0] * len(column))
        for sweep in range(ALIGNMENTS):
            pairs = list(zip(order, gaps, strict=True))
            for column, between in pairs if sweep % 2 == 0 else reversed(pairs):
                self._place(y, column, between, [self._wish(vertex, y) for vertex in column])
        real = {key: y[vertex] for vertex, key in enumerate(self.keys) if key}
        top = min(height - room(key)[1] / 2 for key, height in real.items())
        return {key: height - top for key, height in real.items()}

    def _place(self, y: list[float], column: Sequence[int], gaps: Sequence[float], wishes: Sequence[float]) -> None:
        if column:
            for vertex, height in zip(column, spaced(wishes, gaps), strict=True):
                y[vertex] = height

    def _wish(self, vertex: int, y: Sequence[float]) -> float:
        around = [*self.left[vertex], *self.right[vertex]]
        return sum(y[other] for other in around) / len(around) if around else y[vertex]

    def _gaps(self, column: Sequence[int]) -> list[float]:
        return [
            (self._height(upper) + self._height(lower)) / 2 + self._gap(upper, lower)
            for upper, lower in itertools.pairwise(column)
        ]

    def _height(self, vertex: int) -> float:
        return room(self.keys[vertex])[1] if self.keys[vertex] else DUMMY_ROOM

    def _gap(self, upper: int, lower: int) -> float:
        if not self.keys[upper].startswith("node:") or not self.keys[lower].startswith("node:"):
            return NODE_GAP / 2
        shared = not set(self.left[upper]).isdisjoint(self.left[lower])
        shared = shared or not set(self.right[upper]).isdisjoint(self.right[lower])
        return NODE_GAP if shared else STRANGER_GAP


def layout(graph: nx.MultiDiGraph[str], kept: Mapping[str, Position] | None = None) -> dict[str, Position]:
    """Return the centre of every node of `graph`.

    Nodes in `kept` stay exactly where they are; others find free places near their neighbours. Without `kept` the
    whole theory is laid out afresh, connected configurations together, nothing overlapping.
    """
    places = {key: place for key, place in (kept or {}).items() if key in graph}
    if places:
        return _around(graph, places)
    return _afresh(graph, list(graph), 0.0)


def crossings(graph: nx.MultiDiGraph[str], positions: Mapping[str, Position]) -> int:
    """Return how many pairs of leading edges cross, drawn straight from centre to centre."""
    pairs = sorted(_leading(graph), key=lambda pair: (_span(pair, positions), pair))
    total = 0
    for index, first in enumerate(pairs):
        _, first_end = _span(first, positions)
        for second in pairs[index + 1 :]:
            if _span(second, positions)[0] >= first_end:
                break
            if set(first).isdisjoint(second) and _segments_cross(first, second, positions):
                total += 1
    return total


def _afresh(graph: nx.MultiDiGraph[str], keys: Sequence[str], top: float) -> dict[str, Position]:
    """Lay `keys` (whole connected parts) out one part under the other, beginning at `top`."""
    column = _columns(graph)
    junction_lane = _junction_lane(graph)
    edges = _leading(graph)
    parts = _parts(graph, keys, edges)
    positions: dict[str, Position] = {}
    for part in parts:
        members = set(part)
        inner = [pair for pair in edges if pair[0] in members]
        heights = LayeredPart(part, column, inner).heights()
        for key, height in heights.items():
            positions[key] = (column_x(column[key], junction_lane), round(height + top, 1))
        top = extent(positions, part)[3] + PART_GAP
    return positions


def _parts(graph: nx.MultiDiGraph[str], keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the connected parts, linked ones next to each other; elements in no configuration come last together."""
    import networkx as nx

    rank = {key: at for at, key in enumerate(keys)}
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(keys)
    plain.add_edges_from(pair for pair in edges if pair[0] in rank and pair[1] in rank)
    found = [sorted(part, key=rank.__getitem__) for part in nx.connected_components(plain)]
    loose = [part[0] for part in found if len(part) == 1 and part[0].startswith("node:")]
    joined = sorted((part for part in found if part[0] not in loose), key=lambda part: _first_junction(part, rank))
    return [*_linked_together(graph, joined), *([loose] if loose else [])]


def _first_junction(part: Sequence[str], rank: Mapping[str, int]) -> int:
    return min((rank[key] for key in part if key.startswith("junction:")), default=len(rank))


def _linked_together(graph: nx.MultiDiGraph[str], parts: list[list[str]]) -> list[list[str]]:
    part_of = {key: at for at, part in enumerate(parts) for key in part}
    linked: list[set[int]] = [set() for _ in parts]
    for source, target in graph.edges():
        if source in part_of and target in part_of and part_of[source] != part_of[target]:
            linked[part_of[source]].add(part_of[target])
            linked[part_of[target]].add(part_of[source])
    order: list[int] = []
    waiting = list(range(len(parts)))
    while waiting:
        placed = set(order[-3:])
        at = min(waiting, key=lambda candidate: (-len(linked[candidate] & placed), candidate))
        waiting.remove(at)
        order.append(at)
    return [parts[at] for at in order]


def _around(graph: nx.MultiDiGraph[str], kept: dict[str, Position]) -> dict[str, Position]:
    """Keep `kept`, put what is joined to it beside its neighbours and everything else underneath."""
    positions = dict(kept)
    column = _columns(graph)
    junction_lane = _junction_lane(graph)
    waiting = [key for key in graph if key not in positions]
    joined: dict[str, list[str]] = {key: [] for key in graph}
    for source, target in _leading(graph):
        joined[source].append(target)
        joined[target].append(source)
    around = {key: sum(other in positions for other in joined[key]) for key in waiting}
    while around and max(around.values()):
        key = max(around, key=around.__getitem__)
        heights = [positions[other][1] for other in joined[key] if other in positions]
        x = column_x(column[key], junction_lane)
        y = free_height(x, sum(heights) / len(heights), room(key), positions)
        positions[key] = (x, round(y, 1))
        del around[key]
        for other in joined[key]:
            if other in around:
                around[other] += 1
    waiting = [key for key in waiting if key in around]
    fresh = _afresh(graph, waiting, extent(positions)[3] + PART_GAP)
    return {key: positions.get(key) or fresh[key] for key in graph}


def _leading(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str]]:
    pairs = ((source, target) for source, target, edge in graph.edges(data=True) if edge["kind"] == LEADS)
    return list(dict.fromkeys(pairs))


def _columns(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    return {key: int(node["column"]) for key, node in graph.nodes(data=True)}


def _junction_lane(graph: nx.MultiDiGraph[str]) -> int:
    """Return the column of the junctions, which is also the lane they stand before."""
    return int(graph.graph["junction_lane"])


def _span(pair: tuple[str, str], positions: Mapping[str, Position]) -> tuple[float, float]:
    ends = (positions[pair[0]][0], positions[pair[1]][0])
    return min(ends), max(ends)


def _segments_cross(first: tuple[str, str], second: tuple[str, str], positions: Mapping[str, Position]) -> bool:
    a, b, c, d = (positions[key] for key in (*first, *second))
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Position, b: Position, c: Position) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
