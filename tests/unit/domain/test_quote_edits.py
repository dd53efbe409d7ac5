"""An edited quote can be shorter and clearer, and can never say what was not said."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ipof_workbench.domain.quote_edits import LEFT_OUT, as_printed, fault_of, left_out, recased

SAID = "so I shut the laptop. I didn't write for weeks [laughs] after that, honestly."


@pytest.mark.parametrize(
    "edited",
    [
        SAID,
        "so I shut the laptop. […]",
        "[…] I didn't write for weeks […]",
        "[...] I didn’t write for weeks [laughs] after that, honestly.",
        "[S]o I shut the laptop [she means the tablet]. I didn't write […] after that, honestly.",
        "so I shut the laptop[s]. I didn't write for weeks [ . . . ] after that[,] honestly.",
        "so [i] shut the laptop. […] honestly.",
        "so I shut\n  the laptop. […]",
    ],
)
def test_cuts_marked_additions_and_a_first_letter_are_right(edited: str) -> None:
    assert fault_of(SAID, edited) is None


@pytest.mark.parametrize(
    ("edited", "sentence"),
    [
        ("so he shut the laptop. […]", "The passage says “I shut the laptop. …”, not “he shut the laptop. …”."),
        ("so I shut the laptop.", "“I didn't write for weeks …” is left out at the end; put […] there."),
        ("I shut the laptop. […]", "“so” is left out before “I”; put […] there."),
        ("so I shut the laptop. […] months […]", "“months […]” was not said after what is left out."),
        ("[…] for months […]", "The passage says “weeks [laughs] after that, …”, not “months […]”."),
        (f"{SAID} Never", "“Never” was not said there."),
        ("So I shut the laptop. […]", "The passage says “so I shut the laptop …”, not “So I shut the laptop …”."),
        ("so I shut the lap top. […]", "The passage says “laptop. I didn't write …”, not “lap top. […]”."),
        ("[…] [nothing at all]", "Nothing of what was said is left; keep some of the words."),
        ("", "Nothing of what was said is left; keep some of the words."),
    ],
)
def test_any_other_difference_is_told_with_the_first_words_that_differ(edited: str, sentence: str) -> None:
    fault = fault_of(SAID, edited)
    assert fault is not None
    assert fault.sentence == sentence


def test_the_fault_says_where_in_the_edited_text_it_is() -> None:
    edited = "so he shut the laptop. […]"
    fault = fault_of(SAID, edited)
    assert fault is not None
    assert edited[fault.start : fault.end] == "he"


def test_a_word_is_not_put_together_from_two_or_taken_apart() -> None:
    assert fault_of("no one can not say", "noone can not say") is not None
    assert fault_of("nowhere", "now here") is not None
    assert fault_of("re-sign", "re - sign") is not None


WORDS = st.lists(
    st.sampled_from(["I", "don't", "know,", "night.", "café", "😭", "(she", "said)", "3", "ночь", "—", "[laughs]"]),
    min_size=3,
    max_size=12,
)


@given(WORDS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=4))
def test_any_list_of_cuts_is_a_right_edit(words: list[str], cuts: list[tuple[int, int]]) -> None:
    said = edited = " ".join(words)
    for start, length in cuts:
        start = min(start, len(edited) - 1)
        edited, caret = left_out(edited, start, start + length)
        assert caret <= len(edited)
    assume(any(letter.isalnum() for letter in edited.replace(LEFT_OUT, "").replace("[laughs]", "")))
    assert fault_of(said, edited) is None
    assert fault_of(said, recased(edited)) is None


@given(WORDS, st.data())
def test_any_other_word_is_refused(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.text("xyz", min_size=1, max_size=6))
    swapped = [*words[:at], other, *words[at + 1 :]]
    added = [*words[:at], other, *words[at:]]
    said = " ".join(words)
    assert fault_of(said, " ".join(swapped)) is not None
    assert fault_of(said, " ".join(added)) is not None
    assert fault_of(said, f"{LEFT_OUT} {other} {LEFT_OUT}") is not None


@given(st.text(min_size=1, max_size=60))
def test_any_passage_as_it_was_said_is_right(text: str) -> None:
    assume(any(letter.isalnum() for letter in text) and "[" not in text)
    assert fault_of(text, as_printed(text)) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_get_an_answer(said: str, edited: str) -> None:
    fault = fault_of(said, edited)
    assert fault is None or (fault.sentence and 0 <= fault.start <= fault.end <= len(edited))


def test_leaving_out_takes_whole_words_and_one_mark() -> None:
    assert left_out("one two three four", 5, 10) == ("one […] four", 7)
    assert left_out("one […] four five", 8, 9) == ("one […] five", 7)
    assert left_out("one two", 0, 3) == ("[…] two", 3)
    assert left_out("one two", 3, 4) == ("one two", 4)


def test_the_first_letter_changes_its_case_in_brackets_and_back() -> None:
    assert recased("so it was") == "[S]o it was"
    assert recased("[S]o it was") == "so it was"
    assert recased("… 3") == "… 3"
