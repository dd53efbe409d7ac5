"""Splitting configurations and statements: what goes to which part, with no evidence lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.bundles import let_go_of_moved
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of
from ipof_workbench.app.commands.lineage import note_descent, numbers_of, retire, status_of
from ipof_workbench.app.commands.recording import ClaimRecord, chosen_evidence, claim_words
from ipof_workbench.app.commands.statements import AddStatement, in_order, put_in_order
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import part_number
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.domain.vocabulary import Change

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
        status = status_of(self.status)
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
        number = part.number.strip() or part_number(source.number, numbers_of(store, CONFIGURATION))
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
        status = status_of(self.status)
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
        _stand_behind(store, source, made)
        numbers = ", ".join(part.number for part in made)
        store.label = f"Split statement {source.number} into {numbers}"
        return [store.get(records.TheoryStatement, part.rid) for part in made]

    def _make(
        self, store: Store, source: records.TheoryStatement, part: StatementPart, evidence: _Shares
    ) -> records.TheoryStatement:
        if not any(text.strip() for text in (part.if_text, part.then_text, part.because_text)):
            raise RefusedChange(f"Each part of statement {source.number} needs words; nothing was changed.")
        made = AddStatement(
            part.if_text,
            part.then_text,
            part.because_text,
            number=part.number.strip() or part_number(source.number, numbers_of(store, STATEMENT)),
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


def _stand_behind(store: Store, source: records.TheoryStatement, made: Sequence[records.TheoryStatement]) -> None:
    """Let the parts of a statement follow it in the list."""
    parts = {part.rid for part in made}
    order = in_order(store)
    others = [each for each in order if each.rid not in parts]
    behind = 1 + next(at for at, each in enumerate(others) if each.rid == source.rid)
    put_in_order(store, [*others[:behind], *(each for each in order if each.rid in parts), *others[behind:]])
