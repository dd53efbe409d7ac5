"""Counting the votes of stakeholders: totals, mean ranks, the lines between priorities, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.prioritising import (
    Vote,
    lines_of,
    lines_words,
    priority_at,
    require_votes,
    score_words,
    standings,
    value_of,
)
from ipof_workbench.domain.vocabulary import Counting

POINTS, RANKS = Counting.POINTS, Counting.RANKS


def votes(**given_by: dict[int, int]) -> list[Vote]:
    return [Vote(voter, statement, value) for voter, own in given_by.items() for statement, value in own.items()]


def test_the_greatest_total_comes_first_and_equals_keep_their_order() -> None:
    found = standings(votes(ann={1: 2, 2: 5, 3: 1}, ben={1: 3, 2: 0, 3: 9}), [1, 2, 3, 4], POINTS)
    assert [(held.statement, held.place, held.score, held.votes) for held in found] == [
        (3, 1, 10.0, 2),
        (1, 2, 5.0, 2),
        (2, 3, 5.0, 2),
        (4, 4, 0.0, 0),
    ]


def test_the_least_mean_rank_comes_first() -> None:
    found = standings(votes(ann={1: 1, 2: 2, 3: 3}, ben={1: 2, 2: 3, 3: 1}), [1, 2, 3], RANKS)
    assert [(held.statement, held.score) for held in found] == [(1, 1.5), (3, 2.0), (2, 2.5)]


def test_what_a_voter_did_not_rank_counts_with_the_mean_of_the_ranks_left() -> None:
    # Ben ranked one of three: the two others share (1 + 1 + 3) / 2 = 2.5.
    found = standings(votes(ann={1: 1, 2: 2, 3: 3}, ben={3: 1}), [1, 2, 3], RANKS)
    assert [(held.statement, held.score) for held in found] == [(1, 1.75), (3, 2.0), (2, 2.25)]


def test_without_votes_nothing_has_a_score() -> None:
    assert [(held.statement, held.score) for held in standings([], [2, 1], RANKS)] == [(2, None), (1, None)]
    assert [(held.statement, held.score) for held in standings([], [2, 1], POINTS)] == [(2, None), (1, None)]


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True), st.lists(st.permutations(range(9)), max_size=4)
)
def test_full_rankings_are_accepted_and_their_means_add_up(statements: list[int], orders: list[list[int]]) -> None:
    given_by = {
        f"v{number}": {
            rid: place
            for place, rid in enumerate(sorted(statements, key=lambda rid, order=order: order[rid - 1]), start=1)
        }
        for number, order in enumerate(orders)
    }
    cast = votes(**given_by)
    if cast:
        require_votes(cast, statements, RANKS)
    found = standings(cast, statements, RANKS)
    assert sorted(held.statement for held in found) == sorted(statements)
    if cast:
        n = len(statements)
        assert sum(held.score or 0 for held in found) == pytest.approx(n * (n + 1) / 2)


@pytest.mark.parametrize(
    ("cast", "counting", "sentence"),
    [
        ([], POINTS, "There are no votes yet"),
        ([Vote(" ", 1, 2)], POINTS, "Every column of votes needs a name"),
        ([Vote("Ann", 9, 2)], POINTS, "a statement that is not in this round"),
        ([Vote("Ann", 1, 2), Vote("Ann", 1, 3)], POINTS, "Ann gave one statement two values"),
        ([Vote("Ann", 1, -1)], POINTS, "Ann gave -1: points count from 0 on"),
        ([Vote("Ann", 1, 1), Vote("Ann", 2, 1)], RANKS, "Ann gave rank 1 twice"),
        ([Vote("Ann", 1, 1), Vote("Ann", 2, 3)], RANKS, "so the ranks are 1 to 2; 2 is missing"),
        ([Vote("Ann", 1, 0)], RANKS, "the ranks are 1 to 1; 1 is missing"),
    ],
)  # fmt: skip
def test_votes_that_cannot_be_counted_are_refused(cast: list[Vote], counting: Counting, sentence: str) -> None:
    with pytest.raises(RefusedChange, match=sentence):
        require_votes(cast, [1, 2], counting)


def test_a_cell_is_a_whole_number_or_empty() -> None:
    assert [value_of(text) for text in ("", " 3 ", "0")] == [None, 3, 0]
    for text in ("x", "1.5", "-1", "²", "1234567890123"):
        with pytest.raises(RefusedChange, match="is no whole number from 0 on"):
            value_of(text)


def test_the_lines_give_the_priorities_and_are_read_again() -> None:
    assert [priority_at(place, 1, 2) for place in range(1, 5)] == ["high", "medium", "medium", "low"]
    assert lines_words(1, 2, 4) == "1 high, 2 medium, 1 low"
    assert lines_words(9, 2, 4) == "4 high, 0 medium, 0 low"
    assert lines_of("1 high, 2 medium, 1 low.\nAgreed at once.") == (1, 2)
    assert lines_of("Agreed at once.") is None


def test_results_read_without_needless_figures() -> None:
    assert [score_words(score, RANKS) for score in (None, 2.0, 1.75, 7 / 3)] == ["·", "2", "1.75", "2.33"]
    assert score_words(14.0, POINTS) == "14"
