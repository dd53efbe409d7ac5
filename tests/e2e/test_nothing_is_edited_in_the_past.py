"""The theory as it stood: every page can be read, every control that would change it is locked and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QWidget

from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.configurations.in_place import EditableText
from ipof_workbench.ui.past_window import PastWindow
from ipof_workbench.ui.statements.statements_page import StatementsPage
from tests.gestures import Person

CHANGING = (
    "Add ",
    "Edit ",
    "Put ",
    "Say ",
    "Take ",
    "Delete",
    "Write",
    "Record",
    "Freeze",
    "Merge ",
    "Split ",
    "Split off",
)
"""How the names of buttons begin that change something."""
CHOOSING = ("Filter", "Status of", "Words ", "Kind ", "What memos", "Analyst", "Time", "From", "To", "Search")
"""How the names of fields begin that only choose what is shown."""
FILTERS = {
    *("Status", "Theory area", "Role", "Level", "Four I", "Use", "Name of the further element", "0"),
    "Name of the column",
}


def controls(page: QWidget, kind: type) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible() and widget.isEnabled()]


def open_fields(page: QWidget) -> set[str]:
    """Return the names of fields that take words, and of lists that can be chosen from, beside filters."""
    fields = [*controls(page, QLineEdit), *controls(page, QPlainTextEdit)]
    found = {field.accessibleName() for field in fields if not field.isReadOnly()}  # type: ignore[attr-defined]
    found |= {box.accessibleName() for box in controls(page, QComboBox)}
    return {name for name in found if name and not name.startswith(CHOOSING)} - FILTERS


def open_buttons(page: QWidget) -> set[str]:
    """Return the names of buttons that would change something."""
    names = {button.accessibleName() or button.text() for button in controls(page, QAbstractButton)}
    return {name for name in names if name.startswith(CHANGING)}


@pytest.mark.e2e
def test_everything_is_readable_in_the_past_and_nothing_can_be_edited(person: Person, study: Path) -> None:
    person.window.open_project(study)
    person.wait(lambda: person.window.session is not None)
    session = person.session
    frozen = session.workbench.read.versions.frozen()[-1].rid
    session.past_opened.emit(session.workbench.as_of(frozen))
    person.wait(lambda: len(person.window.pasts) == 1)
    (past,) = person.window.pasts
    assert isinstance(past, PastWindow)
    past.resize(1280, 800)
    for key in ("statements", "configurations", "elements", "cases", "trail", "codebook"):
        past.show_page(key)
        page = past.stack.pages[key]
        person.wait(page.isVisible)
        person.qtbot.wait(300)
        assert not open_fields(page), key
        assert not open_buttons(page), key
    statements = past.stack.pages["statements"]
    assert isinstance(statements, StatementsPage)
    past.show_page("statements")
    for view in ("rivals", "theories", "recommendations"):
        statements.show_view(view)
        person.qtbot.wait(200)
        assert not open_fields(statements), view
        assert not open_buttons(statements), view
    statements.show_view("statements")
    tabs = statements.detail.findChild(QTabBar)
    assert tabs is not None
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        assert not open_buttons(statements), tabs.tabText(at)
    look_at_a_title(past, person)
    assert past.frame.banner.isVisible(), "a clear way back"
    past.frame.banner.link_activated.emit()
    person.wait(lambda: not person.window.pasts)


def look_at_a_title(past: PastWindow, person: Person) -> None:
    """A title is read and not opened by a click; it says why."""
    past.show_page("configurations")
    page = past.stack.pages["configurations"]
    assert isinstance(page, ConfigurationsPage)
    title: EditableText = page.detail.title
    person.wait(title.isVisible)
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    page.detail.number.edit()
    assert not title.is_editing()
    assert not page.detail.number.is_editing()
    assert title.toolTip() == past.session.why_not_editable  # type: ignore[union-attr]
    page.detail.facts.area.open()
    assert page.detail.facts.area.field.isHidden()
