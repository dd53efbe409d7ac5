from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.picking_rows import CodeChoice, PickRow
from ipof_workbench.ui.coding.element_picker import Choice, ElementPicker, Request
from ipof_workbench.ui.coding.pick_rows import PickIndex
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

ROLES = [
    RoleRow(1, "context", "Context", "Contexts", "C", "if", None),
    RoleRow(2, "mechanism", "Mechanism", "Mechanisms", "M", "because", None),
]


def element(
    rid: int, label: str, role: str = "mechanism", codings: int = 0, statement: str = "", alias: str = ""
) -> PickRow:
    return PickRow(CodeChoice(None, rid, role), label, alias, statement, "", codings)


ELEMENTS = [
    element(1, "Fears doing harm, unsure how to help", codings=2),
    element(2, "Unsure what is allowed", codings=4),
    element(3, "Unsure who reads", "context", 9),
    element(4, "Trust", statement="They are unsure at first"),
]
OTHER_NAMES = [
    *ELEMENTS,
    element(5, "Confidence in staff", alias="rapport ; Trust", codings=7),
    element(6, "Known by name", "context", alias="rapport"),
    PickRow(CodeChoice(9), "Rapport", "", "", "", 3),
]


def index(rows: list[PickRow], recent: tuple[CodeChoice, ...] = ()) -> PickIndex:
    return PickIndex(rows, recent, ROLES, {})


def texts(words: str, role: str = "mechanism", renames: str = "") -> list[str]:
    return [row.text for row in index(ELEMENTS).named(words, role, renames)]


def test_an_element_is_found_by_its_other_names_too_and_says_so() -> None:
    rows = index(OTHER_NAMES).named("rapp", "mechanism")
    assert [(row.text, row.hint) for row in rows] == [
        ("Confidence in staff", "also rapport"),
        ("New mechanism “rapp”", ""),
        ("Known by name", "also rapport"),
    ]


def test_an_exact_name_comes_first_then_an_exact_other_name_and_a_new_one_is_still_offered() -> None:
    rows = index(OTHER_NAMES).named("trust", "mechanism")
    assert [row.text for row in rows] == ["Trust", "Confidence in staff"]
    rows = index(OTHER_NAMES).named("rapport", "mechanism")
    assert [row.text for row in rows] == ["Confidence in staff", "Known by name", "New mechanism “rapport”"]


def test_what_was_used_last_comes_first_among_what_matches_as_well() -> None:
    recent = (CodeChoice(None, 1, "mechanism"), CodeChoice(None, 4, "mechanism"))
    assert [row.text for row in index(OTHER_NAMES, recent).named("", "mechanism")][:3] == [
        "Fears doing harm, unsure how to help",
        "Trust",
        "Confidence in staff",
    ]
    assert next(row.text for row in index(ELEMENTS).named("unsure")) == "Unsure who reads"
    allowed = (CodeChoice(None, 2, "mechanism"),)
    assert next(row.text for row in index(ELEMENTS, allowed).named("unsure")) == "Unsure what is allowed"


def test_space_ranks_an_exact_other_name_like_the_role_keys_do() -> None:
    rows = [row.text for row in index(OTHER_NAMES).rows("trust")]
    assert rows[:2] == ["Trust", "Confidence in staff"]
    assert [row.text for row in index(OTHER_NAMES).rows("rapport")][:3] == [
        "Rapport",
        "Confidence in staff",
        "Known by name",
    ]


def test_accents_and_capitals_do_not_matter() -> None:
    rows = index([element(1, "Soupçon", alias="Café")]).named("cafe", "mechanism")
    assert [(row.text, row.hint) for row in rows][:1] == [("Soupçon", "also Café")]


def test_matches_of_the_role_come_first_then_a_new_one_then_the_others() -> None:
    assert texts("unsure") == [
        "Unsure what is allowed",
        "Fears doing harm, unsure how to help",
        "New mechanism “unsure”",
        "Unsure who reads",
        "Trust",
    ]


def test_without_words_the_elements_of_the_role_are_offered_most_used_first() -> None:
    assert texts("") == ["Unsure what is allowed", "Fears doing harm, unsure how to help", "Trust"]


def test_an_exact_name_offers_no_second_element_of_that_name() -> None:
    assert texts("trust") == ["Trust"]
    assert texts("unsure who reads")[0] == "Unsure who reads"
    assert not any(text.startswith("New") for text in texts("unsure who reads"))


