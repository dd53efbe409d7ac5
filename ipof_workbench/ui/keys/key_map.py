"""The key map: actions of coding and their keys, as pure data. Role letters, figures and Esc are never in it.

Keys are written as “Ctrl+Alt+Shift+Right”: modifiers in this order, then the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

Keys = tuple[str, ...]


class KeyAction(NamedTuple):
    """Something a key does: `words` as they stand in menus, `keys` those of the standard map.

    `on_page`: keys that write nothing (`is_page_key`) work on the whole page; all others only while the text has the
    keyboard.
    """

    key: str
    group: str
    words: str
    keys: Keys
    on_page: bool = False


KEY_ACTIONS: tuple[KeyAction, ...] = (
    KeyAction("pick", "Coding", "Code with a code or element…", ("Space",)),
    KeyAction("repeat", "Coding", "Code as the last one", (".",)),
    KeyAction("in_vivo", "Coding", "Code in its own words", ("V",)),
    KeyAction("new_code", "Coding", "Code with a new code…", ("Shift+N",)),
    KeyAction("recent", "Coding", "Codes used last…", ("Shift+R",)),
    KeyAction("copy_codes", "Coding", "Copy the codes here", ("Ctrl+Shift+C",)),
    KeyAction("paste_codes", "Coding", "Code with the copied codes", ("Ctrl+Shift+V",)),
    KeyAction("uncode", "Coding", "Uncode here", ("U",)),
    KeyAction("overlap", "Coding", "Next of the overlapping codings", ("Shift+O",)),
    KeyAction("codings_here", "Coding", "Codings here…", ("L",)),
    KeyAction("quote", "Coding", "Quote in a memo…", ("N",)),
    KeyAction("correct", "Coding", "Correct the text", ("F2",)),
    KeyAction("grow", "Passage", "Grow to sentence, paragraph, turn", ("E",)),
    KeyAction("shrink", "Passage", "Shrink again", ("Shift+E",)),
    KeyAction("end_on", "Passage", "End of the coding: a word on", ("Alt+Shift+Right",)),
    KeyAction("end_back", "Passage", "End of the coding: a word back", ("Alt+Shift+Left",)),
    KeyAction("start_on", "Passage", "Start of the coding: a word on", ("Ctrl+Alt+Shift+Right",)),
    KeyAction("start_back", "Passage", "Start of the coding: a word back", ("Ctrl+Alt+Shift+Left",)),
    KeyAction("next_turn", "Going about", "Next turn", ("J", "Alt+Down"), on_page=True),
    KeyAction("previous_turn", "Going about", "Previous turn", ("K", "Alt+Up"), on_page=True),
    KeyAction("uncoded_turn", "Going about", "Next turn without a coding", ("Shift+J",)),
    KeyAction("next_same", "Going about", "Next coding of this code", ("]",)),
    KeyAction("previous_same", "Going about", "Previous coding of this code", ("[",)),
    KeyAction("next_document", "Going about", "Next document", ("Alt+PgDown",), on_page=True),
    KeyAction("previous_document", "Going about", "Previous document", ("Alt+PgUp",), on_page=True),
    KeyAction("highlights", "Going about", "Show codings", ("H",)),
    KeyAction("find", "Finding", "Find in this text", ("Ctrl+F",), on_page=True),
    KeyAction("find_next", "Finding", "Find next", ("F3",), on_page=True),
    KeyAction("find_previous", "Finding", "Find previous", ("Shift+F3",), on_page=True),
    KeyAction("filter_documents", "Finding", "Filter documents", ("Ctrl+Shift+F",), on_page=True),
    KeyAction("second_text", "Finding", "Second text beside", ("Ctrl+\\",), on_page=True),
    KeyAction("reading", "Finding", "Reading mode", ("F11",), on_page=True),
    KeyAction("close", "Configuration", "Close and start next", ("Ctrl+Return",), on_page=True),
    KeyAction("continue", "Configuration", "Continue another configuration…", ("Ctrl+Shift+K",), on_page=True),
    KeyAction("judge_supports", "Judging", "Judge at once: supports", ("S",)),
    KeyAction("judge_refines", "Judging", "Judge at once: refines", ("R",)),
    KeyAction("judge_challenges", "Judging", "Judge at once: challenges", ("X",)),
    KeyAction("take_back", "Judging", "Take the judgement back", ("Del",)),
)
"""Everything that can be given other keys, by group, in the order of the list of keys."""
BY_KEY: Mapping[str, KeyAction] = MappingProxyType({action.key: action for action in KEY_ACTIONS})

STANDARD = "standard"


class Preset(NamedTuple):
    """A set of keys that users of another program know; what it does not name has its standard keys."""

    name: str
    words: str
    keys: Mapping[str, Keys]


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        STANDARD: Preset("Standard", "Single letters while the text has the keyboard.", {}),
        "nvivo": Preset(
            "NVivo-like",
            "Ctrl+F2 codes, Ctrl+F8 in vivo, Ctrl+F9 as the last one, Ctrl+Shift+F2 uncodes.",
            {
                "pick": ("Ctrl+F2", "Space"),
                "new_code": ("Ctrl+F3", "Shift+N"),
                "in_vivo": ("Ctrl+F8", "V"),
                "repeat": ("Ctrl+F9", "."),
                "uncode": ("Ctrl+Shift+F2", "Ctrl+Shift+F9", "U"),
            },
        ),
        "atlas": Preset(
            "ATLAS.ti-like",
            "Ctrl+J applies codes, Ctrl+L codes as the last one.",
            {"pick": ("Ctrl+J", "Space"), "repeat": ("Ctrl+L", ".")},
        ),
        "qualcoder": Preset(
            "QualCoder-like",
            "Q codes as the last one, R lists what was used last, N makes a new code, U uncodes.",
            {
                "repeat": ("Q", "."),
                "recent": ("R",),
                "new_code": ("N",),
                "quote": ("Shift+N",),
                "judge_refines": (),
            },
        ),
    }
)

_MODIFIERS = ("Ctrl+", "Alt+", "Meta+")


def is_page_key(key: str) -> bool:
    """Tell whether a key writes nothing in a field: one with Ctrl or Alt, or one of F1 to F35."""
    last = key.removeprefix("Shift+")
    return key.startswith(_MODIFIERS) or (last[:1] == "F" and last[1:].isdigit())


_TAKEN_BY_THE_TEXT = frozenset(
    [f"{shift}{control}{key}" for shift in ("", "Shift+") for control in ("",) for key in
     ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")]
    + [f"Ctrl+{shift}{key}" for shift in ("", "Shift+") for key in ("Left", "Right", "Up", "Down", "Home", "End")]
    + ["Ctrl+C", "Ctrl+A", "Ctrl+Insert"]
)  # fmt: skip
_TAKEN_BY_THE_WINDOW = frozenset(["Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Return", "Esc", "Menu", "?"])


@dataclass(frozen=True)
class KeyMap:
    """The map in force: a preset, and what a person has changed of it (`own`, action -> its keys)."""

    preset: str = STANDARD
    own: Mapping[str, Keys] = field(default_factory=dict)

    def keys(self, action: str) -> Keys:
        """Return the keys of an action, the one that menus show first; empty where it has none."""
        if action in self.own:
            return self.own[action]
        return self.preset_keys(action)

    def preset_keys(self, action: str) -> Keys:
        """Return the keys that the preset gives an action."""
        chosen = PRESETS.get(self.preset, PRESETS[STANDARD])
        return chosen.keys.get(action, BY_KEY[action].keys)

    def is_changed(self, action: str) -> bool:
        """Tell whether a person gave an action keys of their own."""
        return action in self.own

    def action_of(self, key: str) -> str:
        """Return the action that a key does, or ""."""
        return next((action.key for action in KEY_ACTIONS if key in self.keys(action.key)), "")

    def by_key(self, letters: Iterable[str] = ()) -> dict[str, str]:
        """Return key -> action; the letters of roles are left out: they are the roles'."""
        taken = {letter.upper() for letter in letters}
        return {key: action.key for action in KEY_ACTIONS for key in self.keys(action.key) if key not in taken}

    # --- changing

    def with_preset(self, preset: str) -> KeyMap:
        """Return the map of a preset, without a person's own keys."""
        return KeyMap(preset if preset in PRESETS else STANDARD)

    def with_keys(self, action: str, keys: Keys) -> KeyMap:
        """Return the map with other keys for an action; those of the preset are no change."""
        own = {name: held for name, held in self.own.items() if name != action}
        keys = tuple(dict.fromkeys(keys))
        if keys != self.preset_keys(action):
            own[action] = keys
        return replace(self, own=own)

    def with_key_moved(self, action: str, key: str) -> KeyMap:
        """Return the map in which a key does an action, in place of its first key, and nothing else."""
        before = self.action_of(key)
        moved = self
        if before and before != action:
            moved = self.with_keys(before, tuple(held for held in self.keys(before) if held != key))
        return moved.with_keys(action, (key, *moved.keys(action)[1:]))

    def with_reset(self, action: str) -> KeyMap:
        """Return the map in which an action has the keys of the preset again; other actions give those up."""
        wanted = self.preset_keys(action)
        reset = replace(self, own={name: held for name, held in self.own.items() if name != action})
        for other, held in list(reset.own.items()):
            kept = tuple(key for key in held if key not in wanted)
            if kept != held:
                reset = reset.with_keys(other, kept)
        return reset

    # --- what cannot be

    def refusal(self, key: str, letters: Mapping[str, str], window: Mapping[str, str]) -> str:
        """Return why no action can have a key, as a sentence; empty where one can.

        `letters` are the grammar's letters with the words of their roles, `window` the keys of the window's own
        actions with what they do.
        """
        if key.upper() in letters:
            return f"{key} codes as {letters[key.upper()]} and stays so. Choose another key."
        if len(key) == 1 and key.isdigit():
            return "The figures are the keys of hot codes, and of sentences while judging. Choose another key."
        modifiers, _, last = key.rpartition("+")
        if modifiers in ("Shift", "Ctrl+Shift") and last.isdigit():
            return f"{key} belongs to stances or hot codes. Choose another key."
        if key in _TAKEN_BY_THE_TEXT:
            return f"{key} moves or selects in the text. Choose another key."
        if key in _TAKEN_BY_THE_WINDOW:
            return f"{key} goes about in the window. Choose another key."
        if key in window:
            return f"{key} is “{window[key]}” everywhere. Choose another key."
        return ""

    def holder(self, action: str, key: str) -> str:
        """Return the words of another action that has a key, or ""."""
        other = self.action_of(key)
        return BY_KEY[other].words.removesuffix("…") if other and other != action else ""

    def conflicts(self, letters: Mapping[str, str]) -> list[str]:
        """Return a sentence for each key of the map that a role's letter takes away."""
        found = []
        for action in KEY_ACTIONS:
            for key in self.keys(action.key):
                if key.upper() in letters:
                    words = action.words.removesuffix("…")
                    found.append(f"{key} codes as {letters[key.upper()]}, so “{words}” does not have it here.")
        return found
