"""Text as it is stored: normalised once, never changed, addressed in Unicode code points.

All positions in the product are half-open `[start, end)` offsets in code points of the normalised text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

NORMALISATION = 1
"""Version of the rules in `normalise`; stored with each text so that a later rule cannot shift old offsets."""

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_SURROGATES = re.compile("[\ud800-\udfff]")


def normalise(raw: str) -> str:
    """Return the text as it is stored.

    NUL goes; byte-order marks at the start go; CRLF, CR, U+2028 and U+2029 become LF; a lone surrogate becomes
    U+FFFD. No-break spaces, emoji and accents stay as they are (no Unicode normal form is applied). What is
    normalised stays as it is when it is normalised again.
    """
    # NUL first: it may stand before a byte-order mark, or between CR and LF.
    text = raw.replace("\0", "").lstrip("\ufeff")
    return storable(_LINE_ENDS.sub("\n", text))


def storable(text: str) -> str:
    """Return the text as UTF-8 can hold it: a lone surrogate (from a damaged file name, say) becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def text_hash(text: str) -> str:
    """Return the SHA-256 of the normalised text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def count_words(text: str) -> int:
    """Return the number of words as word processors count them: what stands between white space."""
    return len(text.split())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}, {self.end}")

    def overlaps(self, other: Span) -> bool:
        """Tell whether both share at least one character."""
        return self.start < other.end and other.start < self.end

    def words_of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]


def occurrences(text: str, quote: str, limit: int = 3) -> list[int]:
    """Return the starts of at most `limit` occurrences of `quote`, overlapping ones included."""
    found: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0 and len(found) < limit:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def spoken_words(turns: int, words: int) -> str:
    """Return how much somebody said: “33 turns, 378 words”, “1 turn, 1 word”."""
    return f"{turns:,} turn{'' if turns == 1 else 's'}, {words:,} word{'' if words == 1 else 's'}"


def shorten(text: str, limit: int = 60) -> str:
    """Return `text` on one line, cut at a word with an ellipsis when it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return cut.rstrip(" ,;:") + "…"


def initials(name: str) -> str:
    """Return the first letters of up to three words of a name."""
    return "".join(word[0].upper() for word in name.split()[:3])


def folded(text: str) -> str:
    """Return `text` for comparing words without regard to case and accents; its length may differ."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
