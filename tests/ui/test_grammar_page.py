"""The grammar editor as a person uses it: keys and mouse in, the project looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.domain import records
from ipof_workbench.domain.grammars import FIXED_KEYS
from ipof_workbench.ui.elements.elements_page import ElementsPage
from ipof_workbench.ui.grammar.grammar_page import GrammarPage
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof", units=False), settings)
    code(session.workbench, "P04 · member", "Nobody had my name or my face", "context", label="Anonymity")
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> GrammarPage:
    page = GrammarPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    page.focus_primary()
    return page


def keys(session: Session) -> list[str]:
    return [role.key for role in session.workbench.read.roles()]


def role(session: Session, key: str) -> records.Role:
    return session.workbench.read.find(records.Role, key=key)[0]


def write(qtbot: QtBot, field, words: str) -> None:
    qtbot.mouseClick(field, LEFT)
    field.field.selectAll()
    qtbot.keyClicks(field.field, words)
    qtbot.keyClick(field.field, Qt.Key.Key_Return)


def menu_action(menu: QMenu, *words: str):
    for word in words:
        action = next(action for action in menu.actions() if action.text() == word)
        menu = action.menu() or menu
    return action


def test_the_roles_stand_in_order_with_their_use(page: GrammarPage, session: Session) -> None:
    shown = [editor.role.key for editor in sorted(page.roles.editors.values(), key=lambda editor: editor.y())]
    assert shown == keys(session) == ["context", "mechanism", "outcome"]
    assert page.roles.editor_of("context").use.text() == "1 place, 1 coding"
    assert page.roles.editor_of("outcome").use.text() == "Not used yet"
    assert page.status_facts() == "3 roles"


def test_the_use_of_a_role_leads_to_the_elements_that_stand_in_it(page, session: Session, qtbot: QtBot) -> None:
    use = page.roles.editor_of("context").use
    with qtbot.waitSignal(session.place_requested) as asked:
        qtbot.mouseClick(use, LEFT)
    rid = role(session, "context").rid
    assert asked.args == [RecordPlace("elements", "role", rid)]
    assert not page.roles.editor_of("outcome").use.isEnabled()
    elements = ElementsPage(session)
    qtbot.addWidget(elements)
    elements.activate()
    elements.go_to(asked.args[0])
    assert elements.bar.scope().role_key == "context"


def test_label_plural_and_key_are_edited_where_they_stand(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    editor = page.roles.editor_of("context")
    write(qtbot, editor.label, "Circumstance")
    write(qtbot, editor.plural, "Circumstances")
    write(qtbot, editor.letter, "x")
    held = role(session, "context")
    assert (held.label, held.plural, held.letter) == ("Circumstance", "Circumstances", "X")
    assert page.example.sentence.plain_text().startswith("If nobody knows who is writing, then")


def test_a_refused_letter_does_not_stay_in_sight(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    told: list[str] = []
    session.refused.connect(told.append)
    editor = page.roles.editor_of("context")
    for letter in ("M", "U"):
        write(qtbot, editor.letter, letter)
        assert editor.letter.text() == "C"
    assert [words for words in told if words] == [
        "The letter M is that of mechanism; choose another.",
        "The letter U has another meaning on the Code page; choose another.",
    ]
    assert role(session, "context").letter == "C"


def test_alt_up_and_down_move_a_role(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    outcome = page.roles.editor_of("outcome")
    outcome.label.setFocus()
    QTest.keyClick(outcome.label, Qt.Key.Key_Up, ALT)
    assert keys(session) == ["context", "outcome", "mechanism"]
    assert outcome.label.hasFocus()
    QTest.keyClick(outcome.connector, Qt.Key.Key_Down, ALT)
    assert keys(session) == ["context", "mechanism", "outcome"]
    QTest.keyClick(outcome.label, Qt.Key.Key_Down, ALT)
    assert keys(session) == ["context", "mechanism", "outcome"]


def test_a_role_is_dragged_by_its_grip(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    grip, target = page.roles.editor_of("outcome").grip, page.roles.editor_of("context")
    middle = grip.rect().center()
    end = grip.mapFromGlobal(target.mapToGlobal(QPoint(20, 4)))
    QTest.mousePress(grip, LEFT, pos=middle)
    for step in range(1, 5):
        QTest.mouseMove(grip, middle + (end - middle) * (step / 4))
    QTest.mouseRelease(grip, LEFT, pos=end)
    assert keys(session) == ["outcome", "context", "mechanism"]
    session.undo()
    qtbot.waitUntil(lambda: page.roles.editor_of("context").y() < page.roles.editor_of("outcome").y())


def test_a_new_role_is_written_at_the_foot(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.add_button, LEFT)
    assert page.field.hasFocus()
    qtbot.keyClicks(page.field, "Barrier")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert (role(session, "barrier").letter, page.field.text()) == ("B", "")
    assert page.roles.editor_of("barrier").remove_button.isEnabled()
    qtbot.mouseClick(page.roles.editor_of("barrier").remove_button, LEFT)
    assert keys(session) == ["context", "mechanism", "outcome"]


def test_a_role_in_use_says_why_it_cannot_be_removed(page: GrammarPage) -> None:
    button = page.roles.editor_of("context").remove_button
    assert not button.isEnabled()
    assert button.toolTip() == "This role is used: hide it instead, then nothing is lost"


def test_a_role_is_hidden_and_shown_again(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    toasts: list[str] = []
    session.toast_requested.connect(lambda words, _undo: toasts.append(words))
    context = page.roles.editor_of("context")
    qtbot.mouseClick(context.hide_button, LEFT)
    assert keys(session) == ["mechanism", "outcome"]
    assert toasts == ["Hid Context; what stands in it stays stored"]
    assert page.status_facts() == "2 roles, 1 hidden"
    assert context.show_button.isVisible()
    qtbot.mouseClick(context.show_button, LEFT)
    assert keys(session) == ["context", "mechanism", "outcome"]
    for key in ("context", "mechanism"):
        qtbot.mouseClick(page.roles.editor_of(key).hide_button, LEFT)
    last = page.roles.editor_of("outcome").hide_button
    assert (last.isEnabled(), last.toolTip()) == (False, "This is the only role left")


def test_connector_and_parent_are_chosen_by_key(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    editor = page.roles.editor_of("mechanism")
    editor.connector.setFocus()
    qtbot.keyClick(editor.connector, Qt.Key.Key_Down)
    assert role(session, "mechanism").connector == ""
    assert "because" not in page.example.sentence.plain_text()
    editor.parent_role.setFocus()
    qtbot.keyClick(editor.parent_role, Qt.Key.Key_Down)
    assert role(session, "mechanism").parent == role(session, "context").rid


def test_colour_and_shape_come_from_the_palette(page: GrammarPage, session: Session) -> None:
    editor = page.roles.editor_of("context")
    menu = QMenu()
    editor.fill_menu(menu)
    menu_action(menu, "Colour", "Vermilion").trigger()
    menu_action(menu, "Shape of nodes", "Hexagon").trigger()
    held = role(session, "context")
    assert (held.colour, held.glyph) == ("vermilion", "hexagon")
    assert session.role_style("context").shape == "hexagon"
    again = QMenu()
    editor.fill_menu(again)
    assert menu_action(again, "Colour", "Vermilion").isChecked()
    menu_action(again, "Colour", "Usual colour").trigger()
    assert role(session, "context").colour == ""


def test_a_preset_says_what_it_changes_and_is_taken(page: GrammarPage, session: Session, qtbot: QtBot) -> None:
    example = page.example
    assert (example.change.text(), example.apply.isEnabled()) == ("This is the grammar of the project.", False)
    example.presets.setFocus()
    qtbot.keyClick(example.presets, Qt.Key.Key_Down)
    qtbot.keyClick(example.presets, Qt.Key.Key_Down)
    assert example.change.text() == "Adds Intervention, Actor; hides nothing."
    qtbot.mouseClick(example.apply, LEFT)
    assert keys(session) == ["intervention", "context", "actor", "mechanism", "outcome"]
    assert example.change.text() == "This is the grammar of the project."
    session.undo()
    assert keys(session) == ["context", "mechanism", "outcome"]


def test_a_chip_of_the_example_leads_to_its_role(page: GrammarPage, qtbot: QtBot) -> None:
    page.example.sentence.slot_activated.emit("outcome")
    assert page.roles.editor_of("outcome").label.hasFocus()


def test_reading_only_disables_every_control_with_a_reason(page: GrammarPage, session: Session) -> None:
    session.make_read_only()
    assert not page.field.isEnabled()
    assert page.add_button.toolTip() == "This project is open for reading only; nothing can be changed."
    assert not page.roles.editor_of("context").hide_button.isEnabled()
    assert not page.roles.editor_of("context").label.isEnabled()


def test_the_fixed_letters_are_keys_of_coding_and_the_others_give_way_to_a_role() -> None:
    from ipof_workbench.ui.keys.key_map import KEY_ACTIONS, KeyMap

    single = {key: action.key for action in KEY_ACTIONS for key in action.keys if len(key) == 1 and key.isalpha()}
    assert set(single) >= FIXED_KEYS
    others = {letter: "role" for letter in single.keys() - FIXED_KEYS}
    assert not others.keys() & KeyMap().by_key(others).keys()
    assert len(KeyMap().conflicts(others)) == len(others)
