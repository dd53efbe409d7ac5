"""Freezing the theory: what is recorded with it, what is kept, and that nothing reaches it any more."""

from __future__ import annotations

import json
import sqlite3

import pytest

from ipof_workbench.app.commands import recording
from ipof_workbench.app.commands.configurations import AddConfiguration, PutInPlace
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.freezing import FreezeTheory
from ipof_workbench.app.commands.merging import MergeConfigurations
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.splitting import ConfigurationPart, SplitConfiguration
from ipof_workbench.app.commands.versions import RecordVersion
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, ProjectDamaged, RefusedChange, WorkbenchError
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.storage.integrity import canonical_dump
from ipof_workbench.theory.comparison import Compared
from ipof_workbench.theory.snapshot import content_of, hash_of, snapshot_of
from tests.unit.storage.hand_made_study import TEXTS, Study


def freeze(study: Study, name: str, **fields: object) -> records.ProgrammeTheory:
    theory: records.ProgrammeTheory = study.do(FreezeTheory(name, **fields))  # type: ignore[arg-type]
    return theory


def entries(study: Study, before: int | None, after: int | None = None) -> dict[str, Compared]:
    """Return number -> what became of it."""
    return {entry.number: entry for entry in study.workbench.read.versions.compare(before, after).entries}


def dump(study: Study) -> dict[str, str]:
    """Return every table but the journal's, in one canonical form."""
    return canonical_dump(study.workbench._project.reader())  # noqa: SLF001


def draft_texts(study: Study, number: str, **texts: str) -> None:
    """Write parts of the sentence of a configuration."""
    detail = study.workbench.read.configuration(study.configurations[number])
    study.do(EditFields(records.ConfigurationVersion, detail.draft, texts))


def test_freezing_records_what_differs_and_keeps_the_whole(study: Study) -> None:
    study.do(AddConfiguration("12", "Nothing in it"))
    expected = [row.number for row in study.workbench.read.versions.to_record()]
    assert expected == ["S1", "1", "2", "10"]
    theory = freeze(study, " IPT ", note="The theory we began with")
    assert (theory.name, theory.note) == ("IPT", "The theory we began with")
    assert study.workbench.history()[0].label == "Froze the theory as “IPT” and recorded 4 versions"
    row = study.workbench.read.versions.frozen()[0]
    assert (row.name, row.analyst_name, row.configurations, row.statements, row.evidence) == ("IPT", "Kim", 4, 1, 8)
    assert study.workbench.read.versions.to_record() == []
    again = freeze(study, "IPT again")
    assert len(study.workbench.read.versions.recorded()) == 4
    assert again.sha256 == theory.sha256, "nothing happened in between"


def test_the_content_is_canonical_and_its_hash_is_that_of_the_content(study: Study) -> None:
    theory = freeze(study, "IPT")
    content = study.workbench.read.versions.content(theory.rid)
    assert content == json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert theory.sha256 == hash_of(content)
    snapshot = snapshot_of(content)
    assert snapshot == study.workbench.read.versions.snapshot()
    assert content_of(snapshot) == content
    one = next(claim for claim in snapshot.claims if claim.number == "1")
    assert one.parts == ("anonymity", "", "relief")
    assert [(each.role, each.wording) for each in one.stood] == [("context", "Anonymity"), ("mechanism", "Relief")]
    assert [(*snapshot.sources[piece.source], piece.stance) for piece in one.evidence][:2] == [
        ("group", "Harbour", "Ann", "supports"),
        ("group", "Harbour", "Ben", "challenges"),
    ]
    assert snapshot.links[0].kind == "ripple"


def test_what_sqlite_writes_of_the_evidence_is_what_json_writes(study: Study) -> None:
    study.workbench.close()
    hard = 'we"ird\\ \u2028é\x01\x7f/\t\n\b😀'
    with sqlite3.connect(study.workbench.path) as connection:
        connection.execute("UPDATE role SET key = ? WHERE position = 0", (hard,))
    connection.close()
    with Workbench.open(study.workbench.path) as workbench:
        theory = workbench.run(FreezeTheory("IPT")).result
        content = workbench.read.versions.content(theory.rid)
        assert content == json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        now = workbench.read.versions.snapshot()
        assert snapshot_of(content) == now
        assert hard in {piece.role for claim in now.claims for piece in claim.evidence}


