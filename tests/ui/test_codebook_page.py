"""The Codebook page: all passages of a code, chosen ones moved on, and what the code says of itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.codebook import AddCode, CodeWithCodes
from ipof_workbench.domain import records
from ipof_workbench.domain.codebook_rows import CodePassage, in_tree_order
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.codebook.codebook_page import CHOOSE, NO_PASSAGES, CodebookPage
from ipof_workbench.ui.codebook.passage_list import CaseHead
from ipof_workbench.ui.places import QuotePlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study

LEFT = Qt.MouseButton.LeftButton
QUOTES = (("P04 · member", "Nobody had my name or my face"), ("P04 · member", "the answers were kind"),
          ("P15 · member", "Nobody had my name or my face"))  # fmt: skip


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def codes(session: Session) -> dict[str, int]:
    """Hope with three passages in two cases, Fear without any."""
    workbench = session.workbench
    made = {name: workbench.run(AddCode(name)).result.rid for name in ("Hope", "Fear")}
    for name, quote in QUOTES:
        document = next(row for row in workbench.read.document_rows(workbench.read.document_rids()) if row.name == name)
        start = workbench.read.document_text(document.rid).text.index(quote)
        workbench.run(CodeWithCodes(document.rid, start, start + len(quote), (made["Hope"],)))
    return made


@pytest.fixture
def page(session: Session, codes: dict[str, int], qtbot: QtBot) -> CodebookPage:
    page = CodebookPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.go_to(RecordPlace("codebook", "thematic_code", codes["Hope"]))
    settle()
    return page


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QTest.qWait(5)


def lines(page: CodebookPage) -> list[str]:
    return [
        line.quote if isinstance(line, CodePassage) else f"{line.name}: {line.words}"
        for line in page.list.passages.rows
    ]


def choose(page: CodebookPage, *rows: int) -> None:
    page.list.clearSelection()
    for row in rows:
        rect = page.list.visualRect(page.list.passages.index(row))
        QTest.mouseClick(page.list.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, rect.center())


def stored(session: Session) -> dict[str, int]:
    return {row.name: row.codings for row, _ in in_tree_order(session.workbench.read.codebook.rows())}


def type_into(words: str) -> None:
    field = QApplication.focusWidget()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


def test_the_passages_stand_by_case_with_who_said_and_who_coded_them(page: CodebookPage) -> None:
    shown = lines(page)
    assert [line for line in shown if line.endswith(("coding", "codings"))] == [
        "Harbour: 2 codings",
        "Lantern: 1 coding",
    ]
    assert isinstance(page.list.passages.rows[0], CaseHead)
    assert shown[1:3] == [QUOTES[0][1], QUOTES[1][1]]
    assert page.list.passages.index(1).data().endswith("P04, P04 · member · coded by Kim")
    assert page.bar.accessibleName() is not None
    assert page.here() == RecordPlace("codebook", "thematic_code", page.desk.chosen()[0])


def test_a_passage_leads_to_its_place(page: CodebookPage, session: Session) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.passages.index(1))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    rect = page.list.visualRect(page.list.passages.index(2))
    QTest.mouseClick(page.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, rect.center())
    QTest.mouseDClick(page.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, rect.center())
    assert all(isinstance(place, QuotePlace) for place in places)
    assert len({(place.start, place.end) for place in places}) == 2


def test_chosen_passages_become_those_of_a_new_code(page: CodebookPage, session: Session, codes) -> None:
    assert not page.move_button.isEnabled()
    assert page.move_button.toolTip() == "Choose passages first"
    choose(page, 1, 2)
    QTest.mouseClick(page.move_button, LEFT)
    settle()
    type_into("Hope of kindness")
    assert stored(session) == {"Hope": 1, "Hope of kindness": 2, "Fear": 0}
    QTest.qWait(250)
    assert len(lines(page)) == 2


def test_chosen_passages_are_copied_and_uncoded(page: CodebookPage, session: Session, codes) -> None:
    choose(page, 1)
    QTest.mouseClick(page.copy_button, LEFT)
    settle()
    type_into("fea")
    assert stored(session) == {"Hope": 3, "Fear": 1}
    choose(page, 2)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    settle()
    assert stored(session) == {"Hope": 2, "Fear": 1}


def test_a_code_without_passages_and_no_code_say_so(page: CodebookPage, codes) -> None:
    page.panel.tree.choose(codes["Fear"])
    settle()
    assert page.nothing.accessibleName() == NO_PASSAGES
    page.panel.tree.clearSelection()
    settle()
    assert page.nothing.accessibleName() == CHOOSE
    assert page.sheet.nothing.isVisible()


def test_several_codes_show_their_passages_together(page: CodebookPage, session: Session, codes) -> None:
    page.panel.tree.selectAll()
    settle()
    assert len(lines(page)) == 5
    choose(page, 1)
    assert page.move_button.toolTip() == "Choose one code on the left first"
    assert page.uncode_button.isEnabled()


def test_the_filter_of_the_window_holds_here_too(page: CodebookPage, session: Session) -> None:
    case = next(row.rid for row in session.workbench.read.cases() if row.name == "Lantern")
    session.set_filter(Filter(cases=frozenset({case})))
    QTest.qWait(400)
    assert lines(page) == ["Lantern: 1 coding", QUOTES[2][1]]


def test_the_sheet_is_written_in_place(page: CodebookPage, session: Session, codes) -> None:
    def hope() -> records.ThematicCode:
        return session.workbench.read.get(records.ThematicCode, codes["Hope"])

    for field, words in (("definition", "What is hoped for"), ("include", "any hope"), ("exclude", "wishes"),
                         ("example", "It will pass"), ("statement", "x" * 200), ("alias", "Hoffnung")):  # fmt: skip
        widget = page.sheet.fields[field]
        widget.setFocus()
        QTest.keyClicks(widget, words)
        QTest.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert getattr(hope(), field) == words
    page.sheet.colour.setCurrentIndex(page.sheet.colour.findData("green"))
    page.sheet.colour.activated.emit(page.sheet.colour.currentIndex())
    assert hope().colour == "green"
    page.sheet.title.edit()
    settle()
    QApplication.focusWidget().selectAll()
    type_into("Hope at last")
    assert hope().name == "Hope at last"
    page.sheet.title.edit()
    settle()
    QApplication.focusWidget().selectAll()
    type_into(" ")
    assert hope().name == "Hope at last"


def test_what_is_half_written_is_stored_when_another_code_is_chosen(page: CodebookPage, session, codes) -> None:
    widget = page.sheet.fields["definition"]
    widget.setFocus()
    QTest.keyClicks(widget, "half written")
    page.panel.tree.choose(codes["Fear"])
    settle()
    assert session.workbench.read.get(records.ThematicCode, codes["Hope"]).definition == "half written"
    assert page.sheet.fields["definition"].toPlainText() == ""


def test_where_nothing_can_be_changed_everything_can_be_read(page: CodebookPage, session: Session) -> None:
    session.make_read_only()
    settle()
    choose(page, 1)
    for button in (page.move_button, page.copy_button, page.uncode_button):
        assert not button.isEnabled()
        assert "reading only" in button.toolTip()
    assert page.sheet.fields["definition"].isReadOnly()
    assert not page.sheet.title.isEnabled()


def test_two_thousand_passages_are_shown_within_a_moment(page: CodebookPage) -> None:
    rows = [
        CodePassage(at, 1, f"P{at % 70}", "interview", f"Case {at // 300}", "Kim", 0, 5, "words said " * 30, "Bo", "")
        for at in range(2_463)
    ]
    begun = time.process_time()
    page.list.show_rows(rows)
    assert time.process_time() - begun < 0.5
    assert page.list.passages.rowCount() == 2_463 + 9
