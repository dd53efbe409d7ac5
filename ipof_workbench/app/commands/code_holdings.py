"""What a thematic code holds, handed over to another one: codings, hot keys, and what was said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.deletion import delete_with_followers, table_of
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

_TARGETS = ("configuration", "place", "link", "statement")
_JUDGEMENT = ("stance", "strength", "directness", "epistemic", "elicited", "rationale", "bundle", "analyst")


def give_codings(store: Store, codings: Sequence[records.Coding], code: Rid) -> None:
    """Let codings be of a code. Where their analyst has coded the passage with it already that coding stays, with the
    evidence, memos and notes of both."""
    held = {(coding.excerpt, coding.analyst): coding.rid for coding in store.find(records.Coding, code=code)}
    moved: list[records.Coding] = []
    doubled: list[tuple[records.Coding, Rid]] = []
    for coding in codings:
        stays = held.setdefault((coding.excerpt, coding.analyst), coding.rid)
        if stays != coding.rid:
            doubled.append((coding, stays))
        elif coding.code != code:
            moved.append(replace(coding, code=code))
    store.put_many(moved)
    if doubled:
        _fold(store, doubled)


def _fold(store: Store, doubled: Sequence[tuple[records.Coding, Rid]]) -> None:
    """Let one coding of a passage stand for two."""
    about: dict[Rid, list[records.Evidence]] = {}
    both = [rid for coding, stays in doubled for rid in (coding.rid, stays)]
    for evidence in store.find_among(records.Evidence, "coding", list(dict.fromkeys(both))):
        assert evidence.coding is not None, "it was found by its coding"
        about.setdefault(evidence.coding, []).append(evidence)
    for coding, stays in doubled:
        known = about.setdefault(stays, [])
        for evidence in about.get(coding.rid, []):
            if not _is_said(store, evidence, known):
                known.append(store.put(replace(evidence, coding=stays)))
        kept = store.get(records.Coding, stays)
        notes = dict.fromkeys(note for note in (kept.note.strip(), coding.note.strip()) if note)
        store.put(replace(kept, note="\n".join(notes)))
        _give_subject(store, table_of(records.Coding), coding.rid, stays)
        delete_with_followers(store, coding)


def _is_said(store: Store, evidence: records.Evidence, known: Sequence[records.Evidence]) -> bool:
    """Tell whether the same is said already; what a recorded version counts on stays in any case."""
    fields = (*_TARGETS, *_JUDGEMENT)
    same = any(all(getattr(one, field) == getattr(evidence, field) for field in fields) for one in known)
    return same and store.first(records.VersionEvidence, evidence=evidence.rid) is None


def give_what_is_said(store: Store, code: Rid, target: Rid) -> None:
    """Let memos, decisions and hot keys be about another code."""
    _give_subject(store, table_of(records.ThematicCode), code, target)
    for hot in store.find(records.HotCode, code=code):
        held = [other for other in store.find(records.HotCode, code=target) if other.analyst == hot.analyst]
        if held:
            store.delete(hot)
        else:
            store.put(replace(hot, code=target))


def _give_subject(store: Store, kind: str, before: Rid, after: Rid) -> None:
    for memo in store.find(records.Memo, about_kind=kind, about=before):
        store.put(replace(memo, about=after))
    for subject in store.find(records.DecisionSubject, about_kind=kind, about=before):
        if store.first(records.DecisionSubject, decision=subject.decision, about_kind=kind, about=after) is None:
            store.put(replace(subject, about=after))
