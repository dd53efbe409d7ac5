"""Appraising a document on the Data page, and the cases that a configuration is meant for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.case_scope import SetScope
from ipof_workbench.domain import records
from ipof_workbench.ui.configurations.detail_panel import DetailPanel
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.documents_model import RIGOUR
from ipof_workbench.ui.data.fact_form import Choice, NoteField
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study

P04 = "P04 · member"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def data(session: Session, qtbot: QtBot) -> DataPage:
    page = DataPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 734)
    page.show()
    page.activate()
    return page


def named(page: DataPage, kind: type, name: str):
    # Forms are made anew for each selection; the former one goes in the next turn of the event loop.
    return [field for field in page.facts.findChildren(kind) if field.accessibleName() == name][-1]


def test_a_document_is_appraised_in_place(data: DataPage, session: Session, qtbot: QtBot) -> None:
    data.documents.view.selectRow(0)
    document = data.documents.model.rid_at(0)
    for name in ("Relevance", "Rigour"):
        qtbot.keyClick(named(data, Choice, name), Qt.Key.Key_Down)
    note = named(data, NoteField, "Why it was judged so")
    note.setFocus()
    qtbot.keyClicks(note, "one voice")
    note.commit()
    held = session.workbench.read.find(records.Appraisal, document=document)
    assert [(row.relevance, row.richness, row.rigour, row.note) for row in held] == [("high", "", "high", "one voice")]
    session.undo()
    session.undo()
    assert session.workbench.read.find(records.Appraisal, document=document)[0].rigour == ""


def test_documents_are_appraised_in_their_table_and_stand_in_its_order(
    data: DataPage, session: Session, qtbot: QtBot
) -> None:
    view, model = data.documents.view, data.documents.model
    second = model.rid_at(1)
    with qtbot.waitActive(data):
        data.activateWindow()
    view.setFocus()
    view.setCurrentIndex(model.index(1, RIGOUR))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "m")
    qtbot.waitUntil(lambda: model.index(1, RIGOUR).data() == "moderate")
    assert session.workbench.read.find(records.Appraisal, document=second)[0].rigour == "moderate"
    head = view.horizontalHeader()
    for _ in range(2):
        place = head.sectionViewportPosition(RIGOUR) + head.sectionSize(RIGOUR) // 2
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, head.height() // 2))
    qtbot.waitUntil(lambda: model.rid_at(0) == second)
    assert model.index(0, RIGOUR).data() == "moderate"


def test_several_documents_are_appraised_in_one_step(data: DataPage, session: Session, qtbot: QtBot) -> None:
    data.documents.view.selectAll()
    steps = len(session.workbench.history())
    choice = named(data, Choice, "Relevance")
    choice.setCurrentIndex(choice.findData("low"))
    choice.activated.emit(choice.currentIndex())
    held = session.workbench.read.find(records.Appraisal)
    assert [row.relevance for row in held] == ["low"] * data.documents.model.rowCount()
    assert len(session.workbench.history()) == steps + 1


def test_a_participant_and_a_document_are_gone_to(data: DataPage, session: Session, qtbot: QtBot) -> None:
    person = session.workbench.read.participants()[-1].rid
    data.go_to(RecordPlace("data", "participant", person))
    qtbot.waitUntil(lambda: data.participants.selected() == (person,))
    assert (data.switch.current(), data.facts.story.rid) == ("participants", person)
    last = data.documents.model.rid_at(data.documents.model.rowCount() - 1)
    data.documents.filter.setText("nothing of that name")
    data.go_to(RecordPlace("data", "document", last))
    qtbot.waitUntil(lambda: data.documents.selected() == (last,))
    assert (data.switch.current(), data.documents.filter.text(), data.facts.story.rid) == ("documents", "", last)


def test_a_case_leads_to_its_documents(data: DataPage) -> None:
    data.show_tab("participants")
    data.go_to(RecordPlace("data", "case", 2))
    assert data.switch.current() == "documents"
    assert data.cases.current() == 2


@pytest.fixture
def detail(session: Session, qtbot: QtBot) -> DetailPanel:
    rid = code(session.workbench, P04, "no moderator was on after ten", "context").configuration
    panel = DetailPanel(session)
    qtbot.addWidget(panel)
    panel.resize(436, 730)
    panel.show()
    panel.show_configuration(rid)
    return panel


def test_a_configuration_is_meant_for_all_cases_until_one_is_named(
    detail: DetailPanel, session: Session, qtbot: QtBot
) -> None:
    chips = detail.facts.cases
    assert chips.nothing.text() == "All cases"
    qtbot.mouseClick(chips.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(chips.other, "lant")
    qtbot.keyClick(chips.other, Qt.Key.Key_Return)
    detail.refresh()
    assert [chip.text() for chip in chips.chips] == ["Lantern"]
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(chips.chips[0], Qt.MouseButton.LeftButton)
    assert told.args == [RecordPlace("cases", "case", 2)]
    qtbot.keyClick(chips.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.find(records.ConfigurationCase) == []


def test_the_chips_stand_in_the_order_of_the_cases(detail: DetailPanel, session: Session) -> None:
    assert detail.configuration is not None
    session.workbench.run(SetScope(detail.configuration, (2, 1)))
    detail.refresh()
    assert [chip.text() for chip in detail.facts.cases.chips] == ["Harbour", "Lantern"]
