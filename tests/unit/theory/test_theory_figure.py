"""The figure: shapes by role, lines by standing, words that fit, layers, the legend and the text alternative."""

from dataclasses import replace

import pytest

from ipof_workbench.domain.appearance import ROLE_STYLES
from ipof_workbench.domain.drawing import Path, TextRun
from ipof_workbench.theory.edge_pictures import edge_width, pill_box
from ipof_workbench.theory.figure import draw_theory
from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.layout import layout
from ipof_workbench.theory.look import DARK, LIGHT, mixed
from ipof_workbench.theory.model import TheoryLink, TheoryModel
from ipof_workbench.theory.node_pictures import joined_box
from ipof_workbench.theory.outlines import node_outline
from ipof_workbench.theory.placement import NODE_HEIGHT, NODE_WIDTH
from ipof_workbench.theory.routing import clear_height, route_edges
from ipof_workbench.theory.scene import TheoryScene, role_styles
from ipof_workbench.theory.text_measure import ELLIPSIS, text_width, wrapped
from tests.unit.theory.example_theories import configuration, element, lanes, peer_forums


def drawn(model=None, **options):
    model = model or peer_forums()
    return draw_theory(model, layout(build_graph(model)), **options)


def texts(drawing, layer=None):
    return [s.text for s in drawing.shapes if isinstance(s, TextRun) and (layer is None or s.layer == layer)]


def paths(drawing, layer):
    return [s for s in drawing.shapes if isinstance(s, Path) and s.layer == layer]


def test_a_node_shows_letter_label_counts_and_kinds_of_data():
    assert texts(drawn(), "node:4:context") == ["C", "No moderator", "at night", "7 | 9 | 2", "P", "I"]


def test_a_node_without_evidence_says_so_on_paper_ground_and_is_dashed():
    drawing = drawn()
    assert "no evidence yet" in texts(drawing, "node:13:outcome")
    outline = paths(drawing, "node:13:outcome")[0]
    assert outline.fill == LIGHT.paper
    assert outline.stroke.dashes


def test_a_node_that_only_hypotheses_use_is_dashed_and_one_that_is_supported_is_not():
    drawing = drawn()
    assert paths(drawing, "node:5:context")[0].stroke.dashes
    assert not paths(drawing, "node:3:context")[0].stroke.dashes


def test_an_unwanted_outcome_carries_a_minus():
    drawing = drawn()
    assert len(paths(drawing, "node:12:outcome")) == len(paths(drawing, "node:10:outcome")) + 2


def test_an_absent_element_has_its_tile_struck_through():
    model = peer_forums()
    absent = replace(model.elements[0], polarity="absent")
    drawing = drawn(replace(model, elements=(absent, *model.elements[1:])))
    assert len(paths(drawing, absent.node)) == len(paths(drawn(), absent.node)) + 1


def test_every_role_has_an_outline_of_its_own():
    outlines = {node_outline(shape, 0, 0, NODE_WIDTH, NODE_HEIGHT) for shape in {s.shape for s in ROLE_STYLES.values()}}
    assert len(outlines) == 7


def test_the_junction_shows_number_and_conjunction():
    drawing = drawn()
    assert texts(drawing, "junction:3") == ["3", "AND"]
    assert texts(drawing, "junction:5") == ["5"]


@pytest.mark.parametrize(
    ("edge", "dashes"),
    [
        ("edge:node:6:mechanism>node:10:outcome", ()),
        ("edge:node:8:mechanism>node:12:outcome", (7.0, 3.0, 2.0, 3.0)),
        ("edge:node:9:mechanism>node:13:outcome", (7.0, 5.0)),
    ],
)
def test_the_line_style_tells_the_standing(edge, dashes):
    assert paths(drawn(), edge)[0].stroke.dashes == dashes


def test_a_rejected_configuration_has_a_dotted_line_with_a_cross():
    model = peer_forums()
    rejected = replace(model.configurations[0], status="rejected")
    drawing = drawn(replace(model, configurations=(rejected, *model.configurations[1:])))
    line, _arrow, *cross = paths(drawing, "edge:node:6:mechanism>node:10:outcome")
    assert line.stroke.dashes == (2.0, 4.0)
    assert sum(not mark.fill for mark in cross) == 2


def test_lines_grow_with_sources_between_the_thinnest_and_the_thickest():
    assert edge_width(0, 14) == 1.5
    assert edge_width(14, 3) == 5.0
    assert edge_width(7, 14) < edge_width(8, 14)
    assert edge_width(400, 400) == 5.0


def test_the_edge_to_the_outcome_carries_sources_and_codings_and_a_ripple_its_name():
    drawing = drawn()
    assert texts(drawing, "edge:node:6:mechanism>node:10:outcome") == ["10 | 14"]
    assert texts(drawing, "link:1") == ["ripple 4 | 5 | 2"]


