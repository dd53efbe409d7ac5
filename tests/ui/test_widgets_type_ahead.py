"""The type-ahead picker: typing, Enter, Shift+Enter, Esc, and a list that never takes the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import ROLE_STYLES
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

NAMES = ["Unsure what is allowed", "Fears doing harm", "Feels less alone"]


def rows_for(typed: str) -> list[TypeAheadRow]:
    style = ROLE_STYLES["mechanism"]
    found = [TypeAheadRow(n, name, style, n) for n, name in enumerate(NAMES) if typed.lower() in name.lower()]
    new = [TypeAheadRow(None, f"New mechanism “{typed}”", is_new=True)] if typed else []
    return found + new


@pytest.fixture
def field(qtbot, theme) -> TypeAheadField:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field = TypeAheadField("Name the mechanism")
    field.set_source(rows_for)
    field.set_role(ROLE_STYLES["mechanism"])
    column.addWidget(field)
    other = QLineEdit()
    other.setObjectName("other")
    column.addWidget(other)
    page.resize(400, 200)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.open_at()
    field.page = page
    return field


def test_typing_narrows_the_list_and_enter_takes_the_first_match(field, qtbot):
    qtbot.keyClicks(field, "fe")
    assert field.popup.isVisible()
    assert field.popup.current_row().text == "Fears doing harm"
    with qtbot.waitSignal(field.taken) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    row, stay = heard.args
    assert (row.key, stay) == (1, False)
    assert field.text() == ""
    assert not field.popup.isVisible()


def test_arrows_choose_and_the_last_row_makes_something_new(field, qtbot):
    qtbot.keyClicks(field, "unsure")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    with qtbot.waitSignal(field.taken) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard.args[0].is_new


def test_shift_and_enter_takes_and_stays_open(field, qtbot):
    qtbot.keyClicks(field, "alone")
    with qtbot.waitSignal(field.taken) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.args[1] is True
    assert field.popup.isVisible()


def test_escape_leaves_nothing_behind(field, qtbot):
    qtbot.keyClicks(field, "fe")
    with qtbot.waitSignal(field.cancelled):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not field.popup.isVisible()


def test_enter_with_nothing_typed_takes_nothing(field, qtbot):
    with qtbot.assertNotEmitted(field.taken), qtbot.waitSignal(field.cancelled):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_down_then_enter_takes_a_suggestion_without_typing(field, qtbot):
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.taken) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard.args[0].key == 0


def test_the_list_never_takes_the_focus_and_a_click_on_it_takes_a_row(field, qtbot):
    qtbot.keyClicks(field, "f")
    place = field.popup.list.visualRect(field.popup.list.model().index(1, 0)).center()
    with qtbot.waitSignal(field.taken) as heard:
        qtbot.mouseClick(field.popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args[0].key == rows_for("f")[1].key
    assert QApplication.focusWidget() is field
    assert field.popup.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert field.popup.list.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_leaving_the_field_closes_the_list(field, qtbot):
    qtbot.keyClicks(field, "f")
    with qtbot.waitSignal(field.left):
        field.page.findChild(QLineEdit, "other").setFocus(Qt.FocusReason.TabFocusReason)
    assert not field.popup.isVisible()


def test_no_match_and_nothing_typed_shows_no_list(field, qtbot):
    field.set_source(lambda typed: [])
    field.open_at()
    assert not field.popup.isVisible()
    qtbot.keyClicks(field, "x")
    with qtbot.assertNotEmitted(field.taken):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_field_opened_at_a_point_stays_inside_its_page(qtbot, theme):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 200)
    page.show()
    field = TypeAheadField("Name the mechanism", page)
    field.set_source(rows_for)
    field.open_at(page.mapToGlobal(QPoint(390, 195)))
    assert page.rect().contains(field.geometry())
    field.hide()
    assert not field.popup.isVisible()
