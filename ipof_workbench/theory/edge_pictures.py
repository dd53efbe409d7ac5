"""The picture of an edge: its line by status and volume, its end mark, and the pill that carries words or counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2

from ipof_workbench.domain.drawing import Path, Stroke, TextRun
from ipof_workbench.theory.graph import LEADS, TheoryEdge
from ipof_workbench.theory.look import GHOST, FigureLook, mixed
from ipof_workbench.theory.model import Standing
from ipof_workbench.theory.node_pictures import Shapes
from ipof_workbench.theory.outlines import arrow_head, bar_end, line, rounded
from ipof_workbench.theory.routing import Point, Route
from ipof_workbench.theory.text_measure import text_width

DASHES: dict[Standing, tuple[float, ...]] = {
    Standing.SUPPORTED: (),
    Standing.HYPOTHESISED: (7.0, 5.0),
    Standing.CONTESTED: (7.0, 3.0, 2.0, 3.0),
    Standing.REFUTED: (2.0, 4.0),
}
THINNEST, THICKEST = 1.5, 5.0
USUAL_MOST = 14
"""Sources at which a line is thickest, unless some edge has more."""
PILL_SIZE = 11.0
PILL_HEIGHT = 18.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class EdgePicture:
    """The line, its marks (arrow, bar, cross) and its pill, apart so that a view far away can leave some out."""

    line: Path
    marks: Shapes = ()
    pill: Shapes = ()

    @property
    def shapes(self) -> Shapes:
        """Everything in painting order."""
        return (self.line, *self.marks, *self.pill)


@dataclass(frozen=True, slots=True)
class EdgeState:
    """How an edge is shown; `most_sources` is the greatest number on any edge, for the width."""

    highlighted: bool = False
    ghosted: bool = False
    most_sources: int = USUAL_MOST
    words: str = ""


def edge_width(sources: int, most: int) -> float:
    """Return the width of a line by its sources."""
    return round(THINNEST + (THICKEST - THINNEST) * min(1.0, sources / max(most, USUAL_MOST, 1)), 2)


def edge_picture(
    edge: TheoryEdge, route: Route, look: FigureLook, outcome_stroke: str, state: EdgeState, pill_at: Point | None
) -> EdgePicture:
    """Return the picture of an edge; its pill, if it has words, is centred at `pill_at`."""
    colour = _colour(edge, look, outcome_stroke, state)
    width, dashes = _line_style(edge, state)
    pill: Shapes = ()
    if state.words and pill_at is not None:
        pill = _pill(edge, look, colour, state, pill_at)
    stroke = Stroke(colour, width, dashes)
    return EdgePicture(Path(route.commands, stroke, None, edge.layer), _marks(edge, route, colour, width), pill)


def pill_words(edge: TheoryEdge, *, counted: bool, loop: str = "") -> str:
    """Return what the pill of an edge says: volume, or the kind of a link with its volume."""
    volume = f"{edge.counts.sources} | {edge.counts.codings}"
    if edge.kind == LEADS:
        return volume if counted and edge.counts.codings else ""
    if edge.kind == "inhibits":
        return ""
    words = loop or edge.kind
    return f"{words} {volume} | {edge.counts.cases}" if edge.counts.codings else words


def pill_box(words: str, centre: Point) -> Box:
    """Return (left, top, right, bottom) of a pill."""
    width = text_width(words, PILL_SIZE) + 14
    return centre[0] - width / 2, centre[1] - PILL_HEIGHT / 2, centre[0] + width / 2, centre[1] + PILL_HEIGHT / 2


def free_pill_place(words: str, route: Route, kind: str, taken: Sequence[Box]) -> Point:
    """Return the point of the way at which a pill overlaps the others least, as near to its middle as possible."""
    shares = (0.5, 0.4, 0.6, 0.3, 0.7) if kind == LEADS else (0.35, 0.5, 0.25, 0.6, 0.15, 0.7, 0.42, 0.8, 0.3, 0.9, 0.1)
    best, least = route.at(0.5), float("inf")
    for share in shares:
        point = _pill_point(route, share, kind)
        box = pill_box(words, point)
        covered = _covered(box, taken)
        if not covered:
            return point
        if covered < least:
            best, least = point, covered
    return best


def _pill_point(route: Route, share: float, kind: str) -> Point:
    if kind not in ("ripple", "feedback"):
        return route.at(share)
    (right, row), (left, _) = route.points[1], route.points[2]
    return right + (left - right) * share, row


def _colour(edge: TheoryEdge, look: FigureLook, outcome_stroke: str, state: EdgeState) -> str:
    colour = look.text2
    if edge.kind in ("ripple", "feedback"):
        colour = outcome_stroke
    elif edge.standing is Standing.REFUTED:
        colour = look.text3
    if state.highlighted:
        colour = look.accent
    return mixed(colour, look.paper, GHOST) if state.ghosted else colour


def _line_style(edge: TheoryEdge, state: EdgeState) -> tuple[float, tuple[float, ...]]:
    if edge.kind == LEADS:
        return edge_width(edge.counts.sources, state.most_sources), DASHES[edge.standing]
    if edge.kind == "rival":
        return 1.5, (2.0, 3.0)
    if edge.kind == "embeds":
        return 1.5, ()
    return (2.0 if edge.kind in ("ripple", "feedback") else 1.75), ()


def _marks(edge: TheoryEdge, route: Route, colour: str, width: float) -> Shapes:
    layer = edge.layer
    if edge.kind == "inhibits":
        return (Path(bar_end(*route.tip, route.angle), Stroke(colour, 3.5), None, layer),)
    marks: list[Path | TextRun] = []
    if edge.kind != LEADS or edge.target.startswith("node:"):
        size = max(9.0, 5.5 + width)
        marks.append(Path(arrow_head(*route.tip, route.angle, 10.0, size), None, colour, layer))
    if edge.kind == "rival":
        start, after = route.points[0], route.points[1]
        back = straight_angle(after, start)
        marks.append(Path(arrow_head(*start, back), None, colour, layer))
    if edge.kind == LEADS and edge.standing is Standing.REFUTED:
        x, y = route.at(0.5)
        marks += [
            Path(line((x - 4, y + side * 4), (x + 4, y - side * 4)), Stroke(colour, 1.75), None, layer)
            for side in (-1, 1)
        ]
    return tuple(marks)


def straight_angle(start: Point, end: Point) -> float:
    """Return the direction from `start` to `end` in radians."""
    return atan2(end[1] - start[1], end[0] - start[0])


def _pill(edge: TheoryEdge, look: FigureLook, colour: str, state: EdgeState, centre: Point) -> Shapes:
    left, top, right, bottom = pill_box(state.words, centre)
    returning = edge.kind in ("ripple", "feedback")
    border = colour if returning or state.highlighted else look.border
    ink = look.text if not state.ghosted else mixed(look.text, look.paper, GHOST)
    radius = PILL_HEIGHT / 2 if edge.kind != LEADS else 4.0
    return (
        Path(rounded(left, top, right - left, bottom - top, radius), Stroke(border, 1.0), look.paper, edge.layer),
        TextRun(centre[0], centre[1] + PILL_SIZE * 0.36, state.words, PILL_SIZE, ink, False, "middle", edge.layer),
    )


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """Return how much of a box the others cover, together."""
    left, top, right, bottom = box
    covered = 0.0
    for other in taken:
        if other[0] < right and left < other[2] and other[1] < bottom and top < other[3]:
            covered += (min(right, other[2]) - max(left, other[0])) * (min(bottom, other[3]) - max(top, other[1]))
    return covered
