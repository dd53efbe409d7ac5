"""Reading what evidence there is besides passages: findings, what was looked for, bundles, and columns of a survey."""

from __future__ import annotations

from ipof_workbench.app.findings import Column, Tabulation, column_of, tabulated
from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.evidence_rows import BundleRow, ElsewhereRow, FindingEvidenceRow, FindingRow, LookedForRow
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.storage.queries import evidence, findings, study


class EvidenceReading(Reader):
    """Findings and their evidence, looked-for notes, bundles, and statistics of attribute columns."""

    def findings(self) -> list[FindingRow]:
        """Return the findings, newest first."""
        found: list[FindingRow] = self._read(findings.findings)
        return found

    def finding_evidence(
        self,
        *,
        finding: Rid | None = None,
        configuration: Rid | None = None,
        link: Rid | None = None,
        statement: Rid | None = None,
        scope: Filter = EVERYTHING,
    ) -> list[FindingEvidenceRow]:
        """Return the findings that are evidence and pass: of one finding, on one configuration, link or statement, or
        all."""
        found: list[FindingEvidenceRow] = self._read(
            findings.finding_evidence,
            finding=finding,
            configuration=configuration,
            link=link,
            statement=statement,
            scope=scope,
        )
        return found

    def looked_for(
        self, *, configuration: Rid | None = None, statement: Rid | None = None, case: Rid | None = None
    ) -> list[LookedForRow]:
        """Return what was looked for and not found, by case: of one configuration, statement or case, or all."""
        found: list[LookedForRow] = self._read(
            findings.looked_for, configuration=configuration, statement=statement, case=case
        )
        return found

    def elsewhere(self, piece: Rid, only: Rid | None = None) -> list[ElsewhereRow]:
        """Return what else the passage or finding of a piece of evidence bears on, as everybody coded it or as the
        analyst `only` did."""
        found: list[ElsewhereRow] = self._read(evidence.elsewhere, piece, only)
        return found

    def bundles(self) -> list[BundleRow]:
        """Return the bundles with their members."""
        found: list[BundleRow] = self._read(evidence.bundles)
        return found

    def columns(self) -> list[Column]:
        """Return the attribute columns of participants, then of documents, with how many answered."""
        counts: dict[Rid, int] = self._read(findings.answered)
        found: list[AttributeColumn] = self._read(study.attributes)
        kinds = ("participant", "document", "case")
        ordered = sorted(found, key=lambda column: kinds.index(column.owner_kind))
        return [column_of(column, counts.get(column.rid, 0)) for column in ordered]

    def tabulate(self, column: Rid, by: Rid | str = "", several: bool | None = None) -> Tabulation:
        """Return n (%) of a column overall and by group: see `app.findings.tabulated`.

        Raises:
            NotFound: the column, or that to group by, is no longer in the project.
            UsageError: there are too many groups, or the column is none of theirs.
        """
        known = {held.rid: held for held in self.columns()}
        if column not in known or (isinstance(by, int) and by not in known):
            raise NotFound("This column is no longer in the project; choose another one.")
        found: Tabulation = self._read(
            tabulated, known[column], known[by] if isinstance(by, int) else by, several=several
        )
        return found
