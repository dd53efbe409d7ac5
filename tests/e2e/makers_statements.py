"""Makers for statements and what stands around them: order, rounds of votes, rivals, theories, recommendations."""

from __future__ import annotations

from ipof_workbench.app.commands import grounding, prioritising, rivals, statements
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records
from ipof_workbench.domain.written_statements import WrittenStatement
from tests.e2e.any_command import LABELS, NAMES, NUMBERS, PEOPLE, ROLES, Draw, makes


@makes(statements.AddStatements)
def _add_statements(draw: Draw) -> Command:
    pasted = tuple(
        WrittenStatement(draw.words(), draw.words(), draw.words(), draw.of("", *NUMBERS))
        for _ in range(draw.number(0, 3))
    )
    return statements.AddStatements(pasted, draw.maybe(records.TheoryArea), renumber=bool(draw.number(0, 1)))


@makes(statements.OrderStatements)
def _order_statements(draw: Draw) -> Command:
    return statements.OrderStatements(draw.rids(records.TheoryStatement))


@makes(statements.MoveStatements)
def _move_statements(draw: Draw) -> Command:
    return statements.MoveStatements(draw.rids(records.TheoryStatement), draw.maybe(records.TheoryStatement))


@makes(statements.StatementFromConfiguration)
def _statement_from(draw: Draw) -> Command:
    return statements.StatementFromConfiguration(draw.rid(records.Configuration), draw.of("", *NUMBERS))


@makes(statements.ConfigurationFromStatement)
def _configuration_from(draw: Draw) -> Command:
    places = tuple((draw.of(*ROLES), draw.of(*LABELS, "")) for _ in range(draw.number(0, 2)))
    return statements.ConfigurationFromStatement(
        draw.rid(records.TheoryStatement), draw.of("", *NUMBERS), draw.words(), places
    )


@makes(prioritising.PrioritiseStatements)
def _prioritise(draw: Draw) -> Command:
    asked = draw.rids(records.TheoryStatement)
    lines = draw.of((None, None), (1, 1), (0, 5), (2, None), (-1, 1))
    votes = tuple((voter, rid, draw.number(0, 3)) for voter in PEOPLE[:2] for rid in dict.fromkeys(asked))
    ranks = tuple((PEOPLE[0], rid, place) for place, rid in enumerate(dict.fromkeys(asked), start=1))
    chosen, counting = draw.of((votes, "points"), (ranks, "ranks"), (votes, "ranks"), ((), "points"), (votes, "x"))
    return prioritising.PrioritiseStatements(
        chosen, counting, draw.words(), statements=draw.of((), asked), high=lines[0], medium=lines[1]
    )


@makes(rivals.AddRivals)
def _add_rivals(draw: Draw) -> Command:
    return rivals.AddRivals(
        draw.of(*NAMES, ""), draw.words(), draw.rids(records.Configuration), draw.rids(records.TheoryStatement)
    )


@makes(rivals.JoinRivals)
def _join_rivals(draw: Draw) -> Command:
    return rivals.JoinRivals(
        draw.rid(records.RivalGroup), draw.maybe(records.Configuration), draw.maybe(records.TheoryStatement)
    )


@makes(rivals.AdjudicateRivals)
def _adjudicate(draw: Draw) -> Command:
    group = draw.rid(records.RivalGroup)
    members = draw.workbench.read.find(records.RivalMember, rivals=group)
    verdicts = tuple((member.rid, draw.of("prevails", "set aside", "", "unknown")) for member in members)
    return rivals.AdjudicateRivals(group, draw.words(), verdicts, draw.words(), "2026-03-01", "Kim")


@makes(grounding.UseTheory)
def _use_theory(draw: Draw) -> Command:
    target, kind = draw.of(
        ("configuration", records.Configuration),
        ("statement", records.TheoryStatement),
        ("element", records.Element),
    )
    return grounding.UseTheory(
        draw.rid(records.SubstantiveTheory),
        **{target: draw.maybe(kind)},
        construct=draw.of("", "autonomy", "Autonomy"),
        used=bool(draw.number(0, 3)),
    )


@makes(grounding.AddRecommendation)
def _add_recommendation(draw: Draw) -> Command:
    return grounding.AddRecommendation(draw.words(), draw.of("", "hosts"), "", draw.rids(records.Configuration))


@makes(grounding.GroundRecommendation)
def _ground(draw: Draw) -> Command:
    ends = draw.rid(records.Recommendation), draw.rid(records.Configuration)
    return grounding.GroundRecommendation(*ends, follows=bool(draw.number(0, 2)))


@makes(grounding.MoveRecommendations)
def _move_recommendations(draw: Draw) -> Command:
    return grounding.MoveRecommendations(draw.rids(records.Recommendation), draw.maybe(records.Recommendation))
