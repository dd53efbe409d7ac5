"""The Statements page under the hands of a researcher: reading, writing, ordering, tying, deleting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.ui.configurations import live_reading
from ipof_workbench.ui.places import ConfigurationPlace, Place, QuotePlace, RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.statements.configuration_cards import ConfigurationSheet
from ipof_workbench.ui.statements.statement_items import MIME, Heading, statement_sentence
from ipof_workbench.ui.statements.statements_page import StatementsPage
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import make_study
from tests.ui.statements_person import ALT, CONTROL, fill, keyboard, numbers, press, shown, stored, write


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(live_reading, "QUICK_S", 60.0)  # a busy machine would read in a worker what is shown at once
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def rids(session: Session) -> dict[str, int]:
    return fill(session.workbench)


@pytest.fixture
def page(session: Session, rids: dict[str, int], qtbot: QtBot) -> StatementsPage:
    return shown(session, qtbot)


def menu_action(menu: QMenu, words: str):
    return next(action for action in menu.actions() if action.text().split("\t")[0] == words)


def sentences(session: Session) -> list[str]:
    return [statement_sentence(held) for held in session.workbench.read.of_statements.listed()]


# --- reading


def test_statements_are_read_in_their_order_with_what_stands_on_them(page: StatementsPage) -> None:
    assert numbers(page) == ["S1", "S2", "S3"]
    held = page.list_view.list.current()
    assert held is not None
    assert (held.number, held.counts, held.stances) == ("S1", (1, 2, 1), {"supports": 1, "challenges": 1})
    spoken = page.list_view.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Statement S1. If nobody looks in at night, then members go quiet, because they are unsure what is allowed. "
        "refined. Nights. Expressed by configuration 1. 1 source, 2 codings, 1 case. 1 supports, 1 challenges"
    )
    assert page.status_facts() == "3 statements, 2 that no configuration expresses"
    assert [page.detail.tabs.tabText(at) for at in range(2)] == ["Evidence 2", "CMOCs 1"]


def test_configurations_without_a_statement_stand_below_and_lead_there(page, session, rids, qtbot) -> None:
    rows = page.list_view.list.rows.rows
    assert isinstance(rows[3], Heading)
    assert (rows[3].words, rows[3].number) == ("Configurations that express no statement", 1)
    page.list_view.list.setCurrentIndex(page.list_view.list.rows.index(4))
    with qtbot.waitSignal(session.place_requested) as asked:
        press(page.list_view.list, Qt.Key.Key_Return)
    assert asked.args == [ConfigurationPlace("configurations", rids["2"])]
    assert page.detail.statement is None


def test_the_list_is_grouped_by_theory_area_and_stays_so(page: StatementsPage, session) -> None:
    QTest.mouseClick(page.list_view.grouped, Qt.MouseButton.LeftButton)
    heads = [row.words for row in page.list_view.list.rows.rows if isinstance(row, Heading)]
    assert heads == ["Nights", "No theory area", "Configurations that express no statement"]
    assert session.settings.value("statements/grouped", type=bool) is True


def test_words_status_and_area_narrow_the_list(page: StatementsPage, rids) -> None:
    press(page, Qt.Key.Key_Slash)
    assert keyboard() is page.list_view.filter
    write("answers hour")
    assert numbers(page) == ["S2"]
    press(page.list_view.filter, Qt.Key.Key_Escape)
    assert numbers(page) == ["S1", "S2", "S3"]
    page.list_view.status.setCurrentIndex(page.list_view.status.findData("refined"))
    assert numbers(page) == ["S1"]
    page.list_view.area.setCurrentIndex(page.list_view.area.findData(0))
    assert page.list_view.pages.currentIndex() == 2
    page.list_view.clear_filters()
    QTest.mouseClick(page.list_view.only, Qt.MouseButton.LeftButton)
    assert numbers(page) == ["S2", "S3"]
    page.go_to(RecordPlace("statements", "theory_statement", rids["S1"]))
    assert page.list_view.list.current().number == "S1"


def test_the_filter_of_the_window_counts_less_evidence(page: StatementsPage, session) -> None:
    session.set_filter(Filter(stances=frozenset({"challenges"})))
    held = page.list_view.list.rows.statement_at(0)
    assert (held.counts.codings, held.stances) == (1, {"challenges": 1})
    assert not page.list_view.list.rows.can_move


def test_a_quote_opens_its_place_and_its_stance_is_judged_here(page: StatementsPage, session, qtbot) -> None:
    page.detail.focus_evidence()
    quotes = page.detail.evidence.list
    quotes.setCurrentIndex(quotes.rows.index(0))
    with qtbot.waitSignal(session.place_requested) as asked:
        press(quotes, Qt.Key.Key_Return)
    assert isinstance(asked.args[0], QuotePlace)
    press(quotes, Qt.Key.Key_NumberSign, Qt.KeyboardModifier.ShiftModifier)
    assert page.list_view.list.current().stances == {"refines": 1, "challenges": 1}


# --- writing


def test_a_statement_is_typed_part_by_part_and_the_next_one_follows(page: StatementsPage, session) -> None:
    press(page, Qt.Key.Key_Return, CONTROL)
    write("the place is small")
    press(keyboard(), Qt.Key.Key_Tab)
    write("people stay")
    press(keyboard(), Qt.Key.Key_Tab)
    write("they know each other")
    press(keyboard(), Qt.Key.Key_Return)
    assert sentences(session)[-1] == "If the place is small, then people stay, because they know each other."
    assert stored(session) == ["S1", "S2", "S3", "S4"]
    assert keyboard() is page.list_view.entry.fields["if"]
    assert page.list_view.entry.fields["because"].text() == ""
    assert page.list_view.list.current().number == "S4"
    write("only an if")
    press(keyboard(), Qt.Key.Key_Return)
    assert sentences(session)[-1] == "If only an if."
    press(keyboard(), Qt.Key.Key_Return)
    assert len(stored(session)) == 5
    press(keyboard(), Qt.Key.Key_Escape)
    assert keyboard() is page.list_view.list


def test_several_sentences_are_pasted_in_one_step_and_taken_numbers_give_way(page: StatementsPage, session) -> None:
    QApplication.clipboard().setText("S1. If a, then b, because c.\n7a. If d, then e.")
    toasts: list[str] = []
    session.toast_requested.connect(lambda words, _undo: toasts.append(words))
    press(page.list_view.list, Qt.Key.Key_V, CONTROL)
    assert stored(session) == ["S1", "S2", "S3", "S4", "7a"]
    assert toasts == ["Added 2 statements; S1 became S4"]
    session.undo()
    assert stored(session) == ["S1", "S2", "S3"]
    page.list_view.entry.begin()
    press(keyboard(), Qt.Key.Key_V, CONTROL)
    assert stored(session)[-2:] == ["S4", "7a"]


def test_a_few_words_are_pasted_into_the_field_and_nothing_is_refused_in_words(page, session) -> None:
    QApplication.clipboard().setText("a few words")
    page.list_view.entry.begin()
    press(keyboard(), Qt.Key.Key_V, CONTROL)
    assert page.list_view.entry.fields["if"].text() == "a few words"
    refused: list[str] = []
    session.refused.connect(refused.append)
    QTest.mouseClick(page.list_view.paste_button, Qt.MouseButton.LeftButton)
    assert refused[-1].startswith("There is no sentence on the clipboard")
    assert stored(session) == ["S1", "S2", "S3"]


def test_a_sentence_is_edited_in_its_row(page: StatementsPage, session) -> None:
    press(page.list_view.list, Qt.Key.Key_Return)
    editor = page.list_view.list.editor
    assert editor is not None
    assert keyboard() is editor.fields["if"]
    press(keyboard(), Qt.Key.Key_Tab)
    press(keyboard(), Qt.Key.Key_A, CONTROL)
    write("members fall silent")
    press(keyboard(), Qt.Key.Key_Return)
    assert page.list_view.list.editor is None
    assert sentences(session)[0] == (
        "If nobody looks in at night, then members fall silent, because they are unsure what is allowed."
    )
    assert keyboard() is page.list_view.list
    press(page.list_view.list, Qt.Key.Key_F2)
    write("thrown away")
    press(keyboard(), Qt.Key.Key_Escape)
    assert "thrown" not in sentences(session)[0]


def test_leaving_the_page_stores_what_an_open_editor_holds(page: StatementsPage, session) -> None:
    press(page.list_view.list, Qt.Key.Key_Down)
    press(page.list_view.list, Qt.Key.Key_Return)
    write("someone answers")
    page.deactivate()
    assert sentences(session)[1].startswith("If someone answers, then")


def test_status_priority_source_and_area_are_edited_beside_the_list(page: StatementsPage, session, rids) -> None:
    detail = page.detail
    detail.head.status.setCurrentIndex(detail.head.status.findData("under_test"))
    detail.head.status.activated.emit(detail.head.status.currentIndex())
    detail.priority.open()
    write("high")
    press(keyboard(), Qt.Key.Key_Return)
    detail.source.edit()
    write("Workshop")
    press(keyboard(), Qt.Key.Key_Return)
    detail.area.open()
    write("Safety")
    press(keyboard(), Qt.Key.Key_Return)
    held = session.workbench.read.of_statements.listed()[0]
    assert (held.status, held.priority, held.source, held.theory_area_name) == (
        "under_test", "high", "Workshop", "Safety",
    )  # fmt: skip


def test_a_number_that_is_taken_is_refused_and_the_old_one_shown(page: StatementsPage, session) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    page.detail.head.number.edit()
    write("S2")
    press(keyboard(), Qt.Key.Key_Return)
    assert refused[-1] == "There is already a statement “S2”; choose another number."
    assert page.detail.head.number.text() == "S1"


# --- ordering


def test_alt_and_an_arrow_move_the_statement(page: StatementsPage, session) -> None:
    press(page.list_view.list, Qt.Key.Key_Down, ALT)
    assert stored(session) == numbers(page) == ["S2", "S1", "S3"]
    press(page.list_view.list, Qt.Key.Key_Down, ALT)
    press(page.list_view.list, Qt.Key.Key_Down, ALT)
    assert stored(session) == ["S2", "S3", "S1"]
    assert page.list_view.list.current().number == "S1"
    press(page.list_view.list, Qt.Key.Key_Up, ALT)
    assert stored(session) == ["S2", "S1", "S3"]


def test_a_drag_moves_a_statement(page: StatementsPage, session, rids) -> None:
    model = page.list_view.list.rows
    mime = model.mimeData([model.index(0)])
    assert mime.hasFormat(MIME)
    model.dropMimeData(mime, Qt.DropAction.MoveAction, 2, 0, model.index(-1))
    assert stored(session) == numbers(page) == ["S2", "S1", "S3"]
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, 0, model.index(-1))
    assert stored(session) == ["S2", "S3", "S1"]
    assert not model.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, 0, 0, model.index(-1))


def test_a_narrowed_list_is_not_put_in_order(page: StatementsPage, session) -> None:
    page.list_view.filter.setText("if")
    press(page.list_view.list, Qt.Key.Key_Down, ALT)
    assert stored(session) == ["S1", "S2", "S3"]
    menu = QMenu()
    page.list_view.list.fill_menu(menu, page.list_view.list.chosen())
    assert not menu_action(menu, "Move down").isEnabled()


# --- several at once, deleting


def test_several_statements_get_a_status_and_a_priority_from_the_menu(page: StatementsPage, session) -> None:
    page.list_view.list.selectAll()
    chosen = page.list_view.list.chosen()
    assert len(chosen) == 3
    menu = QMenu()
    page.list_view.list.fill_menu(menu, chosen)
    steps = len(session.workbench.history())
    menu_action(menu_action(menu, "Status").menu(), "parked").trigger()
    menu_action(menu_action(menu, "Priority").menu(), "Low").trigger()
    assert len(session.workbench.history()) == steps + 2
    assert {(held.status, held.priority) for held in session.workbench.read.of_statements.listed()} == {
        ("parked", "low")
    }


def test_deleting_takes_the_next_one_as_current_and_undo_brings_it_back(page: StatementsPage, session) -> None:
    press(page.list_view.list, Qt.Key.Key_Delete)
    assert stored(session) == ["S2", "S3"]
    assert page.list_view.list.current().number == "S2"
    session.undo()
    assert numbers(page) == ["S1", "S2", "S3"]


def test_chosen_statements_are_copied_as_sentences(page: StatementsPage) -> None:
    press(page.list_view.list, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().startswith("S1. If nobody looks in at night, then members go quiet")


# --- ties


def test_a_configuration_is_tied_by_typing_and_taken_away_by_a_key(page: StatementsPage, session, rids) -> None:
    page.detail.tabs.setCurrentIndex(1)
    cards = page.detail.cards
    cards.ties.open_picker()
    write("line in")
    press(keyboard(), Qt.Key.Key_Return)
    held = session.workbench.read.of_statements.listed()[0]
    assert [tie.number for tie in held.configurations] == ["1", "2"]
    assert session.workbench.read.of_statements.unexpressed() == []
    press(cards.ties.chips[0], Qt.Key.Key_Delete)
    held = session.workbench.read.of_statements.listed()[0]
    assert [tie.number for tie in held.configurations] == ["2"]


def test_a_chip_leads_to_the_configuration(page: StatementsPage, session, rids, qtbot) -> None:
    page.detail.tabs.setCurrentIndex(1)
    with qtbot.waitSignal(session.place_requested) as asked:
        QTest.mouseClick(page.detail.cards.ties.chips[0], Qt.MouseButton.LeftButton)
    assert asked.args == [ConfigurationPlace("configurations", rids["1"])]


def test_a_configuration_is_made_of_a_statement_with_the_elements_that_are_named(page, session, qtbot) -> None:
    page.detail.tabs.setCurrentIndex(1)
    QTest.mouseClick(page.detail.cards.make_button, Qt.MouseButton.LeftButton)
    sheet = page.window().findChild(ConfigurationSheet)
    sheet.title.setText("Nobody looks in")
    sheet.places["context"].setText("No moderator at night")
    sheet.accept()
    made = session.workbench.read.configurations()[-1]
    assert (made.number, made.title, set(made.present)) == ("3", "Nobody looks in", {"context"})
    detail = session.workbench.read.configuration(made.rid)
    assert detail.then_text == "members go quiet"
    assert [tie.number for tie in page.detail.statement.configurations] == ["1", "3"]


def test_a_statement_is_made_of_a_configuration_that_expresses_none(page, session, rids) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    page.list_view.list.statement_of_requested.emit(rids["2"])
    assert refused[-1].startswith("Configuration 2 says nothing yet")
    from ipof_workbench.app.commands.configurations import PutInPlace

    session.run(PutInPlace(rids["2"], "context", label="A line on the page"))
    page.list_view.list.statement_of_requested.emit(rids["2"])
    held = page.list_view.list.current()
    assert (held.number, statement_sentence(held)) == ("S4", "If a line on the page.")
    assert [tie.number for tie in held.configurations] == ["2"]


def test_theories_and_rivals_are_named_from_the_statement(page: StatementsPage, session, rids) -> None:
    page.detail.theories.open_picker()
    write("Social learning")
    press(keyboard(), Qt.Key.Key_Return)
    (theory,) = session.workbench.read.of_statements.theories()
    assert (theory.name, [use.about for use in theory.uses]) == ("Social learning", [rids["S1"]])
    page.detail.rivals.open_picker()
    write("Why quiet")
    press(keyboard(), Qt.Key.Key_Return)
    (group,) = session.workbench.read.of_statements.rival_groups()
    assert [member.number for member in group.members] == ["S1"]
    press(page.detail.rivals.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.of_statements.rival_groups()[0].members == ()
    press(page.detail.theories.chips[0], Qt.Key.Key_Delete)
    assert session.workbench.read.of_statements.theory_uses() == []


def test_a_chip_of_a_theory_leads_to_it(page: StatementsPage, session, rids) -> None:
    page.detail.theories.open_picker()
    write("Social learning")
    press(keyboard(), Qt.Key.Key_Return)
    QTest.mouseClick(page.detail.theories.chips[0], Qt.MouseButton.LeftButton)
    assert page.switch.current() == "theories"
    assert page.theory.theory.name == "Social learning"
    assert page.here() == Place("statements")


# --- what cannot be done


def test_an_empty_page_says_what_to_do(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    assert page.list_view.pages.currentIndex() == 1
    assert not page.list_view.prioritise_button.isEnabled()
    assert page.list_view.prioritise_button.toolTip() == "Write a statement first"
    assert page.list_view.entry.disc.accessibleName() == "Statement S1"
    assert [action.isEnabled() for action in page.page_actions()[1:7]] == [False] * 6


def test_nothing_is_edited_in_a_project_that_is_only_read(page: StatementsPage, session) -> None:
    session.make_read_only()
    press(page.list_view.list, Qt.Key.Key_Return)
    assert page.list_view.list.editor is None
    assert not page.list_view.entry.isEnabled()
    assert "reading only" in page.new_button.toolTip()
    press(page.list_view.list, Qt.Key.Key_Down, ALT)
    assert stored(session) == ["S1", "S2", "S3"]


def test_changes_while_the_page_is_hidden_are_caught_up(page: StatementsPage, session) -> None:
    from ipof_workbench.app.commands.deletion import DeleteRecords

    page.deactivate()
    session.run(DeleteRecords(records.TheoryStatement, (page.list_view.list.current().rid,)))
    assert numbers(page) == ["S1", "S2", "S3"]
    page.activate()
    assert numbers(page) == ["S2", "S3"]


def test_a_double_click_opens_the_editor(page: StatementsPage) -> None:
    listed = page.list_view.list
    place = listed.visualRect(listed.rows.index(1)).center() + QPoint(0, -8)
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert listed.editor is not None
    assert listed.editor.fields["then"].words() == "people write again"
