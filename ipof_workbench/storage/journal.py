"""The journal: what each step did to each row, so that every step can be undone, redone and audited (ADR 3).

Who, when and what (rows by id and hash) stand in `journal_step` and `journal_change`; the contents of the rows stand
apart in `journal_content`, so that a participant's words can be erased without losing the trail. Bulk rows (imports)
are journaled as `(table, import)` only; their contents are written when they are undone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from ipof_workbench.domain.identity import Rid
from ipof_workbench.storage.bare import rows_of
from ipof_workbench.storage.journal_steps import JournalSteps
from ipof_workbench.storage.tables import UNIQUE_TABLES, metadata

Row = Mapping[str, Any]

_CHUNK_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Change:
    """One journaled change, contents included; a bulk change has the import's rid as `row_rid` and no contents.

    A bulk change with a `column` brought no rows: it gave many rows of the table another value there.
    """

    rid: Rid
    operation: str
    table: Table
    row_rid: Rid
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    column: str = ""


def row_json(row: Row) -> str:
    """Return the canonical JSON of a row."""
    return json.dumps(dict(row), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def content_hash(text: str | None) -> str:
    """Return a short hash of a row's JSON; empty where there is no row."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32] if text is not None else ""


class Journal(JournalSteps):
    """Steps with what each did to the rows."""

    def record(
        self, step: Rid, operation: str, table: Table, row_rid: Rid, row_id: str, before: Row | None, after: Row | None
    ) -> None:
        """Write one change of one row."""
        old = row_json(before) if before is not None else None
        new = row_json(after) if after is not None else None
        rows = rows_of(
            self._connection,
            "INSERT INTO journal_change (step, operation, table_name, row_rid, row_id, before_hash, after_hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING rid",
            (step, operation, table.name, row_rid, row_id, content_hash(old), content_hash(new)),
        )
        contents = (rows[0][0], old, new)
        rows_of(self._connection, "INSERT INTO journal_content (change, before, after) VALUES (?, ?, ?)", contents)

    def record_many(self, step: Rid, operation: str, table: Table, rows: Sequence[tuple[Row | None, Row]]) -> None:
        """Write one change for each of many rows of a table: (before, after), as `record` would."""
        top = self._connection.exec_driver_sql("SELECT coalesce(max(rid), 0) FROM journal_change").scalar_one()
        changes, contents = [], []
        for rid, (before, after) in enumerate(rows, start=top + 1):
            old = row_json(before) if before is not None else None
            new = row_json(after)
            changes.append(
                (rid, step, operation, table.name, after["rid"], after["id"], content_hash(old), content_hash(new))
            )
            contents.append((rid, old, new))
        self._connection.exec_driver_sql(
            "INSERT INTO journal_change (rid, step, operation, table_name, row_rid, row_id, before_hash, after_hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            changes,
        )
        self._connection.exec_driver_sql(
            "INSERT INTO journal_content (change, before, after) VALUES (?, ?, ?)", contents
        )

    def fold_update(self, step: Rid, table: Table, row_rid: Rid, after: Row) -> bool:
        """Let a further update of a row, in a step that coalesces, replace what the step's last change made of it.

        Returns False where the step has not inserted or updated the row, or where another row of a table with unique
        columns changed since (what the one gave up the other may have taken, so their order counts): then the update
        is a change of its own.
        """
        row = self._connection.exec_driver_sql(
            "SELECT rid, operation FROM journal_change WHERE step = ? AND table_name = ? AND row_rid = ? "
            "ORDER BY rid DESC LIMIT 1",
            (step, table.name, row_rid),
        ).fetchone()
        if row is None or row[1] not in ("insert", "update"):
            return False
        if table.name in UNIQUE_TABLES:
            last = self._connection.exec_driver_sql(
                "SELECT max(rid) FROM journal_change WHERE step = ? AND table_name = ?", (step, table.name)
            ).fetchone()
            if last is None or last[0] != row[0]:
                return False
        new = row_json(after)
        self._connection.exec_driver_sql(
            "UPDATE journal_change SET after_hash = ? WHERE rid = ?", (content_hash(new), row[0])
        )
        self._connection.exec_driver_sql("UPDATE journal_content SET after = ? WHERE change = ?", (new, row[0]))
        return True

    def record_bulk(self, step: Rid, table: Table, import_rid: Rid) -> None:
        """Note once that the step brought the rows of an import into a table."""
        known = self._connection.exec_driver_sql(
            "SELECT 1 FROM journal_change WHERE step = ? AND operation = 'bulk' AND table_name = ? AND row_rid = ? "
            "AND row_id = ''",
            (step, table.name, import_rid),
        ).fetchone()
        if known is None:
            self._connection.exec_driver_sql(
                "INSERT INTO journal_change (step, operation, table_name, row_rid, row_id, before_hash, after_hash) "
                "VALUES (?, 'bulk', ?, ?, '', '', '')",
                (step, table.name, import_rid),
            )

    def record_moves(
        self, step: Rid, table: Table, column: str, import_rid: Rid, moved: Sequence[tuple[Rid, Any, Any]]
    ) -> None:
        """Write one change for many rows of a table that got another value in one column: (rid, before, after)."""
        row = self._connection.exec_driver_sql(
            "INSERT INTO journal_change (step, operation, table_name, row_rid, row_id, before_hash, after_hash) "
            "VALUES (?, 'bulk', ?, ?, ?, '', '') RETURNING rid",
            (step, table.name, import_rid, column),
        ).fetchone()
        assert row is not None
        self._keep(row[0], moved)

    def moves(self, change: Change) -> Iterator[list[tuple[Rid, Any, Any]]]:
        """Yield the (rid, before, after) of a bulk change of one column, in chunks."""
        for rows in self.kept_bulk(change):
            yield [(row[0], row[1], row[2]) for row in rows]

    def before(self, step: Rid, table: Table, row_rid: Rid) -> dict[str, Any] | None:
        """Return a row as it was before the step first changed it; None where the step made it or left it alone."""
        row = self._connection.exec_driver_sql(
            "SELECT k.before FROM journal_change c JOIN journal_content k ON k.change = c.rid "
            "WHERE c.step = ? AND c.table_name = ? AND c.row_rid = ? ORDER BY c.rid LIMIT 1",
            (step, table.name, row_rid),
        ).fetchone()
        return json.loads(row[0]) if row and row[0] is not None else None

    def changes(self, step: Rid) -> list[Change]:
        """Return the changes of a step in the order in which they were made."""
        rows = self._connection.exec_driver_sql(
            "SELECT c.rid, c.operation, c.table_name, c.row_rid, k.before, k.after, "
            "CASE c.operation WHEN 'bulk' THEN c.row_id ELSE '' END FROM journal_change c "
            "LEFT JOIN journal_content k ON k.change = c.rid WHERE c.step = ? ORDER BY c.rid",
            (step,),
        )
        return [
            Change(
                row[0],
                row[1],
                metadata.tables[row[2]],
                row[3],
                json.loads(row[4]) if row[4] is not None else None,
                json.loads(row[5]) if row[5] is not None else None,
                row[6],
            )
            for row in rows
        ]

    # --- contents of undone bulk rows

    def keep_bulk(self, change: Change) -> None:
        """Write the rows of a bulk change, compressed, before they are deleted."""
        names = ", ".join(f'"{column.name}"' for column in change.table.columns)
        cursor = self._connection.exec_driver_sql(
            f'SELECT {names} FROM "{change.table.name}" WHERE import_rid = ? ORDER BY rid', (change.row_rid,)
        )
        self._connection.exec_driver_sql("DELETE FROM journal_bulk_content WHERE change = ?", (change.rid,))
        while rows := cursor.fetchmany(_CHUNK_ROWS):
            self._keep(change.rid, rows)

    def _keep(self, change: Rid, rows: Sequence[Sequence[Any]]) -> None:
        packed = zlib.compress(json.dumps([list(row) for row in rows], ensure_ascii=False).encode("utf-8"), 1)
        self._connection.exec_driver_sql(
            "INSERT INTO journal_bulk_content (change, rows) VALUES (?, ?)", (change, packed)
        )

    def kept_bulk(self, change: Change) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the kept rows of a bulk change, in chunks, columns in the order of the table."""
        chunks = self._connection.exec_driver_sql(
            "SELECT rid FROM journal_bulk_content WHERE change = ? ORDER BY rid", (change.rid,)
        ).fetchall()
        for chunk in chunks:
            row = self._connection.exec_driver_sql(
                "SELECT rows FROM journal_bulk_content WHERE rid = ?", (chunk[0],)
            ).fetchone()
            assert row is not None
            yield [tuple(values) for values in json.loads(zlib.decompress(row[0]))]

    def forget_bulk(self, change: Change) -> None:
        """Drop the kept rows once they are back in their table."""
        self._connection.exec_driver_sql("DELETE FROM journal_bulk_content WHERE change = ?", (change.rid,))
