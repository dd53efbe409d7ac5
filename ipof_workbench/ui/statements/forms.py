"""Fields of a record under their captions, stored when the keyboard leaves them or Ctrl+Enter is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ipof_workbench.ui.theme.theme import current_theme

MOST_LINES = 8


class TextField(QPlainTextEdit):
    """A field for some lines, as high as its words within limits. `committed(words)`: stripped, only when they differ.

    Args:
        name: what it is, for screen readers.
        placeholder: shown while it is empty.
        lines: its least height in lines.
        one_line: Enter stores instead of beginning a line.
    """

    committed = Signal(str)

    def __init__(
        self, name: str, placeholder: str = "", lines: int = 2, one_line: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("field")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines, self._one_line, self._stored = lines, one_line, ""
        current_theme().changed.connect(self._measure)
        self.textChanged.connect(self._measure)
        self._measure()

    def set_text(self, text: str) -> None:
        """Show other words; what is being typed stays."""
        is_typing = self.hasFocus() and self.words() != self._stored
        self._stored = text
        if not is_typing and self.toPlainText() != text:
            self.setPlainText(text)

    def words(self) -> str:
        """Return what is typed, without blanks at the ends."""
        text = self.toPlainText().strip()
        return " ".join(text.split()) if self._one_line else text

    def commit(self) -> None:
        """Store what was typed."""
        if self.words() != self._stored:
            self._stored = self.words()
            self.committed.emit(self._stored)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._stored)
        elif enter and (control or self._one_line):
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def _measure(self) -> None:
        # The layout of plain text measures its height in lines, wrapped ones too.
        wanted = round(self.document().size().height())
        lines = max(self._lines, min(MOST_LINES, wanted))
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if wanted > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = 2 * self.document().documentMargin() + current_theme().px(9)
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + around))
