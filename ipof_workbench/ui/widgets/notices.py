"""Sentences for the person: nothing here yet, take care, that did not work."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import RADIUS_CONTROL
from ipof_workbench.ui.widgets.buttons import Button, LinkButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget

NoticeKind = Literal["plain", "warning", "danger", "success"]

_NOTICE_ICONS: dict[str, str] = {
    "plain": "circle-alert",
    "warning": "triangle-alert",
    "danger": "circle-x",
    "success": "check",
}


class EmptyState(QWidget):
    """One sentence and one action in the middle of an empty page."""

    action_requested = Signal()

    def __init__(self, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = PlainLabel("", "body", "text2", wrap=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = Button(action or "Continue")
        self._button.clicked.connect(self.action_requested)
        column = QVBoxLayout(self)
        column.setSpacing(current_theme().px(16))
        column.addStretch(2)
        column.addWidget(self._label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        current_theme().changed.connect(self._measure)
        self.set_text(sentence, action)

    def set_text(self, sentence: str, action: str = "") -> None:
        """Say something else; without an action there is no button."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._button.setVisible(bool(action))
        if action:
            self._button.setText(action)
        self._measure()

    def minimumSizeHint(self) -> QSize:
        # The sentence wraps to whatever width a panel leaves it: it must not make the panel wider.
        return QSize(current_theme().px(120), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        # A wrapping label asks for a narrow column unless it is told how wide its sentence may be, and beside
        # stretches it gets the height of one line unless it is told how high that makes it.
        theme = current_theme()
        wanted = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        room = max(theme.px(120), self.width() - 2 * theme.px(12))
        width = min(wanted, theme.px(420), room)
        self._label.setFixedWidth(width)
        self._label.setMinimumHeight(max(0, self._label.heightForWidth(width)))


class _IconSpot(QLabel):
    """An icon that keeps the theme's colour."""

    def __init__(self, name: str, colour: str, size: float = 16) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        current_theme().changed.connect(self.renew)
        self.renew()

    def show_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self.renew()

    def renew(self) -> None:
        self.setPixmap(pixmap(self._name, self._colour, self._size))


class NoticeBox(ThemedWidget):
    """A tinted box with an icon, a sentence and at most one link.

    Args:
        kind: what it is about; decides icon and colour.
        sentence: what there is to know.
        link: the words of the link.
    """

    link_activated = Signal()

    def __init__(self, kind: NoticeKind, sentence: str, link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not `Maximum`: the hint of wrapped words is that of a wide box, and a narrow one needs more lines.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._kind: NoticeKind = kind
        self._icon = _IconSpot("circle-alert", "accent")
        self._label = PlainLabel("", "small", wrap=True)
        self._link = LinkButton(link or "Show")
        self._link.clicked.connect(self.link_activated)
        theme = current_theme()
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self._label)
        words.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.set_text(sentence, link, kind)

    def set_text(self, sentence: str, link: str = "", kind: NoticeKind | None = None) -> None:
        """Say something else."""
        self._kind = kind or self._kind
        tone = self._tone()
        self._icon.show_icon(_NOTICE_ICONS[self._kind], tone)
        self._label.set_colour("text" if self._kind == "plain" else tone)
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._link.setVisible(bool(link))
        if link:
            self._link.setText(link)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour(self._tone())))
        painter.setBrush(theme.colour(f"{self._tone()}_tint"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.pxf(RADIUS_CONTROL), theme.pxf(RADIUS_CONTROL))
        painter.end()

    def _tone(self) -> str:
        return "accent" if self._kind == "plain" else self._kind


class InlineError(QWidget):
    """A sentence under a field; hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = PlainLabel("", "small", "danger", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(6))
        row.addWidget(_IconSpot("circle-x", "danger", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    def show_error(self, sentence: str, field: QWidget | None = None) -> None:
        """Show the sentence; `field` gets a danger outline."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        mark_problem(field, True)

    def clear(self, field: QWidget | None = None) -> None:
        """Nothing is wrong any more."""
        self._label.setText("")
        self.hide()
        mark_problem(field, False)

    def sentence(self) -> str:
        """Return what is shown."""
        return self._label.text()


def mark_problem(field: QWidget | None, problem: bool) -> None:
    """Give a field the danger outline, or take it away."""
    if field is not None and bool(field.property("problem")) != problem:
        field.setProperty("problem", problem)
        # A style sheet reads properties only when the widget is polished.
        field.style().unpolish(field)
        field.style().polish(field)