def test_no_words_of_participants_are_in_a_freeze(study: Study) -> None:
    content = study.workbench.read.versions.content(freeze(study, "IPT").rid)
    said = [line.split(": ")[-1] for text in TEXTS.values() for line in text.splitlines()]
    assert [words for words in said if words[-12:] in content] == []
    assert "again" not in content
    two = next(claim for claim in snapshot_of(content).claims if claim.number == "2")
    assert two.parts == ("", "[unnamed outcome]", "")
    assert study.workbench.read.versions.recorded(CONFIGURATION, two.rid)[0].then_text == "wrote again"


def test_changes_and_reasons_are_given_with_the_freeze(study: Study) -> None:
    first = freeze(study, "IPT")
    study.do(PutInPlace(study.configurations["1"], "outcome", label="Posting again"))
    draft_texts(study, "10", because_text="relief that somebody is there")
    meeting = study.do(AddRecord(records.Decision(wording="We met")))
    changes = {
        (CONFIGURATION, study.configurations["1"]): ("narrowed", "only those who stay"),
        (STATEMENT, study.statement): ("confirmed", "heard in three cases"),
        (CONFIGURATION, study.configurations["2"]): ("", "nothing to say"),
    }
    second = freeze(study, "refined", decision=meeting.rid, changes=changes)
    found = entries(study, first.rid, second.rid)
    assert {number: entry.change for number, entry in found.items()} == {
        "S1": "confirmed",
        "1": "narrowed",
        "2": "unchanged",
        "10": "reworded",
    }
    assert found["1"].reasons == ("only those who stay",)
    assert found["1"].recorded[0].decision_words == "We met"
    assert [each.wording for each in found["1"].places_added] == ["Posting again"]
    runs = dict(found["10"].parts())["because"]
    assert [(run.what, run.words) for run in runs] == [("kept", "relief"), ("added", "that somebody is there")]


def test_splits_mergers_and_what_is_new_or_gone_are_told_apart(study: Study) -> None:
    first = freeze(study, "IPT")
    detail = study.workbench.read.configuration(study.configurations["1"])
    relief = next(content.rid for place in detail.places for content in place.contents if content.label == "Relief")
    study.do(SplitConfiguration(study.configurations["1"], (ConfigurationPart((relief,), number="1a"),)))
    study.do(MergeConfigurations(study.configurations["1"], (study.configurations["10"],)))
    study.do(DeleteRecords(records.Configuration, (study.configurations["2"],)))
    new = study.do(AddConfiguration("20"))
    study.do(PutInPlace(new.rid, "outcome", label="Leaving"))
    second = freeze(study, "refined")
    comparison = study.workbench.read.versions.compare(first.rid, second.rid)
    found = {entry.number: entry for entry in comparison.entries}
    assert {number: entry.change for number, entry in found.items()} == {
        "S1": "unchanged",
        "1": "merged",
        "1a": "split",
        "10": "merged",
        "2": "dropped",
        "20": "new",
    }
    assert [claim.number for claim in found["1a"].came_from] == ["1"]
    assert [claim.number for claim in found["10"].went_into] == ["1"]
    assert found["1a"].words_before == "If anonymity, because relief."
    assert list(found) == ["S1", "1", "1a", "2", "10", "20"]
    assert comparison.counts() == {"unchanged": 1, "new": 1, "split": 1, "merged": 1, "dropped": 1}
    assert [element.label for element in comparison.elements_added] == ["Leaving"]


def test_evidence_behind_a_change_is_what_led_to_it_and_what_came_since(study: Study) -> None:
    first = freeze(study, "IPT")
    study.do(PutInPlace(study.configurations["2"], "context", label="Anonymity"))
    from ipof_workbench.app.commands.evidence import AddEvidence

    piece = study.do(AddEvidence(study.codings[1], configuration=study.configurations["2"], stance="challenges"))
    entry = entries(study, first.rid)["2"]
    assert (entry.change, entry.evidence) == ("refined", {piece.rid: "challenges"})
    study.do(RecordVersion(CONFIGURATION, study.configurations["2"], "refuted", status="rejected"))
    entry = entries(study, first.rid)["2"]
    assert (entry.change, entry.evidence, entry.status_change) == (
        "refuted",
        {piece.rid: "challenges"},
        ("candidate", "rejected"),
    )
    assert [row.quote for row in study.workbench.read.versions.evidence_rows(entry.evidence)] == ["they all know me"]


