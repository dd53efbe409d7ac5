"""What adding, editing and deleting records, attributes, documents and speakers do to the project."""

from __future__ import annotations

from collections import Counter

import pytest

from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.coding import CodePassage
from ipof_workbench.app.commands.deletion import _FOLLOWERS, DELETABLE, DeleteRecords, table_of
from ipof_workbench.app.commands.documents import EditSpeaker, LinkParticipant, SetDocuments
from ipof_workbench.app.commands.record_edits import ADDABLE, EDITABLE, AddRecord, EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.records import Record
from ipof_workbench.storage.integrity import canonical_dump
from ipof_workbench.storage.tables import TABLES
from tests.factories import Writing
from tests.unit.storage.hand_made_study import Study
from tests.unit.storage.one_of_each import one_of_each_judgement


def label_of_last_step(study: Study) -> str:
    return study.workbench.history()[0].label


# --- adding and editing


SAMPLES: dict[type[Record], Record] = {
    records.Analyst: records.Analyst(name="Cy"),
    records.Case: records.Case(name="Loft", quote_policy="Paraphrase"),
    records.Participant: records.Participant(name="Eve", consent="Given"),
    records.AttributeDefinition: records.AttributeDefinition(owner_kind="Case", name="size", value_type="Number"),
    records.ThematicCode: records.ThematicCode(name="Fear", parent=1),
    records.TheoryArea: records.TheoryArea(name="Leaving"),
    records.Memo: records.Memo(title="A thought", inference="Abductive"),
    records.Decision: records.Decision(wording="Keep 1", kind="Reconciled"),
    records.Finding: records.Finding(kind="Survey statistic", wording="202 of 504 felt safe", number=202),
    records.LookedFor: records.LookedFor(configuration=1, case=1),
    records.RivalGroup: records.RivalGroup(name="Bridge or armchair"),
    records.SubstantiveTheory: records.SubstantiveTheory(name="Self-determination theory"),
    records.Recommendation: records.Recommendation(wording="Say when a moderator looks in"),
    records.Appraisal: records.Appraisal(document=1, relevance="High"),
    records.Diagram: records.Diagram(name="For the paper"),
}


@pytest.mark.parametrize("kind", ADDABLE, ids=lambda kind: kind.__name__)
def test_every_record_that_can_be_added_is_stored_with_its_closed_lists_as_keys(
    study: Study, kind: type[Record]
) -> None:
    stored = study.do(AddRecord(SAMPLES[kind]))
    assert study.workbench.read.get(kind, stored.rid) == stored
    assert label_of_last_step(study).startswith("Added ")
    for field in ("quote_policy", "consent", "owner_kind", "value_type", "inference", "kind", "relevance"):
        assert getattr(stored, field, "x") == getattr(stored, field, "x").lower()


def test_a_name_is_stored_without_the_spaces_around_it(study: Study) -> None:
    assert study.do(AddRecord(records.Case(name="  Loft "))).name == "Loft"


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind, fields in EDITABLE.items() for field in sorted(fields)],
    ids=lambda part: part.__name__ if isinstance(part, type) else part,
)
def test_every_editable_field_is_one_of_the_record(kind: type[Record], field: str) -> None:
    assert field in kind.__dataclass_fields__
    assert field not in {"rid", "id", "created_at", "created_by", "import_rid"}


@pytest.mark.parametrize(
    ("kind", "changes", "label"),
    [
        (records.Project, {"title": "New"}, "Changed title of project “New”"),
        (records.Case, {"parent": 3}, "Changed parent of case “Harbour”"),
        (records.Element, {"valence": "positive"}, "Changed valence of element “Anonymity”"),
        (records.Coding, {"note": "!"}, "Changed note of the coding of “nobody knows my name”"),
        (records.Evidence, {"rationale": "!", "strength": 3}, "Changed rationale, strength of a piece of evidence"),
        (records.Configuration, {"status": "Refined"}, "Changed status of configuration 10"),
        (records.ConfigurationVersion, {"if_text": "x"}, "Changed if of configuration 10"),
        (records.StatementVersion, {"then_text": "x"}, "Changed then of statement S1"),
        (records.PlaceContent, {"activation": "partly"}, "Said that “Anonymity” fires in part in 1"),
        (records.PlaceContent, {"activation": "does_not_fire"}, "Said that “Anonymity” does not fire in 1"),
        (records.PlaceContent, {"activation": "inhibited"}, "Said that “Anonymity” is inhibited in 1"),
        (records.PlaceContent, {"polarity": "absent"}, "Marked “Anonymity” as absent in 1"),
        (records.PlaceContent, {"alternative": 1, "position": 3}, "Regrouped “Anonymity” in 1"),
        (records.PlaceContent, {"note": "!"}, "Changed note of “Anonymity” in its place"),
        (records.Role, {"letter": "q"}, "Changed letter of role “Context”"),
    ],
)
def test_fields_are_changed_and_the_step_says_of_what(
    study: Study, kind: type[Record], changes: dict[str, object], label: str
) -> None:
    before = study.workbench.read.find(kind)[0]
    stored = study.do(EditFields(kind, before.rid, changes))
    assert label_of_last_step(study) == label
    for field, value in changes.items():
        wanted = {"Refined": "refined", "q": "Q"}.get(str(value), value)
        assert getattr(stored, field) == wanted
        assert getattr(before, field) != wanted
    study.workbench.undo()
    assert study.workbench.read.get(kind, before.rid) == before


