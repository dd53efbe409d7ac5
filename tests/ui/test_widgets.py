"""The small parts: what they say, what they announce, and that nothing in them reads data as markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QEnterEvent, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QTreeView, QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import ROLE_STYLES, STANCE_LOOKS
from ipof_workbench.ui.theme.tokens import LIGHT
from ipof_workbench.ui.widgets import delegates
from ipof_workbench.ui.widgets.busy_line import BusyLine
from ipof_workbench.ui.widgets.buttons import (
    Button,
    DestructiveButton,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
)
from ipof_workbench.ui.widgets.counts import Badge, CountsLabel, counts_text, counts_words
from ipof_workbench.ui.widgets.element_chip import ConnectorWord, ElementChip
from ipof_workbench.ui.widgets.flow_layout import FlowLayout
from ipof_workbench.ui.widgets.key_cap import KeyCap
from ipof_workbench.ui.widgets.notices import EmptyState, InlineError, NoticeBox
from ipof_workbench.ui.widgets.painting import draw_role_tile, draw_stance_glyph, role_shape_path
from ipof_workbench.ui.widgets.panels import PageBar, SectionHeader, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.role_tile import NumberDisc, PartsTiles, RoleTile
from ipof_workbench.ui.widgets.sentence_label import SentenceLabel, if_then_because
from ipof_workbench.ui.widgets.stance import StanceBar, StanceGlyph, StanceSwitch
from ipof_workbench.ui.widgets.switches import SegmentedSwitch, ToggleSwitch
from ipof_workbench.ui.widgets.toast import Toast

CONTEXT, MECHANISM, OUTCOME = (ROLE_STYLES[key] for key in ("context", "mechanism", "outcome"))


@pytest.fixture
def shown(qtbot, theme):
    """Shows a widget for the length of a test and returns it."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


def image_of(paint, width: int = 28, height: int = 28) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def every_widget() -> list[QWidget]:
    return [
        Button("Export", "download", "Ctrl E"),
        PrimaryButton("Close and start next", key_hint="Ctrl Enter"),
        QuietButton("Filter"),
        DestructiveButton("Delete"),
        LinkButton("Find it"),
        IconButton("undo-2", "Undo"),
        SegmentedSwitch([("a", "All"), ("b", "To check")], "Show"),
        ToggleSwitch("Case filter"),
        ElementChip(CONTEXT, "No moderator", 19),
        ConnectorWord("and"),
        RoleTile(OUTCOME),
        PartsTiles([(CONTEXT, True), (OUTCOME, False)]),
        NumberDisc("12a"),
        StanceGlyph("refines"),
        StanceBar({"supports": 3}),
        StanceSwitch(),
        KeyCap("C"),
        CountsLabel(1, 2, 3),
        Badge("Partial", True),
        BusyLine(),
    ]


def test_every_part_has_an_accessible_name_and_paints_in_both_themes(shown, theme):
    for widget in every_widget():
        shown(widget)
        interface = QAccessible.queryAccessibleInterface(widget)
        if not isinstance(widget, StanceSwitch):
            assert interface.text(QAccessible.Text.Name), type(widget).__name__
        light = widget.grab().toImage()
        theme.set_mode("dark")
        dark = widget.grab().toImage()
        theme.set_mode("light")
        if not isinstance(widget, BusyLine):
            assert light != dark, type(widget).__name__


def test_every_button_is_large_enough_to_hit(shown):
    for widget in (Button("OK"), IconButton("x", "Close"), ToggleSwitch("x"), PrimaryButton("New")):
        size = shown(widget).sizeHint()
        assert size.height() >= 28
        assert size.width() >= 28


