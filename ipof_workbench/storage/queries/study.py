"""Cases, participants, attributes, documents and their texts, imports, the summary of the project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import (
    AttributeColumn,
    CaseRow,
    DocumentRow,
    DocumentText,
    ImportRow,
    ParticipantRow,
    RoleRow,
    StudySummary,
    TurnRow,
)
from ipof_workbench.domain.records import Analyst, Record
from ipof_workbench.storage.bare import rows_of
from ipof_workbench.storage.queries import documents, rounds
from ipof_workbench.storage.queries.scope import NATURAL_NAME, document_conditions
from ipof_workbench.storage.tables import TABLES

_PAGE = 500


def number_of(connection: Connection, kind: type[Record]) -> int:
    """Return how many records of a kind there are."""
    return _count(connection, TABLES[kind].name)


def _count(connection: Connection, table: str) -> int:
    row = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(row[0]) if row else 0


def _scalar(connection: Connection, sql: str) -> Any:
    row = connection.exec_driver_sql(sql).fetchone()
    return row[0] if row else None


def summary(connection: Connection, size_bytes: int) -> StudySummary:
    """Return the counts of the project."""
    kinds = connection.exec_driver_sql("SELECT kind, count(*) FROM document GROUP BY kind ORDER BY kind")
    return StudySummary(
        title=_scalar(connection, "SELECT title FROM project") or "",
        grammar=_scalar(connection, "SELECT g.key FROM project p JOIN grammar g ON g.rid = p.grammar") or "",
        cases=_count(connection, "case"),
        participants=_count(connection, "participant"),
        documents=_count(connection, "document"),
        documents_by_kind={row[0]: row[1] for row in kinds},
        turns=_scalar(connection, "SELECT coalesce(sum(turns), 0) FROM document") or 0,
        codes=_count(connection, "thematic_code"),
        codings=_count(connection, "coding"),
        elements=_scalar(connection, "SELECT count(*) FROM element WHERE merged_into IS NULL") or 0,
        configurations=_count(connection, "configuration"),
        statements=_count(connection, "theory_statement"),
        evidence=_count(connection, "evidence"),
        theory_versions=_count(connection, "programme_theory"),
        words=_scalar(connection, "SELECT coalesce(sum(words), 0) FROM document") or 0,
        size_bytes=size_bytes,
        schema_version=_scalar(connection, "PRAGMA user_version") or 0,
    )


def roles(connection: Connection, *, hidden: bool = False) -> list[RoleRow]:
    """Return the roles of the project's grammar, in order; hidden ones are left out unless asked for."""
    rows = connection.exec_driver_sql(
        "SELECT r.rid, r.key, r.label, r.plural, r.letter, r.connector, r.parent, r.colour, r.glyph, r.hidden "
        "FROM role r JOIN project p ON p.grammar = r.grammar WHERE ? OR NOT r.hidden ORDER BY r.position, r.rid",
        (hidden,),
    )
    return [RoleRow._make((*row[:9], bool(row[9]))) for row in rows]


def _coded_by(only: Rid | None) -> tuple[str, tuple[Rid, ...]]:
    """Return the condition on codings `k` that everybody's count, or those of one analyst alone, with its values."""
    return ("1", ()) if only is None else ("k.analyst = ?", (only,))


def cases(connection: Connection, only: Rid | None = None) -> list[CaseRow]:
    """Return all cases, in their order, with everybody's codings, or those of the analyst `only`."""
    coded, parameters = _coded_by(only)
    rows = connection.exec_driver_sql(
        f"""SELECT c.rid, c.name, c.parent, c.kind, c.description, c.quote_policy,
            (SELECT count(*) FROM document d WHERE d."case" = c.rid),
            (SELECT count(*) FROM participant_case pc WHERE pc."case" = c.rid),
            coalesce(n.codings, 0)
        FROM "case" c LEFT JOIN (
            SELECT d."case" AS "case", count(*) AS codings FROM coding k JOIN excerpt x ON x.rid = k.excerpt
            JOIN document d ON d.rid = x.document WHERE {coded} GROUP BY d."case") n ON n."case" = c.rid
        ORDER BY c.position, c.name COLLATE NOCASE""",
        parameters,
    )
    return [CaseRow(*row) for row in rows]


