"""A filter ghosts or hides; it never changes the theory."""

from dataclasses import replace

from ipof_workbench.theory.filtering import merged_counts, outside, without
from ipof_workbench.theory.graph import build_graph
from tests.unit.theory.example_theories import element, peer_forums


def under_a_filter():
    """Only configuration 5 keeps evidence; the element counts shrink with it."""
    model = peer_forums()
    kept = tuple(
        made if made.configuration == 5 else replace(made, sources=0, codings=0) for made in model.configurations
    )
    counted = tuple(replace(made, sources=1, codings=2) for made in model.elements if made.element in (3, 7, 11))
    return replace(model, elements=counted, configurations=kept)


def test_what_has_no_evidence_under_the_filter_is_outside():
    left_out = outside(peer_forums(), under_a_filter(), needs_evidence=True)
    assert "junction:5" not in left_out
    assert {"junction:3", "node:1:context", "node:10:outcome"} <= left_out
    assert not {"node:3:context", "node:7:mechanism", "node:11:outcome"} & left_out


def test_a_filter_that_asks_for_no_evidence_keeps_hypotheses():
    model = peer_forums()
    passing = replace(model, configurations=model.configurations[3:])
    left_out = outside(model, passing, needs_evidence=False)
    assert "junction:9" not in left_out
    assert "node:13:outcome" not in left_out
    assert "junction:3" in left_out


def test_the_minimum_of_sources_is_kept_to():
    model = peer_forums()
    assert {"junction:7", "junction:9"} == {
        key for key in outside(model, model, needs_evidence=False, minimum_sources=5) if key.startswith("junction")
    }


def test_a_loose_element_passes_by_its_own_evidence():
    model = replace(
        peer_forums(), elements=(element(40, "context", codings=2, sources=1), element(41, "context", sources=0))
    )
    left_out = outside(model, model, needs_evidence=True)
    assert "node:40:context" not in left_out
    assert "node:41:context" in left_out


def test_counts_are_those_under_the_filter_and_nothing_is_lost():
    whole = peer_forums()
    merged = merged_counts(whole, under_a_filter())
    assert [made.node for made in merged.elements] == [made.node for made in whole.elements]
    assert merged.by_node["node:3:context"].codings == 2
    assert merged.by_node["node:1:context"].codings == 0


def test_hidden_things_are_gone_with_their_lines():
    model = without(peer_forums(), frozenset({"junction:3", "node:1:context"}))
    graph = build_graph(model)
    assert "node:1:context" not in graph
    assert not any("junction:3" in pair for pair in graph.edges())
    assert "node:2:context" in graph
