"""The line edit that opens on the canvas to name a node, and the one that jumps to a node by typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

LONGEST_LABEL = 400


class InlineEditor(QLineEdit):
    """Types a label in place: Enter or leaving keeps it, Esc leaves everything as it was."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("theoryInlineEditor")
        self.setMaxLength(LONGEST_LABEL)
        self._commit: Callable[[str], None] | None = None
        self._before = ""
        self.hide()

    def open_for(self, rect: QRect, text: str, name: str, commit: Callable[[str], None]) -> None:
        """Open over `rect` with `text`; `commit` gets the new text if it is another one and not empty."""
        self.finish()
        self._commit, self._before = commit, text
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        width = max(rect.width(), 168)
        height = max(28, self.sizeHint().height())
        self.setGeometry(rect.center().x() - width // 2, rect.center().y() - height // 2, width, height)
        self.setText(text)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self) -> bool:
        return self._commit is not None

    def finish(self) -> None:
        """Keep what was typed and close."""
        commit, text = self._commit, " ".join(self.text().split())
        self._close()
        if commit is not None and text and text != self._before:
            commit(text)

    def cancel(self) -> None:
        """Close without a change."""
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc cancels; neither reaches the canvas."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps the text, but a context menu or another window does not end the editing."""
        super().focusOutEvent(event)
        kept_open = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in kept_open and self.is_open():
            self.finish()

    def _close(self) -> None:
        if self._commit is None:
            return
        self._commit = None
        had_focus = self.hasFocus()
        self.hide()
        parent = self.parentWidget()
        if had_focus and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()


class JumpField(QLineEdit):
    """Goes to nodes while their name is typed: `typed` on every change, Enter or Esc closes."""

    typed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("theoryJump")
        self.setAccessibleName("Jump to an element")
        self.setPlaceholderText("Jump to an element")
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda text: self.typed.emit(text))
        self.installEventFilter(self)
        self.hide()

    def open_at(self, left: int, top: int) -> None:
        """Show the field, empty, with the focus."""
        self.clear()
        self.setGeometry(left, top, 260, 28)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on Enter, Esc and when the focus leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.hide()
                parent = self.parentWidget()
                if parent is not None:
                    parent.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)
