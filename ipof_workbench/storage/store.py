"""The one generic store: get, find, put, delete, bulk_insert. It records each changed row in the journal.

Values are frozen dataclasses, mapped to tables by field name: nothing is loaded lazily, values can go to threads and
views. Bulk rows go in as tuples and build no dataclasses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from sqlalchemy.exc import IntegrityError

from ipof_workbench.domain.identity import Rid, new_id, new_ids
from ipof_workbench.domain.records import Record, TextRevision
from ipof_workbench.domain.text_edits import TextEdit
from ipof_workbench.storage import revisions
from ipof_workbench.storage.bare import rows_of
from ipof_workbench.storage.bulk_store import BulkStore
from ipof_workbench.storage.record_rows import (
    COLUMNS,
    FIELDS,
    INSERT,
    INSERT_PLAIN,
    UPDATE,
    R,
    is_plain,
    refusal_of,
    row_of,
    storable_record,
)
from ipof_workbench.storage.tables import TABLES

_MANY = 8
"""From so many records on, one statement for all is quicker than one for each."""


class Store(BulkStore):
    """Reads and writes records inside one transaction, which is its owner's to begin and end."""

    def put(self, record: R) -> R:
        """Store a record, new where its rid is 0, and return it as stored. An unchanged record is no change.

        Raises:
            NotFound: something it refers to is no longer there, or itself is not.
            RefusedChange: another record has what only one may have.
        """
        record = storable_record(record)
        return self._insert(record) if record.rid == 0 else self._update(record)

    def put_many(self, found: Sequence[R]) -> list[R]:
        """Store records of one kind as `put` does, one after the other, and return them as stored.

        Freezing a theory stores thousands: their rows and the journal's go in as a few statements. New records come
        after those that are there already, so that what the one gives up the other may take.
        """
        if self._coalescing or len(found) < _MANY:
            return [self.put(record) for record in found]
        kind = type(found[0])
        assert kind is not TextRevision, "texts are indexed one by one"
        found = [record if is_plain(record) else storable_record(record) for record in found]
        known = [record for record in found if record.rid]
        self._update_many(kind, known)
        fresh = iter(self._insert_many(kind, [record for record in found if not record.rid]))
        return [record if record.rid else next(fresh) for record in found]

    def _update_many(self, kind: type[R], found: Sequence[R]) -> None:
        held = {before.rid: before for before in self.find_among(kind, "rid", [record.rid for record in found])}
        changed = [
            (before, record)
            for record in found
            if (before := held.get(record.rid) or self.get(kind, record.rid)) != record
        ]
        rows = [(row_of(before), row_of(record)) for before, record in changed]
        names = [name for name in COLUMNS[kind] if name != "rid"]
        values = [(*(after[name] for name in names), after["rid"]) for _, after in rows]
        self._write_many(kind, UPDATE[kind], values)
        self._record_many("update", kind, rows)

    def _insert_many(self, kind: type[R], found: Sequence[R]) -> list[R]:
        stored = self._as_new(found, self.next_rid(kind))
        rows = [(None, row_of(record)) for record in stored]
        values = [tuple(after.values()) for _, after in rows]
        self._write_many(kind, INSERT_PLAIN[kind], values)
        self._record_many("insert", kind, rows)
        return stored

    def _as_new(self, found: Sequence[R], rid: Rid) -> list[R]:
        return [
            replace(
                record,
                rid=at,
                id=record.id or new,
                created_at=record.created_at or self.at,
                created_by=record.created_by if record.created_by is not None else self.analyst,
            )
            for at, new, record in zip(count(rid), new_ids(len(found)), found, strict=False)
        ]

    def _write_many(self, kind: type[Record], sql: str, values: list[tuple[Any, ...]]) -> None:
        if not values:
            return
        try:
            self.connection.exec_driver_sql(sql, values)
        except IntegrityError as error:
            refusal = refusal_of(error, kind)
            if refusal is None:
                raise
            raise refusal from error

    def _record_many(
        self, operation: str, kind: type[Record], rows: Sequence[tuple[dict[str, Any] | None, dict[str, Any]]]
    ) -> None:
        for _, after in rows:
            self._note(kind, after["rid"])
        if self._journal and rows:
            self._journal.record_many(self._step, operation, TABLES[kind], rows)

    def as_the_step_found_it(self, record: R) -> R:
        """Return a record as it was before this step, which may have changed it already where it coalesces."""
        if self._journal is None or not self._coalescing:
            return record
        kind = type(record)
        row = self._journal.before(self._step, TABLES[kind], record.rid)
        return record if row is None else kind(**{name: row[name] for name in FIELDS[kind]})

    def _write(self, kind: type[Record], sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        try:
            return rows_of(self.connection, sql, values)
        except IntegrityError as error:
            refusal = refusal_of(error, kind)
            if refusal is None:
                raise
            raise refusal from error

    def _insert(self, record: R) -> R:
        kind = type(record)
        stored = replace(
            record,
            id=record.id or new_id(),
            created_at=record.created_at or self.at,
            created_by=record.created_by if record.created_by is not None else self.analyst,
        )
        values = tuple(getattr(stored, name) if name != "rid" else None for name in COLUMNS[kind])
        if isinstance(stored, TextRevision):
            revisions.unindex_current(self.connection, (stored.document,))
        stored = replace(stored, rid=self._write(kind, INSERT[kind], values)[0][0])
        if isinstance(stored, TextRevision):
            revisions.index_current(self.connection, (stored.document,))
        self._note(kind, stored.rid)
        if self._journal:
            self._journal.record(self._step, "insert", TABLES[kind], stored.rid, stored.id, None, row_of(stored))
        return stored

    def _update(self, record: R) -> R:
        kind = type(record)
        before = self.get(kind, record.rid)
        if before == record:
            return record
        after = row_of(record)
        values = tuple(after[name] for name in COLUMNS[kind] if name != "rid")
        texts = (before.document,) if isinstance(before, TextRevision) else ()
        if texts:
            revisions.unindex_current(self.connection, texts)
        self._write(kind, UPDATE[kind], (*values, record.rid))
        if texts:
            revisions.index_current(self.connection, texts)
        self._note(kind, record.rid)
        if self._journal:
            table = TABLES[kind]
            folded = self._coalescing and self._journal.fold_update(self._step, table, record.rid, after)
            if not folded:
                self._journal.record(self._step, "update", table, record.rid, record.id, row_of(before), after)
        return record

    def put_revisions(self, found: Sequence[tuple[TextRevision, Rid, Sequence[TextEdit]]]) -> list[TextRevision]:
        """Store new revisions, each with the one before it and the edits that made it, and return them as stored.

        The journal keeps the edits. At most one revision a document: those of one call are indexed together.
        """
        if not found:
            return []
        documents = [revision.document for revision, _, _ in found]
        revisions.unindex_current(self.connection, documents)
        rid = self.next_rid(TextRevision)
        stored = self._as_new([revision for revision, _, _ in found], rid)
        self._write_many(TextRevision, INSERT_PLAIN[TextRevision], [tuple(row_of(each).values()) for each in stored])
        revisions.index_current(self.connection, documents)
        rows = [
            (None, revisions.packed(row_of(each), base, edits))
            for each, (_, base, edits) in zip(stored, found, strict=True)
        ]
        self._record_many("insert", TextRevision, rows)
        return stored

    def delete(self, record: Record) -> None:
        """Delete a record. What refers to it must be gone: the caller says what goes with it."""
        kind = type(record)
        stored = self.get(kind, record.rid)
        if isinstance(stored, TextRevision):
            revisions.unindex_current(self.connection, (stored.document,))
        self.connection.exec_driver_sql(f'DELETE FROM "{TABLES[kind].name}" WHERE rid = ?', (stored.rid,))
        if isinstance(stored, TextRevision):
            revisions.index_current(self.connection, (stored.document,))
        self._note(kind, stored.rid)
        if self._journal:
            self._journal.record(self._step, "delete", TABLES[kind], stored.rid, stored.id, row_of(stored), None)

    def defer_references(self) -> None:
        """Let references be checked at the end of the transaction: rows may then refer to rows that come after."""
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
