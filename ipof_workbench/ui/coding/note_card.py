"""The card in which a coder notes something on a document: under the button that says how far the coders are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.strokes import draw_raised
from ipof_workbench.ui.widgets.themed import ThemedWidget

WIDTH, PADDING = 360, 10
WHAT_FOR = "What is left, or what to talk about"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteCard(ThemedWidget):
    """One field. `kept` carries the words (empty: the note goes), `left` follows Esc and what keeps nothing.

    Words that were written are kept too when the keyboard goes elsewhere.
    """

    kept = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("noteCard")
        self.head = PlainLabel("", "small", "text2", weight=600, elide=True)
        self.field = QLineEdit()
        self.field.setAccessibleName("Your note")
        self.field.setPlaceholderText(WHAT_FOR)
        self.field.installEventFilter(self)
        self.leave = Button("Leave", key_hint="Esc")
        self.keep = PrimaryButton("Keep", key_hint="Enter")
        self.leave.clicked.connect(self.give_up)
        self.keep.clicked.connect(self.finish)
        self._before = ""
        theme = current_theme()
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(*(theme.px(PADDING),) * 4)
        column.setSpacing(theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.keep)
        for part in (self.head, self.field):
            column.addWidget(part)
        column.addLayout(foot)
        self.hide()

    def open_under(self, button: QWidget, note: str, document: str) -> None:
        """Show the note as it is, below a button and within the card's parent."""
        self.head.setText(f"Your note on {document}")
        self.setAccessibleName(self.head.text())
        self.field.setAccessibleName(self.head.text())
        self.field.setText(note)
        self._before = note
        room = self._host.rect()
        width = min(current_theme().px(WIDTH), room.width())
        corner = button.mapTo(self._host, QPoint(button.width(), button.height()))
        self.setGeometry(max(0, corner.x() - width), corner.y(), width, self.sizeHint().height())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def give_up(self) -> None:
        """Go, and leave the note as it was."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def finish(self) -> None:
        """Keep what was written, and go."""
        if self.isHidden():
            return
        words = " ".join(self.field.text().split())
        if words == self._before:
            self.give_up()
            return
        self.hide()
        self.kept.emit(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # Letters are the field's while one writes, whatever the page makes of them.
            event.accept()
            return False
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                QTimer.singleShot(0, self, self._finish_elsewhere)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.give_up()
                return True
            if event.key() in _ENTER:
                self.finish()
                return True
        return super().eventFilter(watched, event)

    def _finish_elsewhere(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_raised(self)
