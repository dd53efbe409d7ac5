"""The Cases page: each case by itself, then several side by side, and what was made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.decisions import RecordDecision
from ipof_workbench.app.commands.memos import WriteMemo
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.cases.cases_page import ACROSS, ONE, CasesPage
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.places import ConfigurationPlace, Place, QuotePlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.widgets.buttons import Button
from tests.factories import code, make_study

P04, P15 = "P04 · member", "P15 · member"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def rids(session: Session) -> dict[str, int]:
    """Two configurations and a statement; Harbour speaks for and against the first, Lantern for it alone."""
    workbench = session.workbench
    first = code(workbench, P04, "no moderator was on after ten", "context", label="No moderator").configuration
    code(workbench, P04, "so I shut the laptop", "outcome", first, "Withdraws", "challenges")
    code(workbench, P15, "Nobody had my name or my face", "context", first, "Anonymous", "refines")
    second = code(workbench, P04, "I would have left him a word or two", "outcome", label="Writes again").configuration
    assert first is not None
    assert second is not None
    workbench.run(EditFields(records.Configuration, first, {"title": "Silence at night"}))
    statement = workbench.run(AddStatement("nobody looks in", "people leave")).result.rid
    cases = {case.name: case.rid for case in workbench.read.cases()}
    return {"first": first, "second": second, "statement": statement, **cases}


@pytest.fixture
def page(session: Session, rids: dict[str, int], qtbot: QtBot) -> CasesPage:
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> CasesPage:
    page = CasesPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    page.activate()
    page.focus_primary()
    return page


def numbers(page: CasesPage) -> list[str]:
    return [claim.claim.number for claim in page.one.configurations.list.rows.rows]


def looked_for(session: Session) -> list[tuple[int | None, int | None, int]]:
    return [(row.configuration, row.statement, row.case) for row in session.workbench.read.find(records.LookedFor)]


# --- one case


def test_the_first_case_is_shown_with_its_own_evidence(page: CasesPage) -> None:
    assert page.name.text() == "Harbour"
    assert numbers(page) == ["1", "2"]
    first = page.one.configurations.list.rows.rows[0]
    assert first.stances == {"supports": 1, "challenges": 1}
    assert page.one.story.tabs.tabText(0) == "Configurations 2"
    assert page.status_facts() == "Harbour: 2 configurations with something from this case"
    assert page.quotes.bar.findChildren(type(page.quotes.title))[0].text() == "Quotes in Harbour"


def test_another_case_has_other_evidence_and_is_remembered_for_back(page: CasesPage, rids, qtbot: QtBot) -> None:
    qtbot.keyClick(page.tree.view, Qt.Key.Key_Down)
    assert page.name.text() == "Lantern"
    assert numbers(page) == ["1"]
    assert page.here() == RecordPlace("cases", "case", rids["Lantern"])
    page.go_to(RecordPlace("cases", "case", rids["Harbour"]))
    assert page.name.text() == "Harbour"


def test_enter_leads_to_the_quotes_and_enter_there_to_the_text(page: CasesPage, session, qtbot: QtBot) -> None:
    qtbot.keyClick(page.one.configurations.list, Qt.Key.Key_Return)
    quotes = page.quotes.list
    assert quotes.hasFocus()
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.keyClick(quotes, Qt.Key.Key_Return)
    assert isinstance(told.args[0], QuotePlace)


def test_a_double_click_on_a_quote_opens_its_place_and_on_the_title_the_configuration(
    page: CasesPage, session, rids, qtbot: QtBot
) -> None:
    listed = page.one.configurations.list
    row = listed.visualRect(listed.rows.index(0))
    quote, box, _ = next(iter(listed.look._quotes(row, listed.rows.rows[0])))  # noqa: SLF001 - where it is painted
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert told.args == [QuotePlace("code", quote.document, quote.start, quote.end)]
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(90, 18))
    assert told.args == [ConfigurationPlace("configurations", rids["first"])]


def test_shift_5_notes_that_it_was_looked_for_and_again_takes_it_back(page: CasesPage, session, rids, qtbot) -> None:
    listed = page.one.configurations.list
    qtbot.keyClick(listed, Qt.Key.Key_Percent, Qt.KeyboardModifier.ShiftModifier)
    assert looked_for(session) == [(rids["first"], None, rids["Harbour"])]
    assert listed.rows.rows[0].looked_for
    assert page.one.story.tabs.tabText(2) == "Looked for 1"
    qtbot.keyClick(listed, Qt.Key.Key_Percent, Qt.KeyboardModifier.ShiftModifier)
    assert looked_for(session) == []


def test_what_was_looked_for_is_named_in_the_field_noted_and_removed(page: CasesPage, session, rids, qtbot) -> None:
    tab = page.one.searches
    page.one.story.show_tab(tab)
    tab.field.open_at()
    qtbot.keyClicks(tab.field, "people leave")
    qtbot.keyClick(tab.field, Qt.Key.Key_Return)
    assert looked_for(session) == [(None, rids["statement"], rids["Harbour"])]
    tab.table.setFocus()
    tab.table.selectRow(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    editor = tab.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "asked twice")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.workbench.read.find(records.LookedFor)[0].note == "asked twice")
    tab.table.selectRow(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert looked_for(session) == []


def test_attributes_and_kind_are_edited_in_place(page: CasesPage, session, rids, qtbot) -> None:
    session.workbench.run(
        AddRecord(records.AttributeDefinition(owner_kind="case", name="members", value_type="number"))
    )
    field = next(field for key, field in page.one.facts.fields.items() if key.startswith("attribute"))
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "many")
    refused: list[str] = []
    session.refused.connect(lambda words: refused.append(words) if words else None)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "holds numbers" in refused[0]
    assert field.text() == ""
    qtbot.keyClicks(field, "14000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.workbench.read.find(records.AttributeValue, owner=rids["Harbour"])[0].value == "14000"
    assert field.hasFocus(), "the form stays as it is after an edit"
    quotes = page.one.facts.fields["quote_policy"]
    assert isinstance(quotes, QComboBox)
    qtbot.keyClick(quotes, Qt.Key.Key_Down)
    assert session.workbench.read.get(records.Case, rids["Harbour"]).quote_policy == "paraphrase"


def test_the_name_is_edited_in_place_and_a_taken_one_is_refused(page: CasesPage, session, rids, qtbot) -> None:
    page.name.edit()
    page.name.field.setText("Lantern")
    qtbot.keyClick(page.name.field, Qt.Key.Key_Return)
    assert session.workbench.read.get(records.Case, rids["Harbour"]).name == "Harbour"
    assert page.name.text() == "Harbour"
    page.name.edit()
    page.name.field.setText("Harbour town")
    qtbot.keyClick(page.name.field, Qt.Key.Key_Return)
    assert session.workbench.read.get(records.Case, rids["Harbour"]).name == "Harbour town"


def test_a_summary_is_begun_and_written_in_place(page: CasesPage, session, rids, qtbot) -> None:
    qtbot.mouseClick(page.one.summaries.empty.findChild(type(page.quotes.link).__mro__[1]), Qt.MouseButton.LeftButton)
    card = page.one.summaries.column.cards[0]
    qtbot.keyClicks(card.body, "Quiet at night.")
    page.deactivate()
    memo = session.workbench.read.find(records.Memo)[0]
    assert (memo.kind, memo.about_kind, memo.about, memo.body) == (
        "case_summary",
        "case",
        rids["Harbour"],
        "Quiet at night.",
    )


def test_memos_and_audit_of_the_case_stand_under_their_tabs(page: CasesPage, session, rids) -> None:
    session.workbench.run(WriteMemo("Other", about_kind="case", about=rids["Harbour"]))
    page.one.story.show_tab(page.one.story.memos)
    assert [card.title.text() for card in page.one.story.memos.column.cards] == ["Other"]
    page.one.story.show_tab(page.one.story.audit)
    assert page.one.story.audit.list.rows.rows[0].head == "Wrote a memo on case “Harbour”"


def test_the_decisions_about_a_case_stand_on_its_page(page: CasesPage, session, rids, qtbot) -> None:
    assert page.one.decisions.currentIndex() == 1
    about = (("case", rids["Harbour"]),)
    made = session.workbench.run(RecordDecision("situated", "So at night.", "2026-03-03", subjects=about)).result
    tab = page.one.decisions
    page.one.story.show_tab(tab)
    assert page.one.story.tabs.tabText(4) == "Decisions 1"
    tab.table.setCurrentIndex(tab.model.index(0, 2))
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert told.args == [RecordPlace("trail", "decision", made.rid)]


def test_the_data_of_a_case_lead_to_its_documents(page: CasesPage, session, rids, qtbot) -> None:
    page.one.story.show_tab(page.one.data)
    assert page.one.data.people.text().startswith("5 participants, 5 documents, ")
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(page.one.data.link, Qt.MouseButton.LeftButton)
    assert told.args == [RecordPlace("data", "case", rids["Harbour"])]


def test_the_filter_of_the_window_narrows_the_page(page: CasesPage, session) -> None:
    session.set_filter(Filter(stances=frozenset({"challenges"})))
    assert numbers(page) == ["1"]
    assert page.one.configurations.list.rows.rows[0].stances == {"challenges": 1}


def test_a_filter_that_nothing_passes_is_not_told_as_a_case_that_says_nothing(page: CasesPage, session, qtbot) -> None:
    session.set_filter(Filter(stances=frozenset({"supports_rival"})))
    empty = page.one.configurations.empty
    assert empty.accessibleName() == "No evidence from this case passes the filter."
    qtbot.mouseClick(empty.findChild(Button), Qt.MouseButton.LeftButton)
    assert session.current_filter.is_empty
    assert numbers(page) == ["1", "2"]


def test_a_page_that_is_hidden_catches_up_when_it_is_shown(page: CasesPage, session, rids) -> None:
    page.deactivate()
    code(session.workbench, P15, "strangers say the thing you never said aloud", "outcome", label="Tells")
    page.go_to(RecordPlace("cases", "case", rids["Lantern"]))
    page.activate()
    assert numbers(page) == ["1", "3"]


def test_a_large_study_is_read_in_a_worker_with_the_old_case_in_sight(
    session, rids, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_reading, "LARGE_FILE_BYTES", 0)
    monkeypatch.setattr(live_reading, "QUICK_S", -1)
    page = shown(session, qtbot)
    qtbot.waitUntil(lambda: page.name.text() == "Harbour")
    page.tree.choose(rids["Lantern"])
    assert page.name.text() == "Harbour"
    qtbot.waitUntil(lambda: page.name.text() == "Lantern" and numbers(page) == ["1"])


def test_a_study_without_cases_says_what_to_do(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    from ipof_workbench.ui.opening import create_session

    session = create_session(tmp_path / "s.ipof", title="S", grammar="cmo", analyst="Kim")
    page = CasesPage(session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert page._middle.currentWidget().accessibleName().startswith("No cases yet.")  # noqa: SLF001
    page.tree.add_case()
    assert page.name.text() == "New case"
    session.close()


def test_nothing_can_be_changed_in_a_project_for_reading_only(page: CasesPage, session) -> None:
    session.make_read_only()
    assert not page.one.searches.field.isEnabled()
    assert not page.name.isEnabled()
    page.show_view(ACROSS)
    assert page.form.button.toolTip() == session.why_not_editable


# --- across cases


@pytest.fixture
def across(page: CasesPage, qtbot: QtBot) -> CasesPage:
    qtbot.mouseClick(page.switch.segment(ACROSS), Qt.MouseButton.LeftButton)
    return page


def cells(page: CasesPage, row: int) -> list[str]:
    model = page.across.table.rows
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_cases_stand_side_by_side(across: CasesPage) -> None:
    assert cells(across, 0) == ["1", "Silence at night", "1 / 1", "1"]
    assert cells(across, 1) == ["2", "No title yet", "1", "·"]
    assert across.status_facts() == "2 of 2 cases side by side"
    assert across.here() is None


def test_what_was_not_found_is_no_blank_and_rows_where_cases_differ_can_be_asked_for(
    across: CasesPage, session, rids, qtbot
) -> None:
    session.workbench.run(AddRecord(records.LookedFor(configuration=rids["second"], case=rids["Lantern"])))
    assert cells(across, 1) == ["2", "No title yet", "1", "not found"]
    qtbot.mouseClick(across.across.switch.segment("all"), Qt.MouseButton.LeftButton)
    assert across.across.table.rows.rowCount() == 3
    qtbot.mouseClick(across.across.switch.segment("differ"), Qt.MouseButton.LeftButton)
    assert [cells(across, row)[0] for row in range(across.across.table.rows.rowCount())] == ["1", "2"]


def test_enter_on_a_cell_leads_to_the_quotes_of_that_case(across: CasesPage, rids, qtbot) -> None:
    table = across.across.table
    table.setCurrentIndex(table.rows.index(0, 3))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert across.view() == ONE
    assert across.name.text() == "Lantern"
    row = across.quotes.list.current_row()
    assert row is not None
    assert row.quote == "Nobody had my name or my face"


def test_what_was_made_of_it_is_recorded_about_rows_and_cases_in_one_step(
    across: CasesPage, session, rids, qtbot
) -> None:
    form, table = across.form, across.across.table
    table.selectRow(0)
    assert not form.button.isEnabled()
    assert form.button.toolTip() == "Write what was made of it first."
    form.kind.setCurrentIndex(form.kind.findData("reconciled"))
    qtbot.keyClicks(form.wording, "The night makes the difference.")
    qtbot.keyClicks(form.attendees, "Ann, Bo")
    steps = len(session.workbench.history())
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert len(session.workbench.history()) == steps + 1
    decision = session.workbench.read.trail.decisions()[0]
    assert (decision.kind, decision.wording, decision.attendees, decision.held_on) == (
        "reconciled",
        "The night makes the difference.",
        "Ann, Bo",
        date.today().isoformat(),
    )
    assert {(subject.kind, subject.rid) for subject in decision.subjects} == {
        ("configuration", rids["first"]),
        ("case", rids["Harbour"]),
        ("case", rids["Lantern"]),
    }
    assert form.wording.toPlainText() == ""
    assert [link.text() for link in form.links] == ["Reconciled: The night makes the difference."]
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(form.links[0], Qt.MouseButton.LeftButton)
    assert told.args == [RecordPlace("trail", "decision", decision.rid)]


def test_one_case_or_no_row_is_not_enough_to_record_anything(across: CasesPage, rids, qtbot) -> None:
    form = across.form
    qtbot.keyClicks(form.wording, "x")
    across.across.table.clearSelection()
    assert form.button.toolTip() == "Choose a configuration or statement in the table."
    across.across.table.selectRow(0)
    assert form.button.isEnabled()
    qtbot.mouseClick(across.across.toggles.chips[rids["Lantern"]], Qt.MouseButton.LeftButton)
    assert cells(across, 0) == ["1", "Silence at night", "1 / 1"]
    assert form.button.toolTip() == "Choose at least two cases above the table."


def test_enter_on_the_claim_itself_leads_to_its_page(across: CasesPage, session, rids, qtbot) -> None:
    table = across.across.table
    table.setCurrentIndex(table.rows.index(0, 1))
    places: list[Place] = []
    session.place_requested.connect(places.append)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert places == [ConfigurationPlace("configurations", rids["first"])]
