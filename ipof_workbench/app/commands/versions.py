"""Versions: recording the open draft of a configuration or statement as a judgement, and returning to one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.recording import (
    RECORDS_OF,
    VERSIONS_OF,
    ClaimRecord,
    Judgement,
    VersionRecord,
    checked_change,
    chosen_evidence,
    claim_kind,
    claim_words,
    record,
    require_decision,
)
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.domain.vocabulary import Change, Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


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
        from ipof_workbench.storage.queries.states import states
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
    from ipof_workbench.storage.queries.states import states

    generated = states(store.connection, kind, claim)[claim].parts
    then = (recorded.if_text, recorded.then_text, recorded.because_text)
    fields = ("if_text", "then_text", "because_text")
    return {
        field: "" if now.split() == before.split() else before
        for field, now, before in zip(fields, generated, then, strict=True)
    }
