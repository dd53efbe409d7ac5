"""Words by which remarks judge a label or a sentence: small lists, English, meant to ask and not to decide."""

from __future__ import annotations

import re


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


def stems(text: str) -> frozenset[str]:
    """Return the beginnings (4 letters) of the words that carry meaning, without a last “s”."""
    words = (word.casefold() for word in _WORD.findall(text))
    bare = (word.removesuffix("s") if len(word) > _STEM - 1 else word for word in words if word not in _STOP)
    return frozenset(word[:_STEM] for word in bare if len(word) > 2 and word not in _STOP)


def plain(text: str) -> str:
    """Return a sentence as it is compared with another: small letters, one space, no punctuation."""
    return " ".join(word.casefold() for word in _WORD.findall(text))
