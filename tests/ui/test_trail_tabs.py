"""Decisions, memos and the whole audit, as the tabs of the Trail page show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.decisions import RecordDecision
from ipof_workbench.app.commands.memos import WriteMemo
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.domain import records
from ipof_workbench.domain.trail_rows import AuditStep
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.places import ConfigurationPlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.trail.audit_steps import AuditFilter, passing
from ipof_workbench.ui.trail.audit_tab import AuditPage
from ipof_workbench.ui.trail.decision_rows import date_words
from ipof_workbench.ui.trail.decisions_tab import DecisionsTab
from ipof_workbench.ui.trail.memos_tab import MemosPage
from tests.factories import Writing, code, make_study

P04 = "P04 · member"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def rid(session: Session) -> int:
    coded = code(session.workbench, P04, "no moderator was on after ten", "context", label="No moderator at night")
    assert coded.configuration is not None
    return coded.configuration


def shown(widget, qtbot: QtBot):
    qtbot.addWidget(widget)
    widget.resize(1192, 640)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.activate()
    return widget


# --- decisions


@pytest.fixture
def decisions(session: Session, rid: int, qtbot: QtBot) -> DecisionsTab:
    about = (("configuration", rid), ("case", 1))
    session.workbench.run(RecordDecision("reconciled", "The night differs.", "2026-03-03", "Ann, Bo", "", about))
    session.workbench.run(RecordDecision("agreed", "Wait for wave 2.", "spring 2025"))
    return shown(DecisionsTab(session), qtbot)


def cells(model, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_decisions_show_when_what_and_about_what(decisions: DecisionsTab) -> None:
    assert cells(decisions.model, 0) == ["spring 2025", "agreed", "Wait for wave 2.", ""]
    assert cells(decisions.model, 1) == [
        "3 March 2026",
        "reconciled",
        "The night differs.",
        "Configuration 1, Case Harbour",
    ]
    assert decisions.count.text() == "2 decisions"
    assert date_words("soon") == "soon"


def test_every_field_of_a_decision_is_edited_in_place(decisions: DecisionsTab, session, qtbot) -> None:
    decisions.go_to(RecordPlace("trail", "decision", 1))
    detail = decisions.detail
    detail.held_on.edit()
    detail.held_on.field.setText("2026-03-04")
    qtbot.keyClick(detail.held_on.field, Qt.Key.Key_Return)
    detail.attendees.edit()
    detail.attendees.field.setText("Ann")
    qtbot.keyClick(detail.attendees.field, Qt.Key.Key_Return)
    detail.wording.setFocus()
    detail.wording.selectAll()
    qtbot.keyClicks(detail.wording, "The posted hours differ.")
    qtbot.keyClicks(detail.note, "Both hold.")
    qtbot.keyClick(detail.kind, Qt.Key.Key_Down)
    decisions.deactivate()
    decision = session.workbench.read.get(records.Decision, 1)
    assert (decision.held_on, decision.attendees, decision.wording, decision.note, decision.kind) == (
        "2026-03-04",
        "Ann",
        "The posted hours differ.",
        "Both hold.",
        "adjudicated",
    )


def test_a_decision_keeps_its_words_when_all_are_deleted(decisions: DecisionsTab, session, qtbot) -> None:
    wording = decisions.detail.wording
    wording.setFocus()
    wording.selectAll()
    qtbot.keyClick(wording, Qt.Key.Key_Backspace)
    decisions.detail.note.setFocus()
    assert wording.toPlainText() == "Wait for wave 2."
    assert session.workbench.read.get(records.Decision, 2).wording == "Wait for wave 2."


def test_decisions_go_into_a_file(decisions: DecisionsTab, session: Session, qtbot, tmp_path: Path) -> None:
    target = tmp_path / "decisions.csv"
    session.ask_save_path = lambda *_asked: target
    qtbot.mouseClick(decisions.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.is_file)
    assert "The night differs." in target.read_text(encoding="utf-8-sig")


def test_what_a_decision_is_about_is_added_followed_and_removed(decisions: DecisionsTab, session, rid, qtbot) -> None:
    subjects = decisions.detail.subjects
    qtbot.mouseClick(subjects.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(subjects.other, "lantern")
    qtbot.keyClick(subjects.other, Qt.Key.Key_Return)
    assert [chip.text() for chip in subjects.chips] == ["Case Lantern"]
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(subjects.chips[0], Qt.MouseButton.LeftButton)
    assert told.args == [RecordPlace("cases", "case", 2)]
    qtbot.keyClick(subjects.chips[0], Qt.Key.Key_Delete)
    assert subjects.chips == []
    assert len(session.workbench.read.find(records.DecisionSubject)) == 2


def test_a_new_decision_is_of_today_and_waits_for_its_words(decisions: DecisionsTab, session, qtbot) -> None:
    qtbot.mouseClick(decisions.new_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(decisions.detail.wording, "Ask about the hours.")
    decisions.deactivate()
    made = session.workbench.read.get(records.Decision, 3)
    assert (made.wording, made.held_on) == ("Ask about the hours.", date.today().isoformat())
    assert decisions.current() == 3


def test_delete_takes_a_decision_away_and_undo_brings_it_back(decisions: DecisionsTab, session, qtbot) -> None:
    decisions.table.setFocus()
    qtbot.keyClick(decisions.table, Qt.Key.Key_Delete)
    assert decisions.model.rowCount() == 1
    session.undo()
    assert decisions.model.rowCount() == 2


def test_the_votes_of_a_prioritisation_are_shown(decisions: DecisionsTab, session, qtbot) -> None:
    statement = session.workbench.run(AddStatement("nobody looks in", "people leave", number="7")).result.rid

    def work(store) -> None:
        store.label = "Voted"
        made = store.put(records.Decision(wording="Order", kind="prioritised", counting="ranks", held_on="2026-05-05"))
        store.put(records.StatementVote(decision=made.rid, statement=statement, voter="Ann", value=1))

    session.workbench.run(Writing(work))
    decisions.go_to(RecordPlace("trail", "decision", 3))
    assert cells(decisions.detail.votes, 0) == ["7", "Ann", "1"]
    assert decisions.detail.votes.headerData(2, Qt.Orientation.Horizontal) == "Rank"
    assert decisions.detail.story.tabs.isTabVisible(0)
    decisions.go_to(RecordPlace("trail", "decision", 1))
    assert not decisions.detail.story.tabs.isTabVisible(0)


# --- memos


@pytest.fixture
def memos(session: Session, rid: int, qtbot: QtBot) -> MemosPage:
    run = session.workbench.run
    run(WriteMemo("Why at night", "Café talk.", inference="retroductive", about_kind="configuration", about=rid))
    run(WriteMemo("Harbour", "Quiet.", kind="case_summary", inference="inductive", about_kind="case", about=1))
    run(WriteMemo("", "I side with the moderators.", kind="reflexive"))
    return shown(MemosPage(session), qtbot)


def titles(page: MemosPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def test_all_memos_are_listed_and_counted_by_way_of_reasoning(memos: MemosPage) -> None:
    assert titles(memos) == ["I side with the moderators.", "Harbour", "Why at night"]
    assert cells(memos.model, 2)[1:4] == ["Configuration 1", "analytic", "retroductive"]
    switch = memos.inference
    assert [switch.segment(key).count for key in ("all", "inductive", "deductive", "retroductive", "")] == [
        3,
        1,
        0,
        1,
        1,
    ]


def test_memos_are_narrowed_by_words_kind_reasoning_and_subject(memos: MemosPage, qtbot) -> None:
    qtbot.keyClicks(memos.words, "CAFE")
    assert titles(memos) == ["Why at night"]
    memos.words.clear()
    qtbot.mouseClick(memos.inference.segment("inductive"), Qt.MouseButton.LeftButton)
    assert titles(memos) == ["Harbour"]
    qtbot.mouseClick(memos.inference.segment("deductive"), Qt.MouseButton.LeftButton)
    assert memos._empty.accessibleName() == "No memo passes these filters."  # noqa: SLF001 - what is seen
    qtbot.mouseClick(memos.inference.segment("all"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(memos.about, Qt.Key.Key_Down)
    assert titles(memos) == ["I side with the moderators."]
    memos.clear_filters()
    memos.kind.setCurrentIndex(memos.kind.findData("case_summary"))
    memos.kind.activated.emit(0)
    assert titles(memos) == ["Harbour"]
    memos.go_to(RecordPlace("trail", "memo", 1))
    assert titles(memos)[memos.table.currentIndex().row()] == "Why at night"


def test_the_chosen_memo_is_written_in_place(memos: MemosPage, session, qtbot) -> None:
    memos.go_to(RecordPlace("trail", "memo", 2))
    card = memos.column.cards[0]
    assert [chip.text() for chip in card.subjects.chips] == ["Case Harbour"]
    qtbot.keyClicks(card.body, "Very ")
    memos.deactivate()
    assert session.workbench.read.get(records.Memo, 2).body == "Very Quiet."


def test_a_new_memo_is_on_the_whole_study(memos: MemosPage, session, qtbot) -> None:
    qtbot.mouseClick(memos.new_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(memos.column.cards[0].title.field, "Method")
    qtbot.keyClick(memos.column.cards[0].title.field, Qt.Key.Key_Return)
    memo = session.workbench.read.get(records.Memo, 4)
    assert (memo.title, memo.about) == ("Method", None)


# --- the audit


@pytest.fixture
def audit(session: Session, rid: int, qtbot: QtBot) -> AuditPage:
    session.workbench.run(EditFields(records.Configuration, rid, {"title": "Silence"}), reason="Agreed on Tuesday")
    session.workbench.act_as("Bo")
    session.workbench.run(WriteMemo("Why at night"))
    session.workbench.act_as("Kim")
    return shown(AuditPage(session), qtbot)


def labels(page: AuditPage) -> list[str]:
    return [step.label for step in page.model.rows]


def test_every_step_is_listed_newest_first_with_what_it_changed(audit: AuditPage, qtbot) -> None:
    assert labels(audit)[:2] == ["Wrote a memo on the whole study", "Added analyst “Bo”"]
    qtbot.keyClick(audit.table, Qt.Key.Key_Down)
    qtbot.keyClick(audit.table, Qt.Key.Key_Down)
    lines = audit.detail.rows.rows[0]
    assert lines.details == ("Changed configuration 1 (title: Silence)",)
    assert "why: Agreed on Tuesday" in lines.facts


def test_a_step_leads_to_what_it_changed(audit: AuditPage, session: Session, qtbot) -> None:
    step = next(at for at, row in enumerate(audit.model.rows) if row.label.startswith("Coded"))
    audit.table.setCurrentIndex(audit.model.index(step, 0))
    words = [button.text() for button in audit.leads.buttons]
    configuration = next(at for at, word in enumerate(words) if word.startswith("Configuration "))
    assert any(word.startswith("Document ") for word in words)
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(audit.leads.buttons[configuration], Qt.MouseButton.LeftButton)
    assert told.args == [ConfigurationPlace("configurations", session.workbench.read.configurations()[0].rid)]
    audit.words.setText("nothing of the kind")
    assert audit.leads.buttons == []


def test_the_audit_is_narrowed_by_person_record_and_words(audit: AuditPage, qtbot) -> None:
    audit.analyst.setCurrentIndex(audit.analyst.findData("Bo"))
    audit.analyst.activated.emit(0)
    assert labels(audit) == ["Wrote a memo on the whole study"]
    audit.clear_filters()
    audit.kind.setCurrentIndex(audit.kind.findText("Codings"))
    audit.kind.activated.emit(0)
    assert [label[:5] for label in labels(audit)] == ["Coded"]
    audit.clear_filters()
    qtbot.keyClicks(audit.words, "tuesday")
    assert labels(audit) == ["Changed title of configuration 1"]
    qtbot.keyClicks(audit.words, " nowhere")
    assert audit._empty.accessibleName() == "No step passes these filters."  # noqa: SLF001 - what is seen
    assert not audit.export_button.isEnabled()


def test_steps_of_another_day_do_not_pass_today() -> None:
    today = date.today()
    steps = [
        AuditStep(1, "Old", "Kim", f"{today - timedelta(days=40)}T12:00:00+00:00", "", False),
        AuditStep(2, "New", "Kim", f"{today}T12:00:00+00:00", "", False),
    ]
    assert [step.label for step in passing(steps, AuditFilter(since=today - timedelta(days=7)))] == ["New"]


def test_the_audit_follows_what_is_done_and_undone(audit: AuditPage, session, qtbot) -> None:
    session.undo()
    qtbot.waitUntil(lambda: audit.model.rows[0].undone)
    assert str(audit.model.index(0, 0).data()).endswith("(undone)")


def test_what_is_shown_of_the_audit_is_exported(audit: AuditPage, session, qtbot, tmp_path: Path) -> None:
    qtbot.keyClicks(audit.words, "tuesday")
    target = tmp_path / "audit.csv"
    session.ask_save_path = lambda *_: target
    with qtbot.waitSignal(session.toast_requested):
        qtbot.mouseClick(audit.export_button, Qt.MouseButton.LeftButton)
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "Agreed on Tuesday" in rows[1]


def test_a_worker_that_reads_a_step_asks_no_table(
    audit: AuditPage, qtbot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_reading, "QUICK_S", -1.0)
    readers, askers = [], []
    read, current = audit._session.workbench.read.trail.audit_step, audit.current  # noqa: SLF001
    monkeypatch.setattr(
        type(audit._session.workbench.read.trail),  # noqa: SLF001
        "audit_step",
        lambda _reading, *wanted: (readers.append(QThread.currentThread()), read(*wanted))[1],
    )
    monkeypatch.setattr(audit, "current", lambda: (askers.append(QThread.currentThread()), current())[1])
    audit.table.setCurrentIndex(audit.model.index(1, 0))
    label = audit.model.rows[1].label
    qtbot.waitUntil(lambda: label in str(audit.detail.rows.index(0, 0).data()), timeout=5_000)
    assert readers
    assert qapp.thread() not in readers, "it was read in a worker"
    assert set(askers) == {qapp.thread()}
