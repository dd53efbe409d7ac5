"""The card in which the words of one turn are corrected, over the place where they stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton
from ipof_workbench.ui.widgets.notices import NoticeBox
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEEP_BREAKS = str.maketrans("\u2029\u2028", "\n\n")
PADDING = 10
LEAST_LINES, MOST_LINES = 2, 14


class CorrectionCard(ThemedWidget):
    """A field with the words, one for the reason, and what to do with them.

    `applied` and `left` follow Enter and Esc; `anyway` the link that takes codings away with their words.
    """

    applied = Signal()
    left = Signal()
    anyway = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("correctionCard")
        self.setAccessibleName("Correct the text")
        self._shown = ""
        self.head = PlainLabel("Correct the text", "small", "text2", weight=600)
        self.words = QPlainTextEdit()
        self.words.setObjectName("field")
        self.words.setAccessibleName("Words of this turn")
        self.words.setTabChangesFocus(True)
        self.words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.textChanged.connect(self._changed)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why (kept in the history)")
        self.reason.setAccessibleName("Why it is corrected")
        self.notice = NoticeBox("danger", "", "")
        self.notice.link_activated.connect(self.anyway)
        self.leave = Button("Leave", key_hint="Esc")
        self.apply_button = PrimaryButton("Apply", key_hint="Enter")
        self.leave.clicked.connect(self.left)
        self.apply_button.clicked.connect(self.applied)
        for field in (self.words, self.reason):
            field.installEventFilter(self)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        theme = current_theme()
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(*(theme.px(PADDING),) * 4)
        column.setSpacing(theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.apply_button)
        column.addWidget(self.head)
        column.addWidget(self.words, 1)
        column.addWidget(self.notice)
        column.addLayout(foot)

    # --- opening

    def open_over(self, words: str, caret: int, size: float, whose: str) -> None:
        """Show words to correct, in the size of the text; `caret` is where in them (code points) one was."""
        theme = current_theme()
        self.head.setText(f"Correct the text of {whose}" if whose else "Correct the text")
        self.words.setFont(theme.sized_font(size))
        self.words.setPlainText(words)
        self._shown = self.written()
        self.reason.clear()
        self.say("")
        cursor = self.words.textCursor()
        cursor.setPosition(len(words[:caret].encode("utf-16-le")) // 2)
        self.words.setTextCursor(cursor)
        self._changed()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def written(self) -> str:
        """Return what stands in the field. Not `toPlainText`, which makes plain blanks of no-break spaces."""
        return self.words.document().toRawText().translate(_KEEP_BREAKS)

    def shown(self) -> str:
        """Return what the field showed at first."""
        return self._shown

    def is_open(self) -> bool:
        """Tell whether a correction is under way."""
        return not self.isHidden()

    def is_changed(self) -> bool:
        """Tell whether anything was written."""
        return self.written() != self._shown

    def say(self, sentence: str, link: str = "") -> None:
        """Say why it cannot be applied so; an empty sentence says nothing."""
        self.notice.setVisible(bool(sentence))
        if sentence:
            self.notice.set_text(sentence, link)
        self.updateGeometry()

    def wanted_height(self, width: int) -> int:
        """Return how high the card is to show its words at a width, between a least and a most number of lines."""
        theme = current_theme()
        self.words.resize(width - 2 * theme.px(PADDING), self.words.height())
        lines = min(MOST_LINES, max(LEAST_LINES, round(self.words.document().size().height())))
        notice = self.notice.heightForWidth(width - 2 * theme.px(PADDING)) + theme.px(8)
        fixed = self.head.sizeHint().height() + self.apply_button.sizeHint().height() + theme.px(2 * PADDING + 16)
        words = lines * self.words.fontMetrics().lineSpacing() + theme.px(16)
        return fixed + words + (0 if self.notice.isHidden() else max(notice, self.notice.sizeHint().height()))

    def place(self, column: QRect, top: int, room: int) -> None:
        """Lie over the column of the words with the upper edge at `top`, moved up where there is no room below."""
        height = min(self.wanted_height(column.width()), room)
        self.setGeometry(column.x(), max(0, min(top, room - height)), column.width(), height)

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # Single letters and F2 are the field's while one writes, whatever the page makes of them.
            event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.applied.emit()
                return True
            if event.key() in _ENTER and watched is self.words:
                self.words.insertPlainText("\n")
                return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        if self.is_changed():
            self.apply_button.enable()
        else:
            self.apply_button.disable("Nothing is changed yet")
        self.say("")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("accent")))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(6), theme.pxf(6))
        painter.end()
