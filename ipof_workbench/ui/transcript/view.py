"""The transcript view: what pages and scripts use to show, select, code and navigate a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.transcript.document_text import DocumentText
from ipof_workbench.ui.transcript.keys import (
    CLOSE,
    OVERLAP,
    PICK,
    VIEW_KEYS,
    Meaning,
    key_text,
    meaning_of,
    role_letter,
)
from ipof_workbench.ui.transcript.marks import CodingMark, TurnMark
from ipof_workbench.ui.transcript.selecting import SelectingSurface
from ipof_workbench.ui.transcript.surface import FLASH_MS
from ipof_workbench.ui.transcript.text_overlay import range_box

SMALLEST_TEXT = 12.0
LARGEST_TEXT = 24.0


class TranscriptView(SelectingSurface):
    """A text with its turns and codings.

    All offsets in this interface are code points of the stored text, ranges are half-open.

    Signals: `role_key_pressed` (the letter), `coding_activated` (a coding's key, from the margin),
    `configuration_activated` (a configuration's key), `selection_changed`, `escape_pressed`,
    `close_configuration_requested`, `picker_requested`, `hot_key_pressed` (0 to 9), `action_pressed` (what the key map
    calls the action of any other key), `current_turn_changed` (index), `text_size_changed` (pixels at 100 %); and
    those of `SelectingSurface`.
    """

    role_key_pressed = Signal(object)
    coding_activated = Signal(object)
    configuration_activated = Signal(object)
    escape_pressed = Signal()
    close_configuration_requested = Signal()
    picker_requested = Signal()
    hot_key_pressed = Signal(object)
    action_pressed = Signal(str)
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
        self._keys: Mapping[str, str] = VIEW_KEYS
        self._told_turn = -1
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
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
        # The widget's own cursor was pushed to the end of the new text.
        self.setTextCursor(QTextCursor(self._document))
        self._told_turn = -1
        self._tell_turn()

    def clear_document(self) -> None:
        """Show nothing."""
        self.show_document("")

    def set_codings(self, codings: Sequence[CodingMark]) -> None:
        """Paint these codings and no others."""
        self._codings.replace_all(codings)
        self._plans.clear()
        self._forget_gone()
        self._repaint_all()

    def add_coding(self, mark: CodingMark) -> None:
        """Paint one coding more (or another version of one); only its blocks are planned again."""
        self._repaint_blocks(self._codings.add(mark))

    def remove_coding(self, key: int) -> None:
        """Paint one coding less."""
        self._repaint_blocks(self._codings.remove(key))
        self._forget_gone()

    def set_role_letters(self, letters: Sequence[str]) -> None:
        """Set the letters that code the selection when pressed (the grammar's)."""
        self._letters = frozenset(letter.upper() for letter in letters if len(letter) == 1)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Set what other keys mean while the text has the focus: key, as “Ctrl+Alt+Right”, -> action. Role letters,
        figures and Esc are not among them."""
        self._keys = dict(keys)

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

    def turns(self) -> Sequence[TurnMark]:
        """Return the turns on display."""
        return self._text.turns

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

    def offset_in_sight(self) -> int:
        """Return where the caret is or, when that is out of sight, where the visible text begins."""
        first, last = self.visible_span()
        caret = self.caret_offset()
        return caret if first <= caret <= last else first

    def current_turn(self) -> int:
        """Return the index of the turn with the caret or, when that is out of sight, of the first in sight."""
        if not self._text.turns:
            return -1
        return max(0, self.turn_at(self.offset_in_sight()))

    # Keys, wheel, clipboard

    def event(self, event: QEvent) -> bool:
        # Letters are ours while the text has the focus, whatever single-key shortcuts a window may define.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent):
            meaning = meaning_of(event, self._letters, self._keys)
            if meaning in (Meaning.ROLE, Meaning.ACTION):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match meaning_of(event, self._letters, self._keys):
            case Meaning.ROLE:
                self.role_key_pressed.emit(role_letter(event, self._letters))
            case Meaning.ESCAPE:
                self.choose(None)
                self.escape_pressed.emit()
            case Meaning.ACTION:
                self._act(self._keys[key_text(event)])
            case Meaning.HOT:
                self.hot_key_pressed.emit(event.key() - int(Qt.Key.Key_0))
            case Meaning.OTHER:
                event.ignore()
            case Meaning.WIDGET:
                super().keyPressEvent(event)

    def _act(self, action: str) -> None:
        if action == PICK:
            self.picker_requested.emit()
        elif action == CLOSE:
            self.close_configuration_requested.emit()
        elif action == OVERLAP:
            self.cycle_overlap()
        self.action_pressed.emit(action)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_text_size(self._text_size + (0.5 if event.angleDelta().y() > 0 else -0.5))
            event.accept()
        else:
            super().wheelEvent(event)

    def _open_coding(self, key: int) -> None:
        mark = self._codings.mark(key)
        if mark is not None:
            self.flash_span(mark.start, mark.end)
            self.choose(key)
            self.coding_activated.emit(key)

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
