"""What can be read of statements and of what stands around them: rounds, rivals, theories, recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.reader import Reader
from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.evidence_counts import counts_of, stances_of
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.domain.statement_rows import (
    IN_FAVOUR,
    DecidingPassage,
    Expressing,
    ListedStatement,
    RecommendationRow,
    RivalGroupRow,
    RivalRow,
    RivalSide,
    RoundRow,
    RoundVotes,
    StatementsOverview,
    SuggestedRivals,
    TheoryRow,
    TheoryUseRow,
)
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.storage.queries import configurations, statements
from ipof_workbench.storage.queries import evidence as evidence_queries


class StatementReading(Reader):
    """The queries behind the Statements page."""

    def listed(self, scope: Filter = EVERYTHING) -> list[ListedStatement]:
        """Return the statements in their order, with counts of the evidence that passes."""
        found: list[ListedStatement] = self._read(statements.listed_statements, scope)
        return found

    def overview(self, scope: Filter = EVERYTHING) -> StatementsOverview:
        """Return the statements, and the configurations that express none."""
        found: StatementsOverview = self._read(statements.overview, scope)
        return found

    def unexpressed(self) -> list[Expressing]:
        """Return the configurations that express no statement."""
        found: list[Expressing] = self._read(statements.unexpressed)
        return found

    def frozen(self) -> dict[Rid, str]:
        """Return statement -> the name of the first freeze of the theory that holds it."""
        found: dict[Rid, str] = self._read(statements.frozen_statements)
        return found

    def rounds(self) -> list[RoundRow]:
        """Return the rounds of prioritising, newest first."""
        found: list[RoundRow] = self._read(statements.rounds)
        return found

    def round(self, decision: Rid) -> RoundVotes:
        """Return who gave what in a round; raises `NotFound` where it is gone."""
        found: RoundVotes | None = self._read(statements.round_votes, decision)
        if found is None:
            raise NotFound("This round of prioritising is no longer in the project.")
        return found

    def rival_groups(self) -> list[RivalGroupRow]:
        """Return the groups of rivals."""
        found: list[RivalGroupRow] = self._read(statements.rival_groups)
        return found

    def suggested_rivals(self) -> list[SuggestedRivals]:
        """Return configurations linked as rivals that stand in no group together."""
        found: list[SuggestedRivals] = self._read(statements.suggested_rivals)
        return found

    def rival_sides(self, group: RivalGroupRow, scope: Filter = EVERYTHING) -> tuple[RivalSide, ...]:
        """Return the rivals of a group side by side, each with its sentence and the evidence that passes."""
        return tuple(self._side(row, scope) for row in group.members)

    def _side(self, row: RivalRow, scope: Filter) -> RivalSide:
        if row.kind == "configuration":
            evidence: Sequence[EvidenceRow] = self._read(evidence_queries.evidence, configuration=row.rid, scope=scope)
            detail = self._read(configurations.detail, row.rid, scope)
            parts = dict(detail.sentence) if detail is not None else {}
        else:
            evidence = self._read(evidence_queries.evidence, statement=row.rid, scope=scope)
            parts = self._statement_parts(row.rid)
        return RivalSide(row, parts, tuple(evidence), counts_of(evidence), stances_of(evidence))

    def _statement_parts(self, statement: Rid) -> dict[str, str]:
        for row in self._read(configurations.statements):
            if row.rid == statement:
                return {"if": row.if_text, "then": row.then_text, "because": row.because_text}
        return {}

    def theories(self) -> list[TheoryRow]:
        """Return the substantive theories with their uses."""
        found: list[TheoryRow] = self._read(statements.theories)
        return found

    def theory_uses(
        self, *, configuration: Rid | None = None, statement: Rid | None = None, element: Rid | None = None
    ) -> list[TheoryUseRow]:
        """Return the substantive theories that speak to one thing, or all uses."""
        found: list[TheoryUseRow] = self._read(
            statements.theory_uses, configuration=configuration, statement=statement, element=element
        )
        return found

    def recommendations(self) -> list[RecommendationRow]:
        """Return the recommendations in their order."""
        found: list[RecommendationRow] = self._read(statements.recommendations)
        return found


def deciding_passages(sides: Sequence[RivalSide]) -> list[DecidingPassage]:
    """Return the passages that tell rivals apart: those that speak for one and against another, then those judged to
    support a rival, then those that bear on several in other ways; each once, in the order of the texts."""
    rows: dict[tuple[Rid, int, int], EvidenceRow] = {}
    takes: dict[tuple[Rid, int, int], dict[Rid, str]] = {}
    for side in sides:
        for row in side.evidence:
            key = (row.document, row.start, row.end)
            rows.setdefault(key, row)
            own = takes.setdefault(key, {})
            # A passage coded in several roles may take several stances: the sharpest one stands for it.
            if side.row.member not in own or _SHARPNESS[row.stance] < _SHARPNESS[own[side.row.member]]:
                own[side.row.member] = row.stance
    ranked = [(_rank(frozenset(own.values()), len(own)), key) for key, own in takes.items()]
    return [
        DecidingPassage(rows[key], tuple(takes[key].items()))
        for rank, key in sorted(ranked, key=lambda pair: pair[0])
        if rank < _NO_TELLING
    ]


_NO_TELLING = 3
_SHARPNESS = {
    Stance.CHALLENGES.value: 0,
    Stance.SUPPORTS_RIVAL.value: 1,
    Stance.SUPPORTS.value: 2,
    Stance.PARTLY_SUPPORTS.value: 3,
    Stance.REFINES.value: 4,
    Stance.SILENT.value: 5,
}


def _rank(stances: frozenset[str], rivals: int) -> int:
    """Return 0 for a passage that speaks for one rival and against another ... 3 for one that tells nothing."""
    against = {Stance.CHALLENGES.value, Stance.SUPPORTS_RIVAL.value}
    if rivals > 1 and stances & IN_FAVOUR and stances & against:
        return 0
    if Stance.SUPPORTS_RIVAL.value in stances:
        return 1
    return 2 if rivals > 1 else _NO_TELLING
