"""Texts in their revisions: which one the words index holds, and what the journal keeps of a new one.

The index holds the current revision of each document, and no other: words that were corrected away are not found any
more. The journal keeps the edits that made a revision of the one before it, not a second copy of the whole text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import text_hash
from ipof_workbench.domain.text_edits import EditList, TextEdit

_IS_CURRENT = "number = (SELECT max(n.number) FROM text_revision n WHERE n.document = r.document)"
_OF_DOCUMENTS = "document IN (SELECT value FROM json_each(?))"


def index_current(connection: Connection, documents: Sequence[Rid]) -> None:
    """Put the current text of each of the documents into the words index."""
    connection.exec_driver_sql(
        "INSERT INTO text_search (rowid, text) SELECT rid, text FROM text_revision r "
        f"WHERE {_OF_DOCUMENTS} AND {_IS_CURRENT}",
        (json.dumps(list(documents)),),
    )


def unindex_current(connection: Connection, documents: Sequence[Rid]) -> None:
    """Take the current text of each of the documents out of the words index, before it changes or is no longer
    current."""
    connection.exec_driver_sql(
        "INSERT INTO text_search (text_search, rowid, text) SELECT 'delete', rid, text FROM text_revision r "
        f"WHERE {_OF_DOCUMENTS} AND {_IS_CURRENT}",
        (json.dumps(list(documents)),),
    )


def index_from(connection: Connection, rid: Rid) -> None:
    """Put the texts from a rid on into the words index."""
    _index(connection, "rid >= ?", rid)


def index_import(connection: Connection, import_rid: Rid) -> None:
    """Put the texts of an import into the words index."""
    _index(connection, "import_rid = ?", import_rid)


def _index(connection: Connection, where: str, value: Rid) -> None:
    connection.exec_driver_sql(
        f"INSERT INTO text_search (rowid, text) SELECT rid, text FROM text_revision WHERE {where}", (value,)
    )


def unindex_import(connection: Connection, import_rid: Rid) -> None:
    """Take the texts of an import out of the index; where it brought most of them, index the others anew."""
    row = connection.exec_driver_sql(
        "SELECT 2 * coalesce(sum(CASE WHEN import_rid = ? THEN characters END), 0) > sum(characters) FROM document",
        (import_rid,),
    ).fetchone()
    if row is not None and row[0]:
        connection.exec_driver_sql("INSERT INTO text_search (text_search) VALUES ('delete-all')")
        _index_others(connection, import_rid)
    else:
        connection.exec_driver_sql(
            "INSERT INTO text_search (text_search, rowid, text) SELECT 'delete', rid, text FROM text_revision "
            "WHERE import_rid = ?",
            (import_rid,),
        )


def _index_others(connection: Connection, import_rid: Rid) -> None:
    """Put the current texts into the (empty) words index that did not come with an import."""
    connection.exec_driver_sql(
        f"INSERT INTO text_search (rowid, text) SELECT rid, text FROM text_revision r WHERE import_rid IS NOT ? "
        f"AND {_IS_CURRENT}",
        (import_rid,),
    )


def packed(row: Mapping[str, Any], base: Rid, edits: Sequence[TextEdit]) -> dict[str, Any]:
    """Return what the journal keeps of a new revision: its row with the edits in the place of its text."""
    return {**row, "text": "", "base": base, "edits": [[edit.start, edit.end, edit.replacement] for edit in edits]}


def unpacked(connection: Connection, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the row of a revision with its text, as it was before it was packed; any other row as it is."""
    if "edits" not in row:
        return row
    base = connection.exec_driver_sql("SELECT text FROM text_revision WHERE rid = ?", (row["base"],)).scalar_one()
    text = EditList(TextEdit(start, end, replacement) for start, end, replacement in row["edits"]).apply(base)
    assert text_hash(text) == row["sha256"], "a revision is made of the one before it"
    return {**{name: value for name, value in row.items() if name not in ("base", "edits")}, "text": text}
