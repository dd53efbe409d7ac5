"""Which stretch of a text is corrected at a time: a turn, a whole short text, or a paragraph of a long one."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.domain.listings import TurnRow
from ipof_workbench.domain.text import Span
from ipof_workbench.domain.text_differences import word_edits
from ipof_workbench.domain.text_edits import TextEdit

LONGEST_STRETCH = 6_000
"""Characters; of a longer turn or text only the paragraph is corrected."""


def stretch_at(text: str, turns: Sequence[TurnRow], offset: int) -> Span | None:
    """Return the words that are corrected together at a place (code points), without the line break at their end.

    None where there are no words.
    """
    start, end = 0, len(text)
    for turn in turns:
        if turn.start <= offset < turn.end or (turn is turns[-1] and offset >= turn.end):
            start, end = turn.words_start, turn.end
    if end - start > LONGEST_STRETCH:
        at = min(max(offset, start), end)
        start = max(start, text.rfind("\n", 0, at) + 1)
        line_end = text.find("\n", at)
        end = end if line_end < 0 else min(end, line_end)
    while end > start and text[end - 1] == "\n":
        end -= 1
    return Span(start, end) if text[start:end].strip() else None


def edits_of_stretch(text: str, stretch: Span, shown: str, written: str) -> tuple[TextEdit, ...]:
    """Return the edits of a text that a person made in one stretch of it.

    Args:
        shown: the stretch as the field showed it, which may stand for some characters by others of the same number.
        written: what stands in the field now.
    """
    found = []
    for edit in word_edits(shown, written):
        start, end, replacement = stretch.start + edit.start, stretch.start + edit.end, edit.replacement
        if start == end == stretch.end < len(text) and text[end] != "\n" and start > stretch.start:
            # The next turn begins right here: what is added belongs to the words before.
            start, replacement = start - 1, text[start - 1] + replacement
        found.append(TextEdit(start, end, replacement))
    return tuple(found)
