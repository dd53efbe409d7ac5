"""The measures of a printed table, in points: shared by the Word writer and the preview, so that both agree."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from ipof_workbench.domain.report_table import Cell, ReportTable, Typeface

MARGIN = 45.0
"""White space on every side of the page (16 mm)."""

PARAGRAPH_GAP = 2.0
"""Between the paragraphs of a cell: two quotes should not read as one."""
CAPTION_GAP = 6.0
NOTE_GAP = 4.0
CELL_INSET = 5.0
"""Left and right of the text in a cell."""
CELL_PADDING = 4.0
"""Above and below the text in a cell."""
STRONG_RULE = 1.0
LIGHT_RULE = 0.5
LIGHT_RULE_COLOUR = "#A6A6A6"

KEEP_TOGETHER_LINES = 12
"""A row of at most so many lines moves to the next page as a whole; a longer one is split."""

_SERIF = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "Tinos", "DejaVu Serif")
_SANS = ("Arial", "Liberation Sans", "Nimbus Sans", "Arimo", "DejaVu Sans")
"""The usual font of its kind first, then the nearest ones for a screen without it."""
_SANS_NAMES = ("sans", "arial", "helvetica", "calibri", "carlito", "verdana", "tahoma", "segoe", "aptos", "roboto")
_BROAD_NAMES, _BROAD = ("verdana", "georgia", "dejavu", "bookman", "century", "lucida"), 1.12
"""Fonts that run wider than their kind, and how much."""
_USUAL_SIZE = 9.5
_LINE, _CAPTION, _CAPTION_LINE, _NOTE, _NOTE_LINE = 11.5, 10.0, 13.0, 8.5, 10.5
"""What goes with text of the usual size; another size changes all of them alike."""
_NARROWEST = 28.0
_LONGEST_WORD = 14
"""Letters of a word that a narrow column of cells keeps whole where there is room."""
_WORDS_MEASURED = 20
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("fijlrtI.,:;()/-"), frozenset("mwMW")
_NARROW, _MIDDLE, _MIDDLE_SANS, _CAPITAL, _WIDE = 0.36, 0.56, 0.63, 0.8, 0.95
"""About the widths of bold letters, in ems; rather too wide than a word broken in two."""
_CHARACTER_WIDTH = 0.44
"""The mean width of a character of running text, in ems."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Fonts and sizes of a printed table, sizes and distances of lines in points, to the half point as Word has them.

    `families` are the document's font and those that stand in for it; `is_sans` tells its kind, `breadth` how wide it
    runs.
    """

    families: tuple[str, ...]
    is_sans: bool
    breadth: float
    text_size: float
    line_pitch: float
    caption_size: float
    caption_pitch: float
    note_size: float
    note_pitch: float

    @classmethod
    def of(cls, typeface: Typeface) -> Measures:
        """Return what goes with a font at a size."""
        name = typeface.font.casefold()
        is_sans = any(part in name for part in _SANS_NAMES)
        breadth = _BROAD if any(part in name for part in _BROAD_NAMES) else 1.0
        families = tuple(dict.fromkeys((typeface.font, *(_SANS if is_sans else _SERIF))))
        scale = typeface.size / _USUAL_SIZE
        lengths = (_USUAL_SIZE, _LINE, _CAPTION, _CAPTION_LINE, _NOTE, _NOTE_LINE)
        return cls(families, is_sans, breadth, *(round(length * scale * 2) / 2 for length in lengths))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, in points: its size, its margins, and how far from its edges header and footer stand."""

    width: float
    height: float
    left: float = MARGIN
    right: float = MARGIN
    top: float = MARGIN
    bottom: float = MARGIN
    header: float = MARGIN / 2
    footer: float = MARGIN / 2

    @property
    def is_landscape(self) -> bool:
        """Tell whether it lies on its long side."""
        return self.width > self.height

    @property
    def turned(self) -> Sheet:
        """The same paper on its other side; header and footer keep their room."""
        return replace(self, width=self.height, height=self.width)

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


PORTRAIT = Sheet(595.3, 841.9)
LANDSCAPE = PORTRAIT.turned


