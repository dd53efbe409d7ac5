"""Splitting and merging: what came from what, where the places and the evidence go."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.configurations import AddConfiguration, LinkConfigurations, PutInPlace
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.merging import MergeConfigurations, MergeStatements
from ipof_workbench.app.commands.splitting import ConfigurationPart, SplitConfiguration, SplitStatement, StatementPart
from ipof_workbench.app.commands.statements import AddStatement, ExpressStatement
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import UsageError, WorkbenchError
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from tests.unit.storage.hand_made_study import Study


def labels(study: Study, configuration: int) -> dict[str, list[list[str]]]:
    """Return role -> alternatives of labels, for the roles that have any."""
    detail = study.workbench.read.configuration(configuration)
    return {
        place.role.key: [[content.label for content in group] for group in place.alternatives]
        for place in detail.places
        if place.contents
    }


def contents(study: Study, number: str) -> dict[str, int]:
    """Return label -> content of the draft."""
    detail = study.workbench.read.configuration(study.configurations[number])
    return {content.label: content.rid for place in detail.places for content in place.contents}


def quotes(study: Study, configuration: int) -> list[str]:
    return [row.quote for row in study.workbench.read.evidence(configuration=configuration)]


def lineage(study: Study) -> list[tuple[str, int, int, str]]:
    return [
        (row.about_kind, row.ancestor, row.descendant, row.change) for row in study.workbench.read.find(records.Lineage)
    ]


def all_evidence(study: Study) -> int:
    return len(study.workbench.read.find(records.Evidence))


# --- splitting


def test_a_split_takes_places_and_evidence_along_and_leaves_the_rest(study: Study) -> None:
    one = study.configurations["1"]
    study.do(ExpressStatement(study.statement, one))
    before = all_evidence(study)
    made = study.do(
        SplitConfiguration(one, (ConfigurationPart((contents(study, "1")["Relief"],), "Relief alone", "1a"),))
    )[0]
    assert (made.number, made.title, made.theory_area, made.status) == ("1a", "Relief alone", study.area, "initial")
    assert labels(study, made.rid) == {"mechanism": [["Relief"]]}
    assert labels(study, one) == {"context": [["Anonymity"]]}
    assert quotes(study, made.rid) == ["a relief"]
    assert len(quotes(study, one)) == 3
    assert all_evidence(study) == before
    assert lineage(study) == [(CONFIGURATION, one, made.rid, "split")]
    assert study.workbench.read.find(records.StatementConfiguration, configuration=made.rid)
    assert study.workbench.history()[0].label == "Split configuration 1 into 1a"


def test_what_several_parts_have_in_common_is_evidence_for_each(study: Study) -> None:
    one = study.configurations["1"]
    study.do(RecordVersion(CONFIGURATION, one))
    held = contents(study, "1")
    parts = (
        ConfigurationPart((held["Anonymity"], held["Relief"])),
        ConfigurationPart((held["Relief"],), evidence=None),
    )
    first, second = study.do(SplitConfiguration(one, parts, "parked", "two things in one"))
    assert len(quotes(study, first.rid)) == 4
    assert quotes(study, second.rid) == ["a relief"]
    original = study.workbench.read.get(records.Configuration, one)
    assert original.status == "parked"
    assert labels(study, one) == {"context": [["Anonymity"]], "mechanism": [["Relief"]]}
    last = study.workbench.read.versions.recorded(CONFIGURATION, one)[-1]
    assert (last.number, last.change, last.reason) == (2, "split", "two things in one")


@pytest.mark.parametrize(
    ("parts", "status", "sentence"),
    [
        ((), "", "at least two"),
        ((("Relief",),), "parked", "at least two"),
        (((),), "", "needs something in it"),
        (((99,),), "", "only have what stands in 1 now"),
        ((("Relief", "Anonymity"),), "", "nothing would be left"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(study: Study, parts, status, sentence) -> None:  # type: ignore[no-untyped-def]
    held = contents(study, "1")
    chosen = tuple(ConfigurationPart(tuple(held.get(each, 99) for each in part)) for part in parts)
    steps = len(study.workbench.history())
    with pytest.raises(WorkbenchError, match=sentence):
        study.do(SplitConfiguration(study.configurations["1"], chosen, status))
    assert len(study.workbench.history()) == steps


def test_a_part_only_has_evidence_of_what_is_split(study: Study) -> None:
    part = ConfigurationPart((contents(study, "1")["Relief"],), evidence=(99,))
    with pytest.raises(WorkbenchError, match="evidence that bears on configuration 1"):
        study.do(SplitConfiguration(study.configurations["1"], (part,)))


def test_a_statement_splits_with_its_ties_and_chosen_evidence(study: Study) -> None:
    study.do(ExpressStatement(study.statement, study.configurations["1"]))
    study.do(AddStatement("later", "than these", number="S9"))
    piece = study.workbench.read.find(records.Evidence, statement=study.statement)[0].rid
    made = study.do(
        SplitStatement(
            study.statement,
            (
                StatementPart("at night", "you write", number="S1a", evidence=(piece,)),
                StatementPart("by day", "you read"),
            ),
            "rejected",
        )
    )
    assert [part.number for part in made] == ["S1a", "S1b"]
    order = [row.number for row in study.workbench.read.of_statements.listed()]
    assert order == ["S1", "S1a", "S1b", "S9"], "the parts follow what they came from"
    assert study.workbench.read.get(records.Evidence, piece).statement == made[0].rid
    assert study.workbench.read.get(records.TheoryStatement, study.statement).status == "rejected"
    assert len(study.workbench.read.find(records.StatementConfiguration)) == 3
    assert [row[3] for row in lineage(study)] == ["split", "split"]


@pytest.mark.parametrize(
    ("parts", "status", "sentence"),
    [
        ((), "", "at least two"),
        ((StatementPart("a", "b"),), "parked", "at least two"),
        ((StatementPart(" ", ""),), "", "needs words"),
        ((StatementPart("a", "b", evidence=(1,)),), "", "evidence that bears on statement S1"),
    ],
)
def test_a_split_of_a_statement_that_makes_no_sense_is_refused(study: Study, parts, status, sentence) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WorkbenchError, match=sentence):
        study.do(SplitStatement(study.statement, parts, status))
    assert lineage(study) == []


# --- merging


def test_merging_joins_places_and_moves_evidence_links_and_ties(study: Study) -> None:
    one, ten, two = (study.configurations[number] for number in ("1", "10", "2"))
    study.do(PutInPlace(ten, "context", label="Staff on call"))
    study.do(LinkConfigurations(two, ten, "ripple"))
    study.do(ExpressStatement(study.statement, ten))
    before = all_evidence(study)
    study.do(MergeConfigurations(one, (ten, one), "and", reason="the same thing"))
    assert labels(study, one) == {"context": [["Anonymity", "Staff on call"]], "mechanism": [["Relief"]]}
    assert "I felt relief" in quotes(study, one)
    assert quotes(study, ten) == []
    assert all_evidence(study) == before
    links = study.workbench.read.links()
    assert {(row.from_number, row.to_number) for row in links} == {("2", "1"), ("1", "10")}
    assert study.workbench.read.find(records.StatementConfiguration, configuration=one)
    assert study.workbench.read.get(records.Configuration, ten).status == "parked"
    assert labels(study, ten)["context"] == [["Staff on call"]]
    assert lineage(study) == [(CONFIGURATION, ten, one, "merged")]


def test_merging_with_or_makes_alternatives(study: Study) -> None:
    one, ten = study.configurations["1"], study.configurations["10"]
    study.do(PutInPlace(ten, "context", label="Staff on call"))
    study.do(MergeConfigurations(one, (ten,), "or", status="rejected"))
    assert labels(study, one) == {"context": [["Anonymity"], ["Staff on call"]], "mechanism": [["Relief"]]}


def test_merging_alternatives_with_and_gives_every_pair(study: Study) -> None:
    one, ten = study.configurations["1"], study.configurations["10"]
    study.do(PutInPlace(one, "context", label="A name of one’s own", as_alternative=True))
    study.do(PutInPlace(ten, "context", label="Staff on call"))
    study.do(MergeConfigurations(one, (ten,), "and"))
    assert labels(study, one)["context"] == [["Anonymity", "Staff on call"], ["A name of one’s own", "Staff on call"]]


def test_what_has_versions_keeps_why_it_was_merged(study: Study) -> None:
    ten = study.configurations["10"]
    study.do(RecordVersion(CONFIGURATION, ten))
    study.do(MergeConfigurations(study.configurations["1"], (ten,), reason="the same thing"))
    row = study.workbench.read.versions.recorded(CONFIGURATION, ten)[-1]
    assert (row.number, row.change, row.reason) == (2, "merged", "the same thing")
    behind = study.workbench.read.versions.behind(CONFIGURATION, study.configurations["1"])
    assert behind.change == "merged"


def test_the_same_evidence_is_not_counted_twice_and_not_lost(study: Study) -> None:
    one, ten = study.configurations["1"], study.configurations["10"]
    for configuration in (one, ten):
        study.do(AddEvidence(study.codings[0], configuration=configuration))
    before = all_evidence(study)
    study.do(MergeConfigurations(one, (ten,)))
    assert all_evidence(study) == before
    assert len(study.workbench.read.find(records.Evidence, configuration=one)) == 1
    assert len(study.workbench.read.find(records.Evidence, configuration=ten)) == 1


def test_a_link_that_would_be_there_twice_hands_its_evidence_over(study: Study) -> None:
    one, ten, two = (study.configurations[number] for number in ("1", "10", "2"))
    mine = study.do(LinkConfigurations(one, two, "ripple"))
    theirs = study.do(LinkConfigurations(ten, two, "ripple"))
    piece = study.do(AddEvidence(study.codings[0], link=theirs.rid))
    study.do(MergeConfigurations(one, (ten,)))
    assert study.workbench.read.get(records.Evidence, piece.rid).link == mine.rid
    assert not study.workbench.read.exists(records.ConfigurationLink, theirs.rid)


@pytest.mark.parametrize("only", [True, False])
def test_the_cases_of_both_are_meant(study: Study, only: bool) -> None:
    one, ten = study.configurations["1"], study.configurations["10"]
    from tests.factories import Writing

    def scope(store) -> None:  # type: ignore[no-untyped-def]
        store.put(records.ConfigurationCase(configuration=one, case=study.cases["Harbour"]))
        if not only:
            store.put(records.ConfigurationCase(configuration=ten, case=study.cases["Lantern"]))
        store.label = "Scope"

    study.do(Writing(scope))
    study.do(MergeConfigurations(one, (ten,)))
    meant = {row.case for row in study.workbench.read.find(records.ConfigurationCase, configuration=one)}
    assert meant == (set() if only else {study.cases["Harbour"], study.cases["Lantern"]})


def test_a_merger_needs_others_and_a_way_to_join(study: Study) -> None:
    one = study.configurations["1"]
    with pytest.raises(WorkbenchError, match="at least one other configuration"):
        study.do(MergeConfigurations(one, (one,)))
    with pytest.raises(UsageError, match="“and” or “or”"):
        study.do(MergeConfigurations(one, (study.configurations["2"],), "with"))
    with pytest.raises(WorkbenchError, match="at least one other statement"):
        study.do(MergeStatements(study.statement, ()))


def test_statements_merge_with_their_evidence(study: Study) -> None:
    other = study.do(AddStatement("no names", "people write"))
    study.do(RecordVersion(STATEMENT, other.rid))
    piece = study.do(AddEvidence(study.codings[1], statement=other.rid))
    study.do(ExpressStatement(other.rid, study.configurations["1"]))
    study.do(MergeStatements(study.statement, (other.rid,), "nobody knows you", "people write", reason="one idea"))
    assert study.workbench.read.get(records.Evidence, piece.rid).statement == study.statement
    draft = study.workbench.read.find(records.StatementVersion, statement=study.statement, number=0)[0]
    assert draft.then_text == "people write"
    assert study.workbench.read.get(records.TheoryStatement, other.rid).status == "parked"
    assert study.workbench.read.versions.recorded(STATEMENT, other.rid)[-1].change == "merged"
    assert lineage(study) == [(STATEMENT, other.rid, study.statement, "merged")]


def test_a_new_configuration_that_was_split_off_is_recorded_as_such(study: Study) -> None:
    part = ConfigurationPart((contents(study, "1")["Relief"],))
    made = study.do(SplitConfiguration(study.configurations["1"], (part,)))[0]
    assert study.workbench.read.versions.behind(CONFIGURATION, made.rid).change == "split"
    assert study.do(RecordVersion(CONFIGURATION, made.rid)).change == "split"
    assert (made.number, study.do(AddConfiguration()).number) == ("1a", "11")
