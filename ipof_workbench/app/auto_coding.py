"""Auto-coding: passages chosen among the proposals of a rule, coded as one step that one undo takes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.codebook import add_code
from ipof_workbench.app.commands.coding import require_analyst
from ipof_workbench.app.commands.elements import find_element, live_element
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.app.importing import Importing
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten
from ipof_workbench.storage.queries import auto_coding

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

BATCH = "auto-coding"
"""The kind of the batch that keeps the codings of one step together; it is no import."""
NOTE = "auto: "
"""Begins the note of a coding that was made by rule."""
EXCERPT_FIELDS = ("document", "revision", "start", "end", "quote")
CODING_FIELDS = ("excerpt", "analyst", "code", "element", "role", "note")
PART = 2_000
"""Documents whose texts are read at a time."""
Passage = tuple[Rid, int, int]
"""Document, start, end (code points, half-open)."""


@dataclass(frozen=True, slots=True)
class CodeTarget:
    """What passages are coded with: a thematic code, or an element in a role; a new one by its name."""

    code: Rid | None = None
    element: Rid | None = None
    role_key: str = ""
    name: str = ""


@register
@dataclass(frozen=True)
class AutoCode(Command):
    """Code many passages by a rule, as one step; no configuration is touched. Returns how many codings were made.

    A passage that the analyst has coded so already stays as it is. Each coding's note says by which rule it was made.
    """

    passages: tuple[Passage, ...]
    target: CodeTarget
    rule: str
    report: Report = no_report

    def apply(self, store: Store) -> int:
        analyst = require_analyst(store)
        if not self.passages:
            raise RefusedChange("Choose at least one passage first; nothing was coded.")
        target, words = self._target(store)
        importing = Importing(store, BATCH, self.rule, "")
        rows = _Rows(store, target, analyst, f"{NOTE}{self.rule}")
        importing.insert(records.Excerpt, EXCERPT_FIELDS, rows.excerpts(self.passages, self.report))
        number = importing.insert(records.Coding, CODING_FIELDS, rows.codings)
        if number == 0:
            raise RefusedChange(f"All these passages are coded with {words} already; nothing was changed.")
        store.put(replace(importing.batch, added=number))
        store.label = f"Auto-coded {counted(number, 'passage')} with {words}"
        return number

    def _target(self, store: Store) -> tuple[auto_coding.Target, str]:
        target = self.target
        if target.role_key:
            role = role_with_key(store, target.role_key)
            if target.element is None and not target.name.strip():
                raise RefusedChange("Choose an element or name a new one; nothing was coded.")
            element = (
                live_element(store, target.element)
                if target.element is not None
                else find_element(store, target.name, role.rid)
            )
            return (None, element.rid, role.rid), f"“{shorten(element.label, 40)}” as {role.label.lower()}"
        code = (
            store.get(records.ThematicCode, target.code)
            if target.code is not None
            else add_code(store, target.name, None)
        )
        return (code.rid, None, None), f"“{shorten(code.name, 40)}”"


class _Rows:
    """The rows of the codings, numbered ahead of storing."""

    def __init__(self, store: Store, target: auto_coding.Target, analyst: Rid, note: str) -> None:
        self._store, self._note = store, note
        self._target, self._analyst = target, analyst
        self._held = auto_coding.held_codings(store.connection, target, analyst)
        self.codings: list[tuple[Any, ...]] = []

    def excerpts(self, passages: tuple[Passage, ...], report: Report) -> Iterator[tuple[Any, ...]]:
        """Return the rows of the excerpts that are not there yet; the codings are known once all were taken."""
        by_document: dict[Rid, dict[tuple[int, int], None]] = {}
        for document, start, end in passages:
            by_document.setdefault(document, {})[(start, end)] = None
        documents = list(by_document)
        known = auto_coding.held_excerpts(self._store.connection, documents)
        following = self._store.next_rid(records.Excerpt)
        seen = 0
        for document, revision, text in self._texts(documents):
            if seen % 500 == 0:
                report(seen, len(documents))
            seen += 1
            for start, end in by_document[document]:
                quote = _words(text, start, end)
                excerpt = known.get((revision, start, end))
                if excerpt is None:
                    excerpt, following = following, following + 1
                    yield document, revision, start, end, quote
                if excerpt not in self._held:
                    self.codings.append((excerpt, self._analyst, *self._target, self._note))
        if seen < len(documents):
            raise RefusedChange("One of the documents is no longer in the project. Nothing was coded.")

    def _texts(self, documents: Sequence[Rid]) -> Iterator[tuple[Rid, Rid, str]]:
        # In parts that are read whole: rows go in while they are gone through.
        for at in range(0, len(documents), PART):
            yield from list(auto_coding.current_texts(self._store.connection, documents[at : at + PART]))


def _words(text: str, start: int, end: int) -> str:
    quote = text[start:end] if 0 <= start < end <= len(text) else ""
    if not quote.strip():
        raise RefusedChange("A text has changed since the passages were proposed; look again. Nothing was coded.")
    return quote
