"""Two moments of the theory side by side: what became of each configuration and statement, and what is behind it.

A change that an analyst recorded between the two moments wins over what can be computed from the two.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import PARTS
from ipof_workbench.domain.version_rows import STATEMENT, RecordedVersionRow
from ipof_workbench.domain.vocabulary import Change, Status
from ipof_workbench.theory.snapshot import (
    Claim,
    Descent,
    ElementHeld,
    EvidenceRef,
    LinkHeld,
    RoleHeld,
    Snapshot,
    Stood,
    groups_of,
    same_names,
    same_words,
)

UNCHANGED = "unchanged"
"""What became of a claim with which nothing happened; the other outcomes are keys of `Change`."""

OUTCOMES = (UNCHANGED, *(change.value for change in Change))
"""What may have become of a claim, in the order in which they are listed."""

KEPT, REMOVED, ADDED = "kept", "removed", "added"

_FATES = frozenset({Change.SPLIT, Change.MERGED, Change.REFUTED, Change.DROPPED, Change.PARKED, Change.REVIVED})
_WEIGHT = {
    Change.CONFIRMED: 0,
    Change.REWORDED: 1,
    Change.REFINED: 2,
    Change.NARROWED: 2,
    Change.BROADENED: 2,
}
_OUT_OF_FORCE = {Status.REJECTED.value: Change.REFUTED, Status.PARKED.value: Change.PARKED}
_WORDS = re.compile(r"\S+")


class WordRun(NamedTuple):
    """A run of words that were kept, removed or added."""

    what: str
    words: str


def word_changes(before: str, after: str) -> tuple[WordRun, ...]:
    """Return the runs of words in which two wordings agree and differ, in reading order; removed before added."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[WordRun] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(WordRun(KEPT, " ".join(old[a:b])))
            continue
        if b > a:
            runs.append(WordRun(REMOVED, " ".join(old[a:b])))
        if d > c:
            runs.append(WordRun(ADDED, " ".join(new[c:d])))
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one configuration or statement between two moments.

    Attributes:
        change: one of `OUTCOMES`.
        before, after: how it stood; None where it was not there.
        recorded: the versions recorded between the two moments, in order.
        fresh: the evidence that came between them.
        came_from, went_into: the claims it was made of, and those it was made into, between the two.
    """

    kind: str
    id: str
    change: str
    before: Claim | None
    after: Claim | None
    recorded: tuple[RecordedVersionRow, ...] = ()
    fresh: tuple[EvidenceRef, ...] = ()
    came_from: tuple[Claim, ...] = ()
    went_into: tuple[Claim, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim as it stood last."""
        claim = self.after or self.before
        assert claim is not None
        return claim

    @property
    def number(self) -> str:
        """Its number, the later one where that changed."""
        return self.claim.number

    @property
    def words_before(self) -> str:
        """The sentence before; of what was split off or merged, that of what it came from."""
        if self.before is not None:
            return self.before.words
        return " / ".join(claim.words for claim in self.came_from)

    @property
    def words_after(self) -> str:
        """The sentence after; empty where it is gone."""
        return self.after.words if self.after is not None else ""

    def parts(self) -> tuple[tuple[str, tuple[WordRun, ...]], ...]:
        """Return the parts of the sentence with the words that changed; parts that never were are left out."""
        before = self.before.parts if self.before else ("", "", "")
        after = self.after.parts if self.after else ("", "", "")
        runs = ((part, word_changes(old, new)) for part, old, new in zip(PARTS, before, after, strict=True))
        return tuple((part, found) for part, found in runs if found)

    @property
    def places_removed(self) -> tuple[Stood, ...]:
        """What stood in a place and does so no more."""
        return _only_in(self.before, self.after)

    @property
    def places_added(self) -> tuple[Stood, ...]:
        """What stands in a place and did not before."""
        return _only_in(self.after, self.before)

    @property
    def status_change(self) -> tuple[str, str]:
        """The status before and after; empty where it was not there."""
        return (self.before.status if self.before else "", self.after.status if self.after else "")

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons that were recorded."""
        return tuple(version.reason for version in self.recorded if version.reason)

    @property
    def evidence(self) -> dict[Rid, str]:
        """Evidence -> stance behind the change: what led to the versions in between, then what came besides."""
        found = {rid: stance for version in self.recorded for rid, stance in version.evidence}
        for piece in self.fresh:
            found.setdefault(piece.rid, piece.stance)
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two moments of the theory side by side: statements first, then configurations, each by number."""

    entries: tuple[Compared, ...]
    links_added: tuple[LinkHeld, ...]
    links_dropped: tuple[LinkHeld, ...]
    elements_added: tuple[ElementHeld, ...]
    elements_dropped: tuple[ElementHeld, ...]
    numbers: Mapping[str, str]
    roles: tuple[RoleHeld, ...]
    expressed_by: Mapping[str, tuple[str, ...]]
    """Id of a statement -> the numbers of the configurations that express it at the later moment."""

    @property
    def changed(self) -> tuple[Compared, ...]:
        """Everything with which something happened."""
        return tuple(entry for entry in self.entries if entry.change != UNCHANGED)

    def counts(self) -> dict[str, int]:
        """Return outcome -> how often; one that is split counts once however many parts it has, a merger once however
        many were merged."""
        found = dict.fromkeys(OUTCOMES, 0)
        split = {(entry.kind, entry.id) for entry in self.entries if entry.change == Change.SPLIT and entry.before}
        for entry in self.entries:
            if entry.change == Change.SPLIT and entry.before is None:
                origins = {(claim.kind, claim.id) for claim in entry.came_from}
                if origins & split:
                    continue  # a part: counted where it came from
                split |= origins
            if entry.change == Change.MERGED and entry.went_into and not entry.came_from:
                continue  # counted where it went
            found[entry.change] += 1
        return {outcome: number for outcome, number in found.items() if number}


