"""Merging configurations and statements: how places come together, and where evidence, links and ties go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.bundles import let_go_of_moved
from ipof_workbench.app.commands.configurations import draft_of, place_of
from ipof_workbench.app.commands.lineage import note_descent, retire, status_of
from ipof_workbench.app.commands.recording import RECORDS_OF, ClaimRecord, chosen_evidence, claim_words
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.domain.vocabulary import Change, Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

AND, OR = "and", "or"


def _other_claims(store: Store, kind: str, into: Rid, others: Iterable[Rid]) -> list[ClaimRecord]:
    found = [store.get(RECORDS_OF[kind], rid) for rid in dict.fromkeys(others) if rid != into]
    if not found:
        words = "configuration" if kind == CONFIGURATION else "statement"
        raise RefusedChange(f"Choose at least one other {words} to merge; nothing was changed.")
    return found


@register
@dataclass(frozen=True)
class MergeConfigurations(Command):
    """Let one configuration take others in, with their lineage. Returns the one that stays.

    `joined` says how the contents of a place come together: "and" (all hold) or "or" (either holds). Evidence, links,
    statements and what else bears on the others goes to it; they are kept with `status` (parked, rejected), and so is
    evidence of theirs that the one has already.
    """

    into: Rid
    others: tuple[Rid, ...]
    joined: str = AND
    status: str = Status.PARKED.value
    reason: str = ""

    def apply(self, store: Store) -> records.Configuration:
        joined = self.joined.strip().casefold()
        if joined not in (AND, OR):
            raise UsageError(f"Places are joined by “and” or “or”, not “{self.joined}”.")
        target = store.get(records.Configuration, self.into)
        others = _other_claims(store, CONFIGURATION, target.rid, self.others)
        for other in others:
            led = chosen_evidence(store, CONFIGURATION, other, None)
            retire(store, CONFIGURATION, other, Change.MERGED, self.reason, status_of(self.status), led)
            self._join_places(store, target.rid, other.rid, joined)
            self._move_evidence(store, target.rid, other.rid)
            _move_links(store, target.rid, other.rid)
            _move_ties(store, records.StatementConfiguration, "configuration", target.rid, other.rid, "statement")
            _move_ties(store, records.LookedFor, "configuration", target.rid, other.rid, "case")
            _move_ties(store, records.RivalMember, "configuration", target.rid, other.rid, "rivals")
            _move_ties(store, records.SubstantiveTheoryUse, "configuration", target.rid, other.rid, "theory")
            _move_ties(
                store, records.RecommendationConfiguration, "configuration", target.rid, other.rid, "recommendation"
            )
            _join_scope(store, target.rid, other.rid)
            note_descent(store, CONFIGURATION, other.rid, target.rid, Change.MERGED)
        numbers = ", ".join(other.number for other in others)
        store.label = f"Merged configuration {numbers} into {target.number}"
        return store.get(records.Configuration, target.rid)

    @staticmethod
    def _join_places(store: Store, target: Rid, other: Rid, joined: str) -> None:
        mine, theirs = draft_of(store, target).rid, draft_of(store, other).rid
        for place in store.find(records.Place, configuration=other):
            coming = _groups(store, theirs, place.rid)
            if not coming:
                continue
            goal = place_of(store, target, place.role)
            standing = _groups(store, mine, goal.rid)
            wanted = _together(standing, coming, joined)
            _fill(store, mine, goal.rid, standing, wanted)

    @staticmethod
    def _move_evidence(store: Store, target: Rid, other: Rid) -> None:
        draft, theirs = draft_of(store, target).rid, draft_of(store, other).rid
        moved = []
        for evidence in store.find(records.Evidence, configuration=other):
            moved.append(evidence.rid)
            _move(store, replace(evidence, configuration=target), theirs, draft)
        for place in store.find(records.Place, configuration=other):
            goal: Rid | None = None
            for evidence in store.find(records.Evidence, place=place.rid):
                goal = goal or place_of(store, target, place.role).rid
                moved.append(evidence.rid)
                _move(store, replace(evidence, place=goal), theirs, draft)
        let_go_of_moved(store, moved)


def _move(store: Store, moved: records.Evidence, their_draft: Rid, my_draft: Rid) -> None:
    """Store evidence at its new target, unless that has the same already; a recorded wording stays the one judged."""
    same = store.find(
        records.Evidence,
        coding=moved.coding,
        finding=moved.finding,
        configuration=moved.configuration,
        place=moved.place,
        stance=moved.stance,
        analyst=moved.analyst,
    )
    if any(each.rid != moved.rid for each in same):
        return
    store.put(replace(moved, version=my_draft if moved.version == their_draft else moved.version))


Group = tuple[records.PlaceContent, ...]


def _groups(store: Store, version: Rid, place: Rid) -> list[Group]:
    by_alternative: dict[int, list[records.PlaceContent]] = {}
    for content in store.find(records.PlaceContent, version=version, place=place):
        by_alternative.setdefault(content.alternative, []).append(content)
    return [tuple(sorted(by_alternative[key], key=lambda content: content.position)) for key in sorted(by_alternative)]


def _what(content: records.PlaceContent) -> tuple[Rid | None, Rid | None, str, str]:
    return content.element, content.attribute, content.attribute_value, content.polarity


def _together(mine: Sequence[Group], theirs: Sequence[Group], joined: str) -> list[Group]:
    """Return the alternatives of a place that holds both: (a or b) and (c or d) is (a and c) or (a and d) or ..."""
    both = [(*one, *other) for one, other in product(mine, theirs)]
    joint = [*mine, *theirs] if joined == OR or not mine else both
    found: dict[frozenset[tuple[Rid | None, Rid | None, str, str]], Group] = {}
    for group in joint:
        contents = {_what(content): content for content in reversed(group)}
        found.setdefault(frozenset(contents), tuple(reversed(contents.values())))
    return list(found.values())


def _fill(store: Store, draft: Rid, place: Rid, standing: Sequence[Group], wanted: Sequence[Group]) -> None:
    """Let a place of a draft hold the wanted alternatives; contents that stand there already keep their rows."""
    free = {content.rid for group in standing for content in group}
    for alternative, group in enumerate(wanted):
        for position, content in enumerate(group):
            own = content.rid in free
            free.discard(content.rid)
            there = replace(content, alternative=alternative, position=position, version=draft, place=place, wording="")
            fresh = replace(there, rid=0, id="", created_at="", created_by=None, import_rid=None)
            store.put(there if own else fresh)
    for rid in free:
        store.delete(store.get(records.PlaceContent, rid))


def _move_links(store: Store, target: Rid, other: Rid) -> None:
    """Let the links of one be those of the other; a link that would be there twice leaves its evidence to its twin.

    A link between the two themselves stays where it is: it says how they stood before.
    """
    ends = (("from_configuration", "to_configuration"), ("to_configuration", "from_configuration"))
    for mine, far in ends:
        for link in store.find(records.ConfigurationLink, **{mine: other}):
            if getattr(link, far) == target:
                continue
            twin = store.first(records.ConfigurationLink, **{mine: target, far: getattr(link, far), "kind": link.kind})
            if twin is None:
                store.put(replace(link, **{mine: target}))  # type: ignore[arg-type]
                continue
            for evidence in store.find(records.Evidence, link=link.rid):
                store.put(replace(evidence, link=twin.rid))
            store.delete(link)


Tie = (
    records.StatementConfiguration
    | records.LookedFor
    | records.RivalMember
    | records.SubstantiveTheoryUse
    | records.RecommendationConfiguration
)


def _move_ties(store: Store, kind: type[Tie], owner: str, target: Rid, other: Rid, far: str) -> None:
    """Let what ties something else to one tie it to the other, where it is not tied already."""
    for tie in store.find(kind, **{owner: other}):
        if store.first(kind, **{owner: target, far: getattr(tie, far)}) is None:
            store.put(replace(tie, **{owner: target}))  # type: ignore[arg-type]


def _join_scope(store: Store, target: Rid, other: Rid) -> None:
    """Let a configuration be meant for the cases of both; one that is meant for all cases makes it meant for all."""
    mine = store.find(records.ConfigurationCase, configuration=target)
    theirs = store.find(records.ConfigurationCase, configuration=other)
    if not mine:
        return
    if not theirs:
        for scope in mine:
            store.delete(scope)
        return
    for case in {scope.case for scope in theirs} - {scope.case for scope in mine}:
        store.put(records.ConfigurationCase(configuration=target, case=case))


@register
@dataclass(frozen=True)
class MergeStatements(Command):
    """Let one statement take others in, with their lineage. Returns the one that stays.

    Its words become those given, where any are. Evidence and ties of the others go to it; they are kept with `status`.
    """

    into: Rid
    others: tuple[Rid, ...]
    if_text: str = ""
    then_text: str = ""
    because_text: str = ""
    status: str = Status.PARKED.value
    reason: str = ""

    def apply(self, store: Store) -> records.TheoryStatement:
        target = store.get(records.TheoryStatement, self.into)
        others = _other_claims(store, STATEMENT, target.rid, self.others)
        draft = store.find(records.StatementVersion, statement=target.rid, number=0)[0]
        for other in others:
            led = chosen_evidence(store, STATEMENT, other, None)
            retire(store, STATEMENT, other, Change.MERGED, self.reason, status_of(self.status), led)
            theirs = store.find(records.StatementVersion, statement=other.rid, number=0)[0]
            coming = store.find(records.Evidence, statement=other.rid)
            for evidence in coming:
                self._move(store, evidence, target.rid, draft.rid, theirs.rid)
            let_go_of_moved(store, [evidence.rid for evidence in coming])
            _move_ties(store, records.StatementConfiguration, "statement", target.rid, other.rid, "configuration")
            _move_ties(store, records.LookedFor, "statement", target.rid, other.rid, "case")
            _move_ties(store, records.RivalMember, "statement", target.rid, other.rid, "rivals")
            _move_ties(store, records.SubstantiveTheoryUse, "statement", target.rid, other.rid, "theory")
            note_descent(store, STATEMENT, other.rid, target.rid, Change.MERGED)
        if any(text.strip() for text in (self.if_text, self.then_text, self.because_text)):
            words = {"if_text": self.if_text, "then_text": self.then_text, "because_text": self.because_text}
            store.put(replace(draft, **words))  # type: ignore[arg-type]
        numbers = ", ".join(claim_words(other).removeprefix("statement ") for other in others)
        store.label = f"Merged statement {numbers} into {target.number}"
        return store.get(records.TheoryStatement, target.rid)

    @staticmethod
    def _move(store: Store, evidence: records.Evidence, target: Rid, draft: Rid, theirs: Rid) -> None:
        same = store.find(
            records.Evidence,
            coding=evidence.coding,
            finding=evidence.finding,
            statement=target,
            stance=evidence.stance,
            analyst=evidence.analyst,
        )
        if not same:
            version = draft if evidence.statement_version == theirs else evidence.statement_version
            store.put(replace(evidence, statement=target, statement_version=version))
