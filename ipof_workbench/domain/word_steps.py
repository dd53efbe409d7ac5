"""Where the ends of words are, for moving the ends of a passage word by word. Positions are code points.

The marks that stick to a word are a stop of their own, so that a full stop can be taken in or left out; in scripts
without spaces every sign is a word.
"""

from __future__ import annotations

import unicodedata

_JOINERS = "'’-_·\u200c\u200d\u00ad"


def _kind(sign: str) -> str:
    """Return "" for white space, "w" for letters and figures, "c" for signs that are words by themselves, "m" else."""
    if sign.isspace():
        return ""
    if sign.isalnum():
        wide = "\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0003ffff"
        return "c" if wide else "w"
    return "w" if unicodedata.category(sign)[0] == "M" or sign in _JOINERS else "m"


def next_end(text: str, at: int) -> int:
    """Return the next place after `at` where a word, or the marks after it, ends; the end of the text at most."""
    size = len(text)
    while at < size and text[at].isspace():
        at += 1
    if at >= size:
        return size
    kind = _kind(text[at])
    at += 1
    while at < size and (_kind(text[at]) == kind != "c"):
        at += 1
    return at


def previous_start(text: str, at: int) -> int:
    """Return the last place before `at` where a word, or the marks before it, begins; 0 at least."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at <= 0:
        return 0
    kind = _kind(text[at - 1])
    at -= 1
    while at > 0 and (_kind(text[at - 1]) == kind != "c"):
        at -= 1
    return at


def previous_end(text: str, at: int) -> int:
    """Return the last place before `at` where a word ends: what `next_end` leaves again; 0 where there is none."""
    begin = previous_start(text, at)
    while begin > 0 and text[begin - 1].isspace():
        begin -= 1
    return begin


def next_start(text: str, at: int) -> int:
    """Return the next place after `at` where a word begins: what `previous_start` leaves again."""
    end = next_end(text, at)
    while end < len(text) and text[end].isspace():
        end += 1
    return end
