"""What a person sees: bars on one line, room that is used, words that are whole and rows that keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ipof_workbench.domain.appearance import ROLE_STYLES
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.configurations.configurations_page import ConfigurationsPage
from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.theory.filter_panel import FilterPanel
from ipof_workbench.ui.widgets.buttons import IconButton, QuietButton
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.element_chip import ElementChip
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.notices import EmptyState, NoticeBox
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.switches import SegmentedSwitch
from ipof_workbench.ui.widgets.wrapping_list import WrappingList
from tests.ui.test_configurations_page import page, rids, session

__all__ = ["page", "rids", "session"]

LONG = "Double-click to write the first element, or start coding; tables fill themselves as soon as there is one."


def three_parts(qtbot: QtBot, left: SidePanel, right: SidePanel, width: int = 1000) -> tuple[QSplitter, QWidget]:
    """Show two panels with a page between them, as every page of the window does."""
    splitter, middle = QSplitter(Qt.Orientation.Horizontal), QWidget()
    splitter.setHandleWidth(0)
    splitter.setChildrenCollapsible(False)
    for part in (left, middle, right):
        splitter.addWidget(part)
    splitter.setStretchFactor(1, 1)
    qtbot.addWidget(splitter)
    splitter.resize(width, 400)
    with qtbot.waitExposed(splitter):
        splitter.show()
    return splitter, middle


def test_a_folded_panel_leaves_its_room_to_the_page_and_takes_it_back(qtbot: QtBot, theme: Theme) -> None:
    left, right = SidePanel("left", 216), SidePanel("right", 304)
    splitter, middle = three_parts(qtbot, left, right)
    assert (left.width(), right.width()) == (216, 304)
    left.set_folded(True)
    right.set_folded(True)
    qtbot.waitUntil(lambda: middle.width() == 920)
    assert middle.geometry().left() == left.geometry().right() + 1
    assert middle.geometry().right() + 1 == right.geometry().left()
    left.set_folded(False)
    right.set_folded(False)
    qtbot.waitUntil(lambda: middle.width() == 480)
    assert splitter.sizes() == [216, 480, 304]


def test_a_panel_comes_back_as_wide_as_it_was_dragged(qtbot: QtBot, theme: Theme) -> None:
    left, right = SidePanel("left", 216), SidePanel("right", 304)
    splitter, _ = three_parts(qtbot, left, right)
    splitter.setSizes([300, 396, 304])
    left.set_folded(True)
    left.set_folded(False)
    qtbot.waitUntil(lambda: left.width() == 300)


def test_panels_grow_with_the_zoom(qtbot: QtBot, theme: Theme) -> None:
    left, right = SidePanel("left", 216), SidePanel("right", 304)
    _, middle = three_parts(qtbot, left, right, 1400)
    right.set_folded(True)
    theme.set_scale(1.5)
    qtbot.waitUntil(lambda: (left.width(), right.width()) == (324, 60))
    assert middle.width() == 1400 - 324 - 60


def test_bars_of_page_and_panels_have_one_height_and_their_titles_one_line(qtbot: QtBot, theme: Theme) -> None:
    left, right = SidePanel("left", 216), SidePanel("right", 304)
    plain, busy, crowded = PageBar("Cases"), PageBar("Data"), PageBar("Settings")
    left.head.addWidget(plain)
    crowded.add_right(IconButton("rotate-ccw", "Back"))
    right.head.addWidget(crowded)
    splitter, middle = three_parts(qtbot, left, right)
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(busy)
    column.addStretch(1)
    titles = [bar.findChild(PlainLabel) for bar in (plain, busy, crowded)]

    def in_one_line() -> bool:
        return len({title.mapTo(splitter, title.rect().center()).y() for title in titles}) == 1

    qtbot.waitUntil(in_one_line)
    assert busy.height() == plain.height() == crowded.height() == 44


def test_a_busy_line_moves_nothing_on_its_bar(qtbot: QtBot, theme: Theme) -> None:
    bar = PageBar("Report")
    qtbot.addWidget(bar)
    bar.resize(400, 44)
    bar.show()
    before = bar.findChild(PlainLabel).geometry()
    bar.busy.start()
    qtbot.waitUntil(bar.busy.is_shown, timeout=3000)
    assert bar.findChild(PlainLabel).geometry() == before
    assert bar.busy.geometry().bottom() == bar.height() - 2


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_an_empty_state_has_room_for_all_its_lines(qtbot: QtBot, theme: Theme, scale: float) -> None:
    empty = EmptyState(LONG, "Import table")
    qtbot.addWidget(empty)
    empty.resize(900, 600)
    empty.show()
    theme.set_scale(scale)
    qtbot.wait(20)
    label = empty.findChild(PlainLabel)
    assert label.height() >= label.heightForWidth(label.width()) > label.fontMetrics().height()


def test_a_notice_in_a_narrow_panel_shows_every_line(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    notice = NoticeBox("warning", LONG, "Choose another")
    column.addWidget(notice)
    column.addWidget(QTextEdit(), 1)
    around.resize(240, 300)
    around.show()
    qtbot.wait(20)
    label = notice.findChild(PlainLabel)
    assert label.height() >= label.heightForWidth(label.width())


def test_a_hidden_chip_leaves_no_gap(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    flow = FlowLayout(around)
    chips = [ElementChip(ROLE_STYLES["context"], f"Element {number}") for number in range(3)]
    for chip in chips:
        flow.addWidget(chip)
    around.resize(900, 100)
    around.show()
    third = chips[2].x()
    chips[1].hide()
    flow.activate()
    assert chips[2].x() == third - chips[1].width() - 6


class HighWhenNarrow(QStyledItemDelegate):
    """Rows of 20 on a wide list, of 60 on a narrow one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        return QSize(100, 20 if view.viewport().width() > 400 else 60)


