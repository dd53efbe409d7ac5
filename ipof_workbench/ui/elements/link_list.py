"""Short lists of things that lead somewhere: uses, what stands below, lineage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import QuietButton
from ipof_workbench.ui.widgets.painting import draw_role_tile, elided
from ipof_workbench.ui.widgets.panels import SectionHeader
from ipof_workbench.ui.widgets.plain_label import as_tooltip

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Lead:
    """One line: `words`, small words after them, a role's tile before them, and what following it does."""

    words: str
    follow: Callable[[], None] | None = None
    hint: str = ""
    style: RoleStyle | None = None
    tooltip: str = ""


class LeadButton(QuietButton):
    """A line that leads somewhere; without a way to follow it is only read."""

    def __init__(self, lead: Lead, parent: QWidget | None = None) -> None:
        super().__init__(lead.words, parent=parent)
        self._lead = lead
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        role = f"{lead.style.key.replace('_', ' ')}: " if lead.style else ""
        self.setAccessibleName(f"{role}{lead.words}{', ' if lead.hint else ''}{lead.hint}")
        self.setToolTip(as_tooltip(lead.tooltip))
        if lead.follow is not None:
            self.clicked.connect(lead.follow)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        left = box.left() + theme.pxf(4)
        if self._lead.style is not None:
            side = theme.px(15)
            draw_role_tile(painter, QRectF(left, round(box.center().y() - side / 2), side, side), self._lead.style)
            left += side + theme.pxf(7)
        right = box.right() - theme.pxf(4)
        if self._lead.hint:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            hint = elided(self._lead.hint, painter.font(), (right - left) / 2)
            width = painter.fontMetrics().horizontalAdvance(hint) + 1
            painter.drawText(QRectF(right - width, box.top(), width, box.height()), _MIDDLE, hint)
            right -= width + theme.pxf(8)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        room = QRectF(left, box.top(), right - left, box.height())
        painter.drawText(room, _MIDDLE, elided(self._lead.words, painter.font(), room.width()))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class LeadList(QWidget):
    """A head with its number and the lines under it; hidden while there is none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.buttons: list[LeadButton] = []
        self._head = SectionHeader(name, size="caption")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self.hide()

    def show_leads(self, leads: Sequence[Lead]) -> None:
        """Show other lines."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [LeadButton(lead) for lead in leads[:SHOWN]]
        for button in self.buttons:
            self._column.addWidget(button)
        more = f", {SHOWN} shown" if len(leads) > SHOWN else ""
        self._head.set_text(f"{self._name} {len(leads):,}{more}" if len(leads) > 1 else self._name)
        self.setVisible(bool(leads))
