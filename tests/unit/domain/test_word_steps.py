"""The ends of words, to and fro."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.word_steps import next_end, next_start, previous_end, previous_start

TEXT = "I left. “Don’t go,” she said 今日は cafe\u0301 हिन्दी."


def walk(step, at: int, stop: int) -> list[int]:
    found = []
    while at != stop:
        at = step(TEXT, at)
        found.append(at)
    return found


def test_words_and_the_marks_after_them_are_stops() -> None:
    stops = [0, *walk(next_end, 0, len(TEXT))]
    pieces = [TEXT[a:b].strip() for a, b in pairwise(stops)]
    assert pieces == [
        "I", "left", ".", "“", "Don’t", "go", ",”", "she", "said", "今", "日", "は", "cafe\u0301", "हिन्दी", ".",
    ]  # fmt: skip


def test_the_way_back_has_the_same_stops() -> None:
    ends = walk(next_end, 0, len(TEXT))
    assert walk(previous_end, len(TEXT), 0) == [*reversed(ends[:-1]), 0]
    starts = walk(previous_start, len(TEXT), 0)
    assert walk(next_start, 0, len(TEXT)) == [*reversed(starts[:-1]), len(TEXT)]


@given(st.text(max_size=40), st.integers(0, 40))
def test_any_step_goes_on_until_the_end(text: str, at: int) -> None:
    at = min(at, len(text))
    assert next_end(text, at) > at or at == len(text)
    assert next_start(text, at) > at or at == len(text)
    assert previous_start(text, at) < at or at == 0
    assert previous_end(text, at) < at or at == 0
