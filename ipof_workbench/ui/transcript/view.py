"""The transcript view: what pages and scripts use to show, select, code and navigate a text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.transcript.document_text import DocumentText
from ipof_workbench.ui.transcript.keys import Meaning, meaning_of, role_letter
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark
from ipof_workbench.ui.transcript.surface import FLASH_MS, TranscriptSurface
from ipof_workbench.ui.transcript.text_overlay import range_box

SMALLEST_TEXT = 12.0
LARGEST_TEXT = 24.0


class TranscriptView(TranscriptSurface):
    """A text with its turns and codings.

    All offsets in this interface are code points of the stored text, ranges are half-open.

    Signals: `role_key_pressed` (the letter), `coding_activated` (a coding's key, from the margin),
    `configuration_activated` (a configuration's key), `selection_changed`, `escape_pressed`,
    `close_configuration_requested` (Ctrl+Enter), `picker_requested` (Space), `hot_key_pressed` (0 to 9),
    `overlap_raised` (the key of the coding that Shift+O brought to the top), `current_turn_changed` (index),
    `text_size_changed` (pixels at 100 %).
    """

    role_key_pressed = Signal(object)
    coding_activated = Signal(object)
    configuration_activated = Signal(object)
    selection_changed = Signal()
    escape_pressed = Signal()
    close_configuration_requested = Signal()
    picker_requested = Signal()
    hot_key_pressed = Signal(object)
    overlap_raised = Signal(object)
    current_turn_changed = Signal(object)
    text_size_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcriptView")
        self.setAccessibleName("Transcript")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._letters: frozenset[str] = frozenset()
        self._told_turn = -1
        self._selected_blocks = range(0)
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self.selectionChanged.connect(self._selection_moved)
        self.cursorPositionChanged.connect(self._tell_turn)
        self.verticalScrollBar().valueChanged.connect(self._tell_turn)
        self.margin.coding_pressed.connect(self._open_coding)
        self.margin.configuration_pressed.connect(self.configuration_activated)

    def show_document(
        self,
        text: str,
        turns: Sequence[TurnMark] = (),
        codings: Sequence[CodingMark] = (),
        unit_label: str = "",
    ) -> None:
        """Show a stored text from its beginning; without turns the gutter says `unit_label`."""
        self._show_text(DocumentText(text, turns, unit_label), codings)
        self._told_turn = -1
        self._tell_turn()

    def clear_document(self) -> None:
        """Show nothing."""
        self.show_document("")

    def set_codings(self, codings: Sequence[CodingMark]) -> None:
        """Paint these codings and no others."""
        self._codings.replace_all(codings)
        self._plans.clear()
        self._repaint_all()

    def add_coding(self, mark: CodingMark) -> None:
        """Paint one coding more (or another version of one); only its blocks are planned again."""
        self._repaint_blocks(self._codings.add(mark))

    def remove_coding(self, key: int) -> None:
        """Paint one coding less."""
        self._repaint_blocks(self._codings.remove(key))

    def set_role_letters(self, letters: Sequence[str]) -> None:
        """Set the letters that code the selection when pressed (the grammar's)."""
        self._letters = frozenset(letter.upper() for letter in letters if len(letter) == 1)

    def set_pending(self, span: tuple[int, int] | None, letter: str = "", words: str = "") -> None:
        """Say in the margin what is being chosen for a passage, as "M choosing..."; None takes it away."""
        self._pending = None if span is None else (self._text.map.span_to_view(*span), letter, words)
        self.margin.update()

    def set_text_size(self, pixels: float) -> None:
        """Set the size of the words, 12 to 24 pixels at 100 %."""
        clipped = min(LARGEST_TEXT, max(SMALLEST_TEXT, pixels))
        if clipped != self._text_size:
            self._text_size = clipped
            self._dress()
            self.text_size_changed.emit(clipped)

    # Selecting

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

    def codings_at(self, offset: int) -> list[CodingMark]:
        """Return the codings over a position, from the innermost to the outermost."""
        return self._codings.at(offset)

    def cycle_overlap(self) -> CodingMark | None:
        """Raise the next of the codings at the selection or caret (also at their end) to the top; None without any."""
        span = self.selected_span()
        offset = span[0] if span is not None else self.caret_offset()
        here = self.codings_at(offset) or self.codings_at(max(0, offset - 1))
        if not here:
            return None
        keys = [mark.key for mark in here]
        at = keys.index(self._raised) if self._raised in keys else 0
        before, chosen = self._raised, here[(at + 1) % len(here)]
        self._raised = chosen.key
        for key in {before, chosen.key} - {None}:
            self._repaint_blocks(self._codings.touched(int(key or 0)))
        self.overlap_raised.emit(chosen.key)
        return chosen

    # Places

    def flash_span(self, start: int, end: int) -> None:
        """Scroll to a range and outline it for a moment; the caret goes to its beginning."""
        first, last = self._text.map.span_to_view(start, end)
        self._flash = (first, last)
        cursor = QTextCursor(self._document)
        cursor.setPosition(first)
        self.setTextCursor(cursor)
        self._scroll_to(first)
        self.viewport().update()
        self._flash_over.start()

    def is_flashing(self) -> bool:
        """Tell whether a range is outlined."""
        return self._flash is not None

    def bring_into_sight(self, start: int, end: int) -> None:
        """Scroll to a range unless it can be seen; the caret stays where it is."""
        low, high = self.visible_span()
        if low <= start and end <= high and not self.span_rect(start, end).isEmpty():
            return
        lines_in_sight = max(1, int(self.viewport().height() // self._line_height()))
        line = self._line_number(self._text.map.to_view(start))
        self.verticalScrollBar().setValue(max(0, line - lines_in_sight // 3))

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line with a position is the first in sight."""
        self.verticalScrollBar().setValue(self._line_number(self._text.map.to_view(offset)))

    def visible_span(self) -> tuple[int, int]:
        """Return the range that is in sight, by whole blocks."""
        shown = self.visible_blocks()
        if not shown:
            return (0, 0)
        last = shown[-1].block
        end = last.position() + last.length() - 1
        return self._text.map.start_to_text(shown[0].block.position()), self._text.map.end_to_text(end)

    def span_rect(self, start: int, end: int) -> QRect:
        """Return the visible box around a range, in global coordinates (empty when it is out of sight)."""
        first, last = self._text.map.span_to_view(start, end)
        box = range_box(self.visible_blocks(), first, last, self._line_height()).toAlignedRect()
        shown = box.intersected(self.viewport().rect())
        return QRect(self.viewport().mapToGlobal(shown.topLeft()), shown.size()) if not shown.isEmpty() else QRect()

    def caret_point(self) -> QPoint:
        """Return the lower end of the caret, in global coordinates."""
        return self.viewport().mapToGlobal(self.cursorRect().bottomLeft())

    def turn_count(self) -> int:
        """Return the number of turns."""
        return len(self._text.turns)

    def turn_at(self, offset: int) -> int:
        """Return the index of the turn that holds a position; -1 without turns."""
        return self._text.turn_at(offset)

    def go_to_turn(self, index: int) -> None:
        """Put the caret at the first word of a turn and the turn at the top; an index out of range is clipped."""
        if not self._text.turns:
            return
        turn = self._text.turns[min(max(index, 0), len(self._text.turns) - 1)]
        first = self._text.map.to_view(turn.speech_start)
        cursor = QTextCursor(self._document)
        cursor.setPosition(first)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(self._line_number(first))

    def current_turn(self) -> int:
        """Return the index of the turn with the caret or, when that is out of sight, of the first in sight."""
        if not self._text.turns:
            return -1
        first, last = self.visible_span()
        caret = self.caret_offset()
        return max(0, self.turn_at(caret if first <= caret <= last else first))

    # Keys, wheel, clipboard

    def event(self, event: QEvent) -> bool:
        # Letters are ours while the text has the focus, whatever single-key shortcuts a window may define.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and role_letter(event, self._letters):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match meaning_of(event, self._letters):
            case Meaning.ROLE:
                self.role_key_pressed.emit(role_letter(event, self._letters))
            case Meaning.CLOSE:
                self.close_configuration_requested.emit()
            case Meaning.ESCAPE:
                self.escape_pressed.emit()
            case Meaning.CYCLE:
                self.cycle_overlap()
            case Meaning.PICKER:
                self.picker_requested.emit()
            case Meaning.HOT:
                self.hot_key_pressed.emit(event.key() - int(Qt.Key.Key_0))
            case Meaning.OTHER:
                event.ignore()
            case Meaning.WIDGET:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_text_size(self._text_size + (0.5 if event.angleDelta().y() > 0 else -0.5))
            event.accept()
        else:
            super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored words, not what the widget made of them."""
        copied = QMimeData()
        span = self.selected_span()
        if span is not None:
            copied.setText(self._text.text[slice(*span)])
        return copied

    def _open_coding(self, key: int) -> None:
        mark = self._codings.mark(key)
        if mark is not None:
            self.flash_span(mark.start, mark.end)
            self.coding_activated.emit(key)

    def _selection_moved(self) -> None:
        # The overlay's boxes are higher than the widget's own, whose repainting would leave stripes behind: the blocks
        # of the selection as it was and as it is now are painted as a whole.
        cursor = self.textCursor()
        first, last = (self._document.findBlock(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        now = range(first.blockNumber(), last.blockNumber() + 1)
        self._update_blocks({*now, *self._selected_blocks})
        self._selected_blocks = now
        self.selection_changed.emit()

    def _tell_turn(self) -> None:
        turn = self.current_turn()
        if turn != self._told_turn:
            self._told_turn = turn
            self.current_turn_changed.emit(turn)

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    def _line_number(self, view: int) -> int:
        block = self._document.findBlock(view)
        self.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(view - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)

    def _scroll_to(self, view: int) -> None:
        lines_in_sight = max(1, int(self.viewport().height() // self._line_height()))
        self.verticalScrollBar().setValue(max(0, self._line_number(view) - lines_in_sight // 3))
        self.ensureCursorVisible()
