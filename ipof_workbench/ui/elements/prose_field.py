"""Some lines of prose, always open: stored when the field is left or with Ctrl+Enter, Esc brings them back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme

MOST_LINES = 6


class ProseField(QPlainTextEdit):
    """A field as high as its words, six lines at most. `committed` carries the words, stripped, when they differ."""

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        current_theme().changed.connect(self._fit)
        self._fit()

    def set_text(self, text: str) -> None:
        """Show other words; what is being typed stays."""
        if text != self._stored or not self.hasFocus():
            typed = self.toPlainText() != self._stored and self.hasFocus()
            self._stored = text
            if not typed:
                self.setPlainText(text)

    def commit(self) -> None:
        """Store what was typed."""
        words = self.toPlainText().strip()
        if words != self._stored:
            self._stored = words
            self.committed.emit(words)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() == Qt.Key.Key_Escape or (control and event.key() == Qt.Key.Key_Return):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._stored)
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, min(MOST_LINES, int(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + current_theme().px(14)
        if height != self.height():
            self.setFixedHeight(height)
