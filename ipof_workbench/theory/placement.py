"""Where things stand: sizes, columns, and heights that keep edges straight without overlaps.

Positions are the centres of nodes in logical pixels, x to the right and y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

NODE_WIDTH = 168.0
NODE_HEIGHT = 62.0
JUNCTION_SIZE = 22.0
PITCH = 240.0
"""From the centre of one lane to the next."""
FIRST_CENTRE = 112.0
NODE_GAP = 18.0
"""Between nodes that share a neighbour."""
STRANGER_GAP = 28.0
PART_GAP = 48.0
"""Between parts of the theory that no configuration joins."""
JUNCTION_ROOM = 52.0
"""Height kept for a junction and the AND above it."""
DUMMY_ROOM = 12.0

Position = tuple[float, float]


def lane_centre(lane: int) -> float:
    """Return the x of the middle of a lane."""
    return FIRST_CENTRE + PITCH * lane


def column_x(column: int, junction_lane: int) -> float:
    """Return the x of a drawing column; the junctions stand on the border before lane `junction_lane`."""
    if column == junction_lane:
        return lane_centre(column) - PITCH / 2
    return lane_centre(column - (column > junction_lane))


def room(key: str) -> tuple[float, float]:
    """Return the width and height kept for a node."""
    return (NODE_WIDTH, NODE_HEIGHT) if key.startswith("node:") else (JUNCTION_SIZE, JUNCTION_ROOM)


def spaced(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Return the places nearest to `wishes` (least squares) that keep order and are at least `gaps` apart.

    `gaps[i]` is the least distance between place i and i + 1. Pools adjacent violators: linear time, exact.
    """
    offset = [0.0]
    for gap in gaps:
        offset.append(offset[-1] + gap)
    pools: list[tuple[float, int]] = []
    for wish, shift in zip(wishes, offset, strict=True):
        total, count = wish - shift, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, members = pools.pop()
            total, count = total + before, count + members
        pools.append((total, count))
    means = [total / count for total, count in pools for _ in range(count)]
    return [mean + shift for mean, shift in zip(means, offset, strict=True)]


def free_height(x: float, wish: float, size: tuple[float, float], taken: Mapping[str, Position]) -> float:
    """Return the y nearest to `wish` at which a node of `size` at `x` overlaps nothing of `taken`."""
    width, height = size
    blocked: list[tuple[float, float]] = []
    for key, (other_x, other_y) in taken.items():
        other_width, other_height = room(key)
        if abs(other_x - x) < (width + other_width) / 2 + 4:
            reach = (height + other_height) / 2 + NODE_GAP
            blocked.append((other_y - reach, other_y + reach))
    return nearest_free(wish, blocked)


def nearest_free(wish: float, blocked: Iterable[tuple[float, float]]) -> float:
    """Return the number nearest to `wish` that lies inside none of the intervals `blocked` (low, high)."""
    low = high = None
    for start, end in sorted(blocked):
        if high is not None and start < high:
            high = max(high, end)
            continue
        if low is not None and high is not None and low < wish < high:
            break
        low, high = start, end
    if low is None or high is None or not low < wish < high:
        return wish
    return low if wish - low <= high - wish else high


def box_around(key: str, place: Position) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) of a node as it is drawn."""
    width, height = (NODE_WIDTH, NODE_HEIGHT) if key.startswith("node:") else (JUNCTION_SIZE, JUNCTION_SIZE)
    return place[0] - width / 2, place[1] - height / 2, place[0] + width / 2, place[1] + height / 2


def extent(positions: Mapping[str, Position], keys: Iterable[str] | None = None) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) around the nodes; all zeros where there is none."""
    boxes = [(*positions[key], *room(key)) for key in (positions if keys is None else keys)]
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    return (
        min(x - width / 2 for x, _, width, _ in boxes),
        min(y - height / 2 for _, y, _, height in boxes),
        max(x + width / 2 for x, _, width, _ in boxes),
        max(y + height / 2 for _, y, _, height in boxes),
    )
