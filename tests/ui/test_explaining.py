"""Outcome first: explaining coded outcomes by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.grammar import HideRole
from ipof_workbench.domain import records
from ipof_workbench.domain.judging_rows import OutcomeRow
from ipof_workbench.ui.places import QuotePlace, WorkPlace
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study
from tests.ui.coding_person import CONTROL, CodingPerson, coding_person

P04, P15 = "P04 · member", "P15 · member"
QUIET = "no moderator was on after ten"
SHUT = "so I shut the laptop"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def person(tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot) -> Iterator[CodingPerson]:
    workbench = make_study(tmp_path / "study.ipof")
    first = code(workbench, P04, "in the end I answered other people too", "outcome", label="Answers others")
    code(workbench, P04, "she had read every word", "mechanism", first.configuration, "Feels seen")
    with coding_person(qtbot, workbench, tmp_path) as person:
        person.open(P04)
        yield person


def uncounted_outcome(person: CodingPerson) -> None:
    """Code an outcome, and take away the configuration it was coded in."""
    coded = code(person.workbench, P04, SHUT, "outcome", label="Withdraws")
    code(person.workbench, P15, "pressed send before I could think", "outcome", coded.configuration, "Withdraws")
    person.workbench.run(DeleteRecords(records.Configuration, (coded.configuration,)))
    person.settle()


def panel(person: CodingPerson):
    return person.page.ways.explain_panel


def outcomes(person: CodingPerson) -> list[tuple[str, bool]]:
    rows = panel(person).list.outcomes.rows
    return [(row.label, row.is_explained) for row in rows if isinstance(row, OutcomeRow)]


def start(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_3, ALT)
    person.settle()


def test_an_outcome_is_explained_by_keyboard(person: CodingPerson) -> None:
    uncounted_outcome(person)
    near = code(person.workbench, P04, QUIET, "context", label="No moderator at night")
    person.settle()
    start(person)
    assert outcomes(person) == [("Withdraws", False), ("Answers others", True)]
    assert panel(person).list.hasFocus()
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.view.hasFocus()
    assert panel(person).is_explaining()
    detail = person.workbench.read.configuration(person.page.desk.current)
    assert (detail.row.present, detail.row.counts.codings) == ({"outcome"}, 1)
    number = detail.row.number
    assert person.steps()[0] == f"Started {number} to explain “Withdraws” with 1 passage"
    person.code("I was not sure I was even allowed to reply", Qt.Key.Key_M, "Unsure what is allowed")
    offered = [card.row.coding for card in panel(person).offers.cards]
    assert offered[0] == near.coding
    person.click(panel(person).offers.cards[0].take)
    person.settle()
    assert person.labels(number) == {
        "context": ["No moderator at night"],
        "mechanism": ["Unsure what is allowed"],
        "outcome": ["Withdraws"],
    }
    assert near.coding not in [card.row.coding for card in panel(person).offers.cards]
    person.press(Qt.Key.Key_Return, CONTROL)
    person.settle()
    assert not panel(person).is_explaining()
    assert outcomes(person) == [("Withdraws", True), ("Answers others", True)]


def test_a_half_explained_outcome_opens_its_configuration(person: CodingPerson) -> None:
    coded = code(person.workbench, P04, SHUT, "outcome", label="Withdraws")
    person.settle()
    start(person)
    before = len(person.configurations())
    person.press(Qt.Key.Key_Return)
    assert person.page.desk.current == coded.configuration
    assert len(person.configurations()) == before


def test_what_is_explained_is_opened_and_may_be_explained_anew(person: CodingPerson) -> None:
    start(person)
    assert panel(person).explain_button.text() == "Open 1"
    person.click(panel(person).another_button)
    person.settle()
    assert [row.number for row in person.configurations()] == ["1", "2"]
    assert person.labels("2")["outcome"] == ["Answers others"]
    person.session.undo()
    person.settle()
    assert person.page.desk.current is None
    assert not panel(person).is_explaining()
    person.press(Qt.Key.Key_3, ALT)
    person.press(Qt.Key.Key_Return)
    assert [row.number for row in person.configurations()] == ["1"]
    assert person.detail("1").row.rid == person.page.desk.current


def test_other_passages_of_the_outcome_are_counted_one_by_one(person: CodingPerson) -> None:
    uncounted_outcome(person)
    start(person)
    person.press(Qt.Key.Key_Return)
    person.settle()
    cards = panel(person).quotes.cards
    assert [card.row.counts_here for card in cards] == [True, False]
    assert cards[0].take.isHidden()
    person.click(cards[1].show_link)
    place = person.places[-1]
    assert isinstance(place, QuotePlace)
    assert place.document == person.workbench.read.document_named(P15).rid
    person.click(cards[1].take)
    person.settle()
    assert person.workbench.read.configuration(person.page.desk.current).row.counts == (2, 2, 2)


def test_the_memo_reasons_back_from_the_outcome(person: CodingPerson) -> None:
    start(person)
    person.press(Qt.Key.Key_Return)
    person.settle()
    configuration = person.page.desk.current
    person.click(panel(person).memo.viewport())
    person.type("Being read must matter more than being answered.")
    person.press(Qt.Key.Key_Return, CONTROL)
    (memo,) = person.workbench.read.find(records.Memo)
    assert (memo.body, memo.inference) == ("Being read must matter more than being answered.", "retroductive")
    assert (memo.about_kind, memo.about, memo.kind) == ("configuration", configuration, "theory")
    assert person.view.hasFocus()
    person.click(panel(person).memo.viewport())
    person.press(Qt.Key.Key_A, CONTROL)
    person.type("Why so?")
    person.click(panel(person).back)
    person.settle()
    (memo,) = person.workbench.read.find(records.Memo)
    assert memo.body == "Why so?"
    assert person.page.desk.current is None
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert panel(person).memo.toPlainText() == "Why so?"
    person.click(panel(person).memo.viewport())
    person.press(Qt.Key.Key_A, CONTROL)
    person.press(Qt.Key.Key_Delete)
    person.page.deactivate()
    assert person.workbench.read.find(records.Memo) == []


def test_esc_in_the_memo_keeps_what_was_stored(person: CodingPerson) -> None:
    start(person)
    person.press(Qt.Key.Key_Return)
    person.settle()
    person.click(panel(person).memo.viewport())
    person.type("no")
    person.press(Qt.Key.Key_Escape)
    assert person.workbench.read.find(records.Memo) == []
    assert person.view.hasFocus()


def test_the_list_is_of_this_document_or_of_the_whole_project(person: CodingPerson) -> None:
    code(person.workbench, P15, "pressed send before I could think", "outcome", label="Writes")
    person.settle()
    start(person)
    assert [label for label, _ in outcomes(person)] == ["Answers others"]
    person.click(panel(person).scope.segment("project"))
    assert [label for label, _ in outcomes(person)] == ["Writes", "Answers others"]
    assert person.session.settings.value("code/explain_outcomes_of") == "project"
    person.click(panel(person).scope.segment("document"))
    person.open("Notes")
    assert outcomes(person) == []
    assert panel(person).empty.isVisible()
    assert not panel(person).explain_button.isEnabled()
    assert panel(person).explain_button.toolTip() == "There is no outcome to explain yet."


def test_another_page_opens_an_explanation_here(person: CodingPerson) -> None:
    coded = code(person.workbench, P15, "pressed send before I could think", "outcome", label="Writes")
    person.page.go_to(WorkPlace("code", coded.configuration, "explain"))
    person.settle()
    assert person.page.ways.way == "explain"
    assert panel(person).is_explaining()
    assert panel(person).outcome.text() == "Writes"
    person.page.go_to(WorkPlace("code", coded.configuration, "build"))
    assert person.page.ways.way == "build"
    assert person.page.desk.current == coded.configuration


def test_without_a_document_it_opens_the_one_that_tells_of_the_outcome(
    tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    workbench = make_study(tmp_path / "study.ipof")
    coded = code(workbench, P15, "pressed send before I could think", "outcome", label="Writes")
    with coding_person(qtbot, workbench, tmp_path) as person:
        person.page.go_to(WorkPlace("code", coded.configuration, "explain"))
        assert person.page.current_document() == workbench.read.document_named(P15).rid


def test_a_grammar_without_a_role_for_outcomes_says_so(person: CodingPerson) -> None:
    start(person)
    outcome = next(role for role in person.session.roles() if role.connector == "then")
    person.session.run(HideRole(outcome.rid))
    person.settle()
    assert panel(person).empty.isVisible()
    assert panel(person).empty.accessibleName().startswith("No role of the grammar stands for an outcome.")
