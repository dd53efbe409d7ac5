"""The If-Then-Because sentence of a configuration: what was written wins, the rest is made from the places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

PARTS = ("if", "then", "because")
"""The parts of the sentence, in the order in which they read."""


class _Content(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def polarity(self) -> str: ...


class _Role(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def connector(self) -> str: ...


class _Place(Protocol):
    @property
    def role(self) -> _Role: ...
    @property
    def alternatives(self) -> Sequence[Sequence[_Content]]: ...


def _in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: the first letter small, unless it is an acronym or “I”."""
    first = label.split(" ", 1)[0]
    if (len(first) > 1 and first[1:] != first[1:].lower()) or first in ("I", "I’m", "I'm", "NHS"):
        return label
    return label[:1].lower() + label[1:]


ABSENT = "absent"
ACTIVATIONS = {"partly": "fires in part", "does_not_fire": "does not fire", "inhibited": "inhibited"}
"""Activation -> what is said of an element that does not simply fire; that is not the same as absent."""


def content_words(content: _Content) -> str:
    """Return the words for one content of a place, as they stand inside a sentence.

    A condition reads “moderation is day and night”, or “is not”. That an element is absent, and how it fires where it
    does not simply fire, follows in brackets: an element may be called by a noun, an adjective or a whole clause, and
    no word before it would make all of them a negation.
    """
    # A content that tells no more than its label (a frozen version's wording, an example) is an element that fires.
    attribute = getattr(content, "attribute_name", "")
    said = [ACTIVATIONS.get(getattr(content, "activation", ""), "")]
    if attribute:
        value = getattr(content, "attribute_value", "")
        words = f"{_in_sentence(attribute)} is {'not ' if content.polarity == 'absent' else ''}{value}"
    else:
        words = _in_sentence(content.label)
        said.insert(0, ABSENT if content.polarity == "absent" else "")
    noted = ", ".join(one for one in said if one)
    return f"{words} ({noted})" if noted else words


def place_words(place: _Place) -> str:
    """Return the words for a place: “a and b, or c”; empty where nothing stands in it."""
    groups = [" and ".join(content_words(content) for content in group) for group in place.alternatives]
    joint = ", or " if any(" and " in group for group in groups) else " or "
    return joint.join(groups)


def sentence_parts(written: Mapping[str, str], places: Sequence[_Place]) -> dict[str, str]:
    """Return the words of each part ("if", "then", "because"); "" where a part is missing.

    `written` holds the parts that an analyst has written, which win over the generated words.
    """
    parts: dict[str, str] = {}
    for part in PARTS:
        words = [place_words(place) for place in places if place.role.connector == part]
        parts[part] = written.get(part, "").strip() or " and ".join(word for word in words if word)
    return parts


def left_empty(places: Sequence[_Place]) -> dict[str, str]:
    """Return for each part what it says when nothing is written for it, as a hint in an empty field."""
    made = sentence_parts({}, places)
    return {part: f"Left empty: {words}" if words else "Nothing stands there yet" for part, words in made.items()}


JOINT = ","
"""What stands between the parts, as in “If a, then b, because c.”."""


class Piece(NamedTuple):
    """A part as it stands in the sentence: `connector` is “If”, “then”, “because”, the first one with a capital."""

    part: str
    connector: str
    words: str


def sentence_pieces(parts: Mapping[str, str]) -> list[Piece]:
    """Return the parts of the sentence that have words, in order; `JOINT` stands between them and `closing` after them.

    A part that was written with its own “if” or full stop does not get a second one. Whatever shows the sentence, with
    the connectors in bold or the words underlined, is made from these, so that it reads the same everywhere.
    """
    pieces: list[Piece] = []
    for part in PARTS:
        words = bare_part(part, parts.get(part, ""))
        if words:
            pieces.append(Piece(part, part if pieces else part.capitalize(), words))
    return pieces


def closing(words: str) -> str:
    """Return what ends a sentence with these last words: a full stop, unless they end it themselves."""
    return "" if words.endswith(("?", "!", "…")) else "."


def sentence(parts: Mapping[str, str]) -> str:
    """Return the whole sentence; a missing part is left out ("If a, then b." where there is no because)."""
    pieces = sentence_pieces(parts)
    if not pieces:
        return ""
    whole = f"{JOINT} ".join(f"{piece.connector} {piece.words}" for piece in pieces)
    return whole + closing(whole)


def bare_part(part: str, words: str) -> str:
    """Return a part without a connector of its own and without the marks at its end."""
    words = words.strip().rstrip(" .,;")
    first, _, rest = words.partition(" ")
    return rest.lstrip() if first.casefold().rstrip(",:") == part and rest else words
