"""Text as it is stored: normalised once, addressed in code points."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.text import Span, count_words, normalise, occurrences, shorten, spoken_words, text_hash

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60)
AWKWARD = st.lists(st.sampled_from(["\ufeff", "\0", "\r", "\n", "\u2028", "\u2029", "\ud800", "a", "é", "😭", "\xa0"]))


@settings(derandomize=True, deadline=None)
@given(st.one_of(ANY_TEXT, AWKWARD.map("".join)))
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert not set(once) & {"\0", "\r", "\u2028", "\u2029"}
    assert not once.startswith("\ufeff")
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("\ufeffa", "a"),
        ("\0\ufeffa", "a"),
        ("\ufeff\ufeffa", "a"),
        ("a\ufeffb", "a\ufeffb"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\r\0\nb", "a\nb"),
        ("a\ud83dz", "a\ufffdz"),
        ("a\xa0b 👩‍👩‍👧 é e\u0301\tç", "a\xa0b 👩‍👩‍👧 é e\u0301\tç"),
    ],
)
def test_normalising_changes_what_it_says_and_nothing_else(raw: str, stored: str) -> None:
    assert normalise(raw) == stored


def test_the_hash_of_a_text_is_its_sha256_in_utf_8() -> None:
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert text_hash("é") != text_hash("e\u0301")


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("I don't know.", 3), ("twenty-two yes", 2), (" it’s\n😭\xa05 ", 3)]
)
def test_words_are_what_stands_between_white_space(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_a_span_is_neither_empty_nor_before_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_overlap_when_they_share_a_character() -> None:
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(1, 3).words_of("a😭bc") == "😭b"


def test_occurrences_overlap_and_are_limited() -> None:
    assert occurrences("aaaa", "aa") == [0, 1, 2]
    assert occurrences("aaaa", "aa", limit=2) == [0, 1]
    assert occurrences("aaaa", "") == []
    assert occurrences("aaaa", "b") == []


@settings(derandomize=True, deadline=None)
@given(ANY_TEXT, st.integers(2, 40))
def test_a_shortened_text_is_one_line_of_at_most_the_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == " ".join(short.split()) or short.endswith("…")


def test_a_text_is_shortened_at_a_word() -> None:
    assert shorten("the quick brown fox jumps", 18) == "the quick brown…"
    assert shorten("the  quick\nfox") == "the quick fox"


@pytest.mark.parametrize(
    ("turns", "words", "said"),
    [
        (1, 1, "1 turn, 1 word"),
        (33, 378, "33 turns, 378 words"),
        (1, 0, "1 turn, 0 words"),
        (2, 1234, "2 turns, 1,234 words"),
    ],
)
def test_how_much_somebody_said_is_told_in_the_right_number(turns: int, words: int, said: str) -> None:
    assert spoken_words(turns, words) == said
