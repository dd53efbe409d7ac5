"""Where the words of a printed table stand: rows measured once, pages filled one after the other, only as far as asked.

All lengths are in layout units, `UNITS` to a point, so that the layout does not depend on zoom or screen.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from ipof_workbench.domain.report_table import Cell, Paragraph, ReportTable, Run
from ipof_workbench.exporters import paper
from ipof_workbench.exporters.legal_text import printed_text

UNITS = 4.0
_KEPT_ROWS = 120
_LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A font with the distance of its lines; every line stands on its grid, whatever fonts its emoji need."""

    font: QFont
    pitch: float
    ascent: float

    @classmethod
    def of(cls, measures: paper.Measures, points: float, pitch: float, *, bold: bool = False) -> TextStyle:
        """Return the style of the document's font at a size in points."""
        font = QFont()
        font.setFamilies(list(measures.families))
        font.setStyleHint(QFont.StyleHint.SansSerif if measures.is_sans else QFont.StyleHint.Serif)
        font.setPixelSize(round(points * UNITS))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setBold(bold)
        metrics = QFontMetricsF(font)
        leading = pitch * UNITS - metrics.ascent() - metrics.descent()
        return cls(font, pitch * UNITS, metrics.ascent() + leading / 2)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a laid-out paragraph; `top` counts from the first line of its cell."""

    layout: QTextLayout
    number: int
    top: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A row, or as much of it as one page takes: of each cell the lines `[first, end)`."""

    row: int
    top: float
    height: float
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of the notes below the table."""

    line: TextLine
    top: float


@dataclass(slots=True)
class Page:
    """What stands on one page; `table_top` is where its heading row starts, None where there are only notes."""

    table_top: float | None
    pieces: list[Piece] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)


class PageLayout:
    """The pages of one table, laid out from the front as they are needed; `sheet` is the paper, A4 as a rule."""

    def __init__(self, table: ReportTable, sheet: paper.Sheet = paper.PORTRAIT) -> None:
        self.table = table
        self.sheet = paper.sheet_of(table, sheet)
        has = paper.Measures.of(table.typeface)
        self.text = TextStyle.of(has, has.text_size, has.line_pitch)
        self.heading = TextStyle.of(has, has.text_size, has.line_pitch, bold=True)
        self.caption = TextStyle.of(has, has.caption_size, has.caption_pitch)
        self.note = TextStyle.of(has, has.note_size, has.note_pitch)
        self._points = paper.column_widths(table, self.sheet.text_width)
        self.widths = [width * UNITS for width in self._points]
        self.padding = paper.CELL_PADDING * UNITS
        self.inset = paper.CELL_INSET * UNITS
        self.top = self.sheet.top * UNITS
        self._bottom = self.top + self.sheet.text_height * UNITS
        self._kept: OrderedDict[int, list[list[TextLine]]] = OrderedDict()
        self.caption_lines = self._caption()
        self.heading_cells = [
            _lines([Paragraph((Run(column.heading),))], self.heading, width - 2 * self.inset, column.numeric)
            for column, width in zip(table.columns, self.widths, strict=True)
        ]
        self.heading_height = self._height(self.heading_cells, self.heading)
        top = self.top + _extent(self.caption_lines, self.caption) + paper.CAPTION_GAP * UNITS
        self.pages = [Page(top if table.columns else None)]
        self._y = top + (self.heading_height if table.columns else 0.0)
        self._next_row = 0
        self.is_complete = False

    def ensure_page(self, number: int) -> None:
        """Lay out until page `number` (from 0) is filled or the table ends."""
        while not self.is_complete and len(self.pages) <= number + 1:
            self._step()

    def work_for(self, seconds: float) -> None:
        """Lay out further rows for about as long."""
        end = time.perf_counter() + seconds
        while not self.is_complete and time.perf_counter() < end:
            self._step()

    def complete(self) -> None:
        """Lay out all that is left."""
        while not self.is_complete:
            self._step()

    def row_lines(self, row: int) -> list[list[TextLine]]:
        """Return the lines of every cell of a row; those last used are kept."""
        found = self._kept.get(row)
        if found is not None:
            self._kept.move_to_end(row)
            return found
        lines = self._kept[row] = self._measured(self.table.rows[row])
        if len(self._kept) > _KEPT_ROWS:
            self._kept.popitem(last=False)
        return lines

    def _caption(self) -> list[TextLine]:
        label = Run(f"{paper.caption_label(self.table)} " if self.table.label else "", bold=True)
        return _lines([Paragraph((label, Run(self.table.caption)))], self.caption, self.sheet.text_width * UNITS)

    def _measured(self, cells: Sequence[Cell]) -> list[list[TextLine]]:
        return [
            _lines(cell.paragraphs, self.text, width - 2 * self.inset, column.numeric)
            for cell, column, width in zip(cells, self.table.columns, self.widths, strict=True)
        ]

    def _height(self, cells: Sequence[list[TextLine]], style: TextStyle) -> float:
        return max((_extent(lines, style) for lines in cells), default=style.pitch) + 2 * self.padding

    def _step(self) -> None:
        """Place the next row, or the notes after the last one."""
        if self._next_row < len(self.table.rows) and self.table.columns:
            self._place_row(self._next_row)
            self._next_row += 1
        else:
            self._place_notes()
            self.is_complete = True

    def _place_row(self, row: int) -> None:
        cells = self.row_lines(row)
        height = self._height(cells, self.text)
        if self._y + height <= self._bottom:
            self._add_piece(row, height, tuple((0, len(lines)) for lines in cells))
            return
        is_whole = paper.is_kept_together(self.table.rows[row], self._points, self.table.typeface.size)
        if is_whole and self.pages[-1].pieces:
            self._new_page()
            if self._y + height <= self._bottom:
                self._add_piece(row, height, tuple((0, len(lines)) for lines in cells))
                return
        self._split_row(row, cells)

    def _split_row(self, row: int, cells: list[list[TextLine]]) -> None:
        """Spread a row over pages, each cell line by line; a page always takes at least one line."""
        starts = [0] * len(cells)
        while any(start < len(lines) for start, lines in zip(starts, cells, strict=True)):
            room = self._bottom - self._y - 2 * self.padding
            fresh = not self.pages[-1].pieces
            ends = [self._end(lines, start, room, fresh) for lines, start in zip(cells, starts, strict=True)]
            if ends == starts:
                self._new_page()
                continue
            shown = [
                _extent(lines[start:end], self.text) for lines, start, end in zip(cells, starts, ends, strict=True)
            ]
            self._add_piece(row, max(shown) + 2 * self.padding, tuple(zip(starts, ends, strict=True)))
            starts = ends
            if any(start < len(lines) for start, lines in zip(starts, cells, strict=True)):
                self._new_page()

    def _end(self, lines: list[TextLine], start: int, room: float, fresh: bool) -> int:
        end = start
        while end < len(lines) and lines[end].top - lines[start].top + self.text.pitch <= room:
            end += 1
        return end if end > start or not fresh else min(start + 1, len(lines))

    def _add_piece(self, row: int, height: float, lines: tuple[tuple[int, int], ...]) -> None:
        self.pages[-1].pieces.append(Piece(row, self._y, height, lines))
        self._y += height

    def _new_page(self, with_table: bool = True) -> None:
        self.pages.append(Page(self.top if with_table else None))
        self._y = self.top + (self.heading_height if with_table else 0.0)

    def _place_notes(self) -> None:
        for note in self.table.notes:
            self._y += paper.NOTE_GAP * UNITS
            for line in _lines([Paragraph((Run(note),))], self.note, self.sheet.text_width * UNITS):
                page = self.pages[-1]
                if self._y + self.note.pitch > self._bottom and (page.pieces or page.notes):
                    self._new_page(with_table=False)
                self.pages[-1].notes.append(NoteLine(line, self._y))
                self._y += self.note.pitch


def _extent(lines: Sequence[TextLine], style: TextStyle) -> float:
    return lines[-1].top - lines[0].top + style.pitch if lines else style.pitch


def _lines(
    paragraphs: Sequence[Paragraph], style: TextStyle, width: float, to_the_right: bool = False
) -> list[TextLine]:
    lines: list[TextLine] = []
    top = 0.0
    for number, paragraph in enumerate(paragraphs):
        if number:
            top += paper.PARAGRAPH_GAP * UNITS
        layout = _laid_out(paragraph, style, width, to_the_right)
        for index in range(layout.lineCount()):
            lines.append(TextLine(layout, index, top))
            top += style.pitch
    return lines


def _laid_out(paragraph: Paragraph, style: TextStyle, width: float, to_the_right: bool) -> QTextLayout:
    pieces = [printed_text(run.text).replace("\n", _LINE_SEPARATOR) for run in paragraph.runs]
    layout = QTextLayout("".join(pieces), style.font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if to_the_right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    if any(run.bold or run.italic for run in paragraph.runs):
        layout.setFormats(_formats(paragraph.runs, pieces, style.font))
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _formats(runs: Sequence[Run], pieces: Sequence[str], font: QFont) -> list[QTextLayout.FormatRange]:
    """Return the looks of the runs, counted in UTF-16 units as Qt does."""
    formats: list[QTextLayout.FormatRange] = []
    start = 0
    for run, piece in zip(runs, pieces, strict=True):
        length = len(piece.encode("utf-16-le")) // 2
        if length and (run.bold or run.italic):
            look = QTextCharFormat()
            look.setFont(font)
            look.setFontItalic(run.italic)
            if run.bold:
                look.setFontWeight(QFont.Weight.Bold)
            shown = QTextLayout.FormatRange()
            shown.start, shown.length, shown.format = start, length, look
            formats.append(shown)
        start += length
    return formats
