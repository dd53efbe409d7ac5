"""The thin line under a page bar while something short is under way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.themed import ThemedWidget

SHOW_AFTER_MS = 300
STEP_MS = 40
STEPS = 40


class BusyLine(ThemedWidget):
    """Two pixels high; empty until work has lasted 0.3 s, so that quick answers do not flicker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Working")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOW_AFTER_MS)
        self._wait.timeout.connect(self._begin)
        self._tick = QTimer(self)
        self._tick.setInterval(STEP_MS)
        self._tick.timeout.connect(self._advance)

    def start(self) -> None:
        """Work has begun."""
        if self._step is None and not self._wait.isActive():
            self._wait.start()

    def stop(self) -> None:
        """Work has ended."""
        self._wait.stop()
        self._tick.stop()
        self._step = None
        self.update()

    def is_shown(self) -> bool:
        """Tell whether the line is being painted."""
        return self._step is not None

    def sizeHint(self) -> QSize:
        return QSize(0, current_theme().px(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._step is None:
            return
        painter = QPainter(self)
        part = self.width() / 4
        left = (self.width() + part) * self._step / STEPS - part
        painter.fillRect(QRectF(left, 0, part, self.height()), current_theme().colour("accent"))
        painter.end()

    def _begin(self) -> None:
        self._step = 0
        self._tick.start()
        self.update()

    def _advance(self) -> None:
        self._step = ((self._step or 0) + 1) % STEPS
        self.update()
