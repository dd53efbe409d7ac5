"""How much evidence there is: sources, codings and cases, and how many take each stance. A bundle counts once."""

from __future__ import annotations

from collections.abc import Iterable

from ipof_workbench.domain.listings import Counts, EvidenceRow


def counts_of(rows: Iterable[EvidenceRow]) -> Counts:
    """Return the three counts of some evidence; a bundle counts as one coding."""
    listed = list(rows)
    return Counts(
        len({row.source for row in listed}),
        len({row.account for row in listed}),
        len({row.case for row in listed if row.case is not None}),
    )


def stances_of(rows: Iterable[EvidenceRow]) -> dict[str, int]:
    """Return how many accounts take each stance: a bundle once for each of its stances."""
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.stance, set()).add(-row.bundle if row.bundle is not None else row.evidence)
    return {stance: len(pieces) for stance, pieces in found.items()}