def test_parts_grow_with_the_scale(theme, qtbot):
    for widget in (Button("Export"), ElementChip(CONTEXT, "Night"), RoleTile(CONTEXT), KeyCap("C"), Badge("Partial")):
        qtbot.addWidget(widget)
        theme.set_scale(1.0)
        small = widget.sizeHint()
        theme.set_scale(2.0)
        assert widget.sizeHint().height() == 2 * small.height(), type(widget).__name__
        assert widget.sizeHint().width() > 1.7 * small.width(), type(widget).__name__


def test_a_label_shows_markup_as_it_stands(shown):
    label = shown(PlainLabel("<b>bold</b> <img src=x>"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b> <img src=x>"


def test_a_label_that_is_cut_tells_the_whole_in_its_tooltip_without_reading_markup(shown):
    label = shown(PlainLabel("<b>No moderator</b> is present at night & nobody answers", elide=True))
    label.resize(60, 20)
    assert "&lt;b&gt;No moderator&lt;/b&gt;" in label.toolTip()
    assert "&amp;" in label.toolTip()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_disabled_button_says_why_and_forgets_it_when_enabled(shown):
    button = shown(IconButton("undo-2", "Undo", "Ctrl+Z"))
    tip = button.toolTip()
    assert "Ctrl+Z" in tip
    button.disable("There is nothing to undo.")
    assert not button.isEnabled()
    assert button.toolTip() == "There is nothing to undo."
    button.enable()
    assert button.toolTip() == tip


def test_the_focus_ring_is_for_the_keyboard_only(shown, qtbot):
    button = shown(Button("Export"))
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.ring_shown
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.ring_shown
    assert button.grab().toImage().pixelColor(button.width() // 2, 1).name().upper() == LIGHT.focus


def test_a_button_answers_to_the_space_bar(shown, qtbot):
    button = shown(PrimaryButton("Export"))
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_a_segmented_switch_announces_what_a_person_chose_only(shown, qtbot):
    switch = shown(SegmentedSwitch([("all", "All"), (7, "To check"), (None, "Other")], "Show"))
    assert switch.current() == "all"
    with qtbot.assertNotEmitted(switch.chosen):
        switch.set_current(7)
    assert switch.current() == 7
    with qtbot.waitSignal(switch.chosen) as heard:
        qtbot.mouseClick(switch.segment("all"), Qt.MouseButton.LeftButton)
    assert heard.args == ["all"]
    with qtbot.waitSignal(switch.chosen) as heard:
        qtbot.keyClick(switch.segment("all"), Qt.Key.Key_Right)
    assert heard.args == [7]


def test_a_segment_with_a_count_is_wider(shown):
    switch = shown(SegmentedSwitch([("all", "All"), ("missing", "Missing a piece")], "Show"))
    before = switch.segment("missing").sizeHint().width()
    switch.set_count("missing", 1284)
    assert switch.segment("missing").sizeHint().width() > before


def test_the_stance_switch_holds_the_five_stances(shown, qtbot):
    switch = shown(StanceSwitch())
    assert switch.stance() == "supports"
    switch.set_stance("challenges")
    assert switch.stance() == "challenges"


def test_a_toggle_turns_with_a_click(shown, qtbot):
    toggle = shown(ToggleSwitch("Case filter"))
    with qtbot.waitSignal(toggle.toggled) as heard:
        qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert heard.args == [True]


def test_a_chip_tells_role_words_state_and_count(shown):
    chip = shown(ElementChip(CONTEXT, "No moderator", 1, "absent", "Nobody moderates at night"))
    assert chip.accessibleName() == "Context, No moderator, absent, 1 coding"
    assert "Nobody moderates at night" in chip.toolTip()
    chip.set_content("Mechanism missing", None, "missing")
    assert chip.accessibleName() == "Context, Mechanism missing"


def test_the_states_of_a_chip_look_different(shown):
    pictures = [
        shown(ElementChip(MECHANISM, "Feels held", None, state)).grab().toImage()
        for state in ("present", "absent", "inhibited", "missing")
    ]
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[i + 1 :])


def test_a_chip_is_opened_and_removed_with_keys(shown, qtbot):
    chip = shown(ElementChip(CONTEXT, "Night"))
    with qtbot.waitSignal(chip.activated):
        qtbot.keyClick(chip, Qt.Key.Key_Return)
    with qtbot.waitSignal(chip.remove_requested):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_the_word_between_chips_toggles(shown, qtbot):
    word = shown(ConnectorWord("and"))
    with qtbot.waitSignal(word.toggled_to) as heard:
        qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    assert heard.args == ["or"]
    assert word.word() == "or"


def test_parts_are_told_with_what_is_missing(shown):
    tiles = shown(PartsTiles([(CONTEXT, True), (MECHANISM, False), (OUTCOME, True)]))
    assert tiles.accessibleName() == "context, outcome; mechanism missing"


def test_every_stance_glyph_looks_different():
    pictures = [
        image_of(lambda painter, key=key: draw_stance_glyph(painter, QRect(0, 0, 28, 28).toRectF(), key))
        for key in STANCE_LOOKS
    ]
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[i + 1 :])


def test_the_states_of_a_tile_look_different():
    pictures = [
        image_of(lambda painter, state=state: draw_role_tile(painter, QRect(0, 0, 28, 28).toRectF(), CONTEXT, state))
        for state in ("present", "missing", "absent", "inhibited")
    ]
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[i + 1 :])


