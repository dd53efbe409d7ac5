"""What splits and mergers share: what came from what, and what becomes of a claim that is no longer in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.recording import RECORDS_OF, ClaimRecord, Judgement, record
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import Change, Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

Pieces = tuple[tuple[Rid, str], ...]


def note_descent(store: Store, kind: str, ancestor: Rid, descendant: Rid, change: Change) -> None:
    """Note what came from what."""
    if not store.first(records.Lineage, about_kind=kind, ancestor=ancestor, descendant=descendant):
        store.put(records.Lineage(about_kind=kind, ancestor=ancestor, descendant=descendant, change=change.value))


def retire(
    store: Store, kind: str, claim: ClaimRecord, change: Change, reason: str, status: str, evidence: Pieces
) -> None:
    """Give a claim its status, and where it has versions record why as another one, with the evidence behind it."""
    from ipof_workbench.storage.queries.states import states

    state = states(store.connection, kind, claim.rid)[claim.rid]
    if state.number and not state.is_empty:
        record(store, kind, [Judgement(claim, state, change.value, reason, None, evidence, status)])
    elif status:
        store.put(replace(claim, status=status))


def status_of(text: str) -> str:
    """Return a status as it is stored; empty for none.

    Raises:
        UsageError: there is no such status.
    """
    return Status.parse(text).value if text.strip() else ""


def numbers_of(store: Store, kind: str) -> set[str]:
    """Return the numbers that configurations or statements have."""
    return {claim.number for claim in store.find(RECORDS_OF[kind])}
