"""Word documents (.docx): which parts hold the words, and what a person should know about them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.importers import limits
from ipof_workbench.importers.container import Container
from ipof_workbench.importers.sources import ReadText, clean
from ipof_workbench.importers.word_body import Body, read_body
from ipof_workbench.importers.word_notes import Notes, word_tags

if TYPE_CHECKING:
    from pathlib import Path

_USUAL_BODY = "word/document.xml"
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def read_word_document(path: Path) -> ReadText:
    """Return the words of a Word document in document order.

    Raises:
        UnreadableInput: not a Word document, old format, password, damaged, no words.
        InputTooLarge: above one of `limits`.
    """
    content = limits.read_bytes(path)
    container = Container(content, path.name)
    body_part, relations = _find_body(container)
    root = container.xml(body_part)
    if root.tag not in word_tags("document"):
        raise _no_word_document(path.name)
    notes = Notes()
    for kind, part in relations.items():
        if part in container:
            notes.add(_NOTE_PARTS[kind], container.xml(part))
    body = read_body(root, path.name, notes)
    text = limits.check_text(clean("".join(body.pieces)), path.name)
    return ReadText(text, content, tuple(_remarks(body, notes)), body.bold)


def _find_body(container: Container) -> tuple[str, dict[str, str]]:
    """Return the main part and the parts with notes by kind."""
    body = _targets(container, "_rels/.rels", "").get("officeDocument", _USUAL_BODY)
    if body not in container:
        raise _no_word_document(container.file_name)
    folder, name = posixpath.split(body)
    targets = _targets(container, posixpath.join(folder, "_rels", f"{name}.rels"), folder)
    return body, {kind: targets[kind] for kind in _NOTE_PARTS if kind in targets}


def _no_word_document(file_name: str) -> UnreadableInput:
    return UnreadableInput(f"{file_name} holds no Word document; save it as .docx in Word first.")


def _targets(container: Container, part: str, folder: str) -> dict[str, str]:
    """Return the parts that a relationship part names, by the last word of their type; the first of a type wins."""
    found: dict[str, str] = {}
    if part not in container:
        return found
    for relation in container.xml(part):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not target:
            continue
        place = target.removeprefix("/") if target.startswith("/") else posixpath.join(folder, target)
        found.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(place))
    return found


def _remarks(body: Body, notes: Notes) -> list[str]:
    """Return what was left out or marked, a sentence each."""
    remarks = []
    if body.dropped:
        remarks.append("Text deleted under “track changes” was left out; insertions were kept.")
    if notes.used:
        remarks.append(f"Footnotes, endnotes and comments stand in the text in square brackets ({notes.used}).")
    if body.foreign:
        remarks.append("The document embeds another file, whose words were not read.")
    return remarks
