"""Plots for a paper as drawings: evidence by stance, cases by configuration, saturation.

Light colours; each colour has a pattern beside it, so that print in grey can be read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ipof_workbench.domain.drawing import Drawing, Path, Stroke, TextRun
from ipof_workbench.theory.text_measure import shortened, text_width

Shapes = list[Path | TextRun]

TEXT, MUTED, RULE, PAPER = "#1D2025", "#50555F", "#DAD7CF", "#FFFFFF"
SUCCESS, ACCENT, DANGER = "#1E6B45", "#3A4785", "#A8231B"
HEAT = ("#EEF0F8", "#DFE3F2", "#CDD3EB", "#B9C2E3", "#A4AFDB")
SIZE, SMALL = 11.0, 10.0
MARGIN, ROW, LABELS, PLOT = 16.0, 22.0, 210.0, 380.0

Pattern = Callable[[float, float, float, float], Shapes]


def rectangle(left: float, top: float, width: float, height: float, fill: str | None, stroke: str = "") -> Path:
    """Return a box."""
    right, bottom = left + width, top + height
    commands = (("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",))
    return Path(commands, Stroke(stroke, 0.8) if stroke else None, fill)


def line(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 0.8, dashes: tuple[float, ...] = ()
) -> Path:
    """Return a straight line."""
    return Path((("M", x1, y1), ("L", x2, y2)), Stroke(colour, width, dashes))


def _solid(colour: str) -> Pattern:
    return lambda left, top, width, height: [rectangle(left, top, width, height, colour)]


def _hatched(colour: str, *slants: int, gap: float = 4.0) -> Pattern:
    """Return a pattern of slanting lines: 1 rises, -1 falls, 0 lies level."""

    def draw(left: float, top: float, width: float, height: float) -> Shapes:
        shapes: Shapes = [rectangle(left, top, width, height, PAPER, colour)]
        for slant in slants:
            shapes += _slanting(left, top, width, height, slant, gap, colour)
        return shapes

    return draw


def _slanting(left: float, top: float, width: float, height: float, slant: int, gap: float, colour: str) -> Shapes:
    if slant == 0:
        count = int(height / gap)
        return [line(left, top + gap * (at + 0.5), left + width, top + gap * (at + 0.5), colour) for at in range(count)]
    shapes: Shapes = []
    start = -height
    while start < width:
        x1, x2 = max(start, 0.0), min(start + height, width)
        if x2 > x1:
            y1, y2 = (height - (x1 - start), height - (x2 - start)) if slant > 0 else (x1 - start, x2 - start)
            shapes.append(line(left + x1, top + y1, left + x2, top + y2, colour))
        start += gap
    return shapes


PATTERNS: Mapping[str, tuple[str, Pattern]] = {
    "supports": ("supports", _solid(SUCCESS)),
    "partly_supports": ("partly supports", _hatched(SUCCESS, 0)),
    "refines": ("refines", _hatched(ACCENT, 1)),
    "challenges": ("challenges", _hatched(DANGER, 1, -1)),
    "supports_rival": ("supports a rival", _hatched(DANGER, -1)),
    "silent": ("silent", _hatched(MUTED)),
}
"""Stance -> its words and how its part of a bar is drawn."""


@dataclass(frozen=True, slots=True)
class EvidenceBar:
    """One configuration: passages by stance, and by kind of data (words as printed)."""

    number: str
    title: str
    stances: Mapping[str, int]
    kinds: Mapping[str, int]


def evidence_plot(bars: Sequence[EvidenceBar], title: str) -> Drawing:
    """Return bars of passages by stance, one for each configuration, with the kinds of data in figures."""
    most = max((sum(bar.stances.values()) for bar in bars), default=0)
    step = nice_step(most)
    reach = step * max(1, math.ceil(most / step))
    used = [key for key in PATTERNS if any(bar.stances.get(key) for bar in bars)]
    kinds = list(dict.fromkeys(kind for bar in bars for kind in bar.kinds))
    left = MARGIN + LABELS
    shapes, y = _legend([PATTERNS[key] for key in used], MARGIN, MARGIN)
    kind_width = 24.0 + max((text_width(kind, SMALL) for kind in kinds), default=0.0)
    for at, kind in enumerate(kinds):
        shapes.append(TextRun(left + PLOT + kind_width * (at + 1), y + 12, kind, SMALL, MUTED, anchor="end"))
    top = y + 20
    bottom = top + ROW * len(bars)
    for tick in range(0, reach + 1, step):
        x = left + PLOT * tick / reach
        shapes.append(line(x, top, x, bottom, RULE))
        shapes.append(TextRun(x, bottom + 14, f"{tick}", SMALL, MUTED, anchor="middle"))
    for at, bar in enumerate(bars):
        shapes += _evidence_row(bar, left, top + ROW * at, reach, kinds, kind_width)
    shapes.append(TextRun(left + PLOT / 2, bottom + 32, "Coded passages", SIZE, TEXT, anchor="middle"))
    width = left + PLOT + kind_width * len(kinds) + MARGIN + 12
    words = "; ".join(f"{bar.number}: {_counted(bar.stances)}" for bar in bars)
    return Drawing(width, bottom + 44, tuple(shapes), title=title, description=f"{title} {words}.")


def _evidence_row(
    bar: EvidenceBar, left: float, top: float, reach: int, kinds: Sequence[str], kind_width: float
) -> Shapes:
    shapes = _row_label(bar.number, bar.title, top)
    x = left
    for key, (_, pattern) in PATTERNS.items():
        width = PLOT * bar.stances.get(key, 0) / reach
        if width:
            shapes += pattern(x, top + 4, width, ROW - 8)
            x += width
    for at, kind in enumerate(kinds):
        count = bar.kinds.get(kind, 0)
        said = f"{count}" if count else "·"
        shapes.append(TextRun(left + PLOT + kind_width * (at + 1), top + 15, said, SMALL, TEXT, anchor="end"))
    return shapes


def _row_label(number: str, title: str, top: float) -> Shapes:
    room = LABELS - 44
    return [
        TextRun(MARGIN + 26, top + 15, number, SIZE, TEXT, True, anchor="end"),
        TextRun(MARGIN + 34, top + 15, shortened(title, room, SIZE), SIZE, TEXT),
    ]


def _legend(entries: Sequence[tuple[str, Pattern]], left: float, top: float) -> tuple[Shapes, float]:
    shapes: Shapes = []
    x = left
    for words, pattern in entries:
        shapes += pattern(x, top, 22, 12)
        shapes.append(TextRun(x + 28, top + 10, words, SIZE, TEXT))
        x += 44 + text_width(words, SIZE)
    return shapes, top + (20 if entries else 0)


def _counted(stances: Mapping[str, int]) -> str:
    told = [f"{PATTERNS[key][0]} {count}" for key, count in stances.items() if count and key in PATTERNS]
    return ", ".join(told) or "no passages"


def nice_step(most: float, ticks: int = 5) -> int:
    """Return a whole step of 1, 2 or 5 times a power of ten with which about `ticks` steps reach `most`."""
    wanted = max(1.0, most / ticks)
    power = 10 ** math.floor(math.log10(wanted))
    return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= wanted - 1e-9)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What a case holds for a configuration: passages for and against, or that it was looked for and not found."""

    supporting: int = 0
    opposing: int = 0
    looked_for: bool = False


