"""Bundles: passages of one account that make a point together, counted once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

FEWEST = 2
"""Passages that make a bundle."""


@register
@dataclass(frozen=True)
class BundleEvidence(Command):
    """Count passages of one account that make their point together once. Returns the stored bundle.

    A bundle that one of them is in already takes in the others.
    """

    evidence: tuple[Rid, ...]
    note: str = ""

    def apply(self, store: Store) -> records.EvidenceBundle:
        chosen = [store.get(records.Evidence, rid) for rid in dict.fromkeys(self.evidence)]
        _refuse_what_is_no_bundle(store, chosen)
        held = list(dict.fromkeys(evidence.bundle for evidence in chosen if evidence.bundle is not None))
        if held:
            bundle = store.get(records.EvidenceBundle, held[0])
            if self.note.strip():
                bundle = store.put(replace(bundle, note=self.note.strip()))
        else:
            bundle = store.put(records.EvidenceBundle(note=self.note.strip()))
        for evidence in chosen:
            store.put(replace(evidence, bundle=bundle.rid))
        for other in held[1:]:
            tidy_bundle(store, other)
        store.label = f"Bundled {counted(len(chosen), 'passage')} of one account"
        return bundle


@register
@dataclass(frozen=True)
class UnbundleEvidence(Command):
    """Take passages out of their bundle, to be counted by themselves; a bundle of one goes."""

    evidence: tuple[Rid, ...]

    def apply(self, store: Store) -> None:
        left = _take_out(store, (store.get(records.Evidence, rid) for rid in dict.fromkeys(self.evidence)))
        if not left:
            raise RefusedChange("These passages are in no bundle; nothing was changed.")
        store.label = f"Took {counted(len(left), 'passage')} out of the bundle"


def tidy_bundle(store: Store, rid: Rid) -> None:
    """Take away a bundle that has fewer than two members left."""
    from ipof_workbench.app.commands.deletion import delete_with_followers

    bundle = store.first(records.EvidenceBundle, rid=rid)
    if bundle is not None and len(store.find(records.Evidence, bundle=rid)) < FEWEST:
        delete_with_followers(store, bundle)


def let_go_of_moved(store: Store, moved: Iterable[Rid]) -> None:
    """Take evidence that bears on something else now out of its bundle, unless the whole bundle went with it."""
    gone = set(moved)
    bundles = {store.get(records.Evidence, rid).bundle for rid in gone}
    for bundle in sorted(rid for rid in bundles if rid is not None):
        members = store.find(records.Evidence, bundle=bundle)
        if len({subject_of(store, member) for member in members}) > 1:
            _take_out(store, (member for member in members if member.rid in gone))


def subject_of(store: Store, evidence: records.Evidence) -> tuple[str, Rid]:
    """Return what evidence is about in the end: a place counts as its configuration."""
    if evidence.place is not None:
        return "configuration", store.get(records.Place, evidence.place).configuration
    for name in ("configuration", "link", "statement"):
        rid = getattr(evidence, name)
        if rid is not None:
            return name, rid
    raise AssertionError("evidence bears on something")


def _take_out(store: Store, members: Iterable[records.Evidence]) -> list[records.Evidence]:
    left = [member for member in members if member.bundle is not None]
    for member in left:
        store.put(replace(member, bundle=None))
    for bundle in sorted({member.bundle for member in left if member.bundle is not None}):
        tidy_bundle(store, bundle)
    return left


def _refuse_what_is_no_bundle(store: Store, chosen: list[records.Evidence]) -> None:
    from ipof_workbench.storage.queries.evidence import sources

    if len(chosen) < FEWEST:
        raise RefusedChange("A bundle holds two passages or more: choose another one too. Nothing was changed.")
    if any(evidence.coding is None for evidence in chosen):
        raise RefusedChange("A finding is counted by itself: bundle passages only. Nothing was changed.")
    if len({subject_of(store, evidence) for evidence in chosen}) > 1:
        raise RefusedChange(
            "These passages bear on different things: a bundle is about one configuration, link or statement. "
            "Nothing was changed."
        )
    if len(sources(store.connection, [evidence.rid for evidence in chosen])) > 1:
        raise RefusedChange(
            "These passages are the words of different people: a bundle is one account. Nothing was changed."
        )