def participants(connection: Connection, only: Rid | None = None) -> list[ParticipantRow]:
    """Return all participants, by name, with everybody's codings, or those of the analyst `only`."""
    coded, parameters = _coded_by(only)
    rows = connection.exec_driver_sql(
        f"""SELECT p.rid, p.name, p.role, p.consent, p.quote_policy, coalesce(pc.names, ''),
            coalesce(dp.documents, 0), coalesce(dp.codings, 0)
        FROM participant p
        LEFT JOIN (SELECT l.participant, group_concat(c.name, ', ') AS names FROM participant_case l
            JOIN "case" c ON c.rid = l."case" GROUP BY l.participant) pc ON pc.participant = p.rid
        LEFT JOIN (SELECT l.participant, count(*) AS documents, sum(coalesce(n.codings, 0)) AS codings
            FROM document_participant l LEFT JOIN (SELECT x.document, count(*) AS codings FROM coding k
                JOIN excerpt x ON x.rid = k.excerpt WHERE {coded} GROUP BY x.document) n ON n.document = l.document
            GROUP BY l.participant) dp ON dp.participant = p.rid
        ORDER BY p.name COLLATE NOCASE""",
        parameters,
    )
    return [ParticipantRow(*row) for row in rows]


def attributes(connection: Connection, owner_kind: str | None = None) -> list[AttributeColumn]:
    """Return the attributes of one kind of owner, or all."""
    rows = connection.exec_driver_sql(
        "SELECT rid, owner_kind, name, value_type, choices FROM attribute_definition "
        "WHERE ? IS NULL OR owner_kind = ? ORDER BY owner_kind, position, rid",
        (owner_kind, owner_kind),
    )
    return [AttributeColumn(*row) for row in rows]


def attribute_values(connection: Connection, owner_kind: str) -> dict[Rid, dict[Rid, str]]:
    """Return owner -> attribute -> value for one kind of owner."""
    rows = connection.exec_driver_sql(
        "SELECT v.owner, v.definition, v.value FROM attribute_value v "
        "JOIN attribute_definition a ON a.rid = v.definition WHERE a.owner_kind = ?",
        (owner_kind,),
    )
    found: dict[Rid, dict[Rid, str]] = {}
    for owner, definition, value in rows:
        found.setdefault(owner, {})[definition] = value
    return found


_ORDERS = {
    "case": ("c.name COLLATE NOCASE", "d.kind", *NATURAL_NAME),
    "name": NATURAL_NAME,
    "kind": ("d.kind", *NATURAL_NAME),
    "words": ("d.words",),
    "status": ("d.status",),
    "import": ("d.rid",),
    **{
        rating: (
            f"(SELECT CASE j.{rating} WHEN 'high' THEN 3 WHEN 'moderate' THEN 2 WHEN 'low' THEN 1 END "
            "FROM appraisal j WHERE j.document = d.rid)",
            *NATURAL_NAME,
        )
        for rating in ("relevance", "richness", "rigour")
    },
}


def document_rids(
    connection: Connection,
    scope: Filter = EVERYTHING,
    *,
    words: str = "",
    order: str = "case",
    descending: bool = False,
) -> list[Rid]:
    """Return the rids of documents that pass the filter and whose name or title holds `words`, in order.

    `order` is one of case, name, kind, words, status, import, relevance, richness, rigour.
    """
    conditions = document_conditions(connection, scope)
    if words.strip():
        like = "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        conditions.add("d.name LIKE ? ESCAPE '\\' OR d.title LIKE ? ESCAPE '\\'", like, like)
    by = ", ".join(f"{part} DESC" if descending else part for part in _ORDERS[order])
    rows = rows_of(
        connection,
        f'SELECT d.rid FROM document d LEFT JOIN "case" c ON c.rid = d."case" WHERE {conditions.sql} '
        f"ORDER BY {by}, d.rid",
        conditions.parameters,
    )
    return [row[0] for row in rows]


_DOCUMENT = """SELECT d.rid, d.name, d.kind, d."case", coalesce(c.name, ''),
    coalesce((SELECT group_concat(p.name, ', ') FROM document_participant l
        JOIN participant p ON p.rid = l.participant WHERE l.document = d.rid), ''),
    CASE WHEN d.status = 'uncoded' AND EXISTS (SELECT 1 FROM excerpt x WHERE x.document = d.rid)
        THEN 'in_progress' ELSE d.status END, d.title, d.words, d.characters, d.turns,
    (SELECT count(*) FROM excerpt x JOIN coding k ON k.excerpt = x.rid WHERE x.document = d.rid),
    coalesce((SELECT max(x."end") FROM excerpt x WHERE x.document = d.rid), 0)
    FROM document d LEFT JOIN "case" c ON c.rid = d."case" """


def document_rows(
    connection: Connection, rids: Sequence[Rid], only: Rid | None = None, with_progress: bool = True
) -> list[DocumentRow]:
    """Return the rows of the given documents, in the given order; ones that are gone are left out.

    `only` is an analyst: status, codings and progress are then theirs, and say nothing of what others coded. Without
    progress `coded` and `to_code` are 0: they need every coding of a document, and not everybody asks for them.
    """
    found: dict[Rid, DocumentRow] = {}
    for start in range(0, len(rids), _PAGE):
        page = tuple(rids[start : start + _PAGE])
        marks = ", ".join("?" * len(page))
        rows = [DocumentRow(*row) for row in connection.exec_driver_sql(f"{_DOCUMENT} WHERE d.rid IN ({marks})", page)]
        if only is not None:
            rows = rounds.seen_by(connection, rows, only)
        begun = [row.rid for row in rows if row.codings] if with_progress else []
        coded = documents.progress(connection, begun, only)
        for row in rows:
            done, of = coded.get(row.rid, (0, 0))
            found[row.rid] = row._replace(coded=done, to_code=of)
    return [found[rid] for rid in rids if rid in found]


