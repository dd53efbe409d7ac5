"""Recording versions, returning to them, and what evidence is judged against."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.configurations import (
    AddConfiguration,
    PutInPlace,
    RemoveFromConfiguration,
    ReplaceInPlace,
    TakeOutOfPlace,
)
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.elements import RenameElement
from ipof_workbench.app.commands.record_edits import AddRecord, EditFields
from ipof_workbench.app.commands.versions import RecordVersion, ReturnToVersion
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, UsageError, WorkbenchError
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from tests.unit.storage.hand_made_study import Study


def recorded(study: Study, number: str = "1", **fields: object) -> records.ConfigurationVersion:
    """Record a version of a configuration."""
    version: records.ConfigurationVersion = study.do(
        RecordVersion(CONFIGURATION, study.configurations[number], **fields)  # type: ignore[arg-type]
    )
    return version


def draft(study: Study, number: str = "1") -> records.ConfigurationVersion:
    return study.workbench.read.find(
        records.ConfigurationVersion, configuration=study.configurations[number], number=0
    )[0]


def standing(study: Study, version: int) -> list[tuple[int | None, str]]:
    """Return (element, wording) of what stands in a version."""
    held = study.workbench.read.find(records.PlaceContent, version=version)
    return [(content.element, content.wording) for content in held]


def state_of_recorded(study: Study) -> list[object]:
    """Return every row that no command may touch: recorded versions, what stands in them, frozen theories."""
    read = study.workbench.read
    versions = [version for version in read.find(records.ConfigurationVersion) if version.number]
    kept = {version.rid for version in versions}
    return [
        *versions,
        *(content for content in read.find(records.PlaceContent) if content.version in kept),
        *(version for version in read.find(records.StatementVersion) if version.number),
        *read.find(records.ProgrammeTheory),
    ]


def test_recording_keeps_the_sentence_as_it_reads_and_what_the_elements_were_called(study: Study) -> None:
    version = recorded(study, reason=" first wave ")
    assert (version.number, version.change, version.reason) == (1, "new", "first wave")
    assert (version.if_text, version.then_text, version.because_text) == ("anonymity", "", "relief")
    assert standing(study, version.rid) == [
        (study.elements["Anonymity"], "Anonymity"),
        (study.elements["Relief"], "Relief"),
    ]
    assert standing(study, draft(study).rid) == [(study.elements["Anonymity"], ""), (study.elements["Relief"], "")]
    assert study.workbench.history()[0].label == "Recorded version 1 of configuration 1: new"
    study.do(RenameElement(study.elements["Anonymity"], "Nobody knows you"))
    assert standing(study, version.rid)[0][1] == "Anonymity"


def test_the_draft_stays_the_draft_and_its_ids_with_it(study: Study) -> None:
    before = draft(study)
    contents = {held.id for held in study.workbench.read.find(records.PlaceContent, version=before.rid)}
    version = recorded(study)
    after = draft(study)
    assert (after.id, after.if_text, after.created_at) == (before.id, before.if_text, before.created_at)
    assert version.id != before.id
    assert {held.id for held in study.workbench.read.find(records.PlaceContent, version=after.rid)} == contents


def test_evidence_on_the_draft_is_judged_against_the_version_it_led_to(study: Study) -> None:
    pieces = {row.evidence for row in study.workbench.read.evidence(configuration=study.configurations["1"])}
    version = recorded(study)
    assert {study.workbench.read.get(records.Evidence, piece).version for piece in pieces} == {version.rid}
    row = study.workbench.read.versions.recorded(CONFIGURATION, study.configurations["1"])[0]
    assert {piece for piece, _ in row.evidence} == pieces
    assert dict(row.evidence)[min(pieces)] == "supports"


def test_evidence_may_be_chosen(study: Study) -> None:
    pieces = [row.evidence for row in study.workbench.read.evidence(configuration=study.configurations["1"])]
    recorded(study, evidence=(pieces[1],))
    row = study.workbench.read.versions.recorded(CONFIGURATION, study.configurations["1"])[0]
    assert [piece for piece, _ in row.evidence] == [pieces[1]]
    left = study.workbench.read.versions.behind(CONFIGURATION, study.configurations["1"]).evidence
    assert set(left) == set(pieces) - {pieces[1]}


def test_new_evidence_is_judged_against_the_version_while_the_draft_says_the_same(study: Study) -> None:
    version = recorded(study)
    passage = CodePassage(*study.passage("post", "again"), "context", study.configurations["1"], label="Anonymity")
    same = study.workbench.read.get(records.Evidence, study.do(passage).evidence)
    assert same.version == version.rid
    other = CodePassage(*study.passage("post", "the next day"), "context", study.configurations["1"], label="Time")
    assert study.workbench.read.get(records.Evidence, study.do(other).evidence).version == draft(study).rid


def test_later_versions_say_what_changed_and_set_the_status(study: Study) -> None:
    recorded(study)
    study.do(PutInPlace(study.configurations["1"], "outcome", label="Posting again"))
    behind = study.workbench.read.versions.behind(CONFIGURATION, study.configurations["1"])
    assert (behind.version, behind.differs, behind.change) == (1, True, "refined")
    second = recorded(study, change="Narrowed", status="refined", reason="only at night")
    assert (second.number, second.change) == (2, "narrowed")
    assert study.workbench.read.get(records.Configuration, study.configurations["1"]).status == "refined"
    study.do(EditFields(records.ConfigurationVersion, draft(study).rid, {"then_text": "people post again"}))
    assert study.workbench.read.versions.behind(CONFIGURATION, study.configurations["1"]).change == "reworded"
    third = recorded(study)
    assert (third.change, third.then_text) == ("reworded", "people post again")


def test_a_judgement_needs_no_change_of_words(study: Study) -> None:
    recorded(study)
    assert recorded(study, change="confirmed").number == 2
    assert recorded(study, change="refuted", status="rejected").number == 3


def test_statements_have_versions_too(study: Study) -> None:
    version = study.do(RecordVersion(STATEMENT, study.statement))
    assert (version.number, version.if_text, version.change) == (1, "nobody knows you", "new")
    row = study.workbench.read.versions.recorded(STATEMENT)[0]
    assert (row.subject_number, [stance for _, stance in row.evidence]) == ("S1", ["silent"])
    opened = study.workbench.read.find(records.StatementVersion, statement=study.statement, number=0)[0]
    study.do(EditFields(records.StatementVersion, opened.rid, {"then_text": "you stay"}))
    assert study.do(RecordVersion(STATEMENT, study.statement, "refined")).then_text == "you stay"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (lambda study: RecordVersion("element", study.elements["Relief"]), "has no versions"),
        (lambda study: RecordVersion(CONFIGURATION, study.configurations["1"], "enlarged"), "no kind of change"),
        (lambda study: RecordVersion(CONFIGURATION, study.configurations["1"], "refined"), "This is the first version"),
        (
            lambda study: RecordVersion(CONFIGURATION, study.configurations["1"], decision=99),
            "no longer in the project",
        ),
        (lambda study: RecordVersion(CONFIGURATION, study.configurations["2"], evidence=(1,)), "does not bear on"),
        (lambda study: RecordVersion(CONFIGURATION, 99), "no longer in the project"),
        (lambda study: RecordVersion(CONFIGURATION, study.configurations["1"], status="lost"), "is no status"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_changes_nothing(study: Study, command, sentence) -> None:  # type: ignore[no-untyped-def]
    steps = len(study.workbench.history())
    with pytest.raises(WorkbenchError, match=sentence):
        study.do(command(study))
    assert len(study.workbench.history()) == steps
    assert state_of_recorded(study) == []


def test_a_configuration_with_nothing_in_it_is_not_recorded(study: Study) -> None:
    empty = study.do(AddConfiguration(title="A thought"))
    with pytest.raises(RefusedChange, match="There is nothing in configuration 11 yet"):
        study.do(RecordVersion(CONFIGURATION, empty.rid))


def test_nothing_changed_is_nothing_to_record(study: Study) -> None:
    recorded(study)
    for change in ("", "refined", "reworded"):
        with pytest.raises(RefusedChange, match="Nothing in configuration 1 has changed since version 1"):
            recorded(study, change=change)
    with pytest.raises(RefusedChange, match="so it is not new"):
        recorded(study, change="new")


def test_no_command_reaches_a_recorded_version(study: Study) -> None:
    version = recorded(study)
    kept = state_of_recorded(study)
    content = study.workbench.read.find(records.PlaceContent, version=version.rid)[0]
    element = study.elements["Anonymity"]
    for command in (
        EditFields(records.ConfigurationVersion, version.rid, {"if_text": "x"}),
        EditFields(records.PlaceContent, content.rid, {"polarity": "absent"}),
        TakeOutOfPlace((content.rid,)),
        ReplaceInPlace(content.rid, study.elements["Relief"]),
        DeleteRecords(records.Element, (element,)),
    ):
        with pytest.raises(WorkbenchError):
            study.do(command)
    study.do(RemoveFromConfiguration(element, "context"))
    study.do(RenameElement(element, "Something else"))
    assert state_of_recorded(study) == kept
    assert study.workbench.check() == []


def test_taking_a_passage_away_keeps_its_unnamed_element_where_it_was_recorded(study: Study) -> None:
    version = recorded(study, "2")
    study.do(DeleteRecords(records.Coding, (study.codings[3],)))
    assert [element for element, _ in standing(study, version.rid)] == [study.elements["unnamed"]]
    assert standing(study, draft(study, "2").rid) == []


def test_a_decision_that_led_to_a_version_stays(study: Study) -> None:
    decision = study.do(AddRecord(records.Decision(wording="We keep it")))
    recorded(study, decision=decision.rid)
    with pytest.raises(RefusedChange, match="stands in a recorded version"):
        study.do(DeleteRecords(records.Decision, (decision.rid,)))
    row = study.workbench.read.versions.recorded(CONFIGURATION)[0]
    assert (row.decision, row.decision_words, row.analyst_name) == (decision.rid, "We keep it", "Kim")


def test_returning_brings_places_and_words_back(study: Study) -> None:
    first = recorded(study)
    study.do(PutInPlace(study.configurations["1"], "outcome", label="Posting again"))
    study.do(EditFields(records.ConfigurationVersion, draft(study).rid, {"if_text": "nobody knows"}))
    recorded(study)
    study.do(ReturnToVersion(CONFIGURATION, first.rid))
    detail = study.workbench.read.configuration(study.configurations["1"])
    assert detail.sentence == {"if": "anonymity", "then": "", "because": "relief"}
    assert (detail.if_text, detail.then_text) == ("", "")
    assert study.workbench.read.versions.latest_number(CONFIGURATION, study.configurations["1"]) == 2
    assert study.workbench.read.versions.behind(CONFIGURATION, study.configurations["1"]).differs


def test_returning_writes_what_the_places_no_longer_say(study: Study) -> None:
    first = recorded(study)
    study.do(RenameElement(study.elements["Anonymity"], "No names"))
    study.do(ReturnToVersion(CONFIGURATION, first.rid))
    detail = study.workbench.read.configuration(study.configurations["1"])
    assert (detail.if_text, detail.because_text) == ("anonymity", "")


def test_the_draft_is_no_version_to_return_to(study: Study) -> None:
    with pytest.raises(RefusedChange, match="the open draft itself"):
        study.do(ReturnToVersion(CONFIGURATION, draft(study).rid))
    with pytest.raises(UsageError, match="has no versions"):
        study.do(ReturnToVersion("place", 1))


def test_a_version_and_its_judgements_come_and_go_with_undo(study: Study) -> None:
    before = draft(study)
    recorded(study, status="initial")
    study.workbench.undo()
    assert state_of_recorded(study) == []
    assert draft(study) == before
    study.workbench.redo()
    assert len(study.workbench.read.versions.recorded()) == 1
