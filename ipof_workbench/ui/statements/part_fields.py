"""Fields for the three parts of a sentence: in a row for the next statement, one under the other to edit one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ipof_workbench.domain.sentences import PARTS
from ipof_workbench.domain.written_statements import WrittenStatement, parse_statements
from ipof_workbench.ui.configurations.in_place import claims_key
from ipof_workbench.ui.configurations.sentence_section import ProseField
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.panels import Rule, Surface
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc

HINTS = {"if": "the context or resource", "then": "the outcome", "because": "the mechanism"}


def pasted_statements(mime: QMimeData | None) -> list[WrittenStatement]:
    """Return the statements of a clipboard, where it holds more than a few words for one field."""
    text = mime.text() if mime is not None and mime.hasText() else ""
    found = parse_statements(text)
    whole = [held for held in found if held.if_text and (held.then_text or held.because_text)]
    return found if len(found) > 1 or whole else []


class PartField(QLineEdit):
    """One part of the next statement; Enter adds it, a paste of whole sentences adds them all.

    Signals:
        entered(): Enter.
        left(): Esc.
        sentences_pasted(statements): several sentences, or a whole one.
    """

    entered = Signal()
    left = Signal()
    sentences_pasted = Signal(object)

    def __init__(self, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{part.capitalize()} part of the next statement")
        self.setPlaceholderText(HINTS[part])

    def event(self, event: QEvent) -> bool:
        return claims_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            found = pasted_statements(QApplication.clipboard().mimeData())
            if found:
                self.sentences_pasted.emit(found)
                return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class QuickEntry(Surface):
    """The row at the foot: type if, Tab, then, Tab, because, Enter; the next one follows.

    Signals:
        written(WrittenStatement): one was entered.
        sentences_pasted(statements): several at once.
        left(): back to the list.
    """

    written = Signal(object)
    sentences_pasted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName("Next statement")
        self.disc = NumberDisc("")
        self.fields = {part: PartField(part) for part in PARTS}
        self._row = QHBoxLayout()
        self._row.addWidget(self.disc)
        for part, field in self.fields.items():
            self._row.addWidget(PlainLabel(part.capitalize() if part == "if" else part, weight=600))
            self._row.addWidget(field, 1)
            field.entered.connect(self._enter)
            field.left.connect(self.left)
            field.sentences_pasted.connect(self.sentences_pasted)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(Rule(), 0, 0)
        grid.addLayout(self._row, 1, 0)
        self.theme_changed()

    def set_number(self, number: str) -> None:
        """Show the number that the next statement will take."""
        self.disc.set_number(number)
        self.disc.setAccessibleName(f"Statement {number}")

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        self.fields["if"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields["if"].selectAll()

    def clear(self) -> None:
        """Empty the fields for the next one."""
        for field in self.fields.values():
            field.clear()

    def theme_changed(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._row.setSpacing(theme.px(8))
        super().theme_changed()

    def _enter(self) -> None:
        wording = WrittenStatement(*(" ".join(field.text().split()) for field in self.fields.values()))
        if wording.is_empty:
            self.begin()
        else:
            self.written.emit(wording)


class RowEditor(Surface):
    """The three parts of a statement in its row; Enter stores, Esc leaves, Tab goes on.

    `done(changes)`: field of the draft -> new words, empty where nothing changed or nothing is to be stored.
    """

    done = Signal(object)

    def __init__(self, parts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("raised", parent)
        self.setAccessibleName("Statement")
        self._before = dict(parts)
        self._is_over = False
        self.fields = {part: ProseField(f"{part.capitalize()} part of the statement") for part in PARTS}
        theme = current_theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(6))
        for row, (part, field) in enumerate(self.fields.items()):
            word = PlainLabel(part.capitalize() if part == "if" else part, weight=600)
            word.setContentsMargins(0, theme.px(6), 0, 0)
            grid.addWidget(word, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
            field.setPlainText(parts.get(part, ""))
            field.done.connect(self.finish)
            field.focus_left.connect(lambda: QTimer.singleShot(0, self, self._finish_when_left))
        hint = PlainLabel("Enter stores, Esc leaves it as it was. A part may stay empty.", "caption", "text3")
        grid.addWidget(hint, len(self.fields), 1)

    def begin(self) -> None:
        """Give the keyboard to the first part."""
        self.fields["if"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields["if"].selectAll()

    def finish(self, store: bool) -> None:
        """End the edit once, however many events ask for it."""
        if self._is_over:
            return
        self._is_over = True
        changes = {
            f"{part}_text": field.words()
            for part, field in self.fields.items()
            if field.words() != self._before.get(part, "")
        }
        self.done.emit(changes if store else {})

    def _finish_when_left(self) -> None:
        focus = QApplication.focusWidget()
        if not self._is_over and (focus is None or not self.isAncestorOf(focus)):
            self.finish(True)
