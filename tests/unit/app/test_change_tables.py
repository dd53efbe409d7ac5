"""The change log, the frozen theory and the audit trail as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.cmo_table import PRESENT
from ipof_workbench.app.commands.evidence import AddEvidence
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.merging import MergeConfigurations
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.splitting import SplitStatement, StatementPart
from ipof_workbench.app.commands.statements import AddStatement, ExpressStatement
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.app.exports import TableOptions, export_table, report_table
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from tests.unit.storage.hand_made_study import Study


def rows(study: Study, kind: str = "changes", **options: str) -> list[dict[str, str]]:
    table = report_table(study.workbench, kind, options=TableOptions(**options))  # type: ignore[arg-type]
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, (cell.text for cell in row), strict=True)) for row in table.rows]


@pytest.fixture
def retold(study: Study) -> Study:
    """An IPT, then: one refined, one refuted, one split, one merged, one new; frozen again as “refined”."""
    study.do(AddStatement("posts are long", "people read on", number="S2"))
    study.do(AddStatement("two things happen", "two others do", number="S3"))
    study.do(FreezeTheory("IPT"))
    statements = {row.number: row.rid for row in study.workbench.read.statements()}
    study.do(AddEvidence(study.codings[1], statement=statements["S1"], stance="challenges"))
    study.do(AddEvidence(study.codings[0], statement=statements["S1"], stance="refines"))
    draft = study.workbench.read.find(records.StatementVersion, statement=statements["S1"], number=0)[0]
    study.do(EditFields(records.StatementVersion, draft.rid, {"then_text": "you write at night"}))
    study.do(RecordVersion(STATEMENT, statements["S1"], "refined", "said in two forums"))
    study.do(RecordVersion(STATEMENT, statements["S2"], "refuted", "nobody did.", status="rejected"))
    parts = (StatementPart("one thing happens", "one does"), StatementPart("another happens", "another does"))
    study.do(SplitStatement(statements["S3"], parts, "parked", "they are two"))
    study.do(ExpressStatement(statements["S1"], study.configurations["1"]))
    study.do(MergeConfigurations(study.configurations["1"], (study.configurations["10"],), reason="one idea"))
    study.do(AddStatement("forums stay", "people stay", number="S9"))
    study.do(FreezeTheory("refined"))
    return study


def test_the_change_log_lists_exactly_what_changed(retold: Study) -> None:
    found = rows(retold)
    assert [(row["number"], row["change"], row["configuration"]) for row in found] == [
        ("S1", "refined", "1"),
        ("S2", "refuted", ""),
        ("S3", "split", ""),
        ("S3", "split", ""),
        ("S9", "new", ""),
        ("1", "merged", "1"),
        ("10", "merged", "1"),
    ]
    refined = found[0]
    assert refined["before"] == "If nobody knows you, then you write."
    assert refined["after"] == "If nobody knows you, then you write at night."
    assert refined["reason"] == "said in two forums."
    assert refined["evidence"].startswith("1 refining, 1 challenging\n")
    assert "Challenged by: “they all know me” (Ben, moderator, Harbour)" in refined["evidence"]
    assert (found[1]["after"], found[1]["reason"]) == ("", "nobody did.")
    assert [row["after"] for row in found[2:4]] == [
        "S3a: If one thing happens, then one does.",
        "S3b: If another happens, then another does.",
    ]
    assert found[6]["reason"] == "one idea."
    # Configuration 1 took the other in without a word changing: there was nothing to record of it.
    assert [row["number"] for row in found if not row["at"]] == ["1"]


def test_the_log_goes_from_one_named_freeze_to_another_or_to_now(retold: Study) -> None:
    assert rows(retold, since="refined", until="refined") == []
    assert len(rows(retold, since="ipt")) == 7
    with pytest.raises(NotFound, match="no frozen theory “nope”"):
        rows(retold, since="nope")


def test_the_log_goes_to_the_theory_now_however_often_it_was_frozen(retold: Study) -> None:
    assert rows(retold, since="refined", until="now") == []
    retold.do(AddStatement("nobody asks", "nobody answers", number="S19"))
    assert [(row["number"], row["change"]) for row in rows(retold, since="refined", until=" Now")] == [("S19", "new")]
    retold.do(FreezeTheory("Now"))
    assert rows(retold, since="Now", until=PRESENT) == []
    retold.do(AddStatement("somebody asks", "somebody answers", number="S20"))
    assert rows(retold, since="Now", until="now") == []  # what is frozen under that name comes first
    assert [row["number"] for row in rows(retold, since="Now", until=PRESENT)] == ["S20"]


def test_with_one_freeze_the_log_goes_to_now_and_with_none_it_lists_versions(study: Study) -> None:
    study.do(RecordVersion(CONFIGURATION, study.configurations["1"], reason="first"))
    study.do(RecordVersion(CONFIGURATION, study.configurations["1"], "confirmed"))
    found = rows(study)
    assert [(row["number"], row["before"], row["change"]) for row in found] == [
        ("1", "", "new"),
        ("1", "If anonymity, because relief.", "confirmed"),
    ]
    study.do(FreezeTheory("IPT"))
    assert rows(study) == []
    study.do(RecordVersion(CONFIGURATION, study.configurations["1"], "parked", status="parked"))
    assert [(row["number"], row["change"]) for row in rows(study)] == [("1", "parked")]


def test_words_that_may_not_be_printed_are_not(retold: Study) -> None:
    retold.do(EditFields(records.Participant, retold.people["Ben"], {"consent": "withdrawn"}))
    assert "they all know me" not in rows(retold)[0]["evidence"]
    assert "1 refining, 1 challenging" in rows(retold)[0]["evidence"]


def test_a_filter_narrows_the_evidence_and_not_the_changes(retold: Study) -> None:
    scope = Filter(stances=frozenset({"refines"}))
    table = report_table(retold.workbench, "changes", scope)
    assert len(table.rows) == 7
    assert table.rows[0][2].text.startswith("1 refining")
    assert "challenging" not in table.rows[0][2].text


def test_a_frozen_theory_is_printed_as_it_was_and_written_as_it_is_stored(retold: Study, tmp_path: Path) -> None:
    before = rows(retold, "frozen-theory", until="IPT")
    assert [(row["kind"], row["number"]) for row in before][:4] == [
        ("Statement", "S1"),
        ("Statement", "S2"),
        ("Statement", "S3"),
        ("Configuration", "1"),
    ]
    assert before[0]["then"] == "you write"
    assert rows(retold, "frozen-theory")[0]["then"] == "you write at night"
    path = export_table(retold.workbench, "frozen-theory", tmp_path / "f.json", options=TableOptions(until="IPT"))
    theory = retold.workbench.read.versions.frozen_named("IPT")
    assert path.read_text(encoding="utf-8") == retold.workbench.read.versions.content(theory.rid)


def test_without_a_freeze_there_is_none_to_print(study: Study) -> None:
    with pytest.raises(NotFound, match="No theory is frozen"):
        rows(study, "frozen-theory")


def test_the_audit_trail_lists_every_step_that_stands(study: Study) -> None:
    found = rows(study, "audit")
    assert found[0]["change"] == "Material"
    assert found[-1]["analyst"] == "Bo"
    steps = len(found)
    study.workbench.undo()
    assert len(rows(study, "audit")) == steps - 1
