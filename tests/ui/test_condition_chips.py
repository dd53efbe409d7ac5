"""Conditions on case attributes in the parts of a configuration, and how elements fire, as a person meets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.conditions import PutConditionInPlace
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.domain import records
from ipof_workbench.ui.configurations.condition_rows import Condition, condition_rows, fill_cases_menu
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.places import RecordPlace
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme
from tests.factories import code, make_study


@pytest.fixture
def session(tmp_path: Path, theme: Theme, qapp: QApplication) -> Iterator[Session]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(make_study(tmp_path / "study.ipof"), settings)
    yield session
    session.close()


@pytest.fixture
def moderation(session: Session) -> int:
    """An attribute of both forums: Harbour is moderated day and night, Lantern by day."""
    run = session.workbench.run
    rid: int = run(AddRecord(records.AttributeDefinition(owner_kind="case", name="moderation"))).result.rid
    for case in session.workbench.read.cases():
        run(SetAttribute(rid, (case.rid,), "day and night" if case.name == "Harbour" else "day"))
    return rid


@pytest.fixture
def configuration(session: Session) -> int:
    made = code(session.workbench, "P04 · member", "Nobody had my name or my face", "context", label="Anonymity")
    assert made.configuration is not None
    return made.configuration


@pytest.fixture
def page(session: Session, moderation: int, configuration: int, qtbot: QtBot) -> ConfigurationsPage:
    page = ConfigurationsPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.activate()
    return page


def menu_action(menu: QMenu, words: str):
    return next(action for action in menu.actions() if action.text().split("\t")[0] == words)


def contents(session: Session, configuration: int) -> list[tuple[str, str]]:
    place = session.workbench.read.configuration(configuration).places[0]
    return [(content.label, content.polarity) for content in place.contents]


def test_a_condition_is_picked_by_attribute_or_value(page, session, configuration, qtbot: QtBot) -> None:
    row = page.detail.roles.rows["context"]
    qtbot.mouseClick(row.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(row.picker, "moderation = day and")
    qtbot.keyClick(row.picker, Qt.Key.Key_Return)
    assert contents(session, configuration) == [("Anonymity", "present"), ("moderation = day and night", "present")]
    chip = row.chips[1]
    assert chip.accessibleName() == "Context, condition moderation = day and night, 1 of 2"
    assert "1 of 2 cases meets this" in chip.toolTip()
    assert "moderation is day and night" in page.detail.sentence.label.plain_text()


def test_elements_come_before_conditions_and_a_new_value_can_be_asked_for(page, session, moderation) -> None:
    rows = page.detail._picker_rows(page.detail.roles.rows["context"], "n")  # noqa: SLF001
    assert rows[0].text == "Anonymity"
    assert "moderation = day and night" in [row.text for row in rows]
    fresh = page.detail._picker_rows(page.detail.roles.rows["context"], "moderation = never")  # noqa: SLF001
    assert [(row.key, row.is_new) for row in fresh] == [(Condition(moderation, "never"), True)]


def test_what_is_offered_for_what_is_typed() -> None:
    values = [(1, "moderation", "day", 4), (1, "moderation", "day and night", 1), (2, "host", "NHS", 2)]
    assert condition_rows(values, "") == []
    assert [row.text for row in condition_rows(values, "NIGHT")] == ["moderation = day and night"]
    assert [(row.text, row.hint) for row in condition_rows(values, "host")] == [("host = NHS", "2 cases")]
    assert [row.text for row in condition_rows(values, "mod = and")] == ["moderation = day and night"]
    assert [row.text for row in condition_rows(values, "", 1)] == ["moderation = day", "moderation = day and night"]
    assert condition_rows(values, "nothing = x") == []


def test_value_and_polarity_are_changed_in_the_menu(page, session, configuration, moderation, qtbot: QtBot) -> None:
    session.run(PutConditionInPlace(configuration, "context", moderation, "day"))
    row = page.detail.roles.rows["context"]
    content = session.workbench.read.configuration(configuration).places[0].contents[1]
    menu = QMenu()
    row.fill_menu(menu, content)
    menu_action(menu, "Is not so").trigger()
    assert contents(session, configuration)[1] == ("moderation = day", "absent")
    assert row.chips[1].accessibleName() == "Context, condition moderation = day, absent, 1 of 2"
    menu_action(menu, "Choose another value…").trigger()
    qtbot.keyClicks(row.picker, "night")
    qtbot.keyClick(row.picker, Qt.Key.Key_Return)
    assert contents(session, configuration)[1] == ("moderation = day and night", "absent")
    session.undo()
    assert contents(session, configuration)[1] == ("moderation = day", "absent")


def test_the_cases_that_meet_it_are_listed_and_lead_there(session: Session, moderation: int) -> None:
    followed: list[int] = []
    menu = QMenu()
    fill_cases_menu(menu, session.workbench.read.library.condition_cases(moderation, "day"), followed.append)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "1 of 2 cases meets this", "Lantern (day)", "Not met: 1 case",
    ]  # fmt: skip
    menu_action(menu, "Lantern (day)").trigger()
    assert followed == [next(row.rid for row in session.workbench.read.cases() if row.name == "Lantern")]


def test_a_click_on_a_condition_opens_its_cases(page, session, configuration, moderation, qtbot: QtBot) -> None:
    session.run(PutConditionInPlace(configuration, "context", moderation, "day"))
    places: list[object] = []
    session.place_requested.connect(places.append)
    qtbot.mouseClick(page.detail.roles.rows["context"].chips[1], Qt.MouseButton.LeftButton)
    menu = next(menu for menu in page.detail.findChildren(QMenu) if menu.isVisible())
    menu_action(menu, "Lantern (day)").trigger()
    menu.close()
    lantern = next(row.rid for row in session.workbench.read.cases() if row.name == "Lantern")
    assert places == [RecordPlace("cases", "case", lantern)]


@pytest.mark.parametrize(
    ("activation", "words", "sentence"),
    [
        ("partly", "in part", "anonymity (fires in part)"),
        ("does_not_fire", "does not fire", "anonymity (does not fire)"),
        ("inhibited", "inhibited", "anonymity (inhibited)"),
    ],
)
def test_how_an_element_fires_is_told_and_is_not_absence(
    page, session, configuration, activation: str, words: str, sentence: str
) -> None:
    row = page.detail.roles.rows["context"]
    content = session.workbench.read.configuration(configuration).places[0].contents[0]
    row.activation_chosen.emit(content, activation)
    assert words in row.chips[0].accessibleName()
    assert "absent" not in row.chips[0].accessibleName()
    assert sentence in page.detail.sentence.label.plain_text()


def test_a_condition_stands_on_the_canvas_and_goes_by_delete(session, moderation, configuration, qtbot) -> None:
    from ipof_workbench.ui.theory.requests import DeleteSelection
    from ipof_workbench.ui.theory.theory_page import TheoryPage

    session.run(PutConditionInPlace(configuration, "context", moderation, "day"))
    page = TheoryPage(session)
    qtbot.addWidget(page)
    page.resize(1192, 730)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: len(page.canvas.positions()) > 2)
    model = page.canvas.theory_scene().model
    node = next(element for element in model.elements if element.is_condition)
    page.canvas.select({node.node})
    page.canvas.rename(node.node)
    assert page.here() is None
    page.editing.do(DeleteSelection((node.node,), (), ()))
    assert contents(session, configuration) == [("Anonymity", "present")]
