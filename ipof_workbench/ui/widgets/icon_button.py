"""The button that is a sign without words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.icons import DISABLED_OPACITY, pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.strokes import draw_focus_ring
from ipof_workbench.ui.widgets.themed import ThemedButton

ICON_SIDE = 16


class IconButton(ThemedButton):
    """A sign without words; its name is in the tooltip and for screen readers.

    Args:
        icon: an icon's name.
        name: what it does, as "Undo: coded “Anonymous by design”".
        shortcut_hint: the key that does the same, shown after the name.
    """

    def __init__(self, icon: str, name: str, shortcut_hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._icon_name, self._shortcut_hint = icon, shortcut_hint
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_icon(self, icon: str) -> None:
        """Show another sign."""
        self._icon_name = icon
        self.update()

    def set_hint(self, shortcut_hint: str) -> None:
        """Name another key that does the same; empty where none does."""
        if shortcut_hint != self._shortcut_hint:
            self._shortcut_hint = shortcut_hint
            self.set_name(self.accessibleName())

    def set_name(self, name: str) -> None:
        """Say what it does now."""
        self.setAccessibleName(name)
        self.setToolTip(as_tooltip(f"{name}  {self._shortcut_hint}".rstrip()))

    def sizeHint(self) -> QSize:
        side = current_theme().px(CONTROL_HEIGHT)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, theme.pxf(RADIUS_CONTROL), theme.pxf(RADIUS_CONTROL))
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        picture = pixmap(
            self._icon_name, "accent" if self.isChecked() else "text2", ICON_SIDE, self.devicePixelRatioF()
        )
        side = theme.px(ICON_SIDE)
        painter.drawPixmap(round((box.width() - side) / 2), round((box.height() - side) / 2), picture)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()
