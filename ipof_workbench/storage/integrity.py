"""Looking a project over: what SQLite can tell, and what it cannot (a changed word is silent to it)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from ipof_workbench.domain.listings import CheckFinding
from ipof_workbench.domain.text import text_hash
from ipof_workbench.storage.tables import JOURNAL_TABLES, metadata
from ipof_workbench.theory.snapshot import hash_of

ROWS_AT_A_TIME = 500


def check(connection: Connection) -> list[CheckFinding]:
    """Return what is wrong with a project, nothing where all is well. Reads every page and every text."""
    found: list[CheckFinding] = []
    for look in (_file, _references, _index, _texts, _quotes, _turns, _attribute_owners, _frozen_theories, _journal):
        try:
            found.extend(look(connection))
        except DBAPIError as error:
            found.append(CheckFinding("damaged file", look.__name__.strip("_"), str(error.orig)))
    return found


def _file(connection: Connection) -> Iterator[CheckFinding]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield CheckFinding("damaged file", "project file", str(row[0]))


def _references(connection: Connection) -> Iterator[CheckFinding]:
    for table, rid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield CheckFinding("broken reference", f"{table} {rid}", f"refers to a {parent} that is not there")


def _index(connection: Connection) -> Iterator[CheckFinding]:
    # The index's own check needs a writer; counting both sides and looking words up does not.
    row = connection.exec_driver_sql(
        "SELECT (SELECT count(DISTINCT document) FROM text_revision), (SELECT count(*) FROM text_search_docsize)"
    ).fetchone()
    if row and row[0] != row[1]:
        yield CheckFinding("search index", "texts", f"{row[1]} texts are indexed of {row[0]}")


def _texts(connection: Connection) -> Iterator[CheckFinding]:
    rows = connection.exec_driver_sql(
        "SELECT d.name, r.text, r.sha256, d.characters, r.number = (SELECT max(number) FROM text_revision m "
        "WHERE m.document = d.rid) FROM text_revision r JOIN document d ON d.rid = r.document"
    )
    for name, text, sha256, characters, current in rows:
        if text_hash(text) != sha256:
            yield CheckFinding("changed text", name, "the text is not the one that was imported")
        elif current and len(text) != characters:
            yield CheckFinding("changed text", name, f"{len(text)} characters, {characters} were imported")


def _quotes(connection: Connection) -> Iterator[CheckFinding]:
    """Compare each passage with its words, reading each text once (PERFORMANCE 1)."""
    rows = connection.exec_driver_sql(
        'SELECT x.revision, d.name, x.start, x."end", x.quote FROM excerpt x JOIN document d ON d.rid = x.document '
        "ORDER BY x.revision"
    ).fetchall()
    revision, text = None, ""
    for row in rows:
        if row[0] != revision:
            revision = row[0]
            held = connection.exec_driver_sql("SELECT text FROM text_revision WHERE rid = ?", (revision,)).fetchone()
            text = held[0] if held else ""
        if text[row[2] : row[3]] != row[4]:
            yield CheckFinding("shifted quote", row[1], f"characters {row[2]} to {row[3]} do not read as quoted")


def _turns(connection: Connection) -> Iterator[CheckFinding]:
    # The length of a long text takes a walk through it: once for each text, not for each turn.
    spoken = connection.exec_driver_sql(
        "SELECT r.rid, d.name, length(r.text) FROM text_revision r JOIN document d ON d.rid = r.document "
        "WHERE r.rid IN (SELECT revision FROM turn)"
    )
    texts = {row[0]: (row[1], row[2]) for row in spoken}
    rows = connection.exec_driver_sql('SELECT revision, start, "end" FROM turn ORDER BY revision, start').fetchall()
    for at, (revision, start, end) in enumerate(rows):
        name, length = texts.get(revision, ("?", -1))
        first = at == 0 or rows[at - 1][0] != revision
        last = at + 1 == len(rows) or rows[at + 1][0] != revision
        expected = 0 if first else rows[at - 1][2]
        if start != expected or (last and end != length):
            yield CheckFinding("turns", name, f"the turn at {start} does not join its neighbours")


def _attribute_owners(connection: Connection) -> Iterator[CheckFinding]:
    for kind in ("case", "participant", "document"):
        rows = connection.exec_driver_sql(
            "SELECT a.name, v.owner FROM attribute_value v JOIN attribute_definition a ON a.rid = v.definition "
            f'WHERE a.owner_kind = ? AND v.owner NOT IN (SELECT rid FROM "{kind}")',
            (kind,),
        )
        for name, owner in rows:
            yield CheckFinding(
                "broken reference", f"attribute {name}", f"belongs to a {kind} {owner} that is not there"
            )


def _frozen_theories(connection: Connection) -> Iterator[CheckFinding]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'frozen_content'").fetchall()
    # A file of version 3 or before, which is checked before it is migrated, has the content in the row.
    content_of = "LEFT JOIN frozen_content f USING (sha256)" if names else "JOIN programme_theory f USING (rid)"
    for name, content, sha256 in connection.exec_driver_sql(
        f"SELECT t.name, f.content, t.sha256 FROM programme_theory t {content_of}"
    ):
        if content is None or hash_of(content) != sha256:
            yield CheckFinding("changed theory", f"frozen theory {name}", "its content is not the one that was frozen")


def _journal(connection: Connection) -> Iterator[CheckFinding]:
    row = connection.exec_driver_sql(
        "SELECT count(*) FROM journal_change c WHERE c.operation <> 'bulk' AND NOT EXISTS "
        "(SELECT 1 FROM journal_content k WHERE k.change = c.rid)"
    ).fetchone()
    if row and row[0]:
        yield CheckFinding("history", "journal", f"{row[0]} changes have no contents")


@cache
def _dumped() -> tuple[tuple[str, str], ...]:
    """Return (table, what reads its rows in order) for every table but the journal's."""
    tables = [table for name, table in sorted(metadata.tables.items()) if name not in JOURNAL_TABLES]
    return tuple(
        (table.name, f'SELECT * FROM "{table.name}" ORDER BY "{table.primary_key.columns.keys()[0]}"')
        for table in tables
    )


def canonical_dump(connection: Connection) -> dict[str, str]:
    """Return table -> hash of all its rows in order, for every table but the journal's: equal dumps are equal
    projects."""
    found: dict[str, str] = {}
    # Straight from the driver and many rows at a time: this runs after every step of the journal's law.
    cursor = connection.connection.cursor()
    encoded = json.JSONEncoder(ensure_ascii=False).encode
    for name, rows_of_it in _dumped():
        digest = hashlib.sha256()
        cursor.execute(rows_of_it)
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            digest.update(encoded(rows).encode("utf-8"))
        found[name] = digest.hexdigest()
    cursor.close()
    return found
