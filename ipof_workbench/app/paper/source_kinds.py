"""From which kinds of data the evidence for a configuration comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.report_table import Cell
from ipof_workbench.domain.vocabulary import DocumentKind

KINDS_NOTE = "Source types: documents of each kind with a passage for the configuration."


def kinds_cell(rows: Iterable[EvidenceRow]) -> Cell:
    """Return from which kinds of data the evidence comes, and from how many documents of each."""
    documents = {(row.kind, row.document) for row in rows}
    counted = Counter(kind for kind, _ in documents)
    return Cell.of(", ".join(f"{kind.words} {counted[kind]:,}" for kind in DocumentKind if counted[kind]))
