"""Merging and splitting elements: what was one becomes several or the other way round, and both are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.deletion import table_of
from ipof_workbench.app.commands.elements import live_element
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

MERGED, SPLIT = "merged", "split"


def note_lineage(store: Store, ancestor: Rid, descendant: Rid, change: str) -> None:
    """Remember that one element came from another."""
    about = table_of(records.Element)
    known = store.first(records.Lineage, about_kind=about, ancestor=ancestor, descendant=descendant)
    if known is None:
        store.put(records.Lineage(about_kind=about, ancestor=ancestor, descendant=descendant, change=change))


def draft_contents(store: Store, element: Rid) -> list[records.PlaceContent]:
    """Return where an element stands in open drafts; recorded versions keep what they say."""
    return [
        content
        for content in store.find(records.PlaceContent, element=element)
        if store.get(records.ConfigurationVersion, content.version).number == 0
    ]


@register
@dataclass(frozen=True)
class MergeElements(Command):
    """Let one element take the place of others: their codings, draft places, children, positions, theories and memos
    go to it. They are kept as merged, out of the library, and recorded versions go on naming them.

    Returns the element that stays: `into`, or what that was merged into before.
    """

    into: Rid
    others: tuple[Rid, ...]

    def apply(self, store: Store) -> records.Element:
        target = live_element(store, self.into)
        others = [store.get(records.Element, rid) for rid in dict.fromkeys(self.others) if rid != target.rid]
        if not others:
            raise RefusedChange("Choose at least one other element to merge; nothing was changed.")
        for other in others:
            self._refuse(store, target, other)
        for other in others:
            self._give(store, other, target)
            store.put(replace(store.get(records.Element, other.rid), merged_into=target.rid, parent=None))
            note_lineage(store, other.rid, target.rid, MERGED)
        names = ", ".join(f"“{shorten(other.label, 24)}”" for other in others)
        store.label = f"Merged {names} into “{shorten(target.label, 30)}”"
        return store.get(records.Element, target.rid)

    @staticmethod
    def _refuse(store: Store, target: records.Element, other: records.Element) -> None:
        if other.merged_into is not None:
            where = live_element(store, other.merged_into)
            raise RefusedChange(
                f"“{shorten(other.label, 26)}” is merged into “{shorten(where.label, 26)}” already. "
                "Nothing was changed."
            )
        above = target.parent
        while above is not None:
            if above == other.rid:
                raise RefusedChange(
                    f"“{shorten(target.label, 30)}” stands below “{shorten(other.label, 30)}”: "
                    "merge the other way round. Nothing was changed."
                )
            above = store.get(records.Element, above).parent

    @staticmethod
    def _give(store: Store, other: records.Element, target: records.Element) -> None:
        for coding in store.find(records.Coding, element=other.rid):
            store.put(replace(coding, element=target.rid))
        for content in draft_contents(store, other.rid):
            store.put(replace(content, element=target.rid))
            tidy_place(store, content.version, content.place)
        for child in store.find(records.Element, parent=other.rid):
            store.put(replace(child, parent=target.rid))
        _give_positions(store, other.rid, target.rid)
        for use in store.find(records.SubstantiveTheoryUse, element=other.rid):
            if store.first(records.SubstantiveTheoryUse, theory=use.theory, element=target.rid) is None:
                store.put(replace(use, element=target.rid))
            else:
                store.delete(use)
        about = table_of(records.Element)
        for memo in store.find(records.Memo, about_kind=about, about=other.rid):
            store.put(replace(memo, about=target.rid))


def _give_positions(store: Store, other: Rid, target: Rid) -> None:
    for position in store.find(records.DiagramPosition, element=other):
        held = store.first(records.DiagramPosition, diagram=position.diagram, element=target, role=position.role)
        if held is None:
            store.put(replace(position, element=target))
        else:
            store.delete(position)


def tidy_place(store: Store, version: Rid, place: Rid) -> None:
    """Let nothing stand twice in one alternative of a place, and no alternative twice."""
    groups: dict[int, list[records.PlaceContent]] = {}
    held = store.find(records.PlaceContent, version=version, place=place)
    for content in sorted(held, key=lambda content: (content.alternative, content.position, content.rid)):
        groups.setdefault(content.alternative, []).append(content)
    seen: list[set[tuple[object, ...]]] = []
    for group in groups.values():
        kept: set[tuple[object, ...]] = set()
        stays = []
        for content in group:
            what = (content.element, content.attribute, content.attribute_value, content.polarity, content.activation)
            if what in kept:
                store.delete(content)
            else:
                kept.add(what)
                stays.append(content)
        if kept in seen:
            for content in stays:
                store.delete(content)
        else:
            seen.append(kept)


@dataclass(frozen=True, slots=True)
class SplitPart:
    """What a new element takes along: its name, the codings that become its own, and the draft contents (rids of
    `PlaceContent`) in which it takes the old one's place."""

    label: str
    codings: tuple[Rid, ...] = ()
    contents: tuple[Rid, ...] = ()


