"""Statements with what expresses them and their evidence; rounds of prioritising; rivals, theories, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import NO_COUNTS, Counts
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.prioritising import Vote
from ipof_workbench.domain.statement_rows import (
    Expressing,
    ListedStatement,
    RecommendationRow,
    RivalGroupRow,
    RivalRow,
    RoundRow,
    RoundVotes,
    StatementsOverview,
    SuggestedRivals,
    TheoryRow,
    TheoryUseRow,
)
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.storage import frozen_contents
from ipof_workbench.storage.queries.evidence import ACCOUNT
from ipof_workbench.storage.queries.scope import SOURCE, evidence_conditions

# --- statements


def listed_statements(connection: Connection, scope: Filter = EVERYTHING) -> list[ListedStatement]:
    """Return the statements in their order, with counts of the evidence that passes the filter."""
    counted = statement_counts(connection, scope)
    findings = _numbers(connection, _FINDINGS)
    expressing = _expressing(connection)
    rivals = _rival_names(connection)
    found: list[ListedStatement] = []
    for row in connection.exec_driver_sql(_STATEMENTS).fetchall():
        if scope.theory_areas and row[8] not in scope.theory_areas:
            continue
        counts, stances = counted.get(row[0], (NO_COUNTS, {}))
        if counts.sources < scope.minimum_sources:
            continue
        beside = (expressing.get(row[0], ()), counts, stances, row[12], rivals.get(row[0], ()), findings.get(row[0], 0))
        found.append(ListedStatement(*_values(row[:12], *beside)))
    return sorted(found, key=lambda held: (held.position, natural_key(held.number)))


_STATEMENTS = """SELECT s.rid, v.rid, s.number, v.if_text, v.then_text, v.because_text, s.status, s.priority, s.source,
    s.theory_area, coalesce(a.name, ''), s.position,
    (SELECT count(*) FROM statement_version w WHERE w.statement = s.rid AND w.number > 0)
    FROM theory_statement s JOIN statement_version v ON v.statement = s.rid AND v.number = 0
    LEFT JOIN theory_area a ON a.rid = s.theory_area"""
_FINDINGS = """SELECT statement, count(*) FROM evidence WHERE statement IS NOT NULL AND finding IS NOT NULL
    GROUP BY statement"""


def _numbers(connection: Connection, sql: str) -> dict[Rid, int]:
    return {row[0]: row[1] for row in connection.exec_driver_sql(sql)}


def statement_counts(connection: Connection, scope: Filter = EVERYTHING) -> dict[Rid, tuple[Counts, dict[str, int]]]:
    """Return statement -> counts in threes, and how many accounts take each stance (a bundle counts once)."""
    conditions = evidence_conditions(connection, scope)
    sums = ", ".join(f"sum(b.stance = '{stance.value}')" for stance in Stance)
    # Counted in SQL: fetching thirty thousand rows takes longer than counting them. Read in the order of the file
    # (CROSS JOIN, and no index on the statement), as the configurations are.
    rows = connection.exec_driver_sql(
        f"""WITH b AS (SELECT e.statement, e.stance, {ACCOUNT} AS account, d."case" AS "case", {SOURCE} AS source
            FROM evidence e CROSS JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt
            JOIN document d ON d.rid = x.document WHERE +e.statement IS NOT NULL AND {conditions.sql})
        SELECT b.statement, count(DISTINCT b.source), count(DISTINCT b.account), count(DISTINCT b."case"), {sums}
        FROM b GROUP BY b.statement""",
        tuple(conditions.parameters),
    )
    twice = _counted_twice(connection, scope)
    return {
        row[0]: (
            Counts(row[1], row[2], row[3]),
            {
                stance.value: number - twice.get((row[0], stance.value), 0)
                for stance, number in zip(Stance, row[4:], strict=True)
                if number
            },
        )
        for row in rows.fetchall()
    }


def _counted_twice(connection: Connection, scope: Filter) -> dict[tuple[Rid, str], int]:
    """Return (statement, stance) -> the pieces of evidence that are not the first of their bundle."""
    conditions = evidence_conditions(connection, scope)
    rows = connection.exec_driver_sql(
        f"""SELECT e.statement, e.stance, count(*) - count(DISTINCT e.bundle) FROM evidence e
        JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
        WHERE e.bundle IS NOT NULL AND e.statement IS NOT NULL AND {conditions.sql} GROUP BY e.statement, e.stance""",
        tuple(conditions.parameters),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _expressing(connection: Connection) -> dict[Rid, tuple[Expressing, ...]]:
    """Return statement -> the configurations that express it, by number."""
    rows = connection.exec_driver_sql(
        "SELECT l.statement, g.rid, g.number, g.title FROM statement_configuration l "
        "JOIN configuration g ON g.rid = l.configuration"
    )
    return _by_first(rows)


def _by_first(rows: Iterable[Any]) -> dict[Rid, tuple[Expressing, ...]]:
    found: dict[Rid, list[Expressing]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(Expressing(*rest))
    return {first: tuple(_by_number(held)) for first, held in found.items()}


def _by_number(configurations: Iterable[Expressing]) -> list[Expressing]:
    return sorted(configurations, key=lambda configuration: natural_key(configuration.number))


def _rival_names(connection: Connection) -> dict[Rid, tuple[str, ...]]:
    rows = connection.exec_driver_sql(
        "SELECT m.statement, r.name FROM rival_member m JOIN rival_group r ON r.rid = m.rivals "
        "WHERE m.statement IS NOT NULL ORDER BY r.rid"
    )
    found: dict[Rid, tuple[str, ...]] = {}
    for statement, name in rows:
        found[statement] = (*found.get(statement, ()), name)
    return found


def unexpressed(connection: Connection) -> list[Expressing]:
    """Return the configurations that express no statement, by number."""
    rows = connection.exec_driver_sql(
        "SELECT g.rid, g.number, g.title FROM configuration g WHERE NOT EXISTS "
        "(SELECT 1 FROM statement_configuration l WHERE l.configuration = g.rid)"
    )
    return _by_number(Expressing(*row) for row in rows)


def overview(connection: Connection, scope: Filter = EVERYTHING) -> StatementsOverview:
    """Return the statements, and the configurations that express none."""
    return StatementsOverview(tuple(listed_statements(connection, scope)), tuple(unexpressed(connection)))


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KEPT_FREEZES = 32
_ids_of_freezes: dict[str, frozenset[str]] = {}
"""SHA-256 of a freeze's content -> the ids in it. Contents never change, so what was read once stays right."""


