"""Cases as chips that are chosen or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.painting import draw_focus_ring, elided, pen_of
from ipof_workbench.ui.widgets.themed import ThemedButton

_TICK = 12
_WIDEST = 200


class ToggleChip(ThemedButton):
    """Words in a frame; a tick and a tint while they are chosen."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setText(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetricsF(theme.font()).horizontalAdvance(self.text())
        return QSize(round(min(words, theme.pxf(_WIDEST)) + theme.pxf(_TICK + 6 + 18)) + 1, theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        painter.setPen(pen_of(theme.colour("accent" if chosen else "control")))
        painter.setBrush(theme.colour("accent_tint" if chosen else ("hover" if self.underMouse() else "raised")))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(5), theme.pxf(5))
        left = theme.px(8)
        if chosen:
            side = theme.px(_TICK)
            painter.drawPixmap(left, round((box.height() - side) / 2), pixmap("check", "accent", _TICK))
        left += theme.px(_TICK + 6)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        room = QRectF(left, 0, box.width() - left - theme.pxf(8), box.height())
        words = elided(self.text(), painter.font(), room.width() + 1)
        painter.drawText(room.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()


class CaseToggles(QWidget):
    """All cases; `changed` carries the rids of the chosen ones in their order."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[Rid, ToggleChip] = {}
        self._flow = FlowLayout(self, spacing=6)
        self.setAccessibleName("Cases to look at side by side")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_cases(self, cases: Sequence[CaseRow], chosen: Sequence[Rid]) -> None:
        """Show these cases, some of them chosen."""
        if [(case.rid, case.name) for case in cases] != [(rid, chip.text()) for rid, chip in self.chips.items()]:
            self._flow.clear()
            self.chips = {}
            for case in cases:
                chip = ToggleChip(case.name, self)
                chip.toggled.connect(lambda _on: self.changed.emit(self.chosen()))
                self.chips[case.rid] = chip
                self._flow.addWidget(chip)
                chip.show()
        for rid, chip in self.chips.items():
            blocked = chip.blockSignals(True)
            chip.setChecked(rid in chosen)
            chip.blockSignals(blocked)
            chip.update()
        self.updateGeometry()

    def chosen(self) -> tuple[Rid, ...]:
        """Return the chosen cases."""
        return tuple(rid for rid, chip in self.chips.items() if chip.isChecked())