def test_rows_of_a_wrapping_list_never_overlap_when_it_grows_narrower(qtbot: QtBot, theme: Theme) -> None:
    made = WrappingList()
    qtbot.addWidget(made)
    made.setItemDelegate(HighWhenNarrow(made))
    made.setModel(QStringListModel([LONG] * 12, made))
    made.resize(700, 300)
    made.show()
    qtbot.wait(20)
    made.resize(220, 300)

    def rows_follow_each_other() -> bool:
        return follow_each_other(made)

    qtbot.waitUntil(rows_follow_each_other)


def follow_each_other(view: QListView) -> bool:
    """Tell whether every row begins where the one before it ends."""
    rects = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
    return all(upper.bottom() + 1 == lower.top() for upper, lower in pairwise(rects))


def test_quotes_keep_apart_at_every_width_of_the_detail(page: ConfigurationsPage, qtbot: QtBot) -> None:
    quotes = page.detail.evidence.list
    assert quotes.model().rowCount() > 1
    for width in (436, 300, 520):
        page.resize(760 + width, 520)
        page._halves.setSizes([760, width])  # noqa: SLF001
        qtbot.waitUntil(lambda: follow_each_other(quotes))
        for row in range(quotes.model().rowCount()):
            index = quotes.model().index(row, 0)
            assert quotes.visualRect(index).height() == quotes.look.sizeHint(_option(quotes), index).height()


def _option(view: QListView) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    option.widget = view
    return option


def test_the_head_of_a_table_goes_on_above_its_scroll_bar(qtbot: QtBot, theme: Theme) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(40, 2, view))
    configure_table(view, "Documents")
    view.resize(300, 300)
    view.show()
    qtbot.wait(20)
    bar, head = view.verticalScrollBar(), view.horizontalHeader()
    assert bar.isVisible()
    assert bar.mapTo(view, bar.rect().topLeft()).y() == head.height()
    corner = view.grab().toImage().pixelColor(view.width() - 3, head.height() // 2)
    assert corner == theme.colour("panel")


def test_a_squeezed_switch_cuts_its_words_and_a_squeezed_button_leaves_its_key_out(qtbot: QtBot, theme: Theme) -> None:
    switch = SegmentedSwitch((("a", "Missing a piece"), ("b", "To check")), "Which")
    assert switch.segment("a").minimumSizeHint().width() < switch.segment("a").sizeHint().width()
    button = QuietButton("Lay out", "workflow", "L")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    whole = button.grab().toImage()
    button.resize(button.sizeHint().width() - 30, button.height())
    tight = button.grab().toImage()
    right = [tight.pixel(tight.width() - 14, y) for y in range(tight.height())]
    assert len(set(right)) == 1  # no cap is painted over the words
    assert whole.width() > tight.width()


def test_filter_cards_show_their_whole_names(qtbot: QtBot, theme: Theme) -> None:
    panel = FilterPanel()
    qtbot.addWidget(panel)
    panel.resize(200, 600)
    panel.show()
    qtbot.wait(20)
    names = [label for label in panel.findChildren(PlainLabel) if label.text() == "Minimum sources"]
    assert names
    assert all(label.width() >= label.fontMetrics().horizontalAdvance(label.text()) for label in names)


@pytest.mark.parametrize(
    ("name", "case", "shown"),
    [
        ("Harbour_P01_member", "Harbour", "P01 member"),
        ("harbour - P01", "Harbour", "P01"),
        ("Harbourside_P01", "Harbour", "Harbourside P01"),
        ("Harbour", "Harbour", "Harbour"),
        ("Harbour_", "Harbour", "Harbour "),
        ("P04 · member", "Harbour", "P04 · member"),
        ("H-009", "", "H-009"),
        ("snake_case with words", "", "snake_case with words"),
    ],
)
def test_a_document_is_named_without_the_case_it_stands_under(name: str, case: str, shown: str) -> None:
    assert name_in_case(name, case) == shown


def test_a_label_in_a_panel_that_uses_its_whole_width_reaches_the_edges(qtbot: QtBot, theme: Theme) -> None:
    panel = SidePanel("left", 216, scrolls=False)
    label = QLabel("Interview_10.docx")
    panel.body.addWidget(label)
    qtbot.addWidget(panel)
    panel.use_whole_width()
    panel.resize(216, 200)
    panel.show()
    theme.set_scale(1.25)
    qtbot.wait(20)
    assert label.mapTo(panel, label.rect().topLeft()).x() == 0
