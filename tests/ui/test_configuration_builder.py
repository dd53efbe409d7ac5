from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.elements import AddElement
from ipof_workbench.domain.listings import PlaceContentRow
from ipof_workbench.ui.coding.builder_edits import regrouped
from ipof_workbench.ui.configurations.content_chip import ContentChip
from ipof_workbench.ui.evidence.quote_text import wrapped
from ipof_workbench.ui.places import ConfigurationPlace, QuotePlace
from ipof_workbench.ui.theme.theme import Theme, current_theme
from ipof_workbench.ui.widgets.themed import ThemedButton
from tests.factories import code, make_study, span_of
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


@pytest.fixture
def partial(person: CodingPerson) -> CodingPerson:
    """Someone with configuration 1 under way: a context and an outcome, no mechanism."""
    first = code(person.workbench, DOCUMENT, CONTEXT, "context", label="Anonymous")
    code(person.workbench, DOCUMENT, OUTCOME, "outcome", first.configuration, "Helps others")
    person.page.desk.set_current(first.configuration)
    person.settle()
    return person


def chips(person: CodingPerson, role: str) -> list[ContentChip]:
    return person.builder.sections[role].chips()


def open_menu() -> QMenu:
    menus = [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()]
    assert menus
    return menus[-1]


def choose(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    action.trigger()
    menu.close()


def test_an_empty_builder_promises_the_first_number(person: CodingPerson) -> None:
    assert person.builder.promise.text() == "Your first coding starts configuration 1."
    assert not person.builder.partial.isVisible()
    assert not person.builder.close_button.isEnabled()
    assert person.builder.close_button.toolTip() == "There is nothing to close yet."


def test_a_partial_configuration_shows_its_dashed_slot_and_the_sentence_so_far(partial: CodingPerson) -> None:
    builder = partial.builder
    assert builder.partial.isVisible()
    slot = builder.sections["mechanism"].free_slot()
    assert slot is not None
    assert slot.text() == "Mechanism missing"
    assert builder.sentence.label.plain_text() == "If anonymous, then helps others, because mechanism missing."
    assert [row.quote for row in builder.evidence.rows()] == [CONTEXT, OUTCOME]


def test_the_slot_takes_an_element_by_name(partial: CodingPerson) -> None:
    slot = partial.builder.sections["mechanism"].free_slot()
    assert slot is not None
    partial.click(slot)
    partial.type("Feels held")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert partial.labels("1")["mechanism"] == ["Feels held"]
    assert not partial.builder.partial.isVisible()
    assert partial.focused() is partial.view


def test_a_slot_before_any_coding_starts_the_configuration_in_the_same_step(person: CodingPerson) -> None:
    before = len(person.steps())
    slot = person.builder.sections["outcome"].free_slot()
    assert slot is not None
    person.click(slot)
    person.type("Helps others")
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.labels("1")["outcome"] == ["Helps others"]
    assert len(person.steps()) == before + 1
    assert person.page.desk.current == person.configurations()[0].rid


def test_esc_in_the_slot_leaves_nothing_behind(partial: CodingPerson) -> None:
    before = partial.steps()
    slot = partial.builder.sections["mechanism"].free_slot()
    assert slot is not None
    partial.click(slot)
    partial.type("Feels")
    partial.press(Qt.Key.Key_Escape)
    assert partial.steps() == before
    assert partial.focused() is partial.view


def test_a_chip_is_renamed_through_the_picker(partial: CodingPerson) -> None:
    partial.click(chips(partial, "context")[0])
    partial.type("No real names")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert partial.labels("1")["context"] == ["No real names"]
    assert [row.element_label for row in partial.codings()] == ["No real names", "Helps others"]


def test_a_chip_is_replaced_by_another_element(partial: CodingPerson) -> None:
    other = partial.session.run(AddElement("context", "Night time"))
    partial.settle()
    assert other is not None
    partial.click(chips(partial, "context")[0])
    partial.type("night")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert partial.labels("1")["context"] == ["Night time"]
    assert partial.codings()[0].element_label == "Anonymous"


def test_a_chip_is_replaced_by_a_new_element_as_one_step(partial: CodingPerson) -> None:
    before = len(partial.steps())
    partial.click(chips(partial, "context")[0])
    partial.type("Night time")
    partial.press(Qt.Key.Key_Down)
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert partial.labels("1")["context"] == ["Night time"]
    assert len(partial.steps()) == before + 1


def test_delete_on_a_chip_takes_the_element_out_and_its_codings_stay(partial: CodingPerson) -> None:
    chip = chips(partial, "context")[0]
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    partial.press(Qt.Key.Key_Delete)
    partial.settle()
    assert partial.labels("1")["context"] == []
    assert [row.element_label for row in partial.codings()] == ["Anonymous", "Helps others"]
    assert partial.focused() is partial.builder.sections["context"].free_slot()


def test_the_cross_under_the_pointer_takes_the_element_out(partial: CodingPerson) -> None:
    chip = chips(partial, "outcome")[0]
    assert not chip.cross.isVisible()
    here = QPointF(5, 5)
    QApplication.sendEvent(chip, QEnterEvent(here, here, here))
    assert chip.cross.isVisible()
    partial.click(chip.cross)
    partial.settle()
    assert partial.labels("1")["outcome"] == []


def test_the_cross_goes_with_the_pointer(partial: CodingPerson) -> None:
    chip = chips(partial, "outcome")[0]
    here = QPointF(5, 5)
    QApplication.sendEvent(chip, QEnterEvent(here, here, here))
    QApplication.sendEvent(chip, QEvent(QEvent.Type.Leave))
    assert not chip.cross.isVisible()


def test_the_plus_adds_a_second_element_and_the_word_between_toggles(partial: CodingPerson) -> None:
    section = partial.builder.sections["context"]
    partial.click(section.more)
    partial.type("Night time")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert [word.word() for word in section.connectors()] == ["and"]
    partial.click(section.connectors()[0])
    partial.settle()
    context = partial.detail("1").places[0]
    assert [[content.label for content in group] for group in context.alternatives] == [["Anonymous"], ["Night time"]]
    assert partial.builder.sentence.label.plain_text().startswith("If anonymous or night time, then")
    partial.click(section.connectors()[0])
    partial.settle()
    assert len(partial.detail("1").places[0].alternatives) == 1


def test_regrouping_by_words_follows_how_a_sentence_reads() -> None:
    def content(rid: int) -> PlaceContentRow:
        return PlaceContentRow(rid, 1, 0, 0, rid, str(rid), True, 0, None, "", "", "present", "fires", "")

    a, b, c, d = (content(rid) for rid in range(1, 5))
    assert regrouped([[a, b, c]], b, "or") == [[a], [b, c]]
    assert regrouped([[a], [b, c]], b, "and") == [[a, b, c]]
    assert regrouped([[a], [b], [c, d]], b, "and") == [[a, b], [c, d]]
    assert regrouped([[a, b]], a, "or") == [[a, b]]


def test_a_configuration_with_nothing_in_it_is_not_closed_and_a_sentence_says_so(person: CodingPerson) -> None:
    person.click(person.builder.title)
    person.type("Only a title")
    person.press(Qt.Key.Key_Return)
    person.settle()
    told: list[str] = []
    person.page.desk.hinted.connect(told.append)
    before = person.steps()
    person.click(person.builder.close_button)
    person.settle()
    assert told == ["There is nothing in configuration 1 yet: fill a place of it, or delete it."]
    assert person.page.desk.current == person.configurations()[0].rid
    assert person.steps() == before
    slot = person.builder.sections["context"].free_slot()
    assert slot is not None
    person.click(slot)
    person.type("Night time")
    person.press(Qt.Key.Key_Return)
    person.settle()
    person.click(person.builder.close_button)
    assert person.page.desk.current is None


def test_the_title_is_written_in_place(partial: CodingPerson) -> None:
    partial.click(partial.builder.title)
    partial.type("Silence at night")
    partial.press(Qt.Key.Key_Return)
    assert partial.detail("1").row.title == "Silence at night"


def test_esc_in_the_title_puts_the_old_one_back(partial: CodingPerson) -> None:
    partial.click(partial.builder.title)
    partial.type("Wrong")
    partial.press(Qt.Key.Key_Escape)
    partial.view.setFocus()
    partial.settle()
    assert partial.builder.title.text() == ""
    assert partial.detail("1").row.title == ""


def test_the_sentence_is_edited_as_prose_and_what_was_written_wins(partial: CodingPerson) -> None:
    sentence = partial.builder.sentence
    sentence.label.setFocus()
    partial.press(Qt.Key.Key_F2)
    assert sentence.is_editing()
    assert sentence.fields["if"].toPlainText() == "anonymous"
    assert sentence.fields["if"].placeholderText() == "Left empty: anonymous"
    assert sentence.fields["because"].placeholderText() == "Nothing stands there yet"
    partial.type("nobody knows your name")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    detail = partial.detail("1")
    assert (detail.if_text, detail.then_text, detail.because_text) == ("nobody knows your name", "", "")
    assert sentence.label.plain_text().startswith("If nobody knows your name, then helps others")
    assert partial.workbench.undo()
    partial.settle()
    assert sentence.label.plain_text().startswith("If anonymous, then")


def test_an_emptied_part_goes_back_to_the_elements(partial: CodingPerson) -> None:
    sentence = partial.builder.sentence
    sentence.begin()
    partial.type("nobody knows your name")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    sentence.begin()
    partial.press(Qt.Key.Key_A, CONTROL)
    partial.press(Qt.Key.Key_Delete)
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert partial.detail("1").if_text == ""
    assert partial.detail("1").sentence["if"] == "anonymous"


def test_esc_leaves_the_sentence_as_it_was(partial: CodingPerson) -> None:
    before = partial.steps()
    partial.builder.sentence.begin()
    partial.type("something else")
    partial.press(Qt.Key.Key_Escape)
    assert not partial.builder.sentence.is_editing()
    assert partial.steps() == before


def test_a_half_written_sentence_is_kept_when_the_page_is_left(partial: CodingPerson) -> None:
    partial.builder.sentence.begin()
    partial.type("nobody knows your name")
    partial.page.deactivate()
    assert partial.detail("1").if_text == "nobody knows your name"


def test_a_double_click_on_evidence_opens_its_quote(partial: CodingPerson) -> None:
    evidence = partial.builder.evidence
    place = evidence.visualRect(evidence.model().index(0, 0)).center()
    QTest.mouseClick(evidence.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseDClick(evidence.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    document, start, end = span_of(partial.workbench, DOCUMENT, CONTEXT)
    assert partial.places == [QuotePlace("code", document, start, end)]


def test_the_stance_of_evidence_is_changed_by_key(partial: CodingPerson) -> None:
    evidence = partial.builder.evidence
    evidence.setCurrentIndex(evidence.model().index(1, 0))
    evidence.setFocus()
    partial.press(Qt.Key.Key_4, SHIFT)
    partial.settle()
    assert [row.stance for row in evidence.rows()] == ["supports", "challenges"]
    assert partial.codings()[1].configurations[0].stance == "challenges"


def test_the_stance_switch_sets_the_next_coding(partial: CodingPerson) -> None:
    refines = next(b for b in partial.builder.stances.findChildren(ThemedButton) if b.text() == "refines")
    partial.click(refines)
    assert partial.focused() is partial.view
    partial.code(MECHANISM, Qt.Key.Key_M, "Feels held")
    assert partial.codings()[-1].configurations[0].stance == "refines"


def test_the_primary_button_closes_the_configuration(partial: CodingPerson) -> None:
    partial.click(partial.builder.close_button)
    partial.settle()
    assert partial.page.desk.current is None
    assert partial.builder.promise.text() == "Your next coding starts configuration 2."
    assert partial.focused() is partial.view


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_another_configuration_is_chosen_by_typing(partial: CodingPerson) -> None:
    other = code(partial.workbench, DOCUMENT, MECHANISM, "mechanism", None, "Feels held")
    partial.settle()
    partial.click(partial.builder.menu_button)
    choose(open_menu(), "Continue another configuration…")
    partial.type("2")
    partial.press(Qt.Key.Key_Return)
    partial.settle()
    assert partial.page.desk.current == other.configuration
    assert partial.labels("2")["mechanism"] == ["Feels held"]


def test_the_menu_makes_a_variant_sets_the_status_shows_and_deletes(partial: CodingPerson) -> None:
    builder = partial.builder
    builder.status_chosen.emit("under_test")
    assert partial.detail("1").row.status == "under_test"
    builder.variant_requested.emit()
    partial.settle()
    assert builder.disc.accessibleName().endswith("1a")
    builder.show_requested.emit()
    variant = next(row.rid for row in partial.configurations() if row.number == "1a")
    assert partial.places == [ConfigurationPlace("configurations", variant)]
    builder.deletion_requested.emit()
    partial.settle()
    assert [row.number for row in partial.configurations()] == ["1"]
    assert partial.page.desk.current is None


def test_undoing_the_deletion_elsewhere_is_shown(partial: CodingPerson) -> None:
    partial.builder.deletion_requested.emit()
    partial.settle()
    partial.session.undo()
    partial.settle()
    partial.page.desk.continue_configuration(partial.configurations()[0].rid)
    partial.settle()
    assert [chip.text() for chip in chips(partial, "context")] == ["Anonymous"]


def test_a_read_only_project_can_be_looked_at_only(partial: CodingPerson) -> None:
    partial.session.make_read_only()
    partial.settle()
    assert not chips(partial, "context")[0].isEnabled()
    assert partial.builder.title.isReadOnly()
    assert partial.builder.close_button.toolTip() == "This project cannot be changed now."


def test_a_click_on_a_part_of_the_sentence_goes_to_its_slot(partial: CodingPerson) -> None:
    partial.builder.sentence.slot_activated.emit("then")
    assert partial.focused() is chips(partial, "outcome")[0]


def test_the_longest_stance_word_fits_the_panel(partial: CodingPerson) -> None:
    partial.press(Qt.Key.Key_4, SHIFT)
    partial.settle()
    switch = partial.builder.stances
    assert switch.mapTo(partial.builder, QPoint(switch.width(), 0)).x() <= partial.builder.width()
    assert partial.builder.width() <= current_theme().px(304)


@pytest.mark.parametrize("words", ["short", "🙂 " * 80, "word " * 80, "x" * 400])
def test_quotes_are_wrapped_to_three_lines_and_no_character_is_cut(qtbot: QtBot, theme: Theme, words: str) -> None:
    lines = wrapped(words, theme.font(), 200)
    assert 1 <= len(lines) <= 3
    assert "\ufffd" not in "".join(lines)
    if len(words) > 80:
        assert lines[-1].endswith("…")
    else:
        assert lines == ["short"]
