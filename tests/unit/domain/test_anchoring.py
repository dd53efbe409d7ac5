"""Passages in a text that was written anew elsewhere: surely there, or for a person to look for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.anchoring import anchored, likely_place
from ipof_workbench.domain.text import Span
from ipof_workbench.domain.text_differences import word_edits
from ipof_workbench.domain.text_edits import prepared

OLD = "Anna: I read for weeks before I wrote. The moderators were there at night. Then I felt safe.\n"


def found(new: str, quote: str) -> str | None:
    start = OLD.index(quote)
    span = anchored(OLD, prepared(OLD, word_edits(OLD, new)), Span(start, start + len(quote)))
    return span.words_of(new) if span else None


@pytest.mark.parametrize(
    ("new", "quote", "stands"),
    [
        (OLD, "I felt safe", "I felt safe"),
        ("A heading.\n" + OLD, "I felt safe", "I felt safe"),
        (OLD.replace("Anna", "P01"), "Anna", "P01"),
        (OLD.replace("moderators", "night moderators"), "The moderators were there", "The night moderators were there"),
        (OLD.replace("The moderators were there at night", "X"), "The moderators were there at night", None),
        (OLD.replace("I felt safe", "was good"), "I felt safe", None),
        (OLD.replace("Anna", "Person One"), "Anna: I", "Person One: I"),
        (OLD.replace("The moderators were there at night. ", ""), "The moderators were there", None),
        (OLD.replace("wrote", "wr" + "o" * 60 + "te"), "before I wro", None),
        (OLD.replace("night", "n" * 60), "there at night", "there at " + "n" * 60),
        (OLD.replace("safe", "safe and sound"), "I felt safe", "I felt safe"),
    ],
)
def test_a_passage_is_anchored_where_that_is_sure(new: str, quote: str, stands: str | None) -> None:
    assert found(new, quote) == stands


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        (OLD, "I felt safe", "I felt safe"),
        (OLD, "the moderators were really there", "The moderators were there"),
        (OLD, "Nobody ever said a word about that", None),
        (OLD, "…", None),
        ("", "word", None),
        ("word", "word word word", None),
        ("one two", "one two three", "one two"),
    ],
)
def test_the_likely_place_holds_most_of_the_words(text: str, quote: str, stands: str | None) -> None:
    span = likely_place(text, quote)
    assert (span.words_of(text) if span else None) == stands


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_a_quote_that_stands_there_is_found(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    span = likely_place(text, quote)
    if quote:
        assert span is not None
        assert span.words_of(text) == quote
    elif span is not None:
        assert 0 <= span.start < span.end <= len(text)