def test_a_feedback_link_is_named_by_its_loop():
    model = peer_forums()
    links = (TheoryLink(1, 5, 3, "ripple"), TheoryLink(3, 3, 5, "feedback"))
    assert texts(drawn(replace(model, links=links)), "link:3") == ["feedback R1"]


def test_an_inhibiting_link_ends_in_a_bar():
    line, bar = paths(drawn(), "link:2")
    assert bar.fill is None
    assert bar.stroke.width > line.stroke.width


def test_the_legend_holds_what_the_figure_uses_and_nothing_else():
    words = texts(drawn())
    assert {"supported", "contested", "hypothesised", "inhibits", "configuration", "unwanted", "survey"} <= set(words)
    assert not {"refuted", "feedback", "rivals"} & set(words)
    assert "sources | codings | cases" not in texts(drawn(legend=False))


def test_the_last_line_of_the_legend_tells_the_filters():
    assert texts(drawn(note="Two cases, interviews only."))[-1] == "Two cases, interviews only."


def test_ghosted_things_fade_and_keep_their_place():
    ghosted = drawn(ghosted={"node:4:context", "junction:7"})
    plain = drawn()
    before, after = paths(plain, "node:4:context")[0], paths(ghosted, "node:4:context")[0]
    assert after.commands == before.commands
    assert after.fill == mixed(before.fill, LIGHT.paper, 0.72)
    assert (
        paths(ghosted, "edge:node:4:context>junction:7")[0].stroke
        != paths(plain, "edge:node:4:context>junction:7")[0].stroke
    )


def test_the_selected_node_has_a_ring_and_the_lines_of_its_configuration_stand_out():
    drawing = drawn(selection={"node:8:mechanism"})
    assert paths(drawing, "node:8:mechanism")[0].stroke.colour == LIGHT.focus
    assert paths(drawing, "edge:node:8:mechanism>node:12:outcome")[0].stroke.colour == LIGHT.accent
    assert paths(drawing, "junction:7")[0].fill == LIGHT.accent
    assert paths(drawing, "edge:node:6:mechanism>node:10:outcome")[0].stroke.colour == LIGHT.text2


def test_dark_figures_use_the_dark_colours_and_the_same_shapes():
    light, dark = drawn(), drawn(dark=True)
    assert dark.background == DARK.paper
    assert [type(shape) for shape in dark.shapes] == [type(shape) for shape in light.shapes]
    assert texts(dark) == texts(light)


def test_everything_lies_inside_the_box_of_the_drawing():
    for options in ({}, {"selection": {"node:12:outcome"}}):
        drawing = drawn(**options)
        right, bottom = drawing.left + drawing.width, drawing.top + drawing.height
        for shape in drawing.shapes:
            points = (
                [(shape.x, shape.y)]
                if isinstance(shape, TextRun)
                else [(command[at], command[at + 1]) for command in shape.commands for at in range(1, len(command), 2)]
            )
            assert all(drawing.left <= x <= right and drawing.top <= y <= bottom for x, y in points), shape


def test_the_text_alternative_lists_all_configurations():
    description = drawn().description
    assert all(f"Configuration {number} " in description for number in (3, 5, 7, 9))


def test_an_empty_theory_is_a_figure_of_its_lanes():
    assert [text for text in texts(drawn(TheoryModel(lanes()), legend=False)) if len(text) > 1] == [
        "Context",
        "Mechanism",
        "Outcome",
    ]


def test_roles_of_ones_own_get_styles_of_their_own():
    own = (
        *lanes()[:1],
        replace(lanes()[1], role_key="spark", letter="X"),
        replace(lanes()[2], role_key="glow", letter="G"),
    )
    styles = role_styles(TheoryModel(own))
    assert styles["spark"].letter == "X"
    assert styles["spark"].light != styles["glow"].light


def test_an_edge_over_a_lane_goes_round_the_node_in_its_way():
    elements = (element(1, "context"), element(2, "mechanism"), element(3, "outcome"))
    model = TheoryModel(lanes(), elements, (configuration(1, {"context": (1,), "outcome": (3,)}),))
    positions = {
        "node:1:context": (120.0, 100.0),
        "junction:1": (240.0, 100.0),
        "node:2:mechanism": (360.0, 100.0),
        "node:3:outcome": (600.0, 100.0),
    }
    route = route_edges(TheoryScene.of(model).edges, positions)["edge:junction:1>node:3:outcome"]
    steps = [route.at(step / 200) for step in range(201)]
    assert not [(x, y) for x, y in steps if abs(x - 360) < NODE_WIDTH / 2 and abs(y - 100) < NODE_HEIGHT / 2]
    assert route.tip == (600 - NODE_WIDTH / 2, 100)


