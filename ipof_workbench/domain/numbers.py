"""Configuration numbers are text ("7a"), unique, printed verbatim and sorted as a person would."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTS = re.compile(r"(\d+)")


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts "2" before "10" and "7" before "7a" before "7b"."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in _PARTS.split(text)
        if part
    )


def next_number(taken: Iterable[str]) -> str:
    """Return the whole number after the greatest leading number among `taken`; "1" where there is none."""
    leading = (re.match(r"\d+", number) for number in taken)
    return str(max((int(found.group()) for found in leading if found), default=0) + 1)
