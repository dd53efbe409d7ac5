"""The graph is the theory: lanes in grammar order, partial configurations, ripples, counts."""

import itertools
from dataclasses import replace

import pytest

from ipof_workbench.domain.grammars import PRESETS
from ipof_workbench.theory.checks import isolated_elements, theory_findings
from ipof_workbench.theory.description import describe_configuration, describe_element, describe_theory
from ipof_workbench.theory.graph import build_graph, conjunction, theory_edges
from ipof_workbench.theory.interchange import interchange_graph
from ipof_workbench.theory.model import (
    Standing,
    TheoryConfiguration,
    TheoryLink,
    TheoryModel,
    junction_key,
    node_key,
    parse_junction,
    parse_node,
)
from tests.unit.theory.example_theories import configuration, element, lanes, peer_forums, place


def pairs(model, kind="leads"):
    return {(edge.source, edge.target) for edge in theory_edges(model) if edge.kind == kind}


def test_contexts_lead_through_the_junction_to_mechanism_and_outcome():
    found = pairs(peer_forums())
    assert {
        ("node:1:context", "junction:3"),
        ("node:2:context", "junction:3"),
        ("junction:3", "node:6:mechanism"),
        ("node:6:mechanism", "node:10:outcome"),
    } <= found
    assert len(found) == 13


@pytest.mark.parametrize("grammar", sorted(PRESETS))
def test_every_preset_grammar_leads_role_by_role_with_the_junction_before_the_mechanism(grammar):
    roles = lanes(grammar)
    elements = tuple(element(number, role.role_key) for number, role in enumerate(roles, 1))
    whole = configuration(1, {made.role_key: (made.element,) for made in elements})
    model = TheoryModel(roles, elements, (whole,))
    keys = [made.node for made in elements]
    keys.insert(model.junction_lane, "junction:1")
    assert pairs(model) == set(itertools.pairwise(keys))
    columns = dict(build_graph(model).nodes(data="column"))
    assert [columns[key] for key in keys] == list(range(len(keys)))


def test_a_missing_role_is_stepped_over():
    elements = (element(1, "context"), element(3, "outcome"))
    model = TheoryModel(lanes(), elements, (configuration(1, {"context": (1,), "outcome": (3,)}),))
    assert pairs(model) == {("node:1:context", "junction:1"), ("junction:1", "node:3:outcome")}


def test_a_configuration_with_nothing_in_it_is_a_lone_junction():
    graph = build_graph(TheoryModel(lanes(), (), (TheoryConfiguration(1, "1"),)))
    assert list(graph) == ["junction:1"]
    assert not graph.edges


def test_an_outcome_that_is_a_context_elsewhere_joins_the_configurations_by_itself():
    elements = (element(1, "context"), element(2, "outcome"), element(2, "context"), element(3, "outcome"))
    first = configuration(1, {"context": (1,), "outcome": (2,)})
    second = configuration(2, {"context": (2,), "outcome": (3,)})
    model = TheoryModel(lanes(), elements, (first, second))
    (ripple,) = [edge for edge in theory_edges(model) if edge.kind == "ripple"]
    assert (ripple.source, ripple.target) == ("node:2:outcome", "node:2:context")
    assert ripple.configurations == (1, 2)
    assert ripple.layer == "ripple:node:2:outcome>node:2:context"


def test_a_stated_ripple_takes_the_place_of_the_automatic_one():
    elements = (element(2, "outcome"), element(9, "context"), element(2, "context"))
    first = configuration(1, {"outcome": (2,)})
    second = configuration(2, {"context": (9, 2)})
    model = TheoryModel(lanes(), elements, (first, second), (TheoryLink(4, 1, 2, "ripple"),))
    (ripple,) = [edge for edge in theory_edges(model) if edge.kind == "ripple"]
    assert (ripple.layer, ripple.target) == ("link:4", "node:2:context")


def test_an_element_that_is_context_and_outcome_of_one_configuration_only_does_not_ripple():
    elements = (element(2, "outcome"), element(2, "context"))
    model = TheoryModel(lanes(), elements, (configuration(1, {"context": (2,), "outcome": (2,)}),))
    assert not pairs(model, "ripple")


def test_links_run_between_the_nodes_that_their_kind_is_about():
    model = peer_forums()
    links = tuple(
        TheoryLink(10 + at, 5, 7, kind) for at, kind in enumerate(("inhibits", "rival", "embeds", "feedback"))
    )
    found = {edge.kind: (edge.source, edge.target) for edge in theory_edges(replace(model, links=links)) if edge.link}
    assert found == {
        "inhibits": ("node:3:context", "node:8:mechanism"),
        "rival": ("junction:5", "junction:7"),
        "embeds": ("junction:5", "junction:7"),
        "feedback": ("node:11:outcome", "node:4:context"),
    }


def test_a_link_whose_configuration_is_filtered_away_is_left_out():
    model = peer_forums()
    assert not pairs(replace(model, configurations=model.configurations[:1]), "ripple")


