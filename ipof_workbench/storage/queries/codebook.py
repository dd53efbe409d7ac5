"""The thematic codebook: codes with their use, passages of a code, what would go with one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.codebook_rows import CodebookRow, CodeLosses, CodePassage
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import NO_COUNTS, Counts
from ipof_workbench.storage.queries.scope import SOURCE, coding_conditions


def codebook(connection: Connection, scope: Filter = EVERYTHING) -> list[CodebookRow]:
    """Return all thematic codes, siblings in their order. A code without codings that pass is listed all the same."""
    counts = _codings(connection, scope)
    rows = connection.exec_driver_sql(
        "SELECT rid, name, parent, position, statement, alias, definition, include, exclude, example, colour "
        "FROM thematic_code ORDER BY position, name COLLATE NOCASE, rid"
    )
    return [CodebookRow._make((*row, counts.get(row[0], 0))) for row in rows]


def _codings(connection: Connection, scope: Filter) -> dict[Rid, int]:
    conditions = coding_conditions(connection, scope)
    joined = (
        "JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document WHERE k.code IS NOT NULL AND "
        if conditions.parts
        else "WHERE k.code IS NOT NULL AND "
    )
    rows = connection.exec_driver_sql(
        f"SELECT k.code, count(*) FROM coding k {joined}{conditions.sql} GROUP BY k.code", tuple(conditions.parameters)
    )
    return {row[0]: row[1] for row in rows}


def counts_of(connection: Connection, codes: Sequence[Rid], scope: Filter = EVERYTHING) -> Counts:
    """Return the sources, codings and cases of codes taken together."""
    conditions = coding_conditions(connection, scope)
    conditions.add("k.code IN (SELECT value FROM json_each(?))", json.dumps(list(codes)))
    row = connection.exec_driver_sql(
        f"""SELECT count(DISTINCT {SOURCE}), count(*), count(DISTINCT d."case") FROM coding k
        JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document WHERE {conditions.sql}""",
        tuple(conditions.parameters),
    ).fetchone()
    return Counts(row[0], row[1], row[2]) if row else NO_COUNTS


def passages(connection: Connection, codes: Sequence[Rid], scope: Filter = EVERYTHING) -> list[CodePassage]:
    """Return the passages coded with any of the codes that pass, by case and document, in the order of the text."""
    conditions = coding_conditions(connection, scope)
    conditions.add("k.code IN (SELECT value FROM json_each(?))", json.dumps(list(codes)))
    rows = connection.exec_driver_sql(
        f"""SELECT k.rid, d.rid, d.name, d.kind, coalesce(c.name, ''), coalesce(w.name, ''), x.start, x."end",
            x.quote, a.name, k.note
        FROM coding k JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
        JOIN analyst a ON a.rid = k.analyst LEFT JOIN "case" c ON c.rid = d."case"
        LEFT JOIN participant w ON w.rid = {SOURCE}
        WHERE {conditions.sql} ORDER BY c.position, c.name, d.name, d.rid, x.start, k.rid""",
        tuple(conditions.parameters),
    )
    return [CodePassage._make(row) for row in rows]


def losses(connection: Connection, codes: Sequence[Rid]) -> CodeLosses:
    """Return what would go with codes."""
    row = connection.exec_driver_sql(
        """WITH gone(rid) AS (SELECT rid FROM coding WHERE code IN (SELECT value FROM json_each(?)))
        SELECT (SELECT count(*) FROM gone), count(e.rid), count(DISTINCT coalesce(e.configuration, p.configuration))
        FROM evidence e LEFT JOIN place p ON p.rid = e.place WHERE e.coding IN gone""",
        (json.dumps(list(codes)),),
    ).fetchone()
    return CodeLosses(row[0], row[1], row[2]) if row else CodeLosses(0, 0, 0)
