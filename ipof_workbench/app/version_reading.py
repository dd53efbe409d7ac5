"""What can be read about versions: what was recorded, what would be, frozen theories, two moments side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.errors import NotFound, ProjectDamaged
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import PARTS, sentence
from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.domain.version_rows import (
    CONFIGURATION,
    STATEMENT,
    BehindVersion,
    FrozenTheoryRow,
    RecordedVersionRow,
    ToRecord,
)
from ipof_workbench.storage.queries import evidence, findings, snapshots, states, versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipof_workbench.storage.queries.states import State
    from ipof_workbench.theory.comparison import Comparison
    from ipof_workbench.theory.snapshot import Snapshot


class VersionReading(Reader):
    """The versions of a project."""

    def recorded(self, kind: str | None = None, claim: Rid | None = None) -> list[RecordedVersionRow]:
        """Return the recorded versions of one configuration or statement, of a kind, or all; in order."""
        found: list[RecordedVersionRow] = self._read(versions.recorded_versions, kind, claim)
        return found

    def latest_number(self, kind: str, claim: Rid) -> int:
        """Return the number of the version recorded last, 0 where there is none."""
        found: list[tuple[Rid, int]] = self._read(versions.version_numbers, kind, claim)
        return max((number for _, number in found), default=0)

    def behind(self, kind: str, claim: Rid) -> BehindVersion:
        """Return what a person sees before recording a version.

        Raises:
            NotFound: the configuration or statement is gone.
        """
        found: BehindVersion | None = self._read(_behind, kind, claim)
        if found is None:
            raise NotFound("This is no longer in the project; it may have been undone or deleted.")
        return found

    def to_record(self) -> list[ToRecord]:
        """Return what freezing the theory now would record, statements first, each by number."""
        found: list[ToRecord] = self._read(_to_record)
        return found

    def evidence_rows(self, pieces: Iterable[Rid]) -> list[EvidenceRow]:
        """Return the passages of some pieces of evidence, those that are still there, by case and document."""
        found: list[EvidenceRow] = self._read(evidence.evidence, pieces=list(pieces))
        return found

    def finding_rows(self, pieces: Iterable[Rid]) -> list[FindingEvidenceRow]:
        """Return the findings among some pieces of evidence, those that are still there."""
        found: list[FindingEvidenceRow] = self._read(findings.finding_evidence, pieces=list(pieces))
        return found

    # --- frozen theories

    def frozen(self) -> list[FrozenTheoryRow]:
        """Return the frozen theories, oldest first."""
        found: list[FrozenTheoryRow] = self._read(versions.frozen_theories)
        return found

    def frozen_named(self, name: str) -> FrozenTheoryRow:
        """Return the frozen theory of this name.

        Raises:
            NotFound: there is none; the sentence lists those there are.
        """
        known = self.frozen()
        for row in known:
            if row.name.casefold() == " ".join(name.split()).casefold():
                return row
        there = ", ".join(f"“{row.name}”" for row in known)
        raise NotFound(f"There is no frozen theory “{name}”; " + (f"there are: {there}." if there else "none is yet."))

    def content(self, theory: Rid) -> str:
        """Return the content of a frozen theory as it was stored: canonical JSON.

        Raises:
            NotFound: it is gone (its freezing was undone).
        """
        found: str | None = self._read(versions.frozen_content, theory)
        if found is None:
            raise NotFound("This frozen theory is no longer in the project; its freezing may have been undone.")
        return found

    @uncollected()
    def snapshot(self, theory: Rid | None = None) -> Snapshot:
        """Return a frozen theory, or the theory now.

        Raises:
            NotFound: the frozen theory is gone.
            ProjectDamaged: its content cannot be read.
        """
        from ipof_workbench.theory.snapshot import snapshot_of

        if theory is None:
            now: snapshots.HeldTheory = self._read(snapshots.held_theory)
            return now.snapshot
        content = self.content(theory)
        try:
            return snapshot_of(content)
        except (ValueError, KeyError, TypeError) as error:
            raise ProjectDamaged(
                "A frozen theory cannot be read: its content is not what was stored. Restore the newest backup, or "
                "look the project over with: check."
            ) from error

    @uncollected()
    def compare(self, before: Rid | None, after: Rid | None) -> Comparison:
        """Return what became of everything between two moments: frozen theories, None for now."""
        from ipof_workbench.theory.comparison import compare

        first, last = self.snapshot(before), self.snapshot(after)
        numbers = [{(claim.kind, claim.rid): claim.version for claim in each.claims} for each in (first, last)]
        return compare(first, last, self._read(versions.recorded_between, *numbers))


def _words(state: State) -> str:
    return sentence(dict(zip(PARTS, state.parts, strict=True)))


def _behind(connection: Connection, kind: str, rid: Rid) -> BehindVersion | None:
    state = states.states(connection, kind, rid).get(rid)
    if state is None:
        return None
    number, title, status = versions.head_of(connection, kind, rid)
    descent = versions.descents(connection, kind, rid).get(rid, "")
    pieces = versions.unjudged_evidence(connection, kind, rid).get(rid, [])
    return BehindVersion(
        kind,
        rid,
        number,
        title,
        status,
        state.number,
        state.differs,
        state.is_empty,
        state.suggested(descent),
        _words(state),
        tuple(piece for piece, _ in pieces),
    )


def _to_record(connection: Connection) -> list[ToRecord]:
    found: list[ToRecord] = []
    for kind in (STATEMENT, CONFIGURATION):
        heads = versions.heads_of(connection, kind)
        descents = versions.descents(connection, kind)
        rows = [
            ToRecord(kind, rid, *heads[rid][:2], state.number, state.suggested(descents.get(rid, "")), _words(state))
            for rid, state in states.states(connection, kind).items()
            if state.differs and not state.is_empty
        ]
        found.extend(sorted(rows, key=lambda row: natural_key(row.number)))
    return found
