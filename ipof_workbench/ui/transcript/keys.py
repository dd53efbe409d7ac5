"""What a key means while the text has the focus."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Meaning(Enum):
    """The keys of the coding loop; `OTHER` is for the window, `WIDGET` for the text widget itself."""

    ROLE = auto()
    CLOSE = auto()
    ESCAPE = auto()
    CYCLE = auto()
    PICKER = auto()
    HOT = auto()
    OTHER = auto()
    WIDGET = auto()


def role_letter(event: QKeyEvent, letters: frozenset[str]) -> str:
    """Return the role's letter that was pressed without a modifier, or ""; Caps Lock does not matter."""
    letter = event.text().upper()
    return letter if letter in letters and event.modifiers() & ~_KEYPAD == _NONE else ""


def meaning_of(event: QKeyEvent, letters: frozenset[str]) -> Meaning:
    """Return what a key press means; `letters` are the grammar's."""
    key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
    if role_letter(event, letters):
        return Meaning.ROLE
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers == Qt.KeyboardModifier.ControlModifier:
        return Meaning.CLOSE
    if key == Qt.Key.Key_O and modifiers == Qt.KeyboardModifier.ShiftModifier:
        return Meaning.CYCLE
    if key == Qt.Key.Key_Escape:
        return Meaning.ESCAPE
    if modifiers != _NONE:
        return Meaning.WIDGET
    if key == Qt.Key.Key_Space:
        return Meaning.PICKER
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return Meaning.HOT
    return Meaning.OTHER if event.text() and event.text().isprintable() else Meaning.WIDGET
