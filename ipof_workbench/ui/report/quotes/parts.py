"""The middle and the right side of the view of the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.domain.report_table import Paragraph, Typeface
from ipof_workbench.ui.report.quotes.option_list import OptionList
from ipof_workbench.ui.report.quotes.printed_view import PrintedView
from ipof_workbench.ui.report.quotes.quote_editor import QuoteEditor
from ipof_workbench.ui.widgets.buttons import Button, IconButton, PrimaryButton
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel

NO_PASSAGES = "No passage is evidence for this yet."


class PassagesPart(QWidget):
    """The passages under their bar, and the editor below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = PageBar("Quotes")
        self.bar.keep_title_whole()
        self.up_button = IconButton("chevron-up", "Move the quote up", "Alt+Up")
        self.down_button = IconButton("chevron-down", "Move the quote down", "Alt+Down")
        self.edit_button = Button("Edit")
        self.edit_button.setToolTip("Shorten, add, or paraphrase  F2")
        self.choose_button = PrimaryButton("Choose", key_hint="Space")
        for button in (self.up_button, self.down_button, self.edit_button, self.choose_button):
            self.bar.add_right(button)
        self.options = OptionList()
        self.empty = EmptyState(NO_PASSAGES)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.options)
        self._stack.addWidget(self.empty)
        self.editor = QuoteEditor()
        self.editor.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.editor)

    def show_whether_any(self, are_any: bool, sentence: str = "") -> None:
        """Show the passages, or a sentence where there are none."""
        self.empty.set_text(sentence or NO_PASSAGES)
        self._stack.setCurrentWidget(self.options if are_any else self.empty)


class PrintedPanel(SidePanel):
    """How the quotes will stand in the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("right", 300, "As printed", parent)
        self.head.addWidget(PageBar("As printed"))
        self.words = PlainLabel("", "small", "text2", wrap=True)
        self.printed = PrintedView()
        self.body.addWidget(self.words)
        self.body.addWidget(self.printed)
        self.body.addStretch(1)

    def show_printed(self, paragraphs: Sequence[Paragraph], typeface: Typeface, *, is_chosen: bool) -> None:
        """Show the paragraphs of the cell; `is_chosen` tells whether a person chose them."""
        usual = "In the order of the table." if is_chosen else "None is chosen: the table takes these by itself."
        self.words.setText(usual if paragraphs else "Nothing that may be printed.")
        self.printed.show_paragraphs(paragraphs, typeface)
        self.printed.setVisible(bool(paragraphs))
