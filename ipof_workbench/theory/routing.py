"""The way of an edge between two placed nodes: curves to the next lane, round what is in between, right angles back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, hypot, pi

from ipof_workbench.theory.graph import LEADS, TheoryEdge
from ipof_workbench.theory.outlines import Command, Commands, rounded_line
from ipof_workbench.theory.placement import (
    JUNCTION_SIZE,
    NODE_HEIGHT,
    NODE_WIDTH,
    PITCH,
    Position,
    extent,
    nearest_free,
)

Point = tuple[float, float]

ARROW = 9.0
CLEAR = 10.0
"""Least distance of a routed line from the nodes it passes."""
SAMPLES = 12
CHANNEL = 7.0
"""Between lines that run side by side."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way: path commands, where its end mark sits and points (the direction in radians), and points along it."""

    commands: Commands
    tip: Point
    angle: float
    points: tuple[Point, ...]

    def at(self, share: float) -> Point:
        """Return the point at `share` (0 to 1) of the length."""
        lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in zip(self.points, self.points[1:], strict=False)]
        left = sum(lengths) * share
        for (a, b), length in zip(zip(self.points, self.points[1:], strict=False), lengths, strict=True):
            if left <= length and length:
                part = left / length
                return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
            left -= length
        return self.points[-1]

    def distance(self, x: float, y: float) -> float:
        """Return how far (x, y) is from the line, in pixels."""
        return min(_segment_distance(x, y, a, b) for a, b in zip(self.points, self.points[1:], strict=False))


def route_edges(edges: Sequence[TheoryEdge], positions: Mapping[str, Position]) -> dict[str, Route]:
    """Return the way of each edge whose two ends are placed, by layer name."""
    placed = [edge for edge in edges if edge.source in positions and edge.target in positions]
    returning = [edge.layer for edge in placed if edge.kind in ("ripple", "feedback")]
    return {edge.layer: route_edge(edge, positions, _slot(edge, returning)) for edge in placed}


def route_edge(edge: TheoryEdge, positions: Mapping[str, Position], slot: int = 0) -> Route:
    """Return the way of one edge; `slot` keeps returning lines (ripples, feedback) apart from each other."""
    if edge.kind in ("ripple", "feedback"):
        return _returning(edge, positions, slot)
    if edge.kind == "inhibits":
        return _inhibiting(edge, positions)
    if edge.kind in ("rival", "embeds"):
        return _beside(edge, positions)
    return _leading(edge, positions)


def half_width(key: str) -> float:
    """Return half the width of a node."""
    return (NODE_WIDTH if key.startswith("node:") else JUNCTION_SIZE) / 2


def half_height(key: str) -> float:
    """Return half the height of a node."""
    return (NODE_HEIGHT if key.startswith("node:") else JUNCTION_SIZE) / 2


def _slot(edge: TheoryEdge, returning: Sequence[str]) -> int:
    return returning.index(edge.layer) if edge.layer in returning else 0


def _leading(edge: TheoryEdge, positions: Mapping[str, Position]) -> Route:
    start_x, start_y = positions[edge.source]
    end_x, end_y = positions[edge.target]
    start = (start_x + half_width(edge.source), start_y)
    arrow = ARROW if edge.kind == LEADS and edge.target.startswith("node:") else 0.0
    tip = (end_x - half_width(edge.target), end_y)
    end = (tip[0] - arrow, end_y)
    if end_x - start_x > PITCH * 1.2:
        passed = _passed(edge, positions, start, end)
        if passed:
            return _round_about(start, end, tip, passed)
    commands, points = _curve(start, end)
    return Route((("M", *start), *commands), tip, 0.0, (start, *points, tip))


def _passed(edge: TheoryEdge, positions: Mapping[str, Position], start: Point, end: Point) -> list[Position]:
    """Return the nodes standing wholly between start and end, if the straight way would touch one of them."""
    between = [
        (x, y)
        for key, (x, y) in positions.items()
        if key.startswith("node:") and start[0] < x - NODE_WIDTH / 2 and x + NODE_WIDTH / 2 < end[0]
    ]
    pull = (end[0] - start[0]) * 0.5
    points = _sampled(start, (start[0] + pull, start[1]), (end[0] - pull, end[1]), end, 2 * SAMPLES)
    touched = any(
        abs(point_x - x) < NODE_WIDTH / 2 and abs(point_y - y) < NODE_HEIGHT / 2 + CLEAR / 2
        for point_x, point_y in points
        for x, y in between
    )
    return between if touched else []


def _round_about(start: Point, end: Point, tip: Point, passed: Sequence[Position]) -> Route:
    """Go through the gap between the passed nodes that lies nearest to the straight way."""
    wish = (start[1] + end[1]) / 2
    height = clear_height(wish, [y for _, y in passed])
    entry = (min(x for x, _ in passed) - NODE_WIDTH / 2 - 4, height)
    leave = (max(x for x, _ in passed) + NODE_WIDTH / 2 + 4, height)
    first, first_points = _curve(start, entry)
    last, last_points = _curve(leave, end)
    commands: tuple[Command, ...] = (("M", *start), *first, ("L", *leave), *last)
    return Route(commands, tip, 0.0, (start, *first_points, leave, *last_points, tip))


