"""Which characters belong together on the page: accents, emoji families, flags, syllables.

An approximation of Unicode's grapheme clusters (UAX 29) from the standard library. Where it errs it joins too much,
which is harmless here: an edit then takes one character more in.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_PLAIN_BELOW = "\u0300"
"""Below the combining marks every character is a grapheme of its own (texts hold no CR)."""
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\u0d4e\U000110bd\U000110cd")
_VOWEL_SIGNS = frozenset("\u0e33\u0eb3\uff9e\uff9f")
_VIRAMA = 9
"""The combining class of signs that bind the consonant after them."""


def joins(left: str, right: str) -> bool:
    """Tell whether two neighbouring characters stand in one grapheme."""
    if left < _PLAIN_BELOW and right < _PLAIN_BELOW:
        return False
    if left == "\n" or right == "\n":
        return False
    if _extends(right) or left in _PREPENDED:
        return True
    if left == _JOINER or unicodedata.combining(left) == _VIRAMA:
        return not right.isspace()
    if _is_flag_letter(left) and _is_flag_letter(right):
        return True
    return (_is_jamo(right) and _is_korean(left)) or (_is_leading_jamo(left) and _is_korean(right))


def _extends(sign: str) -> bool:
    return (
        sign == _JOINER
        or unicodedata.category(sign) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
        or sign == "\u200c"
        or sign in _VOWEL_SIGNS
    )


def _is_flag_letter(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _is_leading_jamo(sign: str) -> bool:
    return "\u1100" <= sign <= "\u115f" or "\ua960" <= sign <= "\ua97c"


def _is_jamo(sign: str) -> bool:
    return "\u1160" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7fb"


def _is_korean(sign: str) -> bool:
    return _is_leading_jamo(sign) or _is_jamo(sign) or "\uac00" <= sign <= "\ud7a3"