def test_the_nearest_clear_height_is_taken():
    assert clear_height(100.0, [300.0]) == 100.0
    assert clear_height(100.0, [110.0], 40.0) == 70.0


def test_labels_wrap_to_two_even_lines_and_end_in_an_ellipsis():
    assert wrapped("No moderator at night", 123, 12.5) == ["No moderator", "at night"]
    assert wrapped("Short", 123, 12.5) == ["Short"]
    long = wrapped("People who have read for months without ever writing a single word of their own", 123, 12.5)
    assert len(long) == 2
    assert long[1].endswith(ELLIPSIS)
    assert all(text_width(line, 12.5) <= 123 for line in long)


def test_a_word_longer_than_a_line_is_broken_and_wide_letters_count_double():
    lines = wrapped("Donaudampfschifffahrtsgesellschaftskapitän", 100, 12.5)
    assert len(lines) == 2
    assert all(text_width(line, 12.5) <= 100 for line in lines)
    assert text_width("語", 10) == 10.0
    assert text_width("é", 10) == text_width("e", 10) == text_width("e\u0301", 10)


@pytest.mark.parametrize(
    ("kind", "arrows", "words"),
    [
        ("rival", 2, ["rival"]),
        ("embeds", 1, ["embeds"]),
        ("feedback", 1, ["feedback"]),
        ("ripple", 1, ["ripple"]),
        ("inhibits", 0, []),
    ],
)
def test_each_kind_of_link_has_its_own_ends_and_words(kind, arrows, words):
    drawing = drawn(replace(peer_forums(), links=(TheoryLink(8, 7, 3, kind),)))
    assert sum(bool(mark.fill) for mark in paths(drawing, "link:8")) == arrows + bool(words)
    assert texts(drawing, "link:8") == words


@pytest.mark.parametrize("below", [True, False])
def test_an_inhibiting_line_comes_from_above_or_below_or_level_and_ends_outside_the_node(below):
    model = peer_forums()
    positions = layout(build_graph(model))
    x, y = positions["node:8:mechanism"]
    heights = []
    for target in (y if below else -400.0, positions["node:3:context"][1]):
        positions["node:8:mechanism"] = (x, target)
        tip = route_edges(TheoryScene.of(model).edges, positions)["link:2"].tip
        assert abs(tip[0] - x) > NODE_WIDTH / 2 or abs(tip[1] - target) > NODE_HEIGHT / 2
        heights.append(tip[1] - target)
    assert (heights[0] < 0) is below


def test_roles_with_side_bars_are_drawn_with_them():
    model = TheoryModel(lanes("icamo"), (element(1, "intervention"), element(2, "actor")))
    drawing = drawn(model)
    assert len(paths(drawing, "node:1:intervention")) == len(paths(drawing, "node:2:actor")) + 2


def test_pills_of_lines_that_cross_do_not_cover_each_other():
    elements = tuple(element(number, "mechanism") for number in (1, 2)) + tuple(
        element(number, "outcome") for number in (3, 4)
    )
    made = tuple(
        configuration(number, {"mechanism": (source,), "outcome": (target,)})
        for number, (source, target) in enumerate(((1, 3), (1, 4), (2, 3), (2, 4)), 1)
    )
    scene = TheoryScene.of(TheoryModel(lanes(), elements, made))
    positions = layout(build_graph(scene.model))
    places = list(scene.pill_places(route_edges(scene.edges, positions), positions).values())
    assert len(places) == 4
    assert all(abs(a[0] - b[0]) > 30 or abs(a[1] - b[1]) >= 18 for at, a in enumerate(places) for b in places[at + 1 :])


def test_the_word_over_a_junction_is_not_covered_by_the_pill_of_a_rival():
    elements = (*(element(number, "context") for number in (1, 2, 3)), element(4, "mechanism"), element(5, "mechanism"))
    made = (
        configuration(1, {"context": (1,), "mechanism": (4,)}),
        configuration(2, {"context": (2, 3), "mechanism": (5,)}),
    )
    model = TheoryModel(lanes(), elements, made, (TheoryLink(1, 1, 2, "rival"),))
    scene = TheoryScene.of(model)
    positions = layout(build_graph(model))
    rival = next(edge for edge in scene.edges if edge.kind == "rival")
    place = scene.pill_places(route_edges(scene.edges, positions), positions)[rival.layer]
    pill = pill_box(scene.words[rival.layer], place)
    word = joined_box(scene.conjunctions["junction:2"], *positions["junction:2"])
    assert pill[2] <= word[0] or word[2] <= pill[0] or pill[3] <= word[1] or word[3] <= pill[1]
