"""Evidence judged, moved, bundled; looked for and not found; findings: what each command does and refuses."""

from __future__ import annotations

import pytest

from ipof_workbench.analysis.matrices import CaseCell, by_case
from ipof_workbench.app.commands.bundles import BundleEvidence, UnbundleEvidence
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.evidence import AddEvidence, JudgeEvidence, MoveEvidence
from ipof_workbench.app.commands.findings import EditFinding, KeepFinding
from ipof_workbench.app.commands.looked_for import NoteLookedFor, TakeBackLookedFor
from ipof_workbench.app.exports import report_table
from ipof_workbench.app.frames import Frames
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.listings import Counts, EvidenceRow
from tests.unit.storage.hand_made_study import Study


def on(study: Study, number: str) -> list[EvidenceRow]:
    return study.workbench.read.evidence(configuration=study.configurations[number])


def row(study: Study, number: str) -> tuple[Counts, dict[str, int]]:
    found = next(row for row in study.workbench.read.configurations() if row.number == number)
    detail = study.workbench.read.configuration(found.rid).row
    assert (detail.counts, detail.stances) == (found.counts, found.stances), "the list and the detail count alike"
    return found.counts, found.stances


def finding(study: Study, **fields: object) -> records.Finding:
    return study.do(KeepFinding(records.Finding(kind="survey_statistic", wording="2 of 3 felt safe", **fields)))  # type: ignore[arg-type]


def first_of_ann(study: Study) -> int:
    return next(row.evidence for row in on(study, "1") if row.participant_name == "Ann")


def two_of_dev(study: Study) -> list[int]:
    """Two passages of Dev's interview on configuration 1: the account of one night."""
    study.code_passage("night", "who writes at night", "outcome", "1", "Writing", "supports")
    return [row.evidence for row in on(study, "1") if row.participant_name == "Dev"]


# --- judging


def test_a_field_of_several_pieces_is_set_in_one_step(study: Study) -> None:
    rids = tuple(row.evidence for row in on(study, "1"))[:2]
    study.do(JudgeEvidence(rids, {"directness": "inferred", "epistemic": "Observed", "elicited": "theory shown"}))
    for held in on(study, "1"):
        wanted = ("inferred", "observed", "theory_shown") if held.evidence in rids else ("", "", "")
        assert (held.directness, held.epistemic, held.elicited) == wanted
    study.workbench.undo()
    assert {held.directness for held in on(study, "1")} == {""}


def test_evidence_says_which_wording_it_was_judged_against(study: Study) -> None:
    assert {held.version for held in on(study, "1")} == {0}
    on_statement = study.workbench.read.evidence(statement=study.statement)
    assert [(held.version, held.statement_number) for held in on_statement] == [(0, "S1")]


# --- moving


def test_moved_evidence_is_judged_against_the_draft_of_what_it_bears_on_now(study: Study) -> None:
    rid = first_of_ann(study)
    draft = study.workbench.read.drafts()[study.configurations["2"]][0]
    study.do(MoveEvidence((rid,), configuration=study.configurations["2"]))
    held = study.workbench.read.get(records.Evidence, rid)
    assert (held.place, held.configuration, held.version) == (None, study.configurations["2"], draft)
    study.do(MoveEvidence((rid,), statement=study.statement))
    held = study.workbench.read.get(records.Evidence, rid)
    assert (held.configuration, held.version, held.statement) == (None, None, study.statement)
    assert held.statement_version is not None


def test_evidence_moved_within_its_configuration_keeps_the_wording_it_was_judged_against(study: Study) -> None:
    rid = first_of_ann(study)
    before = study.workbench.read.get(records.Evidence, rid)
    other = study.do(MoveEvidence((rid,), configuration=study.configurations["1"]))
    assert other is None
    after = study.workbench.read.get(records.Evidence, rid)
    assert (after.place, after.configuration, after.version) == (None, study.configurations["1"], before.version)


