"""The three ways in: a button with an icon, two lines and perhaps a key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.key_cap import draw_key_cap, key_cap_size
from ipof_workbench.ui.widgets.strokes import draw_focus_ring, elided, pen_of
from ipof_workbench.ui.widgets.themed import ThemedButton

HEIGHT = 62


class BigButton(ThemedButton):
    """A verb in one line and what it means in another."""

    def __init__(
        self, icon: str, text: str, second: str, keys: str = "", primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setText(text)
        self.setAccessibleDescription(second)
        self._icon, self._second, self._keys, self._primary = icon, second, keys, primary
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_second(self, second: str) -> None:
        """Say something else in the second line."""
        self._second = second
        self.setAccessibleDescription(second)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(352), current_theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        over = self.underMouse() or self.isDown()
        if self._primary:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_hover" if over else "accent"))
        else:
            painter.setPen(pen_of(theme.colour("control")))
            painter.setBrush(theme.colour("hover" if over else "raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(6), theme.pxf(6))
        self._draw_words(painter, box)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()

    def _draw_words(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        ink, quiet = ("accent_on", "accent_on") if self._primary else ("text", "text2")
        side = theme.px(18)
        painter.drawPixmap(
            theme.px(15), round((box.height() - side) / 2), pixmap(self._icon, ink, 18, self.devicePixelRatioF())
        )
        right = box.right() - theme.pxf(16)
        if self._keys:
            size = key_cap_size(self._keys)
            place = QRectF(right - size.width(), (box.height() - size.height()) / 2, size.width(), size.height())
            colour = theme.colour(quiet)
            draw_key_cap(painter, place, self._keys, colour, colour if self._primary else theme.colour("border"))
            right = place.left() - theme.pxf(8)
        left = theme.pxf(45)
        painter.setFont(theme.font("section", 600))
        painter.setPen(theme.colour(ink))
        line = QRectF(left, theme.pxf(11), right - left, theme.pxf(20))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided(self.text(), painter.font(), line.width()))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(quiet))
        line = QRectF(left, theme.pxf(32), right - left, theme.pxf(18))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, elided(self._second, painter.font(), line.width()))
