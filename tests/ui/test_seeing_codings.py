"""Seeing codings as a person does: margin, card, list, highlighting, others' codings, and how far each coder is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
from ipof_workbench.app.commands.coding_rounds import SetCodingRound
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.ui.coding.coding_page import CodingPage
from ipof_workbench.ui.coding.note_card import NoteCard
from ipof_workbench.ui.coding.seeing import Highlight
from ipof_workbench.ui.places import ConfigurationPlace, RecordPlace
from tests.factories import NIGHT, Spoken, add_transcripts
from tests.ui.coding_person import CodingPerson, coding_person

FIRST, SECOND = "Nobody had my name or my face", "that mattered more than anything"
SPOKEN = Spoken("Night", "Harbour", NIGHT)
WHOLE = f"{FIRST}, {SECOND}"


@pytest.fixture
def study(tmp_path) -> Iterator[Workbench]:
    """An interview that two people have coded."""
    with Workbench.create(tmp_path / "study.ipof", analyst="Ada Byron") as workbench:
        (document,) = add_transcripts(workbench, [SPOKEN])
        code(workbench, document, FIRST, "context", "Anonymity")
        workbench.act_as("Sam")
        code(workbench, document, SECOND, "mechanism", "Feeling safe")
        start, end = span(workbench, document, WHOLE)
        workbench.run(CodeThematically(document, start, end, name="Hiding"))
        workbench.act_as("Ada Byron")
        yield workbench


def span(workbench: Workbench, document: int, quote: str) -> tuple[int, int]:
    start = workbench.read.document_text(document).text.index(quote)
    return start, start + len(quote)


def code(workbench: Workbench, document: int, quote: str, role: str, label: str) -> int:
    coded = workbench.run(CodePassage(document, *span(workbench, document, quote), role, label=label)).result
    return coded.coding


@pytest.fixture
def person(qtbot, theme, study, tmp_path) -> Iterator[CodingPerson]:
    with coding_person(qtbot, study, tmp_path) as person:
        person.open("Night")
        person.view.margin.grab()
        yield person


def sight(person: CodingPerson):
    return person.page.seeing.sight()


def coding_named(person: CodingPerson, name: str) -> int:
    rows = person.workbench.read.codings()
    return next(row.coding for row in rows if name in (row.element_label, row.code_name))


def name_point(person: CodingPerson, name: str) -> QPoint:
    """Return where a name stands in the margin."""
    margin = person.view.margin
    margin.grab()
    box = margin.name_rect(coding_named(person, name))
    assert not box.isEmpty(), f"{name} is not in sight"
    return margin.mapFromGlobal(box.center()) - QPoint(30, 0)


def names_in_margin(person: CodingPerson) -> set[str]:
    margin = person.view.margin
    margin.grab()
    return {stripe.mark.name for stripe in margin._shown}  # noqa: SLF001 - what was painted


def lit(person: CodingPerson) -> set[str]:
    """Return the names of the codings whose words are marked."""
    marks = {mark.name: mark for mark in person.page.shown.marks()}
    return {name for name, mark in marks.items() if mark.is_lit} if person.view.highlights_shown() else set()


def open_menu(person: CodingPerson, name: str) -> dict[str, QAction]:
    point = name_point(person, name)
    margin = person.view.margin
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, margin.mapToGlobal(point))
    QApplication.sendEvent(margin, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions() if action.text()}


def take(actions: dict[str, QAction], words: str) -> None:
    action = next(action for text, action in actions.items() if text.startswith(words))
    assert action.isEnabled()
    menu = QApplication.activePopupWidget()
    action.trigger()
    menu.close()
    QApplication.processEvents()


# --- the margin


def test_a_click_on_a_name_chooses_the_coding_and_flashes_its_words(person):
    person.click(person.view.margin, name_point(person, "Feeling safe"))
    assert sight(person).chosen == coding_named(person, "Feeling safe")
    assert person.view.is_flashing()
    person.press(Qt.Key.Key_U)
    assert [row.element_label or row.code_name for row in person.codings()] == ["Anonymity", "Hiding"]


def test_a_double_click_leads_to_all_quotes_of_the_element(person):
    QTest.mouseDClick(person.view.margin, Qt.MouseButton.LeftButton, pos=name_point(person, "Anonymity"))
    element = next(one.rid for one in person.elements() if one.label == "Anonymity")
    assert person.places == [RecordPlace("elements", "element", element)]


def test_the_menu_of_a_name_uncodes_in_one_step(person):
    take(open_menu(person, "Anonymity"), "Uncode")
    assert "Anonymity" not in names_in_margin(person)
    assert len(person.codings()) == 2
    person.session.undo()
    person.settle()
    assert "Anonymity" in names_in_margin(person)


def test_the_menu_hides_what_is_coded_alike_and_the_row_brings_it_back(person):
    take(open_menu(person, "Feeling safe"), "Hide all codings of")
    assert names_in_margin(person) == {"Anonymity", "Hiding"}
    row = sight(person).row
    assert row.hidden.isVisible()
    assert row.hidden.text() == "1 hidden"
    person.page.seeing.show_hidden()
    assert names_in_margin(person) == {"Anonymity", "Feeling safe", "Hiding"}
    assert not row.hidden.isVisible()


def test_the_menu_copies_the_name_and_goes_to_the_configuration(person):
    take(open_menu(person, "Anonymity"), "Copy the name")
    assert QApplication.clipboard().text() == "Anonymity"
    take(open_menu(person, "Anonymity"), "Go to its configuration")
    assert person.places == [ConfigurationPlace("configurations", person.configurations()[0].rid)]


def test_what_a_coding_cannot_do_says_why(person):
    actions = open_menu(person, "Hiding")
    go = actions["Go to its configuration"]
    assert not go.isEnabled()
    assert go.toolTip() == "This coding bears on no configuration yet"
    QApplication.activePopupWidget().close()
    person.session.make_read_only()
    uncode = open_menu(person, "Anonymity")["Uncode"]
    assert not uncode.isEnabled()
    assert uncode.toolTip() == "This project is open for reading only; nothing can be changed."
    QApplication.activePopupWidget().close()


def crowd(person: CodingPerson, number: int) -> None:
    document = person.page.current_document()
    for at in range(number):
        person.workbench.run(CodeThematically(document, *span(person.workbench, document, FIRST), name=f"Code {at}"))
    person.settle()


def test_names_without_room_are_counted_and_a_click_lists_them(person):
    crowd(person, 8)
    margin = person.view.margin
    margin.grab()
    row = next(row for row in margin._rows if row.more)  # noqa: SLF001
    hit = next(x for x in range(margin.width()) if margin.crowd_at(QPoint(x, round(row.y)).toPointF()))
    person.click(margin, QPoint(hit + 2, round(row.y)))
    listed = sight(person).deeds.list
    assert listed.isVisible()
    assert {held.coding for held in listed.rows()} == {row.mark.key, *(mark.key for mark in row.more)}
    listed.close()


# --- the list of codings here


def open_list(person: CodingPerson):
    person.select(SECOND)
    person.view.clear_selection()
    person.page.seeing.show_codings_here()
    listed = sight(person).deeds.list
    assert listed.isVisible()
    return listed


def test_the_list_holds_all_codings_at_the_caret_the_innermost_first(person):
    listed = open_list(person)
    assert [row.element_label or row.code_name for row in listed.rows()] == ["Feeling safe", "Hiding"]
    assert listed.head.text() == "2 codings here"
    spoken = listed.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Mechanism, Feeling safe; supports 2; Sam, today ")
    QTest.keyClick(listed.list, Qt.Key.Key_Escape)
    assert not listed.isVisible()


def test_in_the_list_enter_chooses_and_the_keyboard_is_in_the_text_again(person):
    listed = open_list(person)
    QTest.keyClick(listed.list, Qt.Key.Key_Down)
    QTest.keyClick(listed.list, Qt.Key.Key_Return)
    assert sight(person).chosen == coding_named(person, "Hiding")
    assert not listed.isVisible()
    assert person.view.hasFocus()


def test_in_the_list_u_uncodes_and_g_goes_to_the_configuration(person):
    listed = open_list(person)
    QTest.keyClick(listed.list, Qt.Key.Key_G)
    number_two = next(row.rid for row in person.configurations() if row.number == "2")
    assert person.places == [ConfigurationPlace("configurations", number_two)]
    listed = open_list(person)
    QTest.keyClick(listed.list, Qt.Key.Key_U)
    assert "Feeling safe" not in names_in_margin(person)


def test_in_the_list_a_coding_without_a_configuration_leads_to_none_and_says_so(person):
    listed = open_list(person)
    QTest.keyClick(listed.list, Qt.Key.Key_Down)
    button = listed.button("go")
    assert not button.isEnabled()
    assert button.toolTip() == "This coding bears on no configuration yet"
    QTest.keyClick(listed.list, Qt.Key.Key_G)
    assert listed.isVisible()
    listed.close()


def test_where_nothing_is_coded_the_list_stays_closed_and_a_sentence_says_so(person):
    person.select("And then?")
    person.page.seeing.show_codings_here()
    assert not sight(person).deeds.list.isVisible()
    assert person.page.status_facts() == "Nothing is coded here."


def test_the_list_stays_on_the_screen_at_200_percent(person, theme):
    theme.set_scale(2.0)
    listed = open_list(person)
    assert listed.screen().availableGeometry().contains(listed.geometry())
    listed.close()


# --- the card


def words_on(card) -> list[str]:
    from ipof_workbench.ui.widgets.plain_label import PlainLabel

    body = card._body  # noqa: SLF001 - the labels of a card that was replaced go a moment later
    return [label.text() for label in body.findChildren(PlainLabel)]


def test_pointing_at_a_name_says_who_coded_it_what_it_bears_on_and_the_note(person, qtbot):
    coding = coding_named(person, "Feeling safe")
    person.workbench.run(EditFields(records.Coding, coding, {"note": "<b>Said</b> twice."}))
    person.settle()
    point = name_point(person, "Feeling safe")
    QTest.mouseMove(person.view.margin, point - QPoint(0, 40))
    QTest.mouseMove(person.view.margin, point)
    card = sight(person).deeds.card
    qtbot.waitUntil(card.isVisible, timeout=2000)
    name, facts, made, note = words_on(card)
    assert (name, facts, note) == ("Feeling safe", "Mechanism · supports 2", "<b>Said</b> twice.")
    assert made.startswith("Sam, today ")
    QTest.mouseMove(person.view.margin, QPoint(1, 1))
    assert not card.isVisible()


def test_a_pointer_at_rest_on_coded_words_brings_the_card_and_a_key_puts_it_away(person, qtbot):
    box = person.view.span_rect(*span(person.workbench, person.page.current_document(), "that mattered"))
    middle = person.view.viewport().mapFromGlobal(box.center())
    QTest.mouseMove(person.view.viewport(), middle - QPoint(3, 0))
    QTest.mouseMove(person.view.viewport(), middle)
    card = sight(person).deeds.card
    qtbot.waitUntil(card.isVisible, timeout=2000)
    assert [words for words in words_on(card) if words in ("Feeling safe", "Hiding")] == ["Feeling safe", "Hiding"]
    assert not card.hasFocus()
    person.view.setFocus()
    person.press(Qt.Key.Key_Right)
    assert not card.isVisible()


def test_words_without_a_coding_bring_no_card(person, qtbot):
    box = person.view.span_rect(*span(person.workbench, person.page.current_document(), "And then?"))
    QTest.mouseMove(person.view.viewport(), person.view.viewport().mapFromGlobal(box.center()))
    QTest.qWait(700)
    assert not sight(person).deeds.card.isVisible()


# --- which codings are marked


def choose_highlight(person: CodingPerson, words: str) -> None:
    person.click(sight(person).row.highlight)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    person.settle()


def test_highlighting_one_role_leaves_every_name_in_the_margin(person):
    choose_highlight(person, "Context only")
    assert lit(person) == {"Anonymity"}
    assert names_in_margin(person) == {"Anonymity", "Feeling safe", "Hiding"}
    choose_highlight(person, "Thematic codes only")
    assert lit(person) == {"Hiding"}
    choose_highlight(person, "All codings")
    assert lit(person) == {"Anonymity", "Feeling safe", "Hiding"}


def test_highlighting_what_is_chosen_follows_the_choice(person):
    choose_highlight(person, "Chosen code or element")
    assert lit(person) == set()
    assert person.page.status_facts() == "Nothing is chosen yet: click a name in the margin."
    person.click(person.view.margin, name_point(person, "Hiding"))
    assert lit(person) == {"Hiding"}
    person.click(person.view.margin, name_point(person, "Anonymity"))
    assert lit(person) == {"Anonymity"}


def test_by_analyst_each_has_a_colour_letters_and_a_line_of_their_own(person):
    choose_highlight(person, "By analyst")
    marks = {mark.name: mark for mark in person.page.shown.marks()}
    assert (marks["Anonymity"].letter, marks["Feeling safe"].letter) == ("AB", "S")
    looks = [person.view.style_of(marks[name]) for name in ("Anonymity", "Feeling safe")]
    assert looks[0].light != looks[1].light
    assert looks[0].dashes != looks[1].dashes


def test_highlighting_nothing_and_the_eye_are_one_thing(person):
    choose_highlight(person, "Context only")
    choose_highlight(person, "No codings")
    assert not person.page.pane.eye.isChecked()
    assert lit(person) == set()
    person.click(person.page.pane.eye)
    assert person.page.seeing.seeing.highlight is Highlight.ROLE
    assert lit(person) == {"Anonymity"}


def entry(person: CodingPerson, words: str) -> QAction:
    return next(action for action in person.page.page_actions() if action.text() == words)


def test_the_entries_of_the_code_menu_turn_ways_of_seeing_on_and_off(person):
    seeing = person.page.seeing
    for words, highlight in (
        ("Highlight by analyst", Highlight.ANALYST),
        ("Highlight the chosen code or element", Highlight.CHOSEN),
    ):
        entry(person, words).trigger()
        assert seeing.seeing.highlight is highlight
        assert entry(person, words).isChecked()
        entry(person, words).trigger()
        assert seeing.seeing.highlight is Highlight.ALL
        assert not entry(person, words).isChecked()
    blind = entry(person, "Hide others’ codings")
    blind.trigger()
    assert seeing.seeing.is_blind
    assert sight(person).row.blind.isChecked()
    person.click(sight(person).row.blind)
    assert not blind.isChecked()
    person.select(SECOND)
    entry(person, "Codings here…").trigger()
    assert sight(person).deeds.list.isVisible()
    sight(person).deeds.list.close()


def test_the_way_of_seeing_is_remembered_on_this_computer(person, qtbot, study):
    choose_highlight(person, "Outcome only")
    person.click(sight(person).row.blind)
    person.settle()
    again = CodingPage(person.session)
    qtbot.addWidget(again)
    seeing = again.seeing.seeing
    assert (seeing.highlight, seeing.role_key, seeing.is_blind) == (Highlight.ROLE, "outcome", True)


# --- others' codings, and who has coded what


def test_hiding_others_codings_hides_them_everywhere_in_the_text(person):
    person.click(sight(person).row.blind)
    person.settle()
    assert names_in_margin(person) == {"Anonymity"}
    assert person.page.status_facts() == "1 coding on screen"
    assert sight(person).row.rounds.text() == "You: in progress"
    person.select(SECOND)
    person.page.seeing.show_codings_here()
    assert not sight(person).deeds.list.isVisible()
    person.click(sight(person).row.blind)
    person.settle()
    assert names_in_margin(person) == {"Anonymity", "Feeling safe", "Hiding"}


def row_in_list(person: CodingPerson):
    model = person.page.documents.tree.model()
    return model.row_of(person.page.current_document())


def test_hiding_others_codings_hides_them_in_the_list_and_the_builder_too(person):
    document = person.page.current_document()
    configuration = person.configurations()[0].rid
    person.workbench.act_as("Sam")
    start, end = span(person.workbench, document, "three lines")
    person.workbench.run(CodePassage(document, start, end, "outcome", configuration, label="Writes"))
    person.workbench.act_as("Ada Byron")
    person.page.desk.continue_configuration(configuration)
    person.settle()
    assert (row_in_list(person).codings, len(person.builder.evidence.rows())) == (4, 2)
    person.page.seeing.set_blind(True)
    person.settle()
    assert (row_in_list(person).codings, row_in_list(person).coded) == (1, 1)
    assert [row.quote for row in person.builder.evidence.rows()] == [FIRST]
    person.page.seeing.set_blind(False)
    person.settle()
    assert (row_in_list(person).codings, len(person.builder.evidence.rows())) == (4, 2)


def test_codings_that_others_make_meanwhile_stay_hidden_and_ones_own_appear(person):
    person.page.seeing.set_blind(True)
    document = person.page.current_document()
    person.workbench.act_as("Sam")
    code(person.workbench, document, "three lines", "outcome", "Writes")
    person.workbench.act_as("Ada Byron")
    code(person.workbench, document, "one evening", "context", "At night")
    person.settle()
    assert set(person.page.shown.rows) == {coding_named(person, "Anonymity"), coding_named(person, "At night")}


def test_whoever_codes_from_now_on_sees_their_own(person):
    person.page.seeing.set_blind(True)
    person.session.act_as("Sam")
    person.settle()
    assert names_in_margin(person) == {"Feeling safe", "Hiding"}
    assert sight(person).row.rounds.text() == "You: in progress"


def test_one_says_how_far_one_is_and_hears_it_of_the_others(person):
    rounds = sight(person).row.rounds
    assert rounds.text() == "You: in progress · Sam: in progress"
    person.click(rounds)
    menu = QApplication.activePopupWidget()
    texts = {action.text(): action for action in menu.actions()}
    assert not texts["Sam: in progress"].isEnabled()
    texts["You: coded"].trigger()
    menu.close()
    person.settle()
    assert rounds.text() == "You: coded · Sam: in progress"
    assert person.steps()[0] == "Night: coded by Ada Byron"
    person.session.undo()
    person.settle()
    assert rounds.text() == "You: in progress · Sam: in progress"


def open_note(person: CodingPerson) -> NoteCard:
    person.click(sight(person).row.rounds)
    menu = QApplication.activePopupWidget()
    next(action for action in menu.actions() if action.text().startswith("Your note")).trigger()
    menu.close()
    # Without a window system nobody gives the window back what the menu took.
    person.page.activateWindow()
    person.settle()
    card = sight(person).rounds.card
    card.field.setFocus()
    return card


def test_one_notes_what_is_left_where_one_says_how_far_one_is(person):
    card = open_note(person)
    assert card.isVisible()
    assert person.focused() is card.field
    assert sight(person).pane.widget.rect().contains(card.geometry())
    person.type("but for the end, cmo")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert not card.isVisible()
    assert person.focused() is person.view
    assert "Ada Byron: in progress, 1 coding. but for the end, cmo" in sight(person).row.rounds.toolTip()
    assert person.steps()[0] == "Night: note by Ada Byron"
    (kept,) = person.workbench.read.find(records.CodingRound)
    assert kept.status == "uncoded", "a note says nothing of how far one is"
    assert len(person.codings()) == 4 - 1
    assert open_note(person).field.text() == "but for the end, cmo"
    person.type("x")
    person.press(Qt.Key.Key_Escape)
    assert "end, cmo" in sight(person).row.rounds.toolTip()
    open_note(person)
    person.press(Qt.Key.Key_Delete)
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert "end, cmo" not in sight(person).row.rounds.toolTip()
    person.session.undo()
    person.settle()
    assert "end, cmo" in sight(person).row.rounds.toolTip()


def test_a_note_under_way_is_kept_when_the_keyboard_goes_elsewhere(person):
    card = open_note(person)
    person.type("to page 4")
    person.click(card.leave)
    assert not card.isVisible()
    assert "to page 4" not in sight(person).row.rounds.toolTip()
    card = open_note(person)
    person.type("to page 5")
    person.view.setFocus()
    person.settle()
    assert not card.isVisible()
    assert "to page 5" in sight(person).row.rounds.toolTip()
    assert person.steps()[0].startswith("Night: ")


def test_what_a_second_coder_says_is_heard(person):
    document = person.page.current_document()
    sam = next(one.rid for one in person.workbench.read.find(records.Analyst) if one.name == "Sam")
    person.workbench.run(SetCodingRound(document, sam, "coded", "but for the end"))
    person.settle()
    rounds = sight(person).row.rounds
    assert rounds.text() == "You: in progress · Sam: coded"
    assert "Sam: coded, 2 codings. but for the end" in rounds.toolTip()


def test_alone_in_a_project_there_is_nothing_to_hide(qtbot, theme, tmp_path):
    with Workbench.create(tmp_path / "alone.ipof", analyst="Ada") as workbench:
        add_transcripts(workbench, [SPOKEN])
        with coding_person(qtbot, workbench, tmp_path) as person:
            entry(person, "Codings here…").trigger()
            assert person.page.status_facts() == "Nothing is coded here."
            person.open("Night")
            assert not sight(person).row.blind.isVisible()
            assert sight(person).row.rounds.text() == "You: not started"


def test_a_second_text_is_seen_in_the_same_way_and_its_row_takes_what_room_there_is(person):
    person.page.seeing.set_highlight(Highlight.ROLE, "context")
    person.page.finding.toggle_second()
    person.settle()
    beside = person.page.panes.shown_panes()[1]
    beside.text.open(person.workbench.read.document_named("Night").rid)
    person.settle()
    assert {mark.name for mark in beside.shown.marks() if mark.is_lit} == {"Anonymity"}
    row = beside.widget.seeing
    assert row.highlight.text() == "Context only"
    assert row.width() < 420
    for button in (row.highlight, row.blind, row.rounds):
        assert row.rect().contains(button.geometry())
    assert row.blind.toolTip() == "<qt>Hide others’ codings</qt>"
    person.click(row.blind)
    person.settle()
    assert all(pane.widget.seeing.blind.isChecked() for pane in person.page.panes.shown_panes())
    assert set(beside.shown.rows) == set(person.page.panes.first.shown.rows) == {coding_named(person, "Anonymity")}