def test_a_name_that_nothing_matches_offers_only_the_new_one() -> None:
    assert texts("Feels held") == ["New mechanism “Feels held”"]


def test_without_a_role_every_role_gets_a_new_one() -> None:
    assert texts("Feels held", role="") == ["New context “Feels held”", "New mechanism “Feels held”"]


def test_renaming_is_offered_before_a_new_one() -> None:
    assert texts("Trusts them", renames="Trust") == ["Rename to “Trusts them”", "New mechanism “Trusts them”"]


class Answers:
    """What a picker told."""

    def __init__(self, picker: ElementPicker) -> None:
        self.taken: list[tuple[Choice, bool]] = []
        self.given_up = 0
        self.closed = 0
        picker.close_configuration_requested.connect(lambda: setattr(self, "closed", self.closed + 1))

    def request(self) -> Request:
        def source(words: str) -> list[TypeAheadRow]:
            return index(ELEMENTS).named(words, "mechanism")

        def give_up() -> None:
            self.given_up += 1

        return Request("Name the mechanism", source, lambda choice, stay: self.taken.append((choice, stay)), give_up)


@pytest.fixture
def host(qtbot: QtBot, theme: Theme, tmp_path: Path) -> QWidget:
    host = QWidget()
    host.resize(600, 400)
    QVBoxLayout(host).addWidget(QLineEdit())
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    return host


@pytest.fixture
def picker(host: QWidget) -> ElementPicker:
    return ElementPicker(host)


@pytest.fixture
def answers(picker: ElementPicker, host: QWidget) -> Answers:
    answers = Answers(picker)
    picker.open_for(answers.request(), host.mapToGlobal(QPoint(50, 50)))
    return answers


def test_the_picker_has_the_keyboard_as_soon_as_it_is_open(picker: ElementPicker, answers: Answers) -> None:
    assert picker.isVisible()
    assert QApplication.focusWidget() is picker
    assert picker.accessibleName() == "Name the mechanism"


def test_the_list_follows_after_the_paint_and_takes_no_keyboard(
    qtbot: QtBot, host: QWidget, picker: ElementPicker, answers: Answers
) -> None:
    picker.open_for(answers.request(), host.mapToGlobal(QPoint(50, 50)))
    assert not picker.popup.isVisible()
    qtbot.waitUntil(picker.popup.isVisible, timeout=1000)
    assert QApplication.focusWidget() is picker


def test_keys_typed_at_once_are_neither_dropped_nor_doubled(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClicks(picker, "Feels held by them")
    assert picker.text() == "Feels held by them"
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert [choice.words for choice, _ in answers.taken] == ["Feels held by them"]
    assert not picker.isVisible()
    assert answers.given_up == 0


def test_enter_takes_the_first_match_and_arrows_go_on(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClicks(picker, "unsure")
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert answers.taken == [(Choice("element", 1, ELEMENTS[0].name, "mechanism"), False)]


def test_enter_with_nothing_typed_gives_up(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert answers.taken == []
    assert answers.given_up == 1
    assert not picker.isVisible()


def test_esc_gives_up_what_was_typed(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClicks(picker, "unsure")
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert (answers.taken, answers.given_up, picker.text()) == ([], 1, "")


def test_shift_enter_takes_and_stays(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClicks(picker, "Feels held")
    QTest.keyClick(picker, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert [stay for _, stay in answers.taken] == [True]
    assert picker.isVisible()
    assert picker.text() == ""


def test_control_enter_takes_and_asks_to_close(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClicks(picker, "Feels held")
    QTest.keyClick(picker, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [choice.words for choice, _ in answers.taken] == ["Feels held"]
    assert answers.closed == 1


def test_the_keyboard_going_elsewhere_gives_up(host: QWidget, picker: ElementPicker, answers: Answers) -> None:
    host.findChild(QLineEdit, "").setFocus()
    assert answers.given_up == 1
    assert not picker.isVisible()


def test_another_window_in_front_gives_nothing_up(picker: ElementPicker, answers: Answers) -> None:
    QTest.keyClicks(picker, "Feels")
    QApplication.sendEvent(picker, QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert answers.given_up == 0
    assert picker.text() == "Feels"


def test_opening_for_something_else_gives_the_first_up(host: QWidget, picker: ElementPicker, answers: Answers) -> None:
    picker.open_for(answers.request(), host.mapToGlobal(QPoint(10, 10)))
    assert answers.given_up == 1
    assert picker.is_open()
