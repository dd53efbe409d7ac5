"""The Data page: cases, the table of documents, participants, attributes, facts of the selection."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.imports import TranscriptChoice, import_posts, import_transcripts
from ipof_workbench.domain import records
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts, ParsedTranscript, ParsedTurn
from ipof_workbench.ui.data.cases_panel import ALL, NO_CASE
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.documents_model import CASE, KIND, NAME, PROGRESS, WORDS, progress_of
from ipof_workbench.ui.data.speaker_row import MANY, NEW_PARTICIPANT, LateChoice, SpeakerRow
from ipof_workbench.ui.opening import create_session
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme

TEXT = "Interviewer: Why?\nMember: Because it was quiet at night."
TURNS = (ParsedTurn(1, "Interviewer", 0, 13, 18), ParsedTurn(2, "Member", 18, 26, len(TEXT)))


def transcript(name: str, text: str = TEXT) -> ParsedTranscript:
    return ParsedTranscript(name, f"{name}.txt", "0" * 64, text, TURNS, frozenset({"Interviewer"}))


@pytest.fixture
def session(tmp_path: Path, theme: Theme) -> Iterator[Session]:
    made = create_session(tmp_path / "s.ipof", title="S", grammar="cmo", analyst="Kim")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> DataPage:
    for case, names in (("Harbour", ("P01", "P02")), ("Lantern", ("P03",)), ("", ("P04",))):
        import_transcripts(session.workbench, [TranscriptChoice(transcript(name), case=case) for name in names])
    made = DataPage(session)
    qtbot.addWidget(made)
    made.resize(1192, 734)
    made.show()
    made.activate()
    return made


def names(page: DataPage) -> list[str]:
    model = page.documents.model
    return [str(model.index(row, NAME).data()) for row in range(model.rowCount())]


def settle(qtbot: QtBot) -> None:
    qtbot.wait(20)


def test_an_empty_project_says_what_to_do(qtbot: QtBot, session: Session):
    page = DataPage(session)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert page.documents.empty.isVisible()
    assert page.documents.empty.accessibleName().startswith("Nothing here yet. Drop transcripts")


def test_the_page_reads_nothing_before_it_is_activated(qtbot: QtBot, session: Session):
    import_transcripts(session.workbench, [TranscriptChoice(transcript("P01"))])
    page = DataPage(session)
    qtbot.addWidget(page)
    assert page.documents.model.rowCount() == 0
    page.activate()
    assert page.documents.model.rowCount() == 1


def test_documents_are_listed_with_case_kind_words_and_progress(page: DataPage):
    model = page.documents.model
    assert sorted(names(page)) == ["P01", "P02", "P03", "P04"]
    row = names(page).index("P01")
    assert model.index(row, CASE).data() == "Harbour"
    assert model.index(row, KIND).data() == "interview"
    assert model.index(row, WORDS).data() == 9
    assert model.index(row, PROGRESS).data() == "new"
    assert page.status_facts() == "4 documents"


def test_choosing_a_case_narrows_the_documents(page: DataPage, session: Session):
    harbour = session.workbench.read.cases()[0]
    page.cases.choose(harbour.rid)
    assert names(page) == ["P01", "P02"]
    page.cases.choose(NO_CASE)
    assert names(page) == ["P04"]
    page.cases.choose(ALL)
    assert len(names(page)) == 4


def test_a_case_counts_the_documents_of_its_sub_cases(page: DataPage, session: Session, qtbot: QtBot):
    harbour, lantern = session.workbench.read.cases()
    from ipof_workbench.app.commands.record_edits import EditFields

    session.run(EditFields(records.Case, lantern.rid, {"parent": harbour.rid}))
    settle(qtbot)
    page.cases.choose(harbour.rid)
    assert names(page) == ["P01", "P02", "P03"]


def test_the_filter_narrows_by_name_and_clearing_brings_all_back(page: DataPage, qtbot: QtBot):
    page.documents.filter.setText("P03")
    qtbot.waitUntil(lambda: names(page) == ["P03"])
    page.documents.filter.setText("nothing")
    qtbot.waitUntil(lambda: page.documents.empty.accessibleName() == "No document passes this filter.")
    page.documents.empty.action_requested.emit()
    assert len(names(page)) == 4


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(page: DataPage):
    head = page.documents.view.horizontalHeader()
    head.sectionClicked.emit(NAME)
    assert names(page) == ["P01", "P02", "P03", "P04"]
    head.sectionClicked.emit(NAME)
    assert names(page) == ["P04", "P03", "P02", "P01"]


def test_enter_opens_the_document_in_code(page: DataPage, session: Session, qtbot: QtBot):
    asked: list[object] = []
    session.place_requested.connect(asked.append)
    page.documents.view.setFocus()
    page.documents.view.setCurrentIndex(page.documents.model.index(1, NAME))
    qtbot.keyClick(page.documents.view, Qt.Key.Key_Return)
    assert asked == [QuotePlace("code", page.documents.model.rid_at(1))]


def test_f2_renames_a_document_in_one_step(page: DataPage, session: Session, qtbot: QtBot):
    view = page.documents.view
    page.documents.model.show_rids(session.workbench.read.document_rids(order="name"))
    view.setFocus()
    view.setCurrentIndex(page.documents.model.index(0, NAME))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("P01 member")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot)
    assert "P01 member" in names(page)
    assert session.undo()
    settle(qtbot)
    assert "P01" in names(page)


def test_several_documents_get_a_case_in_one_step(page: DataPage, session: Session, qtbot: QtBot):
    page.documents.view.selectAll()
    lantern = session.workbench.read.cases()[1]
    page.documents.set_case(lantern.rid)
    settle(qtbot)
    assert session.workbench.read.cases()[1].documents == 4
    assert session.undo()
    assert session.workbench.read.cases()[1].documents == 1


def test_the_menu_gives_status_to_the_selected_documents(page: DataPage, session: Session, qtbot: QtBot):
    page.documents.view.selectRow(0)
    menu = page.documents.context_menu()
    (status,) = [action.menu() for action in menu.actions() if action.text() == "Status"]
    next(action for action in status.actions() if action.text() == "Agreed").trigger()
    settle(qtbot)
    row = page.documents.model.row_at(0)
    assert row is not None
    assert progress_of(row) == ("done", None)


def test_deleted_documents_come_back_with_one_undo(page: DataPage, session: Session, qtbot: QtBot):
    page.documents.view.selectAll()
    page.documents.delete_selected()
    settle(qtbot)
    assert names(page) == []
    assert session.undo()
    settle(qtbot)
    assert len(names(page)) == 4


def test_a_case_is_added_renamed_and_deleted(page: DataPage, session: Session, qtbot: QtBot):
    page.cases.add_case()
    settle(qtbot)
    added = next(case for case in session.workbench.read.cases() if case.name == "New case")
    page.cases.choose(added.rid)
    item = page.cases.view.model().itemFromIndex(page.cases.view.currentIndex())  # type: ignore[attr-defined]
    item.setText("Fernway")
    settle(qtbot)
    assert "Fernway" in [case.name for case in session.workbench.read.cases()]
    page.cases.choose(added.rid)
    page.cases.add_sub_case()
    settle(qtbot)
    assert any(case.parent == added.rid for case in session.workbench.read.cases())
    page.cases.choose(added.rid)
    page.cases.delete()
    settle(qtbot)
    assert "Fernway" not in [case.name for case in session.workbench.read.cases()]


def test_a_case_name_that_is_taken_is_refused_and_the_old_one_stays(page: DataPage, session: Session, qtbot: QtBot):
    said: list[str] = []
    session.refused.connect(said.append)
    lantern = session.workbench.read.cases()[1]
    page.cases.choose(lantern.rid)
    item = page.cases.view.model().itemFromIndex(page.cases.view.currentIndex())  # type: ignore[attr-defined]
    item.setText("Harbour")
    assert "already a case" in said[-1]
    assert item.text() == "Lantern"


def test_participants_are_edited_in_their_table(page: DataPage, session: Session, qtbot: QtBot):
    person = session.run(AddRecord(records.Participant(name="P01")))
    age = session.run(AddRecord(records.AttributeDefinition(owner_kind="participant", name="age", value_type="number")))
    assert person is not None
    assert age is not None
    session.run(SetAttribute(age.result.rid, (person.result.rid,), "44"))
    page.show_tab("participants")
    model = page.participants.model
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.columnCount() == 8)
    assert model.headerData(7, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.DisplayRole)) == "age"
    assert model.setData(model.index(0, 1), "moderator")
    assert model.setData(model.index(0, 2), "given")
    assert model.setData(model.index(0, 7), "45")
    said: list[str] = []
    session.refused.connect(said.append)
    qtbot.waitUntil(lambda: model.index(0, 7).data() == "45")
    assert not model.setData(model.index(0, 7), "old")
    assert said[-1] == "age of P01: “old” is no number. Nothing was changed."
    (row,) = session.workbench.read.participants()
    assert (row.role, row.consent) == ("moderator", "given")


def test_attributes_can_be_added_with_their_values(page: DataPage, session: Session, qtbot: QtBot):
    page.show_tab("attributes")
    page.attributes.add("participant")
    settle(qtbot)
    model = page.attributes.model
    assert model.rowCount() == 1
    assert model.setData(model.index(0, 3), "low ; middle ; high")
    (found,) = session.workbench.read.attributes()
    assert found.choices == "low\nmiddle\nhigh"


def test_imports_are_listed_newest_first(page: DataPage):
    page.show_tab("imports")
    model = page.imports.model
    assert [model.index(row, 0).data() for row in range(3)] == ["P04.txt", "P03.txt", "P01.txt and 1 more"]


def test_the_facts_of_a_document_are_edited_where_they_stand(page: DataPage, session: Session, qtbot: QtBot):
    page.documents.view.selectRow(0)
    rid = page.documents.model.rid_at(0)
    wave = next(field for field in page.facts.findChildren(QLineEdit) if field.accessibleName() == "Wave")
    wave.setText("2")
    wave.editingFinished.emit()
    assert session.workbench.read.get(records.Document, rid).wave == "2"


def test_a_speaker_becomes_a_participant_in_one_step(page: DataPage, session: Session, qtbot: QtBot):
    page.documents.view.selectRow(0)
    steps = len(session.workbench.history())
    member = next(row for row in page.facts.findChildren(SpeakerRow) if row.interviewer.accessibleName()[0] == "M")
    box = member.participant
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(NEW_PARTICIPANT))
    box.activated.emit(box.currentIndex())
    settle(qtbot)
    (person,) = session.workbench.read.participants()
    assert (person.name, person.documents) == ("Member", 1)
    assert len(session.workbench.history()) == steps + 1


def test_a_speaker_can_be_marked_as_interviewer(page: DataPage, session: Session):
    page.documents.view.selectRow(0)
    rid = page.documents.model.rid_at(0)
    member = next(row for row in page.facts.findChildren(SpeakerRow) if row.interviewer.accessibleName()[0] == "M")
    member.interviewer.setChecked(True)
    turns = session.workbench.read.document_text(rid).turns
    assert all(turn.is_interviewer for turn in turns)


def test_thousands_of_participants_are_offered_when_somebody_turns_to_the_list(qtbot: QtBot, theme: Theme):
    options: list[tuple[object, str]] = [(None, "No participant"), *((rid, f"R{rid:04}") for rid in range(1, 1201))]
    box = LateChoice(options, 700)
    qtbot.addWidget(box)
    assert (box.count(), box.currentData(), box.currentText()) == (1, 700, "R0700")
    box.show()
    with qtbot.waitActive(box):
        box.activateWindow()
    box.setFocus()
    assert (box.count(), box.currentData()) == (len(options), 700)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == 701
    few = LateChoice(options[:MANY], None)
    qtbot.addWidget(few)
    assert few.count() == MANY


def test_a_read_only_project_shows_facts_without_fields(page: DataPage, session: Session, qtbot: QtBot):
    session.make_read_only()
    settle(qtbot)
    page.documents.view.selectRow(1)
    settle(qtbot)
    assert [box for box in page.facts.findChildren(QComboBox) if box.isEnabled()] == []
    assert page.facts.findChildren(QLineEdit) == []
    assert not page.import_button.isEnabled()
    assert "reading only" in page.import_button.toolTip()


@pytest.mark.slow
def test_a_hundred_thousand_documents_are_shown_at_once(qtbot: QtBot, session: Session):
    posts = tuple(ParsedPost(f"post-{n}", f"Words of post {n}.", case=f"Forum {n % 8}") for n in range(100_000))
    import_posts(session.workbench, ParsedPosts("posts.csv", "0" * 64, posts))
    page = DataPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 734)
    page.documents.model.show_rids(session.workbench.read.document_rids())
    rids = session.workbench.read.document_rids()
    page.show()
    started = time.perf_counter()
    page.documents.model.show_rids(rids)
    page.documents.view.viewport().repaint()
    assert time.perf_counter() - started < 0.15
