"""How much evidence takes which stance: a glyph and a number each, which lead to that evidence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ipof_workbench.domain.appearance import STANCE_ORDER, stance_look
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_stance_glyph
from ipof_workbench.ui.widgets.strokes import draw_focus_ring
from ipof_workbench.ui.widgets.themed import ThemedButton

GLYPH = 14
GAP, PADDING = 6, 3
ALWAYS_SHOWN = STANCE_ORDER[:4]


class StanceCount(ThemedButton):
    """One stance with its number."""

    def __init__(self, stance: str, parent: QWidget | None = None) -> None:
        super().__init__(stance_look(stance).words, parent)
        self.stance = stance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_number(0)

    def show_number(self, number: int) -> None:
        """Show another number."""
        self.setText(f"{number:,}")
        words = f"{number:,} {stance_look(self.stance).words}"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        number = QFontMetricsF(theme.font(tabular=True)).horizontalAdvance(self.text())
        return QSize(round(theme.pxf(2 * PADDING + GLYPH + GAP) + number), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        is_open = not self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if self.isChecked() or (self.underMouse() and is_open):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, theme.pxf(3), theme.pxf(3))
        side = theme.px(GLYPH)
        draw_stance_glyph(painter, QRectF(theme.px(PADDING), round((box.height() - side) / 2), side, side), self.stance)
        painter.setFont(theme.font(tabular=True))
        painter.setPen(theme.colour(stance_look(self.stance).colour))
        place = box.adjusted(theme.pxf(PADDING + GLYPH + GAP), 0, 1, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.ring_shown:
            draw_focus_ring(painter, box, 3)
        painter.end()


class StanceCounts(QWidget):
    """How much evidence takes each of the first four stances.

    With `leads` the others have a number too where there is such evidence, and each is a button: `chosen` carries the
    stance to look at, empty for all (it was chosen before).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, leads: bool = False) -> None:
        super().__init__(parent)
        self._leads = leads
        self.numbers: dict[str, StanceCount] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        for key in STANCE_ORDER:
            number = StanceCount(key)
            number.setCheckable(leads)
            if leads:
                number.clicked.connect(lambda _=False, key=key: self.chosen.emit(key if self.is_chosen(key) else ""))
            else:
                number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                number.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.numbers[key] = number
            row.addWidget(number)
        self.show_counts({})

    def show_counts(self, stances: Mapping[str, int]) -> None:
        """Show other numbers."""
        for key, number in self.numbers.items():
            number.show_number(stances.get(key, 0))
            number.setVisible(key in ALWAYS_SHOWN or (self._leads and stances.get(key, 0) > 0))

    def is_chosen(self, stance: str) -> bool:
        """Tell whether the evidence of this stance is looked at."""
        return self.numbers[stance].isChecked()

    def show_chosen(self, stance: str) -> None:
        """Mark the stance that is looked at; empty for none."""
        for key, number in self.numbers.items():
            number.setChecked(key == stance)
