"""How what stands in a place of the configuration under way is said to stand: by the menu of its chip, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.configurations import PutInPlace
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.listings import PlaceContentRow
from ipof_workbench.ui.coding.element_picker import ElementPicker
from ipof_workbench.ui.configurations.content_chip import ContentChip
from ipof_workbench.ui.configurations.grouping import moved
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study
from tests.ui.coding_person import SHIFT, CodingPerson, coding_person

ALT = Qt.KeyboardModifier.AltModifier
DOCUMENT = "P04 · member"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[CodingPerson]:
    """Somebody with configuration 1 under way, which has a context; both forums say how they are moderated."""
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        run = someone.workbench.run
        attribute = run(AddRecord(records.AttributeDefinition(owner_kind="case", name="moderation"))).result.rid
        for case in someone.workbench.read.cases():
            run(SetAttribute(attribute, (case.rid,), "day and night" if case.name == "Harbour" else "day"))
        someone.open(DOCUMENT)
        made = code(someone.workbench, DOCUMENT, "Nobody had my name or my face", "context", label="Anonymous")
        someone.page.desk.set_current(made.configuration)
        someone.settle()
        yield someone


def chips(person: CodingPerson) -> list[ContentChip]:
    return person.builder.sections["context"].chips()


def groups(person: CodingPerson) -> list[list[str]]:
    return [[content.label for content in group] for group in person.detail("1").places[0].alternatives]


def menu_of(person: CodingPerson, chip: ContentChip) -> QMenu:
    """Open the menu of a chip by its key."""
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(person: CodingPerson, menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().split("\t")[0] == words).trigger()
    close(person, menu)


def close(person: CodingPerson, menu: QMenu) -> None:
    menu.close()
    # A desktop gives the window back its keyboard; the platform without a screen leaves that to us.
    person.page.window().activateWindow()
    person.settle()


def with_a_second(person: CodingPerson, label: str = "Night time", *, as_choice: bool = False) -> None:
    person.session.run(PutInPlace(person.page.desk.current, "context", label=label, as_alternative=as_choice))
    person.settle()


# --- polarity and activation


def test_an_element_is_made_absent_and_the_sentence_says_so(person: CodingPerson) -> None:
    before = len(person.steps())
    choose(person, menu_of(person, chips(person)[0]), "Absent")
    (content,) = person.detail("1").places[0].contents
    assert (content.polarity, len(person.steps())) == ("absent", before + 1)
    assert "absent" in chips(person)[0].accessibleName()
    assert person.builder.sentence.label.plain_text().startswith("If anonymous (absent), then")


def test_how_an_element_fires_is_chosen_and_undone(person: CodingPerson) -> None:
    choose(person, menu_of(person, chips(person)[0]), "Fires in part")
    (content,) = person.detail("1").places[0].contents
    assert content.activation == "partly"
    assert "anonymous (fires in part)" in person.builder.sentence.label.plain_text()
    menu = menu_of(person, chips(person)[0])
    checked = {action.text() for action in menu.actions() if action.isChecked()}
    close(person, menu)
    assert checked == {"Present", "Fires in part"}
    person.session.undo()
    person.settle()
    assert person.detail("1").places[0].contents[0].activation == "fires"


def test_the_keyboard_stays_on_the_chip_that_was_changed(person: CodingPerson) -> None:
    with_a_second(person)
    choose(person, menu_of(person, chips(person)[1]), "Absent")
    assert person.focused() is chips(person)[1]


def test_under_the_pointer_a_button_opens_the_menu(person: CodingPerson) -> None:
    chip, here = chips(person)[0], QPointF(5, 5)
    assert not chip.more.isVisible()
    QApplication.sendEvent(chip, QEnterEvent(here, here, here))
    person.click(chip.more)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(person, menu, "Take out")
    assert groups(person) == []


def test_a_right_click_opens_the_menu_and_a_key_that_comes_twice_opens_one(person: CodingPerson) -> None:
    chip = chips(person)[0]
    asked: list[object] = []
    chip.menu_requested.connect(asked.append)
    click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), chip.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(chip, click)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QApplication.sendEvent(chip, click)
    assert len(asked) == 1
    close(person, menu)


# --- the order


def test_alt_and_an_arrow_move_an_element_and_not_the_text(person: CodingPerson) -> None:
    with_a_second(person)
    with_a_second(person, "A long wait", as_choice=True)
    assert groups(person) == [["Anonymous", "Night time"], ["A long wait"]]
    chips(person)[2].setFocus(Qt.FocusReason.TabFocusReason)
    before = len(person.steps())
    person.press(Qt.Key.Key_Up, ALT)
    person.settle()
    assert groups(person) == [["Anonymous", "A long wait"], ["Night time"]]
    assert len(person.steps()) == before + 1
    assert person.focused() is chips(person)[1]
    person.press(Qt.Key.Key_Down, ALT)
    person.settle()
    assert groups(person) == [["Anonymous", "Night time"], ["A long wait"]]


def test_at_the_end_there_is_nowhere_to_move_to(person: CodingPerson) -> None:
    with_a_second(person)
    before = len(person.steps())
    chips(person)[1].setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Down, ALT)
    assert len(person.steps()) == before
    menu = menu_of(person, chips(person)[1])
    offered = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions()}
    close(person, menu)
    assert (offered["Move before the one before"], offered["Move after the next"]) == (True, False)


def test_moving_leaves_the_words_between_where_they_are() -> None:
    def content(rid: int, alternative: int, position: int) -> PlaceContentRow:
        return PlaceContentRow(rid, 1, alternative, position, rid, "", True, 0, None, "", "", "present", "fires", "")

    a, b, c = content(1, 0, 0), content(2, 0, 1), content(3, 1, 0)
    assert moved([[a, b], [c]], c, -1) == {3: (0, 1), 2: (1, 0)}
    assert moved([[a, b], [c]], a, 1) == {2: (0, 0), 1: (0, 1)}
    assert moved([[a, b], [c]], a, -1) == moved([[a, b], [c]], c, 1) == moved([], a, 1) == {}


# --- conditions


def test_a_condition_on_a_case_attribute_is_put_in_by_typing(person: CodingPerson) -> None:
    person.click(person.builder.sections["context"].more)
    person.type("moderation = day and")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert groups(person) == [["Anonymous", "moderation = day and night"]]
    assert "moderation is day and night" in person.builder.sentence.label.plain_text()
    assert person.focused() is person.view


def test_a_condition_starts_a_configuration_as_one_step(person: CodingPerson) -> None:
    person.page.desk.set_current(None)
    person.settle()
    before = len(person.steps())
    slot = person.builder.sections["context"].free_slot()
    assert slot is not None
    person.click(slot)
    person.type("moderation = day and")
    person.press(Qt.Key.Key_Return)
    person.settle()
    (content,) = person.detail("2").places[0].contents
    assert (content.label, len(person.steps())) == ("moderation = day and night", before + 1)


def test_another_value_is_chosen_for_a_condition_with_nothing_typed(person: CodingPerson) -> None:
    person.click(person.builder.sections["context"].more)
    person.type("moderation = day and")
    person.press(Qt.Key.Key_Return)
    person.settle()
    choose(person, menu_of(person, chips(person)[1]), "Choose another…")
    picker = person.focused()
    assert isinstance(picker, ElementPicker)
    person.type("day")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert groups(person) == [["Anonymous", "moderation = day"]]


def test_an_element_may_stand_where_a_condition_stood(person: CodingPerson) -> None:
    person.click(person.builder.sections["context"].more)
    person.type("moderation = day and")
    person.press(Qt.Key.Key_Return)
    person.settle()
    person.click(chips(person)[1])
    person.type("Paid moderators")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert groups(person) == [["Anonymous", "Paid moderators"]]


# --- other names


def test_an_element_is_found_by_another_name_and_says_so(person: CodingPerson) -> None:
    element = person.detail("1").places[0].contents[0].element
    person.session.run(EditFields(records.Element, element, {"alias": "Incognito ; No real names"}))
    person.page.desk.set_current(None)
    person.settle()
    slot = person.builder.sections["context"].free_slot()
    assert slot is not None
    person.click(slot)
    person.type("incog")
    picker = person.focused()
    assert isinstance(picker, ElementPicker)
    row = picker.popup.current_row()
    assert row is not None
    assert (row.text, row.hint) == ("Anonymous", "also Incognito")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert [content.label for content in person.detail("2").places[0].contents] == ["Anonymous"]
