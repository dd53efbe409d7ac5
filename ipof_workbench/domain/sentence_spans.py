"""Where the sentences of a text begin and end, in any script and without a language model.

All positions are code points, half-open. Sentences never overlap and hold all that is not white space.
"""

from __future__ import annotations

import re

_WIDE_STOPS = "。！？｡．"
"""Full stops of scripts that put no space after them."""
_STOPS = f".!?…‼⁇⁈⁉؟۔।॥։።፧{_WIDE_STOPS}"
_CLOSING = "\"'”’»›)]}」』】）〉》"
_OPENING = "\"'“„‘‚«‹([{「『【（〈《¿¡–—-"
_END = re.compile(f"[{re.escape(_STOPS)}]+[{re.escape(_CLOSING)}]*|\n")
_BREAKS_INSIDE = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_TITLES = "mr mrs ms mx dr prof rev fr sr st mt sgt cpl capt lt col gen gov sen rep hon messrs mme mlle"
_SHORT_WORDS = (
    "vs cf approx ca e.g i.e eg ie viz resp incl excl dept est fig figs eq ref refs vol ed eds p pp ff ch sec z.b d.h "
    "u.a bzw dgl usw vgl bspw p.ej"
)
_FIGURE_WORDS = "no nr nos art para approx tel ext"
_LAST_WORDS = "etc a.m p.m jr u.s u.k e.u ph.d b.a m.a inc ltd co al"
_NEVER_LAST = frozenset([*_TITLES.split(), *_SHORT_WORDS.split()])
"""Abbreviations after which a sentence goes on, whatever follows (small letters, without the last full stop)."""
_BEFORE_FIGURES = frozenset(_FIGURE_WORDS.split())
"""Abbreviations only before a figure: “No.” alone is an answer."""
_PERHAPS_LAST = frozenset(_LAST_WORDS.split())
"""Abbreviations that may also end a sentence: then a word with a capital letter follows, other than “I”."""
_FIRST_PERSON = re.compile(r"I(?:\b|['’])")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]]+\Z")
_LONGEST_WORD = 40


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` in order, without the white space around them.

    A full stop ends a sentence unless a small letter follows or it belongs to an abbreviation, an initial or a number
    at the beginning of a line; a line break does unless a small letter continues the line.
    """
    end = len(text) if end is None else min(end, len(text))
    start = max(0, start)
    found: list[tuple[int, int]] = []
    begin = start
    for stop in _END.finditer(text, start, end):
        if _ends_sentence(text, begin, stop, end):
            _keep(text, begin, stop.end(), found)
            begin = stop.end()
    _keep(text, begin, end, found)
    return found


def sentences_around(text: str, start: int, end: int, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """Return the range of the whole sentences that `[start, end)` touches, within `[low, high)`.

    A caret (`start == end`) touches the sentence that it is in or at the end of, else the next one; where there is no
    sentence the range itself is returned.
    """
    high = len(text) if high is None else min(high, len(text))
    spans = sentence_spans(text, low, high)
    if start == end:
        touched = [span for span in spans if span[0] <= start <= span[1]][-1:]
        touched = touched or [span for span in spans if span[0] >= start][:1] or spans[-1:]
    else:
        touched = [span for span in spans if span[0] < end and start < span[1]]
    if not touched:
        return start, end
    first, last = touched[0][0], touched[-1][1]
    return (first, last) if start == end else (min(first, start), max(last, end))


def _keep(text: str, begin: int, end: int, found: list[tuple[int, int]]) -> None:
    words = _BREAKS_INSIDE.search(text, begin, end)
    if words is None:
        return
    first, last = words.span()
    if found and not any(sign.isalnum() for sign in text[first:last]):
        # Marks alone (a dash, an ellipsis between two sentences) belong to the sentence before them.
        found[-1] = (found[-1][0], last)
    else:
        found.append((first, last))


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    following = _first_after(text, stop.end(), end)
    if stop.group() == "\n":
        return not (following.islower() and _goes_on(text, begin, stop.start()))
    if not following:
        return True
    if stop.group()[0] in _WIDE_STOPS:
        return True
    if not text[stop.end()].isspace() or following.islower():
        return False
    marks = stop.group().rstrip(_CLOSING)
    if marks != "." and marks.strip("."):
        return "…" not in marks or not _FIRST_PERSON.match(text, _after(text, stop.end(), end))
    if len(marks) > 1:
        return not _FIRST_PERSON.match(text, _after(text, stop.end(), end))
    return not _is_abbreviated(text, begin, stop, end, following)


def _is_abbreviated(text: str, begin: int, stop: re.Match[str], end: int, following: str) -> bool:
    found = _WORD_BEFORE.search(text, max(begin, stop.start() - _LONGEST_WORD), stop.start())
    if found is None:
        return False
    word = found.group().casefold()
    if word in _NEVER_LAST or (word in _BEFORE_FIGURES and following.isdigit()):
        return True
    if len(word) == 1 and word.isalpha() and found.group().isupper():
        # An initial; “I” ends sentences too (“so did I.”).
        return word != "i"
    if word.isdigit() and not text[begin : found.start()].strip(_OPENING + " \t\n"):
        return True
    if word in _PERHAPS_LAST:
        return not following.isupper() or bool(_FIRST_PERSON.match(text, _after(text, stop.end(), end)))
    return False


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Tell whether a line ends in the middle of a sentence: with words, not with a mark or nothing."""
    line = text[max(begin, end - _LONGEST_WORD) : end].rstrip(" \t")
    return bool(line) and line[-1] not in "\n" and not line.rstrip(_CLOSING).endswith(tuple(_STOPS))


def _after(text: str, at: int, end: int) -> int:
    """Return where the next word begins, after spaces and opening marks of its own line."""
    while at < end and (text[at] in _OPENING or (text[at].isspace() and text[at] != "\n")):
        at += 1
    return at


def _first_after(text: str, at: int, end: int) -> str:
    at = _after(text, at, end)
    return text[at] if at < end else ""
