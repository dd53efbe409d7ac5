"""Role tiles, the row of parts of a configuration, and its number."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import TileState, draw_number_disc, draw_role_tile, number_disc_width
from ipof_workbench.ui.widgets.themed import ThemedWidget

PARTS_TILE = 16
PARTS_GAP = 3


class RoleTile(ThemedWidget):
    """The square with a role's letter."""

    def __init__(
        self, style: RoleStyle, size: float = 18, state: TileState = "present", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_style(style, state)

    def set_style(self, style: RoleStyle, state: TileState = "present") -> None:
        """Show another role or state."""
        self._style, self._state = style, state
        self.setAccessibleName(_tile_words(style, state))
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_role_tile(painter, QRectF(self.rect()), self._style, self._state)
        painter.end()


class PartsTiles(ThemedWidget):
    """One small tile per role: filled when the configuration has the part, dashed and empty when not."""

    def __init__(self, parts: Sequence[tuple[RoleStyle, bool]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[tuple[RoleStyle, bool]]) -> None:
        """Show these roles; the flag tells whether the part is there."""
        self._parts = tuple(parts)
        self.setAccessibleName(parts_words(parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return parts_size(len(self._parts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_parts(painter, QRectF(self.rect()), self._parts)
        painter.end()


class NumberDisc(ThemedWidget):
    """The number of a configuration in a disc."""

    def __init__(
        self, number: str = "", current: bool = False, size: float = 22, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size, self._current = size, current
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_number(number)

    def set_number(self, number: str, current: bool | None = None) -> None:
        """Show another number; `current` uses the accent colour."""
        self._number = number
        self._current = self._current if current is None else current
        self.setAccessibleName(f"Configuration {number}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._size)
        return QSize(ceil(number_disc_width(self._number, side)), side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        fill = theme.colour("accent" if self._current else "text")
        ink = theme.colour("accent_on" if self._current else "paper")
        painter = QPainter(self)
        draw_number_disc(painter, QRectF(self.rect()), self._number, fill, ink)
        painter.end()


def parts_words(parts: Sequence[tuple[RoleStyle, bool]]) -> str:
    """Return the parts for a screen reader: "context, outcome; mechanism missing"."""
    there = ", ".join(_role_words(style) for style, present in parts if present)
    missing = ", ".join(f"{_role_words(style)} missing" for style, present in parts if not present)
    return "; ".join(words for words in (there, missing) if words)


def parts_size(count: int) -> QSize:
    """Return the room that `count` parts take."""
    theme = current_theme()
    side, gap = theme.px(PARTS_TILE), theme.px(PARTS_GAP)
    return QSize(max(0, count * (side + gap) - gap), side)


def draw_parts(painter: QPainter, rect: QRectF, parts: Sequence[tuple[RoleStyle, bool]]) -> None:
    """Draw the row of tiles at the left of `rect`, centred upright."""
    theme = current_theme()
    side, gap = theme.px(PARTS_TILE), theme.px(PARTS_GAP)
    top = rect.top() + (rect.height() - side) // 2
    for i, (style, present) in enumerate(parts):
        tile = QRectF(rect.left() + i * (side + gap), top, side, side)
        draw_role_tile(painter, tile, style, "present" if present else "missing")


def _role_words(style: RoleStyle) -> str:
    return style.key.replace("_", " ")


def _tile_words(style: RoleStyle, state: TileState) -> str:
    name = _role_words(style).capitalize()
    return name if state == "present" else f"{name}, {state}"
