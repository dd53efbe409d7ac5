from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeView
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.coding import CodePassage, CodeThematically
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.elements import AddElement, RenameElement
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import AmbiguousReference, NotFound
from ipof_workbench.ui.coding.coding_marks import THEMATIC, time_words
from ipof_workbench.ui.places import QuotePlace
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import NIGHT, Spoken, add_transcripts, code, code_densely, long_turns, make_study, span_of
from tests.ui.coding_person import CONTROL, SHIFT, CodingPerson, coding_person

DOCUMENT = "P04 · member"
CONTEXT = "Nobody had my name or my face"
MECHANISM = "It felt like being picked up off the floor"
OUTCOME = "in the end I answered other people too"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[CodingPerson]:
    with coding_person(qtbot, make_study(tmp_path / "study.ipof"), tmp_path) as someone:
        someone.open(DOCUMENT)
        yield someone


def test_three_keys_and_three_names_build_one_whole_configuration(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    person.code(MECHANISM, Qt.Key.Key_M, "Feels held")
    person.code(OUTCOME, Qt.Key.Key_O, "Helps others")
    assert person.labels("1") == {
        "context": ["Anonymous"],
        "mechanism": ["Feels held"],
        "outcome": ["Helps others"],
    }
    assert [row.quote for row in person.codings()] == [CONTEXT, MECHANISM, OUTCOME]
    assert not person.detail("1").row.missing


def test_a_coding_is_stored_before_the_picker_is_answered(person: CodingPerson) -> None:
    start, end = person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    row = person.codings()[0]
    assert (row.start, row.end, row.role_key, row.element_named) == (start, end, "context", False)
    assert person.picker.isVisible()
    assert person.focused() is person.picker


def test_the_coding_is_painted_in_the_same_turn_of_the_event_loop(person: CodingPerson) -> None:
    start, _ = person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    assert [mark.letter for mark in person.view.codings_at(start)] == ["C"]


def test_the_selection_collapses_to_its_end(person: CodingPerson) -> None:
    _, end = person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    assert person.view.selected_span() is None
    assert person.view.caret_offset() == end


def test_esc_leaves_the_element_unnamed_and_returns_to_the_text(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C)
    assert person.codings()[0].element_label == CONTEXT
    assert not person.codings()[0].element_named
    assert person.focused() is person.view
    assert not person.picker.isVisible()


def test_undo_takes_coding_and_name_back_together_and_redo_restores_both(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    before = len(person.steps())
    assert person.session.undo()
    person.settle()
    assert person.codings() == []
    assert person.configurations() == []
    assert person.elements() == []
    assert len(person.steps()) == before - 1
    assert person.view.codings_at(person.view.caret_offset() - 1) == []
    assert person.session.redo()
    person.settle()
    assert person.codings()[0].element_label == "Anonymous"
    person.code(MECHANISM, Qt.Key.Key_M, "Feels held")
    assert person.labels("1")["mechanism"] == ["Feels held"]


def test_enter_binds_to_an_existing_element_of_the_role_in_the_same_step(person: CodingPerson) -> None:
    held = person.session.run(AddElement("mechanism", "Unsure what is allowed"))
    person.settle()
    assert held is not None
    before = len(person.steps())
    person.code("I was not sure I was even allowed to reply", Qt.Key.Key_M, "unsure")
    assert person.codings()[0].element == held.result.rid
    assert len(person.steps()) == before + 1
    assert [element.label for element in person.elements()] == ["Unsure what is allowed"]


def test_arrows_reach_the_row_for_a_new_element(person: CodingPerson) -> None:
    person.session.run(AddElement("mechanism", "Unsure what is allowed"))
    person.settle()
    person.select("I was not sure I was even allowed to reply")
    person.press(Qt.Key.Key_M)
    person.type("unsure")
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert person.codings()[0].element_label == "unsure"


def test_the_next_passage_can_be_coded_while_the_picker_is_still_open(person: CodingPerson) -> None:
    for quote, key in ((CONTEXT, Qt.Key.Key_C), (MECHANISM, Qt.Key.Key_M), (OUTCOME, Qt.Key.Key_O)):
        person.select(quote)
        person.press(key)
    person.press(Qt.Key.Key_Escape)
    assert [(row.role_key, row.quote) for row in person.codings()] == [
        ("context", CONTEXT),
        ("mechanism", MECHANISM),
        ("outcome", OUTCOME),
    ]
    assert len(person.configurations()) == 1


def test_letters_typed_in_the_picker_are_words_and_code_nothing(person: CodingPerson) -> None:
    person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    person.type("Com mo")
    assert person.picker.text() == "Com mo"
    assert len(person.codings()) == 1
    person.press(Qt.Key.Key_Return)
    assert person.codings()[0].element_label == "Com mo"


def test_a_click_in_the_text_closes_the_picker_and_leaves_the_element_unnamed(person: CodingPerson) -> None:
    person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    person.click(person.view.viewport())
    person.view.setFocus(Qt.FocusReason.MouseFocusReason)
    person.settle()
    assert not person.picker.isVisible()
    assert person.focused() is person.view
    assert not person.codings()[0].element_named


def test_undo_while_the_empty_picker_is_open_takes_the_coding_back_and_closes_it(person: CodingPerson) -> None:
    person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    person.session.undo()
    person.settle()
    assert person.codings() == []
    assert not person.picker.isVisible()


def test_shift_enter_names_it_and_codes_the_same_passage_once_more(person: CodingPerson) -> None:
    person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    person.type("Anonymous")
    person.press(Qt.Key.Key_Return, SHIFT)
    person.type("Private")
    person.press(Qt.Key.Key_Return)
    assert person.labels("1")["context"] == ["Anonymous", "Private"]
    assert len(person.codings()) == 2
    assert not person.picker.isVisible()


def test_a_role_key_without_a_selection_codes_the_whole_turn(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_J)
    person.press(Qt.Key.Key_C)
    person.press(Qt.Key.Key_Escape)
    assert [row.quote for row in person.codings()] == [NIGHT[1][2]]
    assert person.refusals == []


def test_a_refused_coding_paints_nothing_and_keeps_the_selection(person: CodingPerson) -> None:
    person.view.select_span(*person.select(CONTEXT))
    span = person.view.selected_span()
    person.session.make_read_only()
    person.press(Qt.Key.Key_C)
    assert person.codings() == []
    assert person.refusals
    assert person.view.selected_span() == span
    assert not person.picker.isVisible()


def test_control_enter_closes_the_configuration_and_starts_the_next(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    person.press(Qt.Key.Key_Return, CONTROL)
    person.settle()
    assert person.builder.disc.accessibleName().endswith("2")
    person.code(MECHANISM, Qt.Key.Key_M, "Feels held")
    assert [row.number for row in person.configurations()] == ["1", "2"]
    assert person.labels("1")["mechanism"] == []
    assert person.labels("2")["mechanism"] == ["Feels held"]


def test_control_enter_in_the_picker_takes_the_name_first(person: CodingPerson) -> None:
    person.select(CONTEXT)
    person.press(Qt.Key.Key_C)
    person.type("Anonymous")
    person.press(Qt.Key.Key_Return, CONTROL)
    person.settle()
    assert person.labels("1")["context"] == ["Anonymous"]
    assert person.page.desk.current is None
    assert person.focused() is person.view


def test_offsets_are_code_points_where_emoji_stand_before_the_passage(person: CodingPerson) -> None:
    document = person.open("P07 · moderator")
    text = person.workbench.read.document_text(document).text
    start, end = person.select("the café owner")
    person.press(Qt.Key.Key_C)
    row = person.codings()[0]
    assert (row.start, row.end, row.quote) == (start, end, "the café owner")
    assert text[row.start : row.end] == row.quote
    person.press(Qt.Key.Key_Escape)
    person.code("👩‍👩‍👧", Qt.Key.Key_O)
    assert person.codings()[1].quote == "👩‍👩‍👧"


def test_stance_keys_set_the_stance_of_the_next_coding_only(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_4, SHIFT)
    assert person.builder.stances.stance() == "challenges"
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    assert person.codings()[0].configurations[0].stance == "challenges"
    assert person.builder.stances.stance() == "supports"
    person.code(MECHANISM, Qt.Key.Key_M, "Feels held")
    assert person.codings()[1].configurations[0].stance == "supports"


def test_u_takes_the_coding_at_the_caret_away_and_undo_brings_it_back(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    person.press(Qt.Key.Key_U)
    person.settle()
    assert person.codings() == []
    assert person.view.codings_at(person.view.caret_offset() - 1) == []
    person.session.undo()
    person.settle()
    assert len(person.view.codings_at(person.view.caret_offset() - 1)) == 1


def test_u_without_a_coding_here_says_so(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_U)
    assert person.page.status_facts() == "Nothing is coded here."


def test_shift_o_cycles_overlapping_codings_and_u_takes_the_one_on_top(person: CodingPerson) -> None:
    person.code("the answers were kind", Qt.Key.Key_C, "Kind answers")
    person.code("and the answers were kind. I thought", Qt.Key.Key_M, "Trusts them")
    start, _ = person.select("answers were kind")
    person.view.clear_selection()
    person.press(Qt.Key.Key_Left)
    person.press(Qt.Key.Key_O, SHIFT)
    person.press(Qt.Key.Key_U)
    person.settle()
    assert [row.element_label for row in person.codings()] == ["Kind answers"]
    assert [mark.letter for mark in person.view.codings_at(start)] == ["C"]


def test_space_offers_elements_of_every_role_for_the_selection(person: CodingPerson) -> None:
    person.session.run(AddElement("outcome", "Helps others"))
    person.settle()
    person.select(OUTCOME)
    person.press(Qt.Key.Key_Space)
    person.type("helps")
    person.press(Qt.Key.Key_Return)
    row = person.codings()[0]
    assert (row.role_key, row.element_label) == ("outcome", "Helps others")


def test_a_click_on_the_disc_in_the_margin_continues_that_configuration(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    first = person.configurations()[0].rid
    person.press(Qt.Key.Key_Return, CONTROL)
    person.code("Somebody wrote back inside half an hour", Qt.Key.Key_C, "Quick reply")
    assert person.page.desk.current != first
    start, end = span_of(person.workbench, DOCUMENT, CONTEXT)[1:]
    person.view.flash_span(start, end)
    person.settle()
    person.view.margin.repaint()
    margin = person.view.margin
    points = (QPointF(x, y) for x in range(150, 176, 4) for y in range(0, margin.height(), 4))
    disc = next(point for point in points if margin.configuration_at(point) == first)
    person.click(margin, disc.toPoint())
    person.settle()
    assert person.page.desk.current == first
    person.code(MECHANISM, Qt.Key.Key_M, "Feels held")
    assert person.labels("1") == {"context": ["Anonymous"], "mechanism": ["Feels held"], "outcome": []}


def test_changes_made_elsewhere_are_shown(person: CodingPerson) -> None:
    coded = code(person.workbench, DOCUMENT, CONTEXT, "context", label="Anonymous")
    person.settle()
    start = person.workbench.read.coding(coded.coding).start
    assert [mark.name for mark in person.view.codings_at(start)] == ["Anonymous"]
    person.workbench.run(RenameElement(coded.element, "No names"))
    person.settle()
    assert [mark.name for mark in person.view.codings_at(start)] == ["No names"]
    person.workbench.run(DeleteRecords(records.Configuration, (coded.configuration,)))
    person.settle()
    assert [mark.configuration for mark in person.view.codings_at(start)] == [""]
    person.workbench.undo()
    person.settle()
    assert [mark.configuration for mark in person.view.codings_at(start)] == ["1"]


def test_a_coding_in_another_document_is_not_painted_here(person: CodingPerson) -> None:
    code(person.workbench, "P15 · member", CONTEXT, "context", label="Anonymous")
    person.settle()
    start = span_of(person.workbench, DOCUMENT, CONTEXT)[1]
    assert person.view.codings_at(start) == []


def test_what_changed_while_the_page_was_hidden_is_caught_up(person: CodingPerson) -> None:
    person.page.deactivate()
    code(person.workbench, DOCUMENT, CONTEXT, "context", label="Anonymous")
    start = span_of(person.workbench, DOCUMENT, CONTEXT)[1]
    assert person.view.codings_at(start) == []
    person.page.activate()
    assert [mark.name for mark in person.view.codings_at(start)] == ["Anonymous"]


def test_undoing_the_first_coding_keeps_the_place_in_the_text(person: CodingPerson) -> None:
    person.page.resize(1192, 360)
    person.settle()
    person.code("A line that said when somebody would look in", Qt.Key.Key_C, "Told when")
    place = person.view.verticalScrollBar().value()
    assert place > 0
    person.session.undo()
    person.settle()
    assert person.view.verticalScrollBar().value() == place


def test_thematic_codings_are_shown_in_grey_with_the_name_of_their_code(person: CodingPerson) -> None:
    document, start, end = span_of(person.workbench, DOCUMENT, MECHANISM)
    person.workbench.run(CodeThematically(document, start, end, name="Being seen"))
    person.settle()
    mark = person.view.codings_at(start)[0]
    assert (mark.role_key, mark.name, mark.configuration) == (THEMATIC, "Being seen", "")


def test_the_letters_are_those_of_the_grammar(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    workbench = make_study(tmp_path / "study.ipof", grammar="icamo")
    with coding_person(qtbot, workbench, tmp_path) as someone:
        someone.open(DOCUMENT)
        someone.code(CONTEXT, Qt.Key.Key_A, "Night readers")
        someone.code(MECHANISM, Qt.Key.Key_I, "Moderators")
        assert [row.role_key for row in someone.codings()] == ["actor", "intervention"]
        assert list(someone.builder.sections) == ["intervention", "context", "actor", "mechanism", "outcome"]


def test_a_quote_from_elsewhere_is_opened_and_flashed(person: CodingPerson) -> None:
    document, start, end = span_of(person.workbench, "P15 · member", MECHANISM)
    person.page.go_to(QuotePlace("code", document, start, end))
    assert person.page.current_document() == document
    assert person.view.is_flashing()
    assert person.view.caret_offset() == start
    assert person.page.here() == QuotePlace("code", document)


def test_a_document_that_is_gone_is_refused_and_the_text_stays(person: CodingPerson) -> None:
    before = person.page.current_document()
    person.page.go_to(QuotePlace("code", 9999, 0, 4))
    assert person.page.current_document() == before
    assert person.refusals == ["This document is no longer in the project."]


def test_turns_are_walked_by_key_and_counted(person: CodingPerson) -> None:
    person.page.resize(1192, 300)
    person.settle()
    person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    person.settle()
    assert person.view.current_turn() == 2
    assert person.page.pane.turn_label.text() == "turn 3 of 8"


def test_highlights_can_be_hidden(person: CodingPerson) -> None:
    person.press(Qt.Key.Key_H)
    assert not person.view.highlights_shown()
    person.click(person.page.pane.eye)
    assert person.view.highlights_shown()


def test_the_facts_count_the_codings_in_sight(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    assert person.page.status_facts() == "1 coding on screen"


def test_a_new_document_says_how_coding_begins(person: CodingPerson) -> None:
    assert person.page.pane.invitation.text() == "Select a passage and press C, M or O."
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    assert not person.page.pane.invitation.isVisible()


# --- the list of documents


def test_the_list_groups_by_case_and_opens_by_click_and_enter(person: CodingPerson) -> None:
    tree = person.page.findChild(QTreeView, "documentList")
    model = tree.model()
    cases = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert cases == ["Harbour", "Lantern"]
    lantern = model.index(1, 0)
    names = [model.index(row, 0, lantern).data() for row in range(model.rowCount(lantern))]
    assert names == ["Notes", "P15 · member", "Forum posts"]
    notes = model.index(0, 0, lantern)
    person.click(tree.viewport(), tree.visualRect(notes).center())
    person.settle()
    assert person.page.current_document() == person.workbench.read.document_named("Notes").rid
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert person.page.current_document() == person.workbench.read.document_named("P15 · member").rid
    assert person.focused() is person.view


def test_posts_stand_in_a_folder_that_is_read_when_it_opens(person: CodingPerson) -> None:
    rid = person.open("post2")
    tree = person.page.documents.tree
    assert tree.current_document() == rid
    assert tree.currentIndex().parent().data() == "Forum posts"
    assert person.page.pane.strip.isVisible()
    person.press(Qt.Key.Key_J)
    assert person.page.current_document() == person.workbench.read.document_named("post3").rid
    person.press(Qt.Key.Key_J)
    assert person.page.status_facts() == "This is the last document."


def test_an_answer_shows_its_question_and_the_attributes_of_who_gave_it(person: CodingPerson) -> None:
    person.open("R001/Why?")
    shown = [label.text() for label in person.page.pane.strip.labels]
    assert shown[:2] == ["Why did you join the forum?", "Age group: 25-34"]


def test_the_filter_keeps_what_holds_the_words(person: CodingPerson, qtbot: QtBot) -> None:
    person.page.documents.field.setFocus()
    person.type("p15")
    person.press(Qt.Key.Key_Return)
    model = person.page.documents.tree.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Lantern"]
    assert model.rowCount(model.index(0, 0)) == 1
    person.page.documents.field.clear()
    qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=2000)


def test_progress_follows_the_coding_and_the_day_is_counted(person: CodingPerson) -> None:
    tree = person.page.documents.tree
    person.code("I am fairly sure of it", Qt.Key.Key_O, "Would answer")
    row = tree.model().row_of(person.page.current_document())
    assert row.codings == 1
    assert row.status == "in_progress"
    assert person.page.documents.day.button.text() == "1 coding in 1 document"


def test_a_name_of_several_documents_is_refused_with_the_candidates(person: CodingPerson) -> None:
    add_transcripts(person.workbench, [Spoken(DOCUMENT, "Lantern", NIGHT)])
    person.settle()
    with pytest.raises(AmbiguousReference, match="Harbour/P04 · member, Lantern/P04 · member"):
        person.page.documents.tree.open_document(DOCUMENT)
    rid = person.page.documents.tree.open_document(f"Lantern/{DOCUMENT}")
    assert person.page.current_document() == rid
    with pytest.raises(NotFound, match="There is no document “Nobody”"):
        person.page.documents.tree.open_document("Nobody")


def test_undoing_an_import_closes_its_document(person: CodingPerson) -> None:
    add_transcripts(person.workbench, [Spoken("P99", "Fernway", NIGHT)])
    person.settle()
    person.open("P99")
    person.session.undo()
    person.settle()
    assert person.page.current_document() is None
    model = person.page.documents.tree.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Harbour", "Lantern"]


def test_a_project_without_documents_leads_to_the_data_page(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    workbench = make_study(tmp_path / "study.ipof", spoken=(), units=False)
    with coding_person(qtbot, workbench, tmp_path) as someone:
        assert someone.page.pane.empty.accessibleName().startswith("Nothing here yet.")
        someone.page.pane.empty.action_requested.emit()
        assert [place.page for place in someone.places] == ["data"]


def test_one_key_reads_one_coding_and_not_the_document_again(person: CodingPerson, monkeypatch) -> None:
    rid = add_transcripts(person.workbench, [Spoken("Long", "Harbour", long_turns(20_000))])[0]
    code_densely(person.workbench, rid, 60)
    person.settle()
    person.open("Long")
    read = person.workbench.read
    reloads: list[int] = []
    before = read.codings_of_document
    monkeypatch.setattr(read, "codings_of_document", lambda *a, **k: (reloads.append(1), before(*a, **k))[1])
    person.view.select_span(5000, 5040)
    person.press(Qt.Key.Key_M)
    person.press(Qt.Key.Key_Escape)
    person.settle()
    assert len(person.workbench.read.codings()) == 61
    assert reloads == []


def test_every_control_of_the_page_has_a_name(person: CodingPerson) -> None:
    for field in person.page.findChildren(QLineEdit):
        assert field.accessibleName(), field.objectName()
    assert person.page.findChild(QLineEdit, "elementPicker") is person.picker
    assert person.page.findChild(type(person.builder), "configurationBuilder") is person.builder
    assert person.page.findChild(type(person.view), "transcriptView") is person.view


@pytest.mark.parametrize(("seconds", "words"), [(None, ""), (0.0, "00:00"), (739.4, "12:19"), (3724.0, "1:02:04")])
def test_times_are_shown_as_clocks(seconds: float | None, words: str) -> None:
    assert time_words(seconds) == words


def test_the_actions_of_the_menu_do_what_their_keys_do(person: CodingPerson) -> None:
    actions = {action.text(): action for action in person.page.page_actions() if not action.isSeparator()}
    person.select(CONTEXT)
    actions["Code as context"].trigger()
    person.press(Qt.Key.Key_Escape)
    assert person.codings()[0].role_key == "context"
    actions["Close and start next"].trigger()
    assert person.page.desk.current is None
    actions["Uncode here"].trigger()
    assert person.codings() == []
    assert "Code as mechanism" in actions


def test_codings_made_by_script_in_a_running_configuration_appear_in_the_builder(person: CodingPerson) -> None:
    person.code(CONTEXT, Qt.Key.Key_C, "Anonymous")
    document, start, end = span_of(person.workbench, DOCUMENT, OUTCOME)
    command = CodePassage(document, start, end, "outcome", configuration=person.page.desk.current, label="Helps")
    person.workbench.run(command)
    person.settle()
    assert [chip.text() for chip in person.builder.sections["outcome"].chips()] == ["Helps"]
