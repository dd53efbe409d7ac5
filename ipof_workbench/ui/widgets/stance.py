"""Stance on the screen: the glyph, the bar of evidence, and the switch that chooses the stance of the next coding."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER, stance_look
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_stance_glyph
from ipof_workbench.ui.widgets.switches import SegmentedSwitch
from ipof_workbench.ui.widgets.themed import ThemedWidget

SWITCH_STANCES = tuple(key for key in STANCE_ORDER if key != "supports_rival")


class StanceGlyph(ThemedWidget):
    """The painted sign of one stance."""

    def __init__(self, stance: str, size: float = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_stance(stance)

    def set_stance(self, stance: str) -> None:
        """Show another stance (a stored key)."""
        self._stance = stance
        words = stance_look(stance).words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_stance_glyph(painter, QRectF(self.rect()), self._stance)
        painter.end()


class StanceBar(ThemedWidget):
    """How many codings take which stance: length is volume, segments follow the order of the legend."""

    def __init__(
        self, counts: Mapping[str, int] | None = None, maximum: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_counts(counts or {}, maximum)

    def set_counts(self, counts: Mapping[str, int], maximum: int | None = None) -> None:
        """Show these counts; the whole width stands for `maximum` codings (None: for their sum)."""
        self._counts, self._maximum = dict(counts), maximum
        words = stance_words(counts)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(80), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_stance_bar(painter, QRectF(self.rect()), self._counts, self._maximum)
        painter.end()


class StanceSwitch(QWidget):
    """The five stances side by side; the chosen one shows its word."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [(key, STANCE_LOOKS[key].words) for key in SWITCH_STANCES]
        self._switch = SegmentedSwitch(options, "Stance of the next coding", self, glyphs=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._switch)
        self._switch.chosen.connect(self.chosen)

    def stance(self) -> str:
        """Return the chosen stance's key."""
        return str(self._switch.current())

    def set_stance(self, stance: str) -> None:
        """Choose without a signal."""
        self._switch.set_current(stance)


def stance_words(counts: Mapping[str, int]) -> str:
    """Return the counts in words: "16 supports, 2 refines, 7 challenges"."""
    shown = [f"{counts[key]:,} {STANCE_LOOKS[key].words}" for key in STANCE_ORDER if counts.get(key)]
    return ", ".join(shown) or "No evidence yet"


def draw_stance_bar(painter: QPainter, rect: QRectF, counts: Mapping[str, int], maximum: int | None = None) -> None:
    """Draw the bar at the left of `rect`; `maximum` codings would fill its width."""
    theme = current_theme()
    total = sum(counts.values())
    if total == 0:
        return
    shown = [key for key in STANCE_ORDER if counts.get(key)]
    gap = theme.pxf(1)
    room = rect.width() * min(1.0, total / maximum if maximum else 1.0) - gap * (len(shown) - 1)
    room = max(room, theme.pxf(2) * len(shown))
    x = rect.left()
    for key in shown:
        width = max(theme.pxf(2), room * counts[key] / total)
        painter.fillRect(QRectF(x, rect.top(), width, rect.height()), _bar_colour(key))
        x += width + gap


def _bar_colour(stance: str) -> QColor:
    theme = current_theme()
    colour = QColor(theme.colour(stance_look(stance).colour))
    if stance == "partly_supports":
        colour.setAlphaF(0.5)
    return colour
