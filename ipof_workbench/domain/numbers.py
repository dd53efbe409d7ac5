"""Configuration numbers are text ("7a"), unique, printed verbatim and sorted as a person would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_lowercase

_PARTS = re.compile(r"([0-9]+)")
_LEADING = re.compile(r"[0-9]{1,18}(?![0-9])")


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts "2" before "10" and "7" before "7a" before "7b"."""
    return tuple(_key(part) for part in _PARTS.split(text) if part)


def _key(part: str) -> tuple[int, int, str]:
    if part[0] not in "0123456789":
        return 1, 0, part.casefold()
    # By length, then digit by digit: the order of whole numbers, for however many digits.
    digits = part.lstrip("0")
    return 0, len(digits), digits


def next_number(taken: Iterable[str]) -> str:
    """Return the whole number after the greatest leading number among `taken`; "1" where there is none.

    A run of more than 18 digits is somebody's code, not a count: it is passed over.
    """
    leading = (_LEADING.match(number) for number in taken)
    return str(max((int(found.group()) for found in leading if found), default=0) + 1)


def part_number(number: str, taken: Iterable[str]) -> str:
    """Return the number of what is split off: that of its origin with the next free letter, “7a” after “7”."""
    known = set(taken)
    stem = number.rstrip(ascii_lowercase)
    for letter in ascii_lowercase:
        if stem + letter not in known:
            return stem + letter
    return next_number(known)


_SERIES = re.compile(r"([^\W\d_]*)([0-9]{1,18})")


def next_in_series(taken: Iterable[str], beginning: str = "S") -> str:
    """Return the number that continues the longest series among `taken` (“S8” after S1 to S7, “12” after 11).

    A letter after the figures (“7a”) belongs to the number before it. Without any, it is the first of `beginning`.
    """
    series: dict[str, list[int]] = {}
    for number in taken:
        found = _SERIES.match(number)
        if found:
            series.setdefault(found[1], []).append(int(found[2]))
    if not series:
        return f"{beginning}1"
    prefix = max(series, key=lambda known: (len(series[known]), known == beginning))
    return f"{prefix}{max(series[prefix]) + 1}"
