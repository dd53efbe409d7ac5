"""Publications in a list, without what they keep."""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import PublicationRow


def publications(connection: Connection) -> list[PublicationRow]:
    """Return the publications: drafts first, then the frozen ones, each oldest first."""
    rows = connection.exec_driver_sql(
        """SELECT b.rid, b.name, b.note, b.frozen_at, b.sha256, coalesce(a.name, ''),
            (SELECT count(*) FROM published_quote q WHERE q.publication = b.rid)
        FROM publication b LEFT JOIN analyst a ON a.rid = b.created_by
        ORDER BY b.frozen_at <> '', b.frozen_at, b.rid"""
    )
    return [PublicationRow(*row) for row in rows]


def publication_names(connection: Connection) -> dict[Rid, str]:
    """Return the names of all publications."""
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT rid, name FROM publication")}


def waves(connection: Connection) -> list[str]:
    """Return the waves that documents name, in the order of the alphabet."""
    return [
        row[0] for row in connection.exec_driver_sql("SELECT DISTINCT wave FROM document WHERE wave <> '' ORDER BY 1")
    ]
