"""Reads records from a connection: get, find, first, find_among; and the rows of a query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.errors import NotFound
from ipof_workbench.domain.identity import Rid
from ipof_workbench.storage.bare import Selection, rows_of
from ipof_workbench.storage.record_rows import FIELDS, SELECT, R, quoted, words_of
from ipof_workbench.storage.tables import TABLES


class RecordReader:
    """Reads records inside one transaction, or as they are committed.

    Attributes:
        connection: for the queries of `storage.queries` beside it.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, kind: type[R], rid: Rid) -> R:
        """Return the record.

        Raises:
            NotFound: there is none with this rid.
        """
        rows = rows_of(self.connection, SELECT[kind], (rid,))
        if not rows:
            raise NotFound(f"The {words_of(kind)} is no longer in the project; it may have been undone or deleted.")
        return kind(**dict(zip(FIELDS[kind], rows[0], strict=True)))

    def find(self, kind: type[R], /, **equal: Any) -> list[R]:
        """Return the records whose fields equal the given values (None = empty), in the order of their making."""
        return self._find(kind, equal)

    def first(self, kind: type[R], /, **equal: Any) -> R | None:
        """Return the oldest record that `find` would give, or None."""
        found = self._find(kind, equal, " LIMIT 1")
        return found[0] if found else None

    def _find(self, kind: type[R], equal: dict[str, Any], limit: str = "") -> list[R]:
        names = FIELDS[kind]
        for name in equal:
            if name not in names:
                raise TypeError(f"a {words_of(kind)} has no {name}")
        # Plain SQL: a key press finds a handful of rows, and composing each query took as long as running it.
        # "=" and not "IS", which partial indexes do not serve.
        tests = (f'"{name}" IS NULL' if value is None else f'"{name}" = ?' for name, value in equal.items())
        where = f" WHERE {' AND '.join(tests)}" if equal else ""
        rows = rows_of(
            self.connection,
            f'SELECT {quoted(names)} FROM "{TABLES[kind].name}"{where} ORDER BY rid{limit}',
            tuple(value for value in equal.values() if value is not None),
        )
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def find_among(self, kind: type[R], field: str, values: Sequence[Rid]) -> list[R]:
        """Return the records whose field is one of the values, in the order of their making: one query, however
        many values."""
        names = FIELDS[kind]
        if field not in names:
            raise TypeError(f"a {words_of(kind)} has no {field}")
        rows = self.connection.exec_driver_sql(
            f'SELECT {quoted(names)} FROM "{TABLES[kind].name}" '
            f'WHERE "{field}" IN (SELECT value FROM json_each(?)) ORDER BY rid',
            (json.dumps(list(values)),),
        ).fetchall()
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def rows(self, selection: Selection, *, limit: int = -1) -> list[tuple[Any, ...]]:
        """Return the rows of a query, at most `limit` of them."""
        return rows_of(self.connection, f"{selection.sql} LIMIT {limit}", selection.parameters)
