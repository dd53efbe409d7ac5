"""The Configurations page's measures and its answer to menus: folding, zoom, dark theme, menus of the evidence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from ipof_workbench.app.commands.configurations import PutInPlace
from ipof_workbench.app.commands.elements import RenameElement
from ipof_workbench.app.commands.evidence import SetStance
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.ui.configurations.configuration_rows import COUNTS, NUMBER, PARTS, STANCE, STATUS
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.evidence import quote_text
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import Theme, current_theme
from tests.factories import code
from tests.ui.test_configurations_page import menu_action, page, rids, session, text

__all__ = ["page", "rids", "session"]


def test_a_folded_detail_leaves_its_room_to_the_table(page: ConfigurationsPage, qtbot: QtBot) -> None:
    page.detail.set_folded(True)
    qtbot.waitUntil(lambda: page.table.width() >= page.width() - 42)
    page.detail.set_folded(False)
    qtbot.waitUntil(lambda: abs(page.detail.width() - 436) < 4)


@pytest.mark.parametrize("scale", [0.75, 1.0, 1.5])
def test_chips_tiles_and_quotes_fit_at_every_zoom(
    page: ConfigurationsPage, session: Session, rids, theme: Theme, qtbot, scale: float
) -> None:
    for label in ("Unsure whether one is allowed to answer at all", "Fears doing harm"):
        session.run(PutInPlace(rids[0], "mechanism", label=label))
    theme.set_scale(scale)
    page.resize(round(1192 * scale), round(730 * scale))
    qtbot.wait(50)
    row = page.detail.roles.rows["mechanism"]
    for chip in row.chips:
        assert row.rect().contains(chip.geometry())
    tops = [chip.geometry().bottom() for chip in row.chips]
    assert tops == sorted(tops)
    assert page.table.view.columnWidth(PARTS) >= theme.px(3 * 16)
    quotes = page.detail.evidence.list
    for number in range(quotes.rows.rowCount()):
        assert quotes.visualRect(quotes.rows.index(number)).width() <= quotes.viewport().width()


def test_a_long_quote_wraps_to_three_lines_and_ends_in_an_ellipsis(page: ConfigurationsPage, session, rids) -> None:
    words = session.workbench.read.document_text(session.workbench.read.document_named("P04 · member").rid).text
    start = words.index("Yes. There was a stretch")
    code(session.workbench, "P04 · member", words[start : start + 240], "context", rids[0], "No moderator at night")
    quotes = page.detail.evidence.list
    heights = [quotes.visualRect(quotes.rows.index(row)).height() for row in range(quotes.rows.rowCount())]
    assert max(heights) == 2 * 7 + 3 * 18 + 17
    lines = quote_text.wrapped("“one two 👩‍👩‍👧 three four five six seven eight nine ten”" * 9, quotes.font(), 200)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_the_menu_of_the_evidence_judges_several_quotes_in_one_step(
    page: ConfigurationsPage, qtbot, session, rids
) -> None:
    page.detail.focus_evidence()
    quotes = page.detail.evidence.list
    quotes.selectAll()
    menu = QMenu()
    quotes.fill_menu(menu, quotes.chosen())
    menu_action(menu, "Supports a rival").trigger()
    stances = {row.stance for row in session.workbench.read.evidence(configuration=rids[0])}
    assert stances == {"supports_rival"}
    session.undo()
    assert len({row.stance for row in session.workbench.read.evidence(configuration=rids[0])}) == 3


@pytest.mark.qt_log_ignore("grabbing the", extend=True)
def test_a_click_on_the_glyph_offers_the_stances(page: ConfigurationsPage, qtbot) -> None:
    quotes = page.detail.evidence.list
    spot = quotes.look.glyph_rect(quotes.visualRect(quotes.rows.index(0))).center()
    qtbot.mouseClick(quotes.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    menu = quotes.findChild(QMenu)
    assert menu is not None
    assert [action.text().split("\t")[0] for action in menu.actions()][:2] == ["Supports", "Partly"]
    menu.close()


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(page: ConfigurationsPage, rids) -> None:
    head = page.table.view.horizontalHeader()
    head.sectionClicked.emit(COUNTS)
    assert [text(page, row, NUMBER) for row in range(2)] == ["2", "1"]
    head.sectionClicked.emit(COUNTS)
    assert [text(page, row, NUMBER) for row in range(2)] == ["1", "2"]
    assert page.table.current() == rids[0]


def test_every_control_has_an_accessible_name(page: ConfigurationsPage) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        and type(widget).__name__ not in ("QComboBoxListView", "QComboBoxPrivateContainer", "QListView")
    ]
    assert nameless == []


def test_words_that_look_like_markup_are_shown_as_they_stand(page: ConfigurationsPage, session, rids) -> None:
    session.run(EditFields(records.Configuration, rids[0], {"title": "<b>bold</b>", "scope": "<img src=x>"}))
    assert page.detail.title.text() == "<b>bold</b>"
    tip = page.table.rows.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    session.run(RenameElement(content_of(session, rids[0]), "<i>night</i>"))
    assert "<i>" not in page.detail.roles.rows["context"].chips[0].toolTip()


def content_of(session: Session, configuration: int) -> int:
    element = session.workbench.read.configuration(configuration).places[0].contents[0].element
    assert element is not None
    return element


@pytest.mark.parametrize(("width", "scale"), [(936, 1.0), (1148, 1.5)])
def test_all_five_tabs_are_in_sight_in_a_narrow_window(
    page: ConfigurationsPage, qtbot: QtBot, width: int, scale: float
) -> None:
    current_theme().set_scale(scale)
    page.resize(width, 540)
    bar = page.detail.tabs
    qtbot.waitUntil(lambda: bar.tabRect(bar.count() - 1).right() <= bar.width())
    assert bar.tabRect(bar.count() - 1).left() > 0
    assert bar.tabToolTip(bar.count() - 1) == "Audit"


def test_the_table_never_lies_over_the_detail(page: ConfigurationsPage, qtbot: QtBot) -> None:
    current_theme().set_scale(1.5)
    page.resize(892, 540)  # the page in the smallest window
    qtbot.waitUntil(lambda: page.table.width() + page.detail.width() <= 892)
    assert page.table.geometry().right() <= page.detail.geometry().left()


def listed(tab):
    return [tab.list.rows.item_at(at) for at in range(tab.list.rows.rowCount())]


def test_beside_a_wide_detail_the_titles_keep_their_room(page: ConfigurationsPage, qtbot: QtBot) -> None:
    view = page.table.view
    assert not view.isColumnHidden(STANCE)
    page.table.resize(560, 730)
    assert (view.isColumnHidden(STANCE), view.isColumnHidden(STATUS)) == (True, False)
    page.table.resize(400, 730)
    assert (view.isColumnHidden(STANCE), view.isColumnHidden(STATUS)) == (True, True)
    page.table.resize(756, 730)
    assert not view.isColumnHidden(STATUS)


def test_the_number_of_a_stance_leads_to_its_evidence(page: ConfigurationsPage, qtbot: QtBot, session, rids) -> None:
    tab = page.detail.evidence
    numbers = tab.stances.numbers
    assert numbers["challenges"].accessibleName() == "1 challenges"
    assert not numbers["silent"].isVisible()
    qtbot.mouseClick(numbers["challenges"], Qt.MouseButton.LeftButton)
    assert [item.first.quote for item in listed(tab)] == ["so I shut the laptop"]
    assert numbers["challenges"].isChecked()
    qtbot.mouseClick(numbers["refines"], Qt.MouseButton.LeftButton)
    assert {item.first.stance for item in listed(tab)} == {"refines"}
    assert not numbers["challenges"].isChecked()
    numbers["refines"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(numbers["refines"], Qt.Key.Key_Space)
    assert len(listed(tab)) == 4


def test_evidence_that_is_silent_has_a_number_as_well(page: ConfigurationsPage, session, rids) -> None:
    silent = session.workbench.read.evidence(configuration=rids[0])[0]
    session.run(SetStance((silent.evidence,), "silent"))
    numbers = page.detail.evidence.stances.numbers
    shown = {key: number.text() for key, number in numbers.items() if number.isVisible()}
    assert shown["silent"] == "1"
    assert sum(int(number) for number in shown.values()) == 4
