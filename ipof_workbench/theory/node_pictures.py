"""The picture of one node or junction in layers of detail, drawn around its centre."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.appearance import RoleColours, RoleStyle
from ipof_workbench.domain.drawing import Path, Stroke, TextRun
from ipof_workbench.theory.look import GHOST, FigureLook, mixed
from ipof_workbench.theory.model import Standing, TheoryConfiguration, TheoryElement
from ipof_workbench.theory.outlines import circle, line, node_outline, rounded
from ipof_workbench.theory.placement import JUNCTION_SIZE, NODE_HEIGHT, NODE_WIDTH
from ipof_workbench.theory.text_measure import shortened, text_width, wrapped

Shapes = tuple[Path | TextRun, ...]

LABEL_SIZE = 12.5
COUNT_SIZE = 10.5
JOINED_SIZE = 10.0
TILE = 15.0
DASHES = (5.0, 3.0)
NO_EVIDENCE = "no evidence yet"
RING = 4.0
PIP = 11.5
_STATES = {"partly": "partly", "does_not_fire": "not firing", "inhibited": "inhibited"}


@dataclass(frozen=True, slots=True)
class NodeState:
    """How a node is shown: `dashed` while it is only hypothesised, `highlighted` a junction of what is selected."""

    dashed: bool = False
    selected: bool = False
    ghosted: bool = False
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class NodePicture:
    """The parts of a node; a view far away leaves the later ones out."""

    outline: Shapes
    tile: Shapes = ()
    label: Shapes = ()
    volume: Shapes = ()
    badge: Shapes = ()
    ring: Shapes = ()

    @property
    def shapes(self) -> Shapes:
        """Everything in painting order."""
        return (*self.ring, *self.outline, *self.tile, *self.label, *self.volume, *self.badge)


def element_picture(
    element: TheoryElement, style: RoleStyle, look: FigureLook, x: float, y: float, state: NodeState
) -> NodePicture:
    """Return the picture of an element whose node is centred at (x, y)."""
    layer = element.node
    colours = _shown(style.colours(look.is_dark), look, state)
    inset = 14.0 if style.shape in ("rectangle", "side_bars", "cut_corner") else 24.0
    left, right = x - NODE_WIDTH / 2 + inset, x + NODE_WIDTH / 2 - inset + 2
    lines = wrapped(element.label or "(unnamed)", right - left - TILE - 6, LABEL_SIZE)
    first = y - 11.0 if len(lines) > 1 else y - 5.0
    label = tuple(
        TextRun(left + TILE + 6, first + 16 * at, text, LABEL_SIZE, colours.text, layer=layer)
        for at, text in enumerate(lines)
    )
    return NodePicture(
        outline=_outline(element, style, colours, look, x, y, state),
        tile=_tile(style.letter, colours.stroke, look, left, first - 11.5, layer, absent=element.polarity == "absent"),
        label=label,
        volume=_volume(element, colours, left + TILE + 6, right, y + 23.0),
        badge=(
            *(
                _badge(colours, look, x + NODE_WIDTH / 2 - 18, y - NODE_HEIGHT / 2 + 2, layer, element.is_condition)
                if element.unwanted or element.is_condition
                else ()
            ),
            *(_handle(look, x + NODE_WIDTH / 2 + RING - 1, y, layer) if state.selected else ()),
        ),
        ring=_ring(style, look, x, y, layer) if state.selected else (),
    )


def junction_picture(
    configuration: TheoryConfiguration, joined: str, look: FigureLook, x: float, y: float, state: NodeState
) -> NodePicture:
    """Return the disc with the configuration's number and, above it, how its settings are joined."""
    layer = configuration.node
    radius = JUNCTION_SIZE / 2
    hollow = configuration.standing in (Standing.HYPOTHESISED, Standing.REFUTED)
    disc = look.accent if state.highlighted else look.text
    ground = look.paper
    ink = look.accent_on if state.highlighted else look.paper
    if state.ghosted:
        disc = mixed(disc, look.paper, GHOST)
    outline: Path
    if hollow:
        ink = disc
        outline = Path(circle(x, y, radius - 0.75), Stroke(disc, 1.5, (3.0, 2.0)), ground, layer)
    else:
        outline = Path(circle(x, y, radius), None, disc, layer)
    number = shortened(configuration.number, JUNCTION_SIZE + 8, 11, bold=True)
    size = min(11.0, 11.0 * (JUNCTION_SIZE - 5) / max(text_width(number, 11, bold=True), 1))
    words: Shapes = ()
    if joined:
        left, top, right, bottom = joined_box(joined, x, y)
        tone = mixed_if(look.text2, look, state)
        words = (
            # Lines pass here; the word needs a ground of its own.
            Path(rounded(left, top, right - left, bottom - top, 3), None, look.paper, layer),
            TextRun(x, y - radius - 6, joined, JOINED_SIZE, tone, True, "middle", layer),
        )
    return NodePicture(
        outline=(outline,),
        label=(TextRun(x, y + size * 0.36, number, size, ink, True, "middle", layer),),
        volume=words,
        badge=_handle(look, x + radius + RING, y, layer) if state.selected else (),
        ring=(Path(circle(x, y, radius + RING), Stroke(look.focus, 2), None, layer),) if state.selected else (),
    )


