"""Auto-coding under review: a rule is filled in, passages are thinned out, one button codes what is left."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipof_workbench.app.auto_coding import CodeTarget
from ipof_workbench.app.commands.codebook import AddCode, CodeWithCodes
from ipof_workbench.domain.auto_coding import By, Proposal, Unit
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.codebook.auto_coding_page import NOTHING, AutoCodingPage
from ipof_workbench.ui.codebook.chosen_proposals import CHECK_ROLE, NamedDocument
from ipof_workbench.ui.places import AutoCodePlace, QuotePlace
from ipof_workbench.ui.search_popup import look_for
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
P04 = "P04 · member"


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def hope(session: Session) -> int:
    return int(session.workbench.run(AddCode("Hope")).result.rid)


@pytest.fixture
def page(session: Session, hope: int, qtbot: QtBot) -> AutoCodingPage:
    page = AutoCodingPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    return page


@pytest.fixture
def found(page: AutoCodingPage, hope: int, qtbot: QtBot) -> AutoCodingPage:
    """The page with the sentences that hold “moderator”, to be coded with Hope."""
    page.form.show_target(CodeTarget(code=hope), "Hope")
    page.go_to(AutoCodePlace("auto", "moderator"))
    wait(qtbot, page)
    return page


def wait(qtbot: QtBot, page: AutoCodingPage) -> None:
    """Wait until nothing is looked for and nothing is stored."""
    QTest.qWait(20)
    background = page.session._background  # noqa: SLF001
    qtbot.waitUntil(lambda: not background.is_busy() and not page.form._pause.isActive(), timeout=10_000)  # noqa: SLF001
    QTest.qWait(20)


def quotes(page: AutoCodingPage) -> list[str]:
    return [row.quote for row in page.chosen.rows]


def ticks(page: AutoCodingPage) -> list[bool]:
    return [page.passages.index(at).data(CHECK_ROLE) == Qt.CheckState.Checked for at in range(len(page.chosen.rows))]


def click_box(view, row: int) -> None:
    rect = view.visualRect(view.model().index(row, 0))
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(rect.left() + 18, rect.center().y()))


def coded(session: Session) -> list[str]:
    return [row.quote for row in session.workbench.read.codings() if row.note.startswith("auto: ")]


def test_a_rule_that_says_nothing_yet_asks_for_more(page: AutoCodingPage) -> None:
    assert page.nothing.accessibleName() == "Write at least one letter or digit to look for."
    assert not page.code_button.isEnabled()
    assert page.all_button.toolTip() == "Nothing is proposed yet"


def test_typing_proposes_sentences_without_the_interviewers(page: AutoCodingPage, qtbot: QtBot) -> None:
    page.form.words.setFocus()
    QTest.keyClicks(page.form.words, "moderator")
    wait(qtbot, page)
    assert "A moderator, Wren." in quotes(page)
    assert all(ticks(page))
    assert page.code_button.toolTip() == "Choose what to code with first"
    assert page.summary.text().startswith(f"{len(quotes(page)):,} of {len(quotes(page)):,} passages in ")
    page.form.unit.setCurrentIndex(page.form.unit.findData(Unit.WORDS))
    wait(qtbot, page)
    assert set(quotes(page)) == {"moderator"}
    page.form.words.setText("nothing like it")
    wait(qtbot, page)
    assert page.nothing.accessibleName() == NOTHING


def test_what_a_speaker_says(page: AutoCodingPage, qtbot: QtBot) -> None:
    page.form.by.setCurrentIndex(page.form.by.findData(By.SPEAKER))
    QTest.mouseClick(page.form.speaker.button, LEFT)
    QTest.qWait(30)
    QTest.keyClicks(page.form.speaker.field, "P04")
    QTest.keyClick(page.form.speaker.field, Qt.Key.Key_Return)
    wait(qtbot, page)
    rows = page.chosen.rows
    assert rows
    assert all(not row.quote.startswith("You read for quite a while") for row in rows)
    assert page.form.rule().words == "P04"


def test_answers_to_a_question(page: AutoCodingPage, qtbot: QtBot) -> None:
    page.form.by.setCurrentIndex(page.form.by.findData(By.QUESTION))
    page.form.words.setText("other way")
    QTest.keyClick(page.form.words, Qt.Key.Key_Return)
    wait(qtbot, page)
    assert all(quote.startswith("Yes. There was a stretch") for quote in quotes(page))
    assert quotes(page)


def test_passages_are_thinned_out_and_coded_as_one_step(found: AutoCodingPage, session: Session, qtbot: QtBot) -> None:
    number = len(quotes(found))
    assert number >= 3
    click_box(found.list, 0)
    found.list.setFocus()
    found.list.setCurrentIndex(found.passages.index(2))
    QTest.keyClick(found.list, Qt.Key.Key_Space)
    assert ticks(found)[:3] == [False, True, False]
    left = f"{number - 2:,} passage{'' if number == 3 else 's'}"
    assert found.code_button.text() == f"Code {left}"
    steps = len(session.workbench.history())
    toasts: list[str] = []
    session.toast_requested.connect(lambda sentence, _undo: toasts.append(sentence))
    QTest.mouseClick(found.code_button, LEFT)
    assert not found.code_button.isEnabled()
    wait(qtbot, found)
    assert len(session.workbench.history()) == steps + 1
    assert toasts == [f"Auto-coded {left} with “Hope”"]
    assert len(coded(session)) == number - 2
    row = next(row for row in session.workbench.read.codings() if row.note)
    assert (row.note, row.analyst_name) == ("auto: sentences with moderator", "Kim")
    session.undo()
    wait(qtbot, found)
    assert coded(session) == []


def test_a_document_is_ticked_as_a_whole(found: AutoCodingPage) -> None:
    first = found.chosen.document(0)
    click_box(found.list, 0)
    assert found.documents.index(0).data(CHECK_ROLE) == (
        Qt.CheckState.PartiallyChecked if first.last - first.first > 1 else Qt.CheckState.Unchecked
    )
    click_box(found.document_list, 0)
    assert all(ticks(found)[first.first : first.last])
    click_box(found.document_list, 0)
    assert not any(ticks(found)[first.first : first.last])
    assert all(ticks(found)[first.last :])
    QTest.mouseClick(found.none_button, LEFT)
    assert not any(ticks(found))
    assert found.code_button.toolTip() == "Tick at least one passage"
    QTest.mouseClick(found.all_button, LEFT)
    assert all(ticks(found))


def test_selected_rows_are_ticked_together(found: AutoCodingPage) -> None:
    found.list.setFocus()
    found.list.setCurrentIndex(found.passages.index(0))
    QTest.keyClick(found.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(found.list, Qt.Key.Key_Space)
    assert ticks(found)[:3] == [False, False, True]


def test_what_is_coded_already_begins_without_a_tick(
    page: AutoCodingPage, session: Session, hope: int, qtbot: QtBot
) -> None:
    read = session.workbench.read
    document = next(row for row in read.document_rows(read.document_rids()) if row.name == P04)
    start = read.document_text(document.rid).text.index("A moderator, Wren.")
    session.workbench.run(CodeWithCodes(document.rid, start, start + 18, (hope,)))
    page.form.show_target(CodeTarget(code=hope), "Hope")
    page.go_to(AutoCodePlace("auto", "moderator"))
    wait(qtbot, page)
    at = quotes(page).index("A moderator, Wren.")
    assert not ticks(page)[at]
    assert page.passages.where(at).endswith("coded already")
    assert page.summary.text().endswith("1 coded already")


def test_a_new_code_or_an_element_is_chosen_to_code_with(found: AutoCodingPage, session: Session, qtbot: QtBot) -> None:
    QTest.mouseClick(found.form.code_with.button, LEFT)
    QTest.qWait(30)
    QTest.keyClicks(found.form.code_with.field, "Staff in reach")
    QTest.keyClick(found.form.code_with.field, Qt.Key.Key_Return)
    wait(qtbot, found)
    assert found.form.target == CodeTarget(name="Staff in reach")
    assert found.form.code_with.value() == "Staff in reach (new code)"
    found.form.show_target(CodeTarget(name="Staff on call", role_key="context"), "Staff on call (new context)")
    wait(qtbot, found)
    configurations = len(session.workbench.read.configurations())
    QTest.mouseClick(found.code_button, LEFT)
    wait(qtbot, found)
    made = [row for row in session.workbench.read.codings() if row.element_label == "Staff on call"]
    assert {row.role_key for row in made} == {"context"}
    assert len(session.workbench.read.configurations()) == configurations


def test_a_passage_leads_to_its_place_and_the_ticks_stay(found: AutoCodingPage, session: Session) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    click_box(found.list, 1)
    rect = found.list.visualRect(found.passages.index(0))
    QTest.mouseDClick(found.list.viewport(), LEFT, NONE, rect.center())
    first = found.chosen.rows[0]
    assert places == [QuotePlace("code", first.document, first.start, first.end)]
    found.deactivate()
    found.activate()
    assert ticks(found)[:2] == [True, False]


def test_the_filter_of_the_window_narrows_the_proposals(found: AutoCodingPage, session: Session, qtbot: QtBot) -> None:
    before = len(quotes(found))
    session.set_filter(Filter(data_kinds=frozenset({"forum_post"})))
    wait(qtbot, found)
    assert len(quotes(found)) < before


def test_where_nothing_can_be_changed_the_button_says_why(found: AutoCodingPage, session: Session) -> None:
    session.make_read_only()
    QTest.qWait(20)
    assert not found.code_button.isEnabled()
    assert "reading only" in found.code_button.toolTip()


def test_cancel_leaves_without_coding(found: AutoCodingPage, session: Session) -> None:
    places: list[object] = []
    session.place_requested.connect(places.append)
    QTest.mouseClick(found.cancel, LEFT)
    assert [place.page for place in places] == ["code"]
    assert coded(session) == []


def test_a_hundred_thousand_proposals_are_shown_and_ticked_within_a_moment(page: AutoCodingPage) -> None:
    rows = [Proposal(at // 2, 0, 5, "words", "before ", " after", False) for at in range(100_000)]
    names = {at: NamedDocument(f"Post {at}", "Harbour", "forum_post") for at in range(50_000)}
    begun = time.process_time()
    page._show_found((rows, names))  # noqa: SLF001
    page.chosen.tick([99_999], False)
    QApplication.processEvents()
    assert time.process_time() - begun < 1.5
    assert page.chosen.total == 99_999


def test_a_search_offers_to_code_its_hits(session: Session) -> None:
    found = dict(look_for(session, "moderator").groups)
    texts = next(rows for head, rows in found.items() if head.startswith("In the text"))
    assert (texts[-1].text, texts[-1].place) == ("Code these hits…", AutoCodePlace("auto", "moderator"))
    assert all("Code these hits…" not in head for head in found)
    assert not [head for head, _ in look_for(session, "nothinglikeit").groups]
