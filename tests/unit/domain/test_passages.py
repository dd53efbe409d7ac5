"""Growing and shrinking a selection by sentences, paragraphs and turns."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.passages import grown, paragraph_around, shrunk, trimmed, turn_around


@dataclass(frozen=True)
class Spoken:
    speech_start: int
    end: int


TEXT = "INT: How was it?\n\nP04: I left. She stayed.\nThen home. All quiet.\n\nINT: And then?\n\n"
TURNS = tuple(
    Spoken(TEXT.index(words), TEXT.index(words) + len(words) + 2)
    for words in ("How was it?", "I left. She stayed.\nThen home. All quiet.", "And then?")
)


def words(span: tuple[int, int]) -> str:
    return TEXT[span[0] : span[1]]


def test_a_caret_grows_to_sentence_paragraph_turn_and_text() -> None:
    at = TEXT.index("stayed")
    steps = [(at, at)]
    while (wider := grown(TEXT, TURNS, *steps[-1])) != steps[-1]:
        steps.append(wider)
    assert [words(span) for span in steps[1:]] == [
        "She stayed.",
        "I left. She stayed.",
        "I left. She stayed.\nThen home. All quiet.",
        TEXT[5:].strip(),
    ]


def test_a_selection_over_two_sentences_grows_to_both() -> None:
    start = TEXT.index("left")
    assert words(grown(TEXT, TURNS, start, TEXT.index("stayed") + 2)) == "I left. She stayed."


def test_a_selection_over_two_turns_grows_to_both() -> None:
    span = grown(TEXT, TURNS, TEXT.index("quiet"), TEXT.index("then?") + 3)
    assert words(span).startswith("All quiet.")
    assert words(grown(TEXT, TURNS, *span)).endswith("And then?")


def test_without_turns_the_whole_text_is_the_unit() -> None:
    answer = "  It was free. Nobody asked.  "
    assert grown(answer, (), 4, 4) == (2, 14)
    assert grown(answer, (), 2, 14) == (2, 28)
    assert grown(answer, (), 2, 28) == (2, 28)


def test_a_selection_shrinks_to_its_first_turn_paragraph_and_sentence() -> None:
    span = (0, len(TEXT.rstrip()))
    found = []
    while (smaller := shrunk(TEXT, TURNS, *span)) != span:
        span = smaller
        found.append(words(span))
    assert found[-1] in ("INT: How was it?", "How was it?")
    start = TEXT.index("I left")
    span = turn_around(TEXT, TURNS, start, start)
    found = []
    while (smaller := shrunk(TEXT, TURNS, *span)) != span:
        span = smaller
        found.append(words(span))
    assert found == ["I left. She stayed.", "I left."]


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0, "How was it?"), (7, "How was it?"), (17, "How was it?"), (len(TEXT), "And then?")],
)
def test_every_place_belongs_to_a_turn(at: int, expected: str) -> None:
    assert words(turn_around(TEXT, TURNS, at, at)) == expected


def test_a_paragraph_is_what_stands_between_line_breaks() -> None:
    at = TEXT.index("home")
    low, high = turn_around(TEXT, TURNS, at, at)
    assert words(paragraph_around(TEXT, at, at, low, high)) == "Then home. All quiet."


@given(st.text(alphabet=st.sampled_from(list("ab. ?\n…😭")), min_size=1, max_size=60), st.data())
def test_growing_holds_what_was_selected_and_ends(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    span = (start, end)
    for _ in range(8):
        wider = grown(text, (), *span)
        assert 0 <= wider[0] <= wider[1] <= len(text)
        if span[0] < span[1]:
            assert wider[0] <= span[0]
            assert wider[1] >= span[1]
        if wider == span:
            break
        span = wider
    else:
        raise AssertionError("it grows for ever")
    for _ in range(12):
        smaller = shrunk(text, (), *span)
        if smaller == span:
            break
        assert trimmed(text, *smaller) == smaller
        assert smaller[1] - smaller[0] < span[1] - span[0]
        span = smaller
    else:
        raise AssertionError("it shrinks for ever")
