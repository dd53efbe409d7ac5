"""The keys of coding as a person presses them: type-ahead, hot codes, once more, other ends, going about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.coding import CodeThematically
from ipof_workbench.app.commands.coding_edits import CodeWithNewCode
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.ui.coding.pick_rows import read_index
from ipof_workbench.ui.places import QuotePlace
from tests.factories import NIGHT, Writing, code, make_study, span_of
from tests.ui.coding_person import CONTROL, SHIFT, CodingPerson, coding_person

DOCUMENT = "P04 · member"
ALT = Qt.KeyboardModifier.AltModifier
FACE = "Nobody had my name or my face"
KIND = "the answers were kind"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: object) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "s.ipof"), tmp_path) as someone:
        someone.open(DOCUMENT)
        someone.view.setFocus()
        yield someone


def quotes(person: CodingPerson) -> list[tuple[str, str]]:
    return [(row.quote, row.code_name or row.element_label) for row in person.codings()]


def selected(person: CodingPerson) -> str:
    span = person.view.selected_span()
    return "" if span is None else person.view.stored_text()[slice(*span)]


def put_caret(person: CodingPerson, words: str) -> None:
    person.view.put_caret(person.view.stored_text().index(words) + 1)


def rows(person: CodingPerson) -> list[str]:
    model = person.picker.popup.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def thematic(person: CodingPerson, quote: str, name: str) -> int:
    coded = person.workbench.run(CodeThematically(*span_of(person.workbench, DOCUMENT, quote), name=name)).result
    person.settle()
    return coded.coding


def hint(person: CodingPerson) -> str:
    return person.page.status_facts()


# --- the type-ahead


def test_space_finds_codes_and_elements_by_name_alias_and_meaning(person: CodingPerson) -> None:
    code(person.workbench, DOCUMENT, "Nobody had my name", "context", label="Anonymity")
    thematic(person, "the good kind", "Crying")
    crying = person.workbench.read.find(records.ThematicCode, name="Crying")[0].rid
    held = person.workbench.read.get(records.ThematicCode, crying)
    explained = replace(held, alias="tears ; weeping", definition="Relief that shows")
    person.workbench.run(Writing(lambda store: store.put(explained)))
    person.select(KIND)
    person.press(Qt.Key.Key_Space)
    person.settle()
    assert rows(person) == ["Crying", "Anonymity"]
    for typed, found in (("nonym", "Anonymity"), ("weep", "Crying"), ("shows", "Crying")):
        person.picker.clear()
        person.type(typed)
        assert rows(person)[0] == found
    person.press(Qt.Key.Key_Return)
    assert quotes(person)[-1] == (KIND, "Crying")
    assert not person.picker.is_open()
    assert person.focused() is person.view


def test_shift_enter_takes_one_and_stays_for_another(person: CodingPerson) -> None:
    thematic(person, "the good kind", "Crying")
    thematic(person, "my face", "Identity")
    person.select(KIND)
    person.press(Qt.Key.Key_Space)
    person.type("cry")
    person.press(Qt.Key.Key_Return, SHIFT)
    assert person.picker.is_open()
    person.type("ident")
    person.press(Qt.Key.Key_Return)
    assert quotes(person)[-2:] == [(KIND, "Crying"), (KIND, "Identity")]
    assert len(person.steps()) >= 2


def test_escape_leaves_nothing_behind(person: CodingPerson) -> None:
    put_caret(person, "answers were")
    person.press(Qt.Key.Key_Space)
    assert selected(person) == NIGHT[1][2]
    person.type("x")
    person.press(Qt.Key.Key_Escape)
    assert selected(person) == ""
    assert person.codings() == []


def test_a_new_code_is_the_last_row_and_goes_under_the_one_used_last(person: CodingPerson) -> None:
    thematic(person, "the good kind", "Feelings")
    person.select(KIND)
    person.press(Qt.Key.Key_Space)
    person.type("Warmth")
    assert rows(person) == [
        "New context “Warmth”",
        "New mechanism “Warmth”",
        "New outcome “Warmth”",
        "Create code “Warmth”",
        "Create “Warmth” under “Feelings”",
    ]
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Return)
    made = person.workbench.read.find(records.ThematicCode, name="Warmth")[0]
    assert person.workbench.read.get(records.ThematicCode, made.parent or 0).name == "Feelings"
    person.select(FACE)
    person.press(Qt.Key.Key_N, SHIFT)
    person.type("feelings / Cold")
    assert rows(person) == ["Create “Cold” under “Feelings”"]
    person.press(Qt.Key.Key_Return)
    assert quotes(person)[-1] == (FACE, "Cold")


def test_space_on_a_chosen_coding_changes_what_it_is_coded_with(person: CodingPerson) -> None:
    person.code(FACE, Qt.Key.Key_C, "Anonymous")
    thematic(person, "the good kind", "Crying")
    put_caret(person, FACE)
    person.press(Qt.Key.Key_O, SHIFT)
    person.press(Qt.Key.Key_Space)
    person.type("cryi")
    person.press(Qt.Key.Key_Return)
    assert sorted(quotes(person)) == sorted([(FACE, "Crying"), ("the good kind", "Crying")])
    assert person.steps()[0] == "Recoded a passage as “Crying”"
    person.press(Qt.Key.Key_Space)
    person.type("Unseen")
    person.press(Qt.Key.Key_Return)
    assert (FACE, "Unseen") in quotes(person)
    assert person.codings()[0].role_key == "context"


def test_a_thousand_codes_are_searched_at_once(person: CodingPerson) -> None:
    def work(store):
        store.label = "Many"
        for number in range(600):
            store.put(records.ThematicCode(name=f"Code {number:03}", definition=f"about {number}"))
            store.put(records.Element(label=f"Element {number:03}", statement=f"when {number}"))

    person.workbench.run(Writing(work))
    person.select(KIND)
    person.press(Qt.Key.Key_Space)
    person.settle()
    index = read_index(person.session)
    began = time.perf_counter()
    for typed in ("", "c", "co", "cod", "ode 59", "about 59", "nothing"):
        index.rows(typed)
    assert (time.perf_counter() - began) / 7 < 0.05
    assert len(rows(person)) == 1200
    person.type("ode 599")
    person.press(Qt.Key.Key_Return)
    assert quotes(person)[-1][1] == "Code 599"


def test_the_role_keys_find_an_element_by_its_other_name(person: CodingPerson) -> None:
    person.code(FACE, Qt.Key.Key_C, "Anonymous")
    held = next(row for row in person.workbench.read.elements() if row.label == "Anonymous")
    person.workbench.run(EditFields(records.Element, held.rid, {"alias": "incognito ; no face"}))
    person.settle()
    person.select(KIND)
    person.press(Qt.Key.Key_C)
    person.settle()
    person.type("Incognito")
    assert rows(person) == ["Anonymous", "New context “Incognito”"]
    person.press(Qt.Key.Key_Return)
    assert {row.element for row in person.codings()} == {held.rid}


# --- hot codes


def test_a_digit_codes_and_the_strip_shows_it(person: CodingPerson) -> None:
    strip = person.page.actions_of_page.strip
    person.press(Qt.Key.Key_3)
    assert hint(person).startswith("Nothing is on key 3")
    assert not strip.isVisible()
    person.code(FACE, Qt.Key.Key_C, "Anonymous")
    QTest.keyClick(person.focused(), Qt.Key.Key_3, CONTROL | SHIFT)
    person.settle()
    assert strip.isVisible()
    assert [chip.accessibleName() for chip in strip.chips] == ["Key 3: code with Anonymous"]
    person.select(KIND)
    person.press(Qt.Key.Key_3)
    assert quotes(person)[-1] == (KIND, "Anonymous")
    assert person.codings()[-1].configurations[0].number == "1"
    put_caret(person, "Somebody wrote")
    person.press(Qt.Key.Key_3)
    assert quotes(person)[-1] == (NIGHT[3][2], "Anonymous")
    person.workbench.undo()
    person.workbench.undo()
    person.workbench.undo()
    person.settle()
    assert not strip.isVisible()


def test_a_chip_codes_and_its_menu_puts_and_clears(person: CodingPerson) -> None:
    thematic(person, "the good kind", "Crying")
    person.press(Qt.Key.Key_1, CONTROL | SHIFT)
    person.settle()
    strip = person.page.actions_of_page.strip
    person.select(KIND)
    person.click(strip.chips[0])
    assert quotes(person)[-1] == (KIND, "Crying")
    menu = person.page.actions_of_page.codes.hot_menu(1)
    assert [action.text() for action in menu.actions()] == ["Put “Crying” here", "Clear key 1"]
    menu.actions()[1].trigger()
    person.settle()
    assert not strip.isVisible()
    assert person.workbench.read.find(records.HotCode) == []


def test_a_row_of_the_type_ahead_goes_on_a_key(person: CodingPerson) -> None:
    thematic(person, "the good kind", "Crying")
    person.code(FACE, Qt.Key.Key_M, "Unseen")
    person.select(KIND)
    person.press(Qt.Key.Key_Space)
    person.type("cry")
    person.press(Qt.Key.Key_4, CONTROL | SHIFT)
    person.picker.clear()
    person.type("unse")
    person.press(Qt.Key.Key_5, CONTROL | SHIFT)
    person.settle()
    assert person.picker.is_open()
    chips = person.page.actions_of_page.strip.chips
    assert [chip.accessibleName() for chip in chips] == ["Key 4: code with Crying", "Key 5: code with Unseen"]
    person.press(Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_5)
    assert (quotes(person)[-1], person.codings()[-1].role_key) == ((KIND, "Unseen"), "mechanism")


def test_while_judging_the_digits_choose_sentences(person: CodingPerson) -> None:
    thematic(person, "the good kind", "Crying")
    person.press(Qt.Key.Key_1, CONTROL | SHIFT)
    person.settle()
    person.press(Qt.Key.Key_2, ALT)
    assert not person.page.actions_of_page.strip.isVisible()
    person.select(KIND)
    person.press(Qt.Key.Key_1)
    assert len(person.codings()) == 1
    person.press(Qt.Key.Key_1, ALT)
    assert person.page.actions_of_page.strip.isVisible()


def test_each_analyst_has_keys_of_their_own(person: CodingPerson) -> None:
    thematic(person, "the good kind", "Crying")
    person.press(Qt.Key.Key_1, CONTROL | SHIFT)
    person.workbench.act_as("Noor")
    person.select(KIND)
    person.press(Qt.Key.Key_1)
    assert len(person.codings()) == 1
    assert hint(person).startswith("Nothing is on key 1")


# --- once more


def test_a_full_stop_repeats_the_last_coding(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_Period)
    assert hint(person) == "Nothing has been coded yet that could be repeated."
    person.code(FACE, Qt.Key.Key_M, "Unseen")
    person.select(KIND)
    person.press(Qt.Key.Key_Period)
    assert quotes(person)[-1] == (KIND, "Unseen")
    assert person.codings()[-1].role_key == "mechanism"
    person.workbench.undo()
    person.settle()
    person.select("my face")
    person.press(Qt.Key.Key_Period)
    assert quotes(person)[-1] == ("my face", "Unseen")


def test_v_codes_in_the_passages_own_words(person: CodingPerson) -> None:
    person.select("the good kind")
    person.press(Qt.Key.Key_V)
    assert quotes(person) == [("the good kind", "the good kind")]
    assert person.view.selected_span() is None
    put_caret(person, "Somebody wrote")
    person.press(Qt.Key.Key_V)
    made = person.workbench.read.find(records.ThematicCode)[-1]
    assert len(made.name) <= 60
    assert made.statement == NIGHT[3][2]


def test_codes_of_one_passage_go_to_another(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_C, CONTROL | SHIFT)
    assert hint(person) == "Nothing is coded here."
    person.press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert hint(person) == "Copy the codes of a passage first (Ctrl+Shift+C)."
    person.code(FACE, Qt.Key.Key_C, "Anonymous")
    thematic(person, FACE, "Names")
    put_caret(person, FACE)
    person.press(Qt.Key.Key_C, CONTROL | SHIFT)
    assert hint(person) == "Copied “Anonymous”, “Names”."
    person.select(KIND)
    person.press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert quotes(person)[-2:] == [(KIND, "Anonymous"), (KIND, "Names")]


def test_the_list_of_what_was_used_last_takes_a_figure(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_R, SHIFT)
    assert hint(person) == "Nothing has been coded yet."
    thematic(person, "the good kind", "Crying")
    thematic(person, "my face", "Identity")
    person.select(KIND)
    person.press(Qt.Key.Key_R, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["&1  #  Identity", "&2  #  Crying"]
    QTest.keyClick(menu, Qt.Key.Key_2)
    person.settle()
    assert quotes(person)[-1] == (KIND, "Crying")


def test_u_takes_the_chosen_coding_away_and_l_lists_those_here(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_L)
    assert hint(person) == "Nothing is coded here."
    thematic(person, FACE, "Wide")
    thematic(person, "my name or my face", "Narrow")
    put_caret(person, "my face")
    person.press(Qt.Key.Key_L)
    person.settle()
    popup = person.page.seeing.sight().deeds
    assert popup is not None
    QTest.keyClick(person.focused(), Qt.Key.Key_Escape)
    person.view.setFocus()
    person.press(Qt.Key.Key_O, SHIFT)
    assert person.view.chosen_coding().name == "Wide"
    person.press(Qt.Key.Key_U)
    assert [name for _, name in quotes(person)] == ["Narrow"]
    person.press(Qt.Key.Key_O, SHIFT)
    assert hint(person) == "Nothing is coded here."


# --- growing


def test_e_grows_and_shift_e_shrinks_the_same_way_back(person: CodingPerson) -> None:
    put_caret(person, "answers were kind")
    shown = []
    for _ in range(3):
        person.press(Qt.Key.Key_E)
        shown.append(selected(person))
    assert shown[0] == "And you see strangers say the thing you never said aloud, and the answers were kind."
    assert shown[1] == NIGHT[1][2]
    assert shown[2] == person.view.stored_text()[5:].strip()
    person.press(Qt.Key.Key_E)
    assert hint(person) == "This is the whole text."
    for before in (shown[1], shown[0], ""):
        person.press(Qt.Key.Key_E, SHIFT)
        assert selected(person) == before
    person.select(NIGHT[1][2])
    person.press(Qt.Key.Key_E, SHIFT)
    assert selected(person) == "Long, honestly."
    person.press(Qt.Key.Key_E, SHIFT)
    assert hint(person).startswith("This is the smallest unit")


def test_a_third_click_selects_the_sentence_and_a_fourth_the_turn(person: CodingPerson) -> None:
    _, start, end = span_of(person.workbench, DOCUMENT, "strangers")
    view = person.view
    point = view.viewport().mapFromGlobal(view.span_rect(start, end).center())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selected(person) == "strangers"
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selected(person).startswith("And you see strangers")
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert selected(person) == NIGHT[1][2]


# --- the ends of a coding


def test_the_ends_move_word_by_word_in_one_step(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert hint(person) == "Nothing is coded here."
    person.code("my name", Qt.Key.Key_C, "Anonymous")
    steps = len(person.steps())
    put_caret(person, "my name")
    for _ in range(2):
        person.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert quotes(person) == [("my name or my", "Anonymous")]
    person.press(Qt.Key.Key_Left, CONTROL | ALT | SHIFT)
    person.press(Qt.Key.Key_Left, ALT | SHIFT)
    assert quotes(person) == [("had my name or", "Anonymous")]
    person.press(Qt.Key.Key_Right, CONTROL | ALT | SHIFT)
    assert quotes(person) == [("my name or", "Anonymous")]
    assert len(person.steps()) == steps + 1
    assert person.view.chosen_coding().name == "Anonymous"
    for _ in range(4):
        person.press(Qt.Key.Key_Left, ALT | SHIFT)
    assert quotes(person) == [("my", "Anonymous")]
    assert hint(person) == "A coding holds at least one word; uncode it instead (U)."
    person.workbench.undo()
    person.settle()
    assert quotes(person) == [("my name", "Anonymous")]
    assert person.labels("1")["context"] == ["Anonymous"]


def test_a_handle_is_dragged_to_another_word(person: CodingPerson) -> None:
    person.code("my name", Qt.Key.Key_C, "Anonymous")
    put_caret(person, "my name")
    person.press(Qt.Key.Key_O, SHIFT)
    view = person.view
    text = view.stored_text()
    end = text.index("my name") + len("my name")
    target = text.index("my face") + 5

    def at(offset: int) -> QPoint:
        box = view.viewport().mapFromGlobal(view.span_rect(offset - 1, offset).topRight())
        return box + QPoint(0, 12)

    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at(end))
    QTest.mouseMove(view.viewport(), at(target))
    person.settle()
    assert quotes(person) == [("my name", "Anonymous")]
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at(target))
    assert quotes(person) == [("my name or my face", "Anonymous")]
    assert view.selected_span() is None
    assert view.chosen_coding() is not None
    person.press(Qt.Key.Key_Escape)
    assert view.chosen_coding() is None


def test_a_refused_end_leaves_the_coding_as_it_was(person: CodingPerson) -> None:
    thematic(person, "my name", "Names")
    thematic(person, "my name or", "Names")
    put_caret(person, "my name")
    person.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert person.refusals[-1].startswith("That passage is coded with “Names” already")
    assert sorted(quote for quote, _ in quotes(person)) == ["my name", "my name or"]


def test_what_is_chosen_is_let_go_when_the_caret_goes_elsewhere(person: CodingPerson) -> None:
    person.code("my name", Qt.Key.Key_C, "Anonymous")
    put_caret(person, "my name")
    person.press(Qt.Key.Key_O, SHIFT)
    assert person.view.chosen_coding() is not None
    put_caret(person, "Somebody wrote")
    assert person.view.chosen_coding() is None


# --- going about


def test_j_and_k_go_by_turns_and_say_where_the_text_ends(person: CodingPerson) -> None:
    assert person.view.current_turn() == 0
    person.press(Qt.Key.Key_K)
    assert hint(person) == "This is the first turn."
    for _ in range(3):
        person.press(Qt.Key.Key_J)
    assert person.view.current_turn() == 3
    person.press(Qt.Key.Key_K)
    assert person.view.current_turn() == 2
    for _ in range(6):
        person.press(Qt.Key.Key_J)
    assert hint(person) == "This is the last turn."
    person.press(Qt.Key.Key_PageDown, ALT)
    assert person.page.current_document() == person.workbench.read.document_named("P07 · moderator").rid


def test_the_next_turn_without_a_coding_is_one_of_a_participant(person: CodingPerson, qtbot: QtBot) -> None:
    person.press(Qt.Key.Key_J, SHIFT)
    assert person.view.current_turn() == 1
    person.code("Somebody wrote back", Qt.Key.Key_C, "Reply")
    person.view.go_to_turn(1)
    person.press(Qt.Key.Key_J, SHIFT)
    assert person.view.current_turn() == 5
    person.view.go_to_turn(7)
    person.press(Qt.Key.Key_J, SHIFT)
    following = person.workbench.read.document_named("P07 · moderator").rid
    qtbot.waitUntil(lambda: person.page.current_document() == following)


def test_brackets_go_through_the_codings_of_a_code(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_BracketRight)
    assert hint(person).startswith("Choose a coding first")
    first = thematic(person, "my name", "Names")
    person.view.flash_span(*span_of(person.workbench, DOCUMENT, "my name")[1:])
    person.press(Qt.Key.Key_BracketRight)
    assert hint(person) == "There is no other passage with this code."
    second = thematic(person, "my user name", "Names")
    other = person.workbench.run(
        CodeThematically(*span_of(person.workbench, "P07 · moderator", "quiet"), name="Names")
    ).result
    person.settle()
    person.press(Qt.Key.Key_BracketRight)
    assert person.view.chosen_coding().key == second
    assert hint(person) == "“Names”: 2 of 3"
    person.press(Qt.Key.Key_BracketLeft)
    assert person.view.chosen_coding().key == first
    person.press(Qt.Key.Key_BracketLeft)
    row = person.workbench.read.coding(other.coding)
    assert person.places == [QuotePlace("code", row.document, row.start, row.end)]


def test_an_answer_is_coded_whole_and_a_long_text_by_paragraph(person: CodingPerson) -> None:
    person.open("R001/Why?")
    person.view.setFocus()
    person.press(Qt.Key.Key_V)
    assert quotes(person)[-1][0] == "Because it was free and nobody asked my name."
    person.open("Notes")
    person.view.setFocus()
    person.press(Qt.Key.Key_V)
    assert quotes(person)[-1][0] == "The room was cold and nobody took the front seats."


def test_new_code_twice_says_that_it_is_there(person: CodingPerson) -> None:
    person.workbench.run(CodeWithNewCode(*span_of(person.workbench, DOCUMENT, KIND)))
    person.settle()
    person.select(KIND)
    person.press(Qt.Key.Key_V)
    assert hint(person) == "This passage carries that code already."
    assert len(person.codings()) == 1


def test_the_handles_are_where_the_coding_ends(person: CodingPerson) -> None:
    person.code("my name", Qt.Key.Key_C, "Anonymous")
    put_caret(person, "my name")
    person.press(Qt.Key.Key_O, SHIFT)
    focus = person.session.theme.colour("focus").name()
    view = person.view
    box = view.span_rect(*span_of(person.workbench, DOCUMENT, "my name")[1:])
    corner = QPointF(view.viewport().mapFromGlobal(box.topLeft())).toPoint()
    picture = view.viewport().grab().toImage()
    for x in (corner.x(), corner.x() + box.width()):
        shown = {picture.pixelColor(x + dx, corner.y() + 4).name() for dx in (-1, 0, 1)}
        assert focus in shown


def test_with_two_texts_the_keys_mean_the_one_with_the_keyboard(person: CodingPerson) -> None:
    beside = person.workbench.read.document_named("P07 · moderator").rid
    person.code(FACE, Qt.Key.Key_C, "Anonymous")
    person.press(Qt.Key.Key_1, CONTROL | SHIFT)
    person.page.finding.open_beside(beside)
    person.settle()
    assert person.page.current_document() == beside
    assert person.focused() is person.view
    person.press(Qt.Key.Key_J)
    person.press(Qt.Key.Key_E)
    person.press(Qt.Key.Key_1)
    row = person.codings()[-1]
    assert (row.document, row.quote, row.element_label) == (beside, "Honestly 😭😭 I cried.", "Anonymous")
    put_caret(person, "Honestly")
    person.press(Qt.Key.Key_Right, ALT | SHIFT)
    assert person.codings()[-1].quote.startswith("Honestly 😭😭 I cried. My")
    person.press(Qt.Key.Key_Space)
    person.type("Tears")
    person.press(Qt.Key.Key_Return)
    assert person.codings()[-1].element_label == "Tears"
    person.page.finding.close_pane(person.page.panes.shown_panes()[1])
    person.settle()
    person.view.setFocus()
    person.select(KIND)
    person.press(Qt.Key.Key_Period)
    assert person.codings()[-1].document != beside


def test_nine_keys_fit_under_the_text_and_short_names_are_whole(person: CodingPerson) -> None:
    for number in range(1, 10):
        thematic(person, "the good kind", "Awe" if number == 4 else f"A rather long name of code {number}")
        QTest.keyClick(person.view, Qt.Key(int(Qt.Key.Key_0) + number), CONTROL | SHIFT)
    for width in (1192, 936):
        person.page.resize(width, 560)
        person.settle()
        strip = person.page.actions_of_page.strip
        chips = strip.chips
        assert [chip.digit for chip in chips] == list(range(1, 10))
        assert all(before.geometry().right() < after.geometry().left() for before, after in pairwise(chips))
        assert chips[-1].geometry().right() <= strip.width()
        widest = max(chip.width() for chip in chips)
        assert chips[3].width() >= min(chips[3].sizeHint().width(), widest - 1)
