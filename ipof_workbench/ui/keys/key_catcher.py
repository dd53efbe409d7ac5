"""A field that takes the next key press as it is, whatever that key does elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT
from ipof_workbench.ui.transcript.keys import key_text
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget


class KeyCatcher(ThemedWidget):
    """`pressed` carries a key as the key map writes it; `left` follows Esc, Tab and the loss of the keyboard."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Say what is waited for."""
        self._words = words
        self.setAccessibleName(words or "New key")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(280), current_theme().px(CONTROL_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # Here and not in keyPressEvent: a widget makes Tab a change of the focus before that.
            self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.left.emit()
            return
        key = key_text(event)
        if key and not event.isAutoRepeat():
            self.pressed.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        waits = self.hasFocus()
        painter.setPen(pen_of(theme.colour("focus" if waits else "control"), 2 if waits else 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.pxf(5), theme.pxf(5))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if waits else "text3"))
        inner = box.adjusted(theme.pxf(9), 0, -theme.pxf(9), 0)
        words = elided(self._words or "Choose a row above", painter.font(), inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
