"""Prioritising statements with stakeholders: a round of votes or ranks, recorded with the decision it led to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.deletion import table_of
from ipof_workbench.app.commands.record_edits import checked
from ipof_workbench.app.commands.statements import in_order, reorder
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.prioritising import Vote, lines_words, priority_at, require_votes, standings
from ipof_workbench.domain.vocabulary import Counting, DecisionKind

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class PrioritiseStatements(Command):
    """Record a round: the decision, who gave what, and the order that came out. Returns the stored decision.

    Args:
        wording: what was decided; empty for the usual words.
        votes: (voter, statement, value); a value is points or a rank, as `counting` says.
        statements: those that were voted on, also without a vote; empty for those that have one.
        high, medium: how many of the first get high priority and how many of the next medium, the rest low. Both None
            leaves the priorities as they are.
    """

    votes: tuple[tuple[str, Rid, int], ...]
    counting: str = Counting.POINTS.value
    wording: str = ""
    held_on: str = ""
    attendees: str = ""
    note: str = ""
    statements: tuple[Rid, ...] = ()
    high: int | None = None
    medium: int | None = None

    def apply(self, store: Store) -> records.Decision:
        counting = Counting.parse(self.counting)
        votes = [Vote(voter.strip(), statement, value) for voter, statement, value in self.votes]
        asked = set(self.statements) or {vote.statement for vote in votes}
        for rid in asked:
            store.get(records.TheoryStatement, rid)
        statements = [held for held in in_order(store) if held.rid in asked]
        rids = [held.rid for held in statements]
        require_votes(votes, rids, counting)
        order = [standing.statement for standing in standings(votes, rids, counting)]
        decision = self._decision(store, counting, len(order))
        for rid in order:
            subject = table_of(records.TheoryStatement)
            store.put(records.DecisionSubject(decision=decision.rid, about_kind=subject, about=rid))
        for vote in votes:
            store.put(
                records.StatementVote(
                    decision=decision.rid, statement=vote.statement, voter=vote.voter, value=vote.value
                )
            )
        by_rid = {held.rid: held for held in statements}
        reorder(store, [self._prioritised(by_rid[rid], place) for place, rid in enumerate(order, start=1)])
        store.label = f"Prioritised {counted(len(order), 'statement')} by {counting.words}"
        return decision

    def _decision(self, store: Store, counting: Counting, number: int) -> records.Decision:
        if (self.high is None) != (self.medium is None) or min(self.high or 0, self.medium or 0) < 0:
            raise RefusedChange("Say how many statements get high and how many medium priority, from 0 on.")
        lines = "" if self.high is None else lines_words(self.high, self.medium or 0, number)
        voters = len({voter.strip() for voter, _, _ in self.votes})
        usual = f"Prioritised {counted(number, 'statement')} by the {counting.words} of {counted(voters, 'voter')}"
        decision = checked(
            store,
            records.Decision(
                wording=self.wording.strip() or usual,
                held_on=self.held_on.strip(),
                attendees=self.attendees.strip(),
                kind=DecisionKind.PRIORITISED.value,
                counting=counting.value,
                note="\n".join(part for part in (f"{lines}." if lines else "", self.note.strip()) if part),
            ),
        )
        assert isinstance(decision, records.Decision)
        return store.put(decision)

    def _prioritised(self, statement: records.TheoryStatement, place: int) -> records.TheoryStatement:
        if self.high is None:
            return statement
        return replace(statement, priority=priority_at(place, self.high, self.medium or 0))
