"""The small frame that names a key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget


class KeyCap(ThemedWidget):
    """A key or a chord, as "C" or "Ctrl Enter"."""

    def __init__(self, keys: str, on_accent: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_accent = on_accent
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_keys(keys)

    def set_keys(self, keys: str) -> None:
        """Name another key."""
        self._keys = keys
        self.setAccessibleName(f"Key {keys}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return key_cap_size(self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        ink = theme.colour("accent_on" if self._on_accent else "text2")
        painter = QPainter(self)
        draw_key_cap(painter, QRectF(self.rect()), self._keys, ink, ink if self._on_accent else theme.colour("border"))
        painter.end()


def key_cap_size(keys: str) -> QSize:
    """Return the room a key cap takes."""
    theme = current_theme()
    width = QFontMetricsF(theme.font("caption", 500)).horizontalAdvance(keys) + theme.pxf(10)
    return QSize(max(round(width), theme.px(18)), theme.px(17))


def draw_key_cap(painter: QPainter, rect: QRectF, keys: str, ink: QColor, frame: QColor) -> None:
    """Draw a key cap filling `rect`."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen_of(frame))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(3), theme.pxf(3))
    painter.setFont(theme.font("caption", 500))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()
