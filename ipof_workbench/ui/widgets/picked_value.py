"""A value in a field's frame; a click, Enter or F4 turns it into a type-ahead field."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField


class _FramedValue(Button):
    """The value at the left, a chevron at the right."""

    pale = False

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(120), super().sizeHint().height())

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        inner = box.adjusted(theme.pxf(9), 0, -theme.pxf(26), 0)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text3" if self.pale else "text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, flags, elided(self.text(), painter.font(), inner.width()))
        side = theme.px(14)
        place = round(box.right() - theme.pxf(8) - side), round(box.center().y() - side / 2)
        painter.drawPixmap(*place, pixmap("chevron-down", "text2", 14, self.devicePixelRatioF()))


class Picked(QWidget):
    """One of many values, picked by typing: a button that shows it, and the field that stands there while one types.

    Args:
        name: what it is ("Column").
        empty: what is shown while there is none.
        button: shows the value.

    `picked` carries the `TypeAheadRow` that was taken; `field` takes the source of the rows.
    """

    picked = Signal(object)

    def __init__(self, name: str, empty: str, button: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._empty = name, empty
        self._button = button
        self._why_locked = ""
        self._button.clicked.connect(self.open)
        self.field = TypeAheadField(f"Type a {name.lower()}" if name[:1].isupper() else name)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.taken.connect(self._take)
        self.field.cancelled.connect(self._cancel)
        self.field.left.connect(self._close)
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button, 1)
        row.addWidget(self.field, 1)

    def set_locked(self, why: str) -> None:
        """Let nothing be picked for a reason, or again (empty)."""
        self._why_locked = why
        self._button.setToolTip(why)

    def open(self) -> None:
        """Show the field with its list."""
        if self._why_locked:
            return
        self._button.hide()
        self.field.open_at()

    def _take(self, row: object, _stay: bool) -> None:
        self._cancel()
        self.picked.emit(row)

    def _cancel(self) -> None:
        self._close()
        self._button.setFocus(Qt.FocusReason.TabFocusReason)

    def _close(self) -> None:
        self.field.close_list()
        self.field.hide()
        self._button.show()


class PickedValue(Picked):
    """A value in a field's frame."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        self.button = _FramedValue(empty)
        super().__init__(name, empty, self.button, parent)
        self.show_value("")

    def show_value(self, words: str) -> None:
        """Show another value."""
        self.button.pale = not words
        self.button.setText(words or self._empty)
        self.button.setAccessibleName(f"{self._name}: {words or self._empty}")
        self.button.setToolTip(as_tooltip(words or self._empty))

    def value(self) -> str:
        """Return what is shown."""
        return self.button.text()
