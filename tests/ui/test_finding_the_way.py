"""Finding words in the text, two texts side by side, reading mode."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.domain import records
from ipof_workbench.ui.coding.pane_dress import DOCUMENT_MIME
from ipof_workbench.ui.coding.panes import BESIDE_VIEW
from ipof_workbench.ui.keys.key_store import key_store
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from tests.factories import make_study
from tests.ui.coding_person import CONTROL, SHIFT, CodingPerson, coding_person

DOCUMENT, OTHER = "P04 · member", "P15 · member"
CONTEXT = "Nobody had my name or my face"
CONTROL_SHIFT = CONTROL | SHIFT


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        someone.open(DOCUMENT)
        someone.view.setFocus()
        yield someone


def bar(person: CodingPerson):
    return person.page.pane.find_bar


def find(person: CodingPerson, words: str) -> list[str]:
    """Open the bar, type, and return the words of the hits."""
    person.press(Qt.Key.Key_F, CONTROL)
    person.type(words)
    QTest.qWait(120)
    return hits(person)


def hits(person: CodingPerson) -> list[str]:
    text = person.workbench.read.document_text(person.page.current_document()).text
    return [text[slice(*span)] for span in person.view.found.spans]


# --- find in the text


def test_what_is_typed_is_found_and_counted_while_the_field_keeps_the_keyboard(person: CodingPerson) -> None:
    found = find(person, "a moderator, wren")
    assert found == ["A moderator, Wren"]
    assert bar(person).count_label.text() == "1 of 1"
    assert person.focused() is bar(person).field
    person.press(Qt.Key.Key_A, CONTROL)
    person.type("nobody")
    QTest.qWait(120)
    assert hits(person) == ["Nobody", "nobody"]
    assert bar(person).count_label.text() == "1 of 2"


def test_enter_and_f3_go_round_and_shift_goes_back(person: CodingPerson) -> None:
    find(person, "nobody")
    said = [bar(person).count_label.text()]
    for key, modifier in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, SHIFT),
        (Qt.Key.Key_F3, SHIFT),
    ):
        person.press(key, modifier)
        said.append(bar(person).count_label.text())
    assert said == ["1 of 2", "2 of 2", "1 of 2", "2 of 2", "1 of 2"]


def test_esc_closes_the_bar_and_the_place_is_selected_ready_to_be_coded(person: CodingPerson) -> None:
    find(person, "picked up off the floor")
    person.press(Qt.Key.Key_Escape)
    person.settle()
    assert not bar(person).isVisible()
    assert person.focused() is person.view
    assert person.view.found.spans == ()
    person.press(Qt.Key.Key_M)
    assert [row.quote for row in person.codings()] == ["picked up off the floor"]


def test_f3_goes_on_in_the_text_with_the_bar_closed(person: CodingPerson) -> None:
    find(person, "nobody")
    person.press(Qt.Key.Key_Escape)
    first = person.view.selected_span()
    person.press(Qt.Key.Key_F3)
    second = person.view.selected_span()
    person.press(Qt.Key.Key_F3)
    assert first is not None
    assert second is not None
    assert second[0] > first[0]
    assert person.view.selected_span() == first


def test_nothing_found_is_said_and_the_buttons_say_why_they_do_nothing(person: CodingPerson) -> None:
    assert find(person, "xyzzy") == []
    assert bar(person).count_label.text() == "Nothing found"
    assert not bar(person).following.isEnabled()
    assert bar(person).following.toolTip() == "Nothing found to go to"


def test_case_and_whole_words_narrow_what_is_found(person: CodingPerson) -> None:
    assert len(find(person, "the")) > 5
    person.click(bar(person).words)
    assert {word.lower() for word in hits(person)} == {"the"}
    before = len(hits(person))
    person.click(bar(person).case)
    assert len(hits(person)) < before or set(hits(person)) == {"the"}
    assert person.focused() is bar(person).field


def test_what_is_selected_is_what_is_looked_for(person: CodingPerson) -> None:
    person.select("moderator")
    person.press(Qt.Key.Key_F, CONTROL)
    assert bar(person).field.text() == "moderator"
    assert len(hits(person)) == 2


def test_names_of_speakers_are_not_in_the_text_and_are_not_found(person: CodingPerson) -> None:
    text = person.workbench.read.document_text(person.page.current_document()).text
    assert "P04:" in text
    assert find(person, "P04:") == []


def test_another_document_is_searched_for_the_same_words(person: CodingPerson) -> None:
    find(person, "nobody")
    person.open(OTHER)
    assert bar(person).isVisible()
    assert hits(person) == ["Nobody"]
    assert bar(person).count_label.text() == "1 of 1"


def test_only_hits_in_sight_are_painted(person: CodingPerson) -> None:
    find(person, "e")
    person.page.grab()
    assert len(person.view.found.spans) > 100


# --- two texts


def drop(person: CodingPerson, document: int, x: int) -> None:
    mime, place = QMimeData(), QPointF(x, 200)
    mime.setData(DOCUMENT_MIME, str(document).encode())
    pane, buttons, keys = person.page.pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(pane, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(pane, QDropEvent(place, Qt.DropAction.CopyAction, mime, buttons, keys))
    person.settle()


def beside(person: CodingPerson, name: str = OTHER) -> None:
    """Open a document of the list beside the text with Ctrl+Enter."""
    tree = person.page.documents.tree
    tree.show_document(person.workbench.read.document_named(name).rid)
    tree.setFocus()
    person.press(Qt.Key.Key_Return, CONTROL)
    person.settle()


def names(person: CodingPerson) -> list[str]:
    read = person.workbench.read
    return [read.get(records.Document, pane.text.document).name for pane in person.page.panes.shown_panes()]


def test_ctrl_enter_in_the_list_opens_a_second_text_that_has_the_keyboard(person: CodingPerson) -> None:
    beside(person)
    assert names(person) == [DOCUMENT, OTHER]
    assert person.focused().objectName() == BESIDE_VIEW
    assert person.page.view.objectName() == BESIDE_VIEW


def test_keys_code_in_the_text_that_has_the_keyboard(person: CodingPerson) -> None:
    beside(person)
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    first, second = person.page.panes.shown_panes()
    person.click(first.view.viewport(), QPoint(120, 60))
    assert person.page.view is first.view
    person.code("It felt like being picked up off the floor", Qt.Key.Key_M, "Feels held")
    read = person.workbench.read
    assert [read.get(records.Document, row.document).name for row in person.codings()] == [OTHER, DOCUMENT]
    assert person.labels("1")["context"] == ["Anonymous"]
    assert person.labels("1")["mechanism"] == ["Feels held"]
    assert [len(pane.shown.rows) for pane in (first, second)] == [1, 1]


def test_the_list_marks_and_opens_in_the_text_that_has_the_keyboard(person: CodingPerson) -> None:
    beside(person)
    tree = person.page.documents.tree
    first = person.page.panes.first
    first.view.setFocus()
    person.settle()
    assert tree.current_document() == first.text.document
    person.open("P07 · moderator")
    assert names(person) == ["P07 · moderator", OTHER]


def test_a_step_in_one_text_shows_in_the_other_when_both_show_the_same(person: CodingPerson) -> None:
    beside(person, DOCUMENT)
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    assert [len(pane.shown.rows) for pane in person.page.panes.shown_panes()] == [1, 1]
    person.session.undo()
    person.settle()
    assert [len(pane.shown.rows) for pane in person.page.panes.shown_panes()] == [0, 0]


def test_closing_either_text_leaves_the_other(person: CodingPerson) -> None:
    beside(person)
    person.click(person.page.panes.shown_panes()[1].widget.close_button)
    assert names(person) == [DOCUMENT]
    assert person.focused() is person.page.panes.first.view
    beside(person)
    person.click(person.page.panes.first.widget.close_button)
    assert names(person) == [OTHER]
    assert person.page.view.objectName() == "transcriptView"


def test_a_document_dropped_at_the_right_stands_beside_and_at_the_left_in_its_place(person: CodingPerson) -> None:
    other = person.workbench.read.document_named(OTHER).rid
    drop(person, other, 40)
    assert names(person) == [OTHER]
    drop(person, person.workbench.read.document_named(DOCUMENT).rid, person.page.pane.width() - 40)
    assert names(person) == [OTHER, DOCUMENT]
    drop(person, other, person.page.pane.width() - 10)
    assert names(person) == [OTHER, OTHER]


def test_a_quote_is_shown_where_its_document_is(person: CodingPerson) -> None:
    beside(person)
    first = person.page.panes.first
    person.page.go_to(QuotePlace("code", first.text.document, 10, 20))
    assert person.page.panes.active is first
    assert first.view.is_flashing()
    assert names(person) == [DOCUMENT, OTHER]


def test_a_document_that_goes_leaves_its_pane_empty_and_the_other_as_it_is(person: CodingPerson) -> None:
    from ipof_workbench.app.commands.deletion import DeleteRecords

    beside(person)
    person.session.run(DeleteRecords(records.Document, (person.page.current_document(),)))
    person.settle()
    first, second = person.page.panes.shown_panes()
    assert first.text.document is not None
    assert second.text.document is None
    person.session.undo()


def test_the_second_text_is_found_in_by_itself(person: CodingPerson) -> None:
    beside(person)
    assert find(person, "nobody") == ["Nobody"]
    assert person.page.panes.first.view.found.spans == ()


def test_two_texts_stay_when_one_looks_elsewhere(person: CodingPerson) -> None:
    beside(person)
    person.page.deactivate()
    person.page.activate()
    assert names(person) == [DOCUMENT, OTHER]


# --- reading mode


def test_f11_folds_the_panels_and_gives_the_words_room_and_esc_puts_all_back(person: CodingPerson) -> None:
    page, view = person.page, person.view
    page.ways.panel.set_folded(True)
    before = (page.documents.is_folded(), page.ways.panel.is_folded(), view.text_size(), view.measure())
    person.press(Qt.Key.Key_F11)
    assert page.finding.reading.is_on
    assert page.documents.is_folded()
    assert page.ways.panel.is_folded()
    assert view.text_size() > before[2]
    assert view.measure() > before[3]
    person.press(Qt.Key.Key_Escape)
    assert not page.finding.reading.is_on
    assert (page.documents.is_folded(), page.ways.panel.is_folded(), view.text_size(), view.measure()) == before


def test_one_codes_while_reading_and_esc_lets_go_of_a_selection_first(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_F11)
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    assert len(person.codings()) == 1
    person.select("Somebody wrote back")
    person.press(Qt.Key.Key_Escape)
    assert person.view.selected_span() is None
    assert person.page.finding.reading.is_on
    person.press(Qt.Key.Key_F11)
    assert not person.page.finding.reading.is_on


def test_without_a_document_the_entries_say_what_to_do(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        entries = {action.text(): action for action in someone.page.finding.all_actions()}
        for words in ("Find in this text", "Second text beside", "Reading mode"):
            assert not entries[words].isEnabled()
            assert entries[words].toolTip() == "Open a document first"
        assert entries["Filter documents"].isEnabled()
        someone.open(DOCUMENT)
        assert entries["Find in this text"].isEnabled()


def test_ctrl_shift_f_goes_to_the_filter_of_the_list(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_F, CONTROL_SHIFT)
    assert person.focused() is person.page.documents.field


# --- the keys of finding in the key map


def test_finding_has_keys_of_its_own_and_the_buttons_say_them(person: CodingPerson) -> None:
    store = key_store(person.session)
    pane = person.page.pane
    assert pane.find_button.toolTip() == as_tooltip("Find in this text  Ctrl+F")
    assert pane.find_bar.previous.toolTip() == as_tooltip("Previous place  Shift+F3")
    store.use(store.map.with_key_moved("find", "Ctrl+G").with_key_moved("reading", "Ctrl+F"))
    assert pane.find_button.toolTip() == as_tooltip("Find in this text  Ctrl+G")
    assert pane.reading_button.toolTip() == as_tooltip("Reading mode  Ctrl+F")
    person.press(Qt.Key.Key_G, CONTROL)
    assert pane.find_bar.isVisible()
    person.press(Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_F, CONTROL)
    assert person.page.finding.reading.is_on
    person.press(Qt.Key.Key_F11)
    assert person.page.finding.reading.is_on
    assert ("Ctrl+G", "Find in this text") in person.page.page_keys()
    store.use(store.map.with_keys("find", ()))
    assert pane.find_button.toolTip() == as_tooltip("Find in this text")


def test_find_next_works_from_the_field_and_from_the_text_with_another_key(person: CodingPerson) -> None:
    store = key_store(person.session)
    store.use(store.map.with_key_moved("find_next", "Shift+F5").with_key_moved("find_previous", "Y"))
    assert len(find(person, "name")) > 1
    found, at = person.view.found, person.view.found.current
    person.press(Qt.Key.Key_F5, SHIFT)
    assert found.current != at
    person.press(Qt.Key.Key_Y)
    assert person.page.pane.find_bar.field.text() == "namey"
    person.page.pane.find_bar.field.setText("name")
    person.press(Qt.Key.Key_Escape)
    person.view.setFocus()
    before = person.view.selected_span()
    person.press(Qt.Key.Key_Y)
    assert person.view.selected_span() != before


def test_the_second_text_says_the_keys_of_the_map_too(person: CodingPerson) -> None:
    store = key_store(person.session)
    store.use(store.map.with_key_moved("second_text", "Ctrl+B"))
    person.press(Qt.Key.Key_B, CONTROL)
    first, second = person.page.panes.shown_panes()
    assert {pane.widget.beside_button.toolTip() for pane in (first, second)} == {
        as_tooltip("Second text beside  Ctrl+B")
    }
    second.view.setFocus()
    person.press(Qt.Key.Key_B, CONTROL)
    assert not person.page.panes.has_two()
