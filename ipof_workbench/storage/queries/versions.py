"""Recorded versions of configurations and statements, and the theories that were frozen."""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid

_RECORDED = {
    "element": "SELECT 1 FROM place_content c JOIN configuration_version v ON v.rid = c.version "
    "WHERE c.element = ? AND v.number > 0 LIMIT 1",
    "attribute_definition": "SELECT 1 FROM place_content c JOIN configuration_version v ON v.rid = c.version "
    "WHERE c.attribute = ? AND v.number > 0 LIMIT 1",
    "decision": "SELECT 1 FROM configuration_version WHERE decision = ?1 AND number > 0 UNION ALL "
    "SELECT 1 FROM statement_version WHERE decision = ?1 AND number > 0 UNION ALL "
    "SELECT 1 FROM programme_theory WHERE decision = ?1 LIMIT 1",
}


def is_recorded(connection: Connection, table: str, rid: Rid) -> bool:
    """Tell whether a recorded version or a frozen theory refers to a row of `table` (element, attribute_definition or
    decision)."""
    return connection.exec_driver_sql(_RECORDED[table], (rid,)).fetchone() is not None
