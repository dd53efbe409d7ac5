"""The card that says what is coded under the pointer. It takes neither the focus nor the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ipof_workbench.domain.listings import CodingRow
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.coding.coding_words import bearing_words, made_words, name_of, role_words, style_of_row
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import RoleTile
from ipof_workbench.ui.widgets.strokes import draw_raised

SHOWN = 3
WIDTH = 280
NOTE_LENGTH, NAME_LENGTH = 220, 160
GAP = 6


class HoverCard(QFrame):
    """Up to three codings, the innermost first, and how many more there are."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowTransparentForInput
        super().__init__(parent, flags)
        self._session = session
        self.setObjectName("hoverCard")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None

    def show_codings(self, rows: Sequence[CodingRow], beside: QRect) -> None:
        """Show these codings under (or, without room, over) the global box `beside`."""
        if not rows:
            self.hide()
            return
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.deleteLater()
        self._body = self._made(rows)
        self._outer.addWidget(self._body)
        theme = current_theme()
        self.setAccessibleName("; ".join(name_of(row) for row in rows))
        self.setFixedWidth(theme.px(WIDTH))
        self.setFixedHeight(self._outer.heightForWidth(theme.px(WIDTH)))
        self._place(beside)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_raised(self)

    def _place(self, beside: QRect) -> None:
        screen = self.screen().availableGeometry()
        gap = current_theme().px(GAP)
        place = QRect(beside.left(), beside.bottom() + gap, self.width(), self.height())
        if place.bottom() > screen.bottom():
            place.moveBottom(beside.top() - gap)
        place.moveRight(min(place.right(), screen.right()))
        place.moveLeft(max(place.left(), screen.left()))
        self.setGeometry(place)

    def _made(self, rows: Sequence[CodingRow]) -> QWidget:
        px = current_theme().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(6))
        for number, row in enumerate(rows[:SHOWN]):
            if number:
                column.addWidget(Rule())
            column.addLayout(self._one(row))
        if len(rows) > SHOWN:
            column.addWidget(PlainLabel(f"{len(rows) - SHOWN} more here", "small", "text2"))
        return body

    def _one(self, row: CodingRow) -> QGridLayout:
        px = current_theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(1, 1)
        tile = RoleTile(style_of_row(row, self._session), 15)
        grid.addWidget(tile, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(shorten(name_of(row), NAME_LENGTH), "small", weight=600, wrap=True), 0, 1)
        facts = [role_words(row, self._session.roles()), bearing_words(row)]
        lines = [" · ".join(part for part in facts if part), made_words(row)]
        for at, line in enumerate(lines, start=1):
            grid.addWidget(PlainLabel(line, "small", "text2", wrap=True), at, 1)
        if row.note:
            grid.addWidget(PlainLabel(shorten(row.note, NOTE_LENGTH), "small", wrap=True), len(lines) + 1, 1)
        return grid
