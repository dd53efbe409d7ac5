"""Where the keyboard goes when what had it is taken away: back to the page, never to the first button of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken


class LostKeyboard(QObject):
    """Watches one widget, which is the first in the order of Tab: Qt gives it the keyboard when what had it is hidden,
    deleted or locked. There Space would do something that nobody meant.

    Args:
        first: that widget.
        give_back: gives the keyboard to what the page in front is for.
    """

    def __init__(self, first: QWidget, give_back: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._first, self._give_back = first, give_back
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self._first and old is not None:
            # In the next turn: until then it may have been given on, and is seen whether the old one has gone.
            QTimer.singleShot(0, self, lambda: self._look(old))

    def _look(self, old: QWidget) -> None:
        went = not Shiboken.isValid(old) or not old.isVisible() or not old.isEnabled()
        if went and self._first.hasFocus():
            self._give_back()
