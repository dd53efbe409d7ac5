"""Finding words in one text: every hit as a range of code points, whatever their case, accents or spelling of accents.

Case is folded and accents are taken apart as the Unicode Standard says (caseless matching, section 3.13): "Straße" is
found by "STRASSE", and "é" by "é" however the two are composed. One character may become several that way; hits are
given in code points of the text as it is stored and never cut a character in half.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

Span = tuple[int, int]

MOST_HITS = 5_000
"""More places than anybody walks through; a letter that is typed stays quick in a long text."""
_WHITESPACE = dict.fromkeys(map(ord, "\t\n\r\u00a0\u2007\u202f\u2009\u200a\u3000"), " ")


@dataclass(frozen=True, slots=True)
class FindOptions:
    """How words are compared. `ignore_accents`: "cafe" finds "café"."""

    match_case: bool = False
    whole_words: bool = False
    ignore_accents: bool = False


class SearchableText:
    """A text made ready for one way of comparing; made once, searched at each letter that is typed.

    Every kind of space and line break counts as a space, so that a phrase is found over the end of a line.
    """

    def __init__(self, text: str, options: FindOptions) -> None:
        self._text, self._options = text, options
        folding = _Folding(options)
        self._folded, self._jumps, self._shifts = folding.fold(text)
        self._fold = folding

    def find(self, words: str, most: int = MOST_HITS) -> list[Span]:
        """Return where the words stand, from the beginning, without overlaps, `most` at most; none for no words."""
        wanted = self._fold.fold(words)[0]
        if not wanted.strip():
            return []
        found: list[Span] = []
        at = self._folded.find(wanted)
        while at >= 0 and len(found) < most:
            span = self._span(at, at + len(wanted))
            if span is None or (self._options.whole_words and not self._is_whole(span)):
                at = self._folded.find(wanted, at + 1)
            else:
                found.append(span)
                at = self._folded.find(wanted, at + len(wanted))
        return found

    def _span(self, first: int, last: int) -> Span | None:
        """Return the stored range of a folded one; None where it would cut a character."""
        start, end = self._stored(first), self._stored(last)
        if start is None or end is None:
            return None
        # An accent of its own after the hit belongs to its last letter: "e" is not "e" with an acute.
        if not self._options.ignore_accents and end < len(self._text) and unicodedata.combining(self._text[end]):
            return None
        return start, end

    def _stored(self, place: int) -> int | None:
        """Return the stored position of a folded one; None inside a character that became several."""
        number = bisect_right(self._jumps, place) - 1
        if number < 0:
            return place
        before, after, stored_after = self._shifts[number]
        if before <= place < after:
            return stored_after - 1 if place == before else None
        return stored_after + place - after

    def _is_whole(self, span: Span) -> bool:
        start, end = span
        text = self._text
        begins = start == 0 or not (_in_word(text[start]) and _in_word(text[start - 1]))
        ends = end == len(text) or not (_in_word(text[end - 1]) and _in_word(text[end]))
        return begins and ends


class _Folding:
    """Folds texts in one way. Characters that do not stay one character are noted with where they stood."""

    def __init__(self, options: FindOptions) -> None:
        self._options = options
        self._known: dict[str, str] = {}

    def fold(self, text: str) -> tuple[str, list[int], list[tuple[int, int, int]]]:
        """Return (folded text, starts of characters that changed their length, (start, end, stored place after))."""
        if text.isascii():
            plain = text if self._options.match_case else text.lower()
            return plain.replace("\n", " ").replace("\t", " ").replace("\r", " "), [], []
        signs = set(text)
        folded = {sign: self._of(sign) for sign in signs if sign > "\x7f" or sign in "\t\n\r"}
        odd = {sign for sign, into in folded.items() if len(into) != 1}
        if not self._options.match_case:
            folded.update({sign: sign.lower() for sign in signs if "A" <= sign <= "Z"})
        if not odd:
            return text.translate({ord(sign): into for sign, into in folded.items()}), [], []
        return self._fold_odd(text, folded, odd)

    @staticmethod
    def _fold_odd(
        text: str, folded: dict[str, str], odd: set[str]
    ) -> tuple[str, list[int], list[tuple[int, int, int]]]:
        table = {ord(sign): into for sign, into in folded.items()}
        jumps: list[int] = []
        shifts: list[tuple[int, int, int]] = []
        shift = 0
        for match in re.finditer("[" + re.escape("".join(sorted(odd))) + "]", text):
            before = match.start() + shift
            after = before + len(folded[match.group()])
            jumps.append(before)
            shifts.append((before, after, match.end()))
            shift += after - before - 1
        return text.translate(table), jumps, shifts

    def _of(self, sign: str) -> str:
        found = self._known.get(sign)
        if found is None:
            found = self._known[sign] = self._made(sign)
        return found

    def _made(self, sign: str) -> str:
        into = _WHITESPACE.get(ord(sign), sign)
        into = unicodedata.normalize("NFD", into)
        if not self._options.match_case:
            into = unicodedata.normalize("NFD", into.casefold())
        if self._options.ignore_accents:
            into = "".join(part for part in into if not unicodedata.combining(part))
        return into


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or bool(unicodedata.combining(sign))
