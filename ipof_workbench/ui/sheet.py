"""A small form over the window: a title, a few fields, one verb. It never blocks; Esc takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, IconButton, PrimaryButton
from ipof_workbench.ui.widgets.notices import InlineError
from ipof_workbench.ui.widgets.painting import pen_of
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.themed import ThemedWidget


class _Card(ThemedWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("control")))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(6), theme.pxf(6))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Sheet(ThemedWidget):
    """A card in the middle of its host.

    `on_accept` does the work: it returns "" when done (the sheet goes), or the sentence to show under the fields.
    """

    closed = Signal()

    def __init__(
        self, host: QWidget, title: str, verb: str = "", on_accept: Callable[[], str] | None = None, width: int = 440
    ) -> None:
        super().__init__(host)
        self._on_accept = on_accept
        self._width = width
        self.setObjectName("sheet")
        self.setAccessibleName(title)
        self._card = _Card(self)
        self._column = QVBoxLayout(self._card)
        self._fields = QVBoxLayout()
        self._error = InlineError()
        self._first: QWidget | None = None
        self._before: QWidget | None = None
        self._accept = PrimaryButton(verb or "Close")
        self._accept.clicked.connect(self.accept)
        self._build(title, verb)
        host.installEventFilter(self)
        self.hide()

    def _build(self, title: str, verb: str) -> None:
        theme = current_theme()
        head, foot = QHBoxLayout(), QHBoxLayout()
        close = IconButton("x", "Close", "Esc")
        close.clicked.connect(self.dismiss)
        head.addWidget(PlainLabel(title, "title", weight=600, elide=True))
        head.addWidget(close)
        foot.addStretch(1)
        if verb:
            cancel = Button("Cancel")
            cancel.clicked.connect(self.dismiss)
            foot.addWidget(cancel)
        foot.addWidget(self._accept)
        self._fields.setSpacing(theme.px(6))
        self._column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        self._column.setSpacing(theme.px(12))
        self._column.addLayout(head)
        self._column.addLayout(self._fields)
        self._column.addWidget(self._error)
        self._column.addLayout(foot)

    def set_work(self, on_accept: Callable[[], str]) -> None:
        """Set what accepting does (see the class)."""
        self._on_accept = on_accept

    # --- filling

    def add_line(self, label: str, text: str = "", name: str = "", button: QWidget | None = None) -> QLineEdit:
        """Add a field for one line of text, perhaps with a button beside it."""
        field = QLineEdit(text)
        self._add_field(label, field, name, button)
        field.returnPressed.connect(self.accept)
        return field

    def add_choice(self, label: str, options: list[tuple[str, str]], current: str = "", name: str = "") -> QComboBox:
        """Add a choice among (key, words)."""
        field = QComboBox()
        for key, words in options:
            field.addItem(words, key)
        field.setCurrentIndex(max(0, field.findData(current)))
        self._add_field(label, field, name, None)
        return field

    def add_field(self, label: str, field: QWidget, name: str = "") -> None:
        """Add a field of another kind under its label."""
        self._add_field(label, field, name, None)

    def add_row(self, *fields: QWidget) -> None:
        """Add fields side by side, each under its accessible name."""
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(12))
        for field in fields:
            caption = PlainLabel(field.accessibleName(), "caption", "text2", 600)
            caption.setBuddy(field)
            column = QVBoxLayout()
            column.setSpacing(current_theme().px(6))
            column.addWidget(caption)
            column.addWidget(field)
            row.addLayout(column, 1)
        self._fields.addLayout(row)
        self._fields.addSpacing(current_theme().px(6))
        self._first = self._first or fields[0]

    def _add_field(self, label: str, field: QWidget, name: str, button: QWidget | None) -> None:
        field.setAccessibleName(label)
        if name:
            field.setObjectName(name)
        caption = PlainLabel(label, "caption", "text2", 600)
        caption.setBuddy(field)
        self._fields.addWidget(caption)
        row = QHBoxLayout()
        row.addWidget(field, 1)
        if button is not None:
            row.addWidget(button)
        self._fields.addLayout(row)
        self._fields.addSpacing(current_theme().px(6))
        self._first = self._first or field

    def add_words(self, words: str, colour: str = "text2") -> PlainLabel:
        """Add a sentence."""
        label = PlainLabel(words, "small", colour, wrap=True)
        self._fields.addWidget(label)
        return label

    def add_scrolling(self, content: QWidget, height: int) -> QScrollArea:
        """Add something long, which scrolls; `height` is the least it has, in logical pixels."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        content.setObjectName("panelBody")
        area.viewport().setAutoFillBackground(False)
        area.setMinimumHeight(current_theme().px(height))
        self._fields.addWidget(area)
        self._first = self._first or area
        return area

    # --- living

    def open(self) -> None:
        """Show the sheet and give its first field the keyboard."""
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        (self._first or self._accept).setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(self._first, QLineEdit):
            self._first.selectAll()

    def accept(self) -> None:
        """Do the work; the sheet goes, or says what is wrong."""
        problem = self._on_accept() if self._on_accept else ""
        if problem:
            self._error.show_error(problem)
            self._place()
        else:
            self.dismiss()

    def dismiss(self) -> None:
        """Take the sheet away; the keyboard goes back to where it was."""
        self._give_back_keyboard()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _give_back_keyboard(self) -> None:
        # Left to Qt it goes to whatever comes first in the window, the button of the appearance.
        focus, before = self.window().focusWidget(), self._before
        is_here = focus is not None and self.isAncestorOf(focus)
        if is_here and before is not None and Shiboken.isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem(self) -> str:
        """Return the sentence under the fields."""
        return self._error.sentence()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(
            current_theme().colour("text") if not current_theme().is_dark else current_theme().colour("window")
        )
        veil.setAlphaF(0.25 if not current_theme().is_dark else 0.6)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        self.setGeometry(host.rect())
        width = min(current_theme().px(self._width), host.width() - current_theme().px(32))
        self._card.setFixedWidth(width)
        self._column.activate()
        height = min(max(self._card.sizeHint().height(), self._card.heightForWidth(width)), host.height() - 16)
        self._card.setGeometry((host.width() - width) // 2, max(8, (host.height() - height) // 3), width, height)
