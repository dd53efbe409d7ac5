"""The memo that reasons back from an outcome, written where the outcome is explained."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

QUESTION = "Why might this have happened?"


class MemoField(QPlainTextEdit):
    """`written` carries the words when the keyboard leaves them; Esc puts the old ones back."""

    written = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("field")
        self.setAccessibleName(f"Memo: {QUESTION}")
        self.setPlaceholderText("Reason back from the outcome: what must have been at work?")
        self.setTabChangesFocus(True)
        self._before = ""

    def show_words(self, words: str) -> None:
        """Show the memo as stored; words that are being written stay."""
        if self.hasFocus() and self.toPlainText() != self._before:
            return
        self._before = words
        if self.toPlainText() != words:
            self.setPlainText(words)

    def commit(self) -> None:
        """Report what was written."""
        words = self.toPlainText().strip()
        if words != self._before.strip():
            self._before = words
            self.written.emit(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._before)
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.commit()
            self.left.emit()
        else:
            super().keyPressEvent(event)
