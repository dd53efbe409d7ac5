"""Code to theory: judging passages by keys in a real transcript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import AddConfiguration, PutInPlace
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.coding_person import SHIFT, CodingPerson, coding_person

P04, P15 = "P04 · member", "P15 · member"
QUIET = "no moderator was on after ten"
SHUT = "so I shut the laptop"
ALT = Qt.KeyboardModifier.AltModifier


def add_theory(workbench: Workbench) -> None:
    """Twelve statements in two theory areas, and a configuration 7 and its variant 7a."""
    areas = [workbench.run(AddRecord(records.TheoryArea(name=name))).result.rid for name in ("Safety", "Sharing")]
    for number in range(1, 13):
        workbench.run(
            AddStatement(
                f"nobody is on call at hour {number}",
                "people fall silent",
                "they do not know what is allowed",
                number=f"S{number}",
                theory_area=areas[number > 6],
            )
        )
    for number in ("7", "7a"):
        rid = workbench.run(AddConfiguration(number, "Silence")).result.rid
        workbench.run(PutInPlace(rid, "context", label="No moderator at night"))


@pytest.fixture
def person(tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot) -> Iterator[CodingPerson]:
    workbench = make_study(tmp_path / "study.ipof")
    add_theory(workbench)
    with coding_person(qtbot, workbench, tmp_path) as person:
        person.open(P04)
        person.press(Qt.Key.Key_2, ALT)
        person.settle()
        yield person


def panel(person: CodingPerson):
    return person.page.ways.judge_panel


def current(person: CodingPerson) -> str:
    claim = panel(person).current()
    return claim.number if claim else ""


def judged(person: CodingPerson) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (quote, what it does to which claims) of every coding."""
    return [
        (row.quote, [(held.number, held.stance) for held in (*row.statements, *row.configurations)])
        for row in person.codings()
    ]


def test_one_key_supports_a_statement_and_the_next_challenges_another(person: CodingPerson) -> None:
    person.select(QUIET)
    assert person.view.hasFocus()
    person.press(Qt.Key.Key_S)
    person.press(Qt.Key.Key_Down)
    assert current(person) == "S2"
    person.press(Qt.Key.Key_4, SHIFT)
    person.settle()
    assert judged(person) == [(QUIET, [("S1", "supports"), ("S2", "challenges")])]
    assert person.view.hasFocus()
    assert person.steps()[:2] == [
        f"Judged “{QUIET}”: challenges statement S2",
        f"Judged “{QUIET}”: supports statement S1",
    ]
    person.session.undo()
    person.settle()
    assert judged(person) == [(QUIET, [("S1", "supports")])]
    person.session.undo()
    person.settle()
    assert person.codings() == []
    assert person.page.shown.rows == {}


@pytest.mark.parametrize(
    ("key", "modifier", "stance"),
    [
        (Qt.Key.Key_1, SHIFT, "supports"),
        (Qt.Key.Key_2, SHIFT, "partly_supports"),
        (Qt.Key.Key_3, SHIFT, "refines"),
        (Qt.Key.Key_4, SHIFT, "challenges"),
        (Qt.Key.Key_5, SHIFT, "silent"),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "refines"),
        (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "challenges"),
    ],
)
def test_every_stance_has_its_key(person: CodingPerson, key, modifier, stance: str) -> None:
    person.select(SHUT)
    person.press(key, modifier)
    assert judged(person) == [(SHUT, [("S1", stance)])]


def test_the_judged_passage_is_painted_and_named_by_what_it_does(person: CodingPerson) -> None:
    person.select(QUIET)
    person.press(Qt.Key.Key_S)
    person.press(Qt.Key.Key_Escape)
    person.settle()
    (mark,) = person.page.shown.marks()
    assert (mark.letter, mark.name, mark.configuration) == ("#", "supports S1", "S1")
    assert (mark.configuration_key or 0) < 0
    assert [m.key for m in person.view.codings_at(mark.start)] == [mark.key]
    person.view.configuration_activated.emit(mark.configuration_key)
    assert current(person) == "S1"


def test_judged_again_it_takes_the_other_stance_and_says_so(person: CodingPerson) -> None:
    person.select(QUIET)
    person.press(Qt.Key.Key_S)
    person.press(Qt.Key.Key_X)
    assert judged(person) == [(QUIET, [("S1", "challenges")])]
    assert person.page.status_facts() == "Now challenges S1."
    person.press(Qt.Key.Key_X)
    assert person.page.status_facts() == "This passage challenges S1 already."


def test_delete_takes_a_judgement_back_and_the_last_takes_the_coding(person: CodingPerson) -> None:
    person.select(QUIET)
    person.press(Qt.Key.Key_Delete)
    assert person.page.status_facts() == "This passage is not judged against S1."
    person.press(Qt.Key.Key_S)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_X)
    person.settle()
    person.press(Qt.Key.Key_Delete)
    person.settle()
    assert judged(person) == [(QUIET, [("S1", "supports")])]
    assert person.page.status_facts() == "No longer challenges S2."
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Delete)
    person.settle()
    assert person.codings() == []
    person.press(Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_Delete)
    assert person.page.status_facts() == "Select a judged passage, and the sentence it was judged against."


def test_a_coded_passage_is_judged_from_the_caret_and_keeps_its_coding(person: CodingPerson) -> None:
    person.code(QUIET, Qt.Key.Key_C, "A silent night")
    assert person.view.selected_span() is None
    person.press(Qt.Key.Key_R)
    person.settle()
    (row,) = person.codings()
    assert row.element_label == "A silent night"
    assert [(held.number, held.stance) for held in row.statements] == [("S1", "refines")]


