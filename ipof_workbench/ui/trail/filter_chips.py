"""Chips that choose what a list shows, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.painting import draw_focus_ring, pen_of
from ipof_workbench.ui.widgets.themed import ThemedButton, ThemedWidget


class _Chip(ThemedButton):
    def __init__(self, key: str, words: str, count: int, parent: QWidget) -> None:
        super().__init__(f"{words}, {count:,}", parent)
        self.key, self._words, self._count = key, words, count
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetricsF(theme.font("small", 600)).horizontalAdvance(self._words)
        count = QFontMetricsF(theme.font("small", 400, True)).horizontalAdvance(f"{self._count:,}")
        return QSize(round(words + count + theme.pxf(27)), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        painter.setPen(pen_of(theme.colour("accent" if on else "control")))
        painter.setBrush(theme.colour("selection" if on else ("hover" if self.underMouse() else "raised")))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        inner = box.adjusted(theme.pxf(10), 0, -theme.pxf(10), 0)
        painter.setFont(theme.font("small", 600 if on else 500))
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.setFont(theme.font("small", 400, True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self._count:,}")
        if self.ring_shown:
            draw_focus_ring(painter, QRectF(self.rect()), box.height() / 2)
        painter.end()


class FilterChips(ThemedWidget):
    """A row of chips of which exactly one is chosen; arrows go from one to the next."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._chips: list[_Chip] = []
        self._key = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choices(self, choices: Sequence[tuple[str, str, int]], current: str) -> None:
        """Offer (key, words, count); without the current one among them the first is chosen."""
        keys = [key for key, _, _ in choices]
        self._key = current if current in keys else (keys[0] if keys else "")
        if [chip.key for chip in self._chips] == keys:
            for chip, (_, words, count) in zip(self._chips, choices, strict=True):
                chip._words, chip._count = words, count  # noqa: SLF001 - its own class
                chip.setAccessibleName(f"{words}, {count:,}")
                chip.theme_changed()
        else:
            self._make(choices)
        for chip in self._chips:
            chip.setChecked(chip.key == self._key)
        self.updateGeometry()

    def _make(self, choices: Sequence[tuple[str, str, int]]) -> None:
        for chip in self._chips:
            self._group.removeButton(chip)
        self._flow.clear()
        self._chips = []
        for key, words, count in choices:
            chip = _Chip(key, words, count, self)
            chip.clicked.connect(lambda _=False, key=key: self._choose(key))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)

    def current(self) -> str:
        """Return the chosen key."""
        return self._key

    def chip(self, key: str) -> ThemedButton:
        """Return the chip of a key."""
        return next(chip for chip in self._chips if chip.key == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._chips:
            super().keyPressEvent(event)
            return
        at = next((number for number, chip in enumerate(self._chips) if chip.key == self._key), 0)
        chip = self._chips[(at + step) % len(self._chips)]
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(chip.key)

    def _choose(self, key: str) -> None:
        changed = key != self._key
        self._key = key
        for chip in self._chips:
            chip.setChecked(chip.key == key)
        if changed:
            self.chosen.emit(key)