def shared_edge(**first_fields):
    elements = (element(1, "mechanism"), element(2, "outcome"))
    first = configuration(1, {"mechanism": (1,), "outcome": (2,)}, **first_fields)
    second = configuration(2, {"mechanism": (1,), "outcome": (2,)}, sources=5, codings=7, cases=1)
    second = replace(second, evidence=frozenset({(1, 1, 1), (2, 2, 1), (9, 3, 1)}) if first.evidence else frozenset())
    model = TheoryModel(lanes(), elements, (first, second))
    return next(edge for edge in theory_edges(model) if edge.source == "node:1:mechanism")


def test_an_edge_of_several_configurations_counts_distinct_sources_and_cases_where_the_evidence_is_known():
    edge = shared_edge(evidence=frozenset({(1, 1, 1), (3, 1, 2)}))
    assert edge.configurations == (1, 2)
    assert edge.counts == (3, 4, 2)


def test_without_the_evidence_shared_sources_are_never_counted_twice():
    assert shared_edge(sources=3, codings=5, cases=2).counts == (5, 12, 2)


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"codings": 4, "stance_counts": (("supports", 4),)}, Standing.SUPPORTED),
        ({"codings": 4, "stance_counts": (("supports", 3), ("challenges", 1))}, Standing.CONTESTED),
        ({"codings": 4, "stance_counts": (("supports_rival", 1),)}, Standing.CONTESTED),
        ({"codings": 0}, Standing.HYPOTHESISED),
        ({"codings": 4, "status": "rejected"}, Standing.REFUTED),
    ],
)
def test_the_standing_of_a_configuration_follows_its_evidence(fields, standing):
    assert TheoryConfiguration(1, "1", **fields).standing is standing


def test_a_dispute_shows_on_an_edge_that_another_configuration_supports():
    assert shared_edge(stance_counts=(("challenges", 1),)).standing is Standing.CONTESTED


@pytest.mark.parametrize(
    ("groups", "words"), [(((1, 2),), "AND"), (((1,), (2,)), "OR"), (((1, 2), (3,)), "AND, OR"), (((1,),), "")]
)
def test_the_junction_says_how_its_contexts_are_joined(groups, words):
    model = TheoryModel(lanes(), tuple(element(number, "context") for number in (1, 2, 3)))
    made = TheoryConfiguration(1, "1", places=(place(1, "context", *groups),))
    assert conjunction(model, made) == words


def test_node_keys_can_be_read_back():
    assert parse_node(node_key(12, "mechanism_resource")) == (12, "mechanism_resource")
    assert parse_junction(junction_key(7)) == 7
    assert parse_node("junction:7") is None
    assert parse_junction("node:7:context") is None


def test_the_description_tells_every_configuration_link_and_loose_element():
    model = peer_forums()
    model = replace(model, elements=(*model.elements, element(40, "context", "Written on the canvas")))
    words = describe_theory(model)
    assert "Configuration 7 (contested; 4 sources, 6 codings, 2 cases). Context: No moderator at night." in words
    assert "Configuration 5 inhibits configuration 7." in words
    assert "In no configuration: “Written on the canvas”." in words
    assert words.count("\n") == 6


def test_a_partial_configuration_is_described_with_what_is_missing():
    model = TheoryModel(lanes(), (element(1, "context", "Nights"),), (configuration(2, {"context": (1,)}),))
    assert "Context: Nights. Mechanism: missing. Outcome: missing." in describe_configuration(
        model, model.configurations[0]
    )


def test_a_node_is_described_with_its_role_its_words_and_its_volume():
    model = peer_forums()
    assert describe_element(model, model.by_node["node:12:outcome"]) == (
        "Outcome, Withdraws from writing, unwanted, 7 sources, 10 codings, 3 cases"
    )


def test_findings_name_loops_loose_elements_and_configurations_without_evidence():
    model = peer_forums()
    links = (*model.links, TheoryLink(9, 3, 5, "feedback"))
    loose = element(40, "context", "Written on the canvas")
    found = theory_findings(replace(model, links=links, elements=(*model.elements, loose)))
    assert [finding.kind for finding in found] == ["loop", "isolated", "without_evidence"]
    assert found[0].sentence.startswith("Feedback loop R1: “")
    assert found[1].nodes == ("node:40:context",)
    assert found[2].sentence == "Configuration 9 has no evidence yet."


def test_an_element_used_in_another_role_only_is_isolated_in_this_one():
    model = TheoryModel(lanes(), (element(1, "context"), element(1, "outcome")), (configuration(1, {"context": (1,)}),))
    assert isolated_elements(model) == ("node:1:outcome",)


def test_the_interchange_graph_survives_graphml(tmp_path):
    import networkx as nx

    model = peer_forums()
    model = replace(model, elements=(*model.elements, element(40, "context", "bell \x07 and é")))
    nx.write_graphml(interchange_graph(model, {"node:1:context": (10.0, 20.5)}), tmp_path / "theory.graphml")
    back = nx.read_graphml(tmp_path / "theory.graphml", force_multigraph=True)
    assert back.number_of_nodes() == 18
    assert back.nodes["node:40:context"]["label"] == "bell  and é"
    assert back.nodes["node:1:context"]["y"] == 20.5
    edge = back.edges["node:6:mechanism", "node:10:outcome", "edge:node:6:mechanism>node:10:outcome"]
    assert (edge["configurations"], edge["sources"], edge["standing"]) == ("3", 10, "supported")
