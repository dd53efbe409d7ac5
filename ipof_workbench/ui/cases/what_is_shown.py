"""What the Cases page shows, and in which order its tree shows cases."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.domain import records
from ipof_workbench.domain.listings import CaseRow

SHOWN_KINDS = (
    records.Case,
    records.Document,
    records.Participant,
    records.ParticipantCase,
    records.AttributeDefinition,
    records.AttributeValue,
    records.Configuration,
    records.ConfigurationCase,
    records.TheoryStatement,
    records.StatementVersion,
    records.Evidence,
    records.Coding,
    records.LookedFor,
    records.Memo,
    records.MemoQuote,
    records.Decision,
    records.DecisionSubject,
    records.Role,
)
"""What the page shows; other changes do not touch it."""


def in_tree_order(cases: Sequence[CaseRow]) -> list[CaseRow]:
    """Return the cases as the tree shows them from the top: those without a parent come first."""
    return sorted(cases, key=lambda case: case.parent is not None)
