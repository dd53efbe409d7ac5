"""Revisions of texts, passages that stand in an older one, and texts to look for names in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import TEXT, Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text_rows import RevisionRow, UnanchoredRow
from ipof_workbench.storage.tables import TABLES

_PAGE = 500


class CurrentText(NamedTuple):
    """The current revision of a document."""

    document: Rid
    revision: Rid
    number: int
    text: str


def current_texts(connection: Connection, documents: Sequence[Rid]) -> Iterator[CurrentText]:
    """Yield the current text of each of the documents, a page of them at a time, in the order of their rids."""
    ordered = sorted(set(documents))
    for start in range(0, len(ordered), _PAGE):
        page = json.dumps(ordered[start : start + _PAGE])
        rows = connection.exec_driver_sql(
            "SELECT r.document, r.rid, r.number, r.text FROM json_each(?) w JOIN text_revision r "
            "ON r.document = w.value AND r.number = (SELECT max(n.number) FROM text_revision n "
            "WHERE n.document = w.value)",
            (page,),
        ).fetchall()
        yield from (CurrentText(*row) for row in rows)


def current_revisions(connection: Connection, among: Sequence[Rid]) -> set[Rid]:
    """Return those of the revisions that are the current ones of their documents."""
    rows = connection.exec_driver_sql(
        "SELECT r.rid FROM text_revision r WHERE r.rid IN (SELECT value FROM json_each(?)) "
        "AND r.number = (SELECT max(n.number) FROM text_revision n WHERE n.document = r.document)",
        (json.dumps(list(among)),),
    )
    return {row[0] for row in rows}


def documents_with_any(connection: Connection, phrases: Sequence[str]) -> list[Rid]:
    """Return the documents whose current text may hold one of the phrases as whole words (case and accents aside)."""
    quoted = " OR ".join('"' + phrase.replace('"', " ") + '"' for phrase in phrases)
    rows = connection.exec_driver_sql(
        "SELECT r.document FROM text_search s JOIN text_revision r ON r.rid = s.rowid WHERE text_search MATCH ?",
        (quoted,),
    )
    return sorted(row[0] for row in rows)


def replaceable(connection: Connection, name: str, limit: int) -> list[Rid]:
    """Return documents whose text a file may replace: those of its name first, then others in which somebody speaks,
    by name."""
    rows = connection.exec_driver_sql(
        "SELECT rid FROM document WHERE name = ?1 OR turns > 0 ORDER BY name <> ?1, name COLLATE NOCASE, rid LIMIT ?2",
        (name, limit),
    )
    return [row[0] for row in rows]


def revisions(connection: Connection, document: Rid) -> list[RevisionRow]:
    """Return the revisions of a document, newest first; the first is the import."""
    rows = connection.exec_driver_sql(
        "SELECT r.rid, r.number, r.created_at, coalesce(a.name, ''), r.reason, length(r.text) FROM text_revision r "
        "LEFT JOIN analyst a ON a.rid = r.created_by WHERE r.document = ? ORDER BY r.number DESC",
        (document,),
    )
    return [RevisionRow(*row) for row in rows]


def older_texts(connection: Connection) -> int:
    """Return how many revisions are not the current ones of their documents."""
    row = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM text_revision) - (SELECT count(DISTINCT document) FROM text_revision)"
    ).fetchone()
    return int(row[0]) if row else 0


_IS_OLDER = (
    "x.revision <> (SELECT n.rid FROM text_revision n WHERE n.document = x.document ORDER BY n.number DESC LIMIT 1)"
)


def unanchored(connection: Connection, only: Rid | None = None) -> list[UnanchoredRow]:
    """Return the passages that the current text of their document does not hold any more, by document and place.

    With an analyst `only` they are those that this analyst coded, or nobody, and nothing is said of others' codings.
    """
    # Only documents with several revisions can have any: a study that corrects nothing is not walked through.
    rows = connection.exec_driver_sql(
        f"""SELECT x.rid, x.document, d.name, x.quote, x.start, coalesce((SELECT group_concat(name, ', ') FROM (
                SELECT DISTINCT coalesce(m.label, t.name) AS name FROM coding k LEFT JOIN element m ON m.rid = k.element
                LEFT JOIN thematic_code t ON t.rid = k.code
                WHERE k.excerpt = x.rid AND k.analyst = coalesce(?1, k.analyst))), ''),
            (SELECT count(*) FROM coding k WHERE k.excerpt = x.rid AND k.analyst = coalesce(?1, k.analyst)),
            (SELECT count(*) FROM memo_quote q WHERE q.excerpt = x.rid)
        FROM excerpt x JOIN document d ON d.rid = x.document
        WHERE x.document IN (SELECT document FROM text_revision WHERE number > 1) AND {_IS_OLDER}
            AND (?1 IS NULL OR x.rid IN (SELECT excerpt FROM coding WHERE analyst = ?1)
                OR x.rid NOT IN (SELECT excerpt FROM coding))
        ORDER BY d.name COLLATE NOCASE, d.rid, x.start, x.rid""",
        (only,),
    )
    return [UnanchoredRow(*row) for row in rows]


def stands_no_more(connection: Connection, document: Rid, start: int, end: int) -> bool:
    """Tell whether a passage of these ends stands in an older text of the document only."""
    rows = connection.exec_driver_sql(
        f'SELECT {_IS_OLDER} FROM excerpt x WHERE x.document = ? AND x.start = ? AND x."end" = ?',
        (document, start, end),
    ).fetchall()
    return bool(rows) and all(row[0] for row in rows)


_TEXTS_THEMSELVES = frozenset({"text_revision", "turn", "excerpt"})
_NOT_WORDS = frozenset({"id", "created_at", "sha256", "content", "colour"})


def words_of_records(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield (table, words) for everything written in the project but the texts themselves: names, notes, memos."""
    for table in TABLES.values():
        if table.name in _TEXTS_THEMSELVES:
            continue
        columns = [
            column.name for column in table.columns if isinstance(column.type, TEXT) and column.name not in _NOT_WORDS
        ]
        if not columns:
            continue
        listed = ", ".join(f'"{name}"' for name in columns)
        for row in connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"'):
            yield table.name, "\n".join(value for value in row if value)
