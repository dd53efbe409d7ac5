"""Statements: adding several, ordering, making them of configurations and back; prioritising them with stakeholders."""

from __future__ import annotations

import pytest

from ipof_workbench.app.commands.base import Command
from ipof_workbench.app.commands.configurations import AddConfiguration
from ipof_workbench.app.commands.deletion import DeleteRecords
from ipof_workbench.app.commands.prioritising import PrioritiseStatements
from ipof_workbench.app.commands.record_edits import EditFields
from ipof_workbench.app.commands.statements import (
    AddStatement,
    AddStatements,
    ConfigurationFromStatement,
    MoveStatements,
    OrderStatements,
    StatementFromConfiguration,
)
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError, WorkbenchError
from ipof_workbench.domain.written_statements import WrittenStatement, parse_statements
from tests.unit.storage.hand_made_study import Study

GONE = 99_999


def numbers(study: Study) -> list[str]:
    """Return the numbers of the statements in their order."""
    return [row.number for row in study.workbench.read.of_statements.listed()]


def rid(study: Study, number: str) -> int:
    return next(row.rid for row in study.workbench.read.of_statements.listed() if row.number == number)


def label(study: Study) -> str:
    return study.workbench.history()[0].label


def refused(study: Study, command: Command, sentence: str, error: type[WorkbenchError] = RefusedChange) -> None:
    """Check that a command is refused in these words and leaves no step."""
    steps = len(study.workbench.history())
    with pytest.raises(error, match=sentence):
        study.do(command)
    assert len(study.workbench.history()) == steps


@pytest.fixture
def four(study: Study) -> Study:
    """S1 (which is there) to S4."""
    study.do(AddStatements(tuple(parse_statements("If a, then b.\nIf c, then d, because e.\nIf f."))))
    return study


def test_pasted_sentences_are_statements_in_one_step(study: Study) -> None:
    steps = len(study.workbench.history())
    pasted = parse_statements("7a. If a, then b, because c.\nIf d.")
    added = study.do(AddStatements(tuple(pasted), theory_area=study.area, source="Workshop"))
    assert len(study.workbench.history()) == steps + 1
    assert label(study) == "Added 2 statements: 7a to S2"
    rows = study.workbench.read.of_statements.listed()[1:]
    assert [(row.rid, row.number, row.parts) for row in rows] == [
        (added[0].rid, "7a", {"if": "a", "then": "b", "because": "c"}),
        (added[1].rid, "S2", {"if": "d", "then": "", "because": ""}),
    ]
    assert {(row.theory_area_name, row.source, row.status) for row in rows} == {("Joining", "Workshop", "initial")}
    study.workbench.undo()
    assert numbers(study) == ["S1"]


def test_a_taken_number_is_refused_or_gives_way(study: Study) -> None:
    pasted = (WrittenStatement("a", number="S1"), WrittenStatement("b", number="S9"))
    refused(study, AddStatements(pasted), "There is already a statement S1; choose another number")
    added = study.do(AddStatements(pasted, renumber=True))
    assert [held.number for held in added] == ["S2", "S9"]


def test_a_statement_says_something(study: Study) -> None:
    refused(study, AddStatement(" ", "", ""), "A statement needs words")
    refused(study, AddStatements(()), "There is no sentence in it")
    refused(study, AddStatements((WrittenStatement("a"), WrittenStatement())), "A statement needs words")
    added = study.do(AddStatement("only an if", ""))
    assert (added.number, label(study)) == ("S2", "Added statement S2")


def test_a_number_is_changed_but_not_to_one_that_is_taken(four: Study) -> None:
    four.do(EditFields(records.TheoryStatement, rid(four, "S2"), {"number": "2b"}))
    assert numbers(four) == ["S1", "2b", "S3", "S4"]
    taken = EditFields(records.TheoryStatement, rid(four, "S3"), {"number": "S1"})
    refused(four, taken, "There is already a statement “S1”; choose another number")


