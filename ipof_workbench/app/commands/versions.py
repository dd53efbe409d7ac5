"""Versions: recording the open draft of a configuration or statement as a judgement, and returning to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
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
from ipof_workbench.domain.vocabulary import Change, Status

if TYPE_CHECKING:
    from ipof_workbench.storage.queries.snapshots import State
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
    from ipof_workbench.storage.queries.snapshots import states
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

    column = "configuration_version" if kind == CONFIGURATION else "statement_version"
    both = list(zip(judged, recorded, strict=True))
    led = [(version.rid, *piece) for each, version in both for piece in each.evidence or ()]
    since = unjudged_by(kind, [version.rid for each, version in both if each.evidence is None])
    found = store.rows(since, limit=MANY_ROWS)
    if len(found) == MANY_ROWS:
        names = (column, "evidence", "stance")
        store.bulk_select(records.VersionEvidence, names, since, _recording(store))
    else:
        led += found
    for version, evidence, stance in led:
        store.put(records.VersionEvidence(**{column: version}, evidence=evidence, stance=stance))  # type: ignore[arg-type]


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


@register
@dataclass(frozen=True)
class RecordVersion(Command):
    """Record the open draft of a configuration or statement as its next version: a judgement, with its reason.

    `kind` is "configuration" or "theory_statement". `change` is one of `Change`, empty for the suggested one.
    `evidence` are the pieces that led to it, None for all that came since the version recorded last. `status` is set
    with it where it is not empty. Returns the recorded version.
    """

    kind: str
    rid: Rid
    change: str = ""
    reason: str = ""
    decision: Rid | None = None
    evidence: tuple[Rid, ...] | None = None
    status: str = ""

    def apply(self, store: Store) -> VersionRecord:
        from ipof_workbench.storage.queries.snapshots import states
        from ipof_workbench.storage.queries.versions import descents

        kind = claim_kind(self.kind)
        claim = store.get(RECORDS_OF[kind], self.rid)
        state = states(store.connection, kind, claim.rid)[claim.rid]
        descent = descents(store.connection, kind, claim.rid).get(claim.rid, "")
        change = checked_change(claim, state, descent, self.change)
        require_decision(store, self.decision)
        status = Status.parse(self.status).value if self.status.strip() else ""
        evidence = chosen_evidence(store, kind, claim, self.evidence)
        judgement = Judgement(claim, state, change, self.reason, self.decision, evidence, status)
        version = record(store, kind, [judgement])[0]
        store.label = f"Recorded version {version.number} of {claim_words(claim)}: {Change(change).words}"
        return version


@register
@dataclass(frozen=True)
class ReturnToVersion(Command):
    """Copy a recorded version back into the open draft; the recorded versions stay. Returns the draft.

    An element that was merged into another since then stands there as that other.
    """

    kind: str
    version: Rid

    def apply(self, store: Store) -> VersionRecord:
        kind = claim_kind(self.kind)
        recorded = store.get(VERSIONS_OF[kind], self.version)
        if not recorded.number:
            raise RefusedChange("This is the open draft itself; choose a recorded version. Nothing was changed.")
        owner = recorded.configuration if isinstance(recorded, records.ConfigurationVersion) else recorded.statement
        claim = store.get(RECORDS_OF[kind], owner)
        draft = store.find(VERSIONS_OF[kind], **{_OWNER[kind]: owner}, number=0)[0]
        if kind == CONFIGURATION:
            _bring_contents_back(store, claim, draft.rid, recorded.rid)
        draft = store.put(replace(draft, if_text="", then_text="", because_text=""))
        draft = store.put(replace(draft, **_written_parts(store, kind, claim.rid, recorded)))  # type: ignore[arg-type]
        store.label = f"Returned to version {recorded.number} of {claim_words(claim)}"
        return draft


_OWNER = {CONFIGURATION: "configuration", STATEMENT: "statement"}


def _bring_contents_back(store: Store, claim: ClaimRecord, draft: Rid, version: Rid) -> None:
    contents = store.find(records.PlaceContent, version=version)
    now = [_as_it_is_now(store, claim, content) for content in contents]
    for content in store.find(records.PlaceContent, version=draft):
        store.delete(content)
    seen: set[tuple[Rid, int, Rid | None, Rid | None, str]] = set()
    for content in now:
        key = (content.place, content.alternative, content.element, content.attribute, content.attribute_value)
        if key in seen:
            continue  # two elements that were merged since
        seen.add(key)
        store.put(replace(content, rid=0, id="", version=draft, wording="", created_at="", created_by=None))


def _as_it_is_now(store: Store, claim: ClaimRecord, content: records.PlaceContent) -> records.PlaceContent:
    """Return a content with the element that stands for its own today."""
    rid, passed = content.element, set()
    while rid is not None and rid not in passed:
        passed.add(rid)
        element = store.first(records.Element, rid=rid)
        if element is None:
            raise RefusedChange(
                f"“{content.wording}” of {claim_words(claim)} is no longer in the library; add it again first. "
                "Nothing was changed."
            )
        if element.merged_into is None:
            break
        rid = element.merged_into
    return replace(content, element=rid)


def _written_parts(store: Store, kind: str, claim: Rid, recorded: VersionRecord) -> dict[str, str]:
    """Return the parts to write into the draft: those that its places would not read as."""
    from ipof_workbench.storage.queries.snapshots import states

    generated = states(store.connection, kind, claim)[claim].parts
    then = (recorded.if_text, recorded.then_text, recorded.because_text)
    fields = ("if_text", "then_text", "because_text")
    return {
        field: "" if now.split() == before.split() else before
        for field, now, before in zip(fields, generated, then, strict=True)
    }


def pieces(number: int) -> str:
    """Return “1 piece of evidence” or “3 pieces of evidence”."""
    return counted(number, "piece of evidence", "pieces of evidence")
