"""Evidence on configurations, places, links and statements, and how much of it there is.

What is counted is an account: passages of one bundle count once, a passage in no bundle by itself. Findings are no
codings: they stand in `queries.findings`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.evidence_counts import counts_of, stances_of
from ipof_workbench.domain.evidence_rows import BundleRow, ElsewhereRow
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import Counts, EvidenceRow
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.storage.queries.scope import SOURCE, evidence_conditions

ACCOUNT = "coalesce(-e.bundle, e.coding)"
"""What counts as one coding: the bundle (negative, so that the two never meet), else the coding."""

_ON = "coalesce(e.configuration, p.configuration)"

# CROSS JOIN is how SQLite is told the order of its loops (sqlite.org/lang_select.html): evidence and what it hangs on
# are read in the order in which they were written, three times as fast as from the documents down.
_BEARING = """FROM evidence e LEFT JOIN place p ON p.rid = e.place
    CROSS JOIN coding k ON k.rid = e.coding
    JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document """


def configuration_counts(
    connection: Connection, scope: Filter = EVERYTHING
) -> dict[Rid, tuple[Counts, dict[str, int]]]:
    """Return configuration -> counts, and how many accounts take each stance."""
    conditions = evidence_conditions(connection, scope)
    stances = ", ".join(f"sum(b.stance = '{stance.value}')" for stance in Stance)
    rows = connection.exec_driver_sql(
        f"""WITH b AS (SELECT {_ON} AS configuration, e.stance, {ACCOUNT} AS account, d."case" AS "case",
            {SOURCE} AS source {_BEARING} WHERE {_ON} IS NOT NULL AND {conditions.sql})
        SELECT b.configuration, count(DISTINCT b.source), count(DISTINCT b.account), count(DISTINCT b."case"), {stances}
        FROM b GROUP BY b.configuration""",
        tuple(conditions.parameters),
    ).fetchall()
    twice = _counted_twice(connection, scope)
    return {
        row[0]: (
            Counts(row[1], row[2], row[3]),
            {
                stance.value: n - twice.get((row[0], stance.value), 0)
                for stance, n in zip(Stance, row[4:], strict=True)
                if n
            },
        )
        for row in rows
    }


def _counted_twice(connection: Connection, scope: Filter) -> dict[tuple[Rid, str], int]:
    """Return (configuration, stance) -> the pieces of evidence that are not the first of their bundle.

    Bundles are few: looking at them apart leaves the count of everything as fast as it is.
    """
    conditions = evidence_conditions(connection, scope)
    rows = connection.exec_driver_sql(
        f"""SELECT {_ON}, e.stance, count(*) - count(DISTINCT e.bundle) {_BEARING}
        WHERE e.bundle IS NOT NULL AND {_ON} IS NOT NULL AND {conditions.sql} GROUP BY {_ON}, e.stance""",
        tuple(conditions.parameters),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def counts_of_configuration(
    connection: Connection, configuration: Rid, scope: Filter = EVERYTHING
) -> tuple[Counts, dict[str, int]]:
    """Return the counts of one configuration, and how many accounts take each stance."""
    rows = evidence(connection, configuration=configuration, scope=scope)
    return counts_of(rows), stances_of(rows)


_EVIDENCE = f"""SELECT e.rid, k.rid, g.rid, coalesce(g.number, ''), e.place, coalesce(r.key, ''), k.element,
    coalesce(m.label, t.name, ''), e.stance, e.strength, e.rationale, a.name, d.rid, d.name, d.kind, d."case",
    coalesce(c.name, ''), w.rid, coalesce(w.name, ''), coalesce(w.role, ''),
    CASE WHEN w.consent = 'withdrawn' OR 'none' IN (coalesce(w.quote_policy, ''), coalesce(c.quote_policy, ''))
        THEN 'none' WHEN 'paraphrase' IN (coalesce(w.quote_policy, ''), coalesce(c.quote_policy, ''))
        THEN 'paraphrase' ELSE 'verbatim' END,
    x.start, x."end", x.quote, e.directness, e.epistemic, e.elicited, coalesce(v.number, sv.number), e.bundle, e.link,
    e.statement, coalesce(s.number, ''), coalesce(pr.key, '')
    FROM evidence e LEFT JOIN place p ON p.rid = e.place LEFT JOIN role pr ON pr.rid = p.role
    LEFT JOIN configuration g ON g.rid = {_ON}
    JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
    JOIN analyst a ON a.rid = e.analyst LEFT JOIN "case" c ON c.rid = d."case"
    LEFT JOIN role r ON r.rid = k.role LEFT JOIN element m ON m.rid = k.element
    LEFT JOIN thematic_code t ON t.rid = k.code
    LEFT JOIN configuration_version v ON v.rid = e.version
    LEFT JOIN theory_statement s ON s.rid = e.statement
    LEFT JOIN statement_version sv ON sv.rid = e.statement_version
    LEFT JOIN participant w ON w.rid = nullif(max({SOURCE}, 0), 0) """


def evidence(
    connection: Connection,
    *,
    configuration: Rid | None = None,
    element: Rid | None = None,
    role_key: str = "",
    link: Rid | None = None,
    statement: Rid | None = None,
    pieces: Sequence[Rid] | None = None,
    scope: Filter = EVERYTHING,
) -> list[EvidenceRow]:
    """Return the passages that are evidence and pass the filter, by case and document: of one configuration, of an
    element (in a role), of a link, of a statement, among some pieces, or all."""
    conditions = evidence_conditions(connection, scope)
    if configuration is not None:
        conditions.add(
            "e.rid IN (SELECT rid FROM evidence WHERE configuration = ? UNION SELECT v.rid FROM evidence v "
            "JOIN place q ON q.rid = v.place WHERE q.configuration = ?)",
            configuration,
            configuration,
        )
    if element is not None:
        conditions.add("k.element = ?", element)
    if role_key:
        conditions.add("r.key = ?", role_key)
    if link is not None:
        conditions.add("e.link = ?", link)
    if statement is not None:
        conditions.add("e.statement = ?", statement)
    if pieces is not None:
        conditions.add("e.rid IN (SELECT value FROM json_each(?))", json.dumps(list(pieces)))
    rows = connection.exec_driver_sql(
        f"{_EVIDENCE} WHERE {conditions.sql} ORDER BY c.position, c.name, d.rid, x.start, e.rid",
        tuple(conditions.parameters),
    ).fetchall()
    return [EvidenceRow(*row) for row in rows]


def bearing(connection: Connection, scope: Filter = EVERYTHING) -> dict[Rid, frozenset[tuple[int, int, Rid]]]:
    """Return configuration -> (account, source, case or 0) of the evidence that passes.

    An account is as in `ACCOUNT`, a source as in `scope.SOURCE`.
    """
    conditions = evidence_conditions(connection, scope)
    rows = connection.exec_driver_sql(
        f"""SELECT {_ON}, {ACCOUNT}, {SOURCE}, coalesce(d."case", 0) {_BEARING}
        WHERE {_ON} IS NOT NULL AND {conditions.sql}""",
        tuple(conditions.parameters),
    ).fetchall()
    found: dict[Rid, set[tuple[int, int, Rid]]] = {}
    for row in rows:
        found.setdefault(row[0], set()).add((row[1], row[2], row[3]))
    return {configuration: frozenset(triples) for configuration, triples in found.items()}


def sources(connection: Connection, pieces: Sequence[Rid]) -> set[int]:
    """Return whose words some pieces of evidence are, as in `scope.SOURCE`."""
    marks = ", ".join("?" * len(pieces))
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT {SOURCE} FROM evidence e JOIN coding k ON k.rid = e.coding "
        f"JOIN excerpt x ON x.rid = k.excerpt WHERE e.rid IN ({marks})",
        tuple(pieces),
    )
    return {row[0] for row in rows}


def bundles(connection: Connection) -> list[BundleRow]:
    """Return the bundles with their members, oldest first."""
    members: dict[Rid, list[Rid]] = {}
    for row in connection.exec_driver_sql("SELECT bundle, rid FROM evidence WHERE bundle IS NOT NULL ORDER BY rid"):
        members.setdefault(row[0], []).append(row[1])
    rows = connection.exec_driver_sql("SELECT rid, note FROM evidence_bundle ORDER BY rid")
    return [BundleRow(row[0], row[1], tuple(members.get(row[0], ()))) for row in rows]


def elsewhere(connection: Connection, piece: Rid, only: Rid | None = None) -> list[ElsewhereRow]:
    """Return what else the passage or finding of a piece of evidence bears on, whatever it is coded as (by the analyst
    `only`)."""
    row = connection.exec_driver_sql(
        "SELECT k.excerpt, e.finding FROM evidence e LEFT JOIN coding k ON k.rid = e.coding WHERE e.rid = ?", (piece,)
    ).fetchone()
    if row is None:
        return []
    same = "e.finding = ?" if row[0] is None else "e.coding IN (SELECT rid FROM coding WHERE excerpt = ?)"
    rows = connection.exec_driver_sql(
        f"""SELECT e.rid, {_ON}, e.link, e.statement,
            coalesce(g.number, s.number, f.number || ' ' || l.kind || ' ' || t.number, ''), e.stance
        FROM evidence e LEFT JOIN place p ON p.rid = e.place LEFT JOIN configuration g ON g.rid = {_ON}
        LEFT JOIN theory_statement s ON s.rid = e.statement LEFT JOIN configuration_link l ON l.rid = e.link
        LEFT JOIN configuration f ON f.rid = l.from_configuration
        LEFT JOIN configuration t ON t.rid = l.to_configuration
        WHERE {same} AND e.rid <> ? AND (? IS NULL OR e.coding IS NULL OR e.coding IN (SELECT rid FROM coding
            WHERE analyst = ?)) ORDER BY e.rid""",
        (row[1] if row[0] is None else row[0], piece, only, only),
    )
    return [ElsewhereRow(*found) for found in rows]
