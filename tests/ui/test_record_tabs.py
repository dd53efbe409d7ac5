"""Memos and audit beside any record, as a person uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.memos import QuoteInMemo, WriteMemo
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.ui.places import QuotePlace, RecordPlace
from ipof_workbench.ui.records.audit_tab import AuditTab
from ipof_workbench.ui.records.memo_card import MemoCard
from ipof_workbench.ui.records.memos_tab import MemosTab
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study, span_of

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
    widget.resize(430, 600)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


@pytest.fixture
def tab(session: Session, rid: int, qtbot: QtBot) -> MemosTab:
    tab = MemosTab(session)
    tab.show_subject("configuration", rid)
    return shown(tab, qtbot)


@pytest.fixture
def audit(session: Session, rid: int, qtbot: QtBot) -> AuditTab:
    tab = AuditTab(session)
    tab.show_subject("configuration", rid)
    return shown(tab, qtbot)


def memos(session: Session) -> list[records.Memo]:
    return session.workbench.read.find(records.Memo)


def test_a_memo_is_begun_titled_and_written_in_place(tab: MemosTab, qtbot: QtBot, session: Session, rid: int) -> None:
    assert tab.column.cards == []
    qtbot.mouseClick(tab.empty.findChild(type(tab.write_button)), Qt.MouseButton.LeftButton)
    card = tab.column.cards[0]
    qtbot.keyClicks(card.title.field, "Why at night")
    qtbot.keyClick(card.title.field, Qt.Key.Key_Return)
    qtbot.keyClicks(card.body, "Nobody looks in.")
    qtbot.waitUntil(lambda: memos(session)[0].body == "Nobody looks in.")
    memo = memos(session)[0]
    assert (memo.title, memo.about_kind, memo.about, memo.kind) == ("Why at night", "configuration", rid, "analytic")
    assert tab.count.text() == "1 memo"


def test_words_written_in_bursts_are_one_step(tab: MemosTab, qtbot: QtBot, session: Session) -> None:
    tab.write()
    card = tab.column.cards[0]
    for words in ("Nobody", " looks", " in."):
        qtbot.keyClicks(card.body, words)
        card.body.commit()
    steps = [step.label for step in session.workbench.history()]
    assert len([label for label in steps if label.startswith("Changed body")]) == 1
    session.undo()
    assert memos(session)[0].body == ""
    assert card.body.toPlainText() == ""


def test_leaving_the_words_stores_them_at_once(tab: MemosTab, qtbot: QtBot, session: Session) -> None:
    tab.write()
    card = tab.column.cards[0]
    card.body.setFocus()
    qtbot.keyClicks(card.body, "Later")
    tab.write_button.setFocus()
    assert memos(session)[0].body == "Later"


def test_kind_and_way_of_reasoning_are_picked(tab: MemosTab, qtbot: QtBot, session: Session) -> None:
    tab.write()
    card = tab.column.cards[0]
    qtbot.keyClick(card.kind, Qt.Key.Key_Down)
    card.inference.setCurrentIndex(card.inference.findData("retroductive"))
    card.inference.activated.emit(card.inference.currentIndex())
    memo = memos(session)[0]
    assert (memo.kind, memo.inference) == ("theory", "retroductive")


def test_a_deleted_memo_comes_back_with_undo(tab: MemosTab, qtbot: QtBot, session: Session) -> None:
    tab.write()
    qtbot.mouseClick(tab.column.cards[0].delete_button, Qt.MouseButton.LeftButton)
    assert memos(session) == []
    assert tab.column.cards == []
    session.undo()
    assert len(tab.column.cards) == 1


def test_another_record_has_other_memos(tab: MemosTab, session: Session, rid: int) -> None:
    session.workbench.run(WriteMemo("Elsewhere", about_kind="case", about=1))
    tab.write()
    tab.show_subject("case", 1)
    assert [card.title.text() for card in tab.column.cards] == ["Elsewhere"]
    tab.show_subject("configuration", rid)
    assert [card.title.text() for card in tab.column.cards] == [""]


def test_a_quote_opens_its_place_and_can_be_taken_out(tab: MemosTab, qtbot: QtBot, session: Session, rid: int) -> None:
    place = span_of(session.workbench, P04, "so I shut the laptop")
    made = session.workbench.run(QuoteInMemo(None, *place, "configuration", rid)).result
    card = tab.column.cards[0]
    assert [row.accessibleName() for row in card.quotes] == ["“so I shut the laptop” P04, member, Harbour"]
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(card.quotes[0], Qt.MouseButton.LeftButton)
    assert told.args == [QuotePlace("code", *place)]
    qtbot.keyClick(card.quotes[0], Qt.Key.Key_Delete)
    assert not session.workbench.read.find(records.MemoQuote, rid=made.quote)
    assert card.quotes == []


def test_the_subject_of_a_memo_leads_to_it(session: Session, qtbot: QtBot) -> None:
    memo = session.workbench.run(WriteMemo("Elsewhere", about_kind="case", about=1)).result
    card = shown(MemoCard(session, with_subject=True), qtbot)
    card.show_memo(session.workbench.read.trail.memo(memo.rid), ())
    with qtbot.waitSignal(session.place_requested) as told:
        qtbot.mouseClick(card.subjects.chips[0], Qt.MouseButton.LeftButton)
    assert told.args == [RecordPlace("cases", "case", 1)]


def test_whoever_codes_blind_sees_their_own_steps_alone(audit: AuditTab, session: Session, rid: int) -> None:
    session.workbench.act_as("Bo")
    session.run(EditFields(records.Configuration, rid, {"title": "Night"}))
    audit.refresh()
    everybody = len(audit.list.rows.rows)
    session.set_blind(True)
    assert [line.facts.split(",")[0] for line in audit.list.rows.rows] == ["Bo"]
    session.set_blind(False)
    assert len(audit.list.rows.rows) == everybody > 1


def test_what_a_memo_is_about_can_be_said_later(session: Session, rid: int, qtbot: QtBot) -> None:
    memo = session.workbench.run(WriteMemo("A thought")).result
    card = shown(MemoCard(session, with_subject=True), qtbot)

    def show() -> None:
        card.show_memo(session.workbench.read.trail.memo(memo.rid), ())

    show()
    assert card.subjects.nothing.text() == "The whole study"
    for typed, words in (("configuration 1", "Configuration 1"), ("no moderator", "Element No moderator at night")):
        qtbot.mouseClick(card.subjects.add_button, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(card.subjects.other, typed)
        qtbot.keyClick(card.subjects.other, Qt.Key.Key_Return)
        show()
        assert [chip.text() for chip in card.subjects.chips] == [words], "a memo is about one record"
    qtbot.keyClick(card.subjects.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.trail.memo(memo.rid).about is None
    session.undo()
    assert session.workbench.read.trail.memo(memo.rid).about_kind == "element"
    session.make_read_only()
    assert not card.subjects.add_button.isEnabled()


def test_nothing_can_be_written_in_a_project_for_reading_only(tab: MemosTab, session: Session) -> None:
    tab.write()
    session.make_read_only()
    assert not tab.write_button.isEnabled()
    assert tab.write_button.toolTip() == session.why_not_editable
    assert tab.column.cards[0].body.isReadOnly()


def lines(tab: AuditTab) -> list[str]:
    return [line.spoken for line in tab.list.rows.rows]


def test_the_audit_follows_what_is_done(audit: AuditTab, session: Session, rid: int, qtbot: QtBot) -> None:
    session.workbench.run(EditFields(records.Configuration, rid, {"title": "Silence"}), reason="as agreed on Tuesday")
    qtbot.waitUntil(lambda: len(lines(audit)) == 2)
    newest = lines(audit)[0]
    assert newest.startswith("Changed title of configuration 1. Kim, today ")
    assert "why: as agreed on Tuesday" in newest
    assert newest.endswith("Changed configuration 1 (title: Silence)")
    assert audit.count.text() == "2 steps"


def test_an_undone_step_is_marked(audit: AuditTab, session: Session, rid: int, qtbot: QtBot) -> None:
    session.workbench.run(EditFields(records.Configuration, rid, {"title": "Silence"}))
    session.undo()
    qtbot.waitUntil(lambda: len(lines(audit)) == 2)
    assert audit.list.rows.rows[0].undone
    assert "undone" in audit.list.rows.rows[0].facts


@pytest.mark.parametrize("suffix", [".csv", ".docx", ".md", ".xlsx"])
def test_the_audit_is_exported(audit: AuditTab, session: Session, qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"audit{suffix}"
    session.ask_save_path = lambda *_: target
    with qtbot.waitSignal(session.toast_requested) as told:
        qtbot.mouseClick(audit.export_button, Qt.MouseButton.LeftButton)
    assert told.args[0] == f"Exported {target.name}"
    assert target.stat().st_size > 0
    if suffix == ".csv":
        assert "No moderator at night" in target.read_text(encoding="utf-8-sig")


def test_a_record_of_which_nothing_is_known_has_nothing_to_export(audit: AuditTab, qtbot: QtBot) -> None:
    audit.show_subject("configuration", None)
    assert not audit.export_button.isEnabled()
    assert lines(audit) == []