def joined_box(joined: str, x: float, y: float) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) of the word over a junction centred at (x, y)."""
    half, baseline = text_width(joined, JOINED_SIZE, bold=True) / 2 + 3, y - JUNCTION_SIZE / 2 - 6
    return x - half, baseline - JOINED_SIZE, x + half, baseline + 3


def tile_shapes(letter: str, colour: str, look: FigureLook, left: float, top: float, size: float = TILE) -> Shapes:
    """Return a role tile for lane heads and legends."""
    return _scaled_tile(letter, colour, look, left, top, size, "")


def mixed_if(colour: str, look: FigureLook, state: NodeState) -> str:
    """Return `colour`, faded when the node is ghosted."""
    return mixed(colour, look.paper, GHOST) if state.ghosted else colour


def _shown(colours: RoleColours, look: FigureLook, state: NodeState) -> RoleColours:
    if not state.ghosted:
        return colours
    return RoleColours(*(mixed(colour, look.paper, GHOST) for colour in (colours.tint, colours.stroke, colours.text)))


def _outline(
    element: TheoryElement,
    style: RoleStyle,
    colours: RoleColours,
    look: FigureLook,
    x: float,
    y: float,
    state: NodeState,
) -> Shapes:
    stroke = Stroke(colours.stroke, 1.5, DASHES if state.dashed else ())
    fill = colours.tint if element.codings or element.is_condition else look.paper
    body = Path(node_outline(style.shape, x, y, NODE_WIDTH, NODE_HEIGHT), stroke, fill, element.node)
    if style.shape != "side_bars":
        return (body,)
    bars = tuple(
        Path(
            line((at, y - NODE_HEIGHT / 2), (at, y + NODE_HEIGHT / 2)),
            Stroke(colours.stroke, 1.5),
            None,
            element.node,
        )
        for at in (x - NODE_WIDTH / 2 + 5, x + NODE_WIDTH / 2 - 5)
    )
    return (body, *bars)


def _tile(letter: str, colour: str, look: FigureLook, left: float, top: float, layer: str, *, absent: bool) -> Shapes:
    tile = _scaled_tile(letter, colour, look, left, top, TILE, layer)
    if not absent:
        return tile
    struck = Path(line((left - 2, top + TILE + 2), (left + TILE + 2, top - 2)), Stroke(look.text, 1.75), None, layer)
    return (*tile, struck)


def _scaled_tile(
    letter: str, colour: str, look: FigureLook, left: float, top: float, size: float, layer: str
) -> Shapes:
    letter_size = size * (0.66 if len(letter) == 1 else 0.54)
    return (
        Path(rounded(left, top, size, size, 3), None, colour, layer),
        TextRun(
            left + size / 2,
            top + size / 2 + letter_size * 0.36,
            letter,
            letter_size,
            look.tile_ink,
            True,
            "middle",
            layer,
        ),
    )


def _volume(element: TheoryElement, colours: RoleColours, left: float, right: float, baseline: float) -> Shapes:
    """Return the counts, how the element fires where it does not simply fire, and the kinds of data."""
    words = element.note
    if not words:
        counted = f"{element.sources} | {element.codings} | {element.cases}"
        words = counted if element.codings else NO_EVIDENCE
    run = TextRun(left, baseline, words, COUNT_SIZE, colours.text, layer=element.node)
    kinds = [kind for kind in "SIP" if kind in element.data_kinds]
    room = right - left - text_width(words, COUNT_SIZE) - 8
    state = _STATES.get(element.activation, "")
    shapes: Shapes = (run,)
    if state:
        # The state is told before the kinds of data, which the panel tells as well.
        kinds = kinds if room >= text_width(state, COUNT_SIZE) + 8 + PIP * len(kinds) else []
        at = right - PIP * len(kinds) - (4 if kinds else 0)
        shapes = (*shapes, TextRun(at, baseline, state, COUNT_SIZE, colours.text, True, "end", element.node))
    pips = tuple(
        TextRun(right - PIP * at, baseline, kind, 9.5, colours.text, True, "end", element.node)
        for at, kind in enumerate(reversed(kinds))
    )
    return (*shapes, *pips)


def _badge(colours: RoleColours, look: FigureLook, x: float, y: float, layer: str, is_condition: bool) -> Shapes:
    """Return the sign of an unwanted element (a minus) or of a condition (an equals sign)."""
    heights = (y - 2.0, y + 2.0) if is_condition else (y,)
    return (
        Path(circle(x, y, 7.5), Stroke(colours.stroke, 1.5), look.paper, layer),
        *(Path(line((x - 4, at), (x + 4, at)), Stroke(colours.stroke, 1.75), None, layer) for at in heights),
    )


def _handle(look: FigureLook, x: float, y: float, layer: str) -> Shapes:
    return (Path(circle(x, y, 5), Stroke(look.focus, 1.75), look.paper, layer),)


def _ring(style: RoleStyle, look: FigureLook, x: float, y: float, layer: str) -> Shapes:
    ring = node_outline(style.shape, x, y, NODE_WIDTH + 2 * RING, NODE_HEIGHT + 2 * RING)
    return (Path(ring, Stroke(look.focus, 2), look.paper, layer),)