def heat_map(
    rows: Sequence[tuple[str, str]], cases: Sequence[str], cells: Mapping[tuple[int, int], HeatCell], title: str
) -> Drawing:
    """Return configurations by cases: the darker, the more passages; “5 / 2” is five for and two against.

    `rows` are (number, title); `cells` are by (row, column). A dashed ring says that it was looked for and not found, a
    middle dot that there is nothing.
    """
    across = max(58.0, 14 + max((text_width(case, SMALL) for case in cases), default=0.0))
    left, top = MARGIN + LABELS, MARGIN + 22
    shapes: Shapes = [
        TextRun(left + across * (at + 0.5), top - 8, case, SMALL, TEXT, True, anchor="middle")
        for at, case in enumerate(cases)
    ]
    most = max((cell.supporting + cell.opposing for cell in cells.values()), default=0)
    for row, (number, name) in enumerate(rows):
        y = top + ROW * row
        shapes += _row_label(number, name, y)
        for column in range(len(cases)):
            shapes += _heat_cell(cells.get((row, column)), left + across * column, y, across, most)
    bottom = top + ROW * len(rows)
    shapes += _heat_legend(left, bottom + 10, most)
    told = (
        f"{rows[row][0]} in {cases[column]}: {cell.supporting} for, {cell.opposing} against"
        for (row, column), cell in sorted(cells.items())
        if cell.supporting or cell.opposing
    )
    width = max(left + across * len(cases), left + 380) + MARGIN
    return Drawing(width, bottom + 40, tuple(shapes), title=title, description=f"{title} {'; '.join(told)}.")


