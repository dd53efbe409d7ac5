"""Splitting and merging configurations and statements: what came from what, with no evidence lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.bundles import let_go_of_moved
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of
from ipof_workbench.app.commands.statements import AddStatement
from ipof_workbench.app.commands.versions import (
    RECORDS_OF,
    ClaimRecord,
    Judgement,
    chosen_evidence,
    claim_words,
    record,
)
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import next_number
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.domain.vocabulary import Change, Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@dataclass(frozen=True, slots=True)
class ConfigurationPart:
    """One of the configurations that another is split into.

    Attributes:
        contents: rids of contents of the original's draft; the same may go to several parts.
        evidence: rids of the evidence that goes to it; None for that on the places of its contents, by element. What
            several parts are given stays one with each: the first takes it over, the others get a copy.
        number: empty for that of the original with the next free letter.
    """

    contents: tuple[Rid, ...]
    title: str = ""
    number: str = ""
    evidence: tuple[Rid, ...] | None = None


@dataclass(frozen=True, slots=True)
class StatementPart:
    """One of the statements that another is split into; `evidence` as in `ConfigurationPart`, but none by default."""

    if_text: str
    then_text: str
    because_text: str = ""
    number: str = ""
    evidence: tuple[Rid, ...] = ()


def note_descent(store: Store, kind: str, ancestor: Rid, descendant: Rid, change: Change) -> None:
    """Note what came from what."""
    if not store.first(records.Lineage, about_kind=kind, ancestor=ancestor, descendant=descendant):
        store.put(records.Lineage(about_kind=kind, ancestor=ancestor, descendant=descendant, change=change.value))


Pieces = tuple[tuple[Rid, str], ...]


def retire(
    store: Store, kind: str, claim: ClaimRecord, change: Change, reason: str, status: str, evidence: Pieces
) -> None:
    """Give a claim its status, and where it has versions record why as another one, with the evidence behind it."""
    from ipof_workbench.storage.queries.snapshots import states

    state = states(store.connection, kind, claim.rid)[claim.rid]
    if state.number and not state.is_empty:
        record(store, kind, [Judgement(claim, state, change.value, reason, None, evidence, status)])
    elif status:
        store.put(replace(claim, status=status))


def part_number(number: str, known: Iterable[ClaimRecord]) -> str:
    """Return the number of what is split off: that of its origin with the next free letter, “7a” after “7”."""
    taken = {claim.number for claim in known}
    stem = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if stem + letter not in taken:
            return stem + letter
    return next_number(taken)


def _status(text: str) -> str:
    return Status.parse(text).value if text.strip() else ""


def _other_claims(store: Store, kind: str, into: Rid, others: Iterable[Rid]) -> list[ClaimRecord]:
    found = [store.get(RECORDS_OF[kind], rid) for rid in dict.fromkeys(others) if rid != into]
    if not found:
        words = "configuration" if kind == CONFIGURATION else "statement"
        raise RefusedChange(f"Choose at least one other {words} to merge; nothing was changed.")
    return found


# --- splitting


@register
@dataclass(frozen=True)
class SplitConfiguration(Command):
    """Split a configuration into parts of their own, with their lineage. Returns the new configurations.

    With a `status` the original stays as it is with that status (parked, rejected); without one it stays in force
    with the rest: what no part has taken.
    """

    configuration: Rid
    parts: tuple[ConfigurationPart, ...]
    status: str = ""
    reason: str = ""

    def apply(self, store: Store) -> list[records.Configuration]:
        source = store.get(records.Configuration, self.configuration)
        draft = draft_of(store, source.rid)
        held = {content.rid: content for content in store.find(records.PlaceContent, version=draft.rid)}
        status = _status(self.status)
        self._refuse(source, held, status)
        led = chosen_evidence(store, CONFIGURATION, source, None)
        evidence = _Shares(store, CONFIGURATION, source)
        made = [self._make(store, source, part, held, evidence) for part in self.parts]
        evidence.settle()
        if not status:
            for rid in {rid for part in self.parts for rid in part.contents}:
                store.delete(store.get(records.PlaceContent, rid))
        retire(store, CONFIGURATION, source, Change.SPLIT, self.reason, status, led)
        numbers = ", ".join(part.number for part in made)
        store.label = f"Split configuration {source.number} into {numbers}"
        return made

    def _refuse(self, source: records.Configuration, held: dict[Rid, records.PlaceContent], status: str) -> None:
        nothing = "Nothing was changed."
        if not self.parts or (status and len(self.parts) < 2):
            raise RefusedChange(
                f"A configuration is split into at least two: give {source.number} another part, or let it stay with "
                f"the rest. {nothing}"
            )
        for part in self.parts:
            if not part.contents:
                raise RefusedChange(f"Each part of {source.number} needs something in it: choose its places. {nothing}")
            for rid in part.contents:
                if rid not in held:
                    raise RefusedChange(f"A part can only have what stands in {source.number} now. {nothing}")
        if not status and {rid for part in self.parts for rid in part.contents} >= set(held):
            raise RefusedChange(
                f"The parts take everything, so nothing would be left of {source.number}: leave something in it, or "
                f"choose the status it gets. {nothing}"
            )

    def _make(
        self,
        store: Store,
        source: records.Configuration,
        part: ConfigurationPart,
        held: dict[Rid, records.PlaceContent],
        evidence: _Shares,
    ) -> records.Configuration:
        number = part.number.strip() or part_number(source.number, store.find(records.Configuration))
        made = add_configuration(store, number, part.title or source.title)
        made = store.put(
            replace(made, theory_area=source.theory_area, level=source.level, scope=source.scope, status=source.status)
        )
        draft = draft_of(store, made.rid)
        places: dict[Rid, Rid] = {}
        for content in (held[rid] for rid in dict.fromkeys(part.contents)):
            role = store.get(records.Place, content.place).role
            places[content.place] = place_of(store, made.rid, role).rid
            fresh = replace(content, rid=0, id="", version=draft.rid, place=places[content.place])
            store.put(replace(fresh, created_at="", created_by=None, import_rid=None))
        for tie in store.find(records.StatementConfiguration, configuration=source.rid):
            store.put(records.StatementConfiguration(statement=tie.statement, configuration=made.rid))
        for scope in store.find(records.ConfigurationCase, configuration=source.rid):
            store.put(records.ConfigurationCase(configuration=made.rid, case=scope.case))
        chosen = evidence.standing_on(part.contents, held) if part.evidence is None else evidence.among(part.evidence)
        for piece in chosen:
            place = None if piece.place is None else _place_like(store, made.rid, piece.place, places)
            goal = made.rid if piece.configuration is not None else None
            evidence.give(replace(piece, place=place, configuration=goal, version=draft.rid))
        note_descent(store, CONFIGURATION, source.rid, made.rid, Change.SPLIT)
        return made


def _place_like(store: Store, configuration: Rid, place: Rid, known: dict[Rid, Rid]) -> Rid:
    if place not in known:
        known[place] = place_of(store, configuration, store.get(records.Place, place).role).rid
    return known[place]


class _Shares:
    """The evidence on a claim that is split: each piece goes to the first part that has it, the others get a copy."""

    def __init__(self, store: Store, kind: str, source: ClaimRecord) -> None:
        from ipof_workbench.storage.queries.versions import evidence_of

        self._store, self._source = store, source
        bearing = evidence_of(store.connection, kind, source.rid)
        self._pieces = {rid: store.get(records.Evidence, rid) for rid in bearing}
        self._given: set[Rid] = set()

    def among(self, chosen: Iterable[Rid]) -> list[records.Evidence]:
        """Return the chosen pieces.

        Raises:
            RefusedChange: one bears on something else.
        """
        rids = list(dict.fromkeys(chosen))
        if any(rid not in self._pieces for rid in rids):
            raise RefusedChange(
                f"A part can only have evidence that bears on {claim_words(self._source)}; nothing was changed."
            )
        return [self._pieces[rid] for rid in rids]

    def standing_on(self, contents: Iterable[Rid], held: dict[Rid, records.PlaceContent]) -> list[records.Evidence]:
        """Return the pieces that are coded with what stands in these contents."""
        standing = {(held[rid].place, held[rid].element) for rid in contents}
        return [
            piece
            for piece in self._pieces.values()
            if piece.place is not None
            and piece.coding is not None
            and (piece.place, self._store.get(records.Coding, piece.coding).element) in standing
        ]

    def give(self, piece: records.Evidence) -> None:
        """Store a piece at its new target."""
        if piece.rid in self._given:
            self._store.put(replace(piece, rid=0, id="", created_at="", import_rid=None, bundle=None))
            return
        self._given.add(piece.rid)
        self._store.put(piece)

    def settle(self) -> None:
        """Let bundles be whole again: what went to a part leaves a bundle of which the rest stayed."""
        let_go_of_moved(self._store, self._given)


@register
@dataclass(frozen=True)
class SplitStatement(Command):
    """Split a statement into others, with their lineage. Returns the new statements.

    With a `status` the original stays with that status; without one it stays in force with the words it has.
    """

    statement: Rid
    parts: tuple[StatementPart, ...]
    status: str = ""
    reason: str = ""

    def apply(self, store: Store) -> list[records.TheoryStatement]:
        source = store.get(records.TheoryStatement, self.statement)
        status = _status(self.status)
        if not self.parts or (status and len(self.parts) < 2):
            raise RefusedChange(
                f"A statement is split into at least two: give {source.number} another part, or let it stay in force "
                "with its own words. Nothing was changed."
            )
        led = chosen_evidence(store, STATEMENT, source, None)
        evidence = _Shares(store, STATEMENT, source)
        made = [self._make(store, source, part, evidence) for part in self.parts]
        evidence.settle()
        retire(store, STATEMENT, source, Change.SPLIT, self.reason, status, led)
        numbers = ", ".join(part.number for part in made)
        store.label = f"Split statement {source.number} into {numbers}"
        return made

    def _make(
        self, store: Store, source: records.TheoryStatement, part: StatementPart, evidence: _Shares
    ) -> records.TheoryStatement:
        if not any(text.strip() for text in (part.if_text, part.then_text, part.because_text)):
            raise RefusedChange(f"Each part of statement {source.number} needs words; nothing was changed.")
        made = AddStatement(
            part.if_text,
            part.then_text,
            part.because_text,
            number=part.number.strip() or part_number(source.number, store.find(records.TheoryStatement)),
            theory_area=source.theory_area,
            status=source.status,
            priority=source.priority,
            source=source.source,
        ).apply(store)
        draft = store.find(records.StatementVersion, statement=made.rid, number=0)[0]
        for piece in evidence.among(part.evidence):
            evidence.give(replace(piece, statement=made.rid, statement_version=draft.rid))
        for tie in store.find(records.StatementConfiguration, statement=source.rid):
            store.put(records.StatementConfiguration(statement=made.rid, configuration=tie.configuration))
        note_descent(store, STATEMENT, source.rid, made.rid, Change.SPLIT)
        return made


# --- merging

AND, OR = "and", "or"


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
            retire(store, CONFIGURATION, other, Change.MERGED, self.reason, _status(self.status), led)
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
            retire(store, STATEMENT, other, Change.MERGED, self.reason, _status(self.status), led)
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
