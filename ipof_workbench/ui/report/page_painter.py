"""One page of a printed table, painted: the same for the preview at any zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ipof_workbench.exporters import paper
from ipof_workbench.ui.report.page_layout import UNITS, Page, PageLayout, Piece, TextLine, TextStyle


class PagePainter:
    """Paints one page in layout units, black on white in both themes."""

    def __init__(self, painter: QPainter, layout: PageLayout) -> None:
        self._painter = painter
        self._layout = layout
        self._left = layout.sheet.left * UNITS
        self._width = layout.sheet.text_width * UNITS

    def paint(self, number: int) -> None:
        """Paint page `number`, counted from 0."""
        page = self._layout.pages[number]
        self._painter.setPen(QColor(Qt.GlobalColor.black))
        if number == 0:
            self._paint_lines(self._layout.caption_lines, self._layout.caption, self._left, self._layout.top)
        if page.table_top is not None:
            self._paint_table(page, page.table_top)
        for note in page.notes:
            self._paint_lines([note.line], self._layout.note, self._left, note.top)

    def _paint_table(self, page: Page, top: float) -> None:
        layout = self._layout
        bottom = top + layout.heading_height
        left = self._left
        for lines, width in zip(layout.heading_cells, layout.widths, strict=True):
            height = lines[-1].top + layout.heading.pitch
            self._paint_lines(lines, layout.heading, left + layout.inset, bottom - layout.padding - height)
            left += width
        for piece in page.pieces:
            self._paint_piece(piece)
        for piece in page.pieces[:-1]:
            self._rule(piece.top + piece.height, paper.LIGHT_RULE, paper.LIGHT_RULE_COLOUR)
        self._rule(top, paper.STRONG_RULE)
        self._rule(bottom, paper.STRONG_RULE)
        if page.pieces:
            last = page.pieces[-1]
            is_end = last.row + 1 == len(layout.table.rows)
            weight, colour = (paper.STRONG_RULE, None) if is_end else (paper.LIGHT_RULE, paper.LIGHT_RULE_COLOUR)
            self._rule(last.top + last.height, weight, colour)

    def _paint_piece(self, piece: Piece) -> None:
        layout = self._layout
        left = self._left
        for lines, (start, end), width in zip(layout.row_lines(piece.row), piece.lines, layout.widths, strict=True):
            self._paint_lines(lines[start:end], layout.text, left + layout.inset, piece.top + layout.padding)
            left += width

    def _paint_lines(self, lines: list[TextLine], style: TextStyle, left: float, top: float) -> None:
        for line in lines:
            drawn = line.layout.lineAt(line.number)
            # Lines stand on the grid by their baseline, however tall the glyphs of another font are.
            y = top + line.top - lines[0].top + style.ascent - drawn.ascent()
            drawn.draw(self._painter, QPointF(left, y))

    def _rule(self, y: float, weight: float, colour: str | None = None) -> None:
        painter = self._painter
        painter.save()
        # A line of whole pixels: smoothed, a rule of half a point all but vanishes on the screen.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pixels = weight * UNITS * painter.transform().m11()
        pen = QPen(QColor(colour) if colour else QColor(Qt.GlobalColor.black), max(1, round(pixels)))
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(self._left, y), QPointF(self._left + self._width, y))
        painter.restore()
