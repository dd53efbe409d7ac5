"""The left of the Code page as a person uses it: what the list shows, typing to find, the count of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.domain import records
from ipof_workbench.ui.coding.day_count import DayCount, start_of_day, stored_form
from ipof_workbench.ui.coding.list_menu import ListMenu
from ipof_workbench.ui.history_page import HistoryPage
from ipof_workbench.ui.places import DayPlace, QuotePlace
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study
from tests.ui.coding_person import CodingPerson, coding_person

DOCUMENT = "P04 · member"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        yield someone


def heads(person: CodingPerson) -> list[str]:
    model = person.page.documents.tree.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(person: CodingPerson, *words: str) -> ListMenu:
    """Choose an entry of the menu, through its sub-menus."""
    menu = person.page.documents.menu()
    within: QMenu = menu
    for at, word in enumerate(words):
        action = next(action for action in within.actions() if action.text() == word)
        if at == len(words) - 1:
            action.trigger()
        else:
            within = action.menu()
    person.settle()
    return menu


def test_the_menu_narrows_the_list_says_so_and_one_click_shows_all(person: CodingPerson) -> None:
    choose(person, "Kind", "Field notes")
    assert heads(person) == ["Lantern"]
    assert person.page.documents.chosen_label.text() == "Field notes"
    choose(person, "Without codings")
    assert person.page.documents.chosen_label.text() == "Without codings, field notes"
    person.click(person.page.documents.clear_button)
    assert heads(person) == ["Harbour", "Lantern"]
    assert not person.page.documents.clear_button.isVisible()


def test_only_one_answer_to_whose_codings_is_ticked(person: CodingPerson) -> None:
    menu = choose(person, "Coded by you")
    next(action for action in menu.actions() if action.text() == "Without codings").trigger()
    ticked = [action.text() for action in menu.actions() if action.isChecked()]
    assert ticked == ["Without codings"]
    assert person.page.documents.tree.listing().choice.coded_by == "nobody"


def test_nothing_that_passes_is_said(person: CodingPerson) -> None:
    choose(person, "Agreed")
    assert heads(person) == []
    assert person.page.documents.more_label.text() == "No document passes this filter."
    choose(person, "Show all documents")
    assert heads(person) == ["Harbour", "Lantern"]


def test_grouping_and_order_are_remembered_and_choices_are_not(person: CodingPerson, qtbot: QtBot) -> None:
    from ipof_workbench.ui.coding.document_panel import DocumentPanel

    choose(person, "Group by", "Kind")
    choose(person, "Sort by", "Length")
    choose(person, "New")
    assert heads(person)[0] == "Interviews"
    again = DocumentPanel(person.session)
    qtbot.addWidget(again)
    again.fill()
    listing = again.tree.listing()
    assert (listing.grouping, listing.order, listing.choice.is_empty) == ("kind", "words", True)


def test_a_document_that_no_longer_passes_stays_while_it_is_being_coded(person: CodingPerson) -> None:
    person.open(DOCUMENT)
    choose(person, "Without codings")
    person.code("Nobody had my name or my face", Qt.Key.Key_C, "Anonymous")
    assert person.page.documents.tree.current_document() == person.page.current_document()


def test_typing_in_the_list_goes_to_a_name_that_is_not_opened_yet(person: CodingPerson) -> None:
    tree = person.page.documents.tree
    tree.setFocus()
    person.type("hello")
    person.settle()
    tree.keyboardSearch("r0")
    assert "R00" in str(tree.currentIndex().data())


# --- the day


def test_the_count_follows_each_coding_and_undo(person: CodingPerson) -> None:
    count = person.page.documents.day.button
    assert count.text() == "No codings yet"
    person.open(DOCUMENT)
    person.code("Nobody had my name or my face", Qt.Key.Key_C, "Anonymous")
    assert count.text() == "1 coding in 1 document"
    person.open("P15 · member")
    person.code("Nobody had my name or my face", Qt.Key.Key_C, "Anonymous")
    assert count.text() == "2 codings in 2 documents"
    assert count.accessibleName() == "Today: 2 codings in 2 documents"
    person.session.undo()
    person.settle()
    assert count.text() == "1 coding in 1 document"


def test_the_count_leads_to_the_places_and_to_the_steps_of_the_day(person: CodingPerson) -> None:
    coded = code(person.workbench, DOCUMENT, "Nobody had my name or my face", "context")
    row = person.workbench.read.coding(coded.coding)
    entries = {action.text(): action for action in person.page.documents.day.menu().actions()}
    entries["P04 · member\t1 coding"].trigger()
    entries["Your steps of today"].trigger()
    assert person.places[0] == QuotePlace("code", row.document, row.start, row.end)
    day = person.places[1]
    assert isinstance(day, DayPlace)
    assert day.analyst == "Kim"


def test_after_midnight_a_new_day_is_counted(person: CodingPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    code(person.workbench, DOCUMENT, "And then?", "context")
    day = person.page.documents.day
    day.show_today()
    assert day.button.text() == "1 coding in 1 document"
    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    monkeypatch.setattr(DayCount, "now", staticmethod(lambda: tomorrow))
    day.look_at_the_clock()
    assert day.button.text() == "No codings yet"


def test_a_day_begins_at_midnight_in_the_time_of_the_place() -> None:
    now = datetime(2026, 3, 29, 15, 30).astimezone()
    begun = start_of_day(now)
    assert (begun.hour, begun.minute, begun.date()) == (0, 0, now.date())
    assert stored_form(begun) <= stored_form(now)


def test_codings_of_others_are_theirs(person: CodingPerson) -> None:
    code(person.workbench, DOCUMENT, "And then?", "context")
    other = person.workbench.read.find(records.Analyst)[0].rid + 99
    assert person.workbench.read.by_document.coded_since("2000-01-01", other) == []
    rows = person.workbench.read.by_document.coded_since("2000-01-01", person.workbench.analyst.rid)
    assert [(row.name, row.codings) for row in rows] == [(DOCUMENT, 1)]


def test_the_history_shows_the_steps_of_a_day_and_then_all(person: CodingPerson, qtbot: QtBot) -> None:
    code(person.workbench, DOCUMENT, "And then?", "context")
    page = HistoryPage(person.session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    every = page.view.model().rowCount()
    page.go_to(DayPlace("history", stored_form(datetime.now().astimezone() + timedelta(hours=1)), "Kim"))
    assert page.view.model().rowCount() == 0
    page.go_to(DayPlace("history", stored_form(datetime.now().astimezone() - timedelta(hours=1)), "Nobody"))
    assert page.view.model().rowCount() == 0
    person.click(page.all_button)
    assert page.view.model().rowCount() == every
    assert not page.all_button.isVisible()


def test_a_deleted_document_takes_its_codings_out_of_the_count(person: CodingPerson) -> None:
    code(person.workbench, DOCUMENT, "And then?", "context")
    document = person.workbench.read.document_named(DOCUMENT).rid
    person.session.run(DeleteRecords(records.Document, (document,)))
    person.settle()
    assert person.page.documents.day.button.text() == "No codings yet"