def test_statements_move_in_front_of_another_and_to_the_end(four: Study) -> None:
    four.do(MoveStatements((rid(four, "S4"),), rid(four, "S2")))
    assert numbers(four) == ["S1", "S4", "S2", "S3"]
    assert label(four) == "Moved statement S4"
    four.do(MoveStatements((rid(four, "S1"), rid(four, "S4"))))
    assert numbers(four) == ["S2", "S3", "S1", "S4"]
    assert label(four) == "Moved 2 statements"


def test_one_statement_moved_step_by_step_is_one_step_of_the_history(four: Study) -> None:
    steps = len(four.workbench.history())
    for before in ("S3", "S2", "S1"):
        four.do(MoveStatements((rid(four, "S4"),), rid(four, before)))
    assert numbers(four) == ["S4", "S1", "S2", "S3"]
    assert len(four.workbench.history()) == steps + 1
    four.workbench.undo()
    assert numbers(four) == ["S1", "S2", "S3", "S4"]


def test_some_statements_take_another_order_in_their_own_places(four: Study) -> None:
    four.do(OrderStatements((rid(four, "S4"), rid(four, "S2"))))
    assert numbers(four) == ["S1", "S4", "S3", "S2"]
    assert label(four) == "Ordered 2 statements"


def test_an_order_that_is_none_is_refused(four: Study) -> None:
    first = rid(four, "S1")
    refused(four, OrderStatements(()), "Choose the statements to put in order")
    refused(four, OrderStatements((first, first)), "A statement stands twice in the new order")
    refused(four, OrderStatements((GONE,)), "no longer in the project", NotFound)
    refused(four, MoveStatements(()), "Choose the statements to move")
    refused(four, MoveStatements((first,), GONE), "no longer in the project", NotFound)


def test_a_configuration_becomes_a_statement_that_it_expresses(study: Study) -> None:
    number = study.configurations["1"]
    made = study.do(StatementFromConfiguration(number))
    row = study.workbench.read.of_statements.listed()[-1]
    assert (row.rid, row.number, row.theory_area_name) == (made.rid, "S2", "Joining")
    assert (row.parts["if"], row.parts["because"]) == ("anonymity", "relief")
    assert [held.rid for held in row.configurations] == [number]
    assert label(study) == "Made statement S2 of configuration 1"
    empty = study.do(AddConfiguration("33")).rid
    refused(study, StatementFromConfiguration(empty), "Configuration 33 says nothing yet")
    refused(study, StatementFromConfiguration(number, "S1"), "There is already a statement S1")


def test_a_statement_becomes_a_configuration_with_its_sentence_as_prose(study: Study) -> None:
    made = study.do(ConfigurationFromStatement(study.statement, title="Nobody knows you"))
    detail = study.workbench.read.configuration(made.rid)
    assert (detail.row.number, detail.row.title, detail.row.theory_area) == ("11", "Nobody knows you", study.area)
    assert (detail.if_text, detail.then_text, detail.because_text) == ("nobody knows you", "you write", "")
    assert all(not place.contents for place in detail.places)
    assert [held.number for held in study.workbench.read.of_statements.listed()[0].configurations] == ["11"]


def test_elements_stand_in_its_places_only_where_the_person_says_so(study: Study) -> None:
    places = (("context", "Anonymity"), ("outcome", "Writing again"))
    made = study.do(ConfigurationFromStatement(study.statement, places=places))
    detail = study.workbench.read.configuration(made.rid)
    stand = {place.role.key: [content.label for content in place.contents] for place in detail.places}
    assert stand == {"context": ["Anonymity"], "mechanism": [], "outcome": ["Writing again"]}
    assert study.workbench.read.places()[made.rid][0].contents[0].element == study.elements["Anonymity"]
    unnamed = ConfigurationFromStatement(study.statement, places=(("context", " "),))
    refused(study, unnamed, "Name the element, or leave its place empty")
    unknown = ConfigurationFromStatement(study.statement, places=(("actor", "Staff"),))
    refused(study, unknown, "has no role “actor”", UsageError)
    refused(study, ConfigurationFromStatement(study.statement, "1"), "There is already a configuration 1")


