"""What a key means while the text has the focus."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NONE = Qt.KeyboardModifier.NoModifier
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)

PICK, OVERLAP, CLOSE = "pick", "overlap", "close"
"""The actions that the view tells of by signals of their own."""
VIEW_KEYS: Mapping[str, str] = MappingProxyType({"Space": PICK, "Shift+O": OVERLAP, "Ctrl+Return": CLOSE})
"""Key -> action, until the key map in force is given."""


class Meaning(Enum):
    """The keys of the coding loop; `OTHER` is for the window, `WIDGET` for the text widget itself."""

    ROLE = auto()
    ESCAPE = auto()
    ACTION = auto()
    HOT = auto()
    OTHER = auto()
    WIDGET = auto()


def role_letter(event: QKeyEvent, letters: frozenset[str]) -> str:
    """Return the role's letter that was pressed without a modifier, or ""; Caps Lock does not matter."""
    letter = event.text().upper()
    return letter if letter in letters and event.modifiers() & ~_KEYPAD == _NONE else ""


def key_text(event: QKeyEvent) -> str:
    """Return a key press as the key map writes it, as “Ctrl+Alt+Right”; empty for a modifier alone.

    Enter on the keypad is Return.
    """
    key = Qt.Key(event.key())
    if key in _MODIFIERS or key == Qt.Key.Key_unknown:
        return ""
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    pressed = QKeySequence(QKeyCombination(event.modifiers() & ~_KEYPAD, key))
    return pressed.toString(QKeySequence.SequenceFormat.PortableText)


def meaning_of(event: QKeyEvent, letters: frozenset[str], keys: Mapping[str, str]) -> Meaning:
    """Return what a key press means; `letters` are the grammar's, `keys` those of the key map."""
    if role_letter(event, letters):
        return Meaning.ROLE
    key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
    if key == Qt.Key.Key_Escape:
        return Meaning.ESCAPE
    if modifiers == _NONE and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return Meaning.HOT
    if key_text(event) in keys:
        return Meaning.ACTION
    plain = modifiers == _NONE and event.text() and event.text().isprintable()
    return Meaning.OTHER if plain else Meaning.WIDGET
