"""A toolkit-free picture: shapes and text runs in points, painted by the screen, SVG, PNG and PDF alike.

Coordinates are logical pixels, x to the right and y down. Colours are `#rrggbb`. A `layer` name groups shapes that
belong to one thing of the theory (`node:12:context`, `edge:...`), so that a view can find what was hit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: colour, width and dash lengths in units of pixels (empty = solid)."""

    colour: str
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """An outline of moves, lines and cubic curves.

    `commands` are ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) and ("Z",).
    """

    commands: tuple[tuple[str | float, ...], ...]
    stroke: Stroke | None = None
    fill: str | None = None
    layer: str = ""


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text; `x, y` is its baseline at the anchor, `size` in pixels."""

    x: float
    y: float
    text: str
    size: float = 13.0
    colour: str = "#1D2025"
    bold: bool = False
    anchor: Anchor = "start"
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in painting order, inside a box of `width` x `height` logical pixels starting at (left, top)."""

    width: float
    height: float
    shapes: tuple[Path | TextRun, ...] = field(default=())
    left: float = 0.0
    top: float = 0.0
    background: str | None = "#FFFFFF"
    title: str = ""
    description: str = ""
    """The text alternative: all configurations in words."""
