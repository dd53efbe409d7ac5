"""A part of a project as a paper shows it, for reading: some configurations, some waves, the paper's own numbers.

Temporary views of the same name (which win in SQLite) stand before the tables of configurations and documents, so that
every query works on them unchanged. Nothing is written to the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from ipof_workbench.domain import records
from ipof_workbench.domain.publishing import Narrowing
from ipof_workbench.domain.steps import Step
from ipof_workbench.storage.as_of import Moment, ProjectAsOf
from ipof_workbench.storage.journal import Journal
from ipof_workbench.storage.tables import TABLES

_NUMBERS = "paper_number"
_SHOWN = "paper_configuration"
_WAVES = "paper_wave"


def shadow(connection: Connection, narrowing: Narrowing) -> None:
    """Put the views before the tables; what is empty in the narrowing narrows nothing."""
    run = connection.exec_driver_sql
    if narrowing.configurations or narrowing.numbers:
        run(f"CREATE TEMP TABLE {_NUMBERS} (configuration INTEGER PRIMARY KEY, number TEXT NOT NULL)")
        run(f"CREATE TEMP TABLE {_SHOWN} (configuration INTEGER PRIMARY KEY)")
        for pair in sorted(narrowing.numbers.items()):
            run(f"INSERT INTO {_NUMBERS} VALUES (?, ?)", pair)
        for rid in sorted(narrowing.configurations):
            run(f"INSERT INTO {_SHOWN} VALUES (?)", (rid,))
        where = f"WHERE g.rid IN (SELECT configuration FROM temp.{_SHOWN})" if narrowing.configurations else ""
        number = f"coalesce((SELECT n.number FROM temp.{_NUMBERS} n WHERE n.configuration = g.rid), g.number)"
        columns = _columns(records.Configuration, "g", {"number": number})
        run(f"CREATE TEMP VIEW configuration AS SELECT {columns} FROM main.configuration g {where}")
    if narrowing.waves:
        run(f"CREATE TEMP TABLE {_WAVES} (wave TEXT PRIMARY KEY)")
        for wave in sorted(narrowing.waves):
            run(f"INSERT INTO {_WAVES} VALUES (?)", (wave,))
        columns = _columns(records.Document, "d", {})
        run(
            f"CREATE TEMP VIEW document AS SELECT {columns} FROM main.document d "
            f"WHERE d.wave IN (SELECT wave FROM temp.{_WAVES})"
        )


def _columns(kind: type[records.Record], alias: str, instead: dict[str, str]) -> str:
    return ", ".join(
        f'{instead[column.name]} AS "{column.name}"' if column.name in instead else f'{alias}."{column.name}"'
        for column in TABLES[kind].columns
    )


@contextmanager
def narrowed(connection: Connection, narrowing: Narrowing) -> Iterator[None]:
    """Let every query on a connection see what a paper shows, until the block ends."""
    try:
        shadow(connection, narrowing)
        yield
    finally:
        for kind, name in (
            *(("VIEW", name) for name in ("configuration", "document")),
            *(("TABLE", name) for name in (_NUMBERS, _SHOWN, _WAVES)),
        ):
            connection.exec_driver_sql(f"DROP {kind} IF EXISTS temp.{name}")


class WithinStep:
    """A project as an unfinished step sees it: what the step reads goes through its own connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def path(self) -> Path:
        """Where the project is."""
        rows = self._connection.exec_driver_sql("PRAGMA database_list").fetchall()
        return Path(next(row[2] for row in rows if row[1] == "main"))

    def reader(self) -> Connection:
        """Return the connection of the step."""
        return self._connection

    def history(self, limit: int | None = None) -> list[Step]:
        """Return the actions, newest first."""
        return Journal(self._connection).history(limit)


class ProjectNarrowed(ProjectAsOf):
    """A project as it is now and as a paper shows it: every reading works, every step is refused."""

    def __init__(self, path: Path, narrowing: Narrowing) -> None:
        self._narrowing = narrowing
        super().__init__(path, "")

    def _begin(self, connection: Connection, moment: str | int) -> Moment:
        row = connection.exec_driver_sql("SELECT rid, at FROM journal_step ORDER BY rid DESC LIMIT 1").fetchone()
        shadow(connection, self._narrowing)
        return Moment(row[0], row[1]) if row is not None else Moment(0, "")
