"""Which quotes to propose for a claim: short, whole and clear ones, from different people and for and against it.

Each passage has a merit of its own; then one after the other is taken, the next being the one that adds most to those
taken already (maximal marginal relevance). The same passages give the same proposals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ipof_workbench.domain.quote_edits import as_printed
from ipof_workbench.domain.quote_rows import QuoteOption
from ipof_workbench.domain.vocabulary import Stance

SHORTEST, LONGEST = 40, 220
"""Code points of a quote that reads well in a table."""
FAR_TOO_LONG = 700
PROPOSED = 6
"""Quotes that are proposed for a claim, at most."""

_LENGTH, _WHOLE, _STRENGTH, _UNUSED = 4.0, 2.0, 1.0, 2.0
_SAME_VOICE, _SAME_CASE, _SAME_KIND, _SAME_SIDE, _SAME_WORDS = 3.0, 1.0, 0.5, 1.0, 4.0
_NEW_SIDE = 2.0
"""What a passage gains that is the first for, or the first against."""

Passage = tuple[int, int, int]
"""Document, start, end."""


def passage_of(option: QuoteOption) -> Passage:
    """Return where the words stand."""
    return option.row.document, option.row.start, option.row.end


def side_of(option: QuoteOption) -> str:
    """Return whether a passage speaks for the claim, against it, or neither."""
    if option.row.stance in (Stance.CHALLENGES, Stance.SUPPORTS_RIVAL):
        return "against"
    return "silent" if option.row.stance == Stance.SILENT else "for"


def merit(option: QuoteOption) -> float:
    """Return how well a passage would read in a table, by itself."""
    length = len(as_printed(option.row.quote))
    if length < SHORTEST:
        reads = length / SHORTEST
    else:
        reads = max(0.0, 1.0 - max(0, length - LONGEST) / (FAR_TOO_LONG - LONGEST))
    whole = (option.facts.begins + option.facts.ends) / 2
    strength = (option.row.strength or 0) / 3
    used = 1.0 if any(not words.startswith("chosen") for words in option.used) else 0.0
    return _LENGTH * reads + _WHOLE * whole + _STRENGTH * strength - _UNUSED * used


def _likeness(one: QuoteOption, other: QuoteOption) -> float:
    """Return how much of one passage another one says already."""
    words, known = _words(one), _words(other)
    common = len(words & known) / max(1, min(len(words), len(known)))
    return (
        _SAME_VOICE * (one.row.source == other.row.source)
        + _SAME_CASE * (one.row.case == other.row.case)
        + _SAME_KIND * (one.row.kind == other.row.kind)
        + _SAME_SIDE * (side_of(one) == side_of(other))
        + _SAME_WORDS * common
    )


def _words(option: QuoteOption) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", option.row.quote.casefold()) if len(word) > 3)


def proposed(options: Sequence[QuoteOption], most: int = PROPOSED) -> list[QuoteOption]:
    """Return up to `most` passages that can be printed, the best choice first, with rank and merits.

    What is chosen already counts as taken: proposals add to it. No passage comes twice, and none that is chosen.
    """
    taken = [option for option in options if option.chosen is not None]
    rest = _apart(option for option in options if option.is_printable and side_of(option) != "silent")
    gone = {passage_of(option) for option in taken}
    rest = [option for option in rest if passage_of(option) not in gone]
    found: list[QuoteOption] = []
    while rest and len(found) < most:
        best = max(rest, key=lambda option: (_gain(option, [*taken, *found]), -option.row.evidence))
        rest.remove(best)
        found.append(replace(best, rank=len(found) + 1, merits=_merits(best, [*taken, *found])))
    return found


def _apart(options: Iterable[QuoteOption]) -> list[QuoteOption]:
    """Return one option for each passage: one that speaks against where there are several, else the strongest."""
    found: dict[Passage, QuoteOption] = {}
    for option in options:
        held = found.get(passage_of(option))
        if held is None or _order(option) < _order(held):
            found[passage_of(option)] = option
    return list(found.values())


def _order(option: QuoteOption) -> tuple[bool, int, int]:
    return side_of(option) != "against", -(option.row.strength or 0), option.row.evidence


def _gain(option: QuoteOption, taken: Sequence[QuoteOption]) -> float:
    repeats = max((_likeness(option, other) for other in taken), default=0.0)
    is_new_side = bool(taken) and all(side_of(other) != side_of(option) for other in taken)
    return merit(option) - repeats + (_NEW_SIDE if is_new_side else 0.0)


def _merits(option: QuoteOption, taken: Sequence[QuoteOption]) -> tuple[str, ...]:
    """Return what speaks for a passage beside those taken before it, in a few words."""
    length = len(as_printed(option.row.quote))
    said = []
    if SHORTEST <= length <= LONGEST:
        said.append("short")
    if option.facts.begins and option.facts.ends:
        said.append("whole sentence")
    if (option.row.strength or 0) == 3:
        said.append("strong")
    if taken and all(other.row.source != option.row.source for other in taken):
        said.append("another voice")
    if taken and all(side_of(other) != side_of(option) for other in taken):
        said.append("the other side")
    return tuple(said)
