"""Keeping the keyboard where it was when a panel is made anew because of what was chosen in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Held = tuple[str, int]
"""Accessible name of a control, and which of those with that name."""


def keyboard_in(panel: QWidget) -> Held | None:
    """Return which control of a panel has the keyboard; None where none has."""
    for number, control in _named(panel):
        if control.hasFocus():
            return control.accessibleName(), number
    return None


def give_keyboard(panel: QWidget, held: Held | None) -> None:
    """Give the keyboard to the control of a panel that stands for the one that had it."""
    for number, control in _named(panel):
        if (control.accessibleName(), number) == held:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _named(panel: QWidget) -> list[tuple[int, QWidget]]:
    """Return the controls that take the keyboard, each with its number among those of its name."""
    seen: dict[str, int] = {}
    found: list[tuple[int, QWidget]] = []
    for control in panel.findChildren(QWidget):
        name = control.accessibleName()
        if name and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append((seen.get(name, 0), control))
            seen[name] = seen.get(name, 0) + 1
    return found