# --- prioritising


def test_a_round_orders_the_statements_and_keeps_who_gave_what(four: Study) -> None:
    rids = {number: rid(four, number) for number in ("S1", "S2", "S3", "S4")}
    votes = (("Ann", rids["S3"], 5), ("Ann", rids["S1"], 1), ("Ben", rids["S3"], 2), ("Ben", rids["S2"], 4))
    steps = len(four.workbench.history())
    decision = four.do(
        PrioritiseStatements(
            votes, held_on="2026-03-02", attendees="Ann, Ben", statements=tuple(rids.values()), high=1, medium=1,
            note="Agreed at once",
        )
    )  # fmt: skip
    assert len(four.workbench.history()) == steps + 1
    assert numbers(four) == ["S3", "S2", "S1", "S4"]
    rows = four.workbench.read.of_statements.listed()
    assert [row.priority for row in rows] == ["high", "medium", "low", "low"]
    assert label(four) == "Prioritised 4 statements by points"
    (held,) = four.workbench.read.of_statements.rounds()
    assert held[:6] == (
        decision.rid,
        "Prioritised 4 statements by the points of 2 voters",
        "2026-03-02",
        "Ann, Ben",
        "points",
        "1 high, 1 medium, 2 low.\nAgreed at once",
    )
    assert (held.analyst_name, held.statements, held.voters) == ("Kim", 4, 2)
    again = four.workbench.read.of_statements.round(decision.rid)
    assert again.votes == votes
    assert again.statements == tuple(rids[number] for number in ("S3", "S2", "S1", "S4"))
    four.workbench.undo()
    assert (numbers(four), four.workbench.read.of_statements.rounds()) == (["S1", "S2", "S3", "S4"], [])


def test_ranks_order_only_the_statements_of_the_round(four: Study) -> None:
    four.do(EditFields(records.TheoryStatement, rid(four, "S2"), {"priority": "high"}))
    votes = (("Ann", rid(four, "S4"), 1), ("Ann", rid(four, "S2"), 2))
    four.do(PrioritiseStatements(votes, "ranks", wording="Second meeting"))
    assert numbers(four) == ["S1", "S4", "S3", "S2"]
    assert four.workbench.read.of_statements.listed()[-1].priority == "high"
    assert four.workbench.read.of_statements.rounds()[0].wording == "Second meeting"


def test_votes_that_cannot_be_counted_are_refused(four: Study) -> None:
    first, second = rid(four, "S1"), rid(four, "S2")
    refused(four, PrioritiseStatements(()), "There are no votes yet")
    twice = (("Ann", first, 1), ("Ann", second, 1))
    refused(four, PrioritiseStatements(twice, "ranks"), "Ann gave rank 1 twice")
    refused(four, PrioritiseStatements(twice, "coins"), "is no way of counting votes", UsageError)
    refused(four, PrioritiseStatements((("Ann", first, -2),)), "points count from 0 on")
    refused(four, PrioritiseStatements((("Ann", GONE, 2),)), "no longer in the project", NotFound)
    refused(four, PrioritiseStatements(twice, high=1), "Say how many statements get high and how many medium")
    refused(four, PrioritiseStatements(twice, high=1, medium=-1), "Say how many statements get high")


def test_a_round_whose_statement_is_deleted_keeps_the_rest(four: Study) -> None:
    first, second = rid(four, "S1"), rid(four, "S2")
    decision = four.do(PrioritiseStatements((("Ann", first, 1), ("Ann", second, 3))))
    four.do(DeleteRecords(records.TheoryStatement, (first,)))
    again = four.workbench.read.of_statements.round(decision.rid)
    assert (again.statements, again.votes) == ((second,), (("Ann", second, 3),))
    assert again.row.statements == 1
    four.do(DeleteRecords(records.Decision, (decision.rid,)))
    with pytest.raises(NotFound, match="This round of prioritising is no longer in the project"):
        four.workbench.read.of_statements.round(decision.rid)
