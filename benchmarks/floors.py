"""The floors of storing: the same rows, already computed, into the same tables by the same driver."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipof_workbench.storage.driver import make_engine
from ipof_workbench.storage.tables import TABLES


@dataclass(frozen=True)
class StoredRows:
    """What an import left in a project, table by table, ready to be written again."""

    tables: dict[str, list[tuple[Any, ...]]]

    @classmethod
    def of(cls, path: Path) -> StoredRows:
        """Return the rows of all imports of a project, and the cases that they needed."""
        engine = make_engine(path, read_only=True)
        found = {}
        with engine.connect() as connection:
            for table in TABLES.values():
                where = "" if table.name in ("case", "import_batch") else "WHERE import_rid IS NOT NULL"
                rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" {where} ORDER BY rid').fetchall()
                if rows:
                    found[table.name] = [tuple(row) for row in rows]
        engine.dispose()
        return cls(found)

    def write(self, connection: Any) -> None:
        """Write them in one transaction and index the texts, with nothing in between."""
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for name, rows in self.tables.items():
            cursor.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
        cursor.execute("INSERT INTO text_search (rowid, text) SELECT rid, text FROM text_revision")
        cursor.execute("COMMIT")


def raw_connection(path: Path) -> tuple[Any, Any]:
    """Return (holder, connection): the bare driver connection to a project, with its settings; keep the holder."""
    holder = make_engine(path).connect()
    return holder, holder.connection.driver_connection
