"""Choosing one of a few things side by side, and turning something on or off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ipof_workbench.ui.theme.icons import DISABLED_OPACITY
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT
from ipof_workbench.ui.widgets.painting import draw_focus_ring, draw_stance_glyph, elided, pen_of
from ipof_workbench.ui.widgets.themed import ThemedButton, ThemedWidget


class SegmentedSwitch(ThemedWidget):
    """A row of joined segments of which exactly one is chosen.

    Args:
        options: (key, words) pairs; keys are any Python values.
        name: what is being chosen, for screen readers.
        glyphs: keys are stances, shown as glyphs; only the chosen one shows its word.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        name: str,
        parent: QWidget | None = None,
        glyphs: bool = False,
    ) -> None:
        super().__init__(parent)
        self._glyphs = glyphs
        self._segments: list[_Segment] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(1, 0, 1, 0)
        self._layout.setSpacing(0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the first is chosen."""
        for segment in self._segments:
            self._group.removeButton(segment)
            self._layout.removeWidget(segment)
            segment.deleteLater()
        self._segments = []
        for number, (key, words) in enumerate(options):
            segment = _Segment(key, words, self._glyphs, self)
            segment.is_last = number == len(options) - 1
            self._segments.append(segment)
            self._group.addButton(segment, number)
            self._layout.addWidget(segment)
        if self._segments:
            self._segments[0].setChecked(True)
        self.updateGeometry()

    def current(self) -> object:
        """Return the chosen key (None without options)."""
        number = self._group.checkedId()
        return self._segments[number].key if 0 <= number < len(self._segments) else None

    def set_current(self, key: object) -> None:
        """Choose without a signal; an unknown key changes nothing."""
        for segment in self._segments:
            if segment.key == key:
                segment.setChecked(True)
                segment.updateGeometry()

    def set_count(self, key: object, count: int | None) -> None:
        """Show a number after the words of one segment."""
        for segment in self._segments:
            if segment.key == key:
                segment.count = count
                segment.updateGeometry()
                segment.update()

    def segment(self, key: object) -> ThemedButton:
        """Return the button of one key, to disable it with a reason."""
        return next(segment for segment in self._segments if segment.key == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._segments:
            super().keyPressEvent(event)
            return
        number = (self._group.checkedId() + step) % len(self._segments)
        self._segments[number].setFocus(Qt.FocusReason.TabFocusReason)
        self._segments[number].click()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("control")))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(5), theme.pxf(5))
        painter.end()

    def _clicked(self, number: int) -> None:
        for segment in self._segments:
            segment.updateGeometry()
        self.chosen.emit(self._segments[number].key)


class _Segment(ThemedButton):
    def __init__(self, key: object, words: str, glyph: bool, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.key, self.count, self.is_last = key, None, False
        self._glyph = glyph
        self.setText(words)
        self.setToolTip(words if glyph else "")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    count: int | None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the switch moves the choice
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        # The weight of the chosen segment is what is measured, so that choosing moves nothing.
        width = theme.pxf(24)
        if not self._glyph or self.isChecked():
            width += QFontMetricsF(theme.font("body", 600)).horizontalAdvance(self._words())
        if self._glyph:
            width += theme.pxf(20 if self.isChecked() else 8)
        return QSize(round(width), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return whole if self._glyph else QSize(min(whole.width(), current_theme().px(44)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or (self.isEnabled() and self.underMouse()):
            ground = QPainterPath()
            ground.addRoundedRect(box.adjusted(0, 1, 0, -1), theme.pxf(4), theme.pxf(4))
            painter.fillPath(ground, theme.colour("selection" if self.isChecked() else "hover"))
        if not self.is_last:
            painter.setPen(pen_of(theme.colour("control")))
            painter.drawLine(box.topRight(), box.bottomRight())
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        self._draw_words(painter, box)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()

    def _draw_words(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        text_box = QRectF(box)
        if self._glyph:
            side = theme.pxf(14)
            left = theme.pxf(12) if self.isChecked() else (box.width() - side) / 2
            draw_stance_glyph(painter, QRectF(left, (box.height() - side) / 2, side, side), str(self.key))
            if not self.isChecked():
                return
            text_box.setLeft(left + side - theme.pxf(4))
        painter.setFont(theme.font("body", 600 if self.isChecked() else 400))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text"))
        words = elided(self._words(), painter.font(), text_box.width() - theme.pxf(4))
        painter.drawText(text_box, Qt.AlignmentFlag.AlignCenter, words)

    def _words(self) -> str:
        return self.text() if self.count is None else f"{self.text()} {self.count:,}"


class ToggleSwitch(ThemedButton):
    """On or off."""

    def __init__(self, name: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(30), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        height = theme.pxf(15)
        track = QRectF(2, (self.height() - height) / 2, self.width() - 4, height)
        painter.setPen(Qt.PenStyle.NoPen if self.isChecked() else pen_of(theme.colour("control")))
        painter.setBrush(theme.colour("accent" if self.isChecked() else "raised"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        radius = height / 2 - theme.pxf(2.5)
        centre = track.center()
        centre.setX(track.right() - height / 2 if self.isChecked() else track.left() + height / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_on" if self.isChecked() else "control"))
        painter.drawEllipse(centre, radius, radius)
        if self.ring_shown:
            draw_focus_ring(painter, QRectF(self.rect()))
        painter.end()
