"""What a configuration is tied to, as chips in a flow with a plus at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.configurations.role_rows import lay_out_visible
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import CONTROL_HEIGHT
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.chip import Chip
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.painting import DASHED, draw_focus_ring, elided, pen_of
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

CHIP_ICON = 14
ADDING_WIDTH = 240


class TieChip(Chip):
    """A tie as words in a quiet frame; a click follows it, Delete takes it away. One that is only offered is dashed."""

    def __init__(
        self, icon: str, words: str, explained: str, parent: QWidget | None = None, *, is_offer: bool = False
    ) -> None:
        super().__init__(words, parent)
        self._icon, self._is_offer = icon, is_offer
        self.setText(words)
        self.setAccessibleName(f"{words}. {explained}" if explained else words)
        self.setToolTip(as_tooltip(explained or words))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font()).horizontalAdvance(self.text()) + theme.pxf(CHIP_ICON + 6 + 16) + 1
        return QSize(round(width), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(
            pen_of(theme.colour("control"), 1.0, DASHED) if self._is_offer else pen_of(theme.colour("border"))
        )
        ground = Qt.BrushStyle.NoBrush if self._is_offer else theme.colour("raised")
        painter.setBrush(theme.colour("hover") if self.underMouse() else ground)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(4), theme.pxf(4))
        side = theme.px(CHIP_ICON)
        left = theme.px(8)
        painter.drawPixmap(left, round((box.height() - side) / 2), pixmap(self._icon, "text2", CHIP_ICON))
        left += side + theme.px(6)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text2" if self._is_offer else "text"))
        room = QRectF(left, 0, box.width() - left - theme.pxf(7), box.height())
        words = elided(self.text(), painter.font(), room.width() + 1)
        painter.drawText(room.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()


class TieFlow(QWidget):
    """Chips in a flow, with a plus and what it opens at the end."""

    def __init__(self, add_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[TieChip] = []
        self._why_locked = ""
        self.nothing = PlainLabel("None", colour="text3", parent=self)
        self.add_button = IconButton("plus", add_name, parent=self)
        self.add_button.clicked.connect(self.open_picker)
        self._adding = self.build_adding()
        self._adding.setParent(self)
        self._adding.hide()
        self._flow = FlowLayout(self, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fill([])
        current_theme().changed.connect(self._measure)
        self._measure()

    def build_adding(self) -> QWidget:
        """Return what the plus opens."""
        raise NotImplementedError

    def adding_field(
        self, prompt: str, rows: Callable[[str], Sequence[TypeAheadRow]], taken: Callable[[object, bool], None]
    ) -> TypeAheadField:
        """Return a type-ahead field for `build_adding`; giving it up closes it."""
        field = TypeAheadField(prompt)
        field.set_source(rows)
        field.taken.connect(taken)
        field.cancelled.connect(self.close_by_key)
        field.left.connect(self.close_picker)
        field.setFixedWidth(current_theme().px(ADDING_WIDTH))
        return field

    def field(self) -> TypeAheadField:
        """Return the type-ahead field inside."""
        raise NotImplementedError

    def extra(self) -> Sequence[QWidget]:
        """Return what stands after the chips besides the plus."""
        return ()

    def set_locked(self, why: str) -> None:
        """Let nothing be added for a reason, or again (empty)."""
        self._why_locked = why
        self._allow()

    def _allow(self, why_none: str = "") -> None:
        why = self._why_locked or why_none
        if why:
            self.add_button.disable(why)
        else:
            self.add_button.enable()

    def open_picker(self) -> None:
        """Show what adds a tie, with the focus in its field."""
        self._adding.show()
        self._arrange()
        self.field().open_at()

    def close_picker(self) -> None:
        """Hide it again."""
        self.field().close_list()
        self._adding.hide()
        self._arrange()

    def close_by_key(self) -> None:
        """Hide it and give the focus back to the plus."""
        self.close_picker()
        self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, chips: Sequence[TieChip]) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = list(chips)
        self._arrange()
        if had_focus:
            (self.chips[-1] if self.chips else self.add_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _measure(self) -> None:
        # As high as the button beside it, so that the words stand on one line.
        self.nothing.setFixedHeight(current_theme().px(CONTROL_HEIGHT))
        self.updateGeometry()

    def _arrange(self) -> None:
        adding = not self._adding.isHidden()
        self.add_button.setVisible(not adding)
        self.nothing.setVisible(not self.chips and not adding)
        lay_out_visible(self._flow, (*self.chips, self.nothing, *self.extra(), self._adding, self.add_button))
        self.updateGeometry()
