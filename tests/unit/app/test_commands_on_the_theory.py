"""What coding, elements, configurations, evidence, statements and diagrams do to the project."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.coding import CodedPassage, CodePassage, CodeThematically, NameCodedElement
from ipof_workbench.app.commands.configurations import (
    AddConfiguration,
    DuplicateConfiguration,
    LinkConfigurations,
    PutInPlace,
    RemoveFromConfiguration,
    ReplaceInPlace,
    TakeOutOfPlace,
)
from ipof_workbench.app.commands.diagrams import PlaceNodes, Standing
from ipof_workbench.app.commands.element_lineage import MergeElements
from ipof_workbench.app.commands.elements import AddElement, RenameElement
from ipof_workbench.app.commands.evidence import AddEvidence, SetStance, SetStrength
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.statements import AddStatement, ExpressStatement
from ipof_workbench.app.commands.together import Together
from ipof_workbench.domain import records
from tests.unit.storage.hand_made_study import Study


def label_of_last_step(study: Study) -> str:
    return study.workbench.history()[0].label


def contents(study: Study, number: str, role_key: str) -> list[list[str]]:
    """Return what stands in a role of a configuration: alternatives of labels."""
    detail = study.workbench.read.configuration(study.configurations[number])
    place = next(place for place in detail.places if place.role.key == role_key)
    return [[content.label for content in group] for group in place.alternatives]


def element(study: Study, rid: int) -> records.Element:
    return study.workbench.read.get(records.Element, rid)


# --- coding


def test_coding_makes_the_coding_the_place_and_the_evidence_in_one_step(study: Study) -> None:
    steps = len(study.workbench.history())
    made: CodedPassage = study.do(CodePassage(*study.passage("post", "again"), "mechanism", study.configurations["2"]))
    assert len(study.workbench.history()) == steps + 1
    row = study.workbench.read.coding(made.coding)
    assert row is not None
    assert (row.quote, row.role_key, row.element_label, row.element_named) == ("again", "mechanism", "again", False)
    assert [(ref.number, ref.stance, ref.evidence) for ref in row.configurations] == [("2", "supports", made.evidence)]
    assert contents(study, "2", "mechanism") == [["again"]]
    evidence = study.workbench.read.get(records.Evidence, made.evidence)
    draft = study.workbench.read.configuration(study.configurations["2"]).draft
    assert (evidence.place, evidence.version, evidence.configuration) == (made.place, draft, None)
    assert label_of_last_step(study) == "Coded “again” as mechanism of 2"


def test_coding_without_a_configuration_starts_the_next_one(study: Study) -> None:
    made = study.do(CodePassage(*study.passage("post", "again"), "outcome", label=" Posting "))
    configuration = study.workbench.read.get(records.Configuration, made.configuration)
    assert configuration.number == "11"
    assert element(study, made.element).label == "Posting"
    assert [row.label for row in study.workbench.read.elements(words="Posting")] == ["Posting"]


def test_a_name_that_is_known_means_the_known_element_whatever_its_case(study: Study) -> None:
    made = study.do(CodePassage(*study.passage("post", "again"), "outcome", label="ANONYMITY"))
    assert made.element == study.elements["Anonymity"]
    assert study.workbench.read.summary().elements == 3


def test_a_second_coding_of_an_element_in_its_place_adds_evidence_only(study: Study) -> None:
    study.do(CodePassage(*study.passage("post", "again"), "context", study.configurations["1"], label="Anonymity"))
    assert contents(study, "1", "context") == [["Anonymity"]]
    assert len(study.workbench.read.evidence(configuration=study.configurations["1"])) == 5


def test_the_same_passage_is_one_excerpt_however_often_it_is_coded(study: Study) -> None:
    first = study.do(CodePassage(*study.passage("post", "again"), "context"))
    second = study.do(CodePassage(*study.passage("post", "again"), "outcome"))
    third = study.do(CodeThematically(*study.passage("post", "again"), name="Hope"))
    assert first.excerpt == second.excerpt == third.excerpt
    assert len({first.coding, second.coding, third.coding}) == 3


def test_naming_the_element_of_a_coding_names_it_where_it_stands(study: Study) -> None:
    assert study.do(NameCodedElement(study.codings[3], " Posting again ")) == study.elements["unnamed"]
    named = element(study, study.elements["unnamed"])
    assert (named.label, named.named) == ("Posting again", 1)
    assert contents(study, "2", "outcome") == [["Posting again"]]


def test_binding_a_coding_to_a_known_element_replaces_the_unnamed_one_everywhere(study: Study) -> None:
    target = study.do(AddElement("outcome", "Posting")).rid
    assert study.do(NameCodedElement(study.codings[3], "posting")) == target
    assert contents(study, "2", "outcome") == [["Posting"]]
    assert study.workbench.read.find(records.Element, rid=study.elements["unnamed"]) == []
    assert study.workbench.check() == []


def test_binding_one_of_two_codings_leaves_the_other_and_its_place(study: Study) -> None:
    relief, calm = study.elements["Relief"], study.do(AddElement("mechanism", "Calm")).rid
    study.do(CodePassage(*study.passage("group", "though"), "mechanism", study.configurations["10"], relief))
    coding = study.codings[5]
    study.do(NameCodedElement(coding, element=calm))
    assert contents(study, "10", "mechanism") == [["Relief", "Calm"]]
    assert study.workbench.read.get(records.Coding, coding).element == calm
    assert element(study, relief).label == "Relief"


def test_binding_to_an_element_that_stands_there_already_leaves_it_once(study: Study) -> None:
    made = study.do(CodePassage(*study.passage("answer", "on call"), "mechanism", study.configurations["1"]))
    assert contents(study, "1", "mechanism") == [["Relief", "on call"]]
    study.do(NameCodedElement(made.coding, element=study.elements["Relief"]))
    assert contents(study, "1", "mechanism") == [["Relief"]]


def test_coding_thematically_makes_the_code_once_and_codes_once_an_analyst(study: Study) -> None:
    passage = study.passage("post", "I wrote")
    first = study.do(CodeThematically(*passage, name=" Fear "))
    assert [code.name for code in study.workbench.read.find(records.ThematicCode)] == ["Hope", "Fear"]
    outcome = study.workbench.run(CodeThematically(*passage, name="Fear"))
    assert (outcome.result.coding, outcome.changed) == (first.coding, None)
    study.workbench.act_as("Bo")
    assert study.do(CodeThematically(*passage, name="Fear")).coding != first.coding


# --- elements


def test_an_element_is_added_renamed_and_found(study: Study) -> None:
    added = study.do(AddElement("context", " Night "))
    assert (added.label, added.named) == ("Night", 1)
    assert label_of_last_step(study) == "Added context “Night”"
    renamed = study.do(RenameElement(study.elements["unnamed"], "Posting"))
    assert (renamed.label, renamed.named) == ("Posting", 1)


def test_merging_moves_codings_places_and_children(study: Study) -> None:
    calm = study.do(AddElement("mechanism", "Calm")).rid
    child = study.do(AddElement("mechanism", "Sleep")).rid
    relief = study.elements["Relief"]
    study.do(EditFields(records.Element, child, {"parent": relief}))
    study.do(PutInPlace(study.configurations["1"], "mechanism", calm))
    assert contents(study, "1", "mechanism") == [["Relief", "Calm"]]
    study.do(MergeElements(calm, (relief, relief)))
    assert contents(study, "1", "mechanism") == [["Calm"]]
    assert contents(study, "10", "mechanism") == [["Calm"]]
    assert {row.label: row.codings for row in study.workbench.read.elements()} == {
        "Anonymity": 3, "Calm": 2, "Sleep": 0,
    }  # fmt: skip
    assert element(study, child).parent == calm
    assert label_of_last_step(study) == "Merged “Relief” into “Calm”"
    assert study.workbench.check() == []


def test_merging_a_parent_s_child_into_it_is_allowed(study: Study) -> None:
    parent = study.do(AddElement("mechanism", "Calm")).rid
    study.do(EditFields(records.Element, study.elements["Relief"], {"parent": parent}))
    study.do(MergeElements(parent, (study.elements["Relief"],)))
    assert [row.label for row in study.workbench.read.elements()] == ["Anonymity", "Calm"]


# --- configurations


def test_configurations_are_numbered_on_or_as_told(study: Study) -> None:
    assert study.do(AddConfiguration()).number == "11"
    assert study.do(AddConfiguration(" 7a ", " Night ")).title == "Night"
    assert [row.number for row in study.workbench.read.configurations()] == ["1", "2", "7a", "10", "11"]


def test_a_variant_is_a_copy_without_evidence_under_the_next_letter(study: Study) -> None:
    source = study.configurations["1"]
    draft = study.workbench.read.configuration(source).draft
    study.do(EditFields(records.ConfigurationVersion, draft, {"if_text": "it is night"}))
    copy = study.do(DuplicateConfiguration(source))
    again = study.do(DuplicateConfiguration(copy.rid))
    assert (copy.number, copy.variant_of, again.number, again.variant_of) == ("1a", source, "1b", copy.rid)
    study.configurations["1a"] = copy.rid
    for role_key in ("context", "mechanism", "outcome"):
        assert contents(study, "1a", role_key) == contents(study, "1", role_key)
    detail = study.workbench.read.configuration(copy.rid)
    assert (detail.if_text, detail.row.counts.codings, detail.row.status, detail.links) == (
        "it is night",
        0,
        "initial",
        (),
    )
    study.do(EditFields(records.ConfigurationVersion, detail.draft, {"if_text": "changed"}))
    assert study.workbench.read.configuration(source).if_text == "it is night"
    assert len({copy.id, again.id, study.workbench.read.get(records.Configuration, source).id}) == 3


def test_elements_stand_together_or_as_alternatives(study: Study) -> None:
    for label, as_alternative in (("Night", False), ("Trust", True), ("Trust", False)):
        study.do(PutInPlace(study.configurations["1"], "context", label=label, as_alternative=as_alternative))
    assert contents(study, "1", "context") == [["Anonymity", "Night"], ["Trust"]]


def test_what_is_taken_out_of_its_place_keeps_its_codings_and_evidence(study: Study) -> None:
    held = study.workbench.read.find(records.PlaceContent, element=study.elements["Anonymity"])
    study.do(TakeOutOfPlace((held[0].rid, held[0].rid)))
    assert contents(study, "1", "context") == []
    assert study.workbench.read.summary().codings == 8
    assert len(study.workbench.read.evidence(configuration=study.configurations["1"])) == 4
    assert label_of_last_step(study) == "Took “Anonymity” out of its place"


def test_another_element_can_stand_where_one_stood(study: Study) -> None:
    held = study.workbench.read.find(records.PlaceContent, element=study.elements["Anonymity"])[0]
    study.do(ReplaceInPlace(held.rid, study.elements["Relief"]))
    assert contents(study, "1", "context") == [["Relief"]]
    other = study.do(PutInPlace(study.configurations["1"], "context", label="Night"))
    assert study.do(ReplaceInPlace(other.rid, study.elements["Relief"])).rid == held.rid
    assert contents(study, "1", "context") == [["Relief"]]


def test_links_go_one_way_and_may_be_of_several_kinds(study: Study) -> None:
    ends = study.configurations["10"], study.configurations["1"]
    link = study.do(LinkConfigurations(*ends, "Rival", "they disagree"))
    assert (link.kind, link.note) == ("rival", "they disagree")
    study.do(LinkConfigurations(*ends, "ripple"))
    assert [(row.from_number, row.to_number, row.kind) for row in study.workbench.read.links(ends[0])] == [
        ("1", "10", "ripple"), ("10", "1", "rival"), ("10", "1", "ripple"),
    ]  # fmt: skip


def test_removing_a_node_takes_it_out_of_every_place_of_the_role(study: Study) -> None:
    relief = study.elements["Relief"]
    study.do(PutInPlace(study.configurations["2"], "context", relief))
    study.do(PlaceNodes((Standing(1, 1, element=relief, role_key="mechanism"),)))
    study.do(RemoveFromConfiguration(relief, "mechanism"))
    assert contents(study, "1", "mechanism") == contents(study, "10", "mechanism") == []
    assert contents(study, "2", "context") == [["Relief"]]
    assert study.workbench.read.find(records.DiagramPosition) == []
    assert element(study, relief).label == "Relief"


def test_removing_a_node_that_nothing_is_coded_with_takes_the_element_away(study: Study) -> None:
    night = study.do(PutInPlace(study.configurations["1"], "context", label="Night")).element
    study.do(RemoveFromConfiguration(night, "context"))
    assert study.workbench.read.find(records.Element, rid=night) == []


# --- evidence and statements


def test_a_coding_bears_on_a_configuration_a_place_a_link_or_a_statement(study: Study) -> None:
    place = study.workbench.read.find(records.Place, configuration=study.configurations["2"])[0]
    coding = study.codings[4]
    for what in (
        {"configuration": study.configurations["2"]}, {"place": place.rid}, {"link": study.link},
        {"statement": study.statement},
    ):  # fmt: skip
        stored = study.do(AddEvidence(coding, **what, stance="Refines", strength=3, rationale="because"))
        assert {key: getattr(stored, key) for key in what} == what
        assert (stored.stance, stored.strength, stored.rationale) == ("refines", 3, "because")
        assert (stored.version is None) == ("link" in what or "statement" in what)
    assert study.workbench.read.configurations()[1].stances == {"supports": 1, "refines": 2}


def test_stance_and_strength_are_set_for_several_at_once(study: Study) -> None:
    rids = tuple(row.evidence for row in study.workbench.read.evidence(configuration=study.configurations["1"]))
    study.do(SetStance((*rids, rids[0]), "Partly supports"))
    assert label_of_last_step(study) == "Set 4 pieces of evidence to “partly supports”"
    assert study.workbench.read.configurations()[0].stances == {"partly_supports": 4}
    study.do(SetStrength(rids, 2))
    assert {row.strength for row in study.workbench.read.evidence(configuration=study.configurations["1"])} == {2}
    study.do(SetStrength(rids, None))
    assert {row.strength for row in study.workbench.read.evidence(configuration=study.configurations["1"])} == {None}


def test_a_statement_has_its_draft_and_is_expressed_by_configurations(study: Study) -> None:
    added = study.do(AddStatement("a", "b", "c", status="Under test", priority="high", source="IPT"))
    assert added.number == "S2"
    row = study.workbench.read.statements()[1]
    assert (row.number, row.if_text, row.then_text, row.because_text, row.status, row.priority, row.source) == (
        "S2", "a", "b", "c", "under_test", "high", "IPT",
    )  # fmt: skip
    command = ExpressStatement(added.rid, study.configurations["1"])
    study.do(command)
    assert study.workbench.run(command).changed is None
    assert len(study.workbench.read.find(records.StatementConfiguration)) == 1
    study.do(ExpressStatement(added.rid, study.configurations["1"], expressed=False))
    assert study.workbench.read.find(records.StatementConfiguration) == []
    assert label_of_last_step(study) == "Configuration 1 no longer expresses statement S2"


# --- diagrams, several at once


def positions(study: Study) -> dict[tuple[str, int], tuple[float, float]]:
    diagram = study.workbench.read.find(records.Diagram)[0].rid
    return {
        ("configuration", row.configuration) if row.configuration else ("element", row.element or 0): (row.x, row.y)
        for row in study.workbench.read.positions(diagram)
    }


def test_one_drag_is_one_step_and_two_drags_are_two(study: Study) -> None:
    before, one = len(study.workbench.history()), study.configurations["1"]
    for x in range(5):
        study.do(PlaceNodes((Standing(x, 2.5, configuration=one),), drag="first"))
    study.do(PlaceNodes((Standing(9, 9, configuration=one),), drag="second"))
    assert len(study.workbench.history()) == before + 2
    study.workbench.undo()
    assert positions(study) == {("configuration", one): (4.0, 2.5)}
    study.workbench.undo()
    assert positions(study) == {}
    study.workbench.redo()
    assert positions(study) == {("configuration", one): (4.0, 2.5)}


def test_a_layout_moves_many_nodes_in_one_step(study: Study) -> None:
    element_rid, one = study.elements["Relief"], study.configurations["1"]
    node = Standing(1, 2, element=element_rid, role_key="mechanism")
    study.do(PlaceNodes((node, Standing(3, 4, configuration=one), node), laid_out=True))
    assert positions(study) == {("element", element_rid): (1.0, 2.0), ("configuration", one): (3.0, 4.0)}
    assert label_of_last_step(study) == "Laid out 3 nodes of the theory"


@pytest.mark.parametrize("label", ["", "Split the context"])
def test_several_commands_are_one_step_with_one_label(study: Study, label: str) -> None:
    before = len(study.workbench.history())
    parts = (
        AddElement("context", "Night"),
        lambda results: PutInPlace(study.configurations["1"], "context", results[0].rid),
    )
    results = study.do(Together(parts, label))
    assert results[1].element == results[0].rid
    assert len(study.workbench.history()) == before + 1
    assert label_of_last_step(study) == (label or "Added context “Night”")
    study.workbench.undo()
    assert contents(study, "1", "context") == [["Anonymity"]]
