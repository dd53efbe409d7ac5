"""What can be read of cases: one case in all it holds, and several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ipof_workbench.app.cmo_table import illustrative
from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.case_rows import (
    NOTHING_KNOWN,
    AcrossRow,
    CaseClaim,
    CasePage,
    ClaimName,
    LookedForRow,
    Weighed,
)
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.evidence_counts import counts_of, stances_of
from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, EvidenceRow
from ipof_workbench.domain.vocabulary import MemoKind
from ipof_workbench.storage.queries import cases, evidence, findings, study, trail
from ipof_workbench.storage.queries.scope import with_sub_cases

BEST_QUOTES = 3
"""Quotes that show a configuration in a case, at most."""


class CaseReading(Reader):
    """Within one case, and across several."""

    def page(self, case: Rid, scope: Filter = EVERYTHING) -> CasePage:
        """Return everything on a case with its sub-cases; raises `NotFound` where it is gone.

        Evidence is that of this case alone, as far as it passes the filter.
        """
        rows: list[CaseRow] = self._read(study.cases)
        row = next((row for row in rows if row.rid == case), None)
        if row is None:
            raise NotFound("This case is no longer in the project.")
        inside: frozenset[Rid] = self._read(cases.below, case)
        searches: list[LookedForRow] = self._read(cases.looked_for, inside)
        made, said = self._claims(row.name, inside, searches, self._within(scope, inside))
        values: dict[Rid, dict[Rid, str]] = self._read(study.attribute_values, "case")
        memos = [memo for memo in self._read(trail.memos, "case", case) if memo.kind == MemoKind.CASE_SUMMARY]
        return CasePage(
            row,
            tuple(self._read(study.attributes, "case")),
            values.get(case, {}),
            tuple(self._read(cases.data, inside)),
            self._read(cases.participants, inside),
            made,
            said,
            tuple(searches),
            tuple(memos),
        )

    def evidence(self, claim: ClaimName, case: Rid, scope: Filter = EVERYTHING) -> list[EvidenceRow]:
        """Return the evidence of one case (with its sub-cases) on a configuration or statement."""
        inside: frozenset[Rid] = self._read(cases.below, case)
        which = "configuration" if claim.kind == "configuration" else "statement"
        found: list[EvidenceRow] = self._read(
            evidence.evidence, **{which: claim.rid}, scope=self._within(scope, inside)
        )
        return found

    def findings(self, claim: ClaimName, case: Rid) -> list[FindingEvidenceRow]:
        """Return the findings counted in one case (or one of its sub-cases) that bear on a claim."""
        inside: frozenset[Rid] = self._read(cases.below, case)
        which = "configuration" if claim.kind == "configuration" else "statement"
        found: list[FindingEvidenceRow] = self._read(findings.finding_evidence, **{which: claim.rid})
        return [row for row in found if row.case in inside]

    def across(self, chosen: Sequence[Rid], scope: Filter = EVERYTHING) -> list[AcrossRow]:
        """Return every configuration and statement with what each chosen case (with its sub-cases) says on it."""
        found: dict[tuple[str, Rid, Rid], Weighed] = self._read(cases.weighed, replace(scope, cases=frozenset()))
        inside: dict[Rid, frozenset[Rid]] = {case: self._read(cases.below, case) for case in chosen}
        claims: list[ClaimName] = self._read(cases.claims)
        return [
            AcrossRow(
                claim,
                {case: _together(found.get((claim.kind, claim.rid, each)) for each in inside[case]) for case in chosen},
            )
            for claim in claims
        ]

    def names(self) -> list[tuple[Rid, str]]:
        """Return (rid, name) of all cases in their order."""
        found: list[tuple[Rid, str]] = self._read(cases.names)
        return found

    def claims(self) -> list[ClaimName]:
        """Return all configurations, then all statements, each in the natural order of their numbers."""
        found: list[ClaimName] = self._read(cases.claims)
        return found

    def _within(self, scope: Filter, inside: frozenset[Rid]) -> Filter:
        """Return the filter narrowed to some cases; where the two have no case in common, nothing passes."""
        if not scope.cases:
            return replace(scope, cases=inside)
        passing: frozenset[Rid] = self._read(with_sub_cases, scope.cases)
        return replace(scope, cases=(inside & passing) or frozenset({-1}))

    def _claims(
        self, case_name: str, inside: frozenset[Rid], searches: Sequence[LookedForRow], scope: Filter
    ) -> tuple[tuple[CaseClaim, ...], tuple[CaseClaim, ...]]:
        said: list[EvidenceRow] = self._read(evidence.evidence, scope=scope)
        meant: frozenset[Rid] = self._read(cases.scoped_to, inside)
        by_claim: dict[tuple[str, Rid], list[EvidenceRow]] = {}
        for row in said:
            if row.configuration is not None:
                by_claim.setdefault(("configuration", row.configuration), []).append(row)
            elif row.statement is not None:
                by_claim.setdefault(("theory_statement", row.statement), []).append(row)
        sought: dict[tuple[str, Rid], list[str]] = {}
        for search in searches:
            sought.setdefault((search.kind, search.about), []).append(search.case_name)
        names: list[ClaimName] = self._read(cases.claims)
        found = [
            _claim(
                name,
                by_claim.get((name.kind, name.rid), ()),
                name.kind == "configuration" and name.rid in meant,
                sought.get((name.kind, name.rid), ()),
                case_name,
            )
            for name in names
            if (name.kind, name.rid) in by_claim
            or (name.kind, name.rid) in sought
            or (name.kind == "configuration" and name.rid in meant)
        ]
        return (
            tuple(claim for claim in found if claim.claim.kind == "configuration"),
            tuple(claim for claim in found if claim.claim.kind != "configuration"),
        )


def _claim(
    name: ClaimName, rows: Sequence[EvidenceRow], in_scope: bool, looked_in: Sequence[str], case_name: str
) -> CaseClaim:
    below = tuple(found for found in looked_in if found != case_name)
    best = tuple(illustrative(rows, BEST_QUOTES))
    return CaseClaim(name, counts_of(rows), stances_of(rows), best, case_name in looked_in, in_scope, below)


def _together(cells: Iterable[Weighed | None]) -> Weighed:
    found = [cell for cell in cells if cell is not None]
    if not found:
        return NOTHING_KNOWN
    return Weighed(
        sum(cell.supporting for cell in found),
        sum(cell.opposing for cell in found),
        any(cell.looked_for for cell in found),
    )