def test_typed_figures_choose_while_the_text_keeps_the_keyboard(person: CodingPerson) -> None:
    person.select(QUIET)
    person.press(Qt.Key.Key_1)
    assert current(person) == "S10"  # S1 was current: the same figure goes on to the next that begins so
    person.press(Qt.Key.Key_2)
    assert current(person) == "S12"
    assert person.view.hasFocus()
    assert person.view.selected_span() is not None
    person.press(Qt.Key.Key_S)
    assert judged(person)[0][1] == [("S12", "supports")]


def test_a_number_that_is_not_there_is_said(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_0)
    assert person.page.status_facts() == "No sentence has the number 0."


def test_arrows_move_the_caret_where_nothing_is_selected(person: CodingPerson) -> None:
    person.select(QUIET)
    person.press(Qt.Key.Key_Escape)
    before, sentence = person.view.caret_offset(), current(person)
    person.press(Qt.Key.Key_Down)
    assert person.view.caret_offset() != before
    assert current(person) == sentence


def test_configurations_are_judged_too_and_the_role_keys_follow(person: CodingPerson) -> None:
    person.click(panel(person).kinds.segment("configuration"))
    person.select(QUIET)
    person.press(Qt.Key.Key_7)
    assert current(person) == "7a"
    person.press(Qt.Key.Key_X)
    person.settle()
    assert judged(person) == [(QUIET, [("7a", "challenges")])]
    person.code(SHUT, Qt.Key.Key_O, "Withdraws")
    assert person.labels("7a")["outcome"] == ["Withdraws"]
    assert panel(person).goal.text() == "C, M and O go to configuration 7a."
    person.press(Qt.Key.Key_Delete)
    assert person.page.status_facts() == "This passage is coded in a place of 7a; U takes that away."


def test_the_filter_narrows_and_enter_goes_back_to_the_text(person: CodingPerson) -> None:
    field = panel(person).filter
    person.click(field)
    person.type("hour 11")
    assert [claim.number for claim in panel(person).list.claims.claims()] == ["S11"]
    person.press(Qt.Key.Key_Return)
    assert person.view.hasFocus()
    assert current(person) == "S11"
    person.click(field)
    person.type(" nothing like it")
    assert panel(person).empty.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert len(panel(person).list.claims.claims()) == 12
    assert current(person) == "S1"


def test_theory_areas_are_groups_and_counts_stand_under_the_sentence(person: CodingPerson) -> None:
    rows = panel(person).list.claims.rows
    assert [row.name for row in rows if hasattr(row, "name")] == ["Safety", "Sharing"]
    person.select(QUIET)
    person.press(Qt.Key.Key_S)
    person.settle()
    claims = panel(person).list.claims
    words = claims.index(claims.row_of(claims.current)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.endswith("; this passage supports, 1 supports")


def test_theory_shown_marks_what_is_judged_meanwhile(person: CodingPerson) -> None:
    person.select(QUIET)
    person.press(Qt.Key.Key_S)
    person.click(panel(person).theory_shown)
    person.settle()
    person.select(SHUT)
    person.press(Qt.Key.Key_S)
    stored = person.workbench.read.find(records.Evidence)
    assert [row.elicited for row in stored] == ["", "theory_shown"]
    person.open(P15)
    assert not panel(person).theory_shown.isChecked()
    person.open(P04)
    assert panel(person).theory_shown.isChecked()


def test_what_is_missing_is_said_and_nothing_happens(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_S)
    assert person.page.status_facts() == "Select a passage first, then say what it does to the chosen sentence."
    person.select(QUIET)
    panel(person).filter.setText("nothing like it")
    person.view.setFocus()
    person.press(Qt.Key.Key_S)
    assert person.page.status_facts() == "Choose a sentence of the theory on the right first."
    assert person.codings() == []


def test_a_click_judges_and_a_double_click_opens_the_statement(person: CodingPerson) -> None:
    person.select(QUIET)
    person.click(panel(person).buttons["refines"])
    assert judged(person) == [(QUIET, [("S1", "refines")])]
    panel(person).list.setFocus()
    person.press(Qt.Key.Key_Return)
    place = person.places[-1]
    assert isinstance(place, RecordPlace)
    assert (place.page, place.kind) == ("statements", "theory_statement")


def test_the_way_is_remembered_and_letters_mean_nothing_elsewhere(person: CodingPerson) -> None:
    assert person.session.settings.value("code/way") == "judge"
    person.press(Qt.Key.Key_1, ALT)
    person.select(QUIET)
    person.press(Qt.Key.Key_S)
    assert person.codings() == []
    person.press(Qt.Key.Key_4, SHIFT)
    assert person.codings() == []
    assert person.page.desk.stance == "challenges"


def test_role_letters_of_the_grammar_come_first(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    workbench = make_study(tmp_path / "study.ipof", grammar="scmo")
    add_theory(workbench)
    with coding_person(qtbot, workbench, tmp_path) as person:
        person.open(P04)
        person.press(Qt.Key.Key_2, ALT)
        person.code(QUIET, Qt.Key.Key_S, "Night rota")
        (row,) = person.codings()
        assert (row.role_key, row.statements) == ("strategy", ())
        person.select(SHUT)
        person.press(Qt.Key.Key_X)
        assert judged(person)[1] == (SHUT, [("S1", "challenges")])


def test_a_study_for_reading_only_is_judged_by_nobody(person: CodingPerson) -> None:
    person.session.make_read_only()
    person.settle()
    person.select(QUIET)
    person.press(Qt.Key.Key_S)
    assert person.codings() == []
    assert person.refusals[-1].startswith("This project is open for reading only")


def test_without_statements_the_list_says_where_they_are_written(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as person:
        person.open(P04)
        person.press(Qt.Key.Key_2, ALT)
        empty = panel(person).empty
        assert empty.isVisible()
        empty.action_requested.emit()
        assert person.places[-1].page == "statements"
