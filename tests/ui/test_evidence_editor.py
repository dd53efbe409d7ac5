"""Judging evidence in the Configurations page: the fields below the list, bundles, moves, findings, cases."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import LinkConfigurations
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.findings import KeepFinding
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.configurations.detail_tabs import CASES
from ipof_workbench.ui.configurations.evidence_items import FindingItem
from ipof_workbench.ui.evidence.cases_tab import FOUND, NO_DATA
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.delegates import ROLE_STANCE_KEY
from tests.factories import code
from tests.ui.test_configurations_page import P04, P15, menu_action, page, press, rids, session

__all__ = ["page", "rids", "session"]

CLICK = Qt.MouseButton.LeftButton


def evidence(session: Session, configuration: int) -> list[EvidenceRow]:
    return session.workbench.read.evidence(configuration=configuration)


def choose(box, words: str) -> None:
    """Choose in a field as a person does."""
    at = box.findText(words)
    assert at >= 0, words
    box.setCurrentIndex(at)
    box.activated.emit(at)


@pytest.fixture
def editor(page: ConfigurationsPage):
    page.detail.focus_evidence()
    return page.detail.evidence.editor


def test_the_fields_come_with_the_first_choice_and_say_what_was_judged(page, editor, session, rids) -> None:
    assert editor.isVisible()
    assert editor.stance.currentText() == "Supports"
    assert editor.facts.text() == "On the open draft, Kim"
    page.detail.evidence.list.clearSelection()
    assert not editor.isVisible()


def test_each_field_is_stored_as_one_step(page, editor, session, rids) -> None:
    rid = page.detail.evidence.list.chosen()[0].rids[0]
    for box, words in (
        (editor.stance, "Refines"), (editor.strength, "Strength 2"), (editor.directness, "Inferred"),
        (editor.epistemic, "Observed"), (editor.elicited, "Theory shown"),
    ):  # fmt: skip
        choose(box, words)
    held = session.workbench.read.get(records.Evidence, rid)
    assert (held.stance, held.strength, held.directness, held.epistemic, held.elicited) == (
        "refines", 2, "inferred", "observed", "theory_shown",
    )  # fmt: skip
    assert page.detail.evidence.list.chosen()[0].rids == (rid,)
    session.undo()
    assert session.workbench.read.get(records.Evidence, rid).elicited == ""
    assert editor.elicited.currentText() == "Elicited: –"


def test_several_quotes_are_judged_together_and_differences_are_not_hidden(page, editor, session, rids) -> None:
    quotes = page.detail.evidence.list
    quotes.selectAll()
    assert editor.stance.currentIndex() == -1
    assert editor.facts.text().startswith("4 chosen: On the open draft")
    choose(editor.directness, "Explicit")
    assert {row.directness for row in evidence(session, rids[0])} == {"explicit"}
    assert len(quotes.chosen()) == 4
    session.undo()
    assert {row.directness for row in evidence(session, rids[0])} == {""}


def test_the_rationale_is_stored_by_enter_and_taken_back_by_escape(page, editor, qtbot: QtBot, session, rids) -> None:
    rid = page.detail.evidence.list.chosen()[0].rids[0]
    editor.rationale.setFocus()
    qtbot.keyClicks(editor.rationale, "She names the hour")
    press(qtbot, editor.rationale, Qt.Key.Key_Return)
    assert session.workbench.read.get(records.Evidence, rid).rationale == "She names the hour"
    assert page.detail.evidence.list.hasFocus()
    editor.rationale.setFocus()
    qtbot.keyClicks(editor.rationale, " or so")
    press(qtbot, editor.rationale, Qt.Key.Key_Escape)
    assert editor.rationale.text() == "She names the hour"
    assert session.workbench.read.get(records.Evidence, rid).rationale == "She names the hour"


def test_a_quote_is_let_bear_on_the_whole_and_says_so(page, editor, session, rids) -> None:
    item = page.detail.evidence.list.chosen()[0]
    assert editor.place.currentText() == "On context"
    choose(editor.place, "On the whole")
    held = session.workbench.read.get(records.Evidence, item.rids[0])
    assert (held.place, held.configuration) == (None, rids[0])
    assert page.detail.evidence.list.chosen()[0].attribution.endswith("on the whole")
    choose(editor.place, "On outcome")
    assert session.workbench.read.get(records.Evidence, item.rids[0]).place is not None


def test_a_passage_also_bears_on_another_configuration_with_another_stance(page, editor, qtbot, session, rids) -> None:
    item = page.detail.evidence.list.chosen()[0]
    qtbot.mouseClick(editor.also, CLICK)
    assert editor.picker.isVisible()
    choose(editor.picker.stance, "Challenges")
    editor.picker.field.setFocus()
    qtbot.keyClicks(editor.picker.field, "A line in")
    press(qtbot, editor.picker.field, Qt.Key.Key_Return)
    assert not editor.picker.isVisible()
    other = [row for row in evidence(session, rids[1]) if row.coding == item.first.coding]
    assert [row.stance for row in other] == ["challenges"]
    assert editor.facts.text().endswith("also on 2 (challenges)")
    qtbot.mouseClick(editor.also, CLICK)
    assert editor.picker.field.popup.isHidden(), "what it bears on already is not offered again"
    press(qtbot, editor.picker.field, Qt.Key.Key_Escape)
    assert len(evidence(session, rids[0])) == 4


def test_a_passage_is_moved_to_a_statement(page, editor, qtbot, session, rids) -> None:
    statement = session.run(AddStatement("nobody looks in", "members go quiet", number="S1")).result.rid
    item = page.detail.evidence.list.chosen()[0]
    qtbot.mouseClick(editor.move_to, CLICK)
    assert editor.picker.stance.isHidden()
    qtbot.keyClicks(editor.picker.field, "S1")
    press(qtbot, editor.picker.field, Qt.Key.Key_Return)
    assert session.workbench.read.get(records.Evidence, item.rids[0]).statement == statement
    assert len(evidence(session, rids[0])) == 3
    session.undo()
    assert len(evidence(session, rids[0])) == 4


def test_escape_closes_the_picker_and_leaves_nothing_behind(page, editor, qtbot, session, rids) -> None:
    qtbot.mouseClick(editor.also, CLICK)
    press(qtbot, editor.picker.field, Qt.Key.Key_Escape)
    assert not editor.picker.isVisible()
    assert len(session.workbench.read.evidence()) == 6


def test_passages_of_one_account_are_bundled_and_counted_once(page, editor, qtbot, session, rids) -> None:
    quotes = page.detail.evidence.list
    assert not editor.bundle.isEnabled()
    assert "two passages" in editor.bundle.toolTip()
    quotes.clearSelection()
    for at in range(3):
        assert quotes.rows.item_at(at).first.document_name == P04
        quotes.selectionModel().select(quotes.rows.index(at), quotes.selectionModel().SelectionFlag.Select)
    qtbot.mouseClick(editor.bundle, CLICK)
    assert page.detail.tabs.tabText(0) == "Evidence 2"
    assert page.detail.evidence.counts.text() == "2 sources, 2 codings, 2 cases"
    assert [quotes.rows.item_at(at).ties for at in range(3)] == [(False, True), (True, True), (True, False)]
    quotes.setCurrentIndex(quotes.rows.index(1))
    assert editor.bundle.text() == "Unbundle"
    assert editor.bundle_note.isVisible()
    editor.bundle_note.setFocus()
    qtbot.keyClicks(editor.bundle_note, "One story, told in three turns")
    press(qtbot, editor.bundle_note, Qt.Key.Key_Return)
    assert [held.note for held in session.workbench.read.find(records.EvidenceBundle)] == [
        "One story, told in three turns"
    ]
    quotes.setCurrentIndex(quotes.rows.index(3))
    assert not editor.bundle_note.isVisible()
    quotes.setCurrentIndex(quotes.rows.index(0))
    assert editor.bundle_note.text() == "One story, told in three turns"
    qtbot.mouseClick(editor.bundle, CLICK)
    assert page.detail.tabs.tabText(0) == "Evidence 3"


def test_the_words_of_two_people_are_no_bundle(page, editor, qtbot, session, rids) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    page.detail.evidence.list.selectAll()
    qtbot.mouseClick(editor.bundle, CLICK)
    assert any("different people" in sentence for sentence in told)
    assert not session.workbench.read.find(records.EvidenceBundle)


def test_findings_stand_below_the_quotes_and_are_judged_by_the_same_keys(page, qtbot, session, rids) -> None:
    finding = session.run(
        KeepFinding(records.Finding(kind="survey_statistic", wording="Two in five", number=202, denominator=504))
    ).result
    session.run(AddEvidence(finding=finding.rid, configuration=rids[0]))
    page.detail.focus_evidence()
    quotes = page.detail.evidence.list
    assert str(quotes.rows.index(4).data()) == "Findings, 1"
    item = quotes.rows.item_at(5)
    assert isinstance(item, FindingItem)
    assert item.volume == "202 of 504 (40.1 %), 95 % CI 35.9 to 44.4"
    assert page.detail.tabs.tabText(0) == "Evidence 4"
    quotes.setCurrentIndex(quotes.rows.index(5))
    press(qtbot, quotes, Qt.Key.Key_Dollar, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, quotes, Qt.Key.Key_3)
    held = session.workbench.read.get(records.Evidence, item.rids[0])
    assert (held.stance, held.strength) == ("challenges", 3)
    with qtbot.waitSignal(session.place_requested) as heard:
        press(qtbot, quotes, Qt.Key.Key_Return)
    assert heard.args == [RecordPlace("data", "finding", finding.rid)]
    press(qtbot, quotes, Qt.Key.Key_Delete)
    assert quotes.rows.rowCount() == 4
    assert session.workbench.read.find(records.Finding)


def test_looked_for_and_not_found_is_noted_by_case_and_taken_back(page, qtbot, session, rids) -> None:
    page.table.select(rids[1])
    page.detail.tabs.setCurrentIndex(CASES)
    cases = page.detail.cases
    assert [line[:3] for line in cases.model.lines] == [("Harbour", 1, 2), ("Lantern", 0, 0)]
    index = cases.model.index(1, FOUND)
    assert index.data() == NO_DATA
    lantern = next(iter(cases.buttons))
    assert "ooked for" not in cases.buttons[lantern].text(), "what can be noted does not read like what was"
    session.set_filter(Filter(stances=frozenset({"supports"})))
    assert not any(button.isEnabled() for button in cases.buttons.values()), "a filter may hide what was found"
    session.set_filter(Filter())
    lantern = next(iter(cases.buttons))
    qtbot.mouseClick(cases.buttons[lantern], CLICK)
    assert [row.case_name for row in session.workbench.read.evidence_on.looked_for()] == ["Lantern"]
    assert (index.data(), index.data(ROLE_STANCE_KEY)) == ("not found", "silent")
    cases.model.setData(index, "asked both moderators")
    assert session.workbench.read.evidence_on.looked_for()[0].note == "asked both moderators"
    assert index.data() == "asked both moderators"
    qtbot.mouseClick(cases.buttons[lantern], CLICK)
    assert session.workbench.read.evidence_on.looked_for() == []
    session.undo()
    assert index.data() == "asked both moderators"


def test_the_same_words_coded_on_a_place_and_on_the_whole_stand_apart(page, session, rids) -> None:
    held = next(row for row in evidence(session, rids[0]) if row.document_name == P15)
    session.run(AddEvidence(held.coding, configuration=rids[0]))
    code(session.workbench, P15, "Nobody had my name or my face", "outcome", rids[0], "Feels safe", "refines")
    items = [page.detail.evidence.list.rows.item_at(at) for at in range(page.detail.evidence.list.rows.rowCount())]
    roles = [item.role_keys for item in items if item is not None and item.first.document_name == P15]
    assert sorted(roles) == [("context",), ("context", "outcome")]


def test_the_menu_of_a_quote_offers_what_the_fields_do(page, editor, session, rids) -> None:
    quotes = page.detail.evidence.list
    quotes.clearSelection()
    for at in range(2):
        quotes.selectionModel().select(quotes.rows.index(at), quotes.selectionModel().SelectionFlag.Select)
    menu = QMenu()
    quotes.fill_menu(menu, quotes.chosen())
    menu_action(menu, "Bundle").trigger()
    assert len(session.workbench.read.evidence_on.bundles()) == 1
    quotes.setCurrentIndex(quotes.rows.index(0))
    menu = QMenu()
    quotes.fill_menu(menu, quotes.chosen())
    menu_action(menu, "Unbundle").trigger()
    assert session.workbench.read.evidence_on.bundles() == []
    menu_action(menu, "Also bears on…").trigger()
    assert editor.picker.isVisible()


# --- evidence on a link


@pytest.fixture
def link(session: Session, rids) -> int:
    return session.run(LinkConfigurations(rids[0], rids[1], "ripple")).result.rid


def test_evidence_is_moved_onto_a_link_and_found_again_on_its_chip(page, link, qtbot, session, rids) -> None:
    page.detail.focus_evidence()
    editor, tab, links = page.detail.evidence.editor, page.detail.evidence, page.detail.links
    moved = tab.list.chosen()[0]
    counts = configuration_counts(session, rids[0])
    choose(editor.place, "On ripple to 2")
    (on_link,) = session.workbench.read.evidence(link=link)
    assert (on_link.evidence, on_link.place) == (moved.rids[0], None)
    assert configuration_counts(session, rids[0]).codings == counts.codings - 1
    assert [chip.text() for chip in links.chips] == ["ripple to 2  1"]
    assert "1 piece of evidence" in links.chips[0].accessibleName()
    menu = QMenu()
    links.fill_menu(menu, session.workbench.read.links(rids[0])[0])
    menu_action(menu, "Show its evidence: 1").trigger()
    (item,) = [tab.list.rows.item_at(at) for at in range(tab.list.rows.rowCount())]
    assert item.rids == moved.rids
    assert item.attribution.endswith("on the link")
    tab.list.setCurrentIndex(tab.list.rows.index(0))
    assert (editor.place.currentText(), editor.facts.text()) == ("On ripple to 2", "Kim")
    choose(editor.place, "On the whole")
    assert session.workbench.read.evidence(link=link) == []
    assert tab.list.rows.rowCount() == 0
    page.detail.show_configuration(rids[1])
    assert tab.list.rows.rowCount() > 0


def configuration_counts(session: Session, rid: int):
    return next(row.counts for row in session.workbench.read.configurations() if row.rid == rid)


def test_a_link_without_evidence_says_so(page, link, session, rids) -> None:
    menu = QMenu()
    page.detail.links.fill_menu(menu, session.workbench.read.links(rids[0])[0])
    assert not menu_action(menu, "No evidence on the link yet").isEnabled()


def test_why_two_configurations_are_linked_is_written_in_the_row(page, link, qtbot, session, rids) -> None:
    links = page.detail.links
    row = session.workbench.read.links(rids[0])[0]
    menu = QMenu()
    links.fill_menu(menu, row)
    menu_action(menu, "Write its note…").trigger()
    qtbot.keyClicks(QApplication.focusWidget(), "Silence leads to silence")
    press(qtbot, QApplication.focusWidget(), Qt.Key.Key_Return)
    assert session.workbench.read.links(rids[0])[0].note == "Silence leads to silence"
    assert "Silence leads to silence" in links.chips[0].accessibleName()
    links.write_note(session.workbench.read.links(rids[0])[0])
    qtbot.keyClicks(QApplication.focusWidget(), "Other words")
    press(qtbot, QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert session.workbench.read.links(rids[0])[0].note == "Silence leads to silence"
    assert links.add_button.hasFocus()
