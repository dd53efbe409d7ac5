"""The versions of the schema: `user_version` counts them; each migration takes a project one version up.

A migration is a function of a connection, run in one transaction after a backup; undo never crosses it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from ipof_workbench.storage.tables import TEXT_SEARCH, TEXT_SEARCH_MEMORY, metadata

APPLICATION_ID: Final = 0x69504F46
"""“iPOF” in ASCII: says that a SQLite file is ours."""

SCHEMA_VERSION: Final = 1
"""The version that this program writes."""

Migration = Callable[[Connection], None]

MIGRATIONS: dict[int, Migration] = {}
"""Version that a project has -> what takes it to the next. Version 1 is the first: nothing leads to it yet."""


def create_schema(connection: Connection) -> None:
    """Make all tables of a new project, inside the caller's transaction."""
    for table in metadata.tables.values():
        table.create(connection)
    connection.exec_driver_sql(TEXT_SEARCH)
    connection.exec_driver_sql(TEXT_SEARCH_MEMORY)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def close_undo(connection: Connection) -> None:
    """End the reach of undo and redo at this point (after a migration, or an erasure)."""
    connection.exec_driver_sql(
        "UPDATE journal_step SET undo_top = NULL, redo_top = NULL WHERE rid = (SELECT max(rid) FROM journal_step)"
    )


def migrate(connection: Connection, version: int, migrations: dict[int, Migration] = MIGRATIONS) -> int:
    """Take a project from `version` as far as the migrations lead and return the version reached.

    Each migration is one transaction; one that fails leaves the project at the version before it.
    """
    while version in migrations:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            migrations[version](connection)
            close_undo(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
        version += 1
    return version
