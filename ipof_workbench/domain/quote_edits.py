"""Editing a quote so that it can never say what was not said.

An edited quote holds the words of the passage in their order. Where words are left out stands […] (or [...]); what the
analyst adds stands in square brackets; a first letter may change its case in brackets (“[I]t”). Spaces, and curly or
straight quotation marks, make no difference; anything else does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LEFT_OUT = "[…]"
"""What stands for words that are left out."""

_TOKEN = re.compile(r"(?P<capital>\[\w\](?=\w))|(?P<bracket>\[[^\[\]]*\])|(?P<word>\w+(?:['\u2019-]\w+)*)|(?P<sign>\S)")
_ELLIPSES = frozenset({"…", "...", ". . ."})
_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})
_SHOWN = 5
"""Tokens that a sentence on a difference shows."""

Kind = Literal["capital", "bracket", "word", "sign"]
State = tuple[int, bool]
"""How many tokens of the passage are accounted for, and whether what follows may stand at any distance."""


@dataclass(frozen=True, slots=True)
class EditFault:
    """Where an edited quote departs from the passage: code points in the edited text, and a sentence."""

    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    text: str
    start: int
    end: int
    is_glued: bool
    """Nothing stands between it and the token before."""

    @property
    def inside(self) -> str:
        return self.text[1:-1].strip()


def fault_of(said: str, edited: str) -> EditFault | None:
    """Return the first place where an edited quote says something else than the passage, or None where it is right."""
    passage, quote = _tokens(said), _tokens(edited)
    if passage and not any(_says_something(token) for token in quote):
        return EditFault(0, len(edited), "Nothing of what was said is left; keep some of the words.")
    states: frozenset[State] = frozenset({(0, True)})
    at = 0
    while at < len(quote):
        token = quote[at]
        following = quote[at + 1] if token.kind == "capital" else None
        after = _step(passage, states, token, following)
        if not after:
            return _difference(said, edited, passage, quote, at, states)
        states = after
        at += 1 if following is None else 2
    if any(position == len(passage) for position, _ in states):
        return None
    rest = passage[max(position for position, _ in states) :]
    words = _shown(said, rest)
    return EditFault(len(edited), len(edited), f"“{words}” is left out at the end; put {LEFT_OUT} there.")


def _says_something(token: _Token) -> bool:
    """Tell whether a token holds words of the passage; a letter in brackets is one in another case."""
    return token.kind != "bracket" or (len(token.inside) == 1 and token.inside not in _ELLIPSES)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        found.append(_Token(kind, match.group(), match.start(), match.end(), match.start() == end))
        end = match.end()
    return found


def _step(passage: list[_Token], states: frozenset[State], token: _Token, following: _Token | None) -> frozenset[State]:
    """Return what may be accounted for after one more token of the edited quote."""
    if token.kind == "bracket":
        return _bracket(passage, states, token)
    if token.kind != "capital" or following is None:
        return frozenset(
            (at + 1, False)
            for at, is_free in states
            if at < len(passage) and _same(passage[at], token) and (is_free or passage[at].is_glued == token.is_glued)
        )
    # Either the first letter in another case, or an addition before a word.
    whole = token.inside + following.text
    recased = frozenset(
        (at + 1, False)
        for at, is_free in states
        if at < len(passage)
        and _recased(passage[at].text, whole)
        and (is_free or passage[at].is_glued == token.is_glued)
    )
    return recased | _step(passage, _bracket(passage, states, token), following, None)


def _bracket(passage: list[_Token], states: frozenset[State], token: _Token) -> frozenset[State]:
    if token.inside in _ELLIPSES:
        first = min(at for at, _ in states)
        return frozenset((at, True) for at in range(first + 1, len(passage) + 1))
    same = frozenset(
        (at + 1, True)
        for at, _ in states
        if at < len(passage)
        and (passage[at].text == token.text or (len(token.inside) == 1 and _recased(passage[at].text, token.inside)))
    )
    return same | (frozenset((at, True) for at, _ in states) if token.inside else frozenset())


def _same(one: _Token, other: _Token) -> bool:
    return one.text.translate(_STRAIGHT) == other.text.translate(_STRAIGHT)


def _recased(said: str, quoted: str) -> bool:
    """Tell whether two words are the same but for the case of their first letter."""
    first = quoted[:1]
    return said[1:].translate(_STRAIGHT) == quoted[1:].translate(_STRAIGHT) and said[:1] in (
        first,
        first.lower(),
        first.upper(),
    )


def _difference(
    said: str, edited: str, passage: list[_Token], quote: list[_Token], at: int, states: frozenset[State]
) -> EditFault:
    token = quote[at]
    quoted = _shown(edited, quote[at:])
    reached = max(position for position, _ in states)
    if len(states) > 1 or reached == len(passage):
        where = "after what is left out" if len(states) > 1 else "there"
        return EditFault(token.start, token.end, f"“{quoted}” was not said {where}.")
    later = next((n for n in range(reached + 1, len(passage)) if _same(passage[n], token)), None)
    if later is not None and not _same(passage[reached], token):
        words = _shown(said, passage[reached:later])
        return EditFault(token.start, token.end, f"“{words}” is left out before “{token.text}”; put {LEFT_OUT} there.")
    return EditFault(token.start, token.end, f"The passage says “{_shown(said, passage[reached:])}”, not “{quoted}”.")


def _shown(text: str, tokens: list[_Token]) -> str:
    """Return the first words of some tokens as they stand in their text."""
    shown = tokens[:_SHOWN]
    words = " ".join(text[shown[0].start : shown[-1].end].split()) if shown else ""
    return f"{words} …" if len(tokens) > _SHOWN else words


def left_out(text: str, start: int, end: int) -> tuple[str, int]:
    """Return a quote without the words that a selection touches, and where the mark in their place ends.

    Whole words go, never parts of them; a mark beside the selection is taken into the new one.
    """
    touched = [token for token in _tokens(text) if token.start < end and start < token.end]
    if not touched:
        return text, end
    start, end = min(start, touched[0].start), max(end, touched[-1].end)
    before, after = text[:start].rstrip(), text[end:].lstrip()
    while before.endswith(LEFT_OUT):
        before = before.removesuffix(LEFT_OUT).rstrip()
    while after.startswith(LEFT_OUT):
        after = after.removeprefix(LEFT_OUT).lstrip()
    head = f"{before} {LEFT_OUT}" if before else LEFT_OUT
    return (f"{head} {after}" if after else head), len(head)


def recased(text: str) -> str:
    """Return a quote whose first word has its first letter in the other case, in brackets; or as it was said again."""
    first = next((token for token in _tokens(text) if token.kind == "word" or _is_letter(token)), None)
    if first is None:
        return text
    is_marked = first.kind != "word"
    letter = first.inside if is_marked else first.text[0]
    other = letter.upper() if letter.islower() else letter.lower()
    if len(other) != 1 or other == letter:
        return text
    length = len(first.text) if is_marked else 1
    return f"{text[: first.start]}{other if is_marked else f'[{other}]'}{text[first.start + length :]}"


def _is_letter(token: _Token) -> bool:
    return token.kind in ("capital", "bracket") and len(token.inside) == 1 and token.inside.isalpha()


def as_printed(words: str) -> str:
    """Return a passage on one line, as a table prints it."""
    return " ".join(words.split())
