"""A corrected transcript in the import review, and the passages that are to be found again under the imports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.coding import CodeThematically
from ipof_workbench.ui.coding.coding_page import STANDS_NO_MORE, CodingPage
from ipof_workbench.ui.data.data_page import DataPage
from ipof_workbench.ui.data.fact_form import Choice
from ipof_workbench.ui.data.import_batch import TranscriptFile
from ipof_workbench.ui.data.import_review_page import ImportReviewPage
from ipof_workbench.ui.data.replacing_choice import ReplacingChoice
from ipof_workbench.ui.data.unanchored_panel import NOT_THERE
from ipof_workbench.ui.opening import create_session
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme

TALK = "INT: Why did you stay?\nP01: Because it was quiet at night, and nobody knew me.\n"
CORRECTED = TALK.replace("Because it was", "Well, because it was") + "INT: Thank you.\n"
REWRITTEN = "INT: Why did you stay?\nP01: People I had never met before did not know my face, and that was good.\n"
QUOTE = "nobody knew me"


@pytest.fixture
def session(tmp_path: Path, theme: Theme) -> Iterator[Session]:
    made = create_session(tmp_path / "s.ipof", title="S", grammar="cmo", analyst="Kim")
    yield made
    made.close()


def review(qtbot: QtBot, session: Session, folder: Path, text: str) -> ImportReviewPage:
    path = folder / "P01.txt"
    path.write_text(text, encoding="utf-8")
    page = ImportReviewPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 734)
    page.show()
    page.review([path])
    qtbot.waitUntil(lambda: page.batch.is_read, timeout=15_000)
    return page


def store(qtbot: QtBot, page: ImportReviewPage) -> list[str]:
    toasts: list[str] = []
    page.session.toast_requested.connect(lambda words, _undo: toasts.append(words))
    page.import_all()
    qtbot.waitUntil(lambda: bool(toasts), timeout=15_000)
    return toasts


def choose_to_replace(page: ImportReviewPage) -> TranscriptFile:
    choice = page.findChild(ReplacingChoice)
    assert choice is not None
    field = choice.findChild(Choice)
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    file = page.current_file()
    assert isinstance(file, TranscriptFile)
    assert file.replaces is not None
    return file


def coded_study(qtbot: QtBot, session: Session, folder: Path) -> int:
    store(qtbot, review(qtbot, session, folder, TALK))
    document = session.workbench.read.document_named("P01").rid
    start = TALK.index(QUOTE)
    session.run(CodeThematically(document, start, start + len(QUOTE), name="Unknown"))
    return document


def test_the_text_of_a_document_is_replaced_where_that_is_chosen(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    document = coded_study(qtbot, session, tmp_path)
    page = review(qtbot, session, tmp_path, CORRECTED)
    choice = page.findChild(ReplacingChoice)
    assert choice is not None
    assert choice.notice.accessibleName() == ("There is a P01 already, with 1 coding. Is this its corrected text?")
    choose_to_replace(page)
    assert store(qtbot, page) == ["Imported: 1 text replaced"]
    read = session.workbench.read
    assert read.document_text(document).text == CORRECTED
    assert [row.quote for row in read.codings_of_document(document)] == [QUOTE]
    assert [turn.is_interviewer for turn in read.document_text(document).turns] == [True, False, True]
    session.undo()
    assert read.document_text(document).text == TALK


def test_without_a_choice_it_is_a_new_document(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    coded_study(qtbot, session, tmp_path)
    assert store(qtbot, review(qtbot, session, tmp_path, CORRECTED)) == ["Imported: 1 new, 0 unchanged"]
    assert len(session.workbench.read.document_rids()) == 2


def data_page(qtbot: QtBot, session: Session) -> DataPage:
    page = DataPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 734)
    page.show()
    qtbot.waitExposed(page)
    page.activate()
    page.show_tab("imports")
    return page


def test_passages_that_are_not_there_any_more_are_found_again(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    document = coded_study(qtbot, session, tmp_path)
    page = review(
        qtbot,
        session,
        tmp_path,
        REWRITTEN.replace("did not know my face", "saw that me they knew not, nobody"),
    )
    choose_to_replace(page)
    assert store(qtbot, page) == ["Imported: 1 text replaced; some passages are to be found again"]
    data = data_page(qtbot, session)
    panel = data.unanchored
    assert panel.isVisible()
    assert panel.head.accessibleName() == "1 passage is not in the text any more"
    assert [panel.model.index(0, column).data() for column in range(3)] == ["P01", f"“{QUOTE}”", "Unknown"]
    assert panel.proposal.text() == "Perhaps now: “me they knew”"
    places: list[object] = []
    session.place_requested.connect(places.append)
    QTest.mouseClick(panel.show_button, Qt.MouseButton.LeftButton)
    assert places[0].document == document  # type: ignore[attr-defined]
    QTest.mouseClick(panel.there, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert [row.quote for row in session.workbench.read.codings_of_document(document)] == ["me they knew"]
    session.undo()
    qtbot.waitUntil(panel.isVisible)
    data.show_tab("documents")
    assert not panel.isVisible()


def test_a_quote_that_stands_no_more_says_so_instead_of_flashing_other_words(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    document = coded_study(qtbot, session, tmp_path)
    page = review(qtbot, session, tmp_path, REWRITTEN)
    choose_to_replace(page)
    store(qtbot, page)
    code = CodingPage(session)
    qtbot.addWidget(code)
    code.show()
    code.activate()
    start = TALK.index(QUOTE)
    code.go_to(QuotePlace("code", document, start, start + len(QUOTE)))
    assert not code.view.is_flashing()
    assert code.status_facts() == STANDS_NO_MORE
    assert not code.shown.rows
    code.deactivate()


def test_a_passage_that_is_nowhere_can_be_uncoded(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    coded_study(qtbot, session, tmp_path)
    page = review(qtbot, session, tmp_path, REWRITTEN)
    choose_to_replace(page)
    store(qtbot, page)
    panel = data_page(qtbot, session).unanchored
    assert panel.proposal.text() == NOT_THERE
    assert panel.there.toolTip() == "No place is proposed"
    QTest.mouseClick(panel.uncode, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert session.workbench.read.codings() == []
    assert session.workbench.check() == []
