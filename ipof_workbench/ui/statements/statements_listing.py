"""What the Statements page lists, read at once: it may be read in a worker, so nothing here touches a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.domain import records
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.statement_rows import (
    ListedStatement,
    RecommendationRow,
    RivalGroupRow,
    RoundRow,
    StatementsOverview,
    SuggestedRivals,
    TheoryRow,
)

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading

SHOWN_KINDS = (
    records.TheoryStatement,
    records.StatementVersion,
    records.StatementConfiguration,
    records.TheoryArea,
    records.Configuration,
    records.ConfigurationVersion,
    records.PlaceContent,
    records.Element,
    records.ConfigurationLink,
    records.Coding,
    records.Evidence,
    records.Finding,
    records.EvidenceBundle,
    records.LookedFor,
    records.Participant,
    records.Case,
    records.Document,
    records.DocumentParticipant,
    records.Decision,
    records.StatementVote,
    records.RivalGroup,
    records.RivalMember,
    records.SubstantiveTheory,
    records.SubstantiveTheoryUse,
    records.Recommendation,
    records.RecommendationConfiguration,
    records.ProgrammeTheory,
    records.Role,
)
"""What the page shows; other changes do not touch it."""


@dataclass(frozen=True, slots=True)
class StatementsListing:
    """Everything listed; `whole_order` are all statements, also where the filter hides some; `frozen` is statement ->
    the freeze that holds it."""

    overview: StatementsOverview
    whole_order: Sequence[ListedStatement]
    areas: list[tuple[Rid, str]]
    configurations: list[ConfigurationRow]
    groups: list[RivalGroupRow]
    suggested: list[SuggestedRivals]
    theories: list[TheoryRow]
    recommendations: list[RecommendationRow]
    rounds: list[RoundRow]
    frozen: dict[Rid, str]


def read_listing(read: Reading, scope: Filter) -> StatementsListing:
    """Read it."""
    own = read.of_statements
    overview = own.overview(scope)
    return StatementsListing(
        overview,
        overview.statements if scope.is_empty else own.listed(),
        read.theory_areas(),
        read.configurations(),
        own.rival_groups(),
        own.suggested_rivals(),
        own.theories(),
        own.recommendations(),
        own.rounds(),
        own.frozen(),
    )
