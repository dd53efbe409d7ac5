"""Conditions on a case attribute in the place of an element."""

from __future__ import annotations

from ipof_workbench.app.cmo_table import place_text
from ipof_workbench.app.commands.attributes import SetAttribute
from ipof_workbench.app.commands.conditions import ChangeCondition, PutConditionInPlace
from ipof_workbench.app.commands.configurations import TakeOutOfPlace
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.domain import records
from ipof_workbench.domain.listings import PlaceRow
from tests.unit.storage.hand_made_study import Study


def place(study: Study, number: str = "2", role_key: str = "context") -> PlaceRow:
    detail = study.workbench.read.configuration(study.configurations[number])
    return next(place for place in detail.places if place.role.key == role_key)


def put(study: Study, value: str = "charity", **options: bool) -> records.PlaceContent:
    command = PutConditionInPlace(study.configurations["2"], "context", study.attributes["host"], value, **options)
    made: records.PlaceContent = study.do(command)
    return made


def test_a_condition_stands_in_a_place_and_reads_as_one(study: Study) -> None:
    content = put(study)
    assert study.workbench.history()[0].label == "Put “host = charity” into 2 as context"
    detail = study.workbench.read.configuration(study.configurations["2"])
    assert detail.sentence["if"] == "host is charity"
    assert place_text(place(study)) == "Host is charity"
    assert "context" in detail.row.present
    study.do(EditFields(records.PlaceContent, content.rid, {"polarity": "absent"}))
    assert study.workbench.read.configuration(study.configurations["2"]).sentence["if"] == "host is not charity"
    study.do(TakeOutOfPlace((content.rid,)))
    assert study.workbench.history()[0].label == "Took “host = charity” out of its place"


def test_conditions_join_and_are_choices_like_elements(study: Study) -> None:
    put(study)
    assert put(study).rid == put(study).rid
    put(study, "nhs", as_alternative=True)
    assert [[content.label for content in group] for group in place(study).alternatives] == [
        ["host = charity"], ["host = nhs"],
    ]  # fmt: skip


def test_a_condition_is_changed_where_it_stands(study: Study) -> None:
    content = put(study)
    changed = study.do(ChangeCondition(content.rid, " nhs "))
    assert (changed.rid, changed.attribute_value) == (content.rid, "nhs")


def test_which_cases_meet_a_condition_is_counted_with_what_is_not_known(study: Study) -> None:
    read = study.workbench.read.library
    found = read.condition_cases(study.attributes["host"], "Charity")
    assert [case.name for case in found.meeting] == ["Harbour"]
    assert found.words == "1 of 3 cases meets this, 1 not known"
    assert [case.name for case in read.condition_cases(study.attributes["host"], "charity", "absent").meeting] == [
        "Lantern"
    ]
    study.do(SetAttribute(study.attributes["host"], (study.cases["Harbour night"],), "charity"))
    assert read.condition_cases(study.attributes["host"], "charity").words == "2 of 3 cases meet this"


def test_values_of_several_choices_meet_it_one_by_one(study: Study) -> None:
    study.do(EditFields(records.AttributeDefinition, study.attributes["host"], {"value_type": "multi"}))
    study.do(SetAttribute(study.attributes["host"], (study.cases["Harbour"],), "charity; nhs"))
    found = study.workbench.read.library.condition_cases(study.attributes["host"], "nhs")
    assert [case.name for case in found.meeting] == ["Harbour", "Lantern"]


def test_what_a_condition_can_be_made_of(study: Study) -> None:
    study.do(EditFields(records.AttributeDefinition, study.attributes["host"], {"choices": "nhs\nuniversity"}))
    host = study.attributes["host"]
    assert study.workbench.read.library.case_values() == [
        (host, "host", "nhs", 1), (host, "host", "university", 0), (host, "host", "charity", 1),
    ]  # fmt: skip
