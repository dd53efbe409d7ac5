"""Selecting in a transcript: ranges, clicks that grow, the coding that was chosen and the handles at its ends."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from ipof_workbench.domain import passages
from ipof_workbench.domain.word_steps import next_end, previous_start
from ipof_workbench.ui.transcript.chosen import Handle, draw_handles, handle_at, handles_of
from ipof_workbench.ui.transcript.marks import CodingMark
from ipof_workbench.ui.transcript.passage_drag import add_passage
from ipof_workbench.ui.transcript.pointed import PointedSurface
from ipof_workbench.ui.transcript.text_overlay import draw_range

NEAR = 6
"""Pixels that the mouse may move between clicks that belong together."""


class SelectingSurface(PointedSurface):
    """A surface with a selection, and perhaps one chosen coding.

    Double-click selects a word, a third click its sentence, a fourth its turn. `selection_changed` follows another
    selection, `overlap_raised` another chosen coding (its key, or None), `resize_requested` the end of a drag at one
    of its handles (key, start, end).
    """

    selection_changed = Signal()
    overlap_raised = Signal(object)
    resize_requested = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selected_blocks = range(0)
        self._clicks, self._clicked_at, self._clicked_point = 0, 0.0, QPoint()
        self._grip: Handle | None = None
        self._preview: tuple[int, int] | None = None
        self.selectionChanged.connect(self._selection_moved)
        self.cursorPositionChanged.connect(self._let_go_elsewhere)
        self.viewport().setMouseTracking(True)

    # Ranges

    def select_span(self, start: int, end: int) -> None:
        """Select a range and bring it into sight.

        Raises:
            ValueError: the range is empty, reversed or not within the text.
        """
        if not 0 <= start < end <= len(self._text.text):
            raise ValueError(f"not a span of this text: {start}, {end}")
        first, last = self._text.map.span_to_view(start, end)
        cursor = QTextCursor(self._document)
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def selected_span(self) -> tuple[int, int] | None:
        """Return the selected range in whole graphemes, or None."""
        cursor = self.textCursor()
        return self._text.map.span_to_text(cursor.anchor(), cursor.position())

    def clear_selection(self) -> None:
        """Select nothing; the caret stays at the end of what was selected."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)

    def caret_offset(self) -> int:
        """Return where the caret is."""
        return self._text.map.to_text(self.textCursor().position())

    def put_caret(self, offset: int) -> None:
        """Put the caret at a position, select nothing and bring it into sight."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._text.map.to_view(offset))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def stored_text(self) -> str:
        """Return the stored text on display."""
        return self._text.text

    def larger_unit(self, start: int, end: int) -> tuple[int, int]:
        """Return the next larger unit around a range: sentence, paragraph, turn, whole text."""
        return self.snapped(*passages.grown(self._text.text, self._text.turns, start, end))

    def smaller_unit(self, start: int, end: int) -> tuple[int, int]:
        """Return the next smaller unit at the beginning of a range."""
        return self.snapped(*passages.shrunk(self._text.text, self._text.turns, start, end))

    def turn_span(self, offset: int) -> tuple[int, int]:
        """Return the words of the turn that holds a position; without turns the whole text."""
        return self.snapped(*passages.turn_around(self._text.text, self._text.turns, offset, offset))

    def paragraph_span(self, offset: int) -> tuple[int, int]:
        """Return the paragraph that holds a position (empty on an empty line)."""
        text = self._text.text
        return self.snapped(*passages.paragraph_around(text, offset, offset, 0, len(text)))

    def snapped(self, start: int, end: int) -> tuple[int, int]:
        """Return a range with its ends moved outwards to whole graphemes."""
        return self._text.map.grapheme_before(start), self._text.map.grapheme_after(end)

    # Codings

    def codings_at(self, offset: int) -> list[CodingMark]:
        """Return the codings over a position, from the innermost to the outermost."""
        return self._codings.at(offset)

    def codings_here(self) -> list[CodingMark]:
        """Return the codings at the beginning of the selection or at the caret (also those that end there: that is
        where coding leaves it), from the innermost to the outermost."""
        span = self.selected_span()
        if span is not None:
            return self.codings_at(span[0])
        at = self.caret_offset()
        found = {mark.key: mark for mark in (*self.codings_at(at), *self.codings_at(max(0, at - 1)))}
        return sorted(found.values(), key=lambda mark: (mark.end - mark.start, -mark.start, -mark.key))

    def coding_of(self, key: int) -> CodingMark | None:
        """Return a coding on display by its key."""
        return self._codings.mark(key)

    def chosen_coding(self) -> CodingMark | None:
        """Return the coding that was chosen: its ends can be moved, and keys mean it where nothing is selected."""
        return None if self._raised is None else self._codings.mark(self._raised)

    def choose(self, key: int | None) -> None:
        """Choose a coding: it comes to the top of those it overlaps, with handles at its ends. None: no coding."""
        before = self._raised
        if key == before:
            return
        self._raised = key
        for concerned in {before, key} - {None}:
            self._repaint_blocks(self._codings.touched(int(concerned or 0)))
        self.overlap_raised.emit(key)

    def cycle_overlap(self) -> CodingMark | None:
        """Choose the next of the codings at the selection or caret (also at their end); None without any."""
        here = self.codings_here()
        if not here:
            return None
        keys = [mark.key for mark in here]
        at = keys.index(self._raised) if self._raised in keys else 0
        chosen = here[(at + 1) % len(here)]
        self.choose(chosen.key)
        return chosen

    def _forget_gone(self) -> None:
        if self._raised is not None and self._codings.mark(self._raised) is None:
            self.choose(None)

    # Clicks that grow

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._take_grip(event.position()):
            return
        if self._belongs(event) and self._clicks in (2, 3):
            self._clicks += 1
            self._count(event)
            self._grow_to(event.position().toPoint())
            return
        self._clicks = 1
        self._count(event)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._belongs(event) and self._clicks >= 3:
            self._clicks = 4
            self._count(event)
            self._grow_to(event.position().toPoint())
            return
        self._clicks = 2
        self._count(event)
        super().mouseDoubleClickEvent(event)

    def _belongs(self, event: QMouseEvent) -> bool:
        """Tell whether a click belongs to those before it."""
        soon = (monotonic() - self._clicked_at) * 1000 <= QApplication.doubleClickInterval()
        near = (event.position().toPoint() - self._clicked_point).manhattanLength() <= NEAR
        return soon and near and event.button() == Qt.MouseButton.LeftButton

    def _count(self, event: QMouseEvent) -> None:
        self._clicked_at, self._clicked_point = monotonic(), event.position().toPoint()

    def _grow_to(self, point: QPoint) -> None:
        at = self._text.map.to_text(self.cursorForPosition(point).position())
        span = self.turn_span(at) if self._clicks >= 4 else self.larger_unit(at, at)
        if span[0] < span[1]:
            self.select_span(*span)

    # Handles

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._preview_to(event)
            return
        if event.buttons() == Qt.MouseButton.NoButton:
            over = handle_at(self._handles(), event.position()) is not None
            shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor
            if self.viewport().cursor().shape() != shape:
                self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            super().mouseReleaseEvent(event)
            return
        self._grip = None
        preview, self._preview = self._preview, None
        chosen = self.chosen_coding()
        self.viewport().update()
        if chosen is not None and preview is not None and preview != (chosen.start, chosen.end):
            self.resize_requested.emit(chosen.key, *preview)

    def _handles(self) -> list[Handle]:
        chosen = self.chosen_coding()
        if chosen is None:
            return []
        span = self._preview or (chosen.start, chosen.end)
        return handles_of(self.visible_blocks(), *self._text.map.span_to_view(*span), self._line_height())

    def _take_grip(self, point: QPointF) -> bool:
        self._grip = handle_at(self._handles(), point)
        if self._grip is not None:
            chosen = self.chosen_coding()
            assert chosen is not None  # a handle is one of a chosen coding
            self._preview = (chosen.start, chosen.end)
        return self._grip is not None

    def _preview_to(self, event: QMouseEvent) -> None:
        """Follow the mouse word by word; with Alt held, character by character."""
        chosen, grip = self.chosen_coding(), self._grip
        if chosen is None or grip is None:
            return
        view = self.cursorForPosition(event.position().toPoint()).position()
        text, by_sign = self._text.text, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if grip.is_end:
            at = self._text.map.end_to_text(view)
            at = at if by_sign else next_end(text, previous_start(text, at))
            span = (chosen.start, max(at, next_end(text, chosen.start)))
        else:
            at = self._text.map.start_to_text(view)
            at = at if by_sign else previous_start(text, next_end(text, at))
            span = (min(at, previous_start(text, chosen.end)), chosen.end)
        self._preview = self.snapped(*span)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._raised is None:
            return
        painter = QPainter(self.viewport())
        if self._preview is not None:
            first, last = self._text.map.span_to_view(*self._preview)
            draw_range(painter, self.visible_blocks(), first, last, self._line_height(), "focus", outline=True)
        draw_handles(painter, self._handles())
        painter.end()

    # The widget's own

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored words, not what the widget made of them."""
        copied = QMimeData()
        span = self.selected_span()
        if span is not None:
            copied.setText(self._text.text[slice(*span)])
            add_passage(copied, *span)
        return copied

    def _selection_moved(self) -> None:
        # The overlay's boxes are higher than the widget's own, whose repainting would leave stripes behind: the blocks
        # of the selection as it was and as it is now are painted as a whole.
        cursor = self.textCursor()
        first, last = (self._document.findBlock(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        now = range(first.blockNumber(), last.blockNumber() + 1)
        self._update_blocks({*now, *self._selected_blocks})
        self._selected_blocks = now
        self._let_go_elsewhere()
        self.selection_changed.emit()

    def _let_go_elsewhere(self) -> None:
        """Where the caret or the selection leaves the chosen coding, that is no longer meant."""
        chosen = self.chosen_coding()
        if chosen is None:
            return
        first, last = self._text.map.span_to_view(chosen.start, chosen.end)
        cursor = self.textCursor()
        if cursor.selectionStart() > last or cursor.selectionEnd() < first:
            self.choose(None)
