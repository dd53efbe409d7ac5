"""The codebook on the Code page: drags and keys in, the project looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.codebook import AddCode, CodeWithCodes
from ipof_workbench.domain import records
from ipof_workbench.domain.codebook_rows import in_tree_order
from ipof_workbench.ui.codebook.code_model import mime_of
from ipof_workbench.ui.codebook.coding_codebook import SELECT_FIRST
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.transcript.passage_drag import passage_in
from tests.factories import make_study
from tests.ui.codebook_person import CONTROL, NONE, drag_to, drop_codes, point_at
from tests.ui.coding_person import CodingPerson, coding_person

P04 = "P04 · member"
QUOTE, OTHER = "Nobody had my name or my face", "the answers were kind"
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as person:
        person.open(P04)
        yield person


@pytest.fixture
def codes(person: CodingPerson) -> dict[str, int]:
    """Hope, Fear with two codes below it, Joy; Fear has a coding."""
    made: dict[str, int] = {}
    for name, above in (("Hope", ""), ("Fear", ""), ("of staff", "Fear"), ("at night", "Fear"), ("Joy", "")):
        made[name] = person.workbench.run(AddCode(name, made.get(above))).result.rid
    document = person.page.current_document()
    text = person.workbench.read.document_text(document).text
    start = text.index(OTHER)
    person.workbench.run(CodeWithCodes(document, start, start + len(OTHER), (made["Fear"],)))
    person.settle()
    person.page.codebook.desk.renew()
    person.settle()
    return made


def tree(person: CodingPerson):
    return person.page.codebook.panel.tree


def stored(person: CodingPerson) -> list[str]:
    return ["  " * depth + row.name for row, depth in in_tree_order(person.workbench.read.codebook.rows())]


def shown(person: CodingPerson) -> list[str]:
    """Return what the tree shows, from the top, with the counts."""
    view, found = tree(person), []
    index = view.codes.index(0, 0)
    while index.isValid():
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        row = view.codes.rows[view.codes.rid_at(index)]
        found.append("  " * depth + row.name + (f" {row.codings}" if row.codings else ""))
        index = view.indexBelow(index)
    return found


def coded(person: CodingPerson) -> list[tuple[str, str]]:
    return [(row.quote, row.code_name) for row in person.workbench.read.codings() if row.code is not None]


def menu_action(person: CodingPerson, *words: str):
    menu = person.page.menu = QMenu()
    person.page.codebook.desk.fill_menu(menu)
    for word in words:
        action = next(action for action in menu.actions() if action.text().startswith(word))
        menu = action.menu() or menu
    return action


def test_the_tree_shows_codes_with_their_codings(person: CodingPerson, codes) -> None:
    assert shown(person) == ["Hope", "Fear 1", "  of staff", "  at night", "Joy"]


def test_an_empty_codebook_offers_one_action(person: CodingPerson) -> None:
    panel = person.page.codebook.panel
    assert panel.nothing.isVisible()
    assert not panel.field.isVisible()
    panel.nothing.action_requested.emit()
    person.settle()
    assert panel.new_field.isVisible()
    person.type("Hope")
    person.press(Qt.Key.Key_Return)
    person.type("Fear")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert stored(person) == ["Hope", "Fear"]
    person.press(Qt.Key.Key_Escape)
    assert not panel.new_field.isVisible()
    assert tree(person).hasFocus()


def test_the_filter_finds_in_names_and_definitions(person: CodingPerson, codes) -> None:
    from ipof_workbench.app.commands.record_edits import EditFields

    person.workbench.run(EditFields(records.ThematicCode, codes["Joy"], {"definition": "Without fear, même la nuit"}))
    person.settle()
    field = person.page.codebook.panel.field
    field.setFocus()
    for words, expected in (("nuit MEME", ["Joy"]), ("staff", ["Fear 1", "  of staff"])):
        field.setText(words)
        QTest.qWait(200)
        assert shown(person) == expected
    field.setText("nothing like it")
    QTest.qWait(200)
    assert person.page.codebook.panel.filtered.isVisible()
    person.page.codebook.panel.filtered.action_requested.emit()
    QTest.qWait(200)
    assert len(shown(person)) == 5


# --- dragging


def test_a_code_dragged_onto_another_stands_below_it(person: CodingPerson, codes) -> None:
    assert drop_codes(tree(person), [codes["Joy"]], codes["Hope"])
    person.settle()
    assert stored(person) == ["Hope", "  Joy", "Fear", "  of staff", "  at night"]
    assert shown(person)[:2] == ["Hope", "  Joy"]
    person.session.undo()
    person.settle()
    assert shown(person)[-1] == "Joy"


def test_a_code_dragged_between_two_takes_its_place_in_the_order(person: CodingPerson, codes) -> None:
    drop_codes(tree(person), [codes["Joy"]], codes["Hope"], "before")
    person.settle()
    assert stored(person)[:2] == ["Joy", "Hope"]
    drop_codes(tree(person), [codes["Joy"]], codes["of staff"], "after")
    person.settle()
    assert stored(person) == ["Hope", "Fear", "  of staff", "  Joy", "  at night"]
    drop_codes(tree(person), [codes["Joy"]], None)
    person.settle()
    assert stored(person)[-1] == "Joy"


def test_with_control_a_dragged_code_is_merged(person: CodingPerson, codes) -> None:
    assert drop_codes(tree(person), [codes["Fear"], codes["Joy"]], codes["Hope"], modifier=CONTROL)
    person.settle()
    assert stored(person) == ["Hope", "  of staff", "  at night"]
    assert coded(person) == [(OTHER, "Hope")]
    assert person.steps()[0] == "Merged 2 codes into “Hope”"


def test_a_code_is_not_dropped_on_itself_nor_below_itself(person: CodingPerson, codes) -> None:
    before = stored(person)
    assert not drop_codes(tree(person), [codes["Fear"]], codes["Fear"])
    drop_codes(tree(person), [codes["Fear"]], codes["of staff"])
    person.settle()
    assert stored(person) == before
    assert person.refusals == ["“Fear” cannot stand below itself; choose another parent. Nothing was moved."]


def test_dragging_says_what_dropping_does(person: CodingPerson, codes) -> None:
    said: list[str] = []
    tree(person).told.connect(said.append)
    drop_codes(tree(person), [codes["Joy"]], codes["Hope"])
    assert said[0] == "Drop to put “Joy” below “Hope”; hold Ctrl to merge"
    assert said[-1] == ""


def test_codes_dragged_onto_the_text_code_what_is_selected(person: CodingPerson, codes) -> None:
    person.select(QUOTE)
    assert drag_to(person.view.viewport(), mime_of([codes["Hope"], codes["Joy"]]), QPoint(200, 60))
    person.settle()
    assert coded(person)[:2] == [(QUOTE, "Hope"), (QUOTE, "Joy")]
    assert person.steps()[0] == f"Coded “{QUOTE}” with 2 codes"
    assert person.view.selected_span() is None
    assert person.view.hasFocus()


def test_codes_dropped_where_nothing_is_selected_do_nothing(person: CodingPerson, codes) -> None:
    before = coded(person)
    drag_to(person.view.viewport(), mime_of([codes["Hope"]]), QPoint(200, 60))
    person.settle()
    assert coded(person) == before
    assert person.page.status_facts() == SELECT_FIRST


def test_words_dragged_from_the_text_are_coded_with_the_code_under_them(person: CodingPerson, codes) -> None:
    span = person.select(QUOTE)
    mime = person.view.createMimeDataFromSelection()
    assert passage_in(mime) == span
    assert mime.text() == QUOTE
    view = tree(person)
    assert drag_to(view.viewport(), mime, point_at(view, codes["Joy"]))
    person.settle()
    assert (QUOTE, "Joy") in coded(person)


def test_words_dropped_where_there_is_no_code_make_one(person: CodingPerson, codes) -> None:
    person.select(QUOTE)
    view = tree(person)
    assert drag_to(view.viewport(), person.view.createMimeDataFromSelection(), point_at(view, None))
    person.settle()
    assert stored(person)[-1] == QUOTE
    assert (QUOTE, QUOTE) in coded(person)
    person.session.undo()
    assert stored(person)[-1] == "Joy"


def test_other_things_are_not_taken(person: CodingPerson, codes) -> None:
    mime = QMimeData()
    mime.setText("some words from another program")
    before = stored(person)
    assert not drag_to(tree(person).viewport(), mime, point_at(tree(person), codes["Hope"]))
    assert stored(person) == before


# --- keys


def test_the_keys_do_what_dragging_does(person: CodingPerson, codes) -> None:
    view = tree(person)
    view.setFocus()
    view.choose(codes["Joy"])
    QTest.keyClick(view, Qt.Key.Key_Up, BOTH)
    assert stored(person) == ["Hope", "Joy", "Fear", "  of staff", "  at night"]
    QTest.keyClick(view, Qt.Key.Key_Right, BOTH)
    assert stored(person)[:2] == ["Hope", "  Joy"]
    assert view.current() == codes["Joy"]
    QTest.keyClick(view, Qt.Key.Key_Left, BOTH)
    assert stored(person)[:2] == ["Hope", "Joy"]
    QTest.keyClick(view, Qt.Key.Key_Down, BOTH)
    assert stored(person)[-1] == "Joy"
    steps = len(person.steps())
    QTest.keyClick(view, Qt.Key.Key_Down, BOTH)
    assert len(person.steps()) == steps


def test_space_codes_the_selected_passage(person: CodingPerson, codes) -> None:
    view = tree(person)
    person.select(QUOTE)
    view.setFocus()
    view.choose(codes["Hope"])
    QTest.keyClick(view, Qt.Key.Key_Space)
    person.settle()
    assert (QUOTE, "Hope") in coded(person)
    assert person.view.hasFocus()


def test_f2_renames_in_place(person: CodingPerson, codes) -> None:
    view = tree(person)
    view.setFocus()
    view.choose(codes["Hope"])
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Hope that it will pass")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    person.settle()
    assert shown(person)[0] == "Hope that it will pass"
    assert stored(person)[0] == "Hope that it will pass"


def test_delete_says_what_goes_and_can_be_undone(person: CodingPerson, codes) -> None:
    view = tree(person)
    toasts: list[str] = []
    person.session.toast_requested.connect(lambda words, _undo: toasts.append(words))
    view.setFocus()
    view.choose(codes["Fear"])
    assert menu_action(person, "Delete").text() == "Delete with 1 coding\tDel"
    QTest.keyClick(view, Qt.Key.Key_Delete)
    person.settle()
    assert toasts == ["Deleted code “Fear” with 1 coding"]
    assert shown(person) == ["Hope", "of staff", "at night", "Joy"]
    person.session.undo()
    person.settle()
    assert shown(person) == ["Hope", "Fear 1", "  of staff", "  at night", "Joy"]


def test_control_m_merges_what_is_selected_into_the_current(person: CodingPerson, codes) -> None:
    view = tree(person)
    view.setFocus()
    view.choose(codes["Hope"])
    QTest.keyClick(view, Qt.Key.Key_M, CONTROL)
    assert person.page.status_facts() == "Choose two codes or more: the current one stays."
    for name in ("Joy", "Fear"):
        point = point_at(view, codes[name])
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CONTROL, point)
    QTest.keyClick(view, Qt.Key.Key_M, CONTROL)
    person.settle()
    assert stored(person) == ["Fear", "  of staff", "  at night"]


def test_enter_and_double_click_lead_to_the_passages(person: CodingPerson, codes) -> None:
    view = tree(person)
    view.setFocus()
    view.choose(codes["Fear"])
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, point_at(view, codes["Joy"]))
    assert person.places == [
        RecordPlace("codebook", "thematic_code", codes["Fear"]), RecordPlace("codebook", "thematic_code", codes["Joy"]),
    ]  # fmt: skip


# --- clicking


def test_a_click_only_browses_until_clicking_codes(person: CodingPerson, codes) -> None:
    view, panel = tree(person), person.page.codebook.panel
    before = coded(person)
    person.select(QUOTE)
    person.click(view.viewport(), point_at(view, codes["Hope"]))
    person.settle()
    assert coded(person) == before
    person.click(panel.click_mode)
    person.select(QUOTE)
    person.click(view.viewport(), point_at(view, codes["Hope"]))
    person.settle()
    assert (QUOTE, "Hope") in coded(person)
    person.click(view.viewport(), point_at(view, codes["Joy"]))
    assert person.page.status_facts() == "Select a passage first: a click on a code then codes it."


def test_the_menu_moves_merges_copies_and_colours(person: CodingPerson, codes) -> None:
    view = tree(person)
    view.setFocus()
    view.choose(codes["Joy"])
    menu_action(person, "Colour", "Green").trigger()
    assert person.workbench.read.get(records.ThematicCode, codes["Joy"]).colour == "green"
    menu_action(person, "Move below").trigger()
    person.settle()
    person.type("hop")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert stored(person)[:2] == ["Hope", "  Joy"]
    assert view.hasFocus()
    view.choose(codes["Fear"])
    menu_action(person, "Copy its codings").trigger()
    person.settle()
    person.type("joy")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert coded(person) == [(OTHER, "Fear"), (OTHER, "Joy")]
    menu_action(person, "Merge into").trigger()
    person.settle()
    person.type("joy")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert coded(person) == [(OTHER, "Joy")]


def test_a_memo_on_a_code_is_begun_and_shown(person: CodingPerson, codes) -> None:
    tree(person).choose(codes["Hope"])
    menu_action(person, "Write a memo").trigger()
    (memo,) = person.workbench.read.find(records.Memo)
    assert (memo.title, memo.about_kind, memo.about) == ("On “Hope”", "thematic_code", codes["Hope"])
    assert person.places[-1] == RecordPlace("trail", "memo", memo.rid)


def test_where_nothing_can_be_changed_the_menu_says_why(person: CodingPerson, codes) -> None:
    tree(person).choose(codes["Hope"])
    person.session.make_read_only()
    person.settle()
    for words in ("Rename", "Move below", "Delete", "New code"):
        action = menu_action(person, words)
        assert not action.isEnabled()
        assert "reading only" in action.toolTip()
    assert menu_action(person, "Show its passages").isEnabled()
    QTest.keyClick(tree(person), Qt.Key.Key_Delete)
    assert stored(person)[0] == "Hope"


def test_the_panel_folds_and_stays_so(person: CodingPerson, codes) -> None:
    panel = person.page.codebook.panel
    person.click(panel.fold)
    person.settle()
    assert not tree(person).isVisible()
    assert person.session.settings.value("code/codebook_folded") in (1, "1")
    action = next(action for action in person.page.page_actions() if action.text() == "Go to the codebook")
    action.trigger()
    person.settle()
    assert tree(person).hasFocus()


def test_counts_follow_a_coding_made_elsewhere(person: CodingPerson, codes, qtbot: QtBot) -> None:
    person.select(QUOTE)
    person.page.codebook.code([codes["Hope"]])
    qtbot.waitUntil(lambda: shown(person)[0] == "Hope 1", timeout=3000)
