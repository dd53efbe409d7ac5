"""Words by which remarks judge a label or a sentence: small lists, English, meant to ask and not to decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def _listed(words: str) -> list[str]:
    return words.split()


ACTIVITIES = frozenset(
    _listed(
        """advertising banning briefing briefings campaign campaigns checking coaching course courses delivering
    employing facilitating hosting implementing induction introducing inviting mailing meeting meetings
    moderating monitoring offering organising organizing posting promoting providing provision publishing
    recruiting recruitment referring referral removing running screening sending session sessions setting
    signposting supervising supervision supplying teaching training visit visits workshop workshops"""
    )
)
"""First words of what a programme does; what people think or feel (“trusting”, “recognising”) is not among them."""
RESOURCES = frozenset(
    _listed(
        """access app availability equipment funding guideline guidelines handbook helpline information leaflet
    leaflets manual money moderator moderators newsletter platform policies policy protocol rota rule rules
    software staff staffing tool tools toolkit website"""
    )
)
"""First words of what a programme gives."""
_BEFORE = frozenset(_listed("""a an the more better good regular weekly monthly daily new free online extra clear"""))
"""Words that may stand before the first word that counts."""

_STOP = frozenset(
    _listed(
        """the and for not but you has had was are who his her its our out one two can may any all did how now off own
    too yet about after again also been before being both cannot could does doing down each even ever every from further
    have having here into itself just like made make makes many might more most much must never none nobody only
    onto other others over people person same shall should some somebody someone something such than that their
    them then there these they thing things this those through very were what when where whether which while
    whom whose will with within without would your"""
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 4
_REMEMBERED = 8_192
"""Texts of which the words are kept: 500 configurations are looked at again after every change of one."""


def posing_as(label: str) -> str:
    """Return “activity” or “resource” where a label begins with a word for one, otherwise ""."""
    words = [word.casefold() for word in _WORD.findall(label)]
    while words and words[0] in _BEFORE:
        words = words[1:]
    if not words:
        return ""
    if words[0] in ACTIVITIES:
        return "activity"
    return "resource" if words[0] in RESOURCES else ""


@lru_cache(_REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """Return the beginnings (4 letters) of the words that carry meaning, without a last “s”."""
    words = (word.casefold() for word in _WORD.findall(text))
    bare = (word.removesuffix("s") if len(word) > _STEM - 1 else word for word in words if word not in _STOP)
    return frozenset(word[:_STEM] for word in bare if len(word) > 2 and word not in _STOP)


def plain(text: str) -> str:
    """Return a sentence as it is compared with another: small letters, one space, no punctuation."""
    return " ".join(word.casefold() for word in _WORD.findall(text))


NEGATIONS = frozenset(
    _listed(
        """absence absent barely cannot ceased ceases fail failed failing fails few fewer hardly lack lacked lacking
        lacks less missing neither never no nobody none nor not nothing nowhere rarely seldom stop stopped stops unless
        without"""
    )
)
"""Words that say that something is not so, or hardly."""
_NOT_AT_ONCE = frozenset(_listed("no not never without lack lacks lacking absence"))
"""Negations that bear on the words right after them."""
_MAY_STAND_BETWEEN = frozenset(_listed("a an any be been being feel much of real the there to"))
_SHORTENED_NOT = re.compile(r"n['’]t\b")
_GAP = 2
"""Words that may stand between two words of a name: “relief (at last) that someone answers”."""


@lru_cache(_REMEMBERED)
def meaning_words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, small letters, in their order."""
    return tuple(word for word in _words(text) if len(word) > 2 and word not in _STOP)


def negates(text: str) -> bool:
    """Tell whether some word of a text says that something is not so."""
    return not NEGATIONS.isdisjoint(_words(text))


def names(text: str, label: str) -> bool:
    """Tell whether a text names a label: all its words that carry meaning, in their order and close together."""
    return _named_at(_words(text), meaning_words(label)) is not None


def denies(text: str, label: str) -> bool:
    """Tell whether a text names a label right after a “no”, “not” or “without”."""
    words = _words(text)
    at = _named_at(words, meaning_words(label))
    if at is None:
        return False
    while at and words[at - 1] in _MAY_STAND_BETWEEN:
        at -= 1
    return bool(at) and words[at - 1] in _NOT_AT_ONCE


@lru_cache(_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_SHORTENED_NOT.sub(" not", text.casefold())))


def _named_at(words: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return the number of the word with which a name begins, or None."""
    if not wanted:
        return None
    for start, word in enumerate(words):
        if _is_form_of(word, wanted[0]) and _follows(words, start, wanted[1:]):
            return start
    return None


def _follows(words: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    for one in wanted:
        carrying = 0
        for further in range(at + 1, len(words)):
            if _is_form_of(words[further], one):
                at = further
                break
            # Small words are part of the name, or make no difference.
            carrying += len(words[further]) > 2 and words[further] not in _STOP
            if carrying > _GAP:
                return False
        else:
            return False
    return True


def _is_form_of(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: “judged” and “judging”, not “moderator” and “moderation”."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    alike = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    return alike >= max(_STEM, shorter - 2)
