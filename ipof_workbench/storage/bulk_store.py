"""Many rows as one change: those of an import, of a query, or a column of many rows.

They build no dataclasses and are journaled as (table, import); undo takes them back as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields
from itertools import chain, count, islice
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid, new_ids
from ipof_workbench.domain.records import Record, TextRevision
from ipof_workbench.storage import revisions
from ipof_workbench.storage.bare import Selection
from ipof_workbench.storage.journal import Journal
from ipof_workbench.storage.record_reader import RecordReader
from ipof_workbench.storage.record_rows import literal, quoted, storable_value, words_of
from ipof_workbench.storage.tables import TABLES

BULK_BATCH = 10_000
"""Rows that go to SQLite at a time (PERFORMANCE 1)."""
_IDS_AT_A_TIME = 1_000


class BulkStore(RecordReader):
    """Stores many rows of one kind as one change of the journal, inside its owner's transaction.

    Attributes:
        connection: for the queries of `storage.queries` inside the transaction.
        touched: what was changed so far: rids by kind, None for a bulk change.
        label: the words of the step; a command may set it.
        at: when the step takes place (UTC, ISO 8601).
    """

    def __init__(
        self,
        connection: Connection,
        *,
        journal: Journal | None = None,
        step: Rid = 0,
        analyst: Rid | None = None,
        at: str = "",
        coalescing: bool = False,
    ) -> None:
        super().__init__(connection)
        self.touched: dict[type[Record], set[Rid] | None] = {}
        self.label = ""
        self.analyst = analyst
        self._journal = journal
        self._step = step
        self.at = at
        self._coalescing = coalescing

    def next_rid(self, kind: type[Record]) -> Rid:
        """Return the rid that the first row of a bulk insert will get."""
        row = self.connection.exec_driver_sql(f'SELECT coalesce(max(rid), 0) + 1 FROM "{TABLES[kind].name}"').fetchone()
        assert row is not None
        return int(row[0])

    def bulk_insert(
        self, kind: type[Record], names: Sequence[str], rows: Iterable[tuple[Any, ...]], import_rid: Rid
    ) -> int:
        """Store many rows of one import and return how many.

        `names` are the fields that the tuples hold, in order, without `rid`, `id`, the creation and the import; other
        fields take the defaults of the record. The rows get consecutive rids from `next_rid(kind)` on. The rows stay
        together as the import's: they are journaled as one change and undone as one.
        """
        fixed = self._bulk_constants(kind, names, import_rid)
        sql = (
            f'INSERT INTO "{TABLES[kind].name}" ({quoted(("rid", "id", *names, *fixed))}) VALUES '
            f"({', '.join('?' * (len(names) + 2))}, {', '.join(literal(value) for value in fixed.values())})"
        )
        rid = start = self.next_rid(kind)
        rest = iter(rows)
        while batch := list(islice(rest, BULK_BATCH)):
            rid = self._write_batch(kind, sql, rid, batch)
        if rid > start:
            if kind is TextRevision:
                # Once, not for each batch: FTS5 writes a segment at the end of every statement, and merges them again.
                revisions.index_from(self.connection, start)
            self._note_bulk(kind, import_rid)
        return rid - start

    def bulk_select(self, kind: type[Record], names: Sequence[str], selection: Selection, import_rid: Rid) -> int:
        """Store the rows that a query gives as `bulk_insert` stores tuples, and return how many: they never leave
        SQLite. `names` are the fields that it gives, by these names."""
        fixed = self._bulk_constants(kind, names, import_rid)
        ids = chain.from_iterable(iter(lambda: new_ids(_IDS_AT_A_TIME), None))
        raw = self.connection.connection.driver_connection
        assert raw is not None
        raw.create_function("fresh_id", 0, ids.__next__)
        result = self.connection.exec_driver_sql(
            f'INSERT INTO "{TABLES[kind].name}" ({quoted(("id", *names, *fixed))}) SELECT fresh_id(), '
            f"{quoted(names)}, {', '.join(literal(value) for value in fixed.values())} FROM ({selection.sql})",
            selection.parameters,
        )
        if result.rowcount:
            self._note_bulk(kind, import_rid)
        return result.rowcount

    def _note_bulk(self, kind: type[Record], import_rid: Rid) -> None:
        self.touched[kind] = None
        if self._journal:
            self._journal.record_bulk(self._step, TABLES[kind], import_rid)

    def move_many(
        self, kind: type[Record], column: str, moved: Sequence[tuple[Rid, Any, Any]], import_rid: Rid
    ) -> None:
        """Give many rows another value in one column: (rid, the value now, the new one). They are journaled as one
        change, which belongs to the import, and undone as one."""
        if not moved:
            return
        self._move(kind, column, [(rid, new) for rid, _, new in moved])
        self.touched[kind] = None
        if self._journal:
            self._journal.record_moves(self._step, TABLES[kind], column, import_rid, moved)

    def _move(self, kind: type[Record], column: str, values: Sequence[tuple[Rid, Any]]) -> None:
        self.connection.exec_driver_sql(
            f'UPDATE "{TABLES[kind].name}" SET "{column}" = ?2 WHERE rid = ?1', list(values)
        )

    def _bulk_constants(self, kind: type[Record], names: Sequence[str], import_rid: Rid) -> dict[str, Any]:
        constants: dict[str, Any] = {"created_at": self.at, "created_by": self.analyst, "import_rid": import_rid}
        for field in fields(kind):
            if field.name not in ("rid", "id", *constants, *names):
                if field.default is MISSING:
                    raise TypeError(f"the rows give no {field.name}, which a {words_of(kind)} needs")
                constants[field.name] = field.default
        return constants

    def _write_batch(self, kind: type[Record], sql: str, rid: Rid, batch: list[tuple[Any, ...]]) -> Rid:
        rows = [(at, new, *row) for at, new, row in zip(count(rid), new_ids(len(batch)), batch, strict=False)]
        try:
            self.connection.exec_driver_sql(sql, rows)
        except UnicodeEncodeError:
            # Looked for only now: no row of a usual import has a lone surrogate. The driver may have stored some.
            self.connection.exec_driver_sql(f'DELETE FROM "{TABLES[kind].name}" WHERE rid >= ?', (rid,))
            self.connection.exec_driver_sql(sql, [tuple(map(storable_value, row)) for row in rows])
        return rid + len(batch)

    def _note(self, kind: type[Record], rid: Rid) -> None:
        touched = self.touched.setdefault(kind, set())
        if touched is not None:
            touched.add(rid)
