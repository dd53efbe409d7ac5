"""The outlines of nodes and marks as path commands; a role is told by its shape as well as by its colour."""

from __future__ import annotations

from math import cos, sin

from ipof_workbench.domain.appearance import Shape

Command = tuple[str | float, ...]
Commands = tuple[Command, ...]

_ROUND = 0.5523
"""Control points of a quarter circle made from a cubic curve."""
TIP = 15.0
SLANT = 12.0
CUT = 12.0


def node_outline(shape: Shape, x: float, y: float, width: float, height: float) -> Commands:
    """Return the outline of a node of `shape` centred at (x, y)."""
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    match shape:
        case "pill":
            return rounded(left, top, width, height, height / 2)
        case "ellipse":
            return ellipse(x, y, width / 2, height / 2)
        case "hexagon":
            tip = min(TIP, height * 0.3)
            return polygon(
                (left + tip, top),
                (right - tip, top),
                (right, y),
                (right - tip, bottom),
                (left + tip, bottom),
                (left, y),
            )
        case "parallelogram":
            slant = min(SLANT, height * 0.3)
            return polygon((left + slant, top), (right, top), (right - slant, bottom), (left, bottom))
        case "cut_corner":
            cut = min(CUT, height * 0.4)
            return polygon((left, top), (right - cut, top), (right, top + cut), (right, bottom), (left, bottom))
        case "side_bars":
            return rounded(left, top, width, height, 3)
        case _:
            return rounded(left, top, width, height, 6)


def rounded(left: float, top: float, width: float, height: float, radius: float) -> Commands:
    """Return a rectangle with round corners."""
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _ROUND)
    right, bottom = left + width, top + height
    return (
        ("M", left + r, top),
        ("L", right - r, top),
        ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom),
        ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r),
        ("C", left, top + k, left + k, top, left + r, top),
        ("Z",),
    )


def ellipse(x: float, y: float, across: float, down: float) -> Commands:
    """Return an ellipse by its centre and half axes."""
    a, d = across * _ROUND, down * _ROUND
    return (
        ("M", x + across, y),
        ("C", x + across, y + d, x + a, y + down, x, y + down),
        ("C", x - a, y + down, x - across, y + d, x - across, y),
        ("C", x - across, y - d, x - a, y - down, x, y - down),
        ("C", x + a, y - down, x + across, y - d, x + across, y),
        ("Z",),
    )


def circle(x: float, y: float, radius: float) -> Commands:
    """Return a circle."""
    return ellipse(x, y, radius, radius)


def polygon(*points: tuple[float, float]) -> Commands:
    """Return a closed polygon."""
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


def line(*points: tuple[float, float]) -> Commands:
    """Return an open line through `points`."""
    return (("M", *points[0]), *(("L", *point) for point in points[1:]))


def rounded_line(points: list[tuple[float, float]], radius: float = 6.0) -> Commands:
    """Return an orthogonal line through `points` whose corners are rounded."""
    commands: list[Command] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        entry, leave = _towards(corner, before, radius), _towards(corner, after, radius)
        commands += [("L", *entry), ("C", *corner, *corner, *leave)]
    commands.append(("L", *points[-1]))
    return tuple(commands)


def arrow_head(x: float, y: float, angle: float, length: float = 10.0, width: float = 9.0) -> Commands:
    """Return a filled arrow head with its tip at (x, y), pointing along `angle` (radians, 0 = right)."""
    along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
    base_x, base_y = x - along[0] * length, y - along[1] * length
    half = width / 2
    return polygon(
        (x, y),
        (base_x + across[0] * half, base_y + across[1] * half),
        (base_x - across[0] * half, base_y - across[1] * half),
    )


def bar_end(x: float, y: float, angle: float, length: float = 18.0) -> Commands:
    """Return the bar across the end of an inhibiting line."""
    dx, dy = -sin(angle) * length / 2, cos(angle) * length / 2
    return line((x - dx, y - dy), (x + dx, y + dy))


def _towards(start: tuple[float, float], end: tuple[float, float], most: float) -> tuple[float, float]:
    """Return the point `most` pixels from `start` on the way to `end`, at most half way."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    distance = abs(dx) + abs(dy)
    share = min(most / distance, 0.5) if distance else 0.0
    return start[0] + dx * share, start[1] + dy * share
