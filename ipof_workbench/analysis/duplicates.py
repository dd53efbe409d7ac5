"""Elements that are likely the same: labels compared by their words, whatever case, order and endings.

Likeness is the mean of two measures of the stems: the share of words in common (Jaccard, 1901) and the ratio of
`difflib.SequenceMatcher` (Ratcliff and Obershelp, 1988) over the sorted words. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher

from ipof_workbench.domain.element_rows import DuplicatePair
from ipof_workbench.domain.identity import Rid

LEAST = 0.6
"""Pairs below this likeness are not proposed."""
MOST = 200
"""Pairs that are proposed at most, the likeliest first."""
MOST_SHARING = 120
"""A word in more labels than this tells nothing apart and makes no candidates by itself."""

_STOP_WORDS = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "do", "for", "from", "has", "have", "in", "is",
        "it", "its", "of", "on", "or", "s", "that", "the", "their", "them", "they", "this", "to", "was", "were", "when",
        "which", "who", "with", "you", "your",
    }
)  # fmt: skip
_ENDINGS = ("ities", "ingly", "edly", "ies", "ing", "ied", "ity", "ous", "es", "ed", "ly", "s")


def stem(word: str) -> str:
    """Return a word without its commonest English ending; a short word stays as it is."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems(label: str) -> tuple[str, ...]:
    """Return the stems of a label, sorted, without words that carry no meaning (all of them, where none is left)."""
    words = re.findall(r"[^\W_]+", label.casefold().replace("’", "").replace("'", ""))
    telling = [word for word in words if word not in _STOP_WORDS] or words
    return tuple(sorted({stem(word) for word in telling}))


def likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Return how alike two labels are, given their stems: 0 to 1."""
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    both = sum(any(_alike(word, other) for other in second) for word in first)
    shared = both / (len(first) + len(second) - both)
    matcher = SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False)
    # Cheap bounds first: most candidates share one word and nothing else.
    if (shared + matcher.quick_ratio()) / 2 < LEAST:
        return 0.0
    return (shared + matcher.ratio()) / 2


def _alike(word: str, other: str) -> bool:
    """Tell whether two stems are one word: they differ in their last letters at most, and are long enough for that."""
    if word == other:
        return True
    shorter, longer = sorted((len(word), len(other)))
    return shorter >= 6 and longer - shorter <= 2 and word[: shorter - 1] == other[: shorter - 1]


def likely_duplicates(
    labels: Iterable[tuple[Rid, str]],
    apart: Collection[frozenset[Rid]] = frozenset(),
    report: Callable[[int, int], None] | None = None,
) -> list[DuplicatePair]:
    """Return the pairs of elements that are likely the same, the likeliest first.

    Args:
        labels: (element, label).
        apart: pairs that are known not to be the same.
        report: told (done, total) as labels are gone through; may raise to stop.
    """
    known = [(rid, found) for rid, label in labels if (found := stems(label))]
    by_stem: dict[str, list[int]] = {}
    for number, (_, words) in enumerate(known):
        for word in words:
            by_stem.setdefault(word, []).append(number)
            # The beginning of a word finds what differs in its ending or by a slip in typing.
            by_stem.setdefault(f"{word[:5]}…", []).append(number)
    pairs = []
    for number, (rid, words) in enumerate(known):
        if report is not None and number % 50 == 0:
            report(number, len(known))
        for other in _candidates(number, words, by_stem):
            other_rid, other_words = known[other]
            if frozenset((rid, other_rid)) in apart:
                continue
            alike = likeness(words, other_words)
            if alike >= LEAST:
                pairs.append(DuplicatePair(min(rid, other_rid), max(rid, other_rid), round(alike, 3)))
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))[:MOST]


def _candidates(number: int, words: tuple[str, ...], by_stem: dict[str, list[int]]) -> set[int]:
    found: set[int] = set()
    for word in words:
        for key in (word, f"{word[:5]}…"):
            sharing = by_stem[key]
            if len(sharing) <= MOST_SHARING:
                found.update(other for other in sharing if other > number)
    return found
