"""The entries of the Code menu and their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.ui.coding.working_panel import WAYS

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

JUDGING_LETTERS = {Stance.SUPPORTS.value: "S", Stance.REFINES.value: "R", Stance.CHALLENGES.value: "X"}
"""Stance -> the letter that judges at once, where the grammar has no role of that letter."""
PAGE_KEYS: tuple[tuple[str, str], ...] = (
    ("Space", "Pick an element for the passage, or list the codings at the caret"),
    ("Enter / Esc", "In the picker: name the element / leave it unnamed"),
    ("Shift+Enter", "In the picker: name it and pick one more for the same passage"),
    ("0 to 9", "Judge: choose the sentence with this number"),
    ("Up / Down", "Judge: with a passage selected, the sentence before or after"),
)
"""Keys of the page that are no actions."""


QUOTE_KEY = "N"
NOT_JUDGING = "Judge passages first (Alt+2)"


def _offer(action: QAction, offered: bool, why_not: str) -> None:
    """Show an action where it means something; elsewhere it cannot be used, and says why."""
    action.setVisible(offered)
    action.setEnabled(offered)
    action.setToolTip("" if offered else why_not)


class CodingActions(QObject):
    """Makes the actions and connects them to the page.

    Single letters belong to the text, so that they stay letters everywhere else.
    """

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self._roles: list[QAction] = []
        desk = page.desk
        self._stances = {key: self._stance(key) for key in STANCE_ORDER}
        self._letters = {key: self._judging_letter(key) for key in JUDGING_LETTERS}
        self._back = self._action("Take the judgement back", page.ways.judging.take_back, "Delete")
        self._ways = {way: self._way(way) for way in WAYS}
        self._quote = self._action("Quote in a memo…", page.memos.quote, QUOTE_KEY)
        self._plain = [
            *self._ways.values(),
            self._line(),
            self._action("Close and start next", desk.close_configuration, "Ctrl+Return", on_page=True),
            self._action("Continue another configuration…", page.edits.choose, "Ctrl+Shift+K", on_page=True),
            self._line(),
            self._action("Uncode here", desk.uncode, "U"),
            self._action("Next of the overlapping codings", self._cycle, "Shift+O"),
            self._quote,
            self._action("Correct the text", page.correction.open, "F2"),
            self._line(),
            *self._stances.values(),
            *self._letters.values(),
            self._back,
            self._line(),
            self._action("Next turn", lambda: page.go_by_turns(1), "Alt+Down", on_page=True),
            self._action("Previous turn", lambda: page.go_by_turns(-1), "Alt+Up", on_page=True),
            self._action("Next document", lambda: page.go_by_documents(1), "J"),
            self._action("Previous document", lambda: page.go_by_documents(-1), "K"),
            self._line(),
            self._highlights(),
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
        return self._action(f"Next coding: {look.words}", lambda: self._page.ways.stance_key(key), look.shortcut)

    def _judging_letter(self, key: str) -> QAction:
        words = f"Judge at once: {STANCE_LOOKS[key].words}"
        return self._action(words, lambda: self._page.ways.judging.judge(key), JUDGING_LETTERS[key])

    def _way(self, way: str) -> QAction:
        _, purpose, keys = WAYS[way]
        action = self._action(purpose, lambda: self._page.ways.choose(way), keys, on_page=True)
        action.setCheckable(True)
        return action

    def show_way(self, way: str) -> None:
        """Say what the stance keys do in this way of working; role letters of the grammar come first."""
        judges = way == "judge"
        for key, action in self._ways.items():
            action.setChecked(key == way)
        for key, action in self._stances.items():
            action.setText(f"{'Judge' if judges else 'Next coding'}: {STANCE_LOOKS[key].words}")
        _offer(self._back, judges, NOT_JUDGING)
        letters = {role.letter.upper() for role in self._page.session.roles()}
        for key, action in self._letters.items():
            free = JUDGING_LETTERS[key] not in letters
            action.setShortcut(QKeySequence(JUDGING_LETTERS[key] if free else ""))
            why_not = NOT_JUDGING if free else f"{JUDGING_LETTERS[key]} codes in a role of this grammar"
            _offer(action, judges and free, why_not)

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