def compare(before: Snapshot, after: Snapshot, recorded: Iterable[RecordedVersionRow] = ()) -> Comparison:
    """Return what became of everything between two snapshots; `recorded` are all recorded versions, of any time."""
    old = {(claim.kind, claim.id): claim for claim in before.claims}
    new = {(claim.kind, claim.id): claim for claim in after.claims}
    versions: dict[tuple[str, Rid], list[RecordedVersionRow]] = {}
    for version in recorded:
        versions.setdefault((version.kind, version.subject), []).append(version)
    kin = _Kin(before, after, old, new)
    entries = []
    for key in _in_order(before.claims, after.claims):
        first, last = old.get(key), new.get(key)
        claim = last or first
        assert claim is not None
        between = _between(versions.get((claim.kind, claim.rid), ()), first, last)
        entries.append(_compared(key, first, last, between, kin))
    links_before = {link.id: link for link in before.links}
    links_after = {link.id: link for link in after.links}
    elements_before = {element.id: element for element in before.elements}
    elements_after = {element.id: element for element in after.elements}
    numbers = {claim.id: claim.number for claim in (*before.claims, *after.claims)}
    expressed: dict[str, list[str]] = {}
    for statement, configuration in after.ties:
        expressed.setdefault(statement, []).append(numbers.get(configuration, ""))
    return Comparison(
        tuple(entries),
        tuple(link for id_, link in links_after.items() if id_ not in links_before),
        tuple(link for id_, link in links_before.items() if id_ not in links_after),
        tuple(element for id_, element in elements_after.items() if id_ not in elements_before),
        tuple(element for id_, element in elements_before.items() if id_ not in elements_after),
        numbers,
        after.roles or before.roles,
        {statement: tuple(sorted(held, key=natural_key)) for statement, held in expressed.items()},
    )


