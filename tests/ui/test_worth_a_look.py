"""The foot of the Configurations page: answering remarks, ripples, pieces taken over from others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import AddConfiguration, PutInPlace
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.domain import records
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.places import QuotePlace, RecordPlace, WorkPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study

P04, P15 = "P04 · member", "P15 · member"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    workbench = make_study(tmp_path / "study.ipof")
    session = Session(workbench, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    first = code(workbench, P04, "no moderator was on after ten", "context", label="Night").configuration
    assert first is not None
    code(workbench, P04, "I was not sure I was even allowed to reply", "mechanism", first, "Unsure what is allowed")
    code(workbench, P15, "pressed send before I could think", "outcome", first, "Withdraws")
    second = workbench.run(AddConfiguration(title="A line in the dark")).result.rid
    code(workbench, P04, "Then you know the quiet is only the night", "context", second, "Night")
    code(workbench, P04, "I would have left him a word or two", "outcome", second, "Writes again")
    third = workbench.run(AddConfiguration(title="Writing again")).result.rid
    workbench.run(PutInPlace(third, "context", label="Writes again"))
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ConfigurationsPage:
    page = ConfigurationsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.focus_primary()
    return page


def rules(page: ConfigurationsPage) -> list[str]:
    return [line.remark.rule for line in page.table.worth.lines]


def line_of(page: ConfigurationsPage, rule: str, name: str = ""):
    if not page.table.worth.all_button.isHidden() and "all" in page.table.worth.all_button.text():
        page.table.worth.all_button.click()
    return next(line for line in page.table.worth.lines if line.remark.rule == rule and name in ("", line.remark.name))


def click(qtbot: QtBot, widget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_remark_is_dismissed_with_a_reason_and_comes_back_when_its_ground_changes(page, qtbot, session) -> None:
    line = line_of(page, "unexplained")
    count = len(page.table.worth._found.open)  # noqa: SLF001
    click(qtbot, line.dismiss)
    assert line.field.hasFocus()
    qtbot.keyClicks(line.field, "asked for in the next wave")
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    (stored,) = session.workbench.read.find(records.RemarkDismissal)
    assert (stored.rule, stored.reason) == ("unexplained", "asked for in the next wave")
    assert "unexplained" not in rules(page)
    assert page.table.worth.answered_button.text() == "1 dismissed"
    click(qtbot, page.table.worth.answered_button)
    (answered,) = page.table.worth.answered_lines
    assert answered.remark.rule == "unexplained"
    click(qtbot, page.table.worth.answered_button)
    session.run(PutInPlace(stored.about, "context", label="Nobody awake"))
    assert len(page.table.worth._found.open) >= count  # noqa: SLF001
    assert line_of(page, "unexplained")
    assert page.table.worth.answered_button.isHidden()


def test_an_answer_is_shown_with_who_and_why_and_is_taken_back(page, qtbot, session) -> None:
    line = line_of(page, "unexplained")
    click(qtbot, line.dismiss)
    qtbot.keyClicks(line.field, "as meant")
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    click(qtbot, page.table.worth.answered_button)
    (answered,) = page.table.worth.answered_lines
    words = " ".join(label.text() for label in answered.findChildren(QLabel))
    assert "“as meant”" in words
    assert "Kim, today" in words
    click(qtbot, answered.reopen)
    assert session.workbench.read.find(records.RemarkDismissal) == []
    assert "unexplained" in rules(page)


def test_esc_or_no_reason_leaves_a_remark_open(page, qtbot, session) -> None:
    line = line_of(page, "unexplained")
    click(qtbot, line.dismiss)
    qtbot.keyClicks(line.field, "perhaps")
    qtbot.keyClick(line.field, Qt.Key.Key_Escape)
    assert not line.is_answering()
    assert line.dismiss.hasFocus()
    click(qtbot, line.dismiss)
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    assert session.workbench.read.find(records.RemarkDismissal) == []


def test_a_reason_that_is_being_written_outlives_a_change_of_the_list(page, qtbot, session) -> None:
    line = line_of(page, "unexplained")
    click(qtbot, line.dismiss)
    qtbot.keyClicks(line.field, "half wri")
    session.run(AddStatement("a", "b"))
    again = line_of(page, "unexplained")
    assert again is not line
    assert (again.is_answering(), again.field.text()) == (True, "half wri")


def test_undo_brings_a_dismissed_remark_back(page, qtbot, session) -> None:
    line = line_of(page, "unexplained")
    click(qtbot, line.dismiss)
    qtbot.keyClicks(line.field, "as meant")
    qtbot.keyClick(line.field, Qt.Key.Key_Return)
    session.undo()
    assert line_of(page, "unexplained")


def test_remarks_are_filtered_by_kind(page, qtbot, session) -> None:
    click(qtbot, page.table.worth.rules_button)
    menu = next(menu for menu in page.table.worth.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text().startswith("A single participant"))
    action.trigger()
    menu.close()
    assert set(rules(page)) == {"alone"}
    assert page.table.worth.rules_button.text() == "A single participant"


def test_the_view_of_what_is_to_check_shows_the_whole_list(page, qtbot) -> None:
    click(qtbot, page.table.switch.segment("check"))
    assert len(page.table.worth.lines) == len(page.table.worth._found.open)  # noqa: SLF001
    assert page.table.worth.all_button.isHidden()
    shown = {page.table.rows.row_at(at).rid for at in range(page.table.rows.rowCount())}
    assert shown == {line.remark.about for line in page.table.worth.lines if line.remark.rule in ("alone", "unfounded")}


def test_a_possible_ripple_is_offered_beside_the_links_of_both_ends(page, qtbot, session) -> None:
    second, third = (row.rid for row in session.workbench.read.configurations()[1:])
    links = page.detail.links
    assert links.offers == []
    page.select_configuration(third)
    assert [chip.text() for chip in links.offers] == ["ripple from 2?"]
    page.select_configuration(second)
    (offer,) = links.offers
    assert offer.text() == "ripple to 3?"
    assert "its outcome “Writes again” is a context there" in offer.accessibleName()
    offer.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(offer, Qt.Key.Key_Return)
    (link,) = session.workbench.read.links()
    assert (link.from_number, link.to_number, link.kind) == ("2", "3", "ripple")
    assert ([chip.text() for chip in links.chips], links.offers) == (["ripple to 3"], [])


def test_a_possible_ripple_is_linked_by_one_click(page, qtbot, session) -> None:
    line = line_of(page, "ripple")
    assert line.remark.sentence == "may ripple into 3: its outcome “Writes again” is a context there."
    click(qtbot, line.links[0])
    (link,) = session.workbench.read.links()
    assert (link.from_number, link.to_number, link.kind) == ("2", "3", "ripple")
    assert "ripple" not in rules(page)


def test_remarks_on_statements_and_quotes_lead_there(page, qtbot, session) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    session.run(AddStatement("a", "b", number="S1"))
    code(session.workbench, P04, "And then?", "context", 1, label="Asked")
    click(qtbot, line_of(page, "untested").links[0])
    place = places[-1]
    assert isinstance(place, RecordPlace)
    assert (place.page, place.kind) == ("statements", "theory_statement")
    line = line_of(page, "interviewer")
    assert line.remark.sentence == "counts a passage in an interviewer’s words as evidence."
    click(qtbot, line.links[0])
    assert isinstance(places[-1], QuotePlace)


# --- missing pieces


def look_for_pieces(page: ConfigurationsPage, qtbot: QtBot) -> None:
    click(qtbot, page.table.switch.segment("missing"))
    page.table.view.setFocus()


def test_a_mechanism_is_taken_over_by_one_key(page, qtbot, session) -> None:
    look_for_pieces(page, qtbot)
    panel = page.table.missing
    assert panel.isVisible()
    assert not page.table.worth.isVisible()
    assert (panel.piece.number, panel.question.text()) == ("2", "What mechanism?")
    (row,) = panel.rows
    assert (row.proposal.label, row.proposal.partner_number) == ("Unsure what is allowed", "1")
    assert panel.quotes_head.text() == "Quotes behind “Unsure what is allowed” in 1"
    assert [quote.quote for quote in panel.quotes.rows()] == ["I was not sure I was even allowed to reply"]
    qtbot.keyClick(page.table.view, Qt.Key.Key_1)
    detail = session.workbench.read.configuration(panel_configuration(session, "2"))
    assert detail.row.missing == ()
    assert session.workbench.history(1)[0].label == "Took mechanism “Unsure what is allowed” from 1 into 2"
    assert detail.row.counts.codings == 2  # evidence is not copied
    assert page.table.switch.segment("missing").count == 1
    session.undo()
    assert session.workbench.read.configuration(detail.row.rid).row.missing == ("mechanism",)


def panel_configuration(session: Session, number: str) -> int:
    return next(row.rid for row in session.workbench.read.configurations() if row.number == number)


def test_arrows_walk_the_queue_and_say_where_nobody_can_help(page, qtbot) -> None:
    look_for_pieces(page, qtbot)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    panel = page.table.missing
    assert panel.piece.number == "3"
    assert panel.question.text() == "What mechanism and what outcome?"
    assert panel.rows == []
    assert panel.note.text() == "No other configuration shares one of its parts."
    qtbot.keyClick(page.table.view, Qt.Key.Key_1)


def test_two_that_complete_each_other_are_joined_in_one_step(page, qtbot, session) -> None:
    fourth = session.run(AddConfiguration(title="Night fear")).result.rid
    session.run(PutInPlace(fourth, "context", label="Night"))
    session.run(PutInPlace(fourth, "mechanism", label="Fears doing harm"))
    look_for_pieces(page, qtbot)
    panel = page.table.missing
    assert panel.piece.number == "2"
    (join,) = panel.joins
    assert join.text() == "Join with 4 “Night fear”, which lacks another part"
    click(qtbot, join)
    second = session.workbench.read.configuration(panel_configuration(session, "2"))
    assert second.row.missing == ()
    assert session.workbench.read.get(records.Configuration, fourth).status == "parked"
    session.undo()
    assert session.workbench.read.configuration(second.row.rid).row.missing == ("mechanism",)


def test_what_is_missing_is_looked_for_in_the_texts(page, qtbot, session) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    look_for_pieces(page, qtbot)
    click(qtbot, page.table.missing.search)
    assert places[-1] == WorkPlace("code", panel_configuration(session, "2"), "explain")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    click(qtbot, page.table.missing.search)
    assert places[-1] == WorkPlace("code", panel_configuration(session, "3"), "build")


def test_a_quote_behind_a_proposal_opens_its_place(page, qtbot, session) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    look_for_pieces(page, qtbot)
    quotes = page.table.missing.quotes
    quotes.setFocus()
    quotes.setCurrentIndex(quotes.model().index(0, 0))
    qtbot.keyClick(quotes, Qt.Key.Key_Return)
    assert isinstance(places[-1], QuotePlace)
    click(qtbot, page.table.missing.rows[0].see)
    assert page.detail.configuration == panel_configuration(session, "1")


def test_a_study_for_reading_only_takes_no_answer_and_no_piece(page, qtbot, session) -> None:
    session.make_read_only()
    session.run(EditFields(records.Configuration, 1, {"title": "x"}))
    page._mark_stale()  # noqa: SLF001
    line = line_of(page, "unexplained")
    assert not line.dismiss.isEnabled()
    assert line.dismiss.toolTip().startswith("This project is open for reading only")
    look_for_pieces(page, qtbot)
    assert not page.table.missing.rows[0].take.isEnabled()
