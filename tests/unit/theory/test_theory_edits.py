"""What drawing, moving and removing lines means for the theory."""

from dataclasses import replace

import pytest

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.theory.edits import (
    NEW,
    AddLink,
    PutElement,
    RemoveLink,
    ReplaceElement,
    TakeElement,
    connect,
    disconnect,
    reconnect,
    with_element,
)
from ipof_workbench.theory.graph import theory_edges
from ipof_workbench.theory.model import TheoryModel
from tests.unit.theory.example_theories import configuration, element, lanes, peer_forums


def edge_of(model, layer):
    return next(edge for edge in theory_edges(model) if edge.layer == layer)


def loose(*more):
    return replace(peer_forums(), elements=(*peer_forums().elements, *more))


def test_a_node_drawn_to_a_junction_goes_into_its_configuration_whichever_way_round():
    model = loose(element(40, "context", "New"))
    for ends in (("node:40:context", "junction:5"), ("junction:5", "node:40:context")):
        (edit,) = connect(model, *ends)
        assert edit.changes == (PutElement(5, "context", 40),)
    assert edit.words == "Put “New” into configuration 5"


def test_two_loose_nodes_begin_a_configuration():
    model = loose(element(40, "context"), element(41, "mechanism"))
    (edit,) = connect(model, "node:40:context", "node:41:mechanism")
    assert edit.changes == (PutElement(NEW, "context", 40), PutElement(NEW, "mechanism", 41))


def test_a_loose_context_drawn_to_a_mechanism_joins_the_configuration_of_the_mechanism():
    model = loose(element(40, "context"))
    edits = connect(model, "node:40:context", "node:8:mechanism")
    assert edits[0].changes == (PutElement(7, "context", 40),)
    assert edits[-1].words == "Begin a new configuration with both"


def test_the_gap_of_a_partial_configuration_is_filled_first():
    partial = configuration(11, {"context": (1,)})
    model = peer_forums()
    model = replace(model, configurations=(*model.configurations, partial))
    edits = connect(model, "node:1:context", "node:9:mechanism")
    assert edits[0].changes == (PutElement(11, "mechanism", 9),)


def test_a_mechanism_of_two_configurations_drawn_to_a_new_outcome_leaves_the_choice():
    model = loose(element(40, "outcome"))
    second = configuration(12, {"mechanism": (6,), "outcome": (11,)})
    model = replace(model, configurations=(*model.configurations, second))
    assert [edit.changes[0] for edit in connect(model, "node:6:mechanism", "node:40:outcome")] == [
        PutElement(3, "outcome", 40),
        PutElement(12, "outcome", 40),
        PutElement(NEW, "mechanism", 6),
    ]


def test_two_contexts_drawn_together_stand_in_one_configuration():
    model = loose(element(40, "context"))
    assert connect(model, "node:40:context", "node:4:context")[0].changes == (PutElement(7, "context", 40),)


def test_an_outcome_drawn_to_a_context_ripples():
    (edit,) = connect(peer_forums(), "node:12:outcome", "node:5:context")
    assert edit.changes == (AddLink(7, 9, "ripple"),)


def test_an_outcome_in_no_configuration_cannot_ripple():
    with pytest.raises(RefusedChange, match="A ripple joins two configurations"):
        connect(loose(element(40, "outcome")), "node:40:outcome", "node:5:context")


def test_an_outcome_of_elsewhere_drawn_to_a_junction_becomes_a_context_there():
    (edit,) = connect(peer_forums(), "node:12:outcome", "junction:9")
    assert edit.changes == (PutElement(9, "context", 12),)
    (own,) = connect(loose(element(40, "outcome")), "node:40:outcome", "junction:9")
    assert own.changes == (PutElement(9, "outcome", 40),)


def test_two_junctions_are_linked_and_the_kind_is_still_to_be_chosen():
    (edit,) = connect(peer_forums(), "junction:5", "junction:7")
    assert edit.changes == (AddLink(5, 7, ""),)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (("node:1:context", "node:1:context"), "cannot be connected with itself"),
        (("node:4:context", "node:8:mechanism"), "joined already, in configuration 7"),
    ],
)
def test_what_is_one_or_joined_already_is_refused(ends, words):
    with pytest.raises(RefusedChange, match=words):
        connect(peer_forums(), *ends)