class _Kin:
    """What came from what between the two moments."""

    def __init__(
        self,
        before: Snapshot,
        after: Snapshot,
        old: Mapping[tuple[str, str], Claim],
        new: Mapping[tuple[str, str], Claim],
    ) -> None:
        known = frozenset(before.descents)
        self._from: dict[tuple[str, str], list[Descent]] = {}
        self._into: dict[tuple[str, str], list[Descent]] = {}
        self._old, self._new = old, new
        for descent in after.descents:
            if descent not in known:
                self._from.setdefault((descent.kind, descent.descendant), []).append(descent)
                self._into.setdefault((descent.kind, descent.ancestor), []).append(descent)

    def _claims(self, kind: str, ids: Iterable[str]) -> tuple[Claim, ...]:
        found = (self._old.get((kind, each)) or self._new.get((kind, each)) for each in ids)
        return tuple(claim for claim in found if claim is not None)

    def came_from(self, key: tuple[str, str]) -> tuple[Claim, ...]:
        return self._claims(key[0], (descent.ancestor for descent in self._from.get(key, ())))

    def went_into(self, key: tuple[str, str]) -> tuple[Claim, ...]:
        ids = [descent.descendant for descent in self._into.get(key, ())]
        found = (self._new.get((key[0], each)) for each in ids)
        return tuple(claim for claim in found if claim is not None)

    def change(self, key: tuple[str, str]) -> str:
        """Return split or merged, as it came about or went; empty where neither."""
        descents = [*self._from.get(key, ()), *self._into.get(key, ())]
        return descents[-1].change if descents else ""


def _compared(
    key: tuple[str, str], first: Claim | None, last: Claim | None, between: tuple[RecordedVersionRow, ...], kin: _Kin
) -> Compared:
    known = {piece.id for piece in first.evidence} if first else frozenset()
    fresh = tuple(piece for piece in last.evidence if piece.id not in known) if last else ()
    return Compared(
        key[0],
        key[1],
        _outcome(first, last, between, kin.change(key)),
        first,
        last,
        between,
        fresh,
        kin.came_from(key),
        kin.went_into(key),
    )


def _in_order(before: Sequence[Claim], after: Sequence[Claim]) -> list[tuple[str, str]]:
    """Return the claims of both, statements first, each by number (the later one where that changed)."""
    claims = {(claim.kind, claim.id): claim for claim in (*before, *after)}
    return sorted(claims, key=lambda key: (key[0] != STATEMENT, natural_key(claims[key].number)))


def _between(
    versions: Sequence[RecordedVersionRow], first: Claim | None, last: Claim | None
) -> tuple[RecordedVersionRow, ...]:
    start = first.version if first else 0
    end = last.version if last else start
    return tuple(version for version in versions if start < version.number <= end)


def _outcome(first: Claim | None, last: Claim | None, between: Sequence[RecordedVersionRow], descent: str) -> str:
    if first is None:
        return descent or Change.NEW.value
    if last is None:
        return descent or Change.DROPPED.value
    judged = [Change(version.change) for version in between if version.change not in ("", Change.NEW.value)]
    fates = [change for change in judged if change in _FATES]
    if fates:
        return fates[-1].value
    if judged:
        heaviest = max(_WEIGHT[change] for change in judged)
        return [change for change in judged if _WEIGHT[change] == heaviest][-1].value
    return _computed(first, last, descent)


def _computed(first: Claim, last: Claim, descent: str) -> str:
    if descent:
        return descent
    if first.status != last.status:
        if last.status in _OUT_OF_FORCE:
            return _OUT_OF_FORCE[last.status].value
        if first.status in _OUT_OF_FORCE:
            return Change.REVIVED.value
    if groups_of(first.stood) != groups_of(last.stood):
        return Change.REFINED.value
    same = same_words(first.parts, last.parts) and same_names(first.stood, last.stood)
    return UNCHANGED if same else Change.REWORDED.value


def _only_in(one: Claim | None, other: Claim | None) -> tuple[Stood, ...]:
    if one is None:
        return ()
    held = {(each.role, each.what) for each in other.stood} if other else set()
    return tuple(each for each in one.stood if (each.role, each.what) not in held)
