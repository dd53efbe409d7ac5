"""The strip of hot codes below the text: a digit, a tile and a name for each key that has a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.picking_rows import HotRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.painting import draw_role_tile, elided
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.strokes import draw_focus_ring, pen_of
from ipof_workbench.ui.widgets.themed import ThemedButton

HEIGHT = 44
CHIP_HEIGHT = 26
CHIP_WIDTH = 104
SMALLEST_CHIP = 46
TILE = 15
SIDE, GAP = 8, 6


class HotChip(ThemedButton):
    """One key: its digit, the role's tile, the name as far as there is room."""

    def __init__(self, row: HotRow, style: RoleStyle, parent: QWidget | None = None) -> None:
        super().__init__(row.name, parent)
        self.digit, self._row, self._style = row.digit, row, style
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Key {row.digit}: code with {row.name}")
        self.setToolTip(as_tooltip(f"{row.name}  {row.digit}"))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetricsF(theme.font("small")).horizontalAdvance(self._row.name)
        wide = round(words + theme.pxf(SMALLEST_CHIP) + theme.pxf(8))
        return QSize(min(wide, theme.px(CHIP_WIDTH + SMALLEST_CHIP)), theme.px(CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(SMALLEST_CHIP), current_theme().px(CHIP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(pen_of(theme.colour("border")))
        painter.setBrush(theme.colour("hover" if self.underMouse() or self.isDown() else "raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(5), theme.pxf(5))
        painter.setFont(theme.font("small", 600, tabular=True))
        painter.setPen(theme.colour("text2"))
        left = theme.pxf(7)
        painter.drawText(QRectF(left, 0, theme.pxf(12), box.height()), Qt.AlignmentFlag.AlignVCenter, str(self.digit))
        left += theme.pxf(13)
        side = theme.px(TILE)
        draw_role_tile(painter, QRectF(round(left), round((box.height() - side) / 2), side, side), self._style)
        left += side + theme.pxf(5)
        room = box.width() - left - theme.pxf(7)
        if room > theme.pxf(14):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text"))
            words = elided(self._row.name, painter.font(), room)
            painter.drawText(QRectF(left, 0, room + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()


class HotStrip(Surface):
    """Hidden while no key has a code. `chosen` carries the digit of a chip that was clicked, `menu_asked` a digit and
    where its menu opens (global)."""

    chosen = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setObjectName("hotStrip")
        self.setAccessibleName("Hot codes")
        self.chips: list[HotChip] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        column.addWidget(holder, 1)
        current_theme().changed.connect(self._space)
        self._space()
        self.hide()

    def show_hot(self, rows: Mapping[int, HotRow], style_of: Callable[[HotRow], RoleStyle]) -> None:
        """Show what is on the keys, by digit; with nothing on any the strip goes."""
        clear_layout(self._row)
        self.chips = []
        for digit in sorted(rows):
            row = rows[digit]
            chip = HotChip(row, style_of(row))
            chip.clicked.connect(lambda _=False, digit=digit: self.chosen.emit(digit))
            chip.customContextMenuRequested.connect(
                lambda point, chip=chip: self.menu_asked.emit(chip.digit, chip.mapToGlobal(point))
            )
            self._row.addWidget(chip)
            self.chips.append(chip)
        self._row.addStretch(1)
        self._share()
        self.setVisible(bool(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give short names the room that they need, and long ones equal parts of what is left.

        As largest widths: the strip stays as narrow as it may be.
        """
        px = current_theme().px
        room = self.width() - 2 * px(SIDE) - px(GAP) * len(self.chips)
        left = len(self.chips)
        for chip in sorted(self.chips, key=lambda chip: chip.sizeHint().width()):
            width = max(px(SMALLEST_CHIP), min(chip.sizeHint().width(), room // left))
            chip.setMaximumWidth(width)
            room, left = room - width, left - 1

    def _space(self) -> None:
        px = current_theme().px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(SIDE), 0, px(SIDE), 0)
        self._row.setSpacing(px(GAP))
        self._share()