@register
@dataclass(frozen=True)
class SplitElement(Command):
    """Make further elements out of one. What no part takes stays with it; the parts share its fields and parent.

    Evidence stays with its coding and its place. Returns the new elements, in the order of the parts.
    """

    element: Rid
    parts: tuple[SplitPart, ...]

    def apply(self, store: Store) -> list[records.Element]:
        source = store.get(records.Element, self.element)
        self._refuse(store, source)
        made = [self._split_off(store, source, part) for part in self.parts]
        names = ", ".join(f"“{shorten(element.label, 24)}”" for element in made)
        store.label = f"Split {names} off “{shorten(source.label, 30)}”"
        return made

    def _refuse(self, store: Store, source: records.Element) -> None:
        if source.merged_into is not None:
            raise RefusedChange(f"“{shorten(source.label, 40)}” is merged into another; split that one instead.")
        if not self.parts:
            raise RefusedChange("Name at least one part; nothing was changed.")
        if any(not part.label.strip() for part in self.parts):
            raise RefusedChange("Every part needs a name; nothing was changed.")
        codings = [rid for part in self.parts for rid in part.codings]
        contents = [rid for part in self.parts for rid in part.contents]
        if len(codings) != len(set(codings)) or len(contents) != len(set(contents)):
            raise RefusedChange("A coding or a place can go to one part only; nothing was changed.")
        for rid in codings:
            if store.get(records.Coding, rid).element != source.rid:
                raise RefusedChange(f"One of the codings is not of “{shorten(source.label, 40)}”. Nothing was changed.")
        open_places = {content.rid for content in draft_contents(store, source.rid)}
        for rid in contents:
            if store.get(records.PlaceContent, rid).rid not in open_places:
                raise RefusedChange(
                    f"“{shorten(source.label, 40)}” does not stand there in an open draft. Nothing was changed."
                )

    @staticmethod
    def _split_off(store: Store, source: records.Element, part: SplitPart) -> records.Element:
        made = store.put(
            replace(
                source,
                rid=0,
                id="",
                label=part.label.strip(),
                named=1,
                statement="",
                created_at="",
                created_by=None,
                import_rid=None,
            )
        )
        for rid in part.codings:
            store.put(replace(store.get(records.Coding, rid), element=made.rid))
        for rid in part.contents:
            store.put(replace(store.get(records.PlaceContent, rid), element=made.rid))
        note_lineage(store, source.rid, made.rid, SPLIT)
        return made


DUPLICATE = "duplicate_element"
"""The rule under which it is remembered that two elements are not the same."""


@register
@dataclass(frozen=True)
class KeepApart(Command):
    """Say that elements which look alike are not the same: they are not proposed as duplicates again."""

    elements: tuple[Rid, ...]

    def apply(self, store: Store) -> None:
        held: Sequence[records.Element] = sorted(
            (store.get(records.Element, rid) for rid in dict.fromkeys(self.elements)), key=lambda element: element.rid
        )
        if len(held) < 2:
            raise RefusedChange("Choose two elements that are not the same; nothing was changed.")
        about = table_of(records.Element)
        for number, element in enumerate(held[:-1]):
            known = store.first(records.RemarkDismissal, rule=DUPLICATE, about_kind=about, about=element.rid)
            before = known or records.RemarkDismissal(
                rule=DUPLICATE, about_kind=about, about=element.rid, reason="Not the same"
            )
            others = {*before.state.split(), *(other.id for other in held[number + 1 :])}
            store.put(replace(before, state=" ".join(sorted(others))))
        names = " and ".join(f"“{shorten(element.label, 30)}”" for element in held[:2])
        more = f" and {counted(len(held) - 2, 'other')}" if len(held) > 2 else ""
        store.label = f"Kept {names}{more} apart"
