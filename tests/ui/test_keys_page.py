"""The Keys page: searching, giving an action another key, what is refused, presets; and the keys then working."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.ui.keys.key_store import key_store
from ipof_workbench.ui.keys.keys_page import KeysPage
from tests.factories import code, make_study
from tests.ui.coding_person import CONTROL, SHIFT, CodingPerson, coding_person

DOCUMENT = "P04 · member"
KIND = "the answers were kind"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: object) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "s.ipof"), tmp_path) as someone:
        someone.open(DOCUMENT)
        yield someone


@pytest.fixture
def page(person: CodingPerson, qtbot: QtBot) -> Iterator[KeysPage]:
    page = KeysPage(person.session)
    qtbot.addWidget(page)
    page.resize(1192, 734)
    page.show()
    page.activateWindow()
    page.activate()
    page.focus_primary()
    yield page
    page.deactivate()


def index_of(page: KeysPage, words: str) -> QModelIndex:
    row = next(n for n, row in enumerate(page.model.rows) if row.words == words)
    return page.model.index(row, 0)


def click(page: KeysPage, words: str) -> None:
    index = index_of(page, words)
    page.table.scrollTo(index)
    place = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def keys_of(page: KeysPage, words: str) -> str:
    return next(row.keys for row in page.model.rows if row.words == words)


def test_a_click_on_a_row_and_a_key_change_what_the_key_does(page: KeysPage, person: CodingPerson) -> None:
    code(person.workbench, DOCUMENT, "Nobody had my name", "context", label="Anonymous")
    click(page, "Code as the last one")
    assert page.catcher.hasFocus()
    press(Qt.Key.Key_G)
    assert keys_of(page, "Code as the last one") == "G"
    assert page.table.hasFocus()
    assert page.status_facts() == "Standard keys, 1 changed"
    person.page.activateWindow()
    person.settle()
    person.view.setFocus()
    assert person.focused() is person.view
    person.select(KIND)
    person.press(Qt.Key.Key_Period)
    assert len(person.codings()) == 1
    person.press(Qt.Key.Key_G)
    assert person.codings()[-1].quote == KIND
    assert ("G", "Code as the last one") in person.page.page_keys()
    shown = next(action for action in person.page.page_actions() if action.text() == "Code as the last one")
    assert shown.shortcut().toString() == "G"


def test_a_key_of_another_action_is_asked_for_twice(page: KeysPage) -> None:
    click(page, "Code as the last one")
    press(Qt.Key.Key_U)
    assert page.error.sentence() == "U is “Uncode here”. Press it again to give it to “Code as the last one” instead."
    assert keys_of(page, "Uncode here") == "U"
    press(Qt.Key.Key_U)
    assert keys_of(page, "Code as the last one") == "U"
    assert keys_of(page, "Uncode here") == ""
    page.table.selectRow(index_of(page, "Uncode here").row())
    QTest.mouseClick(page.reset_button, Qt.MouseButton.LeftButton)
    assert keys_of(page, "Uncode here") == "U"
    QTest.mouseClick(page.reset_all, Qt.MouseButton.LeftButton)
    assert keys_of(page, "Code as the last one") == "."
    assert not page.reset_all.isEnabled()


@pytest.mark.parametrize(
    ("key", "modifier", "sentence"),
    [
        (Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "C codes as context and stays so. Choose another key."),
        (Qt.Key.Key_K, CONTROL, "Ctrl+K is “Search” everywhere. Choose another key."),
        (Qt.Key.Key_Right, SHIFT, "Shift+Right moves or selects in the text. Choose another key."),
        (Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "The figures are the keys of hot codes, and of sentences while "
         "judging. Choose another key."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_the_page_goes_on_waiting(
    page: KeysPage, key: Qt.Key, modifier: Qt.KeyboardModifier, sentence: str
) -> None:
    click(page, "Uncode here")
    press(key, modifier)
    assert page.error.sentence() == sentence
    assert page.catcher.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.error.sentence() == ""
    assert keys_of(page, "Uncode here") == "U"
    assert page.table.hasFocus()


def test_enter_waits_for_a_key_too_and_tab_leaves(page: KeysPage) -> None:
    page.table.setCurrentIndex(index_of(page, "Uncode here"))
    press(Qt.Key.Key_Return)
    assert page.catcher.hasFocus()
    press(Qt.Key.Key_Tab)
    assert page.table.hasFocus()


def test_a_key_that_every_map_has_stays(page: KeysPage) -> None:
    click(page, "Code as context")
    assert page.error.sentence() == "C: this key is the same in every map."
    assert not page.catcher.hasFocus()
    assert not page.remove_button.isEnabled()
    assert page.remove_button.toolTip() == "This key is the same in every map"


def test_presets_change_all_keys_at_once(page: KeysPage, person: CodingPerson) -> None:
    segment = page.presets.segment("nvivo")
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton, pos=QPoint(4, segment.height() // 2))
    assert keys_of(page, "Code in its own words") == "Ctrl+F8 or V"
    person.page.activateWindow()
    person.settle()
    person.view.setFocus()
    assert person.focused() is person.view
    person.select(KIND)
    person.press(Qt.Key.Key_F8, CONTROL)
    assert person.codings()[0].code_name == KIND
    assert key_store(person.session).map.preset == "nvivo"


def test_a_key_can_be_removed(page: KeysPage) -> None:
    page.table.setCurrentIndex(index_of(page, "Shrink again"))
    QTest.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
    assert keys_of(page, "Shrink again") == ""
    assert not page.remove_button.isEnabled()
    assert page.remove_button.toolTip() == "This action has no key"


def test_words_or_keys_are_searched(page: KeysPage) -> None:
    page.search.setFocus()
    QTest.keyClicks(page.search, "uncode")
    assert [row.words for row in page.model.rows] == ["Uncode here"]
    QTest.keyClicks(page.search, "zz")
    assert page.table.isHidden()
    assert not page.model.rows