@pytest.mark.parametrize(("status", "change"), [("rejected", "refuted"), ("parked", "parked"), ("final", "unchanged")])
def test_a_status_alone_tells_what_became_of_it(study: Study, status: str, change: str) -> None:
    first = freeze(study, "IPT")
    study.do(EditFields(records.TheoryStatement, study.statement, {"status": status}))
    second = freeze(study, "later")
    assert entries(study, first.rid, second.rid)["S1"].change == change
    study.do(EditFields(records.TheoryStatement, study.statement, {"status": "under_test"}))
    assert entries(study, second.rid)["S1"].change == ("revived" if change != "unchanged" else "unchanged")


def test_what_cannot_be_frozen_is_refused(study: Study, tmp_path) -> None:  # type: ignore[no-untyped-def]
    freeze(study, "IPT")
    steps = len(study.workbench.history())
    for name, sentence in ((" ", "needs a name"), ("ipt", "already a frozen theory “ipt”")):
        with pytest.raises(RefusedChange, match=sentence):
            freeze(study, name)
    for fields in (
        {"decision": 99},
        {"changes": {(CONFIGURATION, 99): ("new", "")}},
        {"changes": {("place", 1): ("", "")}},
    ):
        with pytest.raises(WorkbenchError):
            freeze(study, "other", **fields)
    assert len(study.workbench.history()) == steps
    with Workbench.create(tmp_path / "empty.ipof") as empty, pytest.raises(RefusedChange, match="no configuration"):
        empty.run(FreezeTheory("IPT"))


def test_nothing_edits_or_deletes_a_freeze_but_undoing_it(study: Study) -> None:
    theory = freeze(study, "IPT")
    content = study.workbench.read.versions.content(theory.rid)
    with pytest.raises(RefusedChange, match="cannot be changed"):
        study.do(EditFields(records.ProgrammeTheory, theory.rid, {"name": "other"}))
    with pytest.raises(RefusedChange, match="not deleted by itself"):
        study.do(DeleteRecords(records.ProgrammeTheory, (theory.rid,)))
    with pytest.raises(RefusedChange, match="not added by itself"):
        study.do(AddRecord(records.ProgrammeTheory(name="x", sha256="")))
    study.workbench.undo()
    assert study.workbench.read.versions.frozen() == []
    with pytest.raises(NotFound, match="no longer in the project"):
        study.workbench.read.versions.content(theory.rid)
    study.workbench.redo()
    assert study.workbench.read.versions.content(theory.rid) == content


def test_a_freeze_is_found_by_its_name(study: Study) -> None:
    with pytest.raises(NotFound, match="none is yet"):
        study.workbench.read.versions.frozen_named("IPT")
    theory = freeze(study, "After wave 2")
    assert study.workbench.read.versions.frozen_named("after  WAVE 2").rid == theory.rid
    with pytest.raises(NotFound, match="there are: “After wave 2”"):
        study.workbench.read.versions.frozen_named("refined")


def test_the_check_sees_a_content_that_was_tampered_with(study: Study) -> None:
    theory = freeze(study, "IPT")
    assert study.workbench.check() == []
    study.workbench.close()
    with sqlite3.connect(study.workbench.path) as connection:
        connection.execute("UPDATE frozen_content SET content = replace(content, 'Anonymity', 'Antipathy')")
    connection.close()
    with Workbench.open(study.workbench.path) as workbench:
        assert [(found.what, found.where) for found in workbench.check()] == [("changed theory", "frozen theory IPT")]
        assert theory.sha256 != hash_of(workbench.read.versions.content(theory.rid))


