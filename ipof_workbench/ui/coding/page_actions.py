"""The entries of the Code menu and their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.domain.listings import RoleRow

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

PAGE_KEYS: tuple[tuple[str, str], ...] = (
    ("Space", "Pick an element for the passage, or list the codings at the caret"),
    ("Enter / Esc", "In the picker: name the element / leave it unnamed"),
    ("Shift+Enter", "In the picker: name it and pick one more for the same passage"),
)
"""Keys of the page that are no actions."""


QUOTE_KEY = "N"


class CodingActions(QObject):
    """Makes the actions and connects them to the page.

    Single letters belong to the text, so that they stay letters everywhere else.
    """

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self._roles: list[QAction] = []
        desk = page.desk
        self._quote = self._action("Quote in a memo…", page.memos.quote, QUOTE_KEY)
        self._plain = [
            self._action("Close and start next", desk.close_configuration, "Ctrl+Return", on_page=True),
            self._action("Continue another configuration…", page.edits.choose, "Ctrl+Shift+K", on_page=True),
            self._line(),
            self._action("Uncode here", desk.uncode, "U"),
            self._action("Next of the overlapping codings", self._cycle, "Shift+O"),
            self._quote,
            self._line(),
            *(self._stance(key) for key in STANCE_ORDER),
            self._line(),
            self._action("Next turn", lambda: page.go_by_turns(1), "Alt+Down", on_page=True),
            self._action("Previous turn", lambda: page.go_by_turns(-1), "Alt+Up", on_page=True),
            self._action("Next document", lambda: page.go_by_documents(1), "J"),
            self._action("Previous document", lambda: page.go_by_documents(-1), "K"),
            self._line(),
            self._highlights(),
            self._action("Filter documents", self._filter, "Ctrl+F", on_page=True),
        ]

    def all_actions(self) -> Sequence[QAction]:
        """Return the actions in the order of the menu."""
        return [*self._roles, *self._plain]

    def set_roles(self, roles: Sequence[RoleRow]) -> None:
        """Make one action for each role of the grammar."""
        wanted = [f"Code as {role.label[:1].lower()}{role.label[1:]}" for role in roles]
        if wanted == [action.text() for action in self._roles]:
            return
        for action in self._roles:
            self._page.view.removeAction(action)
            action.deleteLater()
        self._roles = []
        for words, role in zip(wanted, roles, strict=True):
            letter = role.letter.upper()
            self._roles.append(self._action(words, partial(self._press, letter), letter))
        self._roles.append(self._line())
        # A role's letter is the role's: quoting is then in the menu alone.
        is_taken = any(role.letter.upper() == QUOTE_KEY for role in roles)
        self._quote.setShortcut(QKeySequence("" if is_taken else QUOTE_KEY))

    def _action(self, words: str, work: Callable[[], object], keys: str, on_page: bool = False) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: work())
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut if on_page else Qt.ShortcutContext.WidgetShortcut
        action.setShortcutContext(context)
        (self._page if on_page else self._page.view).addAction(action)
        return action

    def _stance(self, key: str) -> QAction:
        look = STANCE_LOOKS[key]
        return self._action(f"Next coding: {look.words}", lambda: self._page.desk.set_stance(key), look.shortcut)

    def _highlights(self) -> QAction:
        eye = self._page.pane.eye
        action = self._action("Show codings", lambda: None, "H")
        action.setCheckable(True)
        action.setChecked(eye.isChecked())
        action.toggled.connect(eye.setChecked)
        eye.toggled.connect(action.setChecked)
        return action

    def _line(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line

    def _press(self, letter: str) -> None:
        self._page.desk.take_keyboard()
        self._page.desk.press(letter)

    def _cycle(self) -> None:
        if self._page.view.cycle_overlap() is None:
            self._page.desk.hinted.emit("Nothing is coded here.")

    def _filter(self) -> None:
        field = self._page.documents.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
