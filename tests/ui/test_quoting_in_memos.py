"""Quoting a passage in a memo on the Code page, and finding memos by the search of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.memos import WriteMemo
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.search_popup import look_for
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.coding_person import CodingPerson, coding_person

DOCUMENT = "P04 · member"
PASSAGE = "Nobody had my name or my face"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        someone.open(DOCUMENT)
        yield someone


def quotes(person: CodingPerson, memo: int) -> list[str]:
    return [quote.quote for quote in person.workbench.read.trail.memo_quotes([memo]).get(memo, ())]


def test_n_and_the_first_row_quote_the_passage_in_the_memo_written_last(person: CodingPerson) -> None:
    person.workbench.run(WriteMemo("Older"))
    memo = person.workbench.run(WriteMemo("Newer")).result
    person.select(PASSAGE)
    person.press(Qt.Key.Key_N)
    person.settle()
    assert person.picker.placeholderText() == "Quote in a memo"
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert quotes(person, memo.rid) == [PASSAGE]
    assert person.codings() == []
    assert person.focused() is person.view


def test_words_find_a_memo_or_make_a_new_one_on_the_document(person: CodingPerson) -> None:
    memo = person.workbench.run(WriteMemo("Night shift")).result
    person.workbench.run(WriteMemo("Other"))
    person.select(PASSAGE)
    person.press(Qt.Key.Key_N)
    person.type("NIGHT")
    person.press(Qt.Key.Key_Return)
    assert quotes(person, memo.rid) == [PASSAGE]
    steps = len(person.steps())
    person.select("Somebody wrote back inside half an hour")
    person.press(Qt.Key.Key_N)
    person.type("First reply")
    person.press(Qt.Key.Key_Return)
    new = person.workbench.read.find(records.Memo, title="First reply")[0]
    assert (new.about_kind, new.about) == ("document", person.page.current_document())
    assert quotes(person, new.rid) == ["Somebody wrote back inside half an hour"]
    assert len(person.steps()) == steps + 1
    assert person.steps()[0] == "Quoted a passage in a new memo “First reply”"


def test_escape_quotes_nothing(person: CodingPerson) -> None:
    person.workbench.run(WriteMemo("Night shift"))
    person.select(PASSAGE)
    person.press(Qt.Key.Key_N)
    person.press(Qt.Key.Key_Escape)
    assert person.workbench.read.find(records.MemoQuote) == []
    assert person.focused() is person.view


def test_without_a_passage_the_key_says_what_is_missing(person: CodingPerson) -> None:
    person.view.clear_selection()
    person.press(Qt.Key.Key_N)
    assert person.page.status_facts() == "Select the passage first that a memo is to quote."
    assert not person.picker.isVisible()


def test_a_role_whose_letter_is_n_keeps_its_key(person: CodingPerson) -> None:
    role = person.session.roles()[1]
    person.workbench.run(EditFields(records.Role, role.rid, {"letter": "N"}))
    person.settle()
    person.select(PASSAGE)
    person.press(Qt.Key.Key_N)
    assert [row.role_key for row in person.codings()] == [role.key]
    quoting = next(action for action in person.page.page_actions() if action.text().startswith("Quote in a memo"))
    assert quoting.shortcut().isEmpty()


def test_the_search_of_the_window_finds_memos_without_accents(person: CodingPerson) -> None:
    memo = person.workbench.run(WriteMemo("Café", "They met at night.", about_kind="case", about=1)).result
    found = look_for(person.session, "CAFE")
    group = dict(found.groups)["Memos"]
    assert [(hit.place, hit.text, hit.trailing) for hit in group] == [
        (RecordPlace("trail", "memo", memo.rid), "Café: They met at night.", "Harbour")
    ]
    assert "Memos" not in dict(look_for(person.session, "lighthouse").groups)