def test_every_role_has_a_node_outline_of_its_own_inside_its_box():
    box = QRect(0, 0, 168, 62).toRectF()
    outlines = {}
    for style in ROLE_STYLES.values():
        path = role_shape_path(style.shape, box)
        assert box.adjusted(-0.01, -0.01, 0.01, 0.01).contains(path.boundingRect())
        outlines[style.shape] = path
    assert len({str(path.toFillPolygon().toList()) for path in outlines.values()}) == len(outlines)


def test_a_stance_bar_fills_its_share_of_the_width(shown):
    bar = shown(StanceBar({"supports": 10}, maximum=20))
    bar.resize(100, 8)
    image = bar.grab().toImage()
    assert image.pixelColor(10, 4).name().upper() == LIGHT.success
    assert image.pixelColor(90, 4).name().upper() != LIGHT.success
    bar.set_counts({"supports": 1, "challenges": 1})
    assert bar.accessibleName() == "1 supports, 1 challenges"
    image = bar.grab().toImage()
    assert image.pixelColor(90, 4).name().upper() == LIGHT.danger


def test_counts_come_in_threes_in_digits_and_in_words(shown):
    assert counts_text(16, 1284, 6) == "16 | 1,284 | 6"
    assert counts_words(1, 24, 1) == "1 source, 24 codings, 1 case"
    label = shown(CountsLabel(16, 24, 6))
    assert (label.text(), label.accessibleName()) == ("16 | 24 | 6", "16 sources, 24 codings, 6 cases")


