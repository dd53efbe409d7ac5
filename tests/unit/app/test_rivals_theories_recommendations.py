"""Rivals and their adjudication, substantive theories in use, recommendations."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.configurations import LinkConfigurations
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.grounding import (
    AddRecommendation,
    GroundRecommendation,
    MoveRecommendations,
    UseTheory,
)
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.rivals import AddRivals, AdjudicateRivals, JoinRivals
from ipof_workbench.app.statement_reading import deciding_passages
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError, WorkbenchError
from ipof_workbench.domain.filters import Filter
from tests.unit.storage.hand_made_study import Study

GONE = 99_999


def label(study: Study) -> str:
    return study.workbench.history()[0].label


def refused(study: Study, command: Command, sentence: str, error: type[WorkbenchError] = RefusedChange) -> None:
    steps = len(study.workbench.history())
    with pytest.raises(error, match=sentence):
        study.do(command)
    assert len(study.workbench.history()) == steps


@pytest.fixture
def rivals(study: Study) -> int:
    """A group of configurations 1 and 10 and statement S1."""
    ones = tuple(study.configurations[number] for number in ("1", "10"))
    group = study.do(AddRivals("Why people join", "What brings them in?", ones, (study.statement,)))
    return int(group.rid)


def test_rivals_stand_side_by_side_with_their_evidence(study: Study, rivals: int) -> None:
    assert label(study) == "Grouped rivals “Why people join”"
    (group,) = study.workbench.read.of_statements.rival_groups()
    assert (group.name, group.question, group.decision) == ("Why people join", "What brings them in?", None)
    assert [(member.kind, member.number, member.title) for member in group.members] == [
        ("configuration", "1", "Title 1"),
        ("configuration", "10", "Title 10"),
        ("theory_statement", "S1", "you write"),
    ]
    sides = study.workbench.read.of_statements.rival_sides(group)
    assert [side.stances for side in sides] == [
        {"supports": 2, "challenges": 1, "refines": 1},
        {"supports": 1},
        {"silent": 1},
    ]
    assert [side.counts for side in sides] == [(4, 4, 3), (1, 1, 1), (1, 1, 1)]
    assert sides[2].parts == {"if": "nobody knows you", "then": "you write", "because": ""}
    assert sides[0].parts["if"] == "anonymity"
    filtered = study.workbench.read.of_statements.rival_sides(group, Filter(stances=frozenset({"supports"})))
    assert [side.stances for side in filtered] == [{"supports": 2}, {"supports": 1}, {}]
    assert study.workbench.read.of_statements.listed()[0].rivals == ("Why people join",)


def test_a_passage_that_supports_one_and_challenges_another_decides_first(study: Study, rivals: int) -> None:
    read = study.workbench.read.of_statements
    study.do(AddEvidence(study.codings[1], statement=study.statement, stance="supports"))
    study.do(AddEvidence(study.codings[4], configuration=study.configurations["10"], stance="supports_rival"))
    found = deciding_passages(read.rival_sides(read.rival_groups()[0]))
    one, ten, statement = (member.member for member in read.rival_groups()[0].members)
    assert [(passage.row.quote, dict(passage.stances)) for passage in found] == [
        ("they all know me", {one: "challenges", statement: "supports"}),
        ("next day", {ten: "supports_rival"}),
        ("nobody knows my name", {one: "supports", statement: "silent"}),
    ]


def test_an_adjudication_is_a_decision_with_a_verdict_for_each(study: Study, rivals: int) -> None:
    members = study.workbench.read.of_statements.rival_groups()[0].members
    verdicts = ((members[0].member, "prevails"), (members[1].member, "Holds in part"))
    decision = study.do(AdjudicateRivals(rivals, " Anonymity explains more. ", verdicts, "", "2026-03-02", "Kim, Bo"))
    (group,) = study.workbench.read.of_statements.rival_groups()
    assert [member.verdict for member in group.members] == ["prevails", "holds_in_part", ""]
    assert (group.adjudication, group.decision) == ("Anonymity explains more.", decision.rid)
    assert (group.decided_on, group.attendees) == ("2026-03-02", "Kim, Bo")
    assert (decision.kind, decision.wording) == ("adjudicated", "Adjudicated rivals: Why people join")
    subjects = study.workbench.read.find(records.DecisionSubject, decision=decision.rid)
    assert sorted(subject.about_kind for subject in subjects) == [
        "configuration", "configuration", "rival_group", "theory_statement",
    ]  # fmt: skip
    assert label(study) == "Adjudicated 3 rivals in “Why people join”"
    study.workbench.undo()
    assert study.workbench.read.of_statements.rival_groups()[0].adjudication == ""


def test_what_is_no_adjudication_is_refused(study: Study, rivals: int) -> None:
    empty = study.do(AddRivals("Empty")).rid
    refused(study, AdjudicateRivals(empty, "x"), "“Empty” has no rivals yet")
    refused(study, AdjudicateRivals(rivals, " "), "Write the note or give a verdict first")
    refused(study, AdjudicateRivals(rivals, "x", ((GONE, "prevails"),)), "a rival that is not in this group")
    member = study.workbench.read.of_statements.rival_groups()[0].members[0].member
    refused(study, AdjudicateRivals(rivals, "x", ((member, "wins"),)), "“wins” is no verdict", UsageError)


def test_a_group_takes_each_rival_once_and_needs_a_name_of_its_own(study: Study, rivals: int) -> None:
    held = study.workbench.read.find(records.RivalMember, rivals=rivals)
    assert study.do(JoinRivals(rivals, study.configurations["1"])) == held[0]
    added = study.do(JoinRivals(rivals, study.configurations["2"]))
    assert label(study) == "Made configuration 2 a rival in “Why people join”"
    study.do(DeleteRecords(records.RivalMember, (added.rid,)))
    assert len(study.workbench.read.of_statements.rival_groups()[0].members) == 3
    refused(study, JoinRivals(rivals), "Choose one configuration or one statement")
    refused(study, JoinRivals(rivals, 1, study.statement), "Choose one configuration or one statement")
    refused(study, JoinRivals(rivals, statement=GONE), "no longer in the project", NotFound)
    refused(study, AddRivals("Why people join"), "There is already a group of rivals “Why people join”")
    refused(study, AddRivals(" "), "A group of rivals needs a name")


def test_configurations_linked_as_rivals_are_suggested_until_they_stand_in_a_group(study: Study) -> None:
    read, numbers = study.workbench.read.of_statements, study.configurations
    assert read.suggested_rivals() == []
    study.do(LinkConfigurations(numbers["1"], numbers["2"], "rival"))
    study.do(LinkConfigurations(numbers["10"], numbers["2"], "rival"))
    (suggested,) = read.suggested_rivals()
    assert [held.number for held in suggested.configurations] == ["1", "2", "10"]
    group = study.do(AddRivals("All three", configurations=tuple(numbers.values())))
    assert read.suggested_rivals() == []
    study.do(DeleteRecords(records.RivalGroup, (group.rid,)))
    assert len(read.suggested_rivals()) == 1


# --- substantive theories


@pytest.fixture
def theory(study: Study) -> int:
    wanted = records.SubstantiveTheory(name="Self-determination", authors="Ryan & Deci", constructs="autonomy\n\n")
    return int(study.do(AddRecord(wanted)).rid)


def test_a_theory_speaks_to_configurations_statements_and_elements_by_construct(study: Study, theory: int) -> None:
    study.do(UseTheory(theory, configuration=study.configurations["1"], construct="Autonomy"))
    assert label(study) == "“Self-determination” speaks to configuration 1"
    study.do(UseTheory(theory, statement=study.statement, construct=" relatedness "))
    study.do(UseTheory(theory, element=study.elements["Relief"], note="by analogy"))
    (row,) = study.workbench.read.of_statements.theories()
    assert row.construct_list == ("autonomy", "relatedness")
    assert [(use.kind, use.words, use.construct, use.note) for use in row.uses] == [
        ("configuration", "1 Title 1", "Autonomy", ""),
        ("element", "Relief", "", "by analogy"),
        ("theory_statement", "S1 you write", "relatedness", ""),
    ]
    read = study.workbench.read.of_statements
    assert [use.theory_name for use in read.theory_uses(statement=study.statement)] == ["Self-determination"]
    assert read.theory_uses(configuration=study.configurations["2"]) == []


def test_a_use_is_told_once_changed_and_taken_back(study: Study, theory: int) -> None:
    one = study.configurations["1"]
    study.do(UseTheory(theory, configuration=one))
    study.do(UseTheory(theory, configuration=one, construct="autonomy"))
    (use,) = study.workbench.read.of_statements.theory_uses(configuration=one)
    assert use.construct == "autonomy"
    assert study.do(UseTheory(theory, configuration=one, used=False)) is None
    assert label(study) == "“Self-determination” no longer speaks to configuration 1"
    assert study.workbench.read.of_statements.theory_uses() == []
    refused(study, UseTheory(theory), "Choose one configuration, statement or element")
    refused(study, UseTheory(theory, configuration=one, element=1), "Choose one configuration, statement or element")
    refused(study, UseTheory(theory, element=GONE), "no longer in the project", NotFound)
    again = AddRecord(records.SubstantiveTheory(name="Self-determination"))
    refused(study, again, "There is already a substantive theory “Self-determination”")


# --- recommendations


def test_recommendations_follow_from_configurations_in_an_order(study: Study) -> None:
    read = study.workbench.read.of_statements
    first = study.do(AddRecommendation("Say when somebody looks in", "hosts", "", (study.configurations["1"],))).rid
    second = study.do(AddRecommendation(" Let people choose a name ")).rid
    study.do(GroundRecommendation(second, study.configurations["10"]))
    assert label(study) == "“Let people choose a name” follows from configuration 10"
    rows = [(row.wording, row.audience, [held.number for held in row.configurations]) for row in read.recommendations()]
    assert rows == [("Say when somebody looks in", "hosts", ["1"]), ("Let people choose a name", "", ["10"])]
    study.do(MoveRecommendations((second,), first))
    assert [row.rid for row in read.recommendations()] == [second, first]
    assert label(study) == "Moved 1 recommendation"
    study.do(GroundRecommendation(second, study.configurations["10"], follows=False))
    study.do(EditFields(records.Recommendation, second, {"audience": "moderators"}))
    assert (read.recommendations()[0].audience, read.recommendations()[0].configurations) == ("moderators", ())
    study.do(DeleteRecords(records.Configuration, (study.configurations["1"],)))
    assert [row.configurations for row in read.recommendations()] == [(), ()]


def test_what_is_no_recommendation_is_refused(study: Study) -> None:
    refused(study, AddRecommendation(" "), "A recommendation needs words")
    refused(study, AddRecommendation("x", configurations=(GONE,)), "no longer in the project", NotFound)
    refused(study, MoveRecommendations(()), "Choose the recommendations to move")
    refused(study, GroundRecommendation(GONE, 1), "no longer in the project", NotFound)
