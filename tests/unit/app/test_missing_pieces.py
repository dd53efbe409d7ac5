"""The queue of missing pieces: pure logic over rows."""

from __future__ import annotations

from ipof_workbench.app.missing_pieces import missing_pieces, question_for
from ipof_workbench.app.remark_facts import Facts, Theory
from tests.unit.app.test_remarks import ROLES, places, row


def pieces(rows, stand):
    return missing_pieces(Theory(Facts(rows, stand, ROLES)))


def test_partners_with_more_shared_elements_come_first_then_those_with_more_sources() -> None:
    rows = [row(1, "co"), row(2, "cmo", (1, 1, 1)), row(3, "cmo", (5, 9, 2)), row(4, "cmo", (2, 2, 1)), row(5, "cmo")]
    stand = {
        1: places(context=(10, "Night"), outcome=(30, "Writes")),
        2: places(context=10, mechanism=(21, "Trust"), outcome=30),
        3: places(context=10, mechanism=(22, "Relief"), outcome=31),
        4: places(context=11, mechanism=(23, "Hope"), outcome=30),
        5: places(context=50, mechanism=(24, "Fear"), outcome=51),
    }
    (piece,) = pieces(rows, stand)
    assert (piece.number, piece.question) == ("1", "What mechanism?")
    assert [(p.label, p.partner_number, p.shared) for p in piece.proposals] == [
        ("Trust", "2", ("Night", "Writes")),
        ("Relief", "3", ("Night",)),
        ("Hope", "4", ("Writes",)),
    ]


def test_an_element_that_several_hold_is_proposed_once_from_the_best() -> None:
    rows = [row(1, "co"), row(2, "cmo", (1, 1, 1)), row(3, "cmo", (5, 9, 2))]
    stand = {number: places(context=10, mechanism=20, outcome=number) for number in (2, 3)}
    (piece,) = pieces(rows, {1: places(context=10, outcome=9), **stand})
    assert [p.partner_number for p in piece.proposals] == ["3"]


def test_two_dyads_that_complete_each_other_are_partners() -> None:
    rows = [row(1, "co"), row(2, "cm")]
    found = pieces(rows, {1: places(context=10, outcome=30), 2: places(context=10, mechanism=20)})
    assert [(p.number, [partner.number for partner in p.partners]) for p in found] == [("1", ["2"]), ("2", ["1"])]
    assert found[1].question == "What outcome?"


def test_dyads_that_wait_for_a_mechanism_come_first_then_the_best_founded() -> None:
    rows = [row(1, "cm", (9, 9, 1)), row(2, "c", (2, 2, 1)), row(3, "co", (1, 1, 1)), row(4, "co", (2, 2, 1))]
    assert [piece.number for piece in pieces(rows, {})] == ["4", "3", "1", "2"]


def test_what_is_complete_does_not_wait_and_what_is_set_aside_comes_last_and_lends_nothing() -> None:
    rows = [row(1, "cmo"), row(2, "co", (9, 9, 1), status="parked"), row(3, "cm", (1, 1, 1))]
    stand = {2: places(context=10, outcome=30), 3: places(context=10, mechanism=20)}
    found = pieces(rows, stand)
    assert [(piece.number, len(piece.proposals)) for piece in found] == [("3", 0), ("2", 1)]


def test_questions_name_all_that_lacks() -> None:
    assert question_for(ROLES[:2]) == "What context and what mechanism?"
    assert question_for(()) == ""
