"""Editing how a quote is printed: checked against what was said with every key, or a paraphrase in one's own words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.quote_edits import LEFT_OUT, as_printed, fault_of, left_out, recased
from ipof_workbench.domain.quote_rows import QuoteOption
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.text_offsets import TextMap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from ipof_workbench.ui.widgets.grounds import Surface
from ipof_workbench.ui.widgets.notices import mark_problem
from ipof_workbench.ui.widgets.panels import Rule
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch

QUOTE, PARAPHRASE = "quote", "paraphrase"
LINES = 3
MOST_SAID = 400
"""Code points of the passage that are shown over the field; the field begins with all of it."""
_HINT = f"{LEFT_OUT} stands for words left out; what you add stands in square brackets, a first letter may be [I]t."
_OWN_WORDS = "A paraphrase is printed without quotation marks and says that it is one."


class _EditField(QPlainTextEdit):
    """The text; Ctrl+Enter stores, Esc leaves, Ctrl+Delete leaves the chosen words out."""

    stored = Signal()
    left = Signal()
    cut_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("field")
        self.setAccessibleName("How the quote is printed")
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        signal = self._means(event)
        if signal is not None:
            signal.emit()
        else:
            super().keyPressEvent(event)

    def _means(self, event: QKeyEvent) -> SignalInstance | None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            return self.left
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.stored
        if control and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.textCursor().hasSelection():
            return self.cut_out
        return None


class QuoteEditor(Surface):
    """Stands under the list while a quote is edited.

    Signals:
        stored(evidence, text, is_paraphrase): how the quote is to be printed.
        left(): nothing is to be stored.
    """

    stored = Signal(object, str, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setObjectName("quoteEditor")
        self.setAccessibleName("Edit the quote")
        self._option: QuoteOption | None = None
        self.kind = SegmentedSwitch([(QUOTE, "Quote"), (PARAPHRASE, "Paraphrase")], "Quote or paraphrase")
        self.said = PlainLabel("", "small", "text2", wrap=True)
        self.field = _EditField()
        self.hint = PlainLabel(_HINT, "small", "text2", wrap=True)
        self.cut_button = Button("Leave out")
        self.cut_button.setToolTip("Put […] in place of the chosen words  Ctrl+Delete")
        self.case_button = Button("[A]a")
        self.case_button.setToolTip("Change the case of the first letter, in brackets")
        self.case_button.setAccessibleName("Change the case of the first letter")
        self.whole_button = QuietButton("As it was said")
        self.cancel_button = QuietButton("Cancel")
        self.store_button = PrimaryButton("Store", key_hint="Ctrl Enter")
        self._assemble()
        self._connect()
        self._measure()

    # --- showing

    def edit(self, option: QuoteOption, *, paraphrase: bool = False) -> None:
        """Open a quote; one that allows no quoting opens as a paraphrase."""
        self._option = option
        self.said.setText(shorten(f"Said: “{as_printed(option.row.quote)}”", MOST_SAID))
        chosen = option.chosen
        is_own = paraphrase or bool(option.reason) or (chosen is not None and chosen.is_paraphrase)
        quote = self.kind.segment(QUOTE)
        if option.reason:
            quote.disable(option.reason)
        else:
            quote.enable()
        self.kind.set_current(PARAPHRASE if is_own else QUOTE)
        text = chosen.text if chosen is not None and chosen.text and chosen.is_paraphrase == is_own else ""
        self.field.setPlainText(text or ("" if is_own else as_printed(option.row.quote)))
        self._show_kind()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def evidence(self) -> int:
        """Return the piece of evidence that is edited; 0 for none."""
        return self._option.row.evidence if self._option is not None else 0

    def text(self) -> str:
        """Return what is written."""
        return as_printed(self.field.toPlainText())

    def is_paraphrase(self) -> bool:
        """Tell whether a paraphrase is written."""
        return self.kind.current() == PARAPHRASE

    def problem(self) -> str:
        """Return why this cannot be printed; empty where it can."""
        if self._option is None:
            return ""
        if self.is_paraphrase():
            return "" if self.text() else "A paraphrase needs words of your own."
        fault = fault_of(as_printed(self._option.row.quote), self.text())
        return fault.sentence if fault is not None else ""

    # --- acting

    def store(self) -> None:
        """Hand over what is written, where it is right."""
        if self._option is not None and not self.problem():
            self.stored.emit(self._option.row.evidence, self.text(), self.is_paraphrase())

    def leave_out(self) -> None:
        """Put the mark in place of the chosen words."""
        cursor = self.field.textCursor()
        text = self.field.toPlainText()
        offsets = TextMap(text)
        start, end = offsets.start_to_text(cursor.selectionStart()), offsets.end_to_text(cursor.selectionEnd())
        shorter, caret = left_out(text, start, end)
        self._replace(shorter, caret)

    def change_case(self) -> None:
        """Change the case of the first letter."""
        text = recased(self.field.toPlainText())
        self._replace(text, len(text))

    def _replace(self, text: str, caret: int) -> None:
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)  # as one typed change: Ctrl+Z in the field takes it back
        cursor.setPosition(TextMap(text).to_view(caret))
        self.field.setTextCursor(cursor)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addStretch(1)
        for button in (self.cut_button, self.case_button, self.whole_button):
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        inner = QVBoxLayout()
        inner.addLayout(head)
        inner.addWidget(self.said)
        inner.addWidget(self.field)
        inner.addWidget(self.hint)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(inner)
        self._rows = (head, foot)
        self._inner = inner

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _key: self._change_kind())
        self.field.textChanged.connect(self._check)
        self.field.selectionChanged.connect(self._check_selection)
        self.field.stored.connect(self.store)
        self.field.left.connect(self.left)
        self.field.cut_out.connect(self.leave_out)
        self.cut_button.clicked.connect(self.leave_out)
        self.case_button.clicked.connect(self.change_case)
        self.whole_button.clicked.connect(self._say_it_whole)
        self.cancel_button.clicked.connect(self.left)
        self.store_button.clicked.connect(self.store)
        current_theme().changed.connect(self._measure)

    def _say_it_whole(self) -> None:
        if self._option is not None:
            said = as_printed(self._option.row.quote)
            self._replace(said, len(said))

    def _change_kind(self) -> None:
        option = self._option
        if option is None:
            return
        chosen = option.chosen
        kept = chosen.text if chosen is not None and chosen.is_paraphrase == self.is_paraphrase() else ""
        self.field.setPlainText(kept or ("" if self.is_paraphrase() else as_printed(option.row.quote)))
        self._show_kind()

    def _show_kind(self) -> None:
        own = self.is_paraphrase()
        for button in (self.cut_button, self.case_button, self.whole_button):
            button.setVisible(not own)
        self.field.setPlaceholderText("Say it in words of your own" if own else "")
        self.store_button.setText("Store")
        self._check()

    def _check(self) -> None:
        problem = self.problem()
        usual = _OWN_WORDS if self.is_paraphrase() else _HINT
        # An empty field is no mistake yet.
        is_wrong = bool(problem) and not (self.is_paraphrase() and not self.text())
        self.hint.set_colour("danger" if is_wrong else "text2")
        self.hint.setText(problem if is_wrong else usual)
        mark_problem(self.field, is_wrong)
        if problem:
            self.store_button.disable(problem)
        else:
            self.store_button.enable()
        self._check_selection()

    def _check_selection(self) -> None:
        if self.field.textCursor().hasSelection():
            self.cut_button.enable()
            self.cut_button.setToolTip("Put […] in place of the chosen words  Ctrl+Delete")
        else:
            self.cut_button.disable("Choose the words to leave out first")

    def _measure(self) -> None:
        theme = current_theme()
        self._inner.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(12))
        self._inner.setSpacing(theme.px(8))
        for row in self._rows:
            row.setSpacing(theme.px(8))
        self.field.setFixedHeight(LINES * self.field.fontMetrics().lineSpacing() + theme.px(18))
