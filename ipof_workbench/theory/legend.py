"""The legend of a theory figure: only what the figure really uses, in one box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ipof_workbench.domain.drawing import Path, Stroke, TextRun
from ipof_workbench.theory.edge_pictures import DASHES
from ipof_workbench.theory.graph import LEADS
from ipof_workbench.theory.look import FigureLook
from ipof_workbench.theory.model import Standing
from ipof_workbench.theory.node_pictures import Shapes, tile_shapes
from ipof_workbench.theory.outlines import arrow_head, bar_end, circle, line, node_outline, rounded
from ipof_workbench.theory.scene import TheoryScene
from ipof_workbench.theory.text_measure import text_width

COLUMN = 128.0
ROW = 20.0
PADDING = 12.0
SIZE = 11.0
SWATCH = 30.0

Entry = tuple[str, Callable[[float, float], Shapes]]

KIND_WORDS = {
    "ripple": "ripple, outcome to context",
    "inhibits": "inhibits",
    "feedback": "feedback",
    "rival": "rivals",
    "embeds": "embeds",
}
DATA_KINDS = {"S": "S  survey", "I": "I  interview", "P": "P  post"}


def legend_shapes(
    scene: TheoryScene, left: float, top: float, *, roles: bool = True, note: str = ""
) -> tuple[Shapes, float, float]:
    """Return the shapes of the legend at (left, top), its width and its height; `roles` adds letters and shapes."""
    entries = [*(_role_entries(scene) if roles else []), *_line_entries(scene), *_mark_entries(scene)]
    columns = 3
    rows = -(-len(entries) // columns)
    shapes: list[Path | TextRun] = []
    look = scene.look
    y = top + PADDING + 9
    opening = "Nodes and links show "
    shapes.append(TextRun(left + PADDING, y, opening, SIZE, look.text2))
    bold_at = left + PADDING + text_width(opening, SIZE) + 4
    shapes.append(TextRun(bold_at, y, "sources | codings | cases", SIZE, look.text, True))
    widths = _column_widths(entries, columns)
    for at, (words, swatch) in enumerate(entries):
        row, column = divmod(at, columns)
        x = left + PADDING + sum(widths[:column])
        middle = y + ROW * (row + 1) - 4
        shapes += swatch(x, middle)
        shapes.append(TextRun(x + SWATCH + 8, middle + 4, words, SIZE, look.text2))
    height = PADDING * 2 + 6 + ROW * rows
    if note:
        shapes.append(TextRun(left + PADDING, y + ROW * (rows + 1) - 2, note, SIZE, look.text2))
        height += ROW
    width = max(PADDING * 2 + sum(widths), PADDING * 2 + text_width(note, SIZE) + 8, 330.0)
    box = Path(rounded(left, top, width, height, 5), Stroke(look.border, 1.0), look.raised)
    return (box, *shapes), width, height


def _column_widths(entries: Sequence[Entry], columns: int) -> list[float]:
    return [
        max((text_width(words, SIZE) + SWATCH + 8 + 18 for words, _ in entries[column::columns]), default=0.0)
        for column in range(columns)
    ]


def _role_entries(scene: TheoryScene) -> list[Entry]:
    def swatch(role_key: str) -> Callable[[float, float], Shapes]:
        style = scene.styles[role_key]
        colours = style.colours(scene.look.is_dark)

        def draw(x: float, y: float) -> Shapes:
            outline = node_outline(style.shape, x + SWATCH / 2, y, SWATCH, 15)
            body = Path(outline, Stroke(colours.stroke, 1.25), colours.tint)
            return (body, TextRun(x + SWATCH / 2, y + 3.4, style.letter, 9.5, colours.text, True, "middle"))

        return draw

    return [(role.label, swatch(role.role_key)) for role in scene.model.roles]


def _line_entries(scene: TheoryScene) -> list[Entry]:
    used = {edge.standing for edge in scene.edges if edge.kind == LEADS}
    return [(standing.value, _line_swatch(scene.look, standing)) for standing in Standing if standing in used]


def _line_swatch(look: FigureLook, standing: Standing) -> Callable[[float, float], Shapes]:
    width = 2.5 if standing is Standing.SUPPORTED else 1.5

    def draw(x: float, y: float) -> Shapes:
        return (Path(line((x, y), (x + SWATCH, y)), Stroke(look.text2, width, DASHES[standing])),)

    return draw


def _mark_entries(scene: TheoryScene) -> list[Entry]:
    entries: list[Entry] = [
        (words, _link_swatch(scene, kind))
        for kind, words in KIND_WORDS.items()
        if any(edge.kind == kind for edge in scene.edges)
    ]
    look = scene.look
    if scene.model.configurations:
        entries.append(("configuration", lambda x, y: _disc(look, x + 15, y)))
    if any(element.unwanted for element in scene.model.elements):
        entries.append(("unwanted", lambda x, y: _badge(scene, x + 15, y)))
    kinds = {kind for element in scene.model.elements for kind in element.data_kinds}
    for kind, words in DATA_KINDS.items():
        if kind in kinds:
            entries.append((words[3:], _letter_swatch(look, kind)))
    return entries


def _letter_swatch(look: FigureLook, letter: str) -> Callable[[float, float], Shapes]:
    return lambda x, y: (TextRun(x + 15, y + 3.8, letter, 10, look.text, True, "middle"),)


def _link_swatch(scene: TheoryScene, kind: str) -> Callable[[float, float], Shapes]:
    returning = kind in ("ripple", "feedback")
    colour = scene.outcome_stroke if returning else scene.look.text2
    stroke = Stroke(colour, 2.0 if returning else 1.75, (2.0, 3.0) if kind == "rival" else ())

    def draw(x: float, y: float) -> Shapes:
        end = x + SWATCH
        way = Path(line((x, y), (end - 4, y)), stroke)
        if kind == "inhibits":
            return (way, Path(bar_end(end - 4, y, 0.0, 12), Stroke(colour, 3.0)))
        return (way, Path(arrow_head(end, y, 0.0), None, colour))

    return draw


def _disc(look: FigureLook, x: float, y: float) -> Shapes:
    return (
        Path(circle(x, y, 7.5), None, look.text),
        TextRun(x, y + 3.3, "3", 9, look.paper, True, "middle"),
    )


def _badge(scene: TheoryScene, x: float, y: float) -> Shapes:
    colour = scene.outcome_stroke
    return (
        Path(circle(x, y, 6.5), Stroke(colour, 1.5), scene.look.paper),
        Path(line((x - 3.5, y), (x + 3.5, y)), Stroke(colour, 1.75)),
    )


def lane_head(scene: TheoryScene, role_key: str, label: str, left: float, middle: float) -> Shapes:
    """Return the tile and name that stand over a lane."""
    style = scene.styles[role_key]
    stroke = style.colours(scene.look.is_dark).stroke
    return (
        *tile_shapes(style.letter, stroke, scene.look, left, middle - 9, 18),
        TextRun(left + 26, middle + 4.6, label, 13, scene.look.text, True),
    )
