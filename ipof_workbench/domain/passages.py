"""Growing a selection to a sentence, a paragraph, a turn and the whole text, and shrinking it again.

All positions are code points, half-open. A unit never holds the white space at its ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ipof_workbench.domain.sentence_spans import sentence_spans, sentences_around


class Turn(Protocol):
    """A turn of speech: `[speech_start, end)` are its words."""

    @property
    def speech_start(self) -> int: ...
    @property
    def end(self) -> int: ...


Span = tuple[int, int]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the range without the white space at its ends; one that holds nothing else becomes empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def turn_around(text: str, turns: Sequence[Turn], start: int, end: int) -> Span:
    """Return the words of the turns that a range touches; without turns the whole text."""
    if not turns:
        return trimmed(text, 0, len(text))
    touched = [turn for turn in turns if turn.speech_start < max(end, start + 1) and start < turn.end]
    if not touched:
        before = [turn for turn in turns if turn.speech_start <= start]
        touched = before[-1:] or list(turns[:1])
    return trimmed(text, touched[0].speech_start, touched[-1].end)


def paragraph_around(text: str, start: int, end: int, low: int, high: int) -> Span:
    """Return the paragraphs that a range touches: what stands between line breaks, within `[low, high)`."""
    first = text.rfind("\n", low, max(start, low)) + 1 or low
    last = text.find("\n", max(end, low), high)
    return trimmed(text, max(first, low), high if last < 0 else last)


def units_around(text: str, turns: Sequence[Turn], start: int, end: int) -> Iterator[Span]:
    """Give the units around a range from the smallest to the largest: sentences, paragraphs, turns, the whole text."""
    low, high = turn_around(text, turns, start, end)
    low, high = min(low, start), max(high, end)
    yield sentences_around(text, start, end, low, high)
    yield paragraph_around(text, start, end, low, high)
    yield trimmed(text, low, high)
    # The label of the first turn is not on display, and is no one's words.
    yield trimmed(text, min(turns[0].speech_start if turns else 0, start), len(text))


def grown(text: str, turns: Sequence[Turn], start: int, end: int) -> Span:
    """Return the next larger unit around a range; the range itself where there is none."""
    for first, last in units_around(text, turns, start, end):
        if first <= start and last >= end and (first, last) != (start, end) and first < last:
            return first, last
        if start == end and first < last:
            # A caret between two units takes the one that it is counted to.
            return first, last
    return start, end


def shrunk(text: str, turns: Sequence[Turn], start: int, end: int) -> Span:
    """Return the next smaller unit at the beginning of a range: of several turns the first, of a turn its first
    paragraph, of a paragraph its first sentence; a single sentence stays."""
    for unit in reversed(list(units_around(text, turns, start, start))):
        inside = trimmed(text, max(unit[0], start), min(unit[1], end))
        if inside[0] < inside[1] and inside != trimmed(text, start, end):
            return inside
    first = sentence_spans(text, start, end)[:1]
    return first[0] if first else (start, end)
