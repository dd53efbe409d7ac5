"""Several lines of plain text that grow with what is written, stored while one writes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme

WAIT_MS = 700
"""How long the keyboard rests before what was written is stored."""


class GrowingText(QPlainTextEdit):
    """A field as high as its words, between a least and a most number of lines.

    `written` carries the words a moment after the last key, and when the focus leaves: only when they differ from
    what was stored.
    """

    written = Signal(str)

    def __init__(
        self, name: str, placeholder: str = "", least: int = 2, most: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._stored = least, most, ""
        self.setObjectName("field")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_text(self, text: str) -> None:
        """Show what is stored; what was typed since and is not stored yet stays."""
        if self._wait.isActive() and text == self._stored:
            return
        self._stored = text
        if text == self.toPlainText():
            return
        self._wait.stop()
        at = self.textCursor().position()
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(blocked)
        cursor = self.textCursor()
        cursor.setPosition(min(at, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self._measure()

    def commit(self) -> None:
        """Store what was written and is not stored yet."""
        self._wait.stop()
        text = self.toPlainText()
        if text != self._stored:
            self._stored = text
            self.written.emit(text)

    def go_to_end(self) -> None:
        """Put the caret after the last word."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A field that shows all its words lets the column scroll.
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def _on_text(self) -> None:
        self._measure()
        if self.toPlainText() != self._stored:
            self._wait.start()

    def _measure(self) -> None:
        # The document counts its height in lines, wrapped ones included.
        wanted = round(self.document().size().height())
        lines = max(self._least, min(self._most, wanted))
        theme = current_theme()
        height = lines * self.fontMetrics().lineSpacing() + theme.px(18)
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != shown:
            self.setVerticalScrollBarPolicy(shown)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