def clear_height(wish: float, centres: Iterable[float], reach: float = NODE_HEIGHT / 2 + CLEAR * 0.8) -> float:
    """Return the y nearest to `wish` that keeps clear of nodes centred at `centres`."""
    return nearest_free(wish, ((centre - reach, centre + reach) for centre in centres))


def _returning(edge: TheoryEdge, positions: Mapping[str, Position], slot: int) -> Route:
    """Down from the source, left under the nodes through a free row, up the outer margin, into the target's left."""
    source_x, source_y = positions[edge.source]
    target_x, target_y = positions[edge.target]
    down = source_x + (slot % 5) * CHANNEL * 1.6
    side = 1 if target_y >= source_y or slot % 2 == 0 else -1
    low = source_y + side * half_height(edge.source)
    row = _free_row(low + side * 14, positions, edge) + (slot % 3) * CHANNEL * 0.6
    margin = extent(positions)[0] - 12 - (slot % 6) * CHANNEL
    tip = (target_x - half_width(edge.target), target_y + (slot % 3 - 1) * 8.0 * (slot > 0))
    points = [(down, low), (down, row), (margin, row), (margin, tip[1]), (tip[0] - ARROW + 1, tip[1])]
    return Route(rounded_line(points), tip, 0.0, (*points, tip))


def _free_row(wish: float, positions: Mapping[str, Position], edge: TheoryEdge) -> float:
    """Return a row near `wish` that no node between target and source stands in; `wish` if there is none nearby."""
    right = positions[edge.source][0]
    centres = [y for key, (x, y) in positions.items() if key.startswith("node:") and x < right + NODE_WIDTH]
    row = clear_height(wish, centres, NODE_HEIGHT / 2 + 8)
    return row if abs(row - wish) < 6 * NODE_HEIGHT else wish


def _inhibiting(edge: TheoryEdge, positions: Mapping[str, Position]) -> Route:
    """Leave low at the right side, arrive from above or below; near the same height, arrive at the left side."""
    source_x, source_y = positions[edge.source]
    target_x, target_y = positions[edge.target]
    below = target_y >= source_y
    sign = 1 if below else -1
    start = (source_x + half_width(edge.source) - 2, source_y + sign * half_height(edge.source) * 0.74)
    if abs(target_y - start[1]) < half_height(edge.target) + 30:
        tip = (target_x - half_width(edge.target) - 3, target_y + sign * 10)
        commands, points = _curve(start, tip)
        return Route((("M", *start), *commands), tip, 0.0, (start, *points))
    tip = (target_x - 44, target_y - sign * (half_height(edge.target) + 7))
    first = (start[0] + (tip[0] - start[0]) * 0.8, start[1])
    second = (tip[0], start[1] + (tip[1] - start[1]) * 0.2)
    points = _sampled(start, first, second, tip)
    return Route((("M", *start), ("C", *first, *second, *tip)), tip, sign * pi / 2, (start, *points))


def _beside(edge: TheoryEdge, positions: Mapping[str, Position]) -> Route:
    """Join two junctions by an arc that bulges to the right of their column."""
    start_x, start_y = positions[edge.source]
    end_x, end_y = positions[edge.target]
    sign = 1 if end_y >= start_y else -1
    start = (start_x + 6, start_y + sign * (half_height(edge.source) + 1))
    tip = (end_x + 6, end_y - sign * (half_height(edge.target) + 2))
    bulge = max(start_x, end_x) + 22
    first, second = (bulge, start[1] + sign * 14), (bulge, tip[1] - sign * 14)
    points = _sampled(start, first, second, tip)
    angle = atan2(tip[1] - second[1], tip[0] - second[0])
    return Route((("M", *start), ("C", *first, *second, *tip)), tip, angle, (start, *points))


@lru_cache(maxsize=16_384)
def _curve(start: Point, end: Point) -> tuple[Commands, tuple[Point, ...]]:
    """Return a curve that leaves and arrives level, and points along it; a level one is a straight line."""
    if abs(start[1] - end[1]) < 0.75 and end[0] > start[0]:
        return (("L", *end),), (end,)
    pull = max((end[0] - start[0]) * 0.5, 14.0 if end[0] > start[0] else 48.0)
    first, second = (start[0] + pull, start[1]), (end[0] - pull, end[1])
    return (("C", *first, *second, *end),), _sampled(start, first, second, end)


def _sampled(start: Point, first: Point, second: Point, end: Point, steps: int = SAMPLES) -> tuple[Point, ...]:
    points = []
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return tuple(points)


def _segment_distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) if length else 0.0
    return hypot(x - a[0] - dx * share, y - a[1] - dy * share)