def test_an_empty_state_says_one_thing_and_offers_one(shown, qtbot):
    empty = shown(EmptyState("Choose a document on the left.", "Import"))
    button = empty.findChild(Button)
    with qtbot.waitSignal(empty.action_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    empty.set_text("Nothing else.")
    assert button.isHidden()


def test_the_sentence_of_an_empty_state_wraps_in_a_narrow_panel(shown, theme):
    empty = EmptyState("No evidence yet. Select a passage of a text and code it into this configuration.", "Go to Code")
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.addWidget(empty)
    panel.resize(240, 400)
    shown(panel)
    assert panel.width() == 240
    label = empty.findChild(PlainLabel)
    assert label.width() <= empty.width()
    assert label.height() >= 3 * label.fontMetrics().height()


def test_a_notice_announces_its_link(shown, qtbot):
    notice = shown(NoticeBox("warning", "One quote may not be printed.", "Choose another"))
    with qtbot.waitSignal(notice.link_activated):
        qtbot.mouseClick(notice.findChild(LinkButton), Qt.MouseButton.LeftButton)
    assert notice.accessibleName() == "One quote may not be printed."


def test_an_error_stands_under_its_field_until_it_is_cleared(shown):
    page = QWidget()
    column = QVBoxLayout(page)
    field, error = QLineEdit(), InlineError()
    column.addWidget(field)
    column.addWidget(error)
    shown(page)
    assert error.isHidden()
    error.show_error("There is no such folder.", field)
    assert not error.isHidden()
    assert field.property("problem") is True
    error.clear(field)
    assert error.isHidden()
    assert field.property("problem") is False


def test_a_toast_goes_by_itself_stays_under_the_pointer_and_offers_undo(shown, qtbot):
    host = QWidget()
    host.resize(600, 400)
    toast = Toast(host)
    shown(host)
    toast._timer.setInterval(60)  # noqa: SLF001
    toast.announce("Deleted “Feels held”")
    assert toast.geometry().bottom() < host.height()
    toast.announce("Deleted “Feels less alone”")
    assert toast.sentence() == "Deleted “Feels less alone”"
    point = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(point, point, point))
    qtbot.wait(150)
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible())
    toast.announce("Deleted “Feels held”")
    with qtbot.waitSignal(toast.undo_requested):
        qtbot.mouseClick(toast.findChild(LinkButton), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_busy_line_does_not_flicker_for_quick_work(shown, qtbot):
    line = shown(BusyLine())
    line.start()
    line.stop()
    qtbot.wait(350)
    assert not line.is_shown()
    line.start()
    qtbot.waitUntil(line.is_shown, timeout=2000)
    line.stop()
    assert not line.is_shown()


def test_a_side_panel_folds_to_a_strip_and_opens_again(shown, qtbot):
    panel = SidePanel("right", 304)
    panel.body.addWidget(QLabel("Evidence"))
    shown(panel)
    with qtbot.waitSignal(panel.folded) as heard:
        panel.set_folded(True)
    assert heard.args == [True]
    assert panel.width() == 40
    qtbot.mouseClick(panel.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert not panel.is_folded()
    assert panel.sizeHint().width() == 304


def test_a_page_bar_is_44_high_with_title_and_controls(shown):
    bar = PageBar("Configurations")
    bar.add_right(Button("Export"))
    bar.set_subtitle("12 of 43")
    shown(bar)
    assert bar.height() == 44


def test_a_section_header_names_its_section(shown):
    header = shown(SectionHeader("Mechanism", MECHANISM, "M"))
    assert header.accessibleName() == "Mechanism"
    header.set_text("Reasoning")
    assert header.accessibleName() == "Reasoning"


def test_a_sentence_reads_as_prose_and_its_parts_lead_to_their_slots(shown, qtbot):
    label = SentenceLabel()
    styles = {"if": CONTEXT, "then": OUTCOME, "because": MECHANISM}
    label.set_parts(if_then_because("no moderator is present", "members withdraw", "", styles))
    label.resize(600, 60)
    shown(label)
    assert label.plain_text() == "If no moderator is present, then members withdraw, because mechanism missing."
    label.grab()
    with qtbot.waitSignal(label.slot_activated) as heard:
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert heard.args == ["if"]
    with qtbot.waitSignal(label.edit_requested):
        qtbot.keyClick(label, Qt.Key.Key_F2)


def test_a_sentence_needs_more_height_in_less_width(shown):
    label = SentenceLabel()
    label.set_parts(if_then_because("no moderator is present at night", "members withdraw", "they are unsure"))
    assert label.heightForWidth(150) > label.heightForWidth(900)


def test_a_flow_of_chips_goes_on_in_the_next_line(shown):
    page = QWidget()
    flow = FlowLayout(page)
    chips = [ElementChip(CONTEXT, f"Element {n}") for n in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    page.resize(260, 200)
    shown(page)
    assert chips[0].y() == chips[1].y()
    assert chips[-1].y() > chips[0].y()
    assert all(chip.geometry().right() <= 260 for chip in chips)
    assert flow.heightForWidth(260) > flow.heightForWidth(2000)
    flow.clear()
    assert flow.count() == 0


def a_table() -> QTableView:
    model = QStandardItemModel(2, 5)
    for row in range(2):
        model.setData(model.index(row, 0), row + 1)
        model.setData(model.index(row, 1), "Profile-free <b>joining</b>")
        model.setData(model.index(row, 2), [(CONTEXT, True), (OUTCOME, False)], delegates.ROLE_TILES)
        model.setData(model.index(row, 3), {"supports": 4, "challenges": 1}, delegates.ROLE_STANCE)
        model.setData(model.index(row, 4), "initial")
        model.setData(model.index(row, 4), "circle-dashed", delegates.ROLE_ICON)
    view = QTableView()
    view.setModel(model)
    model.setParent(view)
    delegates.configure_table(view, "Configurations")
    return view


def test_a_table_has_rows_of_32_with_level_rules_and_its_own_selection(shown, theme):
    view = a_table()
    view.resize(600, 200)
    shown(view)
    assert view.rowHeight(0) == 32
    assert view.accessibleName() == "Configurations"
    image = view.viewport().grab().toImage()
    assert image.pixelColor(40, 31).name().upper() == LIGHT.border
    assert image.pixelColor(view.columnWidth(0) - 1, 10).name().upper() == LIGHT.paper
    view.selectRow(1)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(view.columnWidth(0) + 2, 40).name().upper() == LIGHT.selection
    theme.set_scale(1.5)
    assert view.rowHeight(0) == 48


def test_columns_that_can_be_dragged_grow_with_the_scale_and_come_back(shown, theme):
    view = shown(a_table())
    head = view.horizontalHeader()
    head.resizeSection(0, 101)
    theme.set_scale(1.5)
    assert head.sectionSize(0) == 152
    head.resizeSection(0, 200)  # dragged at this scale
    theme.set_scale(1.0)
    assert head.sectionSize(0) == 133
    measured = lambda: head.resizeSection(1, theme.px(60))  # noqa: E731
    theme.changed.connect(measured)
    measured()
    theme.set_scale(2.0)
    assert (head.sectionSize(0), head.sectionSize(1)) == (266, 120)
    theme.changed.disconnect(measured)


def test_tiles_and_bars_are_painted_in_cells(shown):
    view = a_table()
    view.resize(620, 200)
    shown(view)
    image = view.viewport().grab().toImage()
    left = view.columnViewportPosition(2)
    tile = {image.pixelColor(x, y).name().upper() for x in range(left, left + 30) for y in range(30)}
    assert CONTEXT.light.stroke in tile
    left = view.columnViewportPosition(3)
    bar = {image.pixelColor(x, 15).name().upper() for x in range(left, left + 98)}
    assert {LIGHT.success, LIGHT.danger} <= bar


def test_a_tree_has_rows_of_26_with_counts_at_the_right(shown):
    view = QTreeView()
    model = QStandardItemModel(view)
    case = QStandardItem("Harbour")
    case.setData("6 of 9", delegates.ROLE_COUNT)
    case.setData(True, delegates.ROLE_HEADING)
    document = QStandardItem("P04")
    document.setData("mic", delegates.ROLE_ICON)
    document.setData(0.62, delegates.ROLE_PROGRESS)
    case.appendRow(document)
    model.appendRow(case)
    view.setModel(model)
    delegates.configure_tree(view, "Documents")
    view.expandAll()
    view.resize(204, 200)
    shown(view)
    assert view.visualRect(document.index()).height() == 26
    image = view.viewport().grab().toImage()
    row = view.visualRect(document.index())
    inks = {image.pixelColor(x, row.center().y()).name().upper() for x in range(row.left(), row.right())}
    assert LIGHT.accent in inks
