"""Who codes a document, and how far each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.round_rows import RoundRow
from ipof_workbench.domain.vocabulary import DocumentStatus, RoundStatus


def rounds_of(connection: Connection, document: Rid, analyst: Rid) -> list[RoundRow]:
    """Return one row for each analyst who coded a document or said how far they are, and for `analyst` in any case.

    `analyst` comes first, the others by name. Who said nothing is under way as soon as there is a coding of theirs.
    """
    rows = connection.exec_driver_sql(
        """SELECT a.rid, a.name, a.initials, coalesce(nullif(r.status, 'uncoded'), CASE WHEN coalesce(n.codings, 0) > 0
                THEN 'in_progress' ELSE 'uncoded' END), coalesce(r.note, ''), coalesce(n.codings, 0)
        FROM analyst a LEFT JOIN coding_round r ON r.analyst = a.rid AND r.document = ?1
        LEFT JOIN (SELECT k.analyst, count(*) AS codings FROM excerpt x JOIN coding k ON k.excerpt = x.rid
            WHERE x.document = ?1 GROUP BY k.analyst) n ON n.analyst = a.rid
        WHERE a.rid = ?2 OR r.rid IS NOT NULL OR n.codings > 0
        ORDER BY a.rid <> ?2, a.name COLLATE NOCASE, a.rid""",
        (document, analyst),
    )
    return [RoundRow._make(row) for row in rows.fetchall()]


def seen_by(connection: Connection, rows: Sequence[DocumentRow], analyst: Rid) -> list[DocumentRow]:
    """Return rows of documents as an analyst stands with them: nothing in them comes from another's codings."""
    marks = ", ".join("?" * len(rows))
    rids = tuple(row.rid for row in rows)
    counts = dict(
        connection.exec_driver_sql(
            "SELECT x.document, count(*) FROM excerpt x JOIN coding k ON k.excerpt = x.rid "
            f"WHERE x.document IN ({marks}) AND k.analyst = ? GROUP BY x.document",
            (*rids, analyst),
        ).cursor.fetchall()
    )
    said = dict(
        connection.exec_driver_sql(
            f"SELECT document, status FROM coding_round WHERE document IN ({marks}) AND analyst = ? "
            "AND status <> 'uncoded'",
            (*rids, analyst),
        ).cursor.fetchall()
    )
    found = []
    for row in rows:
        codings = counts.get(row.rid, 0)
        begun = DocumentStatus.IN_PROGRESS if codings else DocumentStatus.UNCODED
        status = said.get(row.rid, begun.value)
        if status == RoundStatus.CODED:
            status = DocumentStatus.FIRST_CODED.value
        found.append(row._replace(codings=codings, status=status))
    return found
