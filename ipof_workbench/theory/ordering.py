"""The order of vertices within columns, with few crossings: barycentre sweeps and swaps of neighbours.

After Sugiyama, Tagawa and Toda (1981) and Gansner et al. (1993). Vertices are numbers, columns lists of them; an edge
joins vertices of neighbouring columns only (longer ones are cut by dummy vertices before they come here).
Everything is deterministic: ties keep the order that was there.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Callable, Sequence

SWEEPS = 8
SWAP_PASSES = 6

Columns = list[list[int]]
Neighbours = Sequence[Sequence[int]]


def best_order(columns: Sequence[Sequence[int]], left: Neighbours, right: Neighbours) -> Columns:
    """Return the columns reordered so that few edges cross, never more than in the order given.

    `left[v]` and `right[v]` are the neighbours of vertex `v` in the column before and after its own.
    """
    given = [list(column) for column in columns]
    best, fewest = given, order_crossings(given, right)
    for start in (given, _walked_order(given, left, right)):
        if not fewest:
            break
        found, count = _swept(start, left, right)
        if count < fewest:
            best, fewest = found, count
    return best


def order_crossings(columns: Columns, right: Neighbours) -> int:
    """Return how many pairs of edges cross between neighbouring columns."""
    total = 0
    for before, after in itertools.pairwise(columns):
        place = {vertex: at for at, vertex in enumerate(after)}
        ends = (end for vertex in before for end in sorted(place[other] for other in right[vertex]))
        seen: list[int] = []
        for end in ends:
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def _swept(start: Columns, left: Neighbours, right: Neighbours) -> tuple[Columns, int]:
    columns = [list(column) for column in start]
    _swap_neighbours(columns, left, right)
    best = [list(column) for column in columns]
    fewest = order_crossings(columns, right)
    stale = 0
    for sweep in range(SWEEPS):
        if not fewest or stale == 3:
            break
        _sort_by_neighbours(columns, left if sweep % 2 == 0 else right, forward=sweep % 2 == 0)
        _swap_neighbours(columns, left, right)
        count = order_crossings(columns, right)
        stale += 1
        if count < fewest:
            best, fewest, stale = [list(column) for column in columns], count, 0
    return best, fewest


def _sort_by_neighbours(columns: Columns, neighbours: Neighbours, *, forward: bool) -> None:
    """Sort each column by the mean place of its neighbours; a vertex without any keeps its relative place."""
    steps = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
    for at in steps:
        fixed = columns[at - 1 if forward else at + 1]
        place = {vertex: float(index) for index, vertex in enumerate(fixed)}
        scale = max(len(fixed), 1) / max(len(columns[at]), 1)
        means = {
            vertex: sum(place[other] for other in neighbours[vertex]) / len(neighbours[vertex])
            if neighbours[vertex]
            else index * scale
            for index, vertex in enumerate(columns[at])
        }
        columns[at].sort(key=means.__getitem__)


def _swap_neighbours(columns: Columns, left: Neighbours, right: Neighbours) -> None:
    """Swap vertices that stand next to each other as long as a swap takes crossings away."""
    for _ in range(SWAP_PASSES):
        swapped = False
        for at, column in enumerate(columns):
            if len(column) < 2:
                continue
            before = _places(columns[at - 1] if at else [])
            after = _places(columns[at + 1] if at + 1 < len(columns) else [])
            lefts = {vertex: sorted(map(before.__getitem__, left[vertex])) for vertex in column}
            rights = {vertex: sorted(map(after.__getitem__, right[vertex])) for vertex in column}
            for index in range(len(column) - 1):
                upper, lower = column[index], column[index + 1]
                now = _inversions(lefts[upper], lefts[lower]) + _inversions(rights[upper], rights[lower])
                if not now:
                    continue
                then = _inversions(lefts[lower], lefts[upper]) + _inversions(rights[lower], rights[upper])
                if then < now:
                    column[index], column[index + 1] = lower, upper
                    swapped = True
        if not swapped:
            return


def _places(column: Sequence[int]) -> dict[int, int]:
    return {vertex: index for index, vertex in enumerate(column)}


def _inversions(upper: Sequence[int], lower: Sequence[int]) -> int:
    """Return how many pairs (a of upper, b of lower) have a > b; both are sorted."""
    total = index = 0
    for end in upper:
        while index < len(lower) and lower[index] < end:
            index += 1
        total += index
    return total


def _walked_order(columns: Columns, left: Neighbours, right: Neighbours) -> Columns:
    """Return the order in which a walk along the edges meets the vertices: it lays trees out without crossings."""
    column_of = {vertex: at for at, column in enumerate(columns) for vertex in column}
    met: Columns = [[] for _ in columns]
    seen: set[int] = set()

    def walk(start: int, neighbours: Callable[[int], Sequence[int]]) -> None:
        stack = [start]
        while stack:
            vertex = stack.pop()
            if vertex in seen:
                continue
            seen.add(vertex)
            met[column_of[vertex]].append(vertex)
            stack.extend(reversed(neighbours(vertex)))

    for column in columns:
        for vertex in column:
            walk(vertex, lambda met_vertex: (*left[met_vertex], *right[met_vertex]))
    return met