def test_a_content_that_is_no_theory_is_said_to_be_damaged(study: Study) -> None:
    theory = freeze(study, "IPT")
    study.workbench.close()
    with sqlite3.connect(study.workbench.path) as connection:
        connection.execute("UPDATE frozen_content SET content = replace(content, '\"format\":1', '\"format\":9')")
    connection.close()
    with Workbench.open(study.workbench.path) as workbench, pytest.raises(ProjectDamaged, match="cannot be read"):
        workbench.read.versions.snapshot(theory.rid)


def test_a_freeze_of_a_great_theory_is_one_bulk_change_that_undo_reaches(study: Study) -> None:
    from ipof_workbench.app.commands.coding import CodePassage
    from tests.factories import Writing

    def many(store) -> None:  # type: ignore[no-untyped-def]
        for _ in range(recording.MANY_ROWS):
            CodePassage(*study.passage("post", "again"), "context", study.configurations["2"], label="Time").apply(
                store
            )
        store.label = "Much"

    study.do(Writing(many))
    imports = len(study.workbench.read.imports())
    theory = freeze(study, "IPT")
    content = study.workbench.read.versions.content(theory.rid)
    led = study.workbench.read.versions.recorded(CONFIGURATION, study.configurations["2"])[0].evidence
    assert len(led) == recording.MANY_ROWS + 1
    assert len(study.workbench.read.imports()) == imports
    study.workbench.undo()
    assert study.workbench.read.find(records.VersionEvidence) == []
    study.workbench.redo()
    assert study.workbench.read.versions.recorded(CONFIGURATION, study.configurations["2"])[0].evidence == led
    assert study.workbench.read.versions.content(theory.rid) == content
    assert study.workbench.check() == []


@pytest.mark.parametrize("many", [1, recording.MANY_ROWS])
def test_many_contents_recorded_at_once_leave_what_few_one_by_one_do(
    study: Study, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MANY_ROWS", many)
    one = study.configurations["1"]
    places = study.workbench.read.find(records.PlaceContent)
    before = dump(study)
    theory = freeze(study, "IPT")
    content = study.workbench.read.versions.content(theory.rid)
    then = dump(study)
    draft = study.workbench.read.configuration(one).draft
    held = [each for each in study.workbench.read.find(records.PlaceContent) if each.wording]
    assert {(each.rid, each.id) for each in places} <= {
        (each.rid, each.id) for each in study.workbench.read.find(records.PlaceContent) if not each.wording
    }, "the draft keeps its contents"
    assert len(held) == len(places)
    study.do(PutInPlace(one, "outcome", label="Posting again"))
    assert [each.wording for each in study.workbench.read.find(records.PlaceContent, version=draft)] == [""] * 3
    assert [each.name for each in study.workbench.read.versions.frozen()] == ["IPT"]
    study.workbench.undo()
    assert dump(study) == then
    study.workbench.undo()
    assert dump(study) == before
    study.workbench.redo()
    assert dump(study) == then
    assert study.workbench.check() == []
    assert study.workbench.read.versions.content(theory.rid) == content


def test_the_audit_says_what_was_recorded_at_once(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MANY_ROWS", 1)
    freeze(study, "IPT")
    step = study.workbench.history()[0].rid
    lines, number = study.workbench.read.trail.audit_lines(step)
    assert number == len(lines)
    said = [line.what for line in lines]
    assert "6 pieces of evidence recorded with a version" in said
    assert "4 parts recorded with a version" in said
    assert "Added import" not in said
    of_one = study.workbench.read.trail.audit_of(CONFIGURATION, study.configurations["1"])[0]
    assert "2 parts recorded with a version" in [line.what for line in of_one.lines]


@pytest.mark.parametrize("many", [1, recording.MANY_ROWS])
def test_the_evidence_of_one_version_recorded_at_once_is_what_one_by_one_is(
    study: Study, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MANY_ROWS", many)
    one = study.configurations["1"]
    before = dump(study)
    study.do(RecordVersion(CONFIGURATION, one))
    after = dump(study)
    pieces = study.workbench.read.evidence(configuration=one)
    (version,) = study.workbench.read.versions.recorded(CONFIGURATION, one)
    assert {rid for rid, _ in version.evidence} == {row.evidence for row in pieces}
    study.workbench.undo()
    assert dump(study) == before
    study.workbench.redo()
    assert dump(study) == after