def test_an_element_can_be_connected_before_the_model_knows_it():
    new = element(40, "mechanism", "New")
    edits = connect(with_element(peer_forums(), new), "node:4:context", new.node)
    assert edits[0].changes == (PutElement(7, "mechanism", 40),)


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        ("edge:node:1:context>junction:3", TakeElement(3, "context", 1)),
        ("edge:junction:3>node:6:mechanism", TakeElement(3, "mechanism", 6)),
        ("edge:node:6:mechanism>node:10:outcome", TakeElement(3, "outcome", 10)),
        ("link:2", RemoveLink(2)),
    ],
)
def test_removing_a_line_takes_its_far_end_out_of_the_configuration(layer, change):
    model = peer_forums()
    assert disconnect(model, edge_of(model, layer)).changes == (change,)


def test_removing_a_shared_line_takes_the_element_out_of_all_its_configurations():
    elements = (element(1, "mechanism", "Trust"), element(2, "outcome", "Stays"))
    both = tuple(configuration(number, {"mechanism": (1,), "outcome": (2,)}) for number in (1, 2))
    model = TheoryModel(lanes(), elements, both)
    edit = disconnect(model, edge_of(model, "edge:node:1:mechanism>node:2:outcome"))
    assert edit.changes == (TakeElement(1, "outcome", 2), TakeElement(2, "outcome", 2))
    assert edit.words == "Take “Stays” out of configuration 1, 2"


def test_removing_an_automatic_ripple_takes_the_context_out_where_it_is_one():
    elements = (element(2, "outcome"), element(2, "context"))
    first, second = configuration(1, {"outcome": (2,)}), configuration(2, {"context": (2,)})
    model = TheoryModel(lanes(), elements, (first, second))
    edit = disconnect(model, edge_of(model, "ripple:node:2:outcome>node:2:context"))
    assert edit.changes == (TakeElement(2, "context", 2),)


def test_an_end_moved_to_a_node_of_the_same_role_replaces_the_element():
    model = peer_forums()
    edge = edge_of(model, "edge:node:8:mechanism>node:12:outcome")
    assert reconnect(model, edge, "node:8:mechanism", "node:13:outcome").changes == (
        ReplaceElement(7, "outcome", 12, 13),
    )
    assert reconnect(model, edge, "node:9:mechanism", "node:12:outcome").changes == (
        ReplaceElement(7, "mechanism", 8, 9),
    )


def test_an_end_moved_to_another_junction_moves_the_element_there():
    model = peer_forums()
    edge = edge_of(model, "edge:node:4:context>junction:7")
    assert reconnect(model, edge, "node:4:context", "junction:9").changes == (
        TakeElement(7, "context", 4),
        PutElement(9, "context", 4),
    )


def test_the_end_of_a_link_moved_to_another_configuration_links_that_one():
    model = peer_forums()
    edge = edge_of(model, "link:2")
    assert reconnect(model, edge, edge.source, "node:9:mechanism").changes == (RemoveLink(2), AddLink(5, 9, "inhibits"))
    assert reconnect(model, edge, "junction:9", edge.target).changes == (RemoveLink(2), AddLink(9, 7, "inhibits"))


@pytest.mark.parametrize(
    ("layer", "ends", "words"),
    [
        ("edge:node:8:mechanism>node:12:outcome", ("node:8:mechanism", "node:1:context"), "on another outcome"),
        ("edge:node:8:mechanism>node:12:outcome", ("node:8:mechanism", "junction:3"), "of the same kind"),
        ("edge:node:8:mechanism>node:12:outcome", ("node:12:outcome", "node:12:outcome"), "begin and end"),
        ("link:2", ("node:3:context", "junction:5"), "something of another one"),
    ],
)
def test_an_end_dropped_where_it_makes_no_sense_is_refused(layer, ends, words):
    model = peer_forums()
    with pytest.raises(RefusedChange, match=words):
        reconnect(model, edge_of(model, layer), *ends)


def test_the_end_of_an_automatic_ripple_cannot_be_moved():
    elements = (element(2, "outcome"), element(2, "context"), element(3, "context"))
    first, second = configuration(1, {"outcome": (2,)}), configuration(2, {"context": (2,)})
    model = TheoryModel(lanes(), elements, (first, second))
    with pytest.raises(RefusedChange, match="comes from the element itself"):
        reconnect(model, edge_of(model, "ripple:node:2:outcome>node:2:context"), "node:2:outcome", "node:3:context")
