"""Passages judged against the theory; coded outcomes, what is coded near them, and whether anything explains them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.judging_rows import HeldIn, JudgedRow, OutcomeRow, PassageRow
from ipof_workbench.domain.listings import Counts
from ipof_workbench.storage.queries.scope import SOURCE, coding_conditions, evidence_conditions

NOT_COUNTED = ("rejected", "parked")
"""A configuration of this status explains nothing (any more)."""


def configurations(connection: Connection) -> list[tuple[Rid, str, str, str, str]]:
    """Return (rid, number, title, status, name of the theory area) of all configurations, without counting."""
    rows = connection.exec_driver_sql(
        "SELECT g.rid, g.number, g.title, g.status, coalesce(a.name, '') FROM configuration g "
        "LEFT JOIN theory_area a ON a.rid = g.theory_area"
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def judged(connection: Connection, document: Rid, scope: Filter = EVERYTHING) -> list[JudgedRow]:
    """Return the evidence from a document that bears on statements and configurations, in the order of the text."""
    conditions = evidence_conditions(connection, scope)
    conditions.add("x.document = ?", document)
    rows = connection.exec_driver_sql(
        f"""SELECT CASE WHEN e.statement IS NULL THEN 'configuration' ELSE 'theory_statement' END,
            coalesce(e.statement, e.configuration, p.configuration), e.rid, k.rid, x.start, x."end", e.stance,
            e.place IS NULL
        FROM excerpt x JOIN coding k ON k.excerpt = x.rid JOIN evidence e ON e.coding = k.rid
        JOIN document d ON d.rid = x.document LEFT JOIN place p ON p.rid = e.place
        WHERE coalesce(e.statement, e.configuration, p.configuration) IS NOT NULL AND {conditions.sql}
        ORDER BY x.start, e.rid""",
        tuple(conditions.parameters),
    )
    return [JudgedRow._make((*row[:7], bool(row[7]))) for row in rows]


def outcomes(connection: Connection, document: Rid | None = None, scope: Filter = EVERYTHING) -> list[OutcomeRow]:
    """Return the outcomes that passages are coded with: those that nothing explains first, the most coded first.

    Outcomes are elements in a role whose part of the sentence is “then”. With a `document`, only those coded in it
    are given; the counts are those of the whole project all the same.
    """
    conditions = coding_conditions(connection, scope)
    if document is not None:
        conditions.add(
            "k.element IN (SELECT o.element FROM excerpt y JOIN coding o ON o.excerpt = y.rid WHERE y.document = ?)",
            document,
        )
    parameters: tuple[Any, ...] = (document, *conditions.parameters)
    having = "HAVING here > 0" if document is not None else ""
    rows = connection.exec_driver_sql(
        f"""SELECT k.element, k.role, r.key, r.letter, m.label, m.named, count(DISTINCT {SOURCE}), count(*),
            count(DISTINCT d."case"), count(CASE WHEN x.document = ? THEN 1 END) AS here
        FROM coding k JOIN role r ON r.rid = k.role AND r.connector = 'then' AND NOT r.hidden
        JOIN element m ON m.rid = k.element
        JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
        WHERE {conditions.sql} GROUP BY k.element, k.role {having}""",
        parameters,
    ).fetchall()
    held = _held_in(connection)
    found = [
        OutcomeRow(
            row[0], row[2], row[3], row[4], bool(row[5]), Counts(*row[6:9]), row[9], held.get((row[0], row[1]), ())
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.is_explained, -row.counts.codings, row.label.casefold()))


def _held_in(connection: Connection) -> dict[tuple[Rid, Rid], tuple[HeldIn, ...]]:
    """Return (element, role) -> the configurations in whose drafts it stands, in the order of their making."""
    standing = """FROM place_content c JOIN configuration_version v ON v.rid = c.version AND v.number = 0
        JOIN place p ON p.rid = c.place JOIN role r ON r.rid = p.role """
    explaining = {
        row[0]
        for row in connection.exec_driver_sql(
            f"SELECT DISTINCT p.configuration {standing} WHERE r.connector = 'because' AND NOT r.hidden"
        )
    }
    found: dict[tuple[Rid, Rid], list[HeldIn]] = {}
    marks = ", ".join("?" * len(NOT_COUNTED))
    for element, role, rid, number in connection.exec_driver_sql(
        f"SELECT c.element, p.role, g.rid, g.number {standing} JOIN configuration g ON g.rid = p.configuration "
        f"WHERE r.connector = 'then' AND c.element IS NOT NULL AND g.status NOT IN ({marks}) ORDER BY g.rid",
        NOT_COUNTED,
    ):
        found.setdefault((element, role), []).append(HeldIn(rid, number, rid in explaining))
    return {key: tuple(held) for key, held in found.items()}


_PASSAGE = """SELECT k.rid, k.element, m.label, r.key, r.letter, d.rid, d.name, coalesce(c.name, ''), x.start, x."end",
    x.quote, (SELECT t.rid FROM turn t WHERE t.revision = x.revision AND t.start <= x.start
        ORDER BY t.start DESC LIMIT 1),
    EXISTS (SELECT 1 FROM evidence e LEFT JOIN place p ON p.rid = e.place
        WHERE e.coding = k.rid AND coalesce(e.configuration, p.configuration) = ?), r.connector
    FROM coding k JOIN role r ON r.rid = k.role AND NOT r.hidden JOIN element m ON m.rid = k.element
    JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
    LEFT JOIN "case" c ON c.rid = d."case" """


def outcome_passages(
    connection: Connection,
    element: Rid,
    role_key: str,
    configuration: Rid | None = None,
    document: Rid | None = None,
    scope: Filter = EVERYTHING,
) -> list[PassageRow]:
    """Return the passages coded with an outcome, those of `document` first."""
    conditions = coding_conditions(connection, scope)
    conditions.add("k.element = ? AND r.key = ?", element, role_key)
    rows = connection.exec_driver_sql(
        f"{_PASSAGE} WHERE {conditions.sql} ORDER BY (d.rid = ?) DESC, c.position, c.name, d.rid, x.start",
        (configuration, *conditions.parameters, document),
    )
    return [PassageRow._make((*row[:11], "turn", 0, bool(row[12]))) for row in rows]


def passages_near(
    connection: Connection,
    element: Rid,
    role_key: str,
    configuration: Rid | None = None,
    document: Rid | None = None,
    scope: Filter = EVERYTHING,
) -> list[PassageRow]:
    """Return what is coded as context, mechanism ... in the accounts that tell of an outcome, the nearest first.

    An account is a document; with `document`, only that one. Passages of the same turn come before those of the rest
    of the account.
    """
    conditions = coding_conditions(connection, scope)
    conditions.add(
        "x.document IN (SELECT y.document FROM coding o JOIN role q ON q.rid = o.role "
        "JOIN excerpt y ON y.rid = o.excerpt WHERE o.element = ? AND q.key = ?)",
        element,
        role_key,
    )
    conditions.add("(k.element = ? AND r.key = ?) OR r.connector IN ('if', 'because')", element, role_key)
    if document is not None:
        conditions.add("x.document = ?", document)
    rows = connection.exec_driver_sql(
        f"{_PASSAGE} WHERE {conditions.sql} ORDER BY d.rid, x.start", (configuration, *conditions.parameters)
    ).fetchall()
    outcome: dict[Rid, list[tuple[int, int, Rid | None]]] = {}
    for row in rows:
        if row[1] == element and row[3] == role_key:
            outcome.setdefault(row[5], []).append((row[8], row[9], row[11]))
    found = []
    for row in rows:
        if row[13] == "then":
            continue
        here = outcome.get(row[5])
        if here is None:
            continue  # nobody whose codings pass has coded the outcome in this account
        apart = min(max(0, start - row[9], row[8] - end) for start, end, _ in here)
        same = row[11] is None or any(turn == row[11] for _, _, turn in here)
        found.append(PassageRow._make((*row[:11], "turn" if same else "account", apart, bool(row[12]))))
    return sorted(found, key=lambda row: (row.near != "turn", row.apart, row.coding))