def test_typing_in_one_field_is_one_step_and_a_choice_is_always_its_own(study: Study) -> None:
    case = study.cases["Harbour"]
    before = len(study.workbench.history())
    for text in ("a", "ab", "abc"):
        study.do(EditFields(records.Case, case, {"description": text}))
    assert len(study.workbench.history()) == before + 1
    study.do(EditFields(records.Case, case, {"kind": "x"}))
    study.do(EditFields(records.Case, study.cases["Lantern"], {"kind": "x"}))
    assert len(study.workbench.history()) == before + 3
    for policy in ("none", "paraphrase"):
        study.do(EditFields(records.Case, case, {"quote_policy": policy}))
    assert len(study.workbench.history()) == before + 5


# --- attributes


def test_an_attribute_is_set_changed_and_cleared_for_several(study: Study) -> None:
    age, people = study.attributes["age"], study.people
    study.do(SetAttribute(age, (people["Ann"], people["Dev"]), " 20 "))
    assert study.workbench.read.attribute_values("participant") == {
        people["Ann"]: {age: "20"}, people["Ben"]: {age: "40"}, people["Cleo"]: {age: "18"}, people["Dev"]: {age: "20"},
    }  # fmt: skip
    assert label_of_last_step(study) == "Set age to “20” for 2 participants"
    study.do(SetAttribute(age, (people["Ann"], people["Dev"]), ""))
    assert set(study.workbench.read.attribute_values("participant")) == {people["Ben"], people["Cleo"]}


@pytest.mark.parametrize(
    ("value_type", "given", "stored"),
    [
        ("number", "1,234.5", "1,234.5"), ("number", "-3", "-3"), ("date", "2024-03-31", "2024-03-31"),
        ("date", "20240331", "2024-03-31"), ("ordinal", "never", "never"), ("category", "anything", "anything"),
        ("text", "a\nb", "a\nb"),
    ],
)  # fmt: skip
def test_a_value_is_stored_in_the_form_of_its_type(study: Study, value_type: str, given: str, stored: str) -> None:
    definition = study.do(
        AddRecord(
            records.AttributeDefinition(owner_kind="document", name="x", value_type=value_type, choices="never\nalways")
        )
    )
    study.do(SetAttribute(definition.rid, (study.documents["post"],), given))
    values = study.workbench.read.attribute_values("document")
    assert values[study.documents["post"]] == {definition.rid: stored}


# --- deleting


def test_every_reference_to_what_can_be_deleted_has_its_rule() -> None:
    reachable: set[type[Record]] = set(DELETABLE)
    while True:
        below = {kind for above in reachable for kind, _, what in _FOLLOWERS.get(above, ()) if what == "goes"}
        if below <= reachable:
            break
        reachable |= below
    by_table = {table.name: kind for kind, table in TABLES.items()}
    missing = []
    for kind, table in TABLES.items():
        for column in table.columns:
            for key in column.foreign_keys:
                target = by_table[key.column.table.name]
                if target in reachable - {records.Analyst} and column.name != "import_rid":
                    rules = {(follower, field) for follower, field, _ in _FOLLOWERS.get(target, ())}
                    if (kind, column.name) not in rules:
                        missing.append(f"{kind.__name__}.{column.name} -> {target.__name__}")
    assert missing == []


@pytest.mark.parametrize("kind", [kind for kind in DELETABLE if kind is not records.Analyst], ids=lambda k: k.__name__)
def test_every_deletion_leaves_a_sound_project_and_can_be_undone(study: Study, kind: type[Record]) -> None:
    study.do(AddRecord(records.Memo(title="m", about_kind=table_of(kind), about=1)))
    study.do(Writing(one_of_each_judgement))
    connection = study.workbench._project.reader()  # noqa: SLF001
    before = canonical_dump(connection)
    rids = tuple(record.rid for record in study.workbench.read.find(kind))
    assert rids
    gone = study.do(DeleteRecords(kind, rids))
    assert gone[kind] == len(rids)
    assert study.workbench.read.find(kind) == []
    assert study.workbench.check() == []
    assert label_of_last_step(study).startswith("Deleted ")
    if kind is not records.Memo:
        assert study.workbench.read.find(records.Memo)[0].about is None
    study.workbench.undo()
    assert canonical_dump(connection) == before


def test_a_document_goes_with_its_texts_codings_and_evidence(study: Study) -> None:
    gone = study.do(DeleteRecords(records.Document, (study.documents["group"],)))
    assert gone == Counter(
        {
            records.Document: 1, records.TextRevision: 1, records.Turn: 2, records.DocumentParticipant: 2,
            records.Excerpt: gone[records.Excerpt], records.Coding: 3, records.Evidence: 4,
        }
    )  # fmt: skip
    assert label_of_last_step(study) == "Deleted document group with 3 codings, 4 pieces of evidence"
    assert study.workbench.read.search("relief")[1] == 1
    assert study.workbench.read.summary().participants == 4


