"""A quiet button that opens a menu of choices, and one that stays pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import QuietButton
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.strokes import elided

_SIDE, _GAP, _ICON, _CHEVRON, _HEIGHT = 8, 6, 14, 12, 28


class MenuButton(QuietButton):
    """Words with a chevron; `fill(menu)` is asked for the choices each time it opens.

    Args:
        name: what is chosen here, for screen readers; they hear the words after it.
        fill: puts the actions into the menu.
        icon: an icon's name, before the words.
    """

    has_chevron = True

    def __init__(
        self, name: str, fill: Callable[[QMenu], object] | None = None, icon: str = "", parent: QWidget | None = None
    ) -> None:
        self._name, self._fill, self._is_compact = name, fill, False
        super().__init__("", icon or None, parent=parent)
        if self.has_chevron:
            self.clicked.connect(self.open_menu)

    def set_fill(self, fill: Callable[[QMenu], object]) -> None:
        """Ask this for the choices."""
        self._fill = fill

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self.setAccessibleName(f"{self._name}: {text}" if text else self._name)
        if self._is_compact:
            self.setToolTip(as_tooltip(text))
        self.update()

    def set_compact(self, is_compact: bool) -> None:
        """Show the icon alone: the words are then in the tooltip. For buttons with an icon."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.setToolTip(as_tooltip(self.text()) if is_compact else "")
            self.updateGeometry()
            self.update()

    def full_width(self) -> int:
        """Return how wide the button is with its words."""
        theme = current_theme()
        words = QFontMetricsF(self.label_font()).horizontalAdvance(self.text()) + theme.pxf(_GAP)
        return round(self._bare_width() + words)

    def _bare_width(self) -> float:
        theme = current_theme()
        width = 2 * theme.pxf(_SIDE) + 2
        width += theme.pxf(_ICON) if self._icon_name else 0
        return width + (theme.pxf(_CHEVRON + 4) if self.has_chevron else 0)

    def open_menu(self) -> None:
        """Open the menu under the button."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._fill is not None:
            self._fill(menu)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def label_font(self) -> QFont:
        return current_theme().font("small", 500)

    def sizeHint(self) -> QSize:
        width = self._bare_width() if self._is_compact else self.full_width()
        return QSize(round(width), current_theme().px(_HEIGHT))

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        ink = "accent" if self.isChecked() else self.ink
        inner = box.adjusted(theme.pxf(_SIDE), 0, -theme.pxf(_SIDE), 0)
        if self._icon_name:
            self._draw_sign(painter, self._icon_name, ink, inner.left(), _ICON)
            inner.setLeft(inner.left() + theme.pxf(_ICON + _GAP))
        if self.has_chevron:
            self._draw_sign(painter, "chevron-down", ink, inner.right() - theme.pxf(_CHEVRON), _CHEVRON)
            inner.setRight(inner.right() - theme.pxf(_CHEVRON + 4))
        if self._is_compact:
            return
        painter.setFont(self.label_font())
        painter.setPen(theme.colour(ink))
        words = elided(self.text(), self.label_font(), inner.width() + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _draw_sign(self, painter: QPainter, sign: str, ink: str, left: float, side: int) -> None:
        top = (self.height() - current_theme().px(side)) / 2
        painter.drawPixmap(round(left), round(top), pixmap(sign, ink, side, self.devicePixelRatioF()))


class ToggleButton(MenuButton):
    """Words that stay pressed: what they say is in force while it is."""

    has_chevron = False

    def __init__(self, name: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, None, icon, parent)
        self.setCheckable(True)
        self.setText(name)

    def setText(self, text: str) -> None:
        """Show other words (they are the accessible name too)."""
        super().setText(text)
        self.setAccessibleName(text)

    def _draw_body(self, painter: QPainter, box: QRectF) -> None:
        super()._draw_body(painter, box)
        if self.isChecked():
            theme = current_theme()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(box, theme.pxf(5), theme.pxf(5))
