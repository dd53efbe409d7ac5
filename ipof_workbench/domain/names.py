"""Replacing names in texts: what is looked for, where it stands, and what a person may have missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ipof_workbench.domain.cuts import tidied
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.graphemes import joins
from ipof_workbench.domain.text_edits import TextEdit

_WORD = re.compile(r"\w+")
_ARROWS = re.compile(r"\s*(?:->|→|=>|\t)\s*")


class CaseRule(StrEnum):
    """Whether capitals count when a name is looked for."""

    EXACT = "exact"
    ANY = "any"

    @property
    def words(self) -> str:
        """The rule in words."""
        return "As written" if self is CaseRule.EXACT else "Any capitals"


@dataclass(frozen=True, slots=True)
class NameReplacement:
    """A name and what is to stand in its place; where that is empty, the words are cut out."""

    old: str
    new: str
    whole_word: bool = True
    case: CaseRule = CaseRule.EXACT

    @property
    def is_cut(self) -> bool:
        """Tell whether nothing is to stand in its place."""
        return not self.new.strip()


class NamePlace(NamedTuple):
    """Where a name stands in a text (code points, half-open), and which of the replacements it is."""

    start: int
    end: int
    replacement: int


class NameFinder:
    """Looks for many names at once; a longer name comes before a shorter one that it begins with.

    Raises:
        UsageError: a name is empty, or given twice with different replacements.
    """

    def __init__(self, replacements: Sequence[NameReplacement]) -> None:
        self.replacements = tuple(replacements)
        _require_sound(self.replacements)
        self._patterns = [re.compile(_one(each)) for each in self.replacements]
        # Whole words are looked up one by one: trying every name at every place takes minutes on many posts.
        self._by_word: dict[str, list[int]] = {}
        self._by_folded: dict[str, list[int]] = {}
        self._anywhere: list[int] = []
        for at in sorted(range(len(self.replacements)), key=lambda at: -len(self.replacements[at].old)):
            self._file(at)

    def _file(self, at: int) -> None:
        each = self.replacements[at]
        first = _WORD.match(each.old.strip())
        if first is None or not each.whole_word:
            self._anywhere.append(at)
        elif each.case is CaseRule.ANY:
            self._by_folded.setdefault(first[0].casefold(), []).append(at)
        else:
            self._by_word.setdefault(first[0], []).append(at)

    def places(self, text: str) -> Iterator[NamePlace]:
        """Yield the places of names in a text, in its order, none overlapping another."""
        found = list(self._whole_words(text))
        for at in self._anywhere:
            found += [NamePlace(*match.span(), at) for match in self._patterns[at].finditer(text)]
        end = 0
        for place in sorted(found, key=lambda place: (place.start, -place.end)):
            is_other = self.replacements[place.replacement].whole_word and _goes_on(text, place.start, place.end)
            if place.start >= end and not is_other:
                yield place
                end = place.end

    def _whole_words(self, text: str) -> Iterator[NamePlace]:
        if not (self._by_word or self._by_folded):
            return
        by_word, by_folded = self._by_word, self._by_folded
        for word in _WORD.finditer(text):
            candidates = by_word.get(word[0], ())
            if by_folded:
                candidates = [*candidates, *by_folded.get(word[0].casefold(), ())]
            for at in candidates:
                match = self._patterns[at].match(text, word.start())
                if match is not None:
                    yield NamePlace(*match.span(), at)

    def edits(self, text: str, places: Iterable[NamePlace]) -> list[TextEdit]:
        """Return what is to be done to a text at these places: where words are cut out, a space goes with them."""
        found = []
        for place in places:
            each = self.replacements[place.replacement]
            found.append(TextEdit(place.start, place.end, "" if each.is_cut else each.new))
        return tidied(text, found)

    def replaced(self, text: str) -> str:
        """Return a text with all names replaced."""
        parts, last = [], 0
        for edit in self.edits(text, self.places(text)):
            parts += [text[last : edit.start], edit.replacement]
            last = edit.end
        return "".join([*parts, text[last:]])


def _require_sound(replacements: Sequence[NameReplacement]) -> None:
    if not replacements:
        raise UsageError("Write at least one name and what stands in its place, like: Anna -> P01.")
    known: dict[tuple[str, bool, CaseRule], str] = {}
    for each in replacements:
        if not each.old.strip():
            raise UsageError(f"“{each.new.strip()}” lacks the name before it; write it like: Anna -> P01.")
        key, new = (each.old, each.whole_word, each.case), each.new.strip()
        if known.setdefault(key, new) != new:
            if not (known[key] and new):
                raise UsageError(f"“{each.old}” is to be cut out and to become {known[key] or new}; leave one of them.")
            raise UsageError(f"“{each.old}” is to become both {known[key]} and {new}; leave one of them.")


def _one(replacement: NameReplacement) -> str:
    name = r"\s+".join(re.escape(part) for part in replacement.old.split())
    if replacement.whole_word:
        first, last = replacement.old.strip()[0], replacement.old.strip()[-1]
        name = (r"(?<!\w)" if _is_word(first) else "") + name + (r"(?!\w)" if _is_word(last) else "")
    return f"(?i:{name})" if replacement.case is CaseRule.ANY else name


def _is_word(sign: str) -> bool:
    return re.match(r"\w", sign) is not None


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether an accent after a name makes another word of it."""
    before = start > 0 and joins(text[start - 1], text[start])
    return before or (end < len(text) and joins(text[end - 1], text[end]))


def parsed_names(lines: str, *, whole_word: bool = True, case: CaseRule = CaseRule.EXACT) -> list[NameReplacement]:
    """Return the replacements of a written list, one a line: `Anna -> P01` (or `=>`, `→`, a tab); with nothing after
    the arrow the words are cut out.

    Raises:
        UsageError: a line holds no arrow, or no name before it; the sentence says which.
    """
    found = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        parts = _ARROWS.split(line.strip(), maxsplit=1)
        if len(parts) != 2:
            raise UsageError(
                f"Line {number} holds no arrow; write it like: Anna -> P01, or with nothing after the arrow to cut "
                "the words out."
            )
        if not parts[0]:
            raise UsageError(f"Line {number} holds no name before the arrow; write it like: Anna -> P01.")
        found.append(NameReplacement(parts[0], parts[1], whole_word, case))
    return list(dict.fromkeys(found))
