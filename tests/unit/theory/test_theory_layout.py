"""The layout: lanes, few crossings, no overlaps, hand-placed nodes untouched, deterministic."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.layout import crossings, layout
from ipof_workbench.theory.model import TheoryModel
from ipof_workbench.theory.ordering import best_order, order_crossings
from ipof_workbench.theory.placement import NODE_HEIGHT, NODE_WIDTH, column_x, lane_centre, nearest_free, spaced
from tests.unit.theory.example_theories import configuration, element, lanes, peer_forums


def random_theory(seed, configurations=30, contexts=25, mechanisms=20, outcomes=15, grammar="cmo"):
    chance = random.Random(seed)
    pool = {
        role.role_key: range(
            100 * at,
            100 * at + {"context": contexts, "mechanism": mechanisms, "outcome": outcomes}.get(role.role_key, 8),
        )
        for at, role in enumerate(lanes(grammar), 1)
    }
    elements = tuple(element(number, role) for role, numbers in pool.items() for number in numbers)
    made = tuple(
        configuration(
            number, {role: tuple(chance.sample(numbers, chance.randint(0, 2))) for role, numbers in pool.items()}
        )
        for number in range(1, configurations + 1)
    )
    return TheoryModel(lanes(grammar), elements, made)


def naive(graph, junction_lane):
    heights = {}
    positions = {}
    for key, column in graph.nodes(data="column"):
        heights[column] = heights.get(column, 0) + 90
        positions[key] = (column_x(column, junction_lane), float(heights[column]))
    return positions


def overlaps(positions):
    nodes = [place for key, place in positions.items() if key.startswith("node:")]
    return [
        (a, b) for a, b in combinations(nodes, 2) if abs(a[0] - b[0]) < NODE_WIDTH and abs(a[1] - b[1]) < NODE_HEIGHT
    ]


def test_every_node_stands_in_the_middle_of_its_lane_and_junctions_between_context_and_mechanism():
    positions = layout(build_graph(peer_forums()))
    assert {positions[f"node:{number}:context"][0] for number in (1, 2, 3, 4, 5)} == {lane_centre(0)}
    assert {positions[f"node:{number}:outcome"][0] for number in (10, 11, 12, 13)} == {lane_centre(2)}
    assert positions["junction:3"][0] == (lane_centre(0) + lane_centre(1)) / 2


def test_the_theory_of_the_design_is_laid_out_without_a_crossing_and_straight():
    graph = build_graph(peer_forums())
    positions = layout(graph)
    assert crossings(graph, positions) == 0
    assert positions["junction:7"][1] == positions["node:8:mechanism"][1] == positions["node:12:outcome"][1]


@pytest.mark.parametrize("seed", range(6))
def test_a_shuffled_tree_is_laid_out_without_a_crossing(seed):
    chance = random.Random(seed)
    mechanisms, outcomes = list(range(100, 106)), list(range(200, 212))
    elements = [element(number, "context") for number in range(12)]
    elements += [element(number, "mechanism") for number in mechanisms]
    elements += [element(number, "outcome") for number in outcomes]
    chance.shuffle(elements)
    order = list(range(6))
    chance.shuffle(order)
    made = tuple(
        configuration(
            at + 1,
            {
                "context": (2 * at, 2 * at + 1),
                "mechanism": (mechanisms[at],),
                "outcome": tuple(outcomes[2 * at : 2 * at + 2]),
            },
        )
        for at in order
    )
    graph = build_graph(TheoryModel(lanes(), tuple(elements), made))
    assert crossings(graph, layout(graph)) == 0


@pytest.mark.parametrize("grammar", ["cmo", "icamo", "resource-reasoning"])
@pytest.mark.parametrize("seed", range(4))
def test_a_tangled_theory_has_fewer_crossings_than_in_the_order_it_was_written(seed, grammar):
    model = random_theory(seed, grammar=grammar)
    graph = build_graph(model)
    positions = layout(graph)
    assert crossings(graph, positions) < crossings(graph, naive(graph, model.junction_lane))
    assert not overlaps(positions)


def test_the_layout_is_always_the_same():
    assert layout(build_graph(random_theory(5))) == layout(build_graph(random_theory(5)))


def test_configurations_that_share_nothing_stand_one_under_the_other():
    positions = layout(build_graph(peer_forums()))
    parts = [
        {1, 2, 6, 10},
        {3, 7, 11},
        {4, 8, 12},
        {5, 9, 13},
    ]
    spans = []
    for part in parts:
        heights = [y for key, (_, y) in positions.items() if key.startswith("node:") and int(key.split(":")[1]) in part]
        spans.append((min(heights), max(heights)))
    assert all(before[1] < after[0] for before, after in pairwise(sorted(spans)))


def test_hand_placed_nodes_stay_and_a_new_one_stands_free_beside_its_neighbours():
    graph = build_graph(peer_forums())
    kept = {key: place for key, place in layout(graph).items() if key != "node:2:context"}
    kept["node:8:mechanism"] = (391.5, 777.25)
    positions = layout(graph, kept)
    assert all(positions[key] == place for key, place in kept.items())
    assert positions["node:2:context"][0] == lane_centre(0)
    assert abs(positions["node:2:context"][1] - positions["junction:3"][1]) < 120
    assert not overlaps(positions)


def test_new_configurations_without_a_placed_neighbour_go_underneath():
    graph = build_graph(peer_forums())
    kept = {key: place for key, place in layout(graph).items() if key in ("node:1:context", "junction:3")}
    positions = layout(graph, kept)
    assert positions["node:4:context"][1] > max(y for _, y in kept.values())
    assert set(positions) == set(graph)


def test_positions_of_things_that_are_gone_are_ignored():
    graph = build_graph(peer_forums())
    assert "node:99:context" not in layout(graph, {"node:99:context": (0.0, 0.0)})


def test_elements_in_no_configuration_are_laid_out_too():
    model = TheoryModel(lanes(), tuple(element(number, "context") for number in range(3)))
    positions = layout(build_graph(model))
    assert len({y for _, y in positions.values()}) == 3
    assert not overlaps(positions)


def test_an_empty_theory_has_an_empty_layout():
    assert layout(build_graph(TheoryModel(lanes()))) == {}


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 90)), min_size=1, max_size=30))
def test_spacing_keeps_order_and_gaps(wishes_and_gaps):
    wishes = [wish for wish, _ in wishes_and_gaps]
    gaps = [gap for _, gap in wishes_and_gaps][1:]
    places = spaced(wishes, gaps)
    assert all(after - before >= gap - 1e-6 for before, after, gap in zip(places, places[1:], gaps, strict=False))
    assert sum(places) == pytest.approx(sum(wishes), abs=1e-4)


def test_wishes_that_are_far_enough_apart_are_granted():
    assert spaced([0.0, 100.0, 250.0], [80.0, 80.0]) == [0.0, 100.0, 250.0]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 7), st.integers(2, 7))
def test_the_order_found_never_crosses_more_than_the_order_given(seed, wide, high):
    chance = random.Random(seed)
    columns = [list(range(at * high, (at + 1) * high)) for at in range(wide)]
    left, right = [[] for _ in range(wide * high)], [[] for _ in range(wide * high)]
    for at in range(wide - 1):
        for source in columns[at]:
            for target in chance.sample(columns[at + 1], chance.randint(0, 2)):
                right[source].append(target)
                left[target].append(source)
    found = best_order(columns, left, right)
    assert order_crossings(found, right) <= order_crossings(columns, right)
    assert [sorted(column) for column in found] == columns


@pytest.mark.parametrize(
    ("wish", "blocked", "found"),
    [
        (5, [], 5),
        (5, [(6, 9)], 5),
        (7, [(6, 9)], 6),
        (8, [(6, 9), (8, 12), (11, 13)], 6),
        (12, [(11, 13), (6, 9), (8, 12)], 13),
        (14, [(6, 9), (8, 12)], 14),
        (6, [(6, 9)], 6),
        (5, [(0, 4), (4.5, 6), (20, 30)], 4.5),
    ],
)
def test_the_nearest_place_outside_all_blocked_ones_is_found(wish, blocked, found):
    assert nearest_free(wish, blocked) == found
