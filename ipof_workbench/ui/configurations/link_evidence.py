"""The evidence on the links of one configuration: it is that of the link, and no part of the configuration's counts."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.domain.evidence_rows import FindingEvidenceRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow, LinkRow
from ipof_workbench.ui.configurations.evidence_tab import Narrowing
from ipof_workbench.ui.configurations.wording import link_words
from ipof_workbench.ui.session import Session


class LinkEvidence:
    """Passages and findings by link, read again with the configuration."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._passages: dict[Rid, Sequence[EvidenceRow]] = {}
        self._findings: dict[Rid, Sequence[FindingEvidenceRow]] = {}

    def read(self, links: Sequence[LinkRow]) -> None:
        """Read what bears on these links and passes the filter."""
        read, scope = self._session.workbench.read, self._session.current_filter
        self._passages = {link.rid: read.evidence(link=link.rid, scope=scope) for link in links}
        found = read.evidence_on.finding_evidence
        self._findings = {link.rid: found(link=link.rid, scope=scope) for link in links}

    def number(self, link: Rid) -> int:
        """Return how many accounts (a bundle is one) and findings bear on a link."""
        accounts = {(row.bundle is not None, row.bundle or row.coding) for row in self._passages.get(link, ())}
        return len(accounts) + len(self._findings.get(link, ()))

    def narrowing(self, link: LinkRow, configuration: Rid) -> Narrowing:
        """Return what narrows the list to the evidence on a link."""
        words = f"what bears on the link “{link_words(link, configuration)}”"
        return Narrowing(words, rows=lambda: (self._passages.get(link.rid, ()), self._findings.get(link.rid, ())))
