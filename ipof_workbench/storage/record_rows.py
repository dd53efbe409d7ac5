"""Records as rows: their columns and values, the statements that write and read them, and what a refusal means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from ipof_workbench.domain.errors import NotFound, RefusedChange, WorkbenchError
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import storable
from ipof_workbench.storage.tables import TABLES

R = TypeVar("R", bound=Record)

FIELDS: dict[type[Record], tuple[str, ...]] = {kind: tuple(field.name for field in fields(kind)) for kind in TABLES}
COLUMNS: dict[type[Record], tuple[str, ...]] = {
    kind: tuple(column.name for column in table.columns) for kind, table in TABLES.items()
}
VALUES: dict[type[Record], attrgetter[Any]] = {kind: attrgetter(*names) for kind, names in COLUMNS.items()}
"""Record -> what gives its values in the order of the columns of its table, at once."""


def quoted(names: Sequence[str]) -> str:
    """Return names of columns as a statement lists them."""
    return ", ".join(f'"{name}"' for name in names)


INSERT = {
    kind: f'INSERT INTO "{TABLES[kind].name}" ({quoted(names)}) VALUES ({", ".join("?" * len(names))}) RETURNING rid'
    for kind, names in COLUMNS.items()
}
INSERT_PLAIN = {kind: sql.removesuffix(" RETURNING rid") for kind, sql in INSERT.items()}
UPDATE = {
    kind: f'UPDATE "{TABLES[kind].name}" SET '
    + ", ".join(f'"{name}" = ?' for name in names if name != "rid")
    + " WHERE rid = ?"
    for kind, names in COLUMNS.items()
}
SELECT = {kind: f'SELECT {quoted(FIELDS[kind])} FROM "{table.name}" WHERE rid = ?' for kind, table in TABLES.items()}


def storable_value(value: Any) -> Any:
    """Return the value without lone surrogates."""
    return storable(value) if isinstance(value, str) else value


def storable_record(record: R) -> R:
    """Return the record without lone surrogates, which no file can hold (they come with damaged file names)."""
    changes = {
        name: storable(value)
        for name in FIELDS[type(record)]
        if isinstance(value := getattr(record, name), str) and not value.isascii() and storable(value) != value
    }
    return replace(record, **changes) if changes else record  # type: ignore[arg-type]


def refusal_of(error: IntegrityError, kind: type[Record]) -> WorkbenchError | None:
    """Return what a broken rule of the file means to a person, or None where it can only be a bug."""
    words = str(error.orig)
    if "FOREIGN KEY" in words:
        return NotFound(
            f"Something that the {words_of(kind)} refers to is no longer in the project; it may have been undone or "
            "deleted. Nothing was changed."
        )
    if "UNIQUE" in words and not words.endswith(".id"):
        return RefusedChange(f"There is already such a {words_of(kind)}; nothing was changed.")
    return None


def row_of(record: Record) -> dict[str, Any]:
    """Return column -> value, in the order of the table."""
    kind = type(record)
    return dict(zip(COLUMNS[kind], VALUES[kind](record), strict=True))


def is_plain(record: Record) -> bool:
    """Tell whether all words of a record are ASCII, which every file can hold."""
    return all(value.isascii() for value in VALUES[type(record)](record) if type(value) is str)


def literal(value: object) -> str:
    """Return a value as a statement writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def words_of(kind: type[Record]) -> str:
    """Return the name of a kind of records as a person would say it."""
    return TABLES[kind].name.replace("_", " ")
