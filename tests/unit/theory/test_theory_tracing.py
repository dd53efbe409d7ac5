"""Walking the theory up and down, and its loops."""

from dataclasses import replace

from ipof_workbench.theory.graph import build_graph
from ipof_workbench.theory.model import TheoryLink
from ipof_workbench.theory.tracing import downstream, feedback_names, loop_names, loops, paths_between, upstream
from tests.unit.theory.example_theories import peer_forums


def test_upstream_of_an_outcome_are_its_mechanism_junction_and_contexts():
    graph = build_graph(replace(peer_forums(), links=()))
    assert upstream(graph, ["node:10:outcome"]) == {
        "node:6:mechanism",
        "junction:3",
        "node:1:context",
        "node:2:context",
    }


def test_steps_limit_how_far_one_looks():
    graph = build_graph(peer_forums())
    assert upstream(graph, ["node:10:outcome"], steps=1) == {"node:6:mechanism"}
    assert downstream(graph, ["node:4:context"], steps=2) == {"junction:7", "node:8:mechanism"}


def test_effects_travel_along_ripples_but_not_to_rivals():
    model = peer_forums()
    assert "node:10:outcome" in downstream(build_graph(model), ["node:3:context"])
    rivals = replace(model, links=(TheoryLink(1, 5, 3, "rival"),))
    assert "node:10:outcome" not in downstream(build_graph(rivals), ["node:3:context"])


def test_paths_are_found_and_absent_ones_are_none():
    graph = build_graph(peer_forums())
    assert paths_between(graph, "node:4:context", "node:12:outcome") == [
        ("node:4:context", "junction:7", "node:8:mechanism", "node:12:outcome")
    ]
    assert paths_between(graph, "node:12:outcome", "node:4:context") == []
    assert paths_between(graph, "node:99:context", "node:4:context") == []


def looped():
    model = peer_forums()
    return build_graph(replace(model, links=(TheoryLink(1, 5, 3, "ripple"), TheoryLink(2, 3, 5, "feedback"))))


def test_a_loop_is_found_once_and_begins_at_its_smallest_node():
    graph = looped()
    (loop,) = loops(graph)
    assert loop[0] == min(loop)
    assert {"junction:3", "junction:5"} <= set(loop)
    assert loop_names(graph, [loop]) == ["R1"]
    assert feedback_names(graph) == {"link:2": "R1"}


def test_a_loop_with_one_inhibition_balances():
    model = peer_forums()
    graph = build_graph(replace(model, links=(TheoryLink(1, 3, 5, "ripple"), TheoryLink(2, 5, 3, "inhibits"))))
    found = loops(graph)
    assert loop_names(graph, found) == ["B1"]


def test_without_a_way_back_there_is_no_loop():
    assert loops(build_graph(peer_forums())) == []
    assert feedback_names(build_graph(peer_forums())) == {}
