"""Changing what is coded: the passage of a coding, its code, and the same codes for another passage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.coding import CodedPassage, excerpt_for, replace_in_places, require_analyst
from ipof_workbench.app.commands.configurations import draft_of, place_of, put_in_place
from ipof_workbench.app.commands.deletion import delete_unless_recorded, tidy_excerpt
from ipof_workbench.app.commands.elements import find_element, live_element
from ipof_workbench.app.commands.recording import judged_version
from ipof_workbench.app.commands.role_rules import role_with_key
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

LABEL_LENGTH = 60
"""Characters that the words of a passage have at most as the name of a code."""


def name_of_coding(store: Store, coding: records.Coding) -> str:
    """Return the name of what a passage is coded with."""
    if coding.code is not None:
        return store.get(records.ThematicCode, coding.code).name
    return store.get(records.Element, coding.element).label if coding.element is not None else ""


def thematic_code(store: Store, words: str, parent: Rid | None) -> records.ThematicCode:
    """Return the thematic code of this name below `parent` (None: at the top), made at the end where there is none.

    The name ends at a word; longer words are the statement of the code.
    """
    if parent is not None:
        store.get(records.ThematicCode, parent)
    words = " ".join(words.split())
    name = shorten(words, LABEL_LENGTH).replace(".…", "…")
    known = store.first(records.ThematicCode, name=name, parent=parent)
    if known is not None:
        return known
    last = max((held.position for held in store.find(records.ThematicCode, parent=parent)), default=-1)
    statement = words if words != name else ""
    return store.put(records.ThematicCode(name=name, parent=parent, statement=statement, position=last + 1))


def _same_coding(store: Store, coding: records.Coding, excerpt: Rid) -> records.Coding | None:
    """Return another coding of the passage by the same analyst with the same code, or element in the same role."""
    mine = (coding.analyst, coding.code, coding.element, coding.role)
    for other in store.find(records.Coding, excerpt=excerpt):
        if other.rid != coding.rid and (other.analyst, other.code, other.element, other.role) == mine:
            return other
    return None


@register
@dataclass(frozen=True)
class ResizeCoding(Command):
    """Let a coding hold another passage of the same document. Offsets are code points, half-open.

    Evidence and memos go along; other codings of the old passage stay there. Where only the words of the passage
    stand for the name of an element, its name follows. Presses one after the other are one step. Returns the stored
    coding.
    """

    coding: Rid
    start: int
    end: int

    @property
    def coalesce_key(self) -> str:
        return f"resize:coding:{self.coding}"

    def apply(self, store: Store) -> records.Coding:
        coding = store.get(records.Coding, self.coding)
        old = store.get(records.Excerpt, coding.excerpt)
        if (old.start, old.end) == (self.start, self.end):
            return coding
        if self.start >= self.end:
            raise RefusedChange("A coding holds at least one character; uncode it instead. Nothing was changed.")
        new = excerpt_for(store, old.document, self.start, self.end)
        if _same_coding(store, coding, new.rid) is not None:
            name = shorten(name_of_coding(store, coding), 40)
            raise RefusedChange(f"That passage is coded with “{name}” already; the coding keeps the one it has.")
        stored = store.put(replace(coding, excerpt=new.rid))
        tidy_excerpt(store, old.rid)
        self._rename_unnamed(store, stored, new.quote)
        store.label = f"Moved the ends of “{shorten(name_of_coding(store, stored), 40)}”"
        return stored

    @staticmethod
    def _rename_unnamed(store: Store, coding: records.Coding, quote: str) -> None:
        if coding.element is None:
            return
        element = store.get(records.Element, coding.element)
        if not element.named and len(store.find(records.Coding, element=element.rid)) == 1:
            store.put(replace(element, label=shorten(quote)))


@register
@dataclass(frozen=True)
class RecodeCoding(Command):
    """Say with what else a passage is coded: a thematic code (`code`, or one called `name`) or, with `role_key`, an
    element (`element`, or one called `name`). A new thematic code goes below `parent`.

    The coding stays the same one: its note, memos and evidence are kept. Evidence for a place goes to the place of
    the new role in the same configuration; where the new code is thematic it bears on the configuration as a whole.
    An unnamed element that nothing else uses goes. Returns the stored coding.
    """

    coding: Rid
    code: Rid | None = None
    element: Rid | None = None
    role_key: str = ""
    name: str = ""
    parent: Rid | None = None

    def apply(self, store: Store) -> records.Coding:
        before = store.get(records.Coding, self.coding)
        after = self._recoded(store, before)
        if after == before:
            return before
        if _same_coding(store, after, after.excerpt) is not None:
            name = shorten(name_of_coding(store, after), 40)
            raise RefusedChange(f"This passage is coded with “{name}” already; nothing was changed.")
        stored = store.put(after)
        if stored.role == before.role and before.element is not None and stored.element is not None:
            replace_in_places(store, stored, before.element, stored.element)
        else:
            for evidence in store.find(records.Evidence, coding=stored.rid):
                self._move_evidence(store, evidence, before, stored)
        self._let_go(store, before)
        store.label = f"Recoded a passage as “{shorten(name_of_coding(store, stored), 40)}”"
        return stored

    def _recoded(self, store: Store, before: records.Coding) -> records.Coding:
        name = self.name.strip()
        if sum(bool(given) for given in (self.code is not None, self.element is not None, name)) != 1:
            raise RefusedChange("Choose one code or one element for the passage; nothing was changed.")
        if self.role_key:
            if self.code is not None:
                raise RefusedChange("A thematic code stands in no role; nothing was changed.")
            role = role_with_key(store, self.role_key)
            element = live_element(store, self.element) if self.element is not None else None
            element = element or find_element(store, name, role.rid)
            return replace(before, code=None, element=element.rid, role=role.rid)
        if self.element is not None:
            raise RefusedChange("Say in which role the element is meant; nothing was changed.")
        code = (
            store.get(records.ThematicCode, self.code)
            if self.code is not None
            else thematic_code(store, name, self.parent)
        )
        return replace(before, code=code.rid, element=None, role=None)

    @staticmethod
    def _move_evidence(store: Store, evidence: records.Evidence, before: records.Coding, after: records.Coding) -> None:
        if evidence.place is None:
            return
        configuration = store.get(records.Place, evidence.place).configuration
        if after.element is None or after.role is None:
            store.put(replace(evidence, place=None, configuration=configuration))
            return
        draft = draft_of(store, configuration)
        target = place_of(store, configuration, after.role)
        put_in_place(store, draft.rid, target.rid, after.element)
        store.put(replace(evidence, place=target.rid))
        still = store.find_among(
            records.Evidence, "coding", [held.rid for held in store.find(records.Coding, element=before.element)]
        )
        if not any(held.place == evidence.place for held in still):
            for content in store.find(
                records.PlaceContent, version=draft.rid, place=evidence.place, element=before.element
            ):
                store.delete(content)

    @staticmethod
    def _let_go(store: Store, before: records.Coding) -> None:
        """Take the unnamed element that only stood for the words of the passage out of the project."""
        if before.element is None:
            return
        old = store.get(records.Element, before.element)
        if not old.named and not store.find(records.Coding, element=old.rid):
            delete_unless_recorded(store, old)


@register
@dataclass(frozen=True)
class CopyCodes(Command):
    """Code a passage as other codings are: the same codes and elements, in the same places of the configurations.

    The stance of the evidence goes along, strength and reasons do not: they were about the other words. What the
    passage carries already is left out. Returns the new codings' rids.
    """

    codings: tuple[Rid, ...]
    document: Rid
    start: int
    end: int

    def apply(self, store: Store) -> tuple[Rid, ...]:
        analyst = require_analyst(store)
        sources = [store.get(records.Coding, rid) for rid in dict.fromkeys(self.codings)]
        if not sources:
            raise RefusedChange("Copy the codes of a coded passage first; nothing was coded.")
        excerpt = excerpt_for(store, self.document, self.start, self.end)
        made = []
        for source in sources:
            copy = records.Coding(
                excerpt=excerpt.rid, analyst=analyst, code=source.code, element=source.element, role=source.role
            )
            if _same_coding(store, copy, excerpt.rid) is None:
                made.append(store.put(copy).rid)
                self._copy_evidence(store, source.rid, made[-1], analyst)
        if not made:
            raise RefusedChange("This passage carries these codes already; nothing was coded.")
        store.label = f"Copied {counted(len(made), 'code')} to “{shorten(excerpt.quote, 30)}”"
        return tuple(made)

    @staticmethod
    def _copy_evidence(store: Store, source: Rid, copy: Rid, analyst: Rid) -> None:
        for held in store.find(records.Evidence, coding=source):
            if held.place is None:
                continue
            configuration = store.get(records.Place, held.place).configuration
            store.put(
                records.Evidence(
                    coding=copy,
                    place=held.place,
                    stance=held.stance,
                    version=judged_version(store, configuration),
                    analyst=analyst,
                )
            )


@register
@dataclass(frozen=True)
class CodeWithNewCode(Command):
    """Code a passage with a new thematic code; with no `name` its own words name the code (in vivo).

    The name has at most 60 characters and ends at a word; longer words are kept whole as the code's statement. A code
    of that name below the same parent is used again. Returns a `CodedPassage`.
    """

    document: Rid
    start: int
    end: int
    name: str = ""
    parent: Rid | None = None

    def apply(self, store: Store) -> CodedPassage:
        analyst = require_analyst(store)
        excerpt = excerpt_for(store, self.document, self.start, self.end)
        code = thematic_code(store, self.name if self.name.strip() else excerpt.quote, self.parent)
        coding = records.Coding(excerpt=excerpt.rid, analyst=analyst, code=code.rid)
        known = _same_coding(store, coding, excerpt.rid)
        if known is not None:
            return CodedPassage(known.rid, excerpt.rid)
        stored = store.put(coding)
        words = "its own words" if not self.name.strip() else code.name
        store.label = f"Coded “{shorten(excerpt.quote, 30)}” with {shorten(words, 40)}"
        return CodedPassage(stored.rid, excerpt.rid)
