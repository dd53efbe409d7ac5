"""What can be read of the trail: memos, decisions, and who did what to which record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ipof_workbench.app.audit_words import line_of, named_records, wanted_names
from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.domain.trail_rows import (
    AuditChange,
    AuditDetail,
    AuditEntry,
    AuditLine,
    AuditStep,
    DecisionRow,
    MemoQuoteRow,
    MemoRow,
    SubjectRow,
)
from ipof_workbench.storage.queries import audit, subjects, trail

CHANGES_SHOWN = 200
"""Changes of one step that are put in words at a time; an import has many thousand."""
SUBJECTS_SHOWN = 6
"""Records of one step that are led to; a freeze records versions of all."""


class TrailReading(Reader):
    """Memos, decisions and the audit."""

    # --- memos

    def memos(
        self,
        *,
        words: str = "",
        kinds: Iterable[str] = (),
        inferences: Iterable[str] = (),
        about_kind: str | None = None,
    ) -> list[MemoRow]:
        """Return the memos, newest first, that hold all `words` in title or body (accents and case do not matter), are
        of one of the kinds and of one of the ways of reasoning (empty: any), and are about that kind of record."""
        wanted, kinds, inferences = folded(words).split(), set(kinds), set(inferences)
        found: list[MemoRow] = self._read(trail.memos)
        return [
            memo
            for memo in found
            if (not kinds or memo.kind in kinds)
            and (not inferences or memo.inference in inferences)
            and (about_kind is None or memo.about_kind == about_kind)
            and (not wanted or _holds(memo, wanted))
        ]

    def memos_on(self, kind: str, rid: Rid | None) -> list[MemoRow]:
        """Return the memos on one record (kind "" and None: on the whole study), newest first."""
        found: list[MemoRow] = self._read(trail.memos, kind, rid)
        return found

    def count_of_memos(self, kind: str, rid: Rid) -> int:
        """Return how many memos there are on one record (`kind` is its table)."""
        found: int = self._read(trail.count_of_memos, kind, rid)
        return found

    def memo(self, rid: Rid) -> MemoRow:
        """Return one memo; raises `NotFound` where it is gone."""
        found: MemoRow | None = self._read(trail.memo, rid)
        if found is None:
            raise NotFound("This memo is no longer in the project.")
        return found

    def memo_quotes(self, memos: Sequence[Rid]) -> dict[Rid, tuple[MemoQuoteRow, ...]]:
        """Return memo -> the passages that it quotes, in their order."""
        found: dict[Rid, tuple[MemoQuoteRow, ...]] = self._read(trail.memo_quotes, memos)
        return found

    # --- decisions

    def decisions(self) -> list[DecisionRow]:
        """Return the decisions with what they are about and their votes, the last held first."""
        found: list[DecisionRow] = self._read(trail.decisions)
        return found

    def decision(self, rid: Rid) -> DecisionRow:
        """Return one decision; raises `NotFound` where it is gone."""
        found: list[DecisionRow] = self._read(trail.decisions, rid)
        if not found:
            raise NotFound("This decision is no longer in the project.")
        return found[0]

    def decisions_about(self, kind: str, rid: Rid) -> list[DecisionRow]:
        """Return the decisions about one record, the last recorded first."""
        rids: list[Rid] = self._read(trail.decisions_about, kind, rid)
        return [self.decision(found) for found in rids]

    def names(self, wanted: Iterable[tuple[str, Rid]]) -> dict[tuple[str, Rid], str]:
        """Return (table, rid) -> what a record is called, of those that are there."""
        found: dict[tuple[str, Rid], str] = self._read(subjects.names, wanted)
        return found

    # --- the audit

    def audit_of(self, kind: str, rid: Rid) -> list[AuditEntry]:
        """Return what happened to a record (`kind` is its table) and to what belongs to it, newest first."""
        changes: list[tuple[Rid, AuditChange]] = self._read(audit.changes_of, kind, rid)
        steps: dict[Rid, AuditStep] = self._read(audit.steps, [step for step, _ in changes])
        lines = self._lines([change for _, change in changes])
        by_step: dict[Rid, list[AuditLine]] = {}
        for (step, _), line in zip(changes, lines, strict=True):
            by_step.setdefault(step, []).append(line)
        return [AuditEntry(steps[step], tuple(found)) for step, found in by_step.items() if step in steps]

    def audit_steps(self, since: Rid = 0) -> list[AuditStep]:
        """Return the steps of the journal from `since` on, newest first, with the tables they touched. For a worker
        where it is all of them: there are many."""
        found: list[AuditStep] = self._read(audit.all_steps, since)
        return found

    def audit_lines(self, step: Rid, limit: int = CHANGES_SHOWN) -> tuple[list[AuditLine], int]:
        """Return what a step did, in words, at most `limit` lines, and how many there are."""
        changes: list[AuditChange]
        changes, total = self._read(audit.changes_of_step, step, limit)
        return self._lines(changes), total

    def audit_step(self, step: Rid, kinds: Collection[str]) -> AuditDetail:
        """Return what a step did, and the records of some tables that it changed or that belong to what it changed,
        as far as they are there. For a worker where it may be an import: its rows are counted."""
        changes: list[AuditChange]
        changes, total = self._read(audit.changes_of_step, step, CHANGES_SHOWN)
        return AuditDetail(step, tuple(self._lines(changes)), total, tuple(self._subjects(changes, kinds)))

    def _subjects(self, changes: Sequence[AuditChange], kinds: Collection[str]) -> list[SubjectRow]:
        wanted = dict.fromkeys(named for change in changes for named in named_records(change) if named[0] in kinds)
        names = self.names(wanted)
        return [SubjectRow(*named, names[named]) for named in wanted if named in names][:SUBJECTS_SHOWN]

    def _lines(self, changes: Sequence[AuditChange]) -> list[AuditLine]:
        names = self.names(wanted_names(changes))
        return [line_of(change, names) for change in changes]


def _holds(memo: MemoRow, wanted: Sequence[str]) -> bool:
    text = folded(f"{memo.title}\n{memo.body}")
    return all(word in text for word in wanted)
