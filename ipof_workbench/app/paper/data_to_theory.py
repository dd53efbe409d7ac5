"""From data to theory: each recorded version with who recorded it, when, on which evidence, and the memos on the way
(METHOD 5.13). The numbers of the evidence are those of the quote bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ipof_workbench.app.cmo_table import USUAL, TableOptions
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.trail_rows import MemoRow
from ipof_workbench.domain.version_rows import CLAIM_KINDS, STATEMENT, RecordedVersionRow
from ipof_workbench.domain.vocabulary import Change, Inference, Stance

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

_LONGEST_MEMO = 120


def evidence_number(evidence: Rid) -> str:
    """Return how a piece of evidence is called in print: “E12”."""
    return f"E{evidence}"


def data_to_theory(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return every recorded version of the configurations and statements, claim by claim, oldest first."""
    read = workbench.read
    passed = {row.evidence for row in read.evidence(scope=scope)} if not scope.is_empty else None
    by_claim: dict[tuple[str, Rid], list[RecordedVersionRow]] = {}
    for version in read.versions.recorded():
        by_claim.setdefault((version.kind, version.subject), []).append(version)
    memos: dict[tuple[str, Rid], list[MemoRow]] = {}
    for memo in read.trail.memos():
        if memo.about_kind in CLAIM_KINDS and memo.about is not None:
            memos.setdefault((memo.about_kind, memo.about), []).append(memo)
    claims = sorted(by_claim, key=lambda claim: (claim[0] == STATEMENT, natural_key(by_claim[claim][0].subject_number)))
    rows = [row for claim in claims for row in _rows(by_claim[claim], memos.get(claim, ()), passed)]
    return ReportTable(
        "data-to-theory",
        options.caption or f"From data to theory: every recorded version and what led to it. {workbench.title}.",
        (
            Column("claim", "CMOC or statement", 0.9),
            Column("version", "Version", 0.5, numeric=True),
            Column("at", "Date", 0.8),
            Column("analyst", "Analyst", 0.9),
            Column("change", "Change", 0.8),
            Column("evidence", "Evidence", 2.4),
            Column("reason", "Reason", 1.8),
            Column("memos", "Memos", 1.8),
        ),
        tuple(rows),
        (
            "Evidence: the passages that led to the version, by their stance then; the numbers are those of the quote "
            "bank. Memos: those on the claim that were written until then; what came after stands with the last.",
        ),
        options.label,
    )


def _rows(
    versions: Sequence[RecordedVersionRow], memos: Sequence[MemoRow], passed: set[Rid] | None
) -> Iterable[tuple[Cell, ...]]:
    before = ""
    for at, version in enumerate(versions):
        is_last = at + 1 == len(versions)
        written = [memo for memo in memos if before < memo.created_at and (is_last or memo.created_at <= version.at)]
        before = version.at
        yield (
            Cell.of(f"{'Statement' if version.kind == STATEMENT else 'CMOC'} {version.subject_number}"),
            Cell.number(version.number),
            Cell.of(version.at[:10]),
            Cell.of(version.analyst_name),
            Cell.of(Change(version.change).words if version.change else ""),
            Cell.of(_evidence(version, passed)),
            Cell.of(version.reason),
            Cell.of("\n".join(_memo(memo) for memo in reversed(written))),
        )


def _evidence(version: RecordedVersionRow, passed: set[Rid] | None) -> str:
    by_stance: dict[str, list[Rid]] = {}
    for evidence, stance in version.evidence:
        if passed is None or evidence in passed:
            by_stance.setdefault(stance, []).append(evidence)
    return "; ".join(
        f"{stance.words} {', '.join(map(evidence_number, sorted(by_stance[stance.value])))}"
        for stance in Stance
        if stance.value in by_stance
    )


def _memo(memo: MemoRow) -> str:
    words = memo.title or shorten(" ".join(memo.body.split()), _LONGEST_MEMO)
    return f"{words} ({Inference(memo.inference).words})" if memo.inference else words
