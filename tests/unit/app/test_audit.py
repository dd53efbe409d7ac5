"""The audit: who did what to a record and to what belongs to it, in words, whatever is gone by now."""

from __future__ import annotations

from ipof_workbench.app.commands.bundles import BundleEvidence, UnbundleEvidence
from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.configurations import AddConfiguration
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.evidence import SetStance
from ipof_workbench.app.commands.memos import WriteMemo
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.domain import records
from ipof_workbench.domain.trail_rows import AuditEntry, AuditField
from tests.unit.storage.hand_made_study import Study


def audit(study: Study, kind: str, rid: int) -> list[AuditEntry]:
    return study.workbench.read.trail.audit_of(kind, rid)


def whats(entry: AuditEntry) -> list[str]:
    return [line.what for line in entry.lines]


def test_the_story_of_a_configuration_is_newest_first_and_begins_with_its_making(study: Study) -> None:
    story = audit(study, "configuration", study.configurations["1"])
    assert story[-1].step.label == "Started configuration 1"
    assert [entry.step.step for entry in story] == sorted((entry.step.step for entry in story), reverse=True)
    assert any(what.startswith("Added evidence “they all know me") for entry in story for what in whats(entry))
    assert {entry.step.analyst for entry in story} == {"Kim", "Bo"}


def test_a_changed_field_says_what_it_was_and_what_it_is(study: Study) -> None:
    one = study.configurations["1"]
    study.do(EditFields(records.Configuration, one, {"title": "Night", "status": "under_test"}))
    newest = audit(study, "configuration", one)[0]
    assert whats(newest) == ["Changed configuration 1"]
    assert newest.lines[0].fields == (
        AuditField("title", "Title 1", "Night"),
        AuditField("status", "initial", "under test"),
    )


def test_another_configuration_is_not_in_the_story(study: Study) -> None:
    ten = audit(study, "configuration", study.configurations["10"])
    study.do(EditFields(records.Configuration, study.configurations["2"], {"title": "Elsewhere"}))
    assert audit(study, "configuration", study.configurations["10"]) == ten


def test_evidence_that_was_removed_stays_in_the_story(study: Study) -> None:
    one = study.configurations["1"]
    row = study.workbench.read.evidence(configuration=one)[0]
    study.do(SetStance((row.evidence,), "refines"))
    study.do(DeleteRecords(records.Evidence, (row.evidence,)))
    story = audit(study, "configuration", one)
    assert whats(story[0]) == [f"Removed evidence “{row.quote}”"]
    assert story[1].lines[0].fields == (AuditField("stance", row.stance.replace("_", " "), "refines"),)


def test_an_undone_step_stands_there_as_undone(study: Study) -> None:
    one = study.configurations["1"]
    study.do(CodePassage(*study.passage("post", "next day"), "outcome", one, label="Comes back"))
    study.workbench.undo()
    newest = audit(study, "configuration", one)[0]
    assert newest.step.undone
    assert any(what.startswith("Added evidence") for what in whats(newest))
    study.workbench.redo()
    assert not audit(study, "configuration", one)[0].step.undone


def test_a_rid_that_became_free_does_not_bring_another_records_story(study: Study) -> None:
    first = study.do(AddConfiguration("20", "Gone soon"))
    study.do(CodePassage(*study.passage("post", "next day"), "outcome", first.rid, label="Comes back"))
    study.do(DeleteRecords(records.Configuration, (first.rid,)))
    second = study.do(AddConfiguration("21", "Another"))
    assert second.rid == first.rid
    story = audit(study, "configuration", second.rid)
    assert [entry.step.label for entry in story] == ["Started configuration 21"]


def test_memos_and_their_edits_belong_to_what_they_are_about(study: Study) -> None:
    harbour = study.cases["Harbour"]
    memo = study.do(WriteMemo("Summary", kind="case_summary", about_kind="case", about=harbour))
    story = audit(study, "case", harbour)
    assert whats(story[0]) == ["Added memo “Summary”"]
    assert AuditField("kind", "", "case summary") in story[0].lines[0].fields
    study.do(EditFields(records.Memo, memo.rid, {"body": "Quiet at night."}))
    assert audit(study, "memo", memo.rid)[0].lines[0].fields == (AuditField("body", "", "Quiet at night."),)


def test_no_line_shows_json_or_an_identifier(study: Study) -> None:
    read = study.workbench.read
    for step in read.trail.audit_steps():
        lines, total = read.trail.audit_lines(step.step)
        assert len(lines) == total
        for line in lines:
            for words in (line.what, *(part for field in line.fields for part in field)):
                assert "{" not in words
                assert "_" not in words
                assert "019" not in words


def test_every_step_says_what_it_touched(study: Study) -> None:
    steps = study.workbench.read.trail.audit_steps()
    assert len(steps) == len(study.workbench.history())
    coded = next(step for step in steps if step.label.startswith("Coded “Relief"))
    assert {"coding", "evidence"} <= coded.tables


def test_a_recorded_version_is_told_as_one_with_its_change_and_its_owner(study: Study) -> None:
    one = study.configurations["1"]
    study.do(RecordVersion("configuration", one, reason="The first reading"))
    newest = audit(study, "configuration", one)[0]
    recorded = next(line for line in newest.lines if line.what.startswith("Recorded version 1"))
    assert recorded.what == "Recorded version 1 of configuration 1 Title 1"
    told = {field.name: field.new for field in recorded.fields}
    assert "number" not in told
    assert (told["change"], told["reason"]) == ("new", "The first reading")


def test_a_bundle_is_called_by_how_many_passages_it_holds_or_by_its_note(study: Study) -> None:
    one = study.configurations["1"]
    study.code_passage("night", "nobody knows", "mechanism", "1", "Hidden", "challenges")
    rows = study.workbench.read.evidence(configuration=one)
    hidden = next(row for row in rows if row.element_label == "Hidden")
    pair = tuple(row.evidence for row in rows if row.participant == hidden.participant)[:2]
    study.do(BundleEvidence(pair))
    assert bundle_in_newest_entry(study, one) == {"2 passages of one account"}
    study.do(BundleEvidence(pair, "one night"))
    study.do(UnbundleEvidence(pair))
    study.workbench.undo()
    bundled = [line for entry in audit(study, "configuration", one) for line in entry.lines]
    assert "“one night”" in {field.new for line in bundled for field in line.fields}


def bundle_in_newest_entry(study: Study, configuration: int) -> set[str]:
    lines = audit(study, "configuration", configuration)[0].lines
    return {field.new for line in lines for field in line.fields if field.name == "bundle"}


def test_a_step_names_the_records_that_it_changed_or_that_hold_them(study: Study) -> None:
    read, kinds = study.workbench.read.trail, {"configuration", "element", "document"}
    study.do(CodePassage(*study.passage("unread", "empty harbour"), "context", label="Nobody at night"))
    step = read.audit_steps()[0].step
    found = read.audit_step(step, kinds)
    assert {row.kind for row in found.subjects} == kinds
    assert all(row.name for row in found.subjects)
    assert (list(found.lines), found.total) == read.audit_lines(step)
    assert read.audit_step(step, set()).subjects == ()
    study.workbench.undo()
    left = read.audit_step(step, kinds).subjects
    assert {row.kind for row in left} == {"document"}, "what is gone leads nowhere"
