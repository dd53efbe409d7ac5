"""The entries of the Code menu that find the way: words in the text, the list, a second text, reading mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.coding.panes import Pane
from ipof_workbench.ui.coding.reading_mode import ReadingMode
from ipof_workbench.ui.keys.key_map import BY_KEY

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

OPEN_FIRST = "Open a document first"


class FindingActions(QObject):
    """Makes the actions, and connects panes and list to them."""

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self.reading = ReadingMode(page)
        works: dict[str, tuple[str, Callable[[], object]]] = {
            "find": ("text-search", self.find),
            "find_next": ("chevron-down", lambda: page.pane.find_bar.step(1)),
            "find_previous": ("chevron-up", lambda: page.pane.find_bar.step(-1)),
            "filter_documents": ("list-filter", self.filter_documents),
            "second_text": ("columns-2", self.toggle_second),
            "reading": ("book-open", self.reading.toggle),
        }
        made = page.make_actions((BY_KEY[name].words, icon, "", work) for name, (icon, work) in works.items())
        page.actions_of_page.adopt(dict(zip(works, made, strict=True)))
        self._find, self._next, self._previous, self._filter, self._second, self._read = made
        for action in (self._second, self._read):
            action.setCheckable(True)
        self._line = QAction(self)
        self._line.setSeparator(True)
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        page = self._page
        self._connect_pane(page.panes.first)
        page.panes.pane_made.connect(self._connect_pane)
        page.panes.count_changed.connect(self._show_state)
        page.documents.tree.beside_asked.connect(self.open_beside)
        self.reading.changed.connect(self._show_state)
        page.view.escape_pressed.connect(self._escape)

    def _connect_pane(self, pane: Pane) -> None:
        widget = pane.widget
        pane.text.changed.connect(self._show_state)
        widget.find_bar.project_search_asked.connect(self.search_project)
        widget.find_bar.closed.connect(lambda: pane.view.setFocus(Qt.FocusReason.OtherFocusReason))
        widget.beside_button.clicked.connect(self.toggle_second)
        widget.reading_button.clicked.connect(self.reading.toggle)
        widget.close_button.clicked.connect(lambda: self.close_pane(pane))
        widget.document_dropped.connect(lambda document, beside: self._dropped(pane, document, beside))
        if pane is not self._page.panes.first:
            pane.view.escape_pressed.connect(self._escape)

    def all_actions(self) -> Sequence[QAction]:
        """Return the actions in the order of the menu."""
        return [self._line, self._find, self._next, self._previous, self._filter, self._second, self._read]

    # --- finding

    def find(self) -> None:
        """Open the find bar over the text that the keys act on."""
        if self._page.text.document is None:
            self._page.desk.hinted.emit(f"{OPEN_FIRST}, then find in it.")
        else:
            self._page.pane.find_bar.open()

    def search_project(self, words: str) -> None:
        """Look for words in all texts and the theory, in the search field of the window."""
        field = self._page.window().findChild(QLineEdit, "searchField")
        if isinstance(field, QLineEdit):
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.setText(words)
            field.selectAll()

    def filter_documents(self) -> None:
        """Let the name of a document be typed."""
        field = self._page.documents.field
        self._page.documents.set_folded(False)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    # --- two texts

    def toggle_second(self) -> None:
        """Show the document of the list (else the one that is open) beside the text, or close the second text."""
        page = self._page
        if page.panes.has_two():
            self.close_pane(page.panes.shown_panes()[1])
            return
        document = page.documents.tree.current_document() or page.text.document
        if document is None:
            page.desk.hinted.emit(f"{OPEN_FIRST}, then another beside it.")
        else:
            self.open_beside(document)
        self._show_state()

    def open_beside(self, document: Rid) -> None:
        """Show a document beside the text that is open; with two texts, in the one without the keyboard."""
        page = self._page
        if page.text.document is None:
            page.open_document(document)
            page.desk.take_keyboard()
            return
        if page.panes.has_two():
            other = next(pane for pane in page.panes.shown_panes() if pane is not page.panes.active)
        else:
            other = page.panes.open_second()
        page.panes.activate(other)
        page.open_document(document)
        page.desk.take_keyboard()

    def close_pane(self, pane: Pane) -> None:
        """Close one of two texts."""
        self._page.panes.close(pane)
        self._page.desk.take_keyboard()

    def _dropped(self, pane: Pane, document: Rid, beside: bool) -> None:
        if beside:
            self.open_beside(document)
        else:
            self._page.panes.activate(pane)
            self._page.open_document(document)
            self._page.desk.take_keyboard()

    def _escape(self) -> None:
        """Esc in the text lets go of the selection, then of the reading mode."""
        view = self._page.view
        if view.selected_span() is not None:
            view.clear_selection()
        elif self.reading.is_on:
            self.reading.leave()

    def _show_state(self) -> None:
        has_text = self._page.text.document is not None
        for action in (self._find, self._next, self._previous, self._second, self._read):
            action.setEnabled(has_text)
            action.setToolTip("" if has_text else OPEN_FIRST)
        if not has_text:
            self.reading.leave()
        self._second.setChecked(self._page.panes.has_two())
        self._read.setChecked(self.reading.is_on)
        for pane in self._page.panes.shown_panes():
            pane.widget.reading_button.setChecked(self.reading.is_on)