def _heat_cell(cell: HeatCell | None, left: float, top: float, width: float, most: int) -> Shapes:
    middle, base = left + width / 2, top + 15
    if cell is None or not (cell.supporting or cell.opposing):
        if cell is not None and cell.looked_for:
            return [_ring(middle, top + ROW / 2)]
        return [TextRun(middle, base, "·", SIZE, MUTED, anchor="middle")]
    level = min(len(HEAT) - 1, int(len(HEAT) * (cell.supporting + cell.opposing - 1) / max(most, 1)))
    words = f"{cell.supporting} / {cell.opposing}" if cell.opposing else f"{cell.supporting}"
    stroke = DANGER if cell.opposing > cell.supporting else ""
    return [
        rectangle(left + 1.5, top + 1.5, width - 3, ROW - 3, HEAT[level], stroke),
        TextRun(middle, base, words, SIZE, TEXT, cell.opposing > cell.supporting, anchor="middle"),
    ]


def _ring(x: float, y: float, radius: float = 5.0) -> Path:
    bend = radius * 0.5523
    commands = (
        ("M", x + radius, y),
        ("C", x + radius, y + bend, x + bend, y + radius, x, y + radius),
        ("C", x - bend, y + radius, x - radius, y + bend, x - radius, y),
        ("C", x - radius, y - bend, x - bend, y - radius, x, y - radius),
        ("C", x + bend, y - radius, x + radius, y - bend, x + radius, y),
        ("Z",),
    )
    return Path(commands, Stroke(MUTED, 1.2, (2.0, 2.0)))


def _heat_legend(left: float, top: float, most: int) -> Shapes:
    shapes: Shapes = [rectangle(left + 16 * at, top, 16, 12, colour) for at, colour in enumerate(HEAT)]
    words = f"1 to {most} passages" if most > 1 else "passages"
    shapes.append(TextRun(left + 88, top + 10, words, SMALL, MUTED))
    x = left + 100 + text_width(words, SMALL)
    shapes.append(_ring(x + 6, top + 6))
    shapes.append(TextRun(x + 18, top + 10, "looked for, not found", SMALL, MUTED))
    shapes.append(TextRun(x + 34 + text_width("looked for, not found", SMALL), top + 10, "·  no data", SMALL, MUTED))
    return shapes


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a plot: words, and its height after each source."""

    words: str
    heights: tuple[int, ...]


_CURVE_LOOKS = ((ACCENT, ()), (DANGER, (7.0, 4.0)), (SUCCESS, (2.0, 3.0)))


def saturation_plot(curves: Sequence[Curve], title: str, across: str = "Sources, in the order of coding") -> Drawing:
    """Return how many different things had been found after each source: a curve that levels off is saturated."""
    count = max((len(curve.heights) for curve in curves), default=0)
    most = max((height for curve in curves for height in curve.heights), default=0)
    step, right_step = nice_step(most), nice_step(count)
    reach = step * max(1, math.ceil(most / step))
    left, top, width, height = MARGIN + 44, MARGIN + 28, 460.0, 260.0
    bottom = top + height
    shapes: Shapes = []
    for tick in range(0, reach + 1, step):
        y = bottom - height * tick / reach
        shapes += [
            line(left, y, left + width, y, RULE),
            TextRun(left - 8, y + 4, f"{tick}", SMALL, MUTED, anchor="end"),
        ]
    for tick in range(0, count + 1, right_step):
        x = left + width * tick / max(count, 1)
        shapes.append(TextRun(x, bottom + 16, f"{tick}", SMALL, MUTED, anchor="middle"))
    x = left
    for curve, (colour, dashes) in zip(curves, _CURVE_LOOKS, strict=False):
        shapes += [
            line(x, MARGIN + 6, x + 26, MARGIN + 6, colour, 2.0, dashes),
            TextRun(x + 32, MARGIN + 10, curve.words, SIZE, TEXT),
        ]
        x += 52 + text_width(curve.words, SIZE)
        shapes.append(
            _curve(curve.heights, left, bottom, width / max(count, 1), height / reach, Stroke(colour, 2.0, dashes))
        )
    shapes.append(TextRun(left + width / 2, bottom + 36, across, SIZE, TEXT, anchor="middle"))
    told = "; ".join(
        f"{curve.words}: {curve.heights[-1]} after {len(curve.heights)}" for curve in curves if curve.heights
    )
    return Drawing(left + width + MARGIN + 8, bottom + 48, tuple(shapes), title=title, description=f"{title} {told}.")


def _curve(heights: Sequence[int], left: float, bottom: float, across: float, up: float, stroke: Stroke) -> Path:
    points = [(0, 0), *((at + 1, height) for at, height in enumerate(heights))]
    commands = tuple(("L" if at else "M", left + across * x, bottom - up * y) for at, (x, y) in enumerate(points))
    return Path(commands, stroke)