def documents_named(connection: Connection, name: str) -> list[DocumentRow]:
    """Return the documents that `name` may stand for: by their name, or as `case/name`."""
    rows = [DocumentRow(*row) for row in connection.exec_driver_sql(f"{_DOCUMENT} WHERE d.name = ?", (name,))]
    if not rows and "/" in name:
        case, rest = name.split("/", 1)
        rows = [
            DocumentRow(*row)
            for row in connection.exec_driver_sql(f"{_DOCUMENT} WHERE d.name = ? AND c.name = ?", (rest, case))
        ]
    return rows


def documents_by_name(connection: Connection) -> dict[str, list[Rid]]:
    """Return name -> the documents that bear it, for looking up many."""
    found: dict[str, list[Rid]] = {}
    for name, rid in connection.exec_driver_sql("SELECT name, rid FROM document").fetchall():
        found.setdefault(name, []).append(rid)
    return found


def turns(connection: Connection, revision: Rid) -> tuple[TurnRow, ...]:
    """Return the turns of a revision in the order of the text."""
    rows = connection.exec_driver_sql(
        'SELECT rid, number, speaker, is_interviewer, start, words_start, "end", seconds, participant FROM turn '
        "WHERE revision = ? ORDER BY start",
        (revision,),
    )
    return tuple(TurnRow(row[0], row[1], row[2], bool(row[3]), *row[4:]) for row in rows)


def document_text(connection: Connection, document: Rid) -> DocumentText | None:
    """Return a document with its current text and turns, or None where it is gone."""
    rows = document_rows(connection, [document], with_progress=False)
    revision = connection.exec_driver_sql(
        "SELECT rid, text FROM text_revision WHERE document = ? ORDER BY number DESC LIMIT 1", (document,)
    ).fetchone()
    if not rows or revision is None:
        return None
    return DocumentText(rows[0], revision[0], revision[1], turns(connection, revision[0]))


def passage(connection: Connection, document: Rid, start: int, end: int) -> tuple[Rid, str] | None:
    """Return (current revision, words) of a span in code points, or None where the text does not reach so far."""
    row = connection.exec_driver_sql(
        "SELECT rid, substr(text, ? + 1, ? - ?) FROM text_revision WHERE document = ? ORDER BY number DESC LIMIT 1",
        (start, end, start, document),
    ).fetchone()
    # The length of the words tells whether the text reaches so far: that of the text would be counted from its start.
    if row is None or not 0 <= start < end or len(row[1]) != end - start:
        return None
    return row[0], row[1]


def current_text(connection: Connection, document: Rid) -> tuple[Rid, str]:
    """Return (current revision, text) of a document that is there."""
    row = connection.exec_driver_sql(
        "SELECT rid, text FROM text_revision WHERE document = ? ORDER BY number DESC LIMIT 1", (document,)
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def known_texts(connection: Connection) -> list[tuple[str, str, str, Rid]]:
    """Return (document name, SHA-256 of the text, name of the case or "", document), for noticing what is there."""
    rows = connection.exec_driver_sql(
        "SELECT d.name, r.sha256, coalesce(c.name, ''), d.rid FROM document d "
        'JOIN text_revision r ON r.document = d.rid LEFT JOIN "case" c ON c.rid = d."case"'
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def has_work(connection: Connection, analyst: Rid) -> bool:
    """Tell whether an analyst made any row, or any coding, evidence, round or hot code is theirs."""
    for kind, table in TABLES.items():
        columns = ["created_by", *(["analyst"] if "analyst" in table.c else [])]
        where = " OR ".join(f"{column} = ?1" for column in columns)
        itself = "AND rid <> ?1" if kind is Analyst else ""
        sql = f'SELECT 1 FROM "{table.name}" WHERE ({where}) {itself} LIMIT 1'
        if connection.exec_driver_sql(sql, (analyst,)).fetchone():
            return True
    return False


def imports(connection: Connection) -> list[ImportRow]:
    """Return the imports, newest first."""
    rows = connection.exec_driver_sql(
        "SELECT i.rid, i.kind, i.file_names, i.added, i.unchanged, i.notes, i.created_at, coalesce(a.name, '') "
        "FROM import_batch i LEFT JOIN analyst a ON a.rid = i.created_by "
        "WHERE i.kind NOT IN ('recording', 'auto-coding') ORDER BY i.rid DESC"
    )
    return [ImportRow(*row) for row in rows]
