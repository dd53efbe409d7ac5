"""The theory as a toolkit-free drawing, the same for paper and screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ipof_workbench.domain.drawing import Drawing, Path, Stroke, TextRun
from ipof_workbench.theory.description import describe_theory
from ipof_workbench.theory.legend import lane_head, legend_shapes
from ipof_workbench.theory.look import look
from ipof_workbench.theory.model import TheoryModel
from ipof_workbench.theory.node_pictures import Shapes
from ipof_workbench.theory.outlines import line, polygon
from ipof_workbench.theory.placement import NODE_WIDTH, PITCH, Position, lane_centre
from ipof_workbench.theory.scene import TheoryScene

HEAD = 62.0
"""From the top of the figure to the topmost node."""
FOOT = 28.0
MARGIN = 16.0


def draw_theory(
    model: TheoryModel,
    positions: Mapping[str, Position],
    *,
    dark: bool = False,
    selection: Iterable[str] | None = None,
    legend: bool = True,
    ghosted: Iterable[str] = (),
    note: str = "",
) -> Drawing:
    """Return the drawing of `model` with its nodes centred at `positions`.

    `selection` and `ghosted` hold node keys, junction keys and edge layers; nodes without a position are left out.
    `note` is the last line of the legend (which filters are in force).
    """
    scene = TheoryScene.of(model, look(dark=dark), selection or (), ghosted)
    edges = scene.edge_pictures(positions)
    nodes = [
        shape
        for key in (*(c.node for c in model.configurations), *model.by_node)
        if key in positions
        for shape in scene.node_picture(key, *positions[key]).shapes
    ]
    lines = [shape for picture in edges for shape in (picture.line, *picture.marks)]
    pills = [shape for picture in edges for shape in picture.pill]
    content: Shapes = (*lines, *pills, *nodes)
    left, top, right, bottom = _bounds(content, len(model.roles))
    legend_box: Shapes = ()
    ground = bottom
    if legend:
        legend_box, width, height = legend_shapes(scene, left + MARGIN, bottom + FOOT, note=note)
        ground = bottom + FOOT
        bottom = ground + height
        right = max(right, left + width + 2 * MARGIN)
    bottom += MARGIN
    lanes = _lanes(scene, left, top - HEAD, right, bottom)
    heads = [
        shape
        for lane, role in enumerate(model.roles)
        for shape in lane_head(scene, role.role_key, role.label, lane_centre(lane) - NODE_WIDTH / 2, top - HEAD + 26)
    ]
    return Drawing(
        width=round(right - left, 1),
        height=round(bottom - top + HEAD, 1),
        shapes=(*lanes, *heads, *content, *legend_box),
        left=left,
        top=top - HEAD,
        background=scene.look.paper,
        title="Programme theory",
        description=describe_theory(model),
    )


def lane_left(lane: int) -> float:
    """Return the x of the left border of a lane."""
    return lane_centre(lane) - PITCH / 2


def _lanes(scene: TheoryScene, left: float, top: float, right: float, bottom: float) -> Shapes:
    shapes: list[Path | TextRun] = []
    count = len(scene.model.roles)
    for lane in range(count):
        start = left if lane == 0 else lane_left(lane)
        end = right if lane == count - 1 else lane_left(lane + 1)
        if lane % 2:
            shapes.append(
                Path(polygon((start, top), (end, top), (end, bottom), (start, bottom)), None, scene.look.panel)
            )
        if lane:
            shapes.append(Path(line((start, top), (start, bottom)), Stroke(scene.look.border, 1.0)))
    return tuple(shapes)


def _bounds(shapes: Shapes, lanes: int) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) around the shapes and all lanes."""
    left, right, top, bottom = 0.0, lane_left(max(lanes, 1)), 0.0, 0.0
    for shape in shapes:
        if isinstance(shape, TextRun):
            continue
        for command in shape.commands:
            numbers = [number for number in command[1:] if isinstance(number, float | int)]
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                left, right = min(left, x - MARGIN), max(right, x + MARGIN)
                top, bottom = min(top, y), max(bottom, y)
    return left, top, right, bottom
