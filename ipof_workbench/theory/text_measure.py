"""How wide text is, estimated without any toolkit, so that figures are the same with and without a screen.

Widths are thousandths of the font size for a usual sans-serif face; renderers squeeze a wider font into them.
"""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"

_GROUPS = {
    230: "ijl'|.,:;!",
    290: "ftI ()[]/\\·-",
    360: 'r"*`°',
    500: "cksvxyzJ?",
    560: "abdeghnopquL0123456789_$€£#+=<>~^“”–",
    620: "FTZEPSBXYKAV&R…",
    720: "CDGHNUOQw",
    850: "mM%@W—→",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_USUAL = 560
_BOLD = 1.06


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the estimated width of one line of `text` in pixels at `size` pixels."""
    return sum(map(_advance, text)) * size / 1000 * (_BOLD if bold else 1.0)


def wrapped(text: str, width: float, size: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """Return `text` in at most `lines` lines of `width` pixels; what does not fit ends in an ellipsis."""
    words = text.split()
    found: list[str] = []
    if lines == 2 and (halves := _balanced(words, width, size, bold=bold)):
        return halves
    while words and len(found) < lines - 1:
        line = words.pop(0)
        if text_width(line, size, bold=bold) > width:
            line, rest = _broken(line, width, size, bold=bold)
            words.insert(0, rest)
        else:
            while words and text_width(f"{line} {words[0]}", size, bold=bold) <= width:
                line = f"{line} {words.pop(0)}"
        found.append(line)
    if words:
        found.append(shortened(" ".join(words), width, size, bold=bold))
    return found


def _balanced(words: list[str], width: float, size: float, *, bold: bool) -> list[str]:
    """Return the two lines of most equal length when the words need two and fit into two, else nothing."""
    if text_width(" ".join(words), size, bold=bold) <= width:
        return []
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    longest = [max(text_width(half, size, bold=bold) for half in pair) for pair in halves]
    return list(halves[longest.index(min(longest))]) if longest and min(longest) <= width else []


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, or as much of it as fits into `width` with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def _broken(word: str, width: float, size: float, *, bold: bool) -> tuple[str, str]:
    """Break a word that is longer than a line; at least one character stays on the line."""
    fits = len(word) - 1
    while fits > 1 and text_width(word[:fits], size, bold=bold) > width:
        fits -= 1
    return word[:fits], word[fits:]


def _advance(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, _USUAL)
