"""The entries of the Code menu, with the keys of the key map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER, RoleStyle
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.picking_rows import HotRow
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.ui.coding.code_keys import CodeKeys
from ipof_workbench.ui.coding.coding_marks import thematic_style
from ipof_workbench.ui.coding.passage_keys import PassageKeys
from ipof_workbench.ui.coding.working_panel import WAYS
from ipof_workbench.ui.keys.hot_strip import HotStrip
from ipof_workbench.ui.keys.key_map import BY_KEY, is_page_key
from ipof_workbench.ui.keys.key_rows import key_rows
from ipof_workbench.ui.keys.key_store import key_store

if TYPE_CHECKING:
    from ipof_workbench.ui.coding.coding_page import CodingPage

JUDGING = {
    Stance.SUPPORTS.value: "judge_supports",
    Stance.REFINES.value: "judge_refines",
    Stance.CHALLENGES.value: "judge_challenges",
}
"""Stance -> the action that judges at once, where the grammar has no role of its letter."""
PAGE_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter / Esc", "In the picker: take it, or name the element / leave it"),
    ("Shift+Enter", "In the picker: take it and pick one more for the same passage"),
    ("1 to 9", "Code with what is on the key (hot codes)"),
    ("Ctrl+Shift+1 to 9", "Put what was coded last (in the picker: what is chosen) on the key"),
    ("0 to 9", "Judge: choose the sentence with this number"),
    ("Up / Down", "Judge: with a passage selected, the sentence before or after"),
)
"""Keys of the page that are no actions."""
NOT_JUDGING = "Judge passages first (Alt+2)"
_OUTSIDE = ("pick", "close", "overlap")
"""Actions of the key map that the view does itself when their key is pressed in the text."""


def _offer(action: QAction, offered: bool, why_not: str) -> None:
    """Show an action where it means something; elsewhere it cannot be used, and says why."""
    action.setVisible(offered)
    action.setEnabled(offered)
    action.setToolTip("" if offered else why_not)


class CodingActions(QObject):
    """Makes the actions and connects them to the page.

    Keys without Ctrl or Alt belong to the text, so that they stay letters everywhere else.
    """

    def __init__(self, page: CodingPage) -> None:
        super().__init__(page)
        self._page = page
        self._store = key_store(page.session)
        self._roles: list[QAction] = []
        self._letters: tuple[str, ...] = ()
        self._mapped: dict[str, QAction] = {}
        self.codes = CodeKeys(page)
        self.passages = PassageKeys(page)
        self.strip = HotStrip()
        page.centre.addWidget(self.strip)
        self._stances = {key: self._stance(key) for key in STANCE_ORDER}
        self._ways = {way: self._way(way) for way in WAYS}
        self._plain = self._made()
        self._connect()
        self._use_keys()

    def _made(self) -> list[QAction | QMenu]:
        page, do = self._page, self._do
        desk, codes = page.desk, self.codes
        return [
            do("pick", page.picks.pick),
            do("repeat", codes.repeat),
            do("in_vivo", codes.in_vivo),
            self._submenu(
                "More ways to code",
                [
                    do("new_code", page.picks.new_code),
                    do("recent", codes.show_recent),
                    self._line(),
                    do("copy_codes", codes.copy),
                    do("paste_codes", codes.paste),
                ],
            ),
            self._submenu("Hot codes", [self._hot(digit) for digit in range(1, 10)]),
            self._line(),
            *self._ways.values(),
            self._line(),
            do("close", desk.close_configuration),
            do("continue", page.edits.choose),
            self._line(),
            do("uncode", desk.uncode),
            do("overlap", self.passages.next_overlap),
            do("codings_here", lambda: page.seeing.show_codings_here()),
            do("quote", page.memos.quote),
            do("correct", page.correction.open),
            self._submenu("Passage", self._passage_actions()),
            self._submenu("Stance", self._stance_actions()),
            self._line(),
            self._submenu("Go to", self._going_actions()),
            self._highlights(),
        ]

    def _stance_actions(self) -> list[QAction]:
        judging = self._page.ways.judging
        return [
            *self._stances.values(),
            self._line(),
            *(self._do(key, partial(judging.judge, stance)) for stance, key in JUDGING.items()),
            self._do("take_back", judging.take_back),
        ]

    def _passage_actions(self) -> list[QAction]:
        do, passages = self._do, self.passages
        return [
            do("grow", passages.grow),
            do("shrink", passages.shrink),
            self._line(),
            do("end_on", partial(passages.move_end, True)),
            do("end_back", partial(passages.move_end, False)),
            do("start_on", partial(passages.move_start, True)),
            do("start_back", partial(passages.move_start, False)),
        ]

    def _going_actions(self) -> list[QAction]:
        do, page, passages = self._do, self._page, self.passages
        return [
            do("next_turn", partial(passages.by_units, 1)),
            do("previous_turn", partial(passages.by_units, -1)),
            do("uncoded_turn", passages.next_uncoded),
            self._line(),
            do("next_same", partial(passages.same_code, 1)),
            do("previous_same", partial(passages.same_code, -1)),
            self._line(),
            do("next_document", partial(page.go_by_documents, 1)),
            do("previous_document", partial(page.go_by_documents, -1)),
        ]

    def _connect(self) -> None:
        page = self._page
        self._store.changed.connect(self._use_keys)
        page.panes.view.action_pressed.connect(self._pressed)
        page.panes.count_changed.connect(self._use_keys)
        page.panes.first.text.changed.connect(self._show_hot)
        self.codes.hot_changed.connect(self._show_hot)
        page.ways.way_changed.connect(lambda _way: self._show_hot())
        self.strip.chosen.connect(self.codes.code_hot)
        self.strip.menu_asked.connect(lambda digit, point: self.codes.hot_menu(digit).popup(point))

    # --- what the page asks

    def all_actions(self) -> Sequence[QAction]:
        """Return the actions in the order of the menu."""
        # The action of a submenu is asked for each time: the menu that showed it makes the wrapper at hand invalid.
        plain = [entry.menuAction() if isinstance(entry, QMenu) else entry for entry in self._plain]
        return [*self._roles, *plain]

    def key_rows(self) -> list[tuple[str, str]]:
        """Return (keys, what they do) of the key map in force, for the overview of keys."""
        letters = {letter: "" for letter in self._letters}
        rows = key_rows(self._store.map, letters)
        return [(row.keys, row.words) for row in rows if row.action and row.keys]

    def set_roles(self, roles: Sequence[RoleRow]) -> None:
        """Make one action for each role of the grammar."""
        self.codes.refresh()
        wanted = [f"Code as {role.label[:1].lower()}{role.label[1:]}" for role in roles]
        letters = tuple(role.letter.upper() for role in roles)
        if wanted == [action.text() for action in self._roles] and letters == self._letters:
            return
        for action in self._roles:
            self._page.panes.first.view.removeAction(action)
            action.deleteLater()
        self._roles = []
        for words, role in zip(wanted, roles, strict=True):
            letter = role.letter.upper()
            action = self._action(words, partial(self._press, letter))
            action.setShortcut(QKeySequence(letter))
            self._roles.append(action)
        self._letters = letters
        self._use_keys()

    def show_way(self, way: str) -> None:
        """Say what the stance keys do in this way of working; role letters of the grammar come first."""
        judges = way == "judge"
        for key, action in self._ways.items():
            action.setChecked(key == way)
        for key, action in self._stances.items():
            action.setText(f"{'Judge' if judges else 'Next coding'}: {STANCE_LOOKS[key].words}")
        _offer(self._mapped["take_back"], judges, NOT_JUDGING)
        for key in JUDGING.values():
            taken = [letter for letter in self._store.map.keys(key) if letter in self._letters]
            free = not taken or len(taken) < len(self._store.map.keys(key))
            why_not = NOT_JUDGING if free else f"{taken[0]} codes in a role of this grammar"
            _offer(self._mapped[key], judges and free, why_not)

    # --- making

    def _action(self, words: str, work: Callable[[], object], on_page: bool = False) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: work())
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut if on_page else Qt.ShortcutContext.WidgetShortcut
        action.setShortcutContext(context)
        (self._page if on_page else self._page.panes.first.view).addAction(action)
        return action

    def _do(self, key: str, work: Callable[[], object]) -> QAction:
        """Make the action of the key map that is called `key`."""
        known = BY_KEY[key]
        action = self._action(known.words, work, known.on_page)
        action.setObjectName(f"code_{key}")
        self._mapped[key] = action
        return action

    def adopt(self, actions: Mapping[str, QAction]) -> None:
        """Let the key map give actions of the page their keys, by the names that it has for them."""
        for name, action in actions.items():
            action.setObjectName(f"code_{name}")
            self._mapped[name] = action
        self._use_keys()

    def _submenu(self, words: str, actions: list[QAction]) -> QMenu:
        menu = QMenu(words, self._page)
        menu.setToolTipsVisible(True)
        menu.addActions(actions)
        return menu

    def _hot(self, digit: int) -> QAction:
        action = self._action(f"Put the last coding on key {digit}", partial(self.codes.assign, digit))
        action.setShortcut(QKeySequence(f"Ctrl+Shift+{digit}"))
        return action

    def _stance(self, key: str) -> QAction:
        look = STANCE_LOOKS[key]
        action = self._action(f"Next coding: {look.words}", lambda: self._page.ways.stance_key(key))
        action.setShortcut(QKeySequence(look.shortcut))
        return action

    def _way(self, way: str) -> QAction:
        _, purpose, keys = WAYS[way]
        action = self._action(purpose, lambda: self._page.ways.choose(way), on_page=True)
        action.setShortcut(QKeySequence(keys))
        action.setCheckable(True)
        return action

    def _highlights(self) -> QAction:
        eye = self._page.pane.eye
        action = self._do("highlights", lambda: None)
        action.setCheckable(True)
        action.setChecked(eye.isChecked())
        action.toggled.connect(eye.setChecked)
        eye.toggled.connect(action.setChecked)
        return action

    def _line(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line

    # --- keys

    def _use_keys(self) -> None:
        """Give every action the keys of the map; a role's letter is the role's."""
        key_map = self._store.map
        for name, action in self._mapped.items():
            keys = [key for key in key_map.keys(name) if key not in self._letters]
            if BY_KEY[name].on_page:
                keys = [key for key in keys if is_page_key(key)]
            action.setShortcuts([QKeySequence(key) for key in keys])
        for pane in self._page.panes.shown_panes():
            pane.view.set_keys(key_map.by_key(self._letters))
            for name, button in pane.widget.key_buttons().items():
                shown = self._mapped[name].shortcut() if name in self._mapped else QKeySequence()
                button.set_hint(shown.toString(QKeySequence.SequenceFormat.NativeText))

    def _pressed(self, name: str) -> None:
        if name == "overlap" and self._page.view.chosen_coding() is None:
            self._page.desk.hinted.emit("Nothing is coded here.")
        elif name not in _OUTSIDE and name in self._mapped:
            self._mapped[name].trigger()

    def _press(self, letter: str) -> None:
        self._page.desk.take_keyboard()
        self._page.desk.press(letter)

    # --- hot codes

    def _show_hot(self) -> None:
        # While judging, the figures choose sentences.
        means_codes = self._page.ways.way != "judge" and self._page.text.document is not None
        self.strip.show_hot(self.codes.hot if means_codes else {}, self._style_of)

    def _style_of(self, row: HotRow) -> RoleStyle:
        if row.choice.element is None:
            return thematic_style()
        return self._page.session.role_style(row.choice.role_key)
