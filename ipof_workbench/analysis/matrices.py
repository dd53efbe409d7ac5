"""Configurations by cases: how many passages speak for and against each configuration in each case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, ConfigurationRow, EvidenceRow
from ipof_workbench.domain.vocabulary import Stance

if TYPE_CHECKING:
    import pandas as pd

FOR = frozenset({Stance.SUPPORTS, Stance.PARTLY_SUPPORTS, Stance.REFINES})
AGAINST = frozenset({Stance.CHALLENGES, Stance.SUPPORTS_RIVAL})


@dataclass(frozen=True, slots=True)
class CaseCell:
    """Distinct codings for one configuration in one case: all, those for it, those against it.

    A bundle counts as one. A coding may be on both sides: it can support one part and challenge another.
    """

    codings: int
    supporting: int
    opposing: int


NO_EVIDENCE = CaseCell(0, 0, 0)


def by_case(evidence: Iterable[EvidenceRow]) -> dict[tuple[Rid, Rid], CaseCell]:
    """Return (configuration, case) -> what speaks for and against; pairs without evidence are left out."""
    gathered: dict[tuple[Rid, Rid], list[EvidenceRow]] = {}
    for row in evidence:
        if row.configuration is not None and row.case is not None:
            gathered.setdefault((row.configuration, row.case), []).append(row)
    return {
        pair: CaseCell(
            len({row.account for row in rows}),
            len({row.account for row in rows if row.stance in FOR}),
            len({row.account for row in rows if row.stance in AGAINST}),
        )
        for pair, rows in gathered.items()
    }


def matrix_frame(
    configurations: Sequence[ConfigurationRow],
    cases: Sequence[CaseRow],
    cells: Mapping[tuple[Rid, Rid], CaseCell],
) -> pd.DataFrame:
    """Return configurations (rows, by number) by cases (columns, by name): distinct codings, 0 where there is none."""
    import pandas

    counts = [[cells.get((row.rid, case.rid), NO_EVIDENCE).codings for case in cases] for row in configurations]
    numbers = pandas.Index([row.number for row in configurations], name="configuration")
    return pandas.DataFrame(counts, index=numbers, columns=[case.name for case in cases])
