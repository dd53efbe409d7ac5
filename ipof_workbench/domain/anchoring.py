"""Finding passages again in a text that was written anew elsewhere, where nobody said what was edited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ipof_workbench.domain.text import Span
from ipof_workbench.domain.text_edits import EditList, TextEdit

FEW_WORDS = 40
"""Characters that a passage may grow by at its ends."""
A_NAME = 2
"""Words: of a passage that keeps less than half only names were replaced, each by no more than another name."""
ALIKE = 0.5
"""The share of the words of a passage that must stand together for a place to be proposed."""

_WORD = re.compile(r"\w+")


def anchored(text: str, edits: EditList, span: Span) -> Span | None:
    """Return where a passage stands in a text that was compared with the one before, or None where that is not sure.

    Sure is: half of its characters are still there, or nothing but names was replaced in it; and its ends do not grow
    over more than a few words.
    """
    moved = edits.moved(span)
    touched = edits.touched(span)
    if moved is None or not touched:
        return moved
    first, last = touched[0], touched[-1]
    grown = max(0, span.start - first.start) + max(0, last.end - span.end)
    crossing = {edit for edit in (first, last) if edit.start < span.start or edit.end > span.end}
    if grown > FEW_WORDS or any(len(edit.replacement) > FEW_WORDS for edit in crossing):
        return None
    if 2 * edits.kept(span) >= span.end - span.start:
        return moved
    runs = ((_count(old), _count(new)) for old, new in _runs(text, touched))
    return moved if all(max(old, new) <= A_NAME for old, new in runs) else None


def _count(words: str) -> int:
    return len(_WORD.findall(words))


def _runs(text: str, edits: Sequence[TextEdit]) -> Iterator[tuple[str, str]]:
    """Yield what was replaced and what it became, edits with no more than a blank between them as one."""
    old, new, end = "", "", edits[0].start
    for edit in edits:
        between = text[end : edit.start]
        if len(between) > 1:
            yield old, new
            old, new, between = "", "", ""
        old, new = old + between + text[edit.start : edit.end], new + between + edit.replacement
        end = edit.end
    yield old, new


def likely_place(text: str, quote: str) -> Span | None:
    """Return where a passage most likely stands in a text: the quote itself, else the stretch of as many words that
    has most of its words; None where not even half of them stand together."""
    at = text.find(quote)
    if at >= 0 and quote:
        return Span(at, at + len(quote))
    wanted = [word.casefold() for word in _WORD.findall(quote)]
    words = [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]
    size = min(len(wanted), len(words))
    if not size:
        return None
    missing = Counter(wanted)
    best, best_at, shared = 0, 0, 0
    for number, (word, _, _) in enumerate(words):
        shared += missing[word] > 0
        missing[word] -= 1
        if number >= size:
            left = words[number - size][0]
            missing[left] += 1
            shared -= missing[left] > 0
        if shared > best:
            best, best_at = shared, number
    if best < ALIKE * len(wanted):
        return None
    return _without_strange_ends(words[max(0, best_at - size + 1) : best_at + 1], frozenset(wanted))


def _without_strange_ends(words: list[tuple[str, int, int]], wanted: frozenset[str]) -> Span:
    while words[0][0] not in wanted:
        words = words[1:]
    while words[-1][0] not in wanted:
        words = words[:-1]
    return Span(words[0][1], words[-1][2])
