"""Recording the open draft of a configuration or statement as a judgement: what may be recorded, and the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ipof_workbench.app.commands.configurations import draft_of
from ipof_workbench.app.commands.record_edits import kind_words
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange, UsageError
from ipof_workbench.domain.identity import Rid, new_id
from ipof_workbench.domain.version_rows import (
    CLAIM_KINDS,
    CONFIGURATION,
    RECORDING,
    STATEMENT,
    WITHOUT_A_CHANGE,
)
from ipof_workbench.domain.vocabulary import Change

if TYPE_CHECKING:
    from ipof_workbench.storage.queries.states import State
    from ipof_workbench.storage.store import Store

ClaimRecord = records.Configuration | records.TheoryStatement
VersionRecord = records.ConfigurationVersion | records.StatementVersion

RECORDS_OF: dict[str, type[ClaimRecord]] = {
    CONFIGURATION: records.Configuration,
    STATEMENT: records.TheoryStatement,
}
VERSIONS_OF: dict[str, type[VersionRecord]] = {
    CONFIGURATION: records.ConfigurationVersion,
    STATEMENT: records.StatementVersion,
}

MANY_ROWS = 200
"""From so many pieces of evidence or contents of places on they are stored as one bulk change."""


def claim_kind(kind: str) -> str:
    """Return the kind if it is one that has versions.

    Raises:
        UsageError: it is none.
    """
    if kind not in CLAIM_KINDS:
        raise UsageError(f"“{kind}” has no versions; use one of {', '.join(CLAIM_KINDS)}.")
    return kind


def claim_words(claim: ClaimRecord) -> str:
    """Return “configuration 7a” or “statement 3”."""
    return f"{kind_words(type(claim))} {claim.number}"


def judged_version(store: Store, configuration: Rid) -> Rid:
    """Return the wording of a configuration that evidence given now is judged against: the open draft, or the version
    recorded last where the draft still says the same. Where none is recorded this is one indexed query."""
    return _judged(store, CONFIGURATION, configuration) or draft_of(store, configuration).rid


def judged_statement_version(store: Store, statement: Rid) -> Rid | None:
    """Return the wording of a statement that evidence given now is judged against, as `judged_version` does."""
    return _judged(store, STATEMENT, statement)


def _judged(store: Store, kind: str, claim: Rid) -> Rid | None:
    from ipof_workbench.storage.queries.states import states
    from ipof_workbench.storage.queries.versions import version_numbers

    known = version_numbers(store.connection, kind, claim)
    if len(known) < 2:
        return known[0][0] if known else None
    state = states(store.connection, kind, claim)[claim]
    return state.draft if state.differs else state.latest


@dataclass(frozen=True, slots=True)
class Judgement:
    """One version to record: which claim, how it stands, and what is judged of it.

    `evidence` are the (evidence, stance) that led to it; None for all that led to none of its versions yet.
    """

    claim: ClaimRecord
    state: State
    change: str
    reason: str = ""
    decision: Rid | None = None
    evidence: tuple[tuple[Rid, str], ...] | None = None
    status: str = ""


def checked_change(claim: ClaimRecord, state: State, descent: str, change: str) -> str:
    """Return the change to record, the suggested one where none is given. `descent` is how the claim came about from
    others since its version recorded last (split, merged), empty where it did not.

    Raises:
        RefusedChange: there is nothing to record, or the change is none that can follow.
    """
    words = claim_words(claim)
    if state.is_empty:
        raise RefusedChange(
            f"There is nothing in {words} yet: put something into a place, or write its sentence, before recording "
            "it. Nothing was recorded."
        )
    suggested = state.suggested(descent)
    chosen = Change.parse(change) if change.strip() else None
    if not state.number:
        if chosen is not None and chosen.value not in (Change.NEW.value, suggested):
            raise RefusedChange(
                f"This is the first version of {words}, so its change is “{suggested}”; record it, then judge it "
                f"“{chosen.words}”. Nothing was recorded."
            )
        return chosen.value if chosen else suggested
    if chosen is Change.NEW:
        raise RefusedChange(
            f"There is a version {state.number} of {words} already, so it is not new; choose another change. "
            "Nothing was recorded."
        )
    if not state.differs and chosen not in WITHOUT_A_CHANGE:
        raise RefusedChange(
            f"Nothing in {words} has changed since version {state.number}: change the draft first, or record it as "
            "confirmed, refuted, dropped, parked or revived. Nothing was recorded."
        )
    return chosen.value if chosen else suggested


def record(store: Store, kind: str, judged: Sequence[Judgement]) -> list[VersionRecord]:
    """Record the drafts of claims of one kind as their next versions; return these.

    The row of the draft becomes the version, and a copy of it the new draft: so evidence that was judged against the
    draft is judged against the version from now on, however much there is. The copy takes the id over and the contents
    go over to it, so that the draft is the same draft in every copy of the project; the version gets copies of them.
    """
    version_kind = VERSIONS_OF[kind]
    rows = {draft.rid: draft for draft in store.find_among(version_kind, "rid", [each.state.draft for each in judged])}
    drafts = [rows[each.state.draft] for each in judged]
    recorded = [
        replace(
            draft,
            id=new_id(),
            number=each.state.number + 1,
            if_text=each.state.parts[0],
            then_text=each.state.parts[1],
            because_text=each.state.parts[2],
            change=each.change,
            reason=each.reason.strip(),
            decision=each.decision,
            created_at=store.at,
            created_by=store.analyst,
            import_rid=None,
        )
        for draft, each in zip(drafts, judged, strict=True)
    ]
    store.put_many(recorded)
    opened = store.put_many([replace(draft, rid=0) for draft in drafts])
    if kind == CONFIGURATION:
        _keep_contents(store, {version.rid: draft.rid for version, draft in zip(recorded, opened, strict=True)})
    _note_evidence(store, kind, judged, recorded)
    for each in judged:
        if each.status and each.status != each.claim.status:
            store.put(replace(each.claim, status=each.status))
    return recorded


def _keep_contents(store: Store, drafts: Mapping[Rid, Rid]) -> None:
    """Let the contents of the places go over to the new drafts (`drafts`: recorded version -> draft), and leave copies
    with their wording in the versions."""
    from ipof_workbench.storage.queries.versions import contents_of, copied_contents

    moved = [(rid, version, drafts[version]) for rid, version in contents_of(store.connection, list(drafts))]
    copies = copied_contents(_COPIED, [(draft, version) for version, draft in drafts.items()])
    if len(moved) < MANY_ROWS:
        for content in store.find_among(records.PlaceContent, "rid", [rid for rid, _, _ in moved]):
            store.put(replace(content, version=drafts[content.version]))
        for values in store.rows(copies):
            store.put(records.PlaceContent(**dict(zip(("version", "wording", *_COPIED), values, strict=True))))
        return
    batch = _recording(store)
    store.move_many(records.PlaceContent, "version", moved, batch)
    store.bulk_select(records.PlaceContent, ("version", "wording", *_COPIED), copies, batch)


_COPIED = tuple(
    field.name
    for field in fields(records.PlaceContent)
    if field.name not in {"version", "wording", *(known.name for known in fields(records.Record))}
)


def _note_evidence(store: Store, kind: str, judged: Sequence[Judgement], recorded: Sequence[VersionRecord]) -> None:
    from ipof_workbench.storage.queries.versions import unjudged_by

    names = ("configuration_version" if kind == CONFIGURATION else "statement_version", "evidence", "stance")
    both = list(zip(judged, recorded, strict=True))
    led = [(version.rid, *piece) for each, version in both for piece in each.evidence or ()]
    open_versions = [version.rid for each, version in both if each.evidence is None]
    if open_versions:
        since = unjudged_by(kind, open_versions)
        found = store.rows(since, limit=MANY_ROWS)
        if len(found) == MANY_ROWS:
            store.bulk_select(records.VersionEvidence, names, since, _recording(store))
        else:
            led += found
    if len(led) < MANY_ROWS:
        for pair in led:
            row: dict[str, Any] = dict(zip(names, pair, strict=True))
            store.put(records.VersionEvidence(**row))
        return
    led.sort(key=itemgetter(1))  # an index that grows at its end grows three times as fast
    store.bulk_insert(records.VersionEvidence, names, led, _recording(store))


def _recording(store: Store) -> Rid:
    """Return the batch that holds the many rows of a recording: it is no import."""
    return store.put(records.ImportBatch(kind=RECORDING)).rid


def chosen_evidence(
    store: Store, kind: str, claim: ClaimRecord, chosen: Sequence[Rid] | None
) -> tuple[tuple[Rid, str], ...]:
    """Return (evidence, stance) that led to a version: the chosen pieces, or all that came since the last one.

    Raises:
        RefusedChange: a chosen piece bears on something else.
    """
    from ipof_workbench.storage.queries.versions import evidence_of, unjudged_evidence

    if chosen is None:
        return tuple(unjudged_evidence(store.connection, kind, claim.rid).get(claim.rid, ()))
    bearing = evidence_of(store.connection, kind, claim.rid)
    for rid in chosen:
        if rid not in bearing:
            raise RefusedChange(
                f"A chosen piece of evidence does not bear on {claim_words(claim)}; choose among its own. Nothing "
                "was recorded."
            )
    return tuple((rid, bearing[rid]) for rid in dict.fromkeys(chosen))


def require_decision(store: Store, decision: Rid | None) -> None:
    """Refuse a decision that is not there."""
    if decision is not None:
        store.get(records.Decision, decision)