def test_a_bundle_goes_along_when_all_of_it_moves_and_loses_what_moves_alone(study: Study) -> None:
    pair = two_of_dev(study)
    bundle = study.do(BundleEvidence(tuple(pair), "one night")).rid
    study.do(MoveEvidence(tuple(pair), configuration=study.configurations["2"]))
    assert {study.workbench.read.get(records.Evidence, rid).bundle for rid in pair} == {bundle}
    study.do(MoveEvidence((pair[0],), configuration=study.configurations["1"]))
    assert {study.workbench.read.get(records.Evidence, rid).bundle for rid in pair} == {None}
    assert not study.workbench.read.find(records.EvidenceBundle)


# --- bundles


def test_a_bundle_counts_once_wherever_codings_are_counted(study: Study) -> None:
    pair = two_of_dev(study)
    # By hand: Ann, Ben, Cleo one passage each, Dev two; cases Harbour, Harbour night, Lantern.
    assert row(study, "1") == (Counts(4, 5, 3), {"supports": 3, "challenges": 1, "refines": 1})
    bundle = study.do(BundleEvidence(tuple(pair), "one night"))
    assert row(study, "1") == (Counts(4, 4, 3), {"supports": 2, "challenges": 1, "refines": 1})
    read, night = study.workbench.read, study.cases["Harbour night"]
    rid = study.configurations["1"]
    assert len(read.bearing()[rid]) == 4
    assert by_case(read.evidence())[(rid, night)] == CaseCell(1, 1, 0)
    assert [(found.note, found.evidence) for found in read.evidence_on.bundles()] == [("one night", tuple(pair))]
    only = Filter(cases=frozenset({night}))
    counted = {found.number: (found.counts, found.stances) for found in read.configurations(only)}
    assert counted["1"] == (Counts(1, 1, 1), {"supports": 1})
    study.do(UnbundleEvidence((pair[1],)))
    assert row(study, "1")[0] == Counts(4, 5, 3)
    assert not read.find(records.EvidenceBundle, rid=bundle.rid), "a bundle of one goes"


def test_a_bundle_takes_in_more_and_undo_brings_it_back(study: Study) -> None:
    pair = two_of_dev(study)
    study.code_passage("night", "nobody knows", "mechanism", "1", "Hidden", "challenges")
    third = next(row.evidence for row in on(study, "1") if row.element_label == "Hidden")
    bundle = study.do(BundleEvidence(tuple(pair), "one night"))
    assert study.do(BundleEvidence((pair[0], third))) == bundle
    assert row(study, "1")[1] == {"supports": 2, "challenges": 2, "refines": 1}, "once for each of its stances"
    study.workbench.undo()
    assert study.workbench.read.get(records.Evidence, third).bundle is None


def test_deleting_evidence_down_to_one_takes_the_bundle_away(study: Study) -> None:
    pair = two_of_dev(study)
    study.do(BundleEvidence(tuple(pair)))
    study.do(DeleteRecords(records.Evidence, (pair[0],)))
    assert not study.workbench.read.find(records.EvidenceBundle)
    assert study.workbench.read.get(records.Evidence, pair[1]).bundle is None


def test_deleting_a_configuration_takes_its_bundles_along(study: Study) -> None:
    study.do(BundleEvidence(tuple(two_of_dev(study))))
    study.do(DeleteRecords(records.Configuration, (study.configurations["1"],)))
    assert not study.workbench.read.find(records.EvidenceBundle)


# --- looked for


