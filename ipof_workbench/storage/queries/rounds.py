"""Who codes a document, and how far each of them is."""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.round_rows import RoundRow


def rounds_of(connection: Connection, document: Rid, analyst: Rid) -> list[RoundRow]:
    """Return one row for each analyst who coded a document or said how far they are, and for `analyst` in any case.

    `analyst` comes first, the others by name. Who said nothing is under way as soon as there is a coding of theirs.
    """
    rows = connection.exec_driver_sql(
        """SELECT a.rid, a.name, a.initials, coalesce(r.status, CASE WHEN coalesce(n.codings, 0) > 0
                THEN 'in_progress' ELSE 'uncoded' END), coalesce(r.note, ''), coalesce(n.codings, 0)
        FROM analyst a LEFT JOIN coding_round r ON r.analyst = a.rid AND r.document = ?1
        LEFT JOIN (SELECT k.analyst, count(*) AS codings FROM excerpt x JOIN coding k ON k.excerpt = x.rid
            WHERE x.document = ?1 GROUP BY k.analyst) n ON n.analyst = a.rid
        WHERE a.rid = ?2 OR r.rid IS NOT NULL OR n.codings > 0
        ORDER BY a.rid <> ?2, a.name COLLATE NOCASE, a.rid""",
        (document, analyst),
    )
    return [RoundRow._make(row) for row in rows.fetchall()]
