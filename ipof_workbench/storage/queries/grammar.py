"""The grammar of the project and what uses its roles."""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.domain.grammar_rows import RoleUse
from ipof_workbench.domain.identity import Rid

# An empty place is a leftover, not use.
_USE = """SELECT
    (SELECT count(*) FROM place p WHERE p.role = ?1 AND (
        EXISTS (SELECT 1 FROM place_content c WHERE c.place = p.rid)
        OR EXISTS (SELECT 1 FROM evidence e WHERE e.place = p.rid))),
    (SELECT count(*) FROM coding WHERE role = ?1),
    (SELECT count(*) FROM element WHERE role = ?1),
    (SELECT count(*) FROM diagram_position WHERE role = ?1)"""


def role_use(connection: Connection, role: Rid) -> RoleUse:
    """Return how often a role is used."""
    row = connection.exec_driver_sql(_USE, (role,)).fetchone()
    assert row is not None
    return RoleUse._make(row)


def uses(connection: Connection) -> dict[Rid, RoleUse]:
    """Return role -> how often it is used, for all roles of all grammars."""
    return {
        row[0]: role_use(connection, row[0]) for row in connection.exec_driver_sql("SELECT rid FROM role").fetchall()
    }
