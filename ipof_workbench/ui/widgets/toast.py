"""The short message over the foot of a page that offers to undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget

STAYS_MS = 8000
HEIGHT = 36
LIFT = 16


class Toast(ThemedWidget):
    """One message at a time, for 8 seconds; stays while the pointer or the focus is on it.

    Args:
        host: the page over whose foot it appears; it never takes the focus by itself.
    """

    undo_requested = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._label = PlainLabel("", elide=True)
        self._undo = LinkButton("Undo")
        self._close = IconButton("x", "Close the message", parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._ask_undo)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(current_theme().px(12), 0, current_theme().px(4), 0)
        for part in (self._label, self._undo, self._close):
            row.addWidget(part)
        self._undo.installEventFilter(self)
        host.installEventFilter(self)
        self.hide()

    def announce(self, sentence: str, undo: bool = True) -> None:
        """Show `sentence` in place of what was there; `undo` offers to take the step back."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._undo.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def offers_undo(self) -> bool:
        """Tell whether the message is seen and offers to take a step back."""
        return self.isVisible() and not self._undo.isHidden()

    def sentence(self) -> str:
        """Return what is, or was last, shown."""
        return self._label.text()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._undo.hasFocus():
            self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is self._undo and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._undo and event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("control")))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(6), theme.pxf(6))
        painter.end()

    def _ask_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _place(self) -> None:
        theme = current_theme()
        host = self.parentWidget()
        if host is None:
            return
        height = theme.px(HEIGHT)
        width = min(self.sizeHint().width() + theme.px(24), host.width() - theme.px(32))
        self.setGeometry((host.width() - width) // 2, host.height() - height - theme.px(LIFT), width, height)
