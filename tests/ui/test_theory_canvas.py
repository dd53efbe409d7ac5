"""The canvas shows the theory and asks for changes; it makes none itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest

from ipof_workbench.domain.appearance import role_style
from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.layout import layout
from ipof_workbench.theory.model import TheoryModel
from ipof_workbench.theory.placement import NODE_WIDTH, lane_centre
from ipof_workbench.ui.theory.canvas import TheoryCanvas
from ipof_workbench.ui.theory.requests import (
    AddElement,
    Connect,
    DeleteSelection,
    LayOut,
    MoveNodes,
    Reconnect,
    RenameElement,
    ShowEvidence,
)
from tests.unit.theory.example_theories import element, lanes, peer_forums

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
EDGE = "edge:node:8:mechanism>node:12:outcome"


@pytest.fixture
def canvas(qtbot, theme) -> TheoryCanvas:
    model = peer_forums()
    made = TheoryCanvas()
    qtbot.addWidget(made)
    made.resize(900, 720)
    made.show()
    made.show_theory(model, layout(build_graph(model)), note="All cases.")
    made.setFocus()
    return made


@pytest.fixture
def asked(canvas):
    requests = []
    canvas.requested.connect(requests.append)
    return requests


def at(canvas, key, across=0.0, down=0.0):
    x, y = canvas.positions()[key]
    return canvas.mapFromScene(QPointF(x + across, y + down))


def drag(canvas, start: QPoint, end: QPoint, held=NONE, button=LEFT):
    QTest.mousePress(canvas.viewport(), button, held, start)
    middle = (start + end) / 2
    for point in (middle, end):
        canvas.mouseMoveEvent(_moved(canvas, point, button))
    canvas.viewport().repaint()
    QTest.mouseRelease(canvas.viewport(), button, held, end)


def _moved(canvas, point, button):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    where = QPointF(point)
    return QMouseEvent(
        QEvent.Type.MouseMove, where, canvas.viewport().mapToGlobal(where), Qt.MouseButton.NoButton, button, NONE
    )


def click(canvas, point, held=NONE):
    QTest.mouseClick(canvas.viewport(), LEFT, held, point)


def test_a_click_selects_a_node_and_tells_so(canvas, qtbot):
    with qtbot.waitSignal(canvas.selection_changed) as told:
        click(canvas, at(canvas, "node:8:mechanism"))
    assert told.args[0].nodes == ("node:8:mechanism",)
    assert "Mechanism, Unsure what is allowed, 4 sources, 6 codings, 2 cases" in canvas.accessibleDescription()


def test_shift_adds_control_takes_away_and_a_click_on_empty_ground_clears(canvas):
    click(canvas, at(canvas, "node:8:mechanism"))
    click(canvas, at(canvas, "junction:3"), SHIFT)
    click(canvas, at(canvas, "node:1:context"), CONTROL)
    assert canvas.selection().keys == {"node:8:mechanism", "junction:3", "node:1:context"}
    click(canvas, at(canvas, "node:1:context"), CONTROL)
    assert canvas.selection().keys == {"node:8:mechanism", "junction:3"}
    click(canvas, QPoint(880, 300))
    assert not canvas.selection()


def test_a_click_on_a_line_selects_the_edge(canvas):
    x, y = canvas.positions()["node:8:mechanism"]
    click(canvas, canvas.mapFromScene(QPointF(x + NODE_WIDTH / 2 + 8, y)))
    assert canvas.selection().edges == (EDGE,)


def test_a_rubber_band_selects_what_it_touches_and_shift_keeps_the_rest(canvas):
    click(canvas, at(canvas, "node:13:outcome"))
    start = at(canvas, "node:1:context", -96, -40)
    drag(canvas, start, at(canvas, "node:2:context", 40, 10), SHIFT)
    assert canvas.selection().keys == {"node:13:outcome", "node:1:context", "node:2:context"}


def test_a_drag_moves_the_node_and_asks_to_keep_it_there(canvas, asked):
    before = dict(canvas.positions())
    start = at(canvas, "node:8:mechanism")
    drag(canvas, start, start + QPoint(30, 42))
    (request,) = asked
    x, y = before["node:8:mechanism"]
    assert request == MoveNodes({"node:8:mechanism": (x + 30, y + 42)})
    assert canvas.positions()["node:8:mechanism"] == (x + 30, y + 42)
    assert canvas.positions()["node:6:mechanism"] == before["node:6:mechanism"]


def test_a_drag_near_the_middle_of_a_lane_snaps_to_it(canvas, asked):
    start = at(canvas, "node:8:mechanism")
    drag(canvas, start, start + QPoint(5, 60))
    assert asked[0].positions["node:8:mechanism"][0] == lane_centre(1)


def test_several_selected_nodes_move_together(canvas, asked):
    click(canvas, at(canvas, "node:8:mechanism"))
    click(canvas, at(canvas, "junction:7"), SHIFT)
    start = at(canvas, "node:8:mechanism", 20, 0)
    drag(canvas, start, start + QPoint(40, 24))
    assert set(asked[0].positions) == {"node:8:mechanism", "junction:7"}


def test_a_tremble_of_the_hand_moves_nothing(canvas, asked):
    start = at(canvas, "node:8:mechanism")
    drag(canvas, start, start + QPoint(2, 1))
    assert asked == []


def test_escape_during_a_drag_leaves_the_node_where_it_was(canvas, asked):
    before = dict(canvas.positions())
    start = at(canvas, "node:8:mechanism")
    QTest.mousePress(canvas.viewport(), LEFT, NONE, start)
    canvas.mouseMoveEvent(_moved(canvas, start + QPoint(50, 50), LEFT))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, start + QPoint(50, 50))
    assert asked == []
    assert canvas.positions() == before


def test_while_dragging_only_the_moved_node_is_painted_anew(canvas):
    start = at(canvas, "node:8:mechanism")
    canvas.select({"node:8:mechanism"})
    QTest.mousePress(canvas.viewport(), LEFT, NONE, start)
    canvas.mouseMoveEvent(_moved(canvas, start + QPoint(20, 30), LEFT))
    painted = []
    for key in ("node:1:context", "node:8:mechanism"):
        item = canvas.node_item(key)
        item.paint_at = lambda painter, detail, key=key: painted.append(key)
    canvas.mouseMoveEvent(_moved(canvas, start + QPoint(30, 40), LEFT))
    canvas.viewport().repaint()
    assert painted == ["node:8:mechanism"]


def test_a_drag_from_the_handle_to_another_node_asks_to_connect(canvas, asked):
    canvas.select({"node:4:context"})
    drag(canvas, at(canvas, "node:4:context", NODE_WIDTH / 2 + 3), at(canvas, "node:9:mechanism"))
    (request,) = asked
    assert (request.from_node, request.to_node) == ("node:4:context", "node:9:mechanism")


def test_a_drag_from_the_handle_to_empty_ground_writes_a_new_element_there(canvas, asked):
    canvas.select({"node:13:outcome"})
    canvas.set_zoom(0.6)
    canvas.select({"node:9:mechanism"})
    drag(canvas, at(canvas, "node:9:mechanism", NODE_WIDTH / 2 + 3), at(canvas, "node:13:outcome", 0, 90))
    assert canvas.editor().is_open()
    QTest.keyClicks(canvas.editor(), "Reads only")
    QTest.keyClick(canvas.editor(), Qt.Key.Key_Return)
    (request,) = asked
    assert isinstance(request, AddElement)
    assert (request.role_key, request.label, request.connect_from) == ("outcome", "Reads only", "node:9:mechanism")


def test_in_connect_mode_a_drag_from_any_node_connects(canvas, asked):
    canvas.set_mode("connect")
    drag(canvas, at(canvas, "node:4:context"), at(canvas, "junction:9"))
    assert isinstance(asked[0], Connect)
    assert asked[0].to_node == "junction:9"


def test_the_end_of_a_selected_edge_can_be_moved_to_another_node(canvas, asked):
    canvas.select({EDGE})
    start = at(canvas, "node:12:outcome", -NODE_WIDTH / 2)
    drag(canvas, start, at(canvas, "node:11:outcome"))
    assert asked == [Reconnect(EDGE, "node:8:mechanism", "node:11:outcome")]


def test_the_beginning_of_a_selected_edge_can_be_moved_too(canvas, asked):
    canvas.select({EDGE})
    drag(canvas, at(canvas, "node:8:mechanism", NODE_WIDTH / 2), at(canvas, "node:9:mechanism"))
    assert asked == [Reconnect(EDGE, "node:9:mechanism", "node:12:outcome")]


def test_double_click_on_a_node_renames_its_element(canvas, asked):
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, at(canvas, "node:8:mechanism"))
    assert canvas.editor().text() == "Unsure what is allowed"
    canvas.editor().clear()
    QTest.keyClicks(canvas.editor(), "Afraid to break a rule")
    QTest.keyClick(canvas.editor(), Qt.Key.Key_Return)
    assert asked == [RenameElement(8, "Afraid to break a rule")]
    assert not canvas.editor().isVisible()


def test_f2_opens_the_same_editor_and_escape_changes_nothing(canvas, asked):
    canvas.select({"node:8:mechanism"})
    QTest.keyClick(canvas, Qt.Key.Key_F2)
    QTest.keyClicks(canvas.editor(), "Something else")
    QTest.keyClick(canvas.editor(), Qt.Key.Key_Escape)
    assert asked == []
    assert canvas.selection().nodes == ("node:8:mechanism",)


def test_double_click_on_an_empty_lane_writes_an_element_of_its_role(canvas, asked):
    point = at(canvas, "node:9:mechanism", 0, 62)
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, point)
    QTest.keyClicks(canvas.editor(), "  Trusts   the group ")
    QTest.keyClick(canvas.editor(), Qt.Key.Key_Return)
    (request,) = asked
    assert (request.role_key, request.label, request.connect_from) == ("mechanism", "Trusts the group", "")


def test_an_empty_name_writes_nothing(canvas, asked):
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, at(canvas, "node:9:mechanism", 0, 62))
    QTest.keyClick(canvas.editor(), Qt.Key.Key_Return)
    assert asked == []


def test_double_click_on_a_junction_shows_its_evidence(canvas, asked):
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, at(canvas, "junction:7"))
    (request,) = asked
    assert isinstance(request, ShowEvidence)
    assert request.selection.junctions == ("junction:7",)


def test_tab_on_a_node_writes_what_follows_in_the_next_lane(canvas, asked):
    canvas.select({"node:4:context"})
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    QTest.keyClicks(canvas.editor(), "Holds back")
    QTest.keyClick(canvas.editor(), Qt.Key.Key_Return)
    (request,) = asked
    assert (request.role_key, request.connect_from) == ("mechanism", "node:4:context")


def test_delete_asks_for_everything_selected(canvas, asked):
    canvas.select({"node:8:mechanism", "junction:7", EDGE})
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert asked == [DeleteSelection(("node:8:mechanism",), (EDGE,), ("junction:7",))]


def test_delete_without_a_selection_asks_for_nothing(canvas, asked):
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert asked == []


def test_arrows_walk_along_edges_and_up_and_down_the_lane(canvas):
    canvas.select({"node:4:context"})
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
        walked.append(next(iter(canvas.selection().keys)))
    assert walked == ["junction:7", "node:8:mechanism", "node:12:outcome", "node:13:outcome", "node:9:mechanism"]


def test_the_first_arrow_selects_the_first_node(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.selection().nodes == ("node:1:context",)


def test_control_and_arrows_nudge_the_selected_node(canvas, asked):
    canvas.select({"node:4:context"})
    x, y = canvas.positions()["node:4:context"]
    QTest.keyClick(canvas, Qt.Key.Key_Down, CONTROL)
    assert asked == [MoveNodes({"node:4:context": (x, y + 8)})]


def test_l_asks_for_a_layout_and_enter_for_the_evidence(canvas, asked):
    canvas.select({"junction:3"})
    QTest.keyClick(canvas, Qt.Key.Key_L)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [type(request) for request in asked] == [LayOut, ShowEvidence]


def test_control_a_selects_every_node_and_escape_none(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_A, CONTROL)
    assert len(canvas.selection().keys) == 17
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.selection()


def test_control_l_connects_the_selected_nodes_with_the_rightmost(canvas, asked):
    canvas.select({"node:4:context", "node:5:context", "node:9:mechanism"})
    QTest.keyClick(canvas, Qt.Key.Key_L, CONTROL)
    assert {(request.from_node, request.to_node) for request in asked} == {
        ("node:4:context", "node:9:mechanism"),
        ("node:5:context", "node:9:mechanism"),
    }


def test_slash_jumps_to_a_node_while_typing(canvas):
    QTest.keyClicks(canvas, "/")
    jump = canvas.findChild(object, "theoryJump")
    assert jump.isVisible()
    QTest.keyClicks(jump, "moder night")
    assert canvas.selection().nodes == ("node:4:context",)
    QTest.keyClick(jump, Qt.Key.Key_Return)
    assert not jump.isVisible()
    assert canvas.hasFocus()


def wheel(canvas, point, turn):
    where = QPointF(point)
    event = QWheelEvent(
        where,
        canvas.viewport().mapToGlobal(where),
        QPoint(0, 0),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    canvas.wheelEvent(event)


def test_the_wheel_zooms_at_the_pointer(canvas):
    point = at(canvas, "node:8:mechanism")
    before = canvas.mapToScene(point)
    wheel(canvas, point, 240)
    after = canvas.mapToScene(point)
    assert canvas.zoom() > 1.2
    assert (after - before).manhattanLength() < 2.5


def test_zoom_stays_between_its_limits_and_tells_its_changes(canvas, qtbot):
    with qtbot.waitSignal(canvas.zoom_changed) as told:
        canvas.zoom_by(1000)
    assert told.args[0] == canvas.zoom() == 3.0
    canvas.zoom_by(0.0001)
    assert canvas.zoom() == pytest.approx(0.08)


def test_control_0_is_100_percent_and_control_1_shows_everything(canvas):
    canvas.set_zoom(2.5)
    QTest.keyClick(canvas, Qt.Key.Key_1, CONTROL)
    visible = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert all(visible.contains(QPointF(x, y)) for x, y in canvas.positions().values())
    QTest.keyClick(canvas, Qt.Key.Key_0, CONTROL)
    assert canvas.zoom() == 1.0


@pytest.mark.parametrize("button", [MIDDLE, LEFT])
def test_the_middle_button_or_space_pans(canvas, asked, button):
    canvas.set_zoom(1.5)
    before = canvas.mapToScene(QPoint(0, 0))
    if button == LEFT:
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    drag(canvas, QPoint(400, 300), QPoint(340, 260), button=button)
    moved = canvas.mapToScene(QPoint(0, 0)) - before
    assert (moved.x(), moved.y()) == (pytest.approx(40, abs=1), pytest.approx(40 / 1.5, abs=1))
    assert asked == []


def test_what_is_gone_is_no_longer_selected_and_the_rest_stays_so(canvas):
    model = peer_forums()
    canvas.select({"node:8:mechanism", "node:1:context"})
    less = replace(model, elements=tuple(made for made in model.elements if made.element != 8))
    canvas.show_theory(less, layout(build_graph(less)))
    assert canvas.selection().nodes == ("node:1:context",)
    with pytest.raises(KeyError):
        canvas.node_item("node:8:mechanism")


def test_a_renamed_element_is_painted_with_its_new_name(canvas):
    model = peer_forums()
    before = picture(canvas)
    elements = tuple(replace(made, label="Wholly new") if made.element == 8 else made for made in model.elements)
    canvas.show_theory(replace(model, elements=elements), layout(build_graph(model)), note="All cases.")
    assert picture(canvas) != before


def picture(canvas) -> QImage:
    return canvas.grab().toImage()


def test_the_canvas_follows_the_theme(canvas, theme):
    light = picture(canvas)
    theme.set_mode("dark")
    dark = picture(canvas)
    assert light.pixelColor(895, 300).lightness() > 200
    assert dark.pixelColor(895, 300).lightness() < 60


@pytest.mark.parametrize("zoom", [0.55, 0.3, 0.1])
def test_less_is_painted_from_further_away(canvas, zoom):
    full = texts_painted(canvas, 1.0)
    assert texts_painted(canvas, zoom) < full


def texts_painted(canvas, zoom):
    from ipof_workbench.ui.theory.items import BLOCK_DETAIL, FULL_DETAIL, TILE_DETAIL

    item = canvas.node_item("node:8:mechanism")
    level = sum(zoom >= least for least in (BLOCK_DETAIL, TILE_DETAIL, FULL_DETAIL))
    canvas.set_zoom(zoom)
    canvas.viewport().repaint()
    return len(item._shapes(level)) if level else 0  # noqa: SLF001


def test_legend_and_map_fold_to_their_titles(canvas):
    legend, chart = canvas.findChild(object, "theoryLegend"), canvas.findChild(object, "theoryMap")
    open_heights = legend.height(), chart.height()
    legend.set_folded(True)
    chart.set_folded(True)
    assert (legend.height(), chart.height()) == (28, 28)
    legend.set_folded(False)
    chart.set_folded(False)
    assert (legend.height(), chart.height()) == open_heights


def test_a_click_on_the_map_goes_there(canvas):
    canvas.set_zoom(2.0)
    canvas.viewport().repaint()
    chart = canvas.findChild(object, "theoryMap")
    chart.repaint()
    before = canvas.mapToScene(canvas.viewport().rect().center())
    QTest.mouseClick(chart, LEFT, NONE, QPoint(chart.width() - 40, chart.height() - 20))
    after = canvas.mapToScene(canvas.viewport().rect().center())
    assert after.y() > before.y()


def test_an_empty_theory_says_what_to_do(canvas):
    canvas.show_theory(TheoryModel(lanes()), {})
    assert canvas.accessibleDescription().startswith("No element yet.")
    assert not canvas.findChild(object, "theoryLegend").isVisible()


def test_a_loose_element_can_be_shown_and_selected(canvas):
    model = TheoryModel(lanes(), (element(1, "context", "Alone"),))
    canvas.show_theory(model, layout(build_graph(model)))
    click(canvas, at(canvas, "node:1:context"))
    assert canvas.selection().nodes == ("node:1:context",)


def test_legend_and_map_begin_folded_on_a_narrow_canvas_and_stay_as_they_are_chosen(canvas):
    legend = canvas.findChild(object, "theoryLegend")
    assert not legend.is_folded()
    canvas.resize(640, 500)
    assert legend.is_folded()
    legend.set_folded(False)
    canvas.resize(600, 500)
    assert not legend.is_folded()


def test_pictures_that_are_kept_are_those_a_fresh_canvas_would_paint(qtbot, theme, canvas):
    """Selecting, moving and showing another state make anew only what looks otherwise: nothing else may show."""
    model = peer_forums()
    places = layout(build_graph(model))
    keys = sorted(places)
    edge = canvas.theory_scene().edges[0]
    moved = {keys[1]: (places[keys[1]][0] + 40, places[keys[1]][1] + 60)}
    for selection, ghosted, lying in (
        ({keys[0]}, (), places),
        ({keys[2], edge.layer}, (), places),
        ({keys[2]}, (keys[0],), places | moved),
        (set(), (), places | moved),
        ({keys[1]}, (), places),
    ):
        canvas.show_theory(model, lying, ghosted=ghosted)
        canvas.select(selection)
        fresh = TheoryCanvas()
        qtbot.addWidget(fresh)
        fresh.resize(canvas.size())
        fresh.show()
        fresh.show_theory(model, lying, ghosted=ghosted)
        fresh.select(selection)
        for each in (canvas, fresh):
            each.fit()
        assert canvas.viewport().grab().toImage() == fresh.viewport().grab().toImage(), (selection, ghosted)


def test_a_role_that_looks_otherwise_now_is_painted_so(canvas):
    model = peer_forums()
    node = next(each.node for each in model.elements if each.role_key == "outcome")
    before = canvas.node_item(node).picture()
    roles = tuple(
        replace(role, style=role_style("context")) if role.role_key == "outcome" else role for role in model.roles
    )
    canvas.show_theory(replace(model, roles=roles), canvas.positions())
    after = canvas.node_item(node).picture()
    assert after != before
    assert after == canvas.theory_scene().node_picture(node, 0.0, 0.0)
