"""The Configurations page as a person uses it: keys and mouse in, the project looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import AddConfiguration, PutInPlace
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.configurations.configuration_rows import COUNTS, NUMBER, PARTS, STATUS, TITLE
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.configurations.detail_tabs import CASES, HISTORY
from ipof_workbench.ui.configurations.evidence_delegate import RationaleField
from ipof_workbench.ui.places import ConfigurationPlace, QuotePlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.widgets.delegates import ROLE_TILES
from tests.factories import code, make_study

P04, P15 = "P04 · member", "P15 · member"


def filled(workbench: Workbench) -> list[int]:
    """Two configurations: one with all parts and evidence from two people, one that lacks its mechanism."""
    first = code(
        workbench, P04, "no moderator was on after ten", "context", label="No moderator at night"
    ).configuration
    assert first is not None
    code(workbench, P04, "I was not sure I was even allowed to reply", "mechanism", first, "Unsure what is allowed")
    code(workbench, P04, "so I shut the laptop", "outcome", first, "Withdraws from writing", "challenges")
    code(workbench, P15, "Nobody had my name or my face", "context", first, "No moderator at night", "refines")
    workbench.run(EditFields(records.Configuration, first, {"title": "Silence at night", "status": "refined"}))
    second = workbench.run(AddConfiguration(title="A line in the dark")).result.rid
    code(workbench, P04, "Then you know the quiet is only the night", "context", second, "No moderator at night")
    code(workbench, P04, "I would have left him a word or two", "outcome", second, "Writes again")
    return [first, second]


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def rids(session: Session) -> list[int]:
    return filled(session.workbench)


@pytest.fixture
def page(session: Session, rids: list[int], qtbot: QtBot) -> ConfigurationsPage:
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> ConfigurationsPage:
    page = ConfigurationsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    page.activate()
    page.focus_primary()
    return page


def text(page: ConfigurationsPage, row: int, column: int) -> str:
    return str(page.table.rows.index(row, column).data())


def configuration(session: Session, rid: int) -> records.Configuration:
    return session.workbench.read.get(records.Configuration, rid)


def press(qtbot: QtBot, widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(widget, key, modifier)


def menu_action(menu: QMenu, words: str):
    return next(action for action in menu.actions() if action.text().split("\t")[0] == words)


def test_the_table_shows_number_title_parts_status_and_counts(page: ConfigurationsPage) -> None:
    assert [text(page, 0, column) for column in (NUMBER, TITLE, STATUS)] == ["1", "Silence at night", "refined"]
    assert text(page, 0, COUNTS) == "2 | 4 | 2"
    assert [present for _, present in page.table.rows.index(1, PARTS).data(ROLE_TILES)] == [True, False, True]
    assert page.status_facts() == "2 configurations, 1 with a piece missing"


def test_arrow_keys_show_the_next_configuration_in_the_detail(page: ConfigurationsPage, qtbot, rids) -> None:
    assert page.detail.configuration == rids[0]
    press(qtbot, page.table.view, Qt.Key.Key_Down)
    assert page.detail.configuration == rids[1]
    assert page.detail.title.text() == "A line in the dark"
    assert page.here() == ConfigurationPlace("configurations", rids[1])


def test_a_new_configuration_is_titled_at_once(page: ConfigurationsPage, qtbot, session) -> None:
    qtbot.mouseClick(page.table.new_button, Qt.MouseButton.LeftButton)
    assert page.detail.title.is_editing()
    qtbot.keyClicks(page.detail.title.field, "Helping helps the helper")
    press(qtbot, page.detail.title.field, Qt.Key.Key_Return)
    row = session.workbench.read.configurations()[-1]
    assert (row.number, row.title) == ("3", "Helping helps the helper")
    assert page.table.current() == row.rid


def test_escape_leaves_a_title_as_it_was(page: ConfigurationsPage, qtbot, session, rids) -> None:
    qtbot.mouseClick(page.detail.title, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.detail.title.field, "Other words")
    press(qtbot, page.detail.title.field, Qt.Key.Key_Escape)
    assert not page.detail.title.is_editing()
    assert configuration(session, rids[0]).title == "Silence at night"


def test_leaving_the_page_stores_an_open_title(page: ConfigurationsPage, qtbot, session, rids) -> None:
    page.detail.title.edit()
    page.detail.title.field.setText("Ghost town after ten")
    page.deactivate()
    assert configuration(session, rids[0]).title == "Ghost town after ten"


def test_a_number_that_is_taken_is_refused_and_the_old_one_stays(
    page: ConfigurationsPage, qtbot, session, rids
) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    qtbot.mouseClick(page.detail.number, Qt.MouseButton.LeftButton)
    page.detail.number.field.setText("2")
    press(qtbot, page.detail.number.field, Qt.Key.Key_Return)
    assert configuration(session, rids[0]).number == "1"
    assert page.detail.number.text() == "1"
    assert any("already a configuration" in sentence for sentence in told)


def test_the_status_is_chosen_by_key_and_undone(page: ConfigurationsPage, qtbot, session, rids) -> None:
    page.detail.status.setFocus()
    press(qtbot, page.detail.status, Qt.Key.Key_Down)
    assert configuration(session, rids[0]).status == "final"
    assert text(page, 0, STATUS) == "final"
    session.undo()
    assert page.detail.status.currentText() == "refined"


def test_the_wheel_over_the_status_changes_nothing(page: ConfigurationsPage, session, rids) -> None:
    status = page.detail.status
    middle = QPointF(status.rect().center())
    turn = QWheelEvent(
        middle, status.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(status, turn)
    assert configuration(session, rids[0]).status == "refined"


def test_f2_edits_the_sentence_and_stores_only_the_part_that_changed(
    page: ConfigurationsPage, qtbot, session, rids
) -> None:
    press(qtbot, page.table.view, Qt.Key.Key_F2)
    sentence = page.detail.sentence
    assert sentence.fields["if"].toPlainText() == "no moderator at night"
    sentence.fields["because"].setPlainText("")
    qtbot.keyClicks(sentence.fields["because"], "they are unsure what they are allowed to say")
    press(qtbot, sentence.fields["because"], Qt.Key.Key_Return)
    detail = session.workbench.read.configuration(rids[0])
    assert (detail.if_text, detail.then_text) == ("", "")
    assert detail.because_text == "they are unsure what they are allowed to say"
    assert "because they are unsure what they are allowed to say." in sentence.label.plain_text()
    session.undo()
    assert "because unsure what is allowed." in sentence.label.plain_text()


def test_escape_leaves_the_sentence_as_it_was(page: ConfigurationsPage, qtbot, session, rids) -> None:
    sentence = page.detail.sentence
    qtbot.mouseClick(sentence.pencil, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(sentence.fields["then"], "something else")
    press(qtbot, sentence.fields["then"], Qt.Key.Key_Escape)
    assert not sentence.is_editing()
    assert session.workbench.read.configuration(rids[0]).then_text == ""


def test_a_click_on_a_part_of_the_sentence_goes_to_its_slot(page: ConfigurationsPage, qtbot) -> None:
    page.detail.sentence.label.slot_activated.emit("outcome")
    assert page.detail.roles.rows["outcome"].chips[0].hasFocus()


def test_the_picker_fills_an_empty_slot_with_a_new_element(page: ConfigurationsPage, qtbot, session, rids) -> None:
    page.select_configuration(rids[1])
    row = page.detail.roles.rows["mechanism"]
    qtbot.mouseClick(row.missing_chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(row.picker, "Trusts the return")
    press(qtbot, row.picker, Qt.Key.Key_Return)
    assert [chip.text() for chip in row.chips] == ["Trusts the return"]
    assert session.workbench.read.configuration(rids[1]).row.missing == ()
    assert text(page, 1, PARTS) == "None"
    assert page.table.rows.row_at(1).missing == ()


def test_the_picker_takes_an_element_that_is_there_and_stays_with_shift_enter(
    page: ConfigurationsPage, qtbot, session, rids
) -> None:
    page.select_configuration(rids[1])
    row = page.detail.roles.rows["mechanism"]
    row.open_picker()
    qtbot.keyClicks(row.picker, "unsure")
    press(qtbot, row.picker, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert not row.picker.isHidden()
    assert [chip.text() for chip in row.chips] == ["Unsure what is allowed"]
    press(qtbot, row.picker, Qt.Key.Key_Escape)
    assert row.picker.isHidden()
    elements = {place.role.key: place.contents for place in session.workbench.read.configuration(rids[1]).places}
    first = {place.role.key: place.contents for place in session.workbench.read.configuration(rids[0]).places}
    assert elements["mechanism"][0].element == first["mechanism"][0].element


def test_delete_on_a_chip_takes_the_element_out_and_undo_puts_it_back(
    page: ConfigurationsPage, qtbot, session, rids
) -> None:
    row = page.detail.roles.rows["mechanism"]
    toasts: list[str] = []
    session.toast_requested.connect(lambda sentence, _undo: toasts.append(sentence))
    row.chips[0].setFocus()
    press(qtbot, row.chips[0], Qt.Key.Key_Delete)
    assert row.chips == []
    assert session.workbench.read.configuration(rids[0]).row.missing == ("mechanism",)
    assert toasts == ["Took “Unsure what is allowed” out of its place"]
    session.undo()
    assert [chip.text() for chip in row.chips] == ["Unsure what is allowed"]


def test_and_becomes_or_and_back_in_one_step_each(page: ConfigurationsPage, qtbot, session, rids) -> None:
    for label in ("Fears doing harm", "Feels tired"):
        session.run(PutInPlace(rids[0], "mechanism", label=label))
    row = page.detail.roles.rows["mechanism"]
    assert [word.word() for word in row.connectors] == ["and", "and"]
    qtbot.mouseClick(row.connectors[0], Qt.MouseButton.LeftButton)
    assert [word.word() for word in row.connectors] == ["or", "and"]
    places = {place.role.key: place for place in session.workbench.read.configuration(rids[0]).places}
    groups = [[content.label for content in group] for group in places["mechanism"].alternatives]
    assert groups == [["Unsure what is allowed"], ["Fears doing harm", "Feels tired"]]
    session.undo()
    assert [word.word() for word in row.connectors] == ["and", "and"]


def test_polarity_and_activation_are_chosen_in_the_menu_of_a_chip(page: ConfigurationsPage, session, rids) -> None:
    row = page.detail.roles.rows["context"]
    content = session.workbench.read.configuration(rids[0]).places[0].contents[0]
    menu = QMenu()
    row.fill_menu(menu, content)
    menu_action(menu, "Absent").trigger()
    menu_action(menu, "Is inhibited").trigger()
    stored = session.workbench.read.configuration(rids[0]).places[0].contents[0]
    assert (stored.polarity, stored.activation) == ("absent", "inhibited")
    assert "absent" in row.chips[0].accessibleName()


def test_a_click_on_a_chip_shows_only_its_quotes(page: ConfigurationsPage, qtbot) -> None:
    qtbot.mouseClick(page.detail.roles.rows["outcome"].chips[0], Qt.MouseButton.LeftButton)
    quotes = page.detail.evidence.list
    assert [quotes.rows.index(row).data() for row in range(quotes.rows.rowCount())] == ["“so I shut the laptop”"]
    page.detail.evidence.narrow(None)
    assert quotes.rows.rowCount() == 4


def test_a_new_theory_area_is_made_and_taken_in_one_step(page: ConfigurationsPage, qtbot, session, rids) -> None:
    area = page.detail.facts.area
    qtbot.mouseClick(area.button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(area.field, "Safety and moderation")
    press(qtbot, area.field, Qt.Key.Key_Return)
    assert session.workbench.read.configuration(rids[0]).row.theory_area_name == "Safety and moderation"
    assert area.button.text() == "Safety and moderation"
    session.undo()
    assert session.workbench.read.theory_areas() == []
    session.redo()
    qtbot.mouseClick(area.button, Qt.MouseButton.LeftButton)
    press(qtbot, area.field, Qt.Key.Key_Up)
    press(qtbot, area.field, Qt.Key.Key_Return)
    assert configuration(session, rids[0]).theory_area is None


def test_strength_level_and_scope_are_stored(page: ConfigurationsPage, qtbot, session, rids) -> None:
    facts = page.detail.facts
    for picked, typed in ((facts.strength, "mod"), (facts.level, "street level")):
        qtbot.mouseClick(picked.button, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(picked.field, typed)
        press(qtbot, picked.field, Qt.Key.Key_Return)
    qtbot.mouseClick(facts.scope, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(facts.scope.field, "Unmoderated hours only")
    press(qtbot, facts.scope.field, Qt.Key.Key_Return)
    stored = configuration(session, rids[0])
    assert (stored.strength, stored.level, stored.scope) == ("moderate", "street level", "Unmoderated hours only")


def test_a_link_is_added_followed_changed_and_removed(page: ConfigurationsPage, qtbot, session, rids) -> None:
    links = page.detail.links
    qtbot.mouseClick(links.add_button, Qt.MouseButton.LeftButton)
    links.kind.setCurrentIndex(links.kind.findData("rival"))
    qtbot.keyClicks(links.other, "2")
    press(qtbot, links.other, Qt.Key.Key_Return)
    assert [(link.kind, link.to_number) for link in session.workbench.read.links(rids[0])] == [("rival", "2")]
    assert [chip.text() for chip in links.chips] == ["rival of 2"]
    menu = QMenu()
    links.fill_menu(menu, session.workbench.read.links(rids[0])[0])
    menu_action(menu, "Ripple").trigger()
    assert [chip.text() for chip in links.chips] == ["ripple to 2"]
    qtbot.mouseClick(links.chips[0], Qt.MouseButton.LeftButton)
    assert page.detail.configuration == rids[1]
    assert [chip.text() for chip in links.chips] == ["ripple from 1"]
    links.chips[0].setFocus()
    press(qtbot, links.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.links() == []
    # The word that stands there again has its own room: it was hidden while the others were placed.
    qtbot.waitUntil(lambda: links.nothing.isVisible() and links.add_button.x() > links.nothing.geometry().right())


def test_the_same_link_twice_is_refused_in_one_sentence(page: ConfigurationsPage, qtbot, session, rids) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    for _ in range(2):
        page.detail.links.open_picker()
        qtbot.keyClicks(page.detail.links.other, "line in")
        press(qtbot, page.detail.links.other, Qt.Key.Key_Return)
    assert len(session.workbench.read.links()) == 1
    assert told[-1] == "1 and 2 already have a ripple link."


def test_a_statement_it_expresses_is_added_and_removed(page: ConfigurationsPage, qtbot, session, rids) -> None:
    statement = session.run(AddStatement("nobody looks in", "members go quiet")).result.rid
    statements = page.detail.statements
    qtbot.mouseClick(statements.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(statements.other, "go quiet")
    press(qtbot, statements.other, Qt.Key.Key_Return)
    held = session.workbench.read.find(records.StatementConfiguration, configuration=rids[0])
    assert [row.statement for row in held] == [statement]
    assert statements.chips[0].text().startswith("S1  If nobody looks in, then members go quiet.")
    statements.chips[0].setFocus()
    press(qtbot, statements.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.find(records.StatementConfiguration) == []


def test_without_statements_the_plus_says_why_it_cannot_be_used(page: ConfigurationsPage) -> None:
    assert not page.detail.statements.add_button.isEnabled()
    assert "no statements yet" in page.detail.statements.add_button.toolTip()


def test_keys_judge_the_chosen_quote(page: ConfigurationsPage, qtbot, session, rids) -> None:
    press(qtbot, page.table.view, Qt.Key.Key_Return)
    quotes = page.detail.evidence.list
    assert quotes.hasFocus()
    before = quotes.chosen()[0]
    press(qtbot, quotes, Qt.Key.Key_Dollar, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, quotes, Qt.Key.Key_2)
    stored = session.workbench.read.get(records.Evidence, before.rids[0])
    assert (stored.stance, stored.strength) == ("challenges", 2)
    assert quotes.chosen()[0].rids == before.rids
    press(qtbot, quotes, Qt.Key.Key_0)
    press(qtbot, quotes, Qt.Key.Key_5, Qt.KeyboardModifier.ShiftModifier)
    stored = session.workbench.read.get(records.Evidence, before.rids[0])
    assert (stored.stance, stored.strength) == ("silent", None)


def test_a_rationale_is_written_in_the_list(page: ConfigurationsPage, qtbot, session, rids) -> None:
    page.detail.focus_evidence()
    quotes = page.detail.evidence.list
    rid = quotes.chosen()[0].rids[0]
    press(qtbot, quotes, Qt.Key.Key_F2)
    field = quotes.findChild(RationaleField)
    qtbot.keyClicks(field, "She names the hour.")
    press(qtbot, field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.workbench.read.get(records.Evidence, rid).rationale == "She names the hour.")
    session.undo()
    assert session.workbench.read.get(records.Evidence, rid).rationale == ""


def test_delete_removes_evidence_but_not_the_coding(page: ConfigurationsPage, qtbot, session, rids) -> None:
    page.detail.focus_evidence()
    quotes = page.detail.evidence.list
    press(qtbot, quotes, Qt.Key.Key_Delete)
    assert quotes.rows.rowCount() == 3
    assert len(session.workbench.read.evidence(configuration=rids[0])) == 3
    assert len(session.workbench.read.find(records.Coding)) == 6
    session.undo()
    assert quotes.rows.rowCount() == 4


def test_double_click_on_a_quote_leads_to_its_place_in_the_text(page: ConfigurationsPage, qtbot, session, rids) -> None:
    quotes = page.detail.evidence.list
    item = quotes.rows.item_at(2)
    spot = quotes.visualRect(quotes.rows.index(2)).center()
    with qtbot.waitSignal(session.place_requested) as heard:
        qtbot.mouseClick(quotes.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(quotes.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    row = item.first
    assert heard.args == [QuotePlace("code", row.document, row.start, row.end)]
    text_of = session.workbench.read.document_text(row.document).text
    assert text_of[row.start : row.end] == row.quote


def test_a_passage_coded_in_two_roles_stands_there_once(page: ConfigurationsPage, session, rids) -> None:
    code(session.workbench, P04, "so I shut the laptop", "mechanism", rids[0], "Gives up", "challenges")
    quotes = page.detail.evidence.list
    items = [quotes.rows.item_at(row) for row in range(quotes.rows.rowCount())]
    laptop = [item for item in items if item.quote == "“so I shut the laptop”"]
    assert [item.role_keys for item in laptop] == [("mechanism", "outcome")]
    assert page.detail.tabs.tabText(0) == "Evidence 5"


def test_the_switch_and_the_filter_narrow_the_table(page: ConfigurationsPage, qtbot, rids) -> None:
    qtbot.mouseClick(page.table.switch.segment("missing"), Qt.MouseButton.LeftButton)
    assert [text(page, row, NUMBER) for row in range(page.table.rows.rowCount())] == ["2"]
    assert page.detail.configuration == rids[1]
    page.table.switch.segment("all").click()
    press(qtbot, page.table.view, Qt.Key.Key_Slash)
    assert page.table.filter.hasFocus()
    qtbot.keyClicks(page.table.filter, "silence REF")
    assert [text(page, row, NUMBER) for row in range(page.table.rows.rowCount())] == ["1"]
    press(qtbot, page.table.filter, Qt.Key.Key_Escape)
    assert page.table.rows.rowCount() == 2
    assert page.table.view.hasFocus()


def test_nothing_that_passes_offers_to_clear_every_filter(page: ConfigurationsPage, qtbot, session) -> None:
    page.table.filter.setText("no such words")
    empty = page.table.pages.currentWidget()
    assert empty.accessibleName() == "No configuration passes these filters."
    assert page.detail.configuration is None
    session.set_filter(Filter(minimum_sources=9))
    empty.action_requested.emit()
    assert page.table.rows.rowCount() == 2
    assert session.current_filter.is_empty


def test_evidence_that_a_filter_hides_is_not_told_as_missing(page: ConfigurationsPage, session) -> None:
    session.set_filter(Filter(stances=frozenset({"supports_rival"})))
    empty = page.detail.evidence.empty
    assert empty.isVisible()
    assert empty.accessibleName() == "No evidence passes the filter."
    empty.action_requested.emit()
    assert session.current_filter.is_empty
    assert not empty.isVisible()


def test_an_empty_project_says_where_configurations_come_from(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    empty = page.table.pages.currentWidget()
    assert empty.accessibleName() == "No configurations yet. They appear here as you code, or import a table."
    with qtbot.waitSignal(session.place_requested):
        empty.action_requested.emit()


def test_delete_takes_the_chosen_configurations_and_one_undo_brings_them_back(
    page: ConfigurationsPage, qtbot, session, rids
) -> None:
    press(qtbot, page.table.view, Qt.Key.Key_Delete)
    assert [row.rid for row in session.workbench.read.configurations()] == [rids[1]]
    assert page.detail.configuration == rids[1]
    session.undo()
    assert page.table.rows.rowCount() == 2
    page.table.view.selectAll()
    press(qtbot, page.table.view, Qt.Key.Key_Delete)
    assert session.workbench.read.configurations() == []
    session.undo()
    assert len(session.workbench.read.configurations()) == 2


def test_a_variant_is_shown_after_it_is_made(page: ConfigurationsPage, qtbot, session, rids) -> None:
    press(qtbot, page.table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    numbers = [row.number for row in session.workbench.read.configurations()]
    assert numbers == ["1", "1a", "2"]
    assert page.detail.number.text() == "1a"
    assert configuration(session, page.detail.configuration).variant_of == rids[0]


def test_a_remark_leads_to_a_partner_and_to_the_empty_slot(page: ConfigurationsPage, qtbot, session, rids) -> None:
    partner = page.table.worth.lines[0].links[0]
    assert partner.text() == "see 1"
    qtbot.mouseClick(partner, Qt.MouseButton.LeftButton)
    assert page.detail.configuration == rids[0]
    lonely = session.run(AddConfiguration(title="Alone")).result.rid
    link = next(link for line in page.table.worth.lines for link in line.links if link.text() == "Find a mechanism")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert page.detail.configuration == lonely
    assert page.detail.roles.rows["mechanism"].picker.hasFocus()


def test_history_and_cases_of_a_configuration(page: ConfigurationsPage, session, rids) -> None:
    page.detail.tabs.setCurrentIndex(HISTORY)
    labels = [line[0] for line in page.detail.history.model.lines]
    assert labels[0] == "Changed title, status of configuration 1"
    assert "Coded “Unsure what is allowed” as mechanism of 1" in labels
    assert not any("A line" in label or "of 2" in label for label in labels)
    page.detail.tabs.setCurrentIndex(CASES)
    assert [line[:3] for line in page.detail.cases.model.lines] == [("Harbour", 1, 3), ("Lantern", 1, 1)]
    page.detail.cases.table.activated.emit(page.detail.cases.model.index(1, 0))
    assert page.detail.tabs.currentIndex() == 0
    assert page.detail.evidence.list.rows.rowCount() == 1


def test_a_hidden_page_catches_up_when_it_comes_to_the_front(page: ConfigurationsPage, session, rids) -> None:
    page.deactivate()
    session.run(EditFields(records.Configuration, rids[0], {"title": "Ghost town"}))
    assert page.detail.title.text() == "Silence at night"
    page.activate()
    assert page.detail.title.text() == "Ghost town"
    assert text(page, 0, TITLE) == "Ghost town"


def test_a_slow_project_is_read_in_a_worker(session, rids, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_reading, "QUICK_S", -1.0)
    page = ConfigurationsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    page.show()
    page.activate()
    assert page.table.rows.rowCount() == 0
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 2)
    page.table.new_requested.emit()
    qtbot.waitUntil(lambda: page.detail.title.is_editing())
    assert page.detail.number.text() == "3"


def test_nothing_is_changed_in_a_project_that_is_only_read(page: ConfigurationsPage, qtbot, session, rids) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    session.make_read_only()
    press(qtbot, page.table.view, Qt.Key.Key_Delete)
    page.detail.title.edit()
    page.detail.title.field.setText("Other words")
    press(qtbot, page.detail.title.field, Qt.Key.Key_Return)
    assert configuration(session, rids[0]).title == "Silence at night"
    assert page.detail.title.text() == "Silence at night"
    assert told[-1] == "This project is open for reading only; nothing can be changed."
