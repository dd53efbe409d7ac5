from __future__ import annotations

import pytest

from ipof_workbench.app.commands.cells import Cell, RetypeAttribute, SetCells
from ipof_workbench.app.commands.record_edits import AddRecord
from ipof_workbench.app.filter_values import filter_values
from ipof_workbench.app.filter_words import filter_parts, filter_words
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, AttributeCondition, Filter
from ipof_workbench.domain.listings import AttributeColumn
from tests.factories import make_study


@pytest.fixture
def workbench(tmp_path):
    with make_study(tmp_path / "study.ipof") as study:
        yield study


def attribute(value_type: str, choices: str = "") -> AttributeColumn:
    return AttributeColumn(1, "participant", "A", value_type, choices)


def test_values_are_offered_with_how_many_have_them() -> None:
    counts = [("b", 3), ("a", 1)]
    assert filter_values(attribute("category"), counts) == [("b (3)", frozenset({"b"})), ("a (1)", frozenset({"a"}))]
    assert [words for words, _ in filter_values(attribute("ordinal", "a\nb"), counts)] == ["a (1)", "b (3)"]


def test_each_of_several_choices_is_offered_by_itself() -> None:
    found = filter_values(attribute("multi"), [("Chat; Board", 2), ("Chat", 3)])
    assert found == [("Chat (5)", frozenset({"Chat"})), ("Board (2)", frozenset({"Board"}))]


def test_few_numbers_stand_in_order_and_many_in_ranges_of_like_size() -> None:
    few = filter_values(attribute("number"), [("10", 1), ("9", 4), ("old", 1)])
    assert [words for words, _ in few] == ["9 (4)", "10 (1)", "old (1)"]
    many = filter_values(attribute("number"), [(str(number), 1) for number in range(40)])
    assert [words for words, _ in many] == ["0 to 9 (10)", "10 to 19 (10)", "20 to 29 (10)", "30 to 39 (10)"]
    assert frozenset().union(*(values for _, values in many)) == {str(number) for number in range(40)}


def test_no_more_than_forty_values_are_offered() -> None:
    assert len(filter_values(attribute("text"), [(f"v{number}", 1) for number in range(200)])) == 40


def test_one_of_several_choices_lets_a_document_through(workbench) -> None:
    read = workbench.read
    people = {row.name: row.rid for row in read.participants()}
    made = records.AttributeDefinition(owner_kind="participant", name="Uses", value_type="multi")
    uses = workbench.run(AddRecord(made)).result.rid
    cells = (Cell(people["P04"], uses, "Chat; Board games"), Cell(people["P07"], uses, "Board"))
    workbench.run(SetCells("participant", cells))

    def names(*values: str) -> list[str]:
        scope = Filter(attributes=(AttributeCondition(uses, frozenset(values)),))
        return [row.name for row in read.document_rows(read.document_rids(scope))]

    assert names("Chat") == ["P04 · member"]
    assert names("Board") == ["P07 · moderator"]
    assert names("Chat", "Board") == ["P04 · member", "P07 · moderator"]
    workbench.run(RetypeAttribute(uses, "text"))
    assert names("Chat") == []


def test_a_filter_is_said_in_words(workbench) -> None:
    read = workbench.read
    harbour = read.cases()[0].rid
    age = read.attributes("participant")[0].rid
    scope = Filter(
        cases=frozenset({harbour}),
        attributes=(AttributeCondition(age, frozenset({"18-24", "25-34"})),),
        data_kinds=frozenset({"interview"}),
        minimum_sources=2,
    )
    assert filter_parts(scope, read) == ["Harbour", "interview", "Age group: 18-24, 25-34", "at least 2 sources"]
    assert filter_words(scope, read) == "Harbour; interview and 2 more"
    assert filter_words(EVERYTHING, read) == ""
    assert filter_words(Filter(cases=frozenset({999})), read) == "a case that is gone"
