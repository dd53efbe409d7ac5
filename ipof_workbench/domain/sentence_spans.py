"""Where the sentences of a text begin and end, in any script and without a language model.

All positions are code points, half-open. Sentences never overlap and hold all that is not white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDE_STOPS = "。！？｡．"
"""Full stops of scripts that put no space after them."""
_NARROW_STOPS = ".!?…‼⁇⁈⁉؟۔।॥։።፧"
_STOPS = f"{_NARROW_STOPS}{_WIDE_STOPS}"
_CLOSING = "\"'”’»›)]}」』】）〉》"
_OPENING = "\"'“„‘‚«‹([{「『【（〈《¿¡–—-"
_STOP, _CLOSE = f"[{re.escape(_STOPS)}]", f"[{re.escape(_CLOSING)}]"
# Most stops that end nothing are followed by a small letter: those are passed over here, at little cost. (No marks are
# given back, else a part of them would match; wide ones end a sentence whatever follows, unless others stand before.)
# All begins with one set of signs, which is what the search for them is fast with.
_END = re.compile(
    f"[{re.escape(_STOPS)}\\n]"
    f"(?:(?<=\\n)|{_STOP}*+{_CLOSE}*+(?! [a-z])|(?<=[{_WIDE_STOPS}])(?<!{_STOP}.){_STOP}*{_CLOSE}*)"
)
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
_SPECIAL = _NEVER_LAST | _BEFORE_FIGURES | _PERHAPS_LAST
_FIRST_PERSON = re.compile(r"I(?:\b|['’])")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]]+\Z")
_LONGEST_WORD = 40


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` in order, without the white space around them.

    A full stop ends a sentence unless a small letter follows or it belongs to an abbreviation, an initial or a number
    at the beginning of a line; a line break does unless a small letter continues the line.
    """
    return list(sentences_of(text, start, end))


def sentences_of(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield what `sentence_spans` returns, one by one: whoever stops early pays for no more."""
    end = len(text) if end is None else min(end, len(text))
    begin = max(0, start)
    last: tuple[int, int] | None = None
    for stop in _END.finditer(text, begin, end):
        after = stop.end()
        if _plainly_ends(text, begin, stop.start(), after, end) or _ends_sentence(text, begin, stop, end):
            yielded, last = _joined(text, begin, after, last)
            if yielded is not None:
                yield yielded
            begin = after
    yielded, last = _joined(text, begin, end, last)
    if yielded is not None:
        yield yielded
    if last is not None:
        yield last


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


def _joined(
    text: str, begin: int, end: int, last: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return the sentence that is whole by now, if any, and the one that may still get marks after it."""
    words = _BREAKS_INSIDE.search(text, begin, end)
    if words is None:
        return None, last
    span = words.span()
    if last is not None and not any(sign.isalnum() for sign in text[span[0] : span[1]]):
        # Marks alone (a dash, an ellipsis between two sentences) belong to the sentence before them.
        return None, (last[0], span[1])
    return last, span


def _plainly_ends(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Tell of most sentences that they end, at little cost: a plain word, one full stop, a space, a capital letter.
    What is not so plain is for `_ends_sentence`, which says the same of these."""
    if after != stop + 1 or text[stop] != "." or after + 1 >= end or text[after] != " ":
        return False
    if not text[after + 1].isupper():
        return False
    word = text[max(begin, text.rfind(" ", begin, stop) + 1) : stop]
    return len(word) > 1 and word.isalpha() and word.casefold() not in _SPECIAL


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
