"""Statements without SQLAlchemy's results: a key press runs forty, and making them took as long as SQLite does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ipof_workbench.storage.driver import database_errors


class Selection(NamedTuple):
    """A query with its parameters, for whoever runs it."""

    sql: str
    parameters: tuple[Any, ...] = ()


def rows_of(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows (none for one that gives none).

    Raises:
        DBAPIError: as `exec_driver_sql` does.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
    except database_errors():
        # Once more (what failed did nothing), so that the error is the one that every caller knows.
        return [tuple(row) for row in connection.exec_driver_sql(sql, tuple(parameters))]
    finally:
        cursor.close()