def frozen_statements(connection: Connection) -> dict[Rid, str]:
    """Return statement -> the name of the first freeze of the theory that holds it."""
    found: dict[Rid, str] = {}
    freezes = connection.exec_driver_sql("SELECT name, sha256 FROM programme_theory ORDER BY rid").fetchall()
    if not freezes:
        return found
    ids = {row[1]: row[0] for row in connection.exec_driver_sql("SELECT rid, id FROM theory_statement")}
    for name, sha256 in freezes:
        for known in _ids_in(connection, sha256) & ids.keys():
            found.setdefault(ids[known], name)
    return found


def _ids_in(connection: Connection, sha256: str) -> frozenset[str]:
    if sha256 not in _ids_of_freezes:
        content = frozen_contents.kept(connection, sha256)
        while len(_ids_of_freezes) >= _KEPT_FREEZES:
            _ids_of_freezes.pop(next(iter(_ids_of_freezes)))
        _ids_of_freezes[sha256] = frozenset(_ID.findall(content or ""))
    return _ids_of_freezes[sha256]


# --- rounds of prioritising


def rounds(connection: Connection) -> list[RoundRow]:
    """Return the rounds of prioritising, newest first."""
    rows = connection.exec_driver_sql(
        """SELECT d.rid, d.wording, d.held_on, d.attendees, d.counting, d.note, d.created_at, coalesce(a.name, ''),
            (SELECT count(*) FROM decision_subject s WHERE s.decision = d.rid AND s.about_kind = 'theory_statement'),
            (SELECT count(DISTINCT v.voter) FROM statement_vote v WHERE v.decision = d.rid)
        FROM decision d LEFT JOIN analyst a ON a.rid = d.created_by
        WHERE d.kind = 'prioritised' AND d.counting <> '' ORDER BY d.rid DESC"""
    )
    return [RoundRow(*row) for row in rows]


def round_votes(connection: Connection, decision: Rid) -> RoundVotes | None:
    """Return who gave what in a round, or None where it is gone."""
    row = next((row for row in rounds(connection) if row.decision == decision), None)
    if row is None:
        return None
    subjects = connection.exec_driver_sql(
        "SELECT s.about FROM decision_subject s JOIN theory_statement t ON t.rid = s.about "
        "WHERE s.decision = ? AND s.about_kind = 'theory_statement' ORDER BY s.rid",
        (decision,),
    )
    votes = connection.exec_driver_sql(
        "SELECT voter, statement, value FROM statement_vote WHERE decision = ? ORDER BY rid", (decision,)
    )
    return RoundVotes(row, tuple(held[0] for held in subjects), tuple(Vote(*held) for held in votes))


# --- rivals