def test_looked_for_and_not_found_is_noted_once(study: Study) -> None:
    lantern, harbour = study.cases["Lantern"], study.cases["Harbour"]
    study.do(NoteLookedFor((lantern, harbour), configuration=study.configurations["2"]))
    steps = len(study.workbench.history())
    study.do(NoteLookedFor((lantern,), configuration=study.configurations["2"]))
    assert len(study.workbench.history()) == steps, "noted already: no change"
    study.do(NoteLookedFor((lantern,), configuration=study.configurations["2"], note=" asked all five "))
    read = study.workbench.read.evidence_on
    noted = read.looked_for(configuration=study.configurations["2"])
    assert [(found.number, found.case_name, found.note) for found in noted] == [
        ("2", "Harbour", ""), ("2", "Lantern", "asked all five"),
    ]  # fmt: skip
    study.do(TakeBackLookedFor((harbour,), configuration=study.configurations["2"]))
    assert [found.case_name for found in read.looked_for()] == ["Lantern"]
    study.do(NoteLookedFor((lantern,), statement=study.statement))
    assert [found.number for found in read.looked_for(case=lantern)] == ["2", "S1"]
    study.do(DeleteRecords(records.Case, (lantern,)))
    assert read.looked_for() == []


# --- findings


def test_a_finding_gets_the_interval_of_its_numbers(study: Study) -> None:
    held = finding(study, number=202, denominator=504)
    assert (round(held.low or 0, 3), round(held.high or 0, 3)) == (0.359, 0.444)
    edited = study.do(EditFinding(held.rid, {"number": 101}))
    assert (edited.high or 1.0) < 0.25
    corpus = study.do(EditFinding(held.rid, {"kind": "corpus", "denominator": None}))
    assert (corpus.low, corpus.high) == (None, None)


def test_the_same_statistic_is_kept_once(study: Study) -> None:
    fields = {"attribute": study.attributes["age"], "value": "18", "number": 2, "denominator": 3}
    first = finding(study, **fields)
    assert finding(study, **fields).rid == first.rid
    assert finding(study, **fields, case=study.cases["Harbour"]).rid != first.rid


def test_findings_stand_beside_passages_and_are_never_counted_as_codings(study: Study) -> None:
    before = row(study, "1")
    held = finding(study, number=2, denominator=3)
    place = study.workbench.read.places()[study.configurations["1"]][0].place
    study.do(AddEvidence(finding=held.rid, place=place, stance="refines", strength=3, rationale=" many "))
    study.do(AddEvidence(finding=held.rid, statement=study.statement, stance="challenges"))
    study.do(AddEvidence(finding=held.rid, link=study.link))
    read = study.workbench.read
    assert row(study, "1") == before
    assert len(read.evidence()) == 8
    found = read.evidence_on.finding_evidence(finding=held.rid)
    assert [(each.number, each.stance, each.rationale, each.volume) for each in found] == [
        ("1", "refines", "many", "2 of 3 (66.7 %)"),
        ("S1", "challenges", "", "2 of 3 (66.7 %)"),
        ("1 ripple 10", "supports", "", "2 of 3 (66.7 %)"),
    ]  # fmt: skip
    by_configuration = read.evidence_on.finding_evidence(configuration=study.configurations["1"])
    assert [each.place_role_key for each in by_configuration] == ["context"]
    assert read.versions.finding_rows([found[1].evidence, 99]) == [found[1]]
    assert read.versions.finding_rows([]) == []
    assert [each.bears for each in read.evidence_on.findings()] == [3]
    gone = study.do(DeleteRecords(records.Finding, (held.rid,)))
    assert gone[records.Evidence] == 3
    assert study.workbench.history()[0].label.endswith("with 3 pieces of evidence")


