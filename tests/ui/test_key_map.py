"""The key map as data: presets, changes, what cannot be, and how it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence

from ipof_workbench.domain.grammars import PRESETS as GRAMMARS
from ipof_workbench.ui.keys.key_map import BY_KEY, KEY_ACTIONS, PRESETS, KeyMap, is_page_key
from ipof_workbench.ui.keys.key_rows import key_rows
from ipof_workbench.ui.keys.key_store import KeyStore

LETTERS = {"C": "context", "M": "mechanism", "O": "outcome"}
NO_MAP = KeyMap()


@pytest.mark.parametrize("preset", PRESETS)
def test_in_every_preset_each_key_does_one_thing_and_takes_no_role_letter(preset: str) -> None:
    key_map = KeyMap(preset)
    keys = [key for action in KEY_ACTIONS for key in key_map.keys(action.key)]
    assert len(keys) == len(set(keys))
    assert key_map.conflicts(LETTERS) == []
    for key in keys:
        assert QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) == key
        assert key_map.refusal(key, LETTERS, {}) == "", key
    assert set(PRESETS[preset].keys) <= set(BY_KEY)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_grammars_letters_stay_with_the_roles(preset: str) -> None:
    for _, roles in GRAMMARS.values():
        letters = [role.letter for role in roles if len(role.letter) == 1]
        assert not set(letters) & set(KeyMap(preset).by_key(letters))


def test_a_role_that_takes_a_key_is_said_in_a_sentence() -> None:
    assert NO_MAP.conflicts({"N": "norm"}) == ["N codes as norm, so “Quote in a memo” does not have it here."]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("C", "C codes as context and stays so. Choose another key."),
        ("4", "The figures are the keys of hot codes, and of sentences while judging. Choose another key."),
        ("Shift+3", "Shift+3 belongs to stances or hot codes. Choose another key."),
        ("Ctrl+Shift+3", "Ctrl+Shift+3 belongs to stances or hot codes. Choose another key."),
        ("Shift+Right", "Shift+Right moves or selects in the text. Choose another key."),
        ("Ctrl+C", "Ctrl+C moves or selects in the text. Choose another key."),
        ("Return", "Return goes about in the window. Choose another key."),
        ("Ctrl+K", "Ctrl+K is “Search” everywhere. Choose another key."),
    ],
)
def test_what_no_action_can_have_is_refused_in_a_sentence(key: str, sentence: str) -> None:
    assert NO_MAP.refusal(key, LETTERS, {"Ctrl+K": "Search"}) == sentence


@pytest.mark.parametrize(
    ("key", "works"),
    [("Ctrl+F", True), ("F3", True), ("Shift+F3", True), ("Alt+Up", True), ("F", False), ("Shift+F", False),
     ("Shift+N", False), ("]", False), ("F11", True)],
)  # fmt: skip
def test_on_the_whole_page_only_keys_work_that_write_nothing(key: str, works: bool) -> None:
    assert is_page_key(key) == works


def test_a_key_goes_from_one_action_to_another() -> None:
    moved = NO_MAP.with_key_moved("repeat", "U")
    assert moved.keys("repeat") == ("U",)
    assert moved.keys("uncode") == ()
    assert moved.action_of("U") == "repeat"
    assert NO_MAP.holder("repeat", "U") == "Uncode here"
    assert moved.is_changed("uncode")
    back = moved.with_reset("uncode")
    assert back.keys("uncode") == ("U",)
    assert back.keys("repeat") == ()


def test_the_first_of_several_keys_is_changed_and_the_presets_own_is_no_change() -> None:
    changed = NO_MAP.with_key_moved("next_turn", "D")
    assert changed.keys("next_turn") == ("D", "Alt+Down")
    assert changed.with_key_moved("next_turn", "J") == NO_MAP


def test_a_preset_takes_the_place_of_what_was_changed() -> None:
    changed = NO_MAP.with_keys("uncode", ("Y",)).with_preset("nvivo")
    assert changed.keys("uncode") == ("Ctrl+Shift+F2", "Ctrl+Shift+F9", "U")
    assert KeyMap().with_preset("unknown") == KeyMap()


@given(
    st.lists(st.tuples(st.sampled_from(sorted(BY_KEY)), st.sampled_from(["A", "U", "E", "Ctrl+J", "."])), max_size=8)
)
def test_no_change_lets_a_key_do_two_things(changes: list[tuple[str, str]]) -> None:
    key_map = NO_MAP
    for action, key in changes:
        key_map = key_map.with_key_moved(action, key)
        assert key_map.action_of(key) == action
        keys = [held for known in KEY_ACTIONS for held in key_map.keys(known.key)]
        assert len(keys) == len(set(keys))
    for action, _ in changes:
        key_map = key_map.with_reset(action)
        keys = [held for known in KEY_ACTIONS for held in key_map.keys(known.key)]
        assert len(keys) == len(set(keys))


def settings(folder: Path) -> QSettings:
    return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)


def test_the_map_is_kept_on_this_computer(tmp_path: Path) -> None:
    kept = settings(tmp_path)
    store = KeyStore(kept)
    heard: list[int] = []
    store.changed.connect(lambda: heard.append(1))
    store.use(KeyMap("nvivo").with_keys("uncode", ("Y",)))
    store.use(store.map)
    assert heard == [1]
    kept.sync()
    again = KeyStore(settings(tmp_path)).map
    assert (again.preset, again.keys("uncode"), again.keys("in_vivo")) == ("nvivo", ("Y",), ("Ctrl+F8", "V"))


@pytest.mark.parametrize("damaged", ["", "not json", "[1]", '{"uncode": 4, "gone": ["A"], "grow": [3]}'])
def test_settings_that_cannot_be_read_give_the_standard_keys(tmp_path: Path, damaged: str) -> None:
    kept = settings(tmp_path)
    kept.setValue("keys/own", damaged)
    kept.setValue("keys/preset", "of another version")
    assert KeyStore(kept).map == KeyMap()


def test_the_rows_are_found_by_words_and_by_keys() -> None:
    assert [row.words for row in key_rows(NO_MAP, LETTERS, "uncode")] == ["Uncode here"]
    assert [row.action for row in key_rows(NO_MAP, LETTERS, "ctrl+return")] == ["close"]
    assert [row.words for row in key_rows(NO_MAP, LETTERS, "code as c")] == ["Code as context"]
    assert key_rows(NO_MAP, LETTERS, "zzz") == []
