"""Freezing the programme theory: a version of everything that changed, and the whole of it kept as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.recording import (
    RECORDS_OF,
    Judgement,
    checked_change,
    claim_kind,
    record,
    require_decision,
)
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.domain.version_rows import CLAIM_KINDS, CONFIGURATION

if TYPE_CHECKING:
    from ipof_workbench.storage.queries.states import State
    from ipof_workbench.storage.store import Store


@register
@dataclass(frozen=True)
class FreezeTheory(Command):
    """Keep the programme theory as it stands, under a name ("IPT", "after wave 2"); nothing can change it any more.

    Every configuration and statement whose draft differs from its last version, or that has none, is recorded with
    it: with the change and reason that `changes` gives for (kind, rid), else with the suggested change. What has
    nothing in it yet is kept as it is. Returns the stored theory.
    """

    name: str
    note: str = ""
    decision: Rid | None = None
    changes: Mapping[tuple[str, Rid], tuple[str, str]] = field(default_factory=dict)

    @property
    def why(self) -> str:
        return " ".join(self.note.split())

    @uncollected()
    def apply(self, store: Store) -> records.ProgrammeTheory:
        from ipof_workbench.storage import frozen_contents
        from ipof_workbench.storage.queries.snapshots import held_theory
        from ipof_workbench.storage.queries.states import states
        from ipof_workbench.theory.snapshot import content_of, hash_of

        name = self._checked_name(store)
        require_decision(store, self.decision)
        for kind, rid in self.changes:
            store.get(RECORDS_OF[claim_kind(kind)], rid)
        drafts = {kind: states(store.connection, kind) for kind in CLAIM_KINDS}
        recorded = sum(self._record(store, kind, drafts[kind]) for kind in CLAIM_KINDS)
        held = held_theory(store.connection, drafts[CONFIGURATION])
        if not held.bare.claims:
            raise RefusedChange("There is no configuration and no statement to freeze yet; nothing was frozen.")
        content = content_of(held.bare, held.evidence)
        sha256 = hash_of(content)
        frozen_contents.keep(store.connection, sha256, content)
        store.label = f"Froze the theory as “{name}”" + (
            f" and recorded {counted(recorded, 'version')}" if recorded else ""
        )
        return store.put(
            records.ProgrammeTheory(name=name, note=self.note.strip(), sha256=sha256, decision=self.decision)
        )

    def _checked_name(self, store: Store) -> str:
        from ipof_workbench.storage.queries.versions import frozen_names

        name = " ".join(self.name.split())
        if not name:
            raise RefusedChange("A frozen theory needs a name, such as “IPT” or “after wave 2”; nothing was frozen.")
        if name.casefold() in (known.casefold() for known in frozen_names(store.connection)):
            raise RefusedChange(f"There is already a frozen theory “{name}”; choose another name. Nothing was frozen.")
        return name

    def _record(self, store: Store, kind: str, drafts: Mapping[Rid, State]) -> int:
        """Record what differs, of one kind; return how many versions that made."""
        from ipof_workbench.storage.queries.versions import descents

        claims = {claim.rid: claim for claim in store.find(RECORDS_OF[kind])}
        descended = descents(store.connection, kind)
        judged = []
        for rid, state in drafts.items():
            given = self.changes.get((kind, rid))
            if given is None and (state.is_empty or not state.differs):
                continue
            change, reason = given or ("", "")
            if given is not None and not change and not state.differs:
                continue
            chosen = checked_change(claims[rid], state, descended.get(rid, ""), change)
            judged.append(Judgement(claims[rid], state, chosen, reason, self.decision))
        if judged:
            record(store, kind, judged)
        return len(judged)
