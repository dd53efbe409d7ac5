"""Buttons: one primary a page at most, quiet and destructive ones, icon buttons and links."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.icons import DISABLED_OPACITY, pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT
from ipof_workbench.ui.widgets.icon_button import ICON_SIDE
from ipof_workbench.ui.widgets.icon_button import IconButton as IconButton
from ipof_workbench.ui.widgets.key_cap import draw_key_cap, key_cap_size
from ipof_workbench.ui.widgets.strokes import draw_focus_ring, elided, pen_of
from ipof_workbench.ui.widgets.themed import ThemedButton

SIDE_PADDING = 12
INNER_GAP = 8


class Button(ThemedButton):
    """A raised button with words, perhaps an icon before and a key after them.

    Args:
        text: a verb.
        icon: an icon's name.
        key_hint: the key that does the same ("Ctrl Enter"); shown in a cap.
    """

    ink: ClassVar[str] = "text"
    fill: ClassVar[str | None] = "raised"
    hover_fill: ClassVar[str] = "hover"
    frame: ClassVar[str | None] = "control"

    def __init__(self, text: str, icon: str | None = None, key_hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name, self._key_hint = icon, key_hint
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words (they are the accessible name too)."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def label_font(self) -> QFont:
        """Return the font of the words."""
        return current_theme().font("body", 500)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(self.label_font()).horizontalAdvance(self.text()) + 2 * theme.pxf(SIDE_PADDING) + 1
        if self._icon_name:
            width += theme.pxf(ICON_SIDE + INNER_GAP)
        if self._key_hint:
            width += key_cap_size(self._key_hint).width() + theme.pxf(INNER_GAP)
        return QSize(round(width), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current_theme().px(64)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        box = QRectF(self.rect())
        self._draw_body(painter, box)
        self._draw_content(painter, box)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()

    def _draw_body(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        active = self.isEnabled() and (self.underMouse() or self.isDown())
        fill = self.hover_fill if active else self.fill
        painter.setPen(pen_of(theme.colour(self.frame)) if self.frame else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if fill or self.frame:
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(5), theme.pxf(5))

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        ink = theme.colour(self.ink)
        inner = box.adjusted(theme.pxf(SIDE_PADDING), 0, -theme.pxf(SIDE_PADDING), 0)
        has_cap = bool(self._key_hint) and self.width() >= self.sizeHint().width()
        if has_cap:
            cap = key_cap_size(self._key_hint)
            place = QRectF(inner.right() - cap.width(), box.center().y() - cap.height() / 2, cap.width(), cap.height())
            draw_key_cap(painter, place.toAlignedRect().toRectF(), self._key_hint, ink, _cap_frame(self.ink))
            inner.setRight(place.left() - theme.pxf(INNER_GAP))
        icon_room = theme.pxf(ICON_SIDE + INNER_GAP) if self._icon_name else 0.0
        words = elided(self.text(), self.label_font(), inner.width() - icon_room)
        width = QFontMetricsF(self.label_font()).horizontalAdvance(words) + icon_room
        left = inner.left() if has_cap else inner.left() + (inner.width() - width) / 2
        if self._icon_name:
            picture = pixmap(self._icon_name, self.ink, ICON_SIDE, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(box.center().y() - theme.px(ICON_SIDE) / 2), picture)
        painter.setFont(self.label_font())
        painter.setPen(ink)
        painter.drawText(
            QRectF(left + icon_room, box.top(), width - icon_room + 2, box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            words,
        )


def _cap_frame(ink: str) -> QColor:
    return current_theme().colour("accent_on" if ink == "accent_on" else "border")


class PrimaryButton(Button):
    """The one thing a page is for."""

    ink = "accent_on"
    fill = "accent"
    hover_fill = "accent_hover"
    frame = None


class QuietButton(Button):
    """No frame until the pointer comes."""

    ink = "text2"
    fill = None
    frame = None


class DestructiveButton(Button):
    """Takes something away; never filled, always undoable."""

    ink = "danger"


class LinkButton(Button):
    """Underlined words that lead somewhere."""

    ink = "accent"
    fill = None
    hover_fill = "accent_tint"
    frame = None

    def label_font(self) -> QFont:
        font = current_theme().font("small")
        font.setUnderline(True)
        return font

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(self.label_font()).horizontalAdvance(self.text()) + theme.pxf(2) + 1
        return QSize(round(width), theme.px(20))

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(self.label_font())
        painter.setPen(current_theme().colour(self.ink))
        words = elided(self.text(), self.label_font(), box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
