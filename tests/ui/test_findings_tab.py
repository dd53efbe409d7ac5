"""The Findings tab as a person uses it: a column counted, a share kept, a finding that bears on a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import AddConfiguration
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.imports import import_survey
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.importers.survey import read_survey
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.finding_facts import FindingBearing, _Adding
from ipof_workbench.ui.places import ConfigurationPlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.unit.app.test_findings import ROWS


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    path = tmp_path / "answers.csv"
    path.write_text(ROWS, encoding="utf-8")
    workbench = Workbench.create(tmp_path / "study.ipof", analyst="Kim")
    import_survey(workbench, read_survey(path, id_column="id", text_columns=("why",), case_column="forum"))
    workbench.run(AddConfiguration("7a", "Safe in the open"))
    session = Session(workbench, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> DataPage:
    page = DataPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.show_tab("findings")
    qtbot.waitUntil(lambda: page.findings.table.counts.table is not None)
    return page


def counted(page: DataPage) -> list[list[str]]:
    model = page.findings.table.counts
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def pick(qtbot: QtBot, picked, words: str) -> None:
    qtbot.mouseClick(picked.button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(picked.field, words)
    qtbot.keyClick(picked.field, Qt.Key.Key_Return)


def findings(session: Session) -> list[records.Finding]:
    return session.workbench.read.find(records.Finding)


def keep_first(page: DataPage, qtbot: QtBot, session: Session) -> records.Finding:
    qtbot.mouseClick(page.findings.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findings.selected() != ())
    return findings(session)[-1]


def test_the_first_column_is_counted_at_once_with_who_did_not_answer(page: DataPage) -> None:
    assert page.findings.column.value() == "safe"
    assert counted(page) == [
        ["agree", "3 (60.0 %)"], ["disagree", "2 (40.0 %)"], ["Answered", "5"], ["No answer", "1"],
    ]  # fmt: skip
    assert page.findings.sentence.text().startswith("3 of 5 respondents (60.0 %, 95 % CI 23.1 to 88.2) answered")


def test_a_column_is_picked_by_typing_and_split_by_case(page: DataPage, qtbot: QtBot) -> None:
    pick(qtbot, page.findings.by, "Case")
    qtbot.waitUntil(lambda: page.findings.table.counts.columnCount() == 5)
    assert counted(page)[0] == ["agree", "3 (60.0 %)", "2 (66.7 %)", "1 (100.0 %)", "0 (0.0 %)"]
    pick(qtbot, page.findings.column, "topics")
    qtbot.waitUntil(lambda: counted(page)[0][0] == "work")
    assert page.findings.several.isVisible()
    qtbot.mouseClick(page.findings.several, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(row[0] == "sleep; work" for row in counted(page)))


def test_several_values_are_kept_together_as_one_share(page: DataPage, session: Session, qtbot: QtBot) -> None:
    table = page.findings.table
    for row, modifier in ((0, Qt.KeyboardModifier.NoModifier), (1, Qt.KeyboardModifier.ControlModifier)):
        middle = table.visualRect(table.counts.index(row, 1)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, middle)
    wording = "5 of 5 respondents (100.0 %, 95 % CI 56.6 to 100.0) answered “agree” or “disagree” to “safe”"
    assert page.findings.sentence.text().startswith(wording)
    kept = keep_first(page, qtbot, session)
    assert (kept.value, kept.number, kept.denominator, kept.missing) == ("agree ; disagree", 5, 5, 1)
    table.selectColumn(0)
    assert page.findings.sentence.text().startswith(wording)


def test_choices_of_one_answer_are_not_added_up(page: DataPage, session: Session, qtbot: QtBot) -> None:
    pick(qtbot, page.findings.column, "topics")
    qtbot.waitUntil(lambda: counted(page)[0][0] == "work")
    table = page.findings.table
    table.setFocus()
    table.setCurrentIndex(table.counts.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    refusal = "An answer may hold several of these choices, so they cannot be added up; choose one."
    assert page.findings.sentence.text() == page.findings.keep.toolTip() == refusal
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert findings(session) == []
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert page.findings.keep.isEnabled()


def test_intervals_stand_beside_the_shares_when_asked_for(page: DataPage, qtbot: QtBot) -> None:
    index = page.findings.table.counts.index(0, 1)
    assert "95 % CI 23.1 to 88.2" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    qtbot.mouseClick(page.findings.intervals, Qt.MouseButton.LeftButton)
    assert index.data() == "3 (60.0 %)  23.1–88.2"


def test_one_click_keeps_a_share_and_a_second_one_keeps_no_other(page: DataPage, qtbot, session) -> None:
    held = keep_first(page, qtbot, session)
    assert (held.number, held.denominator, held.missing, held.value) == (3, 5, 1, "agree")
    assert page.facts._form is not None  # noqa: SLF001
    told: list[str] = []
    session.toast_requested.connect(lambda words, _undo: told.append(words))
    qtbot.keyClick(page.findings.table, Qt.Key.Key_Return)
    assert len(findings(session)) == 1
    assert told == ["This finding is kept already"]
    assert page.status_facts() == "1 finding"


def test_totals_cannot_be_kept_and_the_button_says_so(page: DataPage, qtbot) -> None:
    table = page.findings.table
    table.setCurrentIndex(table.counts.index(3, 1))
    assert not page.findings.keep.isEnabled()
    assert "Choose a value" in page.findings.keep.toolTip()
    table.setCurrentIndex(table.counts.index(1, 0))
    assert page.findings.sentence.text().startswith("2 of 5 respondents")


def test_a_finding_bears_on_a_configuration_and_is_judged_beside_the_table(page: DataPage, qtbot, session) -> None:
    held = keep_first(page, qtbot, session)
    adding = page.facts.findChild(_Adding)
    qtbot.mouseClick(adding.button, Qt.MouseButton.LeftButton)
    adding.picker.stance.set_stance("challenges")
    qtbot.keyClicks(adding.picker.field, "7a")
    qtbot.keyClick(adding.picker.field, Qt.Key.Key_Return)
    stored = session.workbench.read.find(records.Evidence, finding=held.rid)
    assert [(each.stance, each.configuration is not None) for each in stored] == [("challenges", True)]
    qtbot.waitUntil(lambda: page.facts.findChild(FindingBearing) is not None)
    bearing = page.facts.findChild(FindingBearing)
    bearing.rationale.setFocus()
    qtbot.keyClicks(bearing.rationale, "Most of them")
    qtbot.keyClick(bearing.rationale, Qt.Key.Key_Return)
    assert session.workbench.read.get(records.Evidence, stored[0].rid).rationale == "Most of them"
    qtbot.waitUntil(lambda: page.findings.model.index(0, 2).data() == "7a (challenges)")
    bearing = page.facts.findChildren(FindingBearing)[-1]
    with qtbot.waitSignal(session.place_requested) as heard:
        qtbot.mouseClick(bearing.link, Qt.MouseButton.LeftButton)
    assert heard.args == [ConfigurationPlace("configurations", stored[0].configuration)]
    qtbot.mouseClick(page.facts.findChildren(FindingBearing)[-1].remove, Qt.MouseButton.LeftButton)
    assert session.workbench.read.find(records.Evidence) == []


def test_a_finding_is_written_by_hand_and_its_numbers_checked(page: DataPage, qtbot, session) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    qtbot.mouseClick(page.findings.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findings.selected() != ())
    rid = findings(session)[0].rid
    page.go_to(RecordPlace("data", "finding", rid))
    assert page.here() == RecordPlace("data", "finding", rid)
    edit = page.facts._form  # noqa: SLF001
    assert edit is not None
    fields = {field.accessibleName(): field for field in edit.findChildren(QLineEdit)}
    fields["Number"].setText("twelve")
    fields["Number"].editingFinished.emit()
    assert any("no whole number" in sentence for sentence in told)
    fields["Number"].setText("12")
    fields["Number"].editingFinished.emit()
    assert session.workbench.read.get(records.Finding, rid).number == 12


def test_delete_says_how_much_evidence_goes(page: DataPage, qtbot, session) -> None:
    held = keep_first(page, qtbot, session)
    rid = session.workbench.read.find(records.Configuration)[0].rid
    session.run(AddEvidence(finding=held.rid, configuration=rid))
    told: list[str] = []
    session.toast_requested.connect(lambda words, _undo: told.append(words))
    page.findings.kept.select(held.rid)
    page.findings.kept.view.setFocus()
    qtbot.keyClick(page.findings.kept.view, Qt.Key.Key_Delete)
    assert findings(session) == []
    assert told[-1].endswith("with 1 piece of evidence")
    session.undo()
    assert len(session.workbench.read.find(records.Evidence)) == 1


def test_without_columns_there_is_one_sentence_and_an_import(tmp_path, theme, qtbot) -> None:
    workbench = Workbench.create(tmp_path / "empty.ipof", analyst="Kim")
    session = Session(workbench, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    page = DataPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_tab("findings")
    qtbot.waitUntil(lambda: page.findings.empty.isVisible())
    assert page.findings.empty.accessibleName() == "No survey columns yet. Import a survey export."
    session.close()


def test_too_many_groups_are_told_where_they_were_asked_for(page: DataPage, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("ipof_workbench.app.findings.MOST_GROUPS", 2)
    pick(qtbot, page.findings.by, "Case")
    qtbot.waitUntil(lambda: page.findings.error.isVisible())
    assert "3 groups" in page.findings.error.sentence()
    pick(qtbot, page.findings.by, "Everybody")
    qtbot.waitUntil(lambda: not page.findings.error.isVisible())


def test_the_share_of_a_kept_finding_has_its_room(page: DataPage, session: Session, qtbot: QtBot) -> None:
    share = "1,146 of 1,433 (80.0 %)"
    page.findings.keep_current()
    view = page.findings.kept.view
    qtbot.waitUntil(lambda: view.model().rowCount() == 1)
    assert view.columnWidth(1) >= view.fontMetrics().horizontalAdvance(share) + 16
