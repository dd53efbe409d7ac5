"""What stands around the statements: rounds of votes, rivals, substantive theories, recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import LinkConfigurations
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.grounding import AddRecommendation, UseTheory
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.commands.rivals import AddRivals
from ipof_workbench.domain import records
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.places import ConfigurationPlace, QuotePlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.statements_page import StatementsPage
from ipof_workbench.ui.statements.vote_table import FIRST_VOTER
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.statements_person import ALT, CONTROL, fill, keyboard, numbers, press, shown, stored, write

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(live_reading, "QUICK_S", 60.0)  # a busy machine would read in a worker what is shown at once
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def rids(session: Session) -> dict[str, int]:
    return fill(session.workbench)


@pytest.fixture
def page(session: Session, rids: dict[str, int], qtbot: QtBot) -> StatementsPage:
    return shown(session, qtbot)


def own(session: Session):
    return session.workbench.read.of_statements


# --- rounds


@pytest.fixture
def votes(page: StatementsPage):
    QTest.mouseClick(page.list_view.prioritise_button, LEFT)
    return page.rounds


def fill_cells(votes, *columns: str) -> None:
    """Type a column of figures for each voter."""
    for column, figures in enumerate(columns):
        votes.table.setCurrentIndex(votes.grid.index(0, FIRST_VOTER + column))
        for figure in figures.split():
            votes.grid.setData(votes.table.currentIndex(), figure)
            press(votes.table, Qt.Key.Key_Return)


def row(votes, at: int) -> list[str]:
    return [str(votes.grid.index(at, column).data()) for column in range(FIRST_VOTER, votes.grid.columnCount())]


def test_votes_are_typed_and_the_order_follows_at_once(page, votes, session) -> None:
    assert keyboard() is votes.table
    write("4")
    press(keyboard(), Qt.Key.Key_Return)
    votes.table.viewport().repaint()
    QApplication.processEvents()
    assert row(votes, 0) == ["4", "", "", "4", "1", "high"]
    assert votes.table.currentIndex().row() == 1
    fill_cells(votes, "1 5 2", "0 3 3")
    assert [row(votes, at)[3:] for at in range(3)] == [["1", "3", "low"], ["8", "1", "high"], ["5", "2", "medium"]]
    order = [held.words.split()[0] for held in votes.order_panel.list.rows.rows]
    assert order == ["S2", "S3", "S1"]
    assert stored(session) == ["S1", "S2", "S3"]


def test_the_decision_is_recorded_with_order_priorities_and_who_took_part(page, votes, session) -> None:
    votes.voters.setText("Ann, Ben")
    votes.voters.editingFinished.emit()
    fill_cells(votes, "1 5 2", "0 3 3")
    votes.high.setValue(2)
    votes.medium.setValue(0)
    votes.held_on.setText("2026-03-02")
    votes.attendees.setText("Ann, Ben, Kim")
    QTest.mouseClick(votes.record, LEFT)
    assert [(held.number, held.priority) for held in own(session).listed()] == [
        ("S2", "high"), ("S3", "high"), ("S1", "low"),
    ]  # fmt: skip
    (held,) = own(session).rounds()
    assert (held.held_on, held.attendees, held.voters, held.note) == (
        "2026-03-02", "Ann, Ben, Kim", 2, "2 high, 0 medium, 1 low.",
    )  # fmt: skip
    assert page.list_view.isVisible()
    assert numbers(page) == ["S2", "S3", "S1"]


def test_a_past_round_is_looked_at_again_and_stays_as_it_is(page, votes, session) -> None:
    fill_cells(votes, "1 5 2", "0 3 3")
    QTest.mouseClick(votes.record, LEFT)
    QTest.mouseClick(page.list_view.prioritise_button, LEFT)
    assert votes.rounds.count() == 2
    votes.rounds.setCurrentIndex(1)
    assert row(votes, 0)[:2] == ["5", "3"]
    assert votes.grid.read_only
    assert not votes.grid.setData(votes.grid.index(0, FIRST_VOTER), "9")
    assert votes.record.isHidden()
    assert votes.wording.text() == "Prioritised 3 statements by the points of 2 voters"
    votes.rounds.setCurrentIndex(0)
    assert votes.grid.is_empty()
    assert not votes.record.isHidden()
    press(votes.table, Qt.Key.Key_Escape)
    assert page.list_view.isVisible()


def test_cells_are_pasted_from_a_spreadsheet_and_emptied_by_delete(votes) -> None:
    QApplication.clipboard().setText("1\t2\r\n2\t1\r\n3\t3\t9\t9\n4\t4\n")
    votes.table.setCurrentIndex(votes.grid.index(0, FIRST_VOTER + 1))
    press(votes.table, Qt.Key.Key_V, CONTROL)
    assert [row(votes, at)[:3] for at in range(3)] == [["", "1", "2"], ["", "2", "1"], ["", "3", "3"]]
    press(votes.table, Qt.Key.Key_Delete)
    assert row(votes, 0)[:3] == ["", "", "2"]


@pytest.mark.parametrize(
    ("columns", "counting", "sentence"),
    [
        (("1 x 2",), 0, "“x” is no whole number from 0 on"),
        (("1 -2 2",), 0, "“-2” is no whole number from 0 on"),
        (("1 1 2",), 1, "Voter 1 gave rank 1 twice"),
        (("1 2 4",), 1, "Voter 1 ranked 3, so the ranks are 1 to 3; 3 is missing"),
    ],
)
def test_votes_that_cannot_be_counted_are_told_under_the_fields(votes, session, columns, counting, sentence) -> None:
    fill_cells(votes, *columns)
    if counting:
        QTest.mouseClick(votes.counting.segment(list(type(votes.grid.counting))[1]), LEFT)
    QTest.mouseClick(votes.record, LEFT)
    assert votes.error.sentence().startswith(sentence)
    assert own(session).rounds() == []


def test_without_a_vote_there_is_nothing_to_record(votes) -> None:
    assert not votes.record.isEnabled()
    assert votes.record.toolTip() == "Type at least one vote"


def test_a_statement_added_meanwhile_joins_the_round(page, votes, session) -> None:
    from ipof_workbench.app.commands.statements import AddStatement

    fill_cells(votes, "1 5 2")
    session.run(AddStatement("x", "y"))
    assert [row(votes, at)[0] for at in range(4)] == ["1", "5", "2", ""]


# --- rivals


@pytest.fixture
def group(page: StatementsPage, session: Session, rids: dict[str, int]) -> int:
    group = session.run(AddRivals("Why quiet", "", (rids["1"],), (rids["S2"],))).result.rid
    coding = session.workbench.read.find(records.Coding)[0].rid
    session.run(AddEvidence(coding, statement=rids["S2"], stance="challenges"))
    QTest.mouseClick(page.switch.segment("rivals"), LEFT)
    return int(group)


def test_a_group_is_named_and_filled_by_typing(page, session, rids) -> None:
    QTest.mouseClick(page.switch.segment("rivals"), LEFT)
    assert keyboard() is page.rivals.entry.field
    write("Why quiet")
    press(keyboard(), Qt.Key.Key_Return)
    assert page.rivals.current().name == "Why quiet"
    assert not page.adjudication.record.isEnabled()
    for typed in ("Silence", "people write again"):
        page.adjudication.add.open_picker()
        write(typed)
        press(keyboard(), Qt.Key.Key_Return)
    assert [member.number for member in own(session).rival_groups()[0].members] == ["1", "S2"]
    assert page.adjudication.record.isEnabled()


def test_rivals_stand_side_by_side_and_the_deciding_passage_opens_its_place(page, session, group, qtbot) -> None:
    columns = page.rivals.columns.columns
    assert [column.accessibleName() for column in columns] == ["Configuration 1", "Statement S2"]
    assert [column.counts.text() for column in columns] == [
        "1 source, 2 codings, 1 case", "1 source, 1 coding, 1 case",
    ]  # fmt: skip
    (shown_row,) = page.rivals.deciding.list.rows.rows
    assert shown_row.below.startswith("supports 1, challenges S2 · ")
    with qtbot.waitSignal(session.place_requested) as asked:
        press(page.rivals.deciding.list, Qt.Key.Key_Return)
    assert isinstance(asked.args[0], QuotePlace)
    with qtbot.waitSignal(session.place_requested) as asked:
        QTest.mouseClick(columns[0].title, LEFT)
    assert isinstance(asked.args[0], ConfigurationPlace)


def test_the_adjudication_is_recorded_with_a_verdict_for_each(page, session, group) -> None:
    panel = page.adjudication
    QTest.mouseClick(panel.record, LEFT)
    assert panel.error.sentence() == "Write the note or give a verdict first."
    first = next(iter(panel.verdicts.values()))
    assert panel.held_on.text() == date.today().isoformat(), "what looks like a date is one"
    first.setCurrentIndex(first.findData("prevails"))
    panel.note.setFocus()
    write("It explains more.")
    panel.held_on.setText("2026-03-02")
    page.deactivate()
    assert own(session).rival_groups()[0].adjudication == ""
    page.activate()
    QTest.mouseClick(panel.record, LEFT)
    (held,) = own(session).rival_groups()
    assert (held.adjudication, held.decided_on) == ("It explains more.", "2026-03-02")
    assert [member.verdict for member in held.members] == ["prevails", ""]
    assert page.rivals.columns.columns[0].verdict.isVisible()
    assert panel.last.text().startswith("Last decided on 2026-03-02")


def test_what_is_typed_stays_while_the_evidence_changes(page, session, group, rids) -> None:
    page.adjudication.note.setFocus()
    write("Half a note")
    session.run(AddEvidence(session.workbench.read.find(records.Coding)[1].rid, statement=rids["S2"]))
    assert page.adjudication.note.words() == "Half a note"


def test_a_rival_is_taken_out_and_the_group_deleted_both_undoable(page, session, group) -> None:
    QTest.mouseClick(page.rivals.columns.columns[1].remove, LEFT)
    assert len(own(session).rival_groups()[0].members) == 1
    press(page.rivals.list, Qt.Key.Key_Delete)
    assert own(session).rival_groups() == []
    session.undo()
    session.undo()
    assert len(page.rivals.current().members) == 2


def test_configurations_linked_as_rivals_are_grouped_with_one_click(page, session, rids) -> None:
    QTest.mouseClick(page.switch.segment("rivals"), LEFT)
    assert not page.rivals.suggestion.isVisible()
    session.run(LinkConfigurations(rids["1"], rids["2"], "rival"))
    assert page.rivals.suggestion.isVisible()
    page.rivals.suggestion.link_activated.emit()
    assert page.rivals.name.is_editing()
    write("Two ways")
    press(keyboard(), Qt.Key.Key_Return)
    (held,) = own(session).rival_groups()
    assert (held.name, [member.number for member in held.members]) == ("Two ways", ["1", "2"])
    assert not page.rivals.suggestion.isVisible()


def test_a_name_that_another_group_has_is_refused(page, session, group) -> None:
    session.run(AddRivals("Taken"))
    page.rivals.select(group)
    page.rivals.name.edit()
    write("Taken")
    press(keyboard(), Qt.Key.Key_Return)
    assert page.rivals.name.text() == "Why quiet"


# --- substantive theories


def test_a_theory_is_registered_and_speaks_to_what_is_chosen(page, session, rids, qtbot) -> None:
    QTest.mouseClick(page.switch.segment("theories"), LEFT)
    write("Self-determination theory")
    press(keyboard(), Qt.Key.Key_Return)
    form = page.theory
    form.fields["authors"].setFocus()
    write("Ryan & Deci")
    press(keyboard(), Qt.Key.Key_Return)
    form.fields["constructs"].setFocus()
    write("autonomy")
    press(keyboard(), Qt.Key.Key_Return)
    write("relatedness")
    press(keyboard(), Qt.Key.Key_Return, CONTROL)
    form.uses.open_picker()
    write("Silence at night")
    press(keyboard(), Qt.Key.Key_Return)
    (held,) = own(session).theories()
    assert (held.authors, held.construct_list) == ("Ryan & Deci", ("autonomy", "relatedness"))
    assert [(use.kind, use.about) for use in held.uses] == [("configuration", rids["1"])]
    menu = QMenu()
    form.uses.menu_filler(menu, held.uses[0])
    next(action for action in menu.actions() if action.text() == "relatedness").trigger()
    assert own(session).theory_uses()[0].construct == "relatedness"
    with qtbot.waitSignal(session.place_requested) as asked:
        QTest.mouseClick(form.uses.chips[0], LEFT)
    assert isinstance(asked.args[0], ConfigurationPlace)
    press(form.uses.chips[0], Qt.Key.Key_Delete)
    assert own(session).theory_uses() == []


def test_a_theory_keeps_its_name_when_another_has_the_new_one(page, session) -> None:
    first = session.run(AddRecord(records.SubstantiveTheory(name="A"))).result.rid
    session.run(AddRecord(records.SubstantiveTheory(name="B")))
    page.go_to(RecordPlace("statements", "substantive_theory", first))
    page.theory.fields["name"].setFocus()
    press(keyboard(), Qt.Key.Key_A, CONTROL)
    write("B")
    press(keyboard(), Qt.Key.Key_Return)
    assert page.theory.fields["name"].toPlainText() == "A"
    press(page.theories.list, Qt.Key.Key_Delete)
    assert [held.name for held in own(session).theories()] == ["B"]
    assert page.theory.theory.name == "B"


def test_the_use_of_a_theory_leads_to_the_statement(page, session, rids) -> None:
    theory = session.run(AddRecord(records.SubstantiveTheory(name="A"))).result.rid
    session.run(UseTheory(theory, statement=rids["S3"]))
    page.go_to(RecordPlace("statements", "substantive_theory", theory))
    QTest.mouseClick(page.theory.uses.chips[0], LEFT)
    assert page.switch.current() == "statements"
    assert page.list_view.list.current().number == "S3"


# --- recommendations


def test_recommendations_are_written_ordered_and_grounded(page, session, rids) -> None:
    QTest.mouseClick(page.switch.segment("recommendations"), LEFT)
    for words in ("Say when somebody looks in", "Let people choose a name"):
        page.recommendations.entry.field.setFocus()
        write(words)
        press(keyboard(), Qt.Key.Key_Return)
    press(page.recommendations.list, Qt.Key.Key_Up, ALT)
    assert [held.wording[:3] for held in own(session).recommendations()] == ["Let", "Say"]
    press(page.recommendations.list, Qt.Key.Key_Down, ALT)
    form = page.recommendation
    form.fields["audience"].setFocus()
    write("hosts")
    press(keyboard(), Qt.Key.Key_Return)
    form.ground.open_picker()
    write("Silence")
    press(keyboard(), Qt.Key.Key_Return)
    held = own(session).recommendations()[1]
    assert (held.wording, held.audience) == ("Let people choose a name", "hosts")
    assert [tie.number for tie in held.configurations] == ["1"]
    assert page.recommendations.list.rows.rows[1].below == "For hosts · from configuration 1"
    QTest.mouseClick(form.delete_button, LEFT)
    assert len(own(session).recommendations()) == 1
    session.undo()
    assert len(own(session).recommendations()) == 2


def test_leaving_a_field_stores_it_and_esc_brings_it_back(page, session) -> None:
    rid = session.run(AddRecommendation("Do it", "hosts")).result.rid
    page.go_to(RecordPlace("statements", "recommendation", rid))
    field = page.recommendation.fields["audience"]
    field.setFocus()
    write(" and staff")
    press(field, Qt.Key.Key_Escape)
    assert field.words() == "hosts"
    field.setFocus()
    press(field, Qt.Key.Key_End)
    write(" and staff")
    press(field, Qt.Key.Key_Tab)
    assert own(session).recommendations()[0].audience == "hosts and staff"


def test_the_counts_of_all_views_stand_on_the_switch(page, session, group) -> None:
    session.run(AddRecommendation("Do it"))
    assert [page.switch.segment(key).count for key in ("statements", "rivals", "theories", "recommendations")] == [
        3, 1, None, 1,
    ]  # fmt: skip
