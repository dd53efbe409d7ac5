"""Splitting and merging statements by keyboard and mouse; the project is looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.findings import KeepFinding
from ipof_workbench.domain import records
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.statements.statement_items import statement_sentence
from ipof_workbench.ui.statements.statements_page import StatementsPage
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.versions.statement_merge_sheet import StatementMergeSheet
from ipof_workbench.ui.versions.statement_split_sheet import MOST, StatementSplitSheet
from tests.factories import make_study
from tests.ui.statements_person import CONTROL, fill, keyboard, press, shown, stored, write

AnySheet = TypeVar("AnySheet", bound=Sheet)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
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


def choose_in_menu(page: StatementsPage, words: str, qtbot: QtBot) -> None:
    """Open the menu of the detail with the mouse and take an entry."""
    QTest.mouseClick(page.detail.head.more, LEFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().split("\t")[0] == words)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def sheet(page: StatementsPage, kind: type[AnySheet]) -> AnySheet:
    """Return the form that is open."""
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def closed(page: StatementsPage) -> bool:
    return not any(each.isVisible() for each in page.findChildren(Sheet))


def split_form(page: StatementsPage, qtbot: QtBot) -> StatementSplitSheet:
    choose_in_menu(page, "Split…", qtbot)
    return sheet(page, StatementSplitSheet)


def tick(form: StatementSplitSheet, row: int, part: int) -> None:
    """Click into a cell beside its box."""
    assert form.table is not None
    form.table.scrollTo(form.model.index(row, part))
    cell = form.table.visualRect(form.model.index(row, part))
    QTest.mouseClick(form.table.viewport(), LEFT, pos=QPoint(cell.left() + 10, cell.center().y()))


def steps(session: Session) -> int:
    return len([step for step in session.workbench.history() if not step.undone])


def sentences(session: Session) -> dict[str, str]:
    return {held.number: statement_sentence(held) for held in session.workbench.read.of_statements.listed()}


def statuses(session: Session) -> dict[str, str]:
    return {held.number: held.status for held in session.workbench.read.of_statements.listed()}


def evidence(session: Session, statement: int) -> int:
    return len(session.workbench.read.find(records.Evidence, statement=statement))


# --- splitting


def test_a_statement_is_split_by_the_keyboard(page: StatementsPage, session: Session, rids, qtbot: QtBot) -> None:
    before, known = steps(session), sentences(session)
    form = split_form(page, qtbot)
    assert [box.number.text() for box in form.boxes] == ["S1a", "S1b"]
    assert keyboard() is form.boxes[0].sentence.fields["if"]
    for words in ("nobody answers at night", "members stop writing"):
        press(keyboard(), Qt.Key.Key_A, CONTROL)
        write(words)
        press(keyboard(), Qt.Key.Key_Tab)
    press(keyboard(), Qt.Key.Key_Return)
    assert closed(page)
    after = sentences(session)
    assert after["S1a"].lower() == (
        "if nobody answers at night, then members stop writing, because they are unsure what is allowed."
    )
    assert after["S1b"] == known["S1"] == after["S1"]
    assert statuses(session)["S1"] == "parked"
    assert steps(session) == before + 1
    lineage = session.workbench.read.find(records.Lineage)
    assert [(row.ancestor, row.change) for row in lineage] == [(rids["S1"], "split")] * 2
    session.undo()
    assert sentences(session) == known
    assert statuses(session)["S1"] == "refined"
    assert session.workbench.read.find(records.Lineage) == []


def test_quotes_and_findings_are_ticked_for_the_parts_they_go_to(
    page: StatementsPage, session: Session, rids, qtbot: QtBot
) -> None:
    finding = session.workbench.run(
        KeepFinding(records.Finding(kind="survey_statistic", wording="3 of 10 log in at night"))
    ).result
    session.workbench.run(AddEvidence(finding=finding.rid, statement=rids["S1"]))
    form = split_form(page, qtbot)
    lines = [words for _rid, words in form.model.lines]
    assert len(lines) == 3
    assert "3 of 10 log in at night" in lines[2]
    quotes = [rid for rid, _words in form.model.lines]
    tick(form, 0, 1)
    assert form.table is not None
    form.table.setFocus()
    press(form.table, Qt.Key.Key_Right)  # from the first part to the second
    press(form.table, Qt.Key.Key_Space)
    press(form.table, Qt.Key.Key_Down)
    press(form.table, Qt.Key.Key_Down)
    press(form.table, Qt.Key.Key_Space)
    assert (form.model.ticked(0), form.model.ticked(1)) == ((quotes[0],), (quotes[0], quotes[2]))
    press(form.table, Qt.Key.Key_Space)
    press(form.table, Qt.Key.Key_Space)
    form.boxes[0].sentence.fields["if"].setFocus()
    write("Most often ")
    form.original.setFocus()
    press(form.original, Qt.Key.Key_Down)
    form.reason.setFocus()
    write("two things")
    QTest.mouseClick(form._accept, LEFT)  # noqa: SLF001
    assert closed(page)
    made = {held.number: held.rid for held in session.workbench.read.of_statements.listed()}
    assert session.workbench.read.get(records.Evidence, quotes[0]).statement == made["S1a"]
    assert [evidence(session, made[number]) for number in ("S1a", "S1b", "S1")] == [1, 2, 1]
    assert statuses(session)["S1"] == "rejected"
    session.undo()
    assert evidence(session, rids["S1"]) == 3


def test_a_click_on_a_box_ticks_once(page: StatementsPage, session: Session, rids, qtbot: QtBot) -> None:
    form = split_form(page, qtbot)
    tick(form, 1, 2)
    assert form.model.ticked(1) == (form.model.lines[1][0],)
    tick(form, 1, 2)
    assert form.model.ticked(1) == ()


def test_parts_are_added_and_taken_away_with_their_ticks(page: StatementsPage, session, rids, qtbot: QtBot) -> None:
    form = split_form(page, qtbot)
    QTest.mouseClick(form.add_button, LEFT)
    assert [box.number.text() for box in form.boxes] == ["S1a", "S1b", "S1c"]
    assert keyboard() is form.boxes[2].sentence.fields["if"]
    tick(form, 0, 3)
    QTest.mouseClick(form.boxes[1].remove, LEFT)
    assert [box.number.text() for box in form.boxes] == ["S1a", "S1c"]
    assert [box.caption.text() for box in form.boxes] == ["Part 1", "Part 2"]
    assert form.model.ticked(1) == (form.model.lines[0][0],)
    assert form.model.headerData(2, Qt.Orientation.Horizontal) == "S1c"
    form.boxes[1].number.setFocus()
    press(keyboard(), Qt.Key.Key_A, CONTROL)
    write("S1x")
    assert form.model.headerData(2, Qt.Orientation.Horizontal) == "S1x"
    for _ in range(MOST - 2):
        QTest.mouseClick(form.add_button, LEFT)
    assert len(form.boxes) == MOST
    assert not form.add_button.isEnabled()
    assert "6 parts" in form.add_button.toolTip()


def test_one_part_is_split_off_while_the_original_stays(page: StatementsPage, session, rids, qtbot: QtBot) -> None:
    form = split_form(page, qtbot)
    QTest.mouseClick(form.boxes[0].remove, LEFT)
    assert not form.boxes[0].remove.isEnabled()
    press(form.boxes[0].number, Qt.Key.Key_Return)
    assert form.problem().startswith("A statement is split into at least two: give S1 another part")
    form.original.setFocus()
    press(form.original, Qt.Key.Key_End)
    press(form.boxes[0].number, Qt.Key.Key_Return)
    assert form.problem() == "Part 1 has the words of S1, which stays: change them, or set S1 aside."
    assert keyboard() is form.boxes[0].sentence.fields["if"]
    write("Only where ")
    press(keyboard(), Qt.Key.Key_Return)
    assert closed(page)
    assert set(stored(session)) == {"S1", "S1b", "S2", "S3"}
    assert statuses(session)["S1"] == "refined"


def test_what_makes_no_sense_is_said_and_changes_nothing(page: StatementsPage, session, rids, qtbot: QtBot) -> None:
    before = steps(session)
    form = split_form(page, qtbot)
    press(keyboard(), Qt.Key.Key_Return)
    assert form.problem() == "Parts 1 and 2 have the same words: change one of them."
    for part in ("if", "then", "because"):
        form.boxes[1].sentence.fields[part].setFocus()
        press(keyboard(), Qt.Key.Key_A, CONTROL)
        press(keyboard(), Qt.Key.Key_Delete)
    press(keyboard(), Qt.Key.Key_Return)
    assert "needs words" in form.problem()
    write("they are tired")
    form.boxes[1].number.setFocus()
    press(keyboard(), Qt.Key.Key_A, CONTROL)
    write("S2")
    press(keyboard(), Qt.Key.Key_Return)
    assert "S2" in form.problem()
    assert steps(session) == before
    press(keyboard(), Qt.Key.Key_Escape)
    assert closed(page)
    assert stored(session) == ["S1", "S2", "S3"]


# --- merging


def test_others_are_chosen_by_typing_and_taken_in(page: StatementsPage, session: Session, rids, qtbot: QtBot) -> None:
    before, known = steps(session), sentences(session)
    page.list_view.list.setFocus()
    press(keyboard(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.detail.statement is not None and page.detail.statement.number == "S2")
    choose_in_menu(page, "Merge with…", qtbot)
    form = sheet(page, StatementMergeSheet)
    assert keyboard() is form.other
    write("looks in")
    press(form.other, Qt.Key.Key_Return)
    write("S3")
    press(form.other, Qt.Key.Key_Return)
    assert form.chosen() == (rids["S1"], rids["S3"])
    QTest.mouseClick(form.chosen_list.crosses[1], LEFT)
    assert form.chosen() == (rids["S1"],)
    form.sentence.fields["because"].setFocus()
    press(keyboard(), Qt.Key.Key_A, CONTROL)
    write("somebody is there")
    form.reason.setFocus()
    write("one idea")
    QTest.mouseClick(form._accept, LEFT)  # noqa: SLF001
    assert closed(page)
    assert sentences(session)["S2"].endswith("because somebody is there.")
    assert statuses(session) == {"S1": "parked", "S2": "initial", "S3": "initial"}
    assert (evidence(session, rids["S1"]), evidence(session, rids["S2"])) == (0, 2)
    assert [tie.statement for tie in session.workbench.read.find(records.StatementConfiguration)] == [rids["S2"]]
    assert steps(session) == before + 1
    session.undo()
    assert sentences(session) == known
    assert evidence(session, rids["S1"]) == 2


def test_merging_by_its_key_says_what_is_missing_and_leaves_with_esc(page, session, rids, qtbot: QtBot) -> None:
    before = steps(session)
    press(page.list_view.list, Qt.Key.Key_M, CONTROL)
    form = sheet(page, StatementMergeSheet)
    press(form.other, Qt.Key.Key_Return)
    assert form.problem() == "Choose at least one other statement that S1 takes in."
    write("S")
    press(form.other, Qt.Key.Key_Escape)  # the list goes, the form stays
    assert form.isVisible()
    write("S2")
    press(form.other, Qt.Key.Key_Return)
    for field in form.sentence.fields.values():
        field.setFocus()
        press(field, Qt.Key.Key_A, CONTROL)
        press(field, Qt.Key.Key_Delete)
    press(keyboard(), Qt.Key.Key_Return)
    assert form.problem() == "Statement S1 needs words afterwards."
    form.other.setFocus()
    press(form.other, Qt.Key.Key_Escape)
    assert closed(page)
    assert steps(session) == before


# --- when it cannot be done


def test_the_menu_says_why_not(page: StatementsPage, session: Session, rids, qtbot: QtBot) -> None:
    for number in ("S2", "S3"):
        page.list_view.select(rids[number])
        page._delete()  # noqa: SLF001
    assert stored(session) == ["S1"]
    assert page.detail.versions.why_not_merged() == "There is no other statement to merge it with."
    QTest.mouseClick(page.detail.head.more, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    can = {action.text().split("\t")[0]: (action.isEnabled(), action.toolTip()) for action in menu.actions()}
    menu.close()
    assert can["Merge with…"] == (False, "There is no other statement to merge it with.")
    assert can["Split…"][0]
    refused: list[str] = []
    session.refused.connect(refused.append)
    page.detail.versions.merge()
    assert refused == ["There is no other statement to merge it with."]
    assert closed(page)
    assert page.detail.statement is not None
    changes = {"if_text": "", "then_text": "", "because_text": ""}
    page._commands.edit_wording(page.detail.statement, changes)  # noqa: SLF001
    page.detail.versions.split()
    assert refused[-1] == "There are no words in S1 to split yet; write its sentence first."
    assert closed(page)
