"""What remarks rest on, read from the hand-made study."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.configurations import DuplicateConfiguration, LinkConfigurations
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.judging import JudgePassage
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.commands.statements import AddStatement, ExpressStatement
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.remark_rows import Remark
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study


def found(study: Study, scope: Filter | None = None) -> dict[str, list[Remark]]:
    remarks: dict[str, list[Remark]] = {}
    for remark in study.workbench.read.remarks.found(scope or Filter()).open:
        remarks.setdefault(remark.rule, []).append(remark)
    return remarks


def looked(study: Study, case: str, **claim: int) -> None:
    study.do(AddRecord(records.LookedFor(case=study.cases[case], **claim)))


def test_the_hand_made_study_has_these_remarks(study: Study) -> None:
    said = [(remark.rule, remark.name, remark.sentence) for rows in found(study).values() for remark in rows]
    assert ("alone", "10", "rests on one participant.") in said
    assert ("untested", "Statement S1") not in {entry[:2] for entry in said}
    assert "unchallenged" not in {entry[0] for entry in said}


def test_what_was_looked_for_in_a_case_and_stands_in_the_case_below_is_a_contradiction(study: Study) -> None:
    looked(study, "Harbour", configuration=study.configurations["1"])
    looked(study, "Lantern", configuration=study.configurations["10"])
    (remark,) = found(study)["looked_for"]
    assert (remark.about, remark.name) == (study.configurations["1"], "1")
    assert remark.sentence == "was looked for in Harbour and not found, yet 3 from there bear on it."


def test_silent_evidence_on_a_statement_does_not_contradict_the_search(study: Study) -> None:
    looked(study, "Harbour", statement=study.statement)
    assert "looked_for" not in found(study)
    study.do(AddEvidence(study.codings[1], statement=study.statement, stance="supports"))
    (remark,) = found(study)["looked_for"]
    assert remark.name == "Statement S1"


def test_a_statement_is_tested_through_the_configuration_that_expresses_it(study: Study) -> None:
    added = study.do(AddStatement("a", "b", number="S2"))
    assert [remark.name for remark in found(study)["untested"]] == ["Statement S2"]
    study.do(ExpressStatement(added.rid, study.configurations["1"]))
    assert "untested" not in found(study)


def test_words_of_an_interviewer_count_for_places_configurations_and_statements(study: Study) -> None:
    def asks(store) -> None:
        store.label = "Said who asks"
        for turn in store.find(records.Turn):
            if turn.speaker == "Ann":
                from dataclasses import replace

                store.put(replace(turn, is_interviewer=1))

    study.do(Writing(asks))
    rows = found(study)["interviewer"]
    assert [(remark.about_kind, remark.name) for remark in rows] == [
        ("configuration", "1"),
        ("theory_statement", "Statement S1"),
    ]
    link = rows[0].links[0]
    assert (link.kind, link.rid) == ("document", study.documents["group"])


def test_a_context_that_is_coded_and_stands_nowhere_is_told_by_its_element(study: Study) -> None:
    every = study.workbench.read.find(records.Configuration)
    study.do(DeleteRecords(records.Configuration, tuple(configuration.rid for configuration in every)))
    rows = found(study)["context_alone"]
    assert [(remark.about_kind, remark.about) for remark in rows] == [("element", study.elements["Anonymity"])]


def test_a_filter_leaves_remarks_out_and_changes_none(study: Study) -> None:
    whole = {remark.key: remark for rows in found(study).values() for remark in rows}
    part = [remark for rows in found(study, Filter(theory_areas=frozenset({study.area}))).values() for remark in rows]
    assert part
    assert all(whole[remark.key] == remark for remark in part)
    assert study.configurations["2"] not in {r.about for r in part if r.about_kind == "configuration"}
    known = study.workbench.read.remarks.worth_knowing(Filter(theory_areas=frozenset({study.area})))
    assert {row.number for row in known.rows} == {"1", "10"}
    assert {piece.number for piece in known.pieces} <= {"1", "10"}


def test_the_one_source_a_remark_rests_on_is_its_ground(study: Study) -> None:
    before = next(remark for remark in found(study)["alone"] if remark.name == "10")
    evidence = study.workbench.read.evidence(configuration=study.configurations["10"])
    study.do(JudgePassage(*study.passage("answer", "staff"), "supports", configuration=study.configurations["10"]))
    assert "10" not in {remark.name for remark in found(study).get("alone", [])}
    study.do(DeleteRecords(records.Evidence, (evidence[0].evidence,)))
    after = next(remark for remark in found(study)["alone"] if remark.name == "10")
    assert after.state != before.state


def test_a_variant_is_no_near_duplicate_and_a_link_ends_a_ripple(study: Study) -> None:
    study.do(DuplicateConfiguration(study.configurations["1"]))
    assert "near_duplicate" not in found(study)
    facts = study.workbench.read.remarks.facts()
    assert list(facts.variants.values()) == [study.configurations["1"]]
    assert len(facts.links) == 1
    study.do(LinkConfigurations(study.configurations["2"], study.configurations["1"], "ripple"))
    assert len(study.workbench.read.remarks.facts().links) == 2


@pytest.mark.parametrize("number", ["1", "10", "2"])
def test_every_remark_about_a_configuration_names_one_that_is_there(study: Study, number: str) -> None:
    rids = set(study.configurations.values())
    study.do(DeleteRecords(records.Configuration, (study.configurations[number],)))
    for rows in found(study).values():
        for remark in rows:
            if remark.about_kind == "configuration":
                assert remark.about in rids - {study.configurations[number]}
