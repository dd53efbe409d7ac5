"""Conditions and activation in the programme theory: nodes of their own, told apart from absence."""

from __future__ import annotations

from ipof_workbench.app.commands.conditions import PutConditionInPlace
from ipof_workbench.app.commands.configurations import TakeOutOfPlace
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.theory_view import theory_drawing, theory_interchange, theory_model, theory_positions
from ipof_workbench.domain import records
from ipof_workbench.domain.drawing import TextRun
from ipof_workbench.theory.checks import isolated_elements
from ipof_workbench.theory.description import describe_element, describe_theory
from ipof_workbench.theory.graph import theory_edges
from ipof_workbench.theory.model import content_of_condition
from tests.unit.storage.hand_made_study import Study


def put(study: Study, number: str, value: str = "charity") -> records.PlaceContent:
    command = PutConditionInPlace(study.configurations[number], "context", study.attributes["host"], value)
    made: records.PlaceContent = study.do(command)
    return made


def test_a_condition_is_one_node_for_all_configurations_that_ask_for_it(study: Study) -> None:
    first = put(study, "1")
    put(study, "10")
    put(study, "2", "nhs")
    model = theory_model(study.workbench)
    conditions = {element.label: element for element in model.elements if element.is_condition}
    assert set(conditions) == {"host = charity", "host = nhs"}
    charity = conditions["host = charity"]
    assert content_of_condition(charity.element) == first.rid
    assert (charity.note, charity.role_key) == ("1 of 3 cases", "context")
    users = {edge.configurations for edge in theory_edges(model) if edge.source == charity.node}
    assert users == {(study.configurations["1"],), (study.configurations["10"],)}
    assert charity.node not in isolated_elements(model)
    assert describe_element(model, charity) == "Context, condition host = charity, met by 1 of 3 cases"
    assert "Context: anonymity and host is charity" in describe_theory(model).replace("Anonymity", "anonymity")


def test_a_condition_stays_where_it_was_dragged(study: Study) -> None:
    first = put(study, "1")
    model = theory_model(study.workbench)
    node = next(element.node for element in model.elements if element.is_condition)
    host = study.attributes["host"]
    study.do(PlaceNodes((Standing(7, 8, role_key="context", attribute=host, value="charity"),)))
    assert theory_positions(study.workbench, model)[node] == (7.0, 8.0)
    study.do(PlaceNodes((Standing(9, 8, role_key="context", attribute=host, value="charity"),)))
    assert len(study.workbench.read.find(records.DiagramPosition)) == 1
    put(study, "10")
    study.do(TakeOutOfPlace((first.rid,)))
    model = theory_model(study.workbench)
    renumbered = next(element.node for element in model.elements if element.is_condition)
    assert renumbered != node
    assert theory_positions(study.workbench, model)[renumbered] == (9.0, 8.0)
    study.do(DeleteRecords(records.AttributeDefinition, (host,)))
    assert study.workbench.read.find(records.DiagramPosition) == []


def test_figure_and_interchange_hold_the_condition(study: Study) -> None:
    put(study, "1")
    model = theory_model(study.workbench)
    node = next(element.node for element in model.elements if element.is_condition)
    assert node in theory_positions(study.workbench, model)
    graph = theory_interchange(study.workbench)
    assert (graph.nodes[node]["kind"], graph.nodes[node]["label"]) == ("condition", "host = charity")
    words = [shape.text for shape in theory_drawing(study.workbench).shapes if isinstance(shape, TextRun)]
    assert "host = charity" in words
    assert "1 of 3 cases" in words


def test_how_an_element_fires_is_told_in_figure_and_words(study: Study) -> None:
    content = study.workbench.read.find(records.PlaceContent, element=study.elements["Anonymity"])[0]
    study.do(EditFields(records.PlaceContent, content.rid, {"activation": "inhibited"}))
    model = theory_model(study.workbench)
    anonymity = next(element for element in model.elements if element.label == "Anonymity")
    assert (anonymity.polarity, anonymity.activation) == ("present", "inhibited")
    assert "inhibited" in [run.text for run in theory_drawing(study.workbench).shapes if isinstance(run, TextRun)]
    assert "anonymity (inhibited)" in describe_theory(model)
    assert describe_element(model, anonymity) == "Context, Anonymity, inhibited, 3 sources, 3 codings, 2 cases"


def test_a_node_that_fires_somewhere_fires(study: Study) -> None:
    relief = study.workbench.read.find(records.PlaceContent, element=study.elements["Relief"])
    study.do(EditFields(records.PlaceContent, relief[0].rid, {"activation": "does_not_fire"}))
    node = next(element for element in theory_model(study.workbench).elements if element.label == "Relief")
    assert node.activation == "fires"
    study.do(EditFields(records.PlaceContent, relief[1].rid, {"activation": "does_not_fire"}))
    node = next(element for element in theory_model(study.workbench).elements if element.label == "Relief")
    assert node.activation == "does_not_fire"