def test_a_case_goes_and_its_documents_people_and_sub_cases_stay(study: Study) -> None:
    study.do(DeleteRecords(records.Case, (study.cases["Harbour"],)))
    assert [(row.name, row.parent) for row in study.workbench.read.cases()] == [
        ("Harbour night", None),
        ("Lantern", None),
    ]
    assert study.workbench.read.document_rows([study.documents["group"]])[0].case is None
    assert [row.cases for row in study.workbench.read.participants()] == ["", "", "Lantern", "Harbour night"]
    assert study.workbench.read.attribute_values("case") == {study.cases["Lantern"]: {study.attributes["host"]: "nhs"}}


def test_the_last_coding_of_an_unnamed_element_takes_it_and_its_passage_along(study: Study) -> None:
    study.do(DeleteRecords(records.Coding, (study.codings[3],)))
    assert study.workbench.read.find(records.Element, rid=study.elements["unnamed"]) == []
    assert study.workbench.read.find(records.PlaceContent, element=study.elements["unnamed"]) == []
    assert [excerpt.quote for excerpt in study.workbench.read.find(records.Excerpt)].count("wrote again") == 0


def test_a_named_element_outlives_its_codings(study: Study) -> None:
    codings = tuple(row.coding for row in study.workbench.read.codings() if row.element == study.elements["Relief"])
    study.do(DeleteRecords(records.Coding, codings))
    assert [(row.label, row.codings) for row in study.workbench.read.elements()] == [("Anonymity", 3), ("Relief", 0)]


def test_a_passage_that_is_still_coded_stays(study: Study) -> None:
    made = study.do(CodePassage(*study.passage("post", "next day"), "outcome"))
    study.do(DeleteRecords(records.Coding, (made.coding,)))
    assert study.workbench.read.coding(study.codings[4]) is not None


def test_a_configuration_goes_and_its_codings_stay(study: Study) -> None:
    study.do(DeleteRecords(records.Configuration, (study.configurations["1"],)))
    assert study.workbench.read.summary().codings == 8
    assert study.workbench.read.links() == []
    assert [row.number for row in study.workbench.read.configurations()] == ["2", "10"]
    assert len(study.workbench.read.evidence()) == 3


def test_an_element_and_its_child_can_go_together(study: Study) -> None:
    rids = (study.elements["Anonymity"], study.elements["Relief"])
    study.do(EditFields(records.Element, rids[1], {"parent": rids[0]}))
    gone = study.do(DeleteRecords(records.Element, (*rids, rids[0])))
    assert gone[records.Element] == 2
    assert gone[records.Coding] == 5


def test_an_analyst_without_work_can_go(study: Study) -> None:
    cy = study.do(AddRecord(records.Analyst(name="Cy"))).rid
    study.do(DeleteRecords(records.Analyst, (cy,)))
    assert [analyst.name for analyst in study.workbench.read.find(records.Analyst)] == ["Kim", "Bo"]


# --- documents and speakers


def test_spelling_variants_of_a_speaker_are_merged_and_linked(study: Study) -> None:
    group = study.documents["group"]
    study.do(EditSpeaker(group, "Ann", name=" Ben ", is_interviewer=True, participant=study.people["Dev"]))
    turns = study.workbench.read.document_text(group).turns
    assert [(turn.speaker, turn.is_interviewer, turn.participant) for turn in turns] == [
        ("Ben", True, study.people["Dev"]), ("Ben", False, study.people["Ben"]),
    ]  # fmt: skip
    assert "Dev" in study.workbench.read.document_rows([group])[0].participants
    assert label_of_last_step(study) == "Changed speaker “Ann” in group"


def test_documents_get_a_case_and_a_status_together(study: Study) -> None:
    rids = (study.documents["post"], study.documents["unread"], study.documents["post"])
    study.do(SetDocuments(rids, case=study.cases["Harbour"], status="First coded", set_case=True))
    rows = study.workbench.read.document_rows(rids[:2])
    assert [(row.case_name, row.status) for row in rows] == [("Harbour", "first_coded")] * 2
    assert label_of_last_step(study) == "Changed 2 documents"
    study.do(SetDocuments(rids, set_case=True))
    assert {row.case for row in study.workbench.read.document_rows(rids)} == {None}


def test_a_participant_is_linked_to_a_document_and_its_case_and_unlinked(study: Study) -> None:
    group, dev = study.documents["group"], study.people["Dev"]
    study.do(LinkParticipant(group, dev))
    assert study.workbench.run(LinkParticipant(group, dev)).changed is None
    row = next(row for row in study.workbench.read.participants() if row.name == "Dev")
    assert (set(row.cases.split(", ")), row.documents) == ({"Harbour", "Harbour night"}, 2)
    study.do(LinkParticipant(group, study.people["Ann"], linked=False))
    assert study.workbench.read.document_text(group).turns[0].participant is None
    assert study.workbench.run(LinkParticipant(group, study.people["Cleo"], linked=False)).changed is None
