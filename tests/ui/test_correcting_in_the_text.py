"""F2 in the text: the turn is corrected where it stands, its codings follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.texts import CorrectText
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.ui import session as session_module
from ipof_workbench.ui.coding import text_correction
from ipof_workbench.ui.coding.correction_card import CorrectionCard
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.coding_person import CONTROL, SHIFT, CodingPerson, coding_person

DOCUMENT = "P04 · member"
CONTEXT = "Nobody had my name or my face"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        someone.open(DOCUMENT)
        yield someone


def card_of(person: CodingPerson) -> CorrectionCard:
    found = person.page.findChild(CorrectionCard, "correctionCard")
    assert found is not None
    return found


def text_of(person: CodingPerson) -> str:
    document = person.page.current_document()
    assert document is not None
    return person.workbench.read.document_text(document).text


def open_card(person: CodingPerson, quote: str = CONTEXT) -> CorrectionCard:
    person.select(quote)
    person.press(Qt.Key.Key_F2)
    card = card_of(person)
    assert card.is_open()
    assert person.focused() is card.words
    return card


def replace_in_card(person: CodingPerson, card: CorrectionCard, old: str, new: str) -> None:
    cursor = card.words.document().find(old)
    assert not cursor.isNull()
    card.words.setTextCursor(cursor)
    person.type(new) if new else person.press(Qt.Key.Key_Delete)


def test_enter_stores_what_was_changed_and_the_coding_follows(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    before = text_of(person)
    card = open_card(person)
    replace_in_card(person, card, "my name", "my real name")
    person.press(Qt.Key.Key_Tab)
    person.type("Heard again")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert not card.is_open()
    assert person.focused() is person.view
    assert person.view.is_flashing()
    assert text_of(person) == before.replace("my name", "my real name")
    row = person.codings()[0]
    assert row.quote == "Nobody had my real name or my face"
    assert [mark.end for mark in person.view.codings_at(row.start)] == [row.end]
    revision = person.workbench.read.find(records.TextRevision, number=2)[0]
    assert revision.reason == "Heard again"
    assert person.steps()[0].startswith("Corrected the text of")
    person.workbench.undo()
    person.settle()
    assert text_of(person) == before
    assert person.view.shown_text().text == before
    assert person.codings()[0].quote == CONTEXT


def idle(person: CodingPerson, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not person.session._background.is_busy(), timeout=20_000)  # noqa: SLF001
    person.settle()


def test_a_text_with_thousands_of_codings_is_corrected_in_a_worker(
    person: CodingPerson, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_correction, "AT_ONCE", 0)
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    before = text_of(person)
    card = open_card(person)
    replace_in_card(person, card, "my name", "my real name")
    person.press(Qt.Key.Key_Return)
    assert not card.is_open()
    assert not person.session.can_edit
    assert text_of(person) == before, "the keyboard is free before it is stored"
    idle(person, qtbot)
    assert person.session.can_edit
    assert text_of(person) == before.replace("my name", "my real name")
    assert person.codings()[0].quote == "Nobody had my real name or my face"
    assert person.view.is_flashing()


def test_such_a_correction_is_taken_back_in_a_worker_too(
    person: CodingPerson, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = text_of(person)
    card = open_card(person)
    replace_in_card(person, card, "my name", "my real name")
    person.press(Qt.Key.Key_Return)
    person.settle()
    monkeypatch.setattr(session_module, "CHANGED_AT_ONCE", 2)
    assert not person.session.undo(), "it is under way"
    idle(person, qtbot)
    assert text_of(person) == before
    assert not person.session.redo()
    idle(person, qtbot)
    assert "my real name" in text_of(person)
    monkeypatch.undo()
    assert person.session.undo()
    step = person.workbench.history()[0].rid
    assert person.workbench.changes_of(step, 2) == 2
    assert person.workbench.changes_of(step, 10_000) > 2


def test_what_a_worker_refuses_is_shown_again_with_the_words(
    person: CodingPerson, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_correction, "AT_ONCE", 0)
    refused: list[str] = []
    person.session.refused.connect(lambda sentence: refused.append(sentence) if sentence else None)

    def gone(*_: object) -> None:
        raise RefusedChange("The text was changed meanwhile; look at it again. Nothing was changed.")

    monkeypatch.setattr(CorrectText, "apply", gone)
    before = text_of(person)
    card = open_card(person)
    replace_in_card(person, card, "my name", "my real name")
    person.press(Qt.Key.Key_Return)
    idle(person, qtbot)
    assert refused[-1].startswith("The text was changed meanwhile")
    assert card.is_open()
    assert "my real name" in card.written()
    assert text_of(person) == before


def test_esc_leaves_the_text_as_it_is(person: CodingPerson) -> None:
    before, steps = text_of(person), person.steps()
    card = open_card(person)
    replace_in_card(person, card, "my name", "C M O 1 2")
    person.press(Qt.Key.Key_Escape)
    assert not card.is_open()
    assert person.focused() is person.view
    assert (text_of(person), person.steps()) == (before, steps)


def test_nothing_changed_is_no_step(person: CodingPerson) -> None:
    steps = person.steps()
    card = open_card(person)
    assert not card.apply_button.isEnabled()
    assert card.apply_button.toolTip() == "Nothing is changed yet"
    person.press(Qt.Key.Key_Return)
    assert not card.is_open()
    assert person.steps() == steps


def test_words_that_are_coded_are_not_lost_by_one_key(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    card = open_card(person)
    replace_in_card(person, card, CONTEXT, "")
    person.press(Qt.Key.Key_Return)
    assert card.is_open()
    assert card.notice.accessibleName() == f"“{CONTEXT}” is coded and would lose all its words."
    assert len(person.codings()) == 1
    card.notice.link_activated.emit()
    person.settle()
    assert not card.is_open()
    assert person.codings() == []
    person.workbench.undo()
    assert [row.quote for row in person.codings()] == [CONTEXT]


def test_shift_enter_breaks_the_line_and_no_break_spaces_stay(person: CodingPerson) -> None:
    before = text_of(person)
    card = open_card(person)
    card.words.insertPlainText("a\xa0b")
    person.press(Qt.Key.Key_Return, SHIFT)
    person.press(Qt.Key.Key_Return)
    person.settle()
    new = text_of(person)
    assert "a\xa0b\n" in new
    assert new.replace("a\xa0b\n", "") == before


def test_another_document_keeps_what_was_written(person: CodingPerson) -> None:
    card = open_card(person)
    replace_in_card(person, card, "my name", "any name")
    document = person.page.current_document()
    person.page.go_by_documents(1)
    person.page.go_by_documents(-1)
    assert not card.is_open()
    assert document is not None
    assert "any name" in person.workbench.read.document_text(document).text


def test_a_text_that_changed_meanwhile_closes_the_card(person: CodingPerson) -> None:
    card = open_card(person)
    replace_in_card(person, card, "my name", "any name")
    person.press(Qt.Key.Key_Return)
    person.settle()
    card = open_card(person, "any name")
    person.workbench.undo()
    person.settle()
    assert not card.is_open()
    assert "any name" not in text_of(person)


def test_there_is_a_hint_where_there_is_nothing_to_correct(person: CodingPerson) -> None:
    hints: list[str] = []
    person.page.desk.hinted.connect(hints.append)
    person.page.text.close()
    person.page.correction.open()
    assert hints == ["Open a document first, then correct its text."]


def test_a_long_stretch_is_corrected_in_a_card_that_stays_in_the_window(person: CodingPerson) -> None:
    card = open_card(person)
    for _ in range(30):
        person.press(Qt.Key.Key_Return, SHIFT)
    assert card.geometry().top() >= 0
    assert card.geometry().bottom() <= person.view.height()
    person.press(Qt.Key.Key_Z, CONTROL)
    person.press(Qt.Key.Key_Escape)
    assert not card.is_open()
