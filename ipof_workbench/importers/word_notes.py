"""The names of WordprocessingML, and the footnotes, endnotes and comments that stand in parts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)


def word_tags(name: str) -> list[str]:
    """Return the tag in the transitional and in the strict namespace."""
    return [space + name for space in _WORD_SPACES]


def attribute(element: _Element, name: str) -> str:
    """Return an attribute of either namespace, or of none; empty when it is absent."""
    for tag in (*word_tags(name), name):
        value = element.get(tag)
        if value is not None:
            return value
    return ""


class Notes:
    """Footnotes, endnotes and comments, each handed out once: at its first reference."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], _Element] = {}
        self.used = 0

    def add(self, kind: str, root: _Element) -> None:
        """Keep the notes of a part until they are asked for."""
        for tag in word_tags(kind):
            for note in root.iter(tag):
                if attribute(note, "type") in {"", "normal"}:
                    self._waiting[kind, attribute(note, "id")] = note

    def take(self, kind: str, note_id: str) -> _Element | None:
        """Return the note and forget it; None when it is unknown or was handed out before."""
        note = self._waiting.pop((kind, note_id), None)
        self.used += note is not None
        return note
