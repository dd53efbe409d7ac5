"""Values of attributes: of some owners, of one column, how often each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid

_PAGE = 500


def values_of(connection: Connection, owner_kind: str, owners: Sequence[Rid]) -> dict[Rid, dict[Rid, str]]:
    """Return owner -> attribute -> value for some owners of one kind."""
    found: dict[Rid, dict[Rid, str]] = {}
    for start in range(0, len(owners), _PAGE):
        page = tuple(owners[start : start + _PAGE])
        rows = connection.exec_driver_sql(
            "SELECT v.owner, v.definition, v.value FROM attribute_value v "
            "JOIN attribute_definition a ON a.rid = v.definition "
            f"WHERE a.owner_kind = ? AND v.owner IN ({', '.join('?' * len(page))})",
            (owner_kind, *page),
        )
        for owner, definition, value in rows:
            found.setdefault(owner, {})[definition] = value
    return found


def values_by_attribute(connection: Connection, owner_kind: str) -> dict[Rid, dict[Rid, str]]:
    """Return attribute -> owner -> value for one kind of owner."""
    found: dict[Rid, dict[Rid, str]] = {}
    for definition, owner, value in connection.exec_driver_sql(
        "SELECT v.definition, v.owner, v.value FROM attribute_value v "
        "JOIN attribute_definition a ON a.rid = v.definition WHERE a.owner_kind = ?",
        (owner_kind,),
    ).fetchall():
        found.setdefault(definition, {})[owner] = value
    return found


def value_counts(connection: Connection, definition: Rid) -> list[tuple[str, int]]:
    """Return (value, how many have it) of an attribute, the most frequent first."""
    rows = connection.exec_driver_sql(
        "SELECT value, count(*) FROM attribute_value WHERE definition = ? AND value <> '' "
        "GROUP BY value ORDER BY count(*) DESC, value",
        (definition,),
    )
    return [(row[0], row[1]) for row in rows]
