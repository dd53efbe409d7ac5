"""Likely duplicates: the same words in another case, order or ending; not everything that shares a word."""

from __future__ import annotations

from time import perf_counter

import pytest

from ipof_workbench.analysis.duplicates import LEAST, likely_duplicates, likeness, stems


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Feeling safe", "Feels safe"),
        ("Feeling safe", "feeling SAFE!"),
        ("No moderator at night", "No moderators at night"),
        ("Moderator absent at night", "At night, moderator absent"),
        ("Anonymous by design", "Anonymous by the design"),
        ("Withdraws from writing", "Withdrawing from writing"),
        ("Sense of belonging", "A sense of belonging"),
        ("Fear of judgement", "Fear of judgment"),
    ],
)
def test_labels_of_the_same_thing_are_found(first: str, second: str) -> None:
    assert likeness(stems(first), stems(second)) >= LEAST
    assert [pair[:2] for pair in likely_duplicates([(1, first), (2, second)])] == [(1, 2)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Feeling safe", "Feeling judged"),
        ("Anonymity", "Staff on call"),
        ("Posts again", "Posts at night about other people"),
        ("", "Anything"),
        ("Moderators reply quickly", "Moderators set rules"),
    ],
)
def test_labels_of_other_things_are_left_alone(first: str, second: str) -> None:
    assert likeness(stems(first), stems(second)) < LEAST
    assert likely_duplicates([(1, first), (2, second)]) == []


def test_the_likeliest_come_first_and_pairs_kept_apart_do_not_come() -> None:
    labels = [(5, "Feeling safe"), (6, "feeling safe"), (7, "Feels quite safe"), (8, "Nothing else")]
    pairs = likely_duplicates(labels)
    assert pairs[0][:2] == (5, 6)
    assert pairs[0].likeness == 1.0
    assert {pair[:2] for pair in pairs} == {(5, 6), (5, 7), (6, 7)}
    assert {pair[:2] for pair in likely_duplicates(labels, {frozenset((6, 5))})} == {(5, 7), (6, 7)}


def test_words_that_say_nothing_still_tell_a_label_of_nothing_else() -> None:
    assert stems("To be with them") == stems("With them to be")
    assert stems("To be with them") != ()


def test_six_hundred_labels_take_no_time_to_speak_of() -> None:
    words = (
        "night", "forum", "moderator", "reply", "kind", "quiet", "safe", "home", "trust", "shame", "staff", "rules",
        "anonymity", "sleep",
    )  # fmt: skip
    labels = [
        (number, f"{words[number % 14]} {words[number // 14 % 14]} {words[number // 196 % 14]} {number % 5}")
        for number in range(600)
    ]
    start = perf_counter()
    likely_duplicates(labels)
    assert perf_counter() - start < 5
