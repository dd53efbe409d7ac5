"""The painted surface of a transcript: words, overlay, gutter and margin, for visible blocks only."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextDocument,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.block_plan import BlockPlan, Measures
from ipof_workbench.ui.transcript.block_plans import BlockPlans
from ipof_workbench.ui.transcript.coding_index import CodingIndex
from ipof_workbench.ui.transcript.columns import DOCUMENT_MARGIN, share_width
from ipof_workbench.ui.transcript.document_text import DocumentText
from ipof_workbench.ui.transcript.found_hits import FoundHits
from ipof_workbench.ui.transcript.gutter import Gutter, GutterEntry
from ipof_workbench.ui.transcript.line_layout import TranscriptLayout
from ipof_workbench.ui.transcript.margin import Margin
from ipof_workbench.ui.transcript.margin_painting import Pending
from ipof_workbench.ui.transcript.margin_plan import Stripe, stripes_in_sight
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.style_book import StyleBook
from ipof_workbench.ui.transcript.text_overlay import (
    VisibleBlock,
    draw_end_bars,
    draw_marks,
    draw_range,
    draw_tints,
    range_rects,
)

LINE_RATIO = 1.72
TURN_GAP = 12
TOP_PADDING = 12
SAMPLE = "the moderators were there for us at night, and somebody wrote back within the hour or so"
FLASH_MS = 1200


class TranscriptSurface(QPlainTextEdit):
    """Paints a `DocumentText` and its codings. Nothing is ever read back from the widget's own document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = DocumentText("")
        self._codings = CodingIndex(self._text)
        self._plans = BlockPlans()
        self._styles = StyleBook()
        self._highlights, self._raised = True, None
        self._text_size, self._measure = 14.5, 62
        self._laid_out_width = -1
        self._flash: tuple[int, int] | None = None
        self._pending: tuple[tuple[int, int], str, str] | None = None
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(DOCUMENT_MARGIN)
        self._layout = TranscriptLayout(self._document)
        self._document.setDocumentLayout(self._layout)
        self.setDocument(self._document)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.found = FoundHits(self)
        self.gutter = Gutter(self, self._gutter_entries, self._baseline)
        self.margin = Margin(self, self._stripes, self._pending_mark, self.style_of)
        self.updateRequest.connect(self._follow)
        current_theme().changed.connect(self._dress)
        self._dress()

    _raised: int | None

    # What is shown

    def style_of(self, mark: CodingMark) -> RoleStyle:
        """Return how a coding's role (or analyst) looks."""
        return self._styles.of(mark)

    def set_role_styles(self, styles: Mapping[str, RoleStyle]) -> None:
        """Give the styles of the grammar's own roles, by role key."""
        self._styles.set_roles(styles)
        self._repaint_all()

    def shown_text(self) -> DocumentText:
        """Return the text on display with its map."""
        return self._text

    def set_analyst_styles(self, styles: Mapping[str, RoleStyle]) -> None:
        """Give the styles of marks that stand for analysts, by their key."""
        self._styles.set_analysts(styles)
        self._repaint_all()

    def set_highlights(self, shown: bool) -> None:
        """Show or hide tints, lines and flags; the margin stays."""
        self._highlights = shown
        self._repaint_all()

    def highlights_shown(self) -> bool:
        """Tell whether tints, lines and flags are painted."""
        return self._highlights

    def set_measure(self, characters: int) -> None:
        """Set the length of a line, 50 to 75 characters."""
        self._measure = min(75, max(50, characters))
        self._place_sides()

    def measure(self) -> int:
        """Return the length of a line in characters."""
        return self._measure

    def text_size(self) -> float:
        """Return the size of the words in pixels at 100 %."""
        return self._text_size

    def _show_text(self, text: DocumentText, codings: Sequence[CodingMark]) -> None:
        self._text = text
        self._flash = self._pending = self._raised = None
        self._plans.clear()
        self.found.clear()
        self._layout.gap_after = text.gap_after
        self._codings = CodingIndex(text)
        self._codings.replace_all(codings)
        self._document.setPlainText(text.map.display)
        self._colour_interviewers()
        self.verticalScrollBar().setValue(0)
        self._repaint_all()

    def _colour_interviewers(self) -> None:
        """Let the interviewer step back. Formats of the layout, so that the document itself stays plain."""
        quiet = QTextCharFormat()
        quiet.setForeground(current_theme().colour("text2"))
        for first, last in self._text.interviewer_ranges():
            block = self._document.findBlock(first)
            while block.isValid() and block.position() < last:
                start, part = block.position(), QTextLayout.FormatRange()
                part.start = max(0, first - start)
                part.length = min(last, start + block.length()) - start - part.start
                part.format = quiet
                block.layout().setFormats([part])
                block = block.next()

    # Measures

    def _line_height(self) -> float:
        return float(round(self._text_size * LINE_RATIO * current_theme().scale))

    def _baseline(self) -> tuple[float, float]:
        metrics = QFontMetricsF(self.font())
        height = self._line_height()
        return (height + metrics.ascent() - metrics.descent()) / 2, height

    def _dress(self) -> None:
        theme = current_theme()
        self._plans.clear()
        font = theme.sized_font(self._text_size)
        self._layout.line_height = self._line_height()
        self._layout.gap = theme.pxf(TURN_GAP)
        self._document.setDefaultFont(font)
        self.setFont(font)
        self._dye()
        self._colour_interviewers()
        self._place_sides()
        self._repaint_all()

    def _dye(self) -> None:
        theme = current_theme()
        palette = self.palette()
        # The selection is painted by the overlay, at the height of the line.
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("text"))
        palette.setColor(QPalette.ColorRole.Base, theme.colour("paper"))
        palette.setColor(QPalette.ColorRole.Text, theme.colour("text"))
        self.setPalette(palette)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Shown for the first time, the style sheet gives the view back the palette that it was made with.
        self._dye()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._plans.clear()
        super().resizeEvent(event)
        self._place_sides()

    def _place_sides(self) -> None:
        theme = current_theme()
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        wanted = QFontMetricsF(self.font()).horizontalAdvance(SAMPLE) / len(SAMPLE) * self._measure
        columns = share_width(room, wanted, theme)
        top = theme.px(TOP_PADDING)
        self.setViewportMargins(columns.words_at, top, max(0, columns.rest), 0)
        self._lay_out_again()
        height = self.height() - top
        self.gutter.setGeometry(columns.gutter_at, top, columns.gutter, height)
        self.margin.setGeometry(columns.words_at + columns.words, top, columns.margin, height)

    def _lay_out_again(self) -> None:
        """Break the lines anew when the column changed.

        The editor does so only on a resize event of its viewport, which it does not get while it is hidden.
        """
        size = self.viewport().size()
        if size.width() != self._laid_out_width:
            self._laid_out_width = size.width()
            self._plans.clear()
            QPlainTextEdit.resizeEvent(self, QResizeEvent(size, QSize()))

    # Visible blocks

    def visible_blocks(self, within: QRectF | None = None) -> list[VisibleBlock]:
        """Return the blocks that meet `within` (viewport coordinates; None: the viewport), laid out."""
        area = within if within is not None else QRectF(self.viewport().rect())
        block = self.firstVisibleBlock()
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        x, top = place.left(), place.top()
        shown = []
        number = block.blockNumber()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            if top + height >= area.top():
                shown.append(VisibleBlock(block, number, QPointF(x, top), height))
            block = block.next()
            top += height
            number += 1
        return shown

    def _plan(self, visible: VisibleBlock) -> BlockPlan:
        measures = Measures(self._line_height(), current_theme().scale)
        return self._plans.plan(visible, self._codings, measures, self._raised, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        # A little more than asked for: flags and lower lanes reach into the lines beside them.
        spill = current_theme().pxf(14)
        within = QRectF(event.rect()).adjusted(0, -spill, 0, spill)
        shown = self.visible_blocks(within)
        plans = [(visible, self._plan(visible)) for visible in shown] if self._highlights else []
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        height = self._line_height()
        painter = QPainter(self.viewport())
        draw_tints(painter, plans, self.style_of, within)
        self.found.draw(painter, shown, height)
        if first < last:
            draw_range(painter, shown, first, last, height, "text_selection")
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        draw_marks(painter, plans, self.style_of, within)
        if first < last:
            draw_end_bars(painter, shown, first, last, height)
        if self._flash is not None:
            draw_range(painter, shown, *self._flash, height, "focus", outline=True)
        painter.end()

    # Gutter and margin

    def _gutter_entries(self) -> list[GutterEntry]:
        entries = []
        for visible in self.visible_blocks():
            for turn in self._text.heads.get(visible.number, ()):
                view = self._text.map.to_view(turn.speech_start)
                line = visible.block.layout().lineForTextPosition(view - visible.block.position())
                number = max(0, line.lineNumber()) if line.isValid() else 0
                entries.append(GutterEntry(turn, visible.corner.y() + number * self._line_height()))
        return entries

    def _stripes(self) -> list[Stripe]:
        spans: dict[int, tuple[CodingMark, float, float]] = {}
        for visible in self.visible_blocks():
            y = visible.corner.y()
            for mark, top, bottom in self._plan(visible).extents:
                known = spans.get(mark.key)
                spans[mark.key] = (mark, known[1] if known else y + top, y + bottom)
        return stripes_in_sight(spans.values(), self._codings.stripe_lane, self._line_height(), self.margin.height())

    def _pending_mark(self) -> Pending | None:
        if self._pending is None:
            return None
        (first, last), letter, words = self._pending
        for visible in self.visible_blocks():
            rects = range_rects(visible, first, last, self._line_height())
            if rects:
                return Pending(letter, words, rects[0].center().y())
        return None

    def _follow(self, _rect: QRect, scrolled: int) -> None:
        if scrolled:
            self.gutter.update()
            self.margin.update()

    def _repaint_blocks(self, numbers: range) -> None:
        """Plan these blocks again and repaint them and the margin."""
        for number in numbers:
            self._plans.forget(number)
        self._update_blocks(numbers)
        self.margin.update()

    def _update_blocks(self, numbers: Container[int]) -> None:
        """Have these blocks painted again, with what hangs over their edges."""
        spill = current_theme().px(14)
        for visible in self.visible_blocks():
            if visible.number in numbers:
                rect = QRectF(0, visible.corner.y() - spill, self.viewport().width(), visible.height + 2 * spill)
                self.viewport().update(rect.toAlignedRect())

    def _repaint_all(self) -> None:
        self.viewport().update()
        self.gutter.update()
        self.margin.update()
