"""The versions of the schema: `user_version` counts them; each migration takes a project one version up.

A migration is a function of a connection, run in one transaction after a backup; undo never crosses it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Index
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ipof_workbench.storage.tables import TEXT_SEARCH, TEXT_SEARCH_MEMORY, metadata

APPLICATION_ID: Final = 0x69504F46
"""“iPOF” in ASCII: says that a SQLite file is ours."""

SCHEMA_VERSION: Final = 4
"""The version that this program writes."""

Migration = Callable[[Connection], None]


def statements_of(name: str) -> list[str]:
    """Return the SQL statements of a file beside this module; each ends with a semicolon at the end of a line."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("--"))
    return [found for part in "\n".join(lines).split(";\n") if (found := part.strip(" \n;"))]


def _runs(name: str) -> Migration:
    """Return the migration that runs the statements of a file beside this module."""

    def migration(connection: Connection) -> None:
        for statement in statements_of(name):
            connection.exec_driver_sql(statement)

    return migration


MIGRATIONS: dict[int, Migration] = {
    1: _runs("migration_2.sql"),
    2: _runs("migration_3.sql"),
    3: _runs("migration_4.sql"),
}
"""Version that a project has -> what takes it to the next."""


@cache
def schema_statements() -> tuple[str, ...]:
    """Return the SQL that makes the tables of a project and their indexes.

    Printed once: SQLAlchemy takes longer to print it than SQLite to run it.
    """
    dialect = sqlite.dialect()
    parts: list[CreateTable | CreateIndex] = []
    for table in metadata.tables.values():
        parts.append(CreateTable(table))
        parts += [CreateIndex(index) for index in sorted(table.indexes, key=by_name)]
    return tuple(str(part.compile(dialect=dialect)) for part in parts)


def by_name(index: Index) -> str:
    """Return what indexes are put in order by."""
    return str(index.name)


def create_schema(connection: Connection) -> None:
    """Make all tables of a new project, inside the caller's transaction."""
    for statement in schema_statements():
        connection.exec_driver_sql(statement)
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