def rival_groups(connection: Connection) -> list[RivalGroupRow]:
    """Return the groups of rivals in the order of their making, members by number."""
    members: dict[Rid, list[RivalRow]] = {}
    for row in connection.exec_driver_sql(
        """SELECT m.rivals, m.rid, CASE WHEN m.configuration IS NULL THEN 'theory_statement' ELSE 'configuration' END,
            coalesce(m.configuration, m.statement), coalesce(g.number, s.number),
            coalesce(g.title, nullif(v.then_text, ''), v.if_text), m.verdict
        FROM rival_member m LEFT JOIN configuration g ON g.rid = m.configuration
        LEFT JOIN theory_statement s ON s.rid = m.statement
        LEFT JOIN statement_version v ON v.statement = m.statement AND v.number = 0"""
    ):
        members.setdefault(row[0], []).append(RivalRow(*row[1:]))
    rows = connection.exec_driver_sql(
        """SELECT r.rid, r.name, r.question, r.adjudication, r.decision, coalesce(d.held_on, ''),
            coalesce(d.attendees, '') FROM rival_group r LEFT JOIN decision d ON d.rid = r.decision ORDER BY r.rid"""
    )
    found = []
    for row in rows:
        own = sorted(members.get(row[0], ()), key=lambda held: (held.kind, natural_key(held.number)))
        found.append(RivalGroupRow(*_values(row, tuple(own))))
    return found


def suggested_rivals(connection: Connection) -> list[SuggestedRivals]:
    """Return configurations joined by rival links, directly or over others, that stand in no group together."""
    names = {
        row[0]: Expressing(*row) for row in connection.exec_driver_sql("SELECT rid, number, title FROM configuration")
    }
    joined: dict[Rid, set[Rid]] = {}
    for start, end in connection.exec_driver_sql(
        "SELECT from_configuration, to_configuration FROM configuration_link WHERE kind = 'rival'"
    ):
        whole = joined.get(start, {start}) | joined.get(end, {end})
        for rid in whole:
            joined[rid] = whole
    groups: dict[Rid, set[Rid]] = {}
    for group, configuration in connection.exec_driver_sql(
        "SELECT rivals, configuration FROM rival_member WHERE configuration IS NOT NULL"
    ):
        groups.setdefault(group, set()).add(configuration)
    apart = {frozenset(whole) for whole in joined.values() if not any(whole <= members for members in groups.values())}
    found = [tuple(_by_number(names[rid] for rid in whole)) for whole in apart]
    return [SuggestedRivals(whole) for whole in sorted(found, key=lambda whole: natural_key(whole[0].number))]


# --- substantive theories and recommendations

_USES = """SELECT u.rid, u.theory, t.name,
    CASE WHEN u.configuration IS NOT NULL THEN 'configuration' WHEN u.statement IS NOT NULL THEN 'theory_statement'
        ELSE 'element' END, coalesce(u.configuration, u.statement, u.element), coalesce(g.number, s.number, ''),
    coalesce(g.title, nullif(v.then_text, ''), v.if_text, m.label, ''), u.construct, u.note
    FROM substantive_theory_use u JOIN substantive_theory t ON t.rid = u.theory
    LEFT JOIN configuration g ON g.rid = u.configuration LEFT JOIN theory_statement s ON s.rid = u.statement
    LEFT JOIN statement_version v ON v.statement = u.statement AND v.number = 0
    LEFT JOIN element m ON m.rid = u.element"""


def theory_uses(
    connection: Connection,
    *,
    configuration: Rid | None = None,
    statement: Rid | None = None,
    element: Rid | None = None,
) -> list[TheoryUseRow]:
    """Return where substantive theories are used: for one thing, or (without any) everywhere."""
    wanted = {"configuration": configuration, "statement": statement, "element": element}
    given = [(f"u.{field} = ?", rid) for field, rid in wanted.items() if rid is not None]
    where = f" WHERE {' AND '.join(test for test, _ in given)}" if given else ""
    rows = connection.exec_driver_sql(f"{_USES}{where}", tuple(rid for _, rid in given))
    return sorted(
        (TheoryUseRow(*row) for row in rows),
        key=lambda use: (use.theory_name.casefold(), use.kind, natural_key(use.about_number or use.about_title)),
    )


def theories(connection: Connection) -> list[TheoryRow]:
    """Return the substantive theories by name, with their uses."""
    uses: dict[Rid, list[TheoryUseRow]] = {}
    for use in theory_uses(connection):
        uses.setdefault(use.theory, []).append(use)
    rows = connection.exec_driver_sql(
        "SELECT rid, name, authors, citation, constructs, note FROM substantive_theory "
        "ORDER BY name COLLATE NOCASE, rid"
    )
    return [TheoryRow(*_values(row, tuple(uses.get(row[0], ())))) for row in rows]


def _values(row: Iterable[Any], *further: Any) -> list[Any]:
    return [*row, *further]


def recommendations(connection: Connection) -> list[RecommendationRow]:
    """Return the recommendations in their order, with the configurations they follow from."""
    ground = _by_first(
        connection.exec_driver_sql(
            "SELECT l.recommendation, g.rid, g.number, g.title FROM recommendation_configuration l "
            "JOIN configuration g ON g.rid = l.configuration"
        )
    )
    rows = connection.exec_driver_sql(
        "SELECT rid, wording, audience, note, position FROM recommendation ORDER BY position, rid"
    )
    return [RecommendationRow(*_values(row, ground.get(row[0], ()))) for row in rows]
