"""The If-Then-Because sentence of a configuration: what was written wins, the rest is made from the places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

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


def content_words(content: _Content) -> str:
    """Return the words for one content of a place: its label, with “no” before what is absent."""
    words = _in_sentence(content.label)
    return f"no {words}" if content.polarity == "absent" else words


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


def sentence(parts: Mapping[str, str]) -> str:
    """Return the whole sentence; a missing part is left out ("If a, then b." where there is no because)."""
    pieces = []
    if parts.get("if"):
        pieces.append(f"If {parts['if']}")
    if parts.get("then"):
        pieces.append(("then " if pieces else "Then ") + parts["then"])
    if parts.get("because"):
        pieces.append(("because " if pieces else "Because ") + parts["because"])
    return ", ".join(pieces) + "." if pieces else ""
