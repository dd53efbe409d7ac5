"""What somebody meets on the first day: messages and forms that stay true while the work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.domain import records
from ipof_workbench.main import create_window
from ipof_workbench.ui.main_window import MainWindow
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.widgets.buttons import Button, LinkButton


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with an empty project in it."""
    made = create_window(None)
    assert isinstance(made, MainWindow)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.desk.create(tmp_path / "Water.ipof", "Water", "cmo", "Kim")
    yield made
    made.close()


def add_case(window: MainWindow, name: str) -> None:
    assert window.session is not None
    assert window.session.run(AddRecord(records.Case(name=name))) is not None


def case_names(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [case.name for case in window.session.workbench.read.cases()]


# --- a message offers to take back what it speaks of, and nothing else


def test_the_undo_of_a_message_takes_back_the_step_it_speaks_of(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session is not None
    add_case(window, "Harbour")
    window.session.show_toast("Added “Harbour”")
    toast = window.frame.toast
    qtbot.wait(20)
    assert toast.offers_undo()
    link = next(button for button in toast.findChildren(LinkButton) if button.text() == "Undo")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert case_names(window) == []


@pytest.mark.parametrize("then", ["another step", "undo"])
def test_a_message_goes_when_its_step_is_no_longer_the_last(window: MainWindow, qtbot: QtBot, then: str) -> None:
    assert window.session is not None
    add_case(window, "Harbour")
    add_case(window, "Lantern")
    window.session.show_toast("Added “Lantern”")
    if then == "undo":
        assert window.session.undo()
    else:
        add_case(window, "Kettle")
    qtbot.waitUntil(lambda: not window.frame.toast.isVisible())


def test_a_message_that_offers_nothing_stays_while_the_work_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session is not None
    window.session.show_toast("Exported cases.csv", False)
    add_case(window, "Harbour")
    qtbot.wait(20)
    assert window.frame.toast.isVisible()


# --- a form gives the keyboard back


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_keyboard_goes_back_to_where_it_was_before_a_form(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    host = QWidget()
    first, second = Button("First"), Button("Second")
    column = QVBoxLayout(host)
    for button in (first, second):
        column.addWidget(button)
    host.resize(600, 400)
    qtbot.addWidget(host)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    second.setFocus()
    sheet = Sheet(host, "Freeze", "Freeze", lambda: "")
    field = sheet.add_line("Name")
    sheet.open()
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, key)
    assert QApplication.focusWidget() is second


def test_work_that_gives_the_keyboard_to_another_place_keeps_it_there(qtbot: QtBot, theme: Theme) -> None:
    host = QWidget()
    before, after = QLineEdit(), QLineEdit()
    column = QVBoxLayout(host)
    for line in (before, after):
        column.addWidget(line)
    host.resize(600, 400)
    qtbot.addWidget(host)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    before.setFocus()
    sheet = Sheet(host, "Go on", "Go on", lambda: after.setFocus() or "")
    field = sheet.add_line("Name")
    sheet.open()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is after


def test_the_keyboard_stays_on_the_page_when_what_had_it_goes(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("trail")
    page = window.stack.currentWidget()
    passing = QLineEdit(page)
    passing.show()
    passing.setFocus()
    assert QApplication.focusWidget() is passing
    passing.hide()
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or window))
    assert QApplication.focusWidget() is not window.menu_row.theme


def test_the_button_of_the_appearance_is_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("statements")
    line = QLineEdit(window.stack.currentWidget())
    line.show()
    line.setFocus()
    qtbot.wait(20)
    window.menu_row.theme.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(20)
    assert QApplication.focusWidget() is window.menu_row.theme
