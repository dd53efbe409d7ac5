"""What in a text may give a person away: an aid to whoever replaces names, no guarantee."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple


class Candidate(NamedTuple):
    """Something that may give a person away: `kind` is name, e-mail, phone, postcode or NHS number."""

    words: str
    kind: str
    times: int


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
    r" ?\d[ABD-HJLNP-UW-Z]{2})\b"
)
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?|\(?0)\d[\d ()-]{6,14}\d(?!\w)")
_NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_CAPITAL = re.compile(r"(?<=[\w,;’'] )[^\W\d_a-zß-öø-ÿ][\w’'-]*\w(?: [^\W\d_a-zß-öø-ÿ][\w’'-]*\w)*")
_OWN = re.compile(r"[’']s$")
_CODE_NAME = re.compile(r"[A-Z]{1,3}[ _-]?\d+")
_LEAST = 2
_COMMON = frozenset(
    """I I'm I’m I've I’ve I'd I’d I'll I’ll Mr Mrs Ms Dr English British GP NHS OK TV UK Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday January February March April May June July August September October November
    December Christmas Easter""".split()  # noqa: SIM905 - a list to read
)
"""Capitalised words that give nobody away."""


def is_nhs_number(digits: str) -> bool:
    """Tell whether ten digits pass the check of NHS numbers (modulus 11)."""
    numbers = [int(sign) for sign in digits if sign.isascii() and sign.isdigit()]
    if len(numbers) != 10:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), numbers, strict=False)) % 11
    return check != 10 and (0 if check == 11 else check) == numbers[9]


class CandidateCounter:
    """Gathers candidates over many texts. An aid: what it does not find may still be a name."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def look_at(self, text: str) -> None:
        """Take one text in."""
        for found in _EMAIL.finditer(text):
            self._counts["e-mail", found[0].rstrip(".")] += 1
        for found in _POSTCODE.finditer(text):
            self._counts["postcode", found[0]] += 1
        taken = set()
        for found in _NHS.finditer(text):
            if is_nhs_number(found[0]):
                self._counts["NHS number", found[0]] += 1
                taken.add(found.start())
        for found in _PHONE.finditer(text):
            if found.start() not in taken:
                self._counts["phone", found[0]] += 1
        for found in _CAPITAL.finditer(text):
            name = _OWN.sub("", found[0])
            if name not in _COMMON:
                self._counts["name", name] += 1

    def found(self, *, least: int = _LEAST) -> list[Candidate]:
        """Return what was found: capitalised words in the middle of sentences from `least` times on, the rest always;
        most frequent first within each kind."""
        kept = [
            Candidate(words, kind, count)
            for (kind, words), count in self._counts.items()
            if kind != "name" or count >= least
        ]
        order = ("name", "e-mail", "phone", "postcode", "NHS number")
        return sorted(kept, key=lambda each: (order.index(each.kind), -each.times, each.words))


def suggested(candidates: Iterable[Candidate]) -> Iterator[tuple[str, str]]:
    """Yield (words, what may stand in their place) for candidates: `[name 1]`, `[e-mail]` and the like."""
    number = 0
    for each in candidates:
        if each.kind == "name":
            number += 1
            yield each.words, f"[name {number}]"
        else:
            yield each.words, f"[{each.kind}]"


def numbered(people: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, code) for people who have no code for a name yet: P01, P02 ..., those that are taken left out."""
    taken = {name.upper() for name in people if _CODE_NAME.fullmatch(name)}
    fresh = (code for number in count(1) if (code := f"P{number:02}") not in taken)
    for name in people:
        if not _CODE_NAME.fullmatch(name):
            yield name, next(fresh)
