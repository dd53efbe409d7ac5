"""Something small that leads somewhere and can be taken away: what all chips answer to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.widgets.themed import ThemedButton


class Chip(ThemedButton):
    """Words in a frame.

    `activated` is emitted on click and Enter, `remove_requested` on Delete, `menu_requested` (with a global point)
    on right click and the menu key.
    """

    activated = Signal()
    remove_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.activated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
