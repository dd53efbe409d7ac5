"""Numbers of configurations are text, sorted as a person would."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.numbers import natural_key, next_in_series, next_number, part_number


def test_numbers_sort_as_a_person_would() -> None:
    ordered = ["1", "2", "7", "7a", "7b", "7B2", "10", "10.1", "100", "A1", "A2", "A10", "ä"]
    shuffled = ordered[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=natural_key) == ordered


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text(max_size=8)))
def test_any_texts_can_be_sorted_and_none_is_lost(numbers: list[str]) -> None:
    assert sorted(sorted(numbers, key=natural_key)) == sorted(numbers)


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_whole_numbers_sort_by_their_value(one: int, other: int) -> None:
    assert (natural_key(str(one)) < natural_key(str(other))) == (one < other)


def test_a_number_of_any_length_can_be_sorted() -> None:
    assert natural_key("9" * 5000) > natural_key("8" * 5000)


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ([], "1"),
        (["1", "2"], "3"),
        (["7a", "3"], "8"),
        (["A1", ""], "1"),
        (["9" * 30], "1"),
        (["٣"], "1"),
        (["007"], "8"),
    ],
)
def test_the_next_number_follows_the_greatest_leading_one(taken: list[str], following: str) -> None:
    assert next_number(taken) == following


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ([], "S1"),
        (["S1", "S2", "S7"], "S8"),
        (["1", "2", "7a"], "8"),
        (["S1", "S2", "12"], "S3"),
        (["1", "S1"], "S2"),
        (["first"], "S1"),
    ],
)
def test_the_next_number_continues_the_series_in_use(taken: list[str], following: str) -> None:
    assert next_in_series(taken) == following


def test_a_part_takes_the_next_free_letter_after_the_number_of_its_origin() -> None:
    assert part_number("7", ["7", "8"]) == "7a"
    assert part_number("7a", ["7", "7a", "7b"]) == "7c"
    assert part_number("S1", []) == "S1a"
    assert part_number("7", [f"7{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]) == "8"