def sheet_of(table: ReportTable, sheet: Sheet = PORTRAIT) -> Sheet:
    """Return the page a table asks for: `sheet` upright or on its side; A4 where nobody gives another."""
    return sheet if sheet.is_landscape == table.landscape else sheet.turned


def column_widths(table: ReportTable, available: float) -> list[float]:
    """Share `available` points among the columns by their `width`; none gets narrower than a word of its heading, nor,
    where there is room, than one of its cells."""
    if not table.columns:
        return []
    shares = [max(column.width, 0.0) for column in table.columns]
    total = sum(shares)
    if not math.isfinite(total) or total <= 0:
        return [available / len(shares)] * len(shares)
    measures = Measures.of(table.typeface)
    parts = [available * share / total for share in shares]
    floors = _floors(table, parts, available, measures)
    wanted = list(zip(parts, floors, strict=True))
    lacking = sum(floor - width for width, floor in wanted if width < floor)
    spare = sum(width - floor for width, floor in wanted if width > floor)
    return [floor if width <= floor else width - lacking * (width - floor) / spare for width, floor in wanted]


def _floors(table: ReportTable, parts: list[float], available: float, measures: Measures) -> list[float]:
    headings = [max(_NARROWEST, _widest_word(column.heading, measures)) for column in table.columns]
    if sum(headings) > available:
        # Too many columns for the page: all give way alike, so that those with sentences stay readable.
        wanted = [max(floor, part) for floor, part in zip(headings, parts, strict=True)]
        return [width * available / sum(wanted) for width in wanted]
    roomy = _LONGEST_WORD * _WIDE * measures.text_size + 2 * CELL_INSET
    # Columns of sentences are wide anyway: looking through all their words would only take time.
    cells = [
        max(floor, _widest_cell(table, at, measures)) if part < roomy else floor
        for at, (part, floor) in enumerate(zip(parts, headings, strict=True))
    ]
    return cells if sum(cells) <= available else headings


def _widest_cell(table: ReportTable, at: int, measures: Measures) -> float:
    """Return the room that the longest word of a column needs; very long ones may be broken."""
    words = {word for row in table.rows for word in row[at].text.split() if len(word) <= _LONGEST_WORD}
    # By the letters where two are equally long: the order of a set changes from one run to the next.
    longest = sorted(words, key=lambda word: (len(word), word))[-_WORDS_MEASURED:]
    return max((_widest_word(word, measures) for word in longest), default=0.0)


def _widest_word(heading: str, measures: Measures) -> float:
    """Return the room, insets included, that the longest word of a bold heading needs (estimated)."""
    ems = [sum(_letter_width(letter, measures.is_sans) for letter in word) for word in heading.split()]
    return max(ems, default=0.0) * measures.text_size * measures.breadth + 2 * CELL_INSET


def _letter_width(letter: str, is_sans: bool) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    if letter.isupper():
        return _CAPITAL
    return _MIDDLE_SANS if is_sans else _MIDDLE


def is_kept_together(row: tuple[Cell, ...], widths: list[float], size: float = _USUAL_SIZE) -> bool:
    """Tell whether a row of text of a size in points is short enough to stay on one page (from its characters)."""
    for cell, width in zip(row, widths, strict=True):
        per_line = max(1.0, (width - 2 * CELL_INSET) / (size * _CHARACTER_WIDTH))
        lines = sum(max(1, math.ceil(len(paragraph.text) / per_line)) for paragraph in cell.paragraphs)
        if lines > KEEP_TOGETHER_LINES:
            return False
    return True


def split_label(label: str) -> tuple[str, str]:
    """Split "Table 2" into its words, space included, and its number ("" where there is none)."""
    found = re.search(r"[0-9]+$", label)
    return (label[: found.start()], found.group()) if found else (label, "")


def caption_label(table: ReportTable) -> str:
    """Return the label as it is printed in front of the caption: "Table 1."."""
    end = "" if table.label.endswith(table.label_end) else table.label_end
    return f"{table.label}{end}" if table.label else ""
