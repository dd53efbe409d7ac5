"""Which words are corrected together, and what a person's writing in them makes of the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ipof_workbench.domain.listings import TurnRow
from ipof_workbench.domain.text import Span
from ipof_workbench.domain.text_edits import EditList, TextEdit
from ipof_workbench.domain.text_stretches import LONGEST_STRETCH, edits_of_stretch, stretch_at

TEXT = "INT: How was it?\nP01: It was quiet.\nVery quiet.\n\nINT:\n"
TURNS = (
    TurnRow(1, 1, "INT", True, 0, 5, 17, None, None),
    TurnRow(2, 2, "P01", False, 17, 22, 49, None, None),
    TurnRow(3, 3, "INT", True, 49, 53, 54, None, None),
)


def words_at(offset: int) -> str:
    span = stretch_at(TEXT, TURNS, offset)
    return span.words_of(TEXT) if span else ""


def test_a_turn_is_corrected_whole_without_its_label_and_the_break_after_it() -> None:
    assert words_at(0) == "How was it?"
    assert words_at(17) == words_at(30) == words_at(48) == "It was quiet.\nVery quiet."
    assert words_at(50) == ""
    assert words_at(len(TEXT)) == ""


def test_a_text_without_turns_is_one_and_of_a_long_one_the_paragraph() -> None:
    assert stretch_at("One.\n\nTwo.\n", (), 8) == Span(0, 10)
    long = "word " * LONGEST_STRETCH
    text = f"First.\n{long}\nLast one.\n"
    assert stretch_at(text, (), 2) == Span(0, 6)
    assert stretch_at(text, (), 100) == Span(7, 7 + len(long))
    assert stretch_at(text, (), len(text)) is None
    assert stretch_at("", (), 0) is None


def test_what_is_added_at_the_end_stays_with_its_turn_where_no_break_follows() -> None:
    assert edits_of_stretch("ab", Span(0, 1), "a", "ax") == (TextEdit(0, 1, "ax"),)
    assert edits_of_stretch("a\nb", Span(0, 1), "a", "a x") == (TextEdit(1, 1, " x"),)
    assert edits_of_stretch("ab", Span(1, 2), "b", "b x") == (TextEdit(2, 2, " x"),)


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=12), st.text(min_size=1, max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_only_the_stretch_is_changed(before: str, words: str, after: str, written: str) -> None:
    text = before + words + after
    edits = edits_of_stretch(text, Span(len(before), len(before) + len(words)), words, written)
    assert EditList(edits).apply(text) == before + written + after


@settings(derandomize=True, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_characters_that_the_field_showed_by_others_stay_as_they_were(written: str) -> None:
    edits = edits_of_stretch("a\xa0b\x01c", Span(0, 5), "a b c", "a b c")
    assert edits == ()
    for edit in edits_of_stretch("a\xa0b\x01c d", Span(0, 7), "a b c d", f"a b c {written}"):
        assert edit.start >= 5
