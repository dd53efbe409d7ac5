"""An element of the theory as a chip, and the word that joins two of them."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CHIP_HEIGHT
from ipof_workbench.ui.widgets.chip import Chip
from ipof_workbench.ui.widgets.painting import DASHED, draw_focus_ring, draw_role_tile, elided, pen_of
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.themed import ThemedButton

ChipState = Literal["present", "absent", "inhibited", "missing"]

TILE = 15
PADDING = 6
GAP = 6


class ElementChip(Chip):
    """A short label with its role's tile and the number of codings.

    Args:
        style: the role.
        text: the element's short label.
        count: codings, shown at the right; None shows none.
        state: absent is struck through, inhibited has a bar, missing is a dashed outline.
        statement: the full statement, for the tooltip.
        note: small words after the label: how it fires ("in part"), or which cases meet a condition ("4 of 6").
        is_condition: a condition on a case attribute: an outline without a fill, for it holds no words of anybody.
    """

    def __init__(
        self,
        style: RoleStyle,
        text: str,
        count: int | None = None,
        state: ChipState = "present",
        statement: str = "",
        parent: QWidget | None = None,
        note: str = "",
        is_condition: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._style, self._note, self._is_condition = style, note, is_condition
        self._room = 0
        self.set_content(text, count, state, statement)

    def set_content(
        self, text: str, count: int | None = None, state: ChipState = "present", statement: str = ""
    ) -> None:
        """Show another element, or the same in another state."""
        self._count, self._state = count, state
        self.setText(text)
        role = self._style.key.replace("_", " ").capitalize()
        parts = [role, f"condition {text}" if self._is_condition else text]
        parts += [] if state in ("present", "missing") else [state]
        parts += [self._note] if self._note and self._note != state else []
        if count is not None:
            parts.append(f"{count:,} coding{'' if count == 1 else 's'}")
        self.setAccessibleName(", ".join(parts))
        self.setToolTip(as_tooltip(statement or text))
        self.updateGeometry()
        self.update()

    def set_room(self, width: int) -> None:
        """Keep the right end, of so many pixels, free for buttons over it: the count makes way."""
        self._room = width
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = theme.pxf(2 * PADDING + 4) + QFontMetricsF(theme.font()).horizontalAdvance(self.text()) + 2
        if self._state != "missing":
            width += theme.pxf(TILE + GAP)
        if self._count is not None:
            width += self._count_width() + theme.pxf(GAP)
        if self._note:
            width += self._note_width() + theme.pxf(GAP)
        return QSize(round(width), theme.px(CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(48), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        self._draw_body(painter, box)
        left = box.left() + theme.pxf(PADDING)
        if self._state != "missing":
            side = theme.px(TILE)
            tile = QRectF(round(left), round((box.height() - side) / 2), side, side)
            draw_role_tile(painter, tile, self._style, self._state)
            left += side + theme.pxf(GAP)
        else:
            left += theme.pxf(2)
        right = box.right() - (self._room or theme.pxf(PADDING + 2))
        own = theme.colour("text") if self._is_condition else theme.role_colour(self._style, "text")
        ink = theme.colour("text3") if self._state == "missing" else own
        painter.setPen(ink)
        if self._count is not None and not self._room:
            painter.setFont(theme.font("small", tabular=True))
            place = QRectF(right - self._count_width(), box.top(), self._count_width(), box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self._count:,}")
            right = place.left() - theme.pxf(GAP)
        if self._note and right - left > 2 * self._note_width():
            painter.setFont(theme.font("small", 600))
            place = QRectF(right - self._note_width(), box.top(), self._note_width() + 1, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._note)
            right = place.left() - theme.pxf(GAP)
        painter.setFont(theme.font())
        words = elided(self.text(), painter.font(), right - left + 1)
        place = QRectF(left, box.top(), right - left + 2, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()

    def _draw_body(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        missing = self._state == "missing"
        if missing:
            hovered = self.isEnabled() and self.underMouse()
            painter.setPen(pen_of(theme.colour("control"), 1.0, DASHED))
            painter.setBrush(theme.colour("hover") if hovered else Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(pen_of(theme.role_colour(self._style)))
            painter.setBrush(theme.colour("raised") if self._is_condition else theme.role_colour(self._style, "tint"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(4), theme.pxf(4))
        if self._state == "inhibited":
            painter.setPen(pen_of(theme.role_colour(self._style), theme.pxf(3)))
            x = box.left() + theme.pxf(2.5)
            painter.drawLine(QPointF(x, box.top() + 4), QPointF(x, box.bottom() - 4))

    def _note_width(self) -> float:
        return QFontMetricsF(current_theme().font("small", 600)).horizontalAdvance(self._note)

    def _count_width(self) -> float:
        return QFontMetricsF(current_theme().font("small", tabular=True)).horizontalAdvance(f"{self._count or 0:,}")


class ConnectorWord(ThemedButton):
    """The "and" or "or" between two chips; a click changes it to the other."""

    toggled_to = Signal(object)

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._set_word(word)
        self.clicked.connect(self._toggle)

    def word(self) -> str:
        """Return "and" or "or"."""
        return self.text()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font("caption")).horizontalAdvance("and") + theme.pxf(10)
        return QSize(round(width), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), theme.pxf(3), theme.pxf(3))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.ring_shown:
            draw_focus_ring(painter, QRectF(self.rect()), 3)
        painter.end()

    def _toggle(self) -> None:
        self._set_word("or" if self.text() == "and" else "and")
        self.toggled_to.emit(self.text())

    def _set_word(self, word: str) -> None:
        self.setText(word)
        other = "or" if word == "and" else "and"
        self.setAccessibleName(f"Joined by {word}; change to {other}")
        self.setToolTip(f"Change to “{other}”")