def test_a_filter_passes_findings_by_case_stance_analyst_and_kind_of_data(study: Study) -> None:
    harbour = finding(study, number=1, denominator=2, case=study.cases["Harbour night"])
    everybody = study.do(KeepFinding(records.Finding(kind="corpus", wording="“safe” is a keyword")))
    rid = study.configurations["1"]
    study.do(AddEvidence(finding=harbour.rid, configuration=rid, stance="refines"))
    study.do(AddEvidence(finding=everybody.rid, configuration=rid, stance="challenges"))

    def passing(**parts: object) -> list[int]:
        scope = Filter(**parts)  # type: ignore[arg-type]
        return [row.finding for row in study.workbench.read.evidence_on.finding_evidence(scope=scope)]

    assert passing() == [harbour.rid, everybody.rid]
    assert passing(cases=frozenset({study.cases["Harbour"]})) == [harbour.rid], "a sub-case counts with its parent"
    assert passing(stances=frozenset({"challenges"})) == [everybody.rid]
    assert passing(analysts=frozenset({study.analysts["Bo"]})) == []
    assert passing(data_kinds=frozenset({"survey_response", "interview"})) == [harbour.rid]
    assert passing(data_kinds=frozenset({"interview"})) == []


def test_a_passage_says_what_else_it_bears_on(study: Study) -> None:
    rid = first_of_ann(study)
    study.do(AddEvidence(study.codings[0], study.configurations["2"], stance="challenges"))
    elsewhere = study.workbench.read.evidence_on.elsewhere(rid)
    assert [(row.number, row.stance) for row in elsewhere] == [("S1", "silent"), ("2", "challenges")]
    assert study.workbench.read.evidence_on.elsewhere(999) == []


# --- tables and frames


def test_the_matrix_tells_looked_for_from_no_data_and_counts_a_bundle_once(study: Study) -> None:
    study.do(BundleEvidence(tuple(two_of_dev(study))))
    study.do(NoteLookedFor((study.cases["Harbour"],), configuration=study.configurations["2"]))
    study.do(NoteLookedFor((study.cases["Harbour"],), configuration=study.configurations["1"]))
    table = report_table(study.workbench, "matrix")
    assert [[cell.text for cell in cells[:5]] for cells in table.rows] == [
        ["1", "Title 1", "1 / 1", "1", "1"],
        ["2", "Title 2", "–", "·", "1"],
        ["10", "Title 10", "1", "·", "·"],
    ]
    assert "– looked for and not found" in table.notes[0]
    frame = Frames(study.workbench).looked_for()
    assert frame[["configuration", "statement", "case"]].to_numpy().tolist() == [
        ["2", "", "Harbour"], ["1", "", "Harbour"],
    ]  # fmt: skip


def test_findings_stand_in_the_table_of_evidence_and_in_a_frame_of_their_own(study: Study) -> None:
    held = finding(study, number=2, denominator=3, missing=1)
    loose = study.do(KeepFinding(records.Finding(kind="corpus", wording="“safe” is a keyword", source="Wmatrix")))
    study.do(AddEvidence(finding=held.rid, configuration=study.configurations["2"], stance="challenges", strength=2))
    study.do(AddEvidence(finding=held.rid, statement=study.statement, rationale="Most of them"))
    table = report_table(study.workbench, "evidence")
    cells = {row[0].text: row[-1].text for row in table.rows}
    assert cells == {"1": "", "2": "challenges: 2 of 3 felt safe", "10": ""}
    frame = Frames(study.workbench).findings()
    assert frame["wording"].tolist() == [held.wording, held.wording, loose.wording]
    assert frame[["configuration", "statement", "stance"]].to_numpy().tolist() == [
        ["2", "", "challenges"], ["", "S1", "supports"], ["", "", ""],
    ]  # fmt: skip
    assert frame.loc[0, "share"] == pytest.approx(2 / 3)
    assert frame.loc[1, "rationale"] == "Most of them"
    assert len(Frames(study.workbench).evidence()) == 8


# --- refusals: see also `refusals_evidence`


def test_a_finding_in_a_bundle_is_refused(study: Study) -> None:
    held = finding(study, number=1, denominator=2)
    added = study.do(AddEvidence(finding=held.rid, configuration=study.configurations["1"]))
    with pytest.raises(RefusedChange, match="counted by itself"):
        study.do(BundleEvidence((first_of_ann(study), added.rid)))
