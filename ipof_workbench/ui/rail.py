"""The activity rail: one button a page, the keys at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.grounds import Surface
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.strokes import draw_focus_ring, elided
from ipof_workbench.ui.widgets.themed import ThemedButton

WIDTH = 88
ITEM = 56
LOWEST_ITEM = 28
LOWEST_WITH_WORDS = 40
ICON = 20
WORDS = 38
MOST_SHRUNK = 1.1


class RailButton(ThemedButton):
    """An icon over a word; the current one has a tint and a bar at its left."""

    def __init__(self, text: str, icon_name: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setText(text)
        self.setToolTip(as_tooltip(f"{text}  {keys}"))
        # In a low window the buttons give up air, then their words, so that the last page and the keys stay in sight.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(WIDTH), theme.px(LOWEST_ITEM))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(WIDTH), theme.px(ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        body = box.adjusted(theme.pxf(4), 0, -theme.pxf(4), 0)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(body, theme.pxf(6), theme.pxf(6))
        if self.isChecked():
            painter.fillRect(
                QRectF(0, theme.pxf(8), theme.pxf(3), box.height() - theme.pxf(16)), theme.colour("accent")
            )
        ink = "accent" if self.isChecked() else "text2"
        picture = pixmap(self._icon_name, ink, ICON, self.devicePixelRatioF())
        has_words = box.height() >= theme.pxf(LOWEST_WITH_WORDS)
        top = (box.height() - theme.pxf(WORDS if has_words else ICON)) / 2
        painter.drawPixmap(round((box.width() - theme.px(ICON)) / 2), round(top), picture)
        if has_words:
            painter.setPen(theme.colour(ink))
            self._draw_words(painter, QRectF(0, top + theme.pxf(22), box.width(), theme.pxf(18)), body.width())
        if self.ring_shown:
            draw_focus_ring(painter, body)
        painter.end()

    def _draw_words(self, painter: QPainter, place: QRectF, room: float) -> None:
        theme = current_theme()
        font = theme.font("small", 600 if self.isChecked() else 400)
        needed = QFontMetricsF(font).horizontalAdvance(self.text())
        if needed > room * MOST_SHRUNK:
            # In a wide system font a plain word is read more easily than a tiny bold one; colour and bar say enough.
            font = theme.font("small")
            needed = QFontMetricsF(font).horizontalAdvance(self.text())
        if needed > room:  # a wide system font must not cut the longest name
            font.setPointSizeF(font.pointSizeF() * room / needed)
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, elided(self.text(), font, place.width()))


class ActivityRail(Surface):
    """The column of pages at the left of the window."""

    page_asked = Signal(str)
    keys_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, current_theme().px(8), 0, current_theme().px(8))
        self._column.setSpacing(0)
        self._column.addStretch(1)
        keys = RailButton("Keys  ?", "circle-question-mark", "?")
        keys.setAccessibleName("Keys")
        keys.clicked.connect(self.keys_asked)
        self._column.addWidget(keys)
        self.theme_changed()

    def set_pages(self, pages: list[tuple[str, str, str, str]]) -> None:
        """Show these pages: (key, title, icon, keys)."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for at, (key, title, icon_name, keys) in enumerate(pages):
            button = RailButton(title, icon_name, keys)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, key=key: self.page_asked.emit(key))
            self._group.addButton(button)
            self._column.insertWidget(at, button)
            self._buttons[key] = button

    def set_current(self, key: str) -> None:
        """Show which page is in front; an unknown key means none of them."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == key)
        self._group.setExclusive(True)

    def theme_changed(self) -> None:
        self.setFixedWidth(current_theme().px(WIDTH))
        super().theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), current_theme().colour("border"))
        painter.end()
