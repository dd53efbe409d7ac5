"""The one generic store: get, find, put, delete, bulk_insert. It records each changed row in the journal.

Values are frozen dataclasses, mapped to tables by field name: nothing is loaded lazily, values can go to threads and
views. Bulk rows go in as tuples and build no dataclasses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields, replace
from itertools import chain, count, islice
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from ipof_workbench.domain.errors import NotFound, RefusedChange, WorkbenchError
from ipof_workbench.domain.identity import Rid, new_id, new_ids
from ipof_workbench.domain.records import Record, TextRevision
from ipof_workbench.domain.text import storable
from ipof_workbench.domain.text_edits import TextEdit
from ipof_workbench.storage import revisions
from ipof_workbench.storage.bare import Selection, rows_of
from ipof_workbench.storage.journal import Change, Journal
from ipof_workbench.storage.tables import KINDS, TABLES

R = TypeVar("R", bound=Record)

_FIELDS: dict[type[Record], tuple[str, ...]] = {kind: tuple(field.name for field in fields(kind)) for kind in TABLES}
_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    kind: tuple(column.name for column in table.columns) for kind, table in TABLES.items()
}
_VALUES: dict[type[Record], attrgetter[Any]] = {kind: attrgetter(*names) for kind, names in _COLUMNS.items()}
"""Record -> what gives its values in the order of the columns of its table, at once."""
BULK_BATCH = 10_000
"""Rows that go to SQLite at a time (PERFORMANCE 1)."""
_IDS_AT_A_TIME = 1_000
_MANY = 8
"""From so many records on, one statement for all is quicker than one for each."""


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


_INSERT = {
    kind: f'INSERT INTO "{TABLES[kind].name}" ({_quoted(names)}) VALUES ({", ".join("?" * len(names))}) RETURNING rid'
    for kind, names in _COLUMNS.items()
}
_INSERT_PLAIN = {kind: sql.removesuffix(" RETURNING rid") for kind, sql in _INSERT.items()}
_UPDATE = {
    kind: f'UPDATE "{TABLES[kind].name}" SET '
    + ", ".join(f'"{name}" = ?' for name in names if name != "rid")
    + " WHERE rid = ?"
    for kind, names in _COLUMNS.items()
}
_SELECT = {kind: f'SELECT {_quoted(_FIELDS[kind])} FROM "{table.name}" WHERE rid = ?' for kind, table in TABLES.items()}


class Store:
    """Reads and writes records inside one transaction, which is its owner's to begin and end.

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
        self.connection = connection
        self.touched: dict[type[Record], set[Rid] | None] = {}
        self.label = ""
        self.analyst = analyst
        self._journal = journal
        self._step = step
        self.at = at
        self._coalescing = coalescing

    # --- reading

    def get(self, kind: type[R], rid: Rid) -> R:
        """Return the record.

        Raises:
            NotFound: there is none with this rid.
        """
        rows = rows_of(self.connection, _SELECT[kind], (rid,))
        if not rows:
            raise NotFound(f"The {_words(kind)} is no longer in the project; it may have been undone or deleted.")
        return kind(**dict(zip(_FIELDS[kind], rows[0], strict=True)))

    def find(self, kind: type[R], /, **equal: Any) -> list[R]:
        """Return the records whose fields equal the given values (None = empty), in the order of their making."""
        return self._find(kind, equal)

    def first(self, kind: type[R], /, **equal: Any) -> R | None:
        """Return the oldest record that `find` would give, or None."""
        found = self._find(kind, equal, " LIMIT 1")
        return found[0] if found else None

    def _find(self, kind: type[R], equal: dict[str, Any], limit: str = "") -> list[R]:
        names = _FIELDS[kind]
        for name in equal:
            if name not in names:
                raise TypeError(f"a {_words(kind)} has no {name}")
        # Plain SQL: a key press finds a handful of rows, and composing each query took as long as running it.
        # "=" and not "IS", which partial indexes do not serve.
        tests = (f'"{name}" IS NULL' if value is None else f'"{name}" = ?' for name, value in equal.items())
        where = f" WHERE {' AND '.join(tests)}" if equal else ""
        rows = rows_of(
            self.connection,
            f'SELECT {_quoted(names)} FROM "{TABLES[kind].name}"{where} ORDER BY rid{limit}',
            tuple(value for value in equal.values() if value is not None),
        )
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def find_among(self, kind: type[R], field: str, values: Sequence[Rid]) -> list[R]:
        """Return the records whose field is one of the values, in the order of their making: one query, however
        many values."""
        names = _FIELDS[kind]
        if field not in names:
            raise TypeError(f"a {_words(kind)} has no {field}")
        rows = self.connection.exec_driver_sql(
            f'SELECT {_quoted(names)} FROM "{TABLES[kind].name}" '
            f'WHERE "{field}" IN (SELECT value FROM json_each(?)) ORDER BY rid',
            (json.dumps(list(values)),),
        ).fetchall()
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def rows(self, selection: Selection, *, limit: int = -1) -> list[tuple[Any, ...]]:
        """Return the rows of a query, at most `limit` of them."""
        return rows_of(self.connection, f"{selection.sql} LIMIT {limit}", selection.parameters)

    # --- writing

    def put(self, record: R) -> R:
        """Store a record, new where its rid is 0, and return it as stored. An unchanged record is no change.

        Raises:
            NotFound: something it refers to is no longer there, or itself is not.
            RefusedChange: another record has what only one may have.
        """
        record = _storable(record)
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
        found = [record if _is_plain(record) else _storable(record) for record in found]
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
        rows = [(_row(before), _row(record)) for before, record in changed]
        names = [name for name in _COLUMNS[kind] if name != "rid"]
        values = [(*(after[name] for name in names), after["rid"]) for _, after in rows]
        self._write_many(kind, _UPDATE[kind], values)
        self._record_many("update", kind, rows)

    def _insert_many(self, kind: type[R], found: Sequence[R]) -> list[R]:
        stored = self._as_new(found, self.next_rid(kind))
        rows = [(None, _row(record)) for record in stored]
        values = [tuple(after.values()) for _, after in rows]
        self._write_many(kind, _INSERT_PLAIN[kind], values)
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
            refusal = _refusal(error, kind)
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
        return record if row is None else kind(**{name: row[name] for name in _FIELDS[kind]})

    def _write(self, kind: type[Record], sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        try:
            return rows_of(self.connection, sql, values)
        except IntegrityError as error:
            refusal = _refusal(error, kind)
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
        values = tuple(getattr(stored, name) if name != "rid" else None for name in _COLUMNS[kind])
        if isinstance(stored, TextRevision):
            revisions.unindex_current(self.connection, (stored.document,))
        stored = replace(stored, rid=self._write(kind, _INSERT[kind], values)[0][0])
        if isinstance(stored, TextRevision):
            revisions.index_current(self.connection, (stored.document,))
        self._note(kind, stored.rid)
        if self._journal:
            self._journal.record(self._step, "insert", TABLES[kind], stored.rid, stored.id, None, _row(stored))
        return stored

    def _update(self, record: R) -> R:
        kind = type(record)
        before = self.get(kind, record.rid)
        if before == record:
            return record
        after = _row(record)
        values = tuple(after[name] for name in _COLUMNS[kind] if name != "rid")
        texts = (before.document,) if isinstance(before, TextRevision) else ()
        if texts:
            revisions.unindex_current(self.connection, texts)
        self._write(kind, _UPDATE[kind], (*values, record.rid))
        if texts:
            revisions.index_current(self.connection, texts)
        self._note(kind, record.rid)
        if self._journal:
            table = TABLES[kind]
            folded = self._coalescing and self._journal.fold_update(self._step, table, record.rid, after)
            if not folded:
                self._journal.record(self._step, "update", table, record.rid, record.id, _row(before), after)
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
        self._write_many(TextRevision, _INSERT_PLAIN[TextRevision], [tuple(_row(each).values()) for each in stored])
        revisions.index_current(self.connection, documents)
        rows = [
            (None, revisions.packed(_row(each), base, edits))
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
            self._journal.record(self._step, "delete", TABLES[kind], stored.rid, stored.id, _row(stored), None)

    def defer_references(self) -> None:
        """Let references be checked at the end of the transaction: rows may then refer to rows that come after."""
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

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
            f'INSERT INTO "{TABLES[kind].name}" ({_quoted(("rid", "id", *names, *fixed))}) VALUES '
            f"({', '.join('?' * (len(names) + 2))}, {', '.join(_literal(value) for value in fixed.values())})"
        )
        rid = start = self.next_rid(kind)
        rest = iter(rows)
        while batch := list(islice(rest, BULK_BATCH)):
            rid = self._write_batch(kind, sql, rid, batch)
        if rid > start:
            if kind is TextRevision:
                # Once, not for each batch: FTS5 writes a segment at the end of every statement, and merges them again.
                self._index_texts("rid >= ?", start)
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
            f'INSERT INTO "{TABLES[kind].name}" ({_quoted(("id", *names, *fixed))}) SELECT fresh_id(), '
            f"{_quoted(names)}, {', '.join(_literal(value) for value in fixed.values())} FROM ({selection.sql})",
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
                    raise TypeError(f"the rows give no {field.name}, which a {_words(kind)} needs")
                constants[field.name] = field.default
        return constants

    def _write_batch(self, kind: type[Record], sql: str, rid: Rid, batch: list[tuple[Any, ...]]) -> Rid:
        rows = [(at, new, *row) for at, new, row in zip(count(rid), new_ids(len(batch)), batch, strict=False)]
        try:
            self.connection.exec_driver_sql(sql, rows)
        except UnicodeEncodeError:
            # Looked for only now: no row of a usual import has a lone surrogate. The driver may have stored some.
            self.connection.exec_driver_sql(f'DELETE FROM "{TABLES[kind].name}" WHERE rid >= ?', (rid,))
            self.connection.exec_driver_sql(sql, [tuple(map(_storable_value, row)) for row in rows])
        return rid + len(batch)

    # --- replaying (undo and redo)

    def restore(self, change: Change, *, forward: bool) -> None:
        """Do a journaled change again (`forward`) or take it back, without journaling it."""
        kind = KINDS[change.table.name]
        if change.operation == "bulk":
            self._restore_bulk(kind, change, forward=forward)
            return
        old, new = (change.before, change.after) if forward else (change.after, change.before)
        texts = ((old or new or {})["document"],) if kind is TextRevision else ()
        if texts:
            revisions.unindex_current(self.connection, texts)
        if old is None and new is not None:
            whole = revisions.unpacked(self.connection, new)
            self.connection.exec_driver_sql(_INSERT[kind], tuple(whole[name] for name in _COLUMNS[kind]))
        elif new is None:
            self.connection.exec_driver_sql(f'DELETE FROM "{change.table.name}" WHERE rid = ?', (change.row_rid,))
        else:
            values = tuple(new[name] for name in _COLUMNS[kind] if name != "rid")
            self.connection.exec_driver_sql(_UPDATE[kind], (*values, change.row_rid))
        if texts:
            revisions.index_current(self.connection, texts)
        self._note(kind, change.row_rid)

    def _restore_bulk(self, kind: type[Record], change: Change, *, forward: bool) -> None:
        assert self._journal is not None
        name = change.table.name
        if change.column:
            for moved in self._journal.moves(change):
                self._move(kind, change.column, [(rid, new if forward else old) for rid, old, new in moved])
        elif forward:
            for rows in self._journal.kept_bulk(change):
                self.connection.exec_driver_sql(_INSERT_PLAIN[kind], rows)
            if kind is TextRevision:
                self._index_texts("import_rid = ?", change.row_rid)
            self._journal.forget_bulk(change)
        else:
            self._journal.keep_bulk(change)
            if kind is TextRevision:
                self._unindex_import(change.row_rid)
            self.connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE import_rid = ?', (change.row_rid,))
        self.touched[kind] = None

    # --- the full-text index

    def _index_texts(self, where: str, value: Rid) -> None:
        self.connection.exec_driver_sql(
            f"INSERT INTO text_search (rowid, text) SELECT rid, text FROM text_revision WHERE {where}", (value,)
        )

    def _unindex_texts(self, where: str, value: Rid) -> None:
        self.connection.exec_driver_sql(
            "INSERT INTO text_search (text_search, rowid, text) "
            f"SELECT 'delete', rid, text FROM text_revision WHERE {where}",
            (value,),
        )

    def _unindex_import(self, import_rid: Rid) -> None:
        """Take the texts of an import out of the index; where it brought most of them, index the others anew."""
        row = self.connection.exec_driver_sql(
            "SELECT 2 * coalesce(sum(CASE WHEN import_rid = ? THEN characters END), 0) > sum(characters) FROM document",
            (import_rid,),
        ).fetchone()
        if row is not None and row[0]:
            self.connection.exec_driver_sql("INSERT INTO text_search (text_search) VALUES ('delete-all')")
            revisions.index_others(self.connection, import_rid)
        else:
            self._unindex_texts("import_rid = ?", import_rid)

    def _note(self, kind: type[Record], rid: Rid) -> None:
        touched = self.touched.setdefault(kind, set())
        if touched is not None:
            touched.add(rid)


def _storable_value(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _storable(record: R) -> R:
    """Return the record without lone surrogates, which no file can hold (they come with damaged file names)."""
    changes = {
        name: storable(value)
        for name in _FIELDS[type(record)]
        if isinstance(value := getattr(record, name), str) and not value.isascii() and storable(value) != value
    }
    return replace(record, **changes) if changes else record  # type: ignore[arg-type]


def _refusal(error: IntegrityError, kind: type[Record]) -> WorkbenchError | None:
    """Return what a broken rule of the file means to a person, or None where it can only be a bug."""
    words = str(error.orig)
    if "FOREIGN KEY" in words:
        return NotFound(
            f"Something that the {_words(kind)} refers to is no longer in the project; it may have been undone or "
            "deleted. Nothing was changed."
        )
    if "UNIQUE" in words and not words.endswith(".id"):
        return RefusedChange(f"There is already such a {_words(kind)}; nothing was changed.")
    return None


def _row(record: Record) -> dict[str, Any]:
    kind = type(record)
    return dict(zip(_COLUMNS[kind], _VALUES[kind](record), strict=True))


def _is_plain(record: Record) -> bool:
    """Tell whether all words of a record are ASCII, which every file can hold."""
    return all(value.isascii() for value in _VALUES[type(record)](record) if type(value) is str)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def _words(kind: type[Record]) -> str:
    return table_words(TABLES[kind])


def table_words(table: Table) -> str:
    """Return the name of a table as a person would say it."""
    return table.name.replace("_", " ")
