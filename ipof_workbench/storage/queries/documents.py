"""Documents as a list looks at them: by case and kind, chosen by status and by whose codings, how far coded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection

from ipof_workbench.domain.document_choices import (
    EVERY_DOCUMENT,
    NO_CASE,
    CaseName,
    CodedBy,
    DayRow,
    DocumentChoice,
    GroupCount,
)
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentStatus, RoundStatus
from ipof_workbench.storage.queries.scope import NATURAL_NAME, Conditions, document_conditions

DONE = (DocumentStatus.FIRST_CODED.value, DocumentStatus.SECOND_CODED.value, DocumentStatus.AGREED.value)
STATUS = """CASE WHEN d.status = 'uncoded' AND d.rid IN (SELECT document FROM excerpt)
    THEN 'in_progress' ELSE d.status END"""
"""The status of a document `d` as it is shown: what has codings is under way, though nobody has marked it so."""
# Found once for all documents, not once for each.
_CODED = "d.rid IN (SELECT x.document FROM coding k JOIN excerpt x ON x.rid = k.excerpt{})"
_ORDERS = {
    "name": NATURAL_NAME,
    "kind": ("d.kind", *NATURAL_NAME),
    "words": ("d.words", *NATURAL_NAME),
    "status": (STATUS, *NATURAL_NAME),
    "codings": (
        "(SELECT count(*) FROM excerpt x JOIN coding k ON k.excerpt = x.rid WHERE x.document = d.rid)",
        *NATURAL_NAME,
    ),
    "import": ("d.rid",),
}


def case_names(connection: Connection) -> list[CaseName]:
    """Return all cases in their order."""
    rows = connection.exec_driver_sql('SELECT rid, name, parent FROM "case" ORDER BY position, name COLLATE NOCASE')
    return [CaseName(*row) for row in rows]


def people(connection: Connection) -> list[tuple[Rid, str]]:
    """Return (rid, name) of all participants, by name."""
    found = connection.exec_driver_sql("SELECT rid, name FROM participant ORDER BY name COLLATE NOCASE, rid")
    return [(row[0], row[1]) for row in found.cursor.fetchall()] if found.cursor is not None else []


def ratings(connection: Connection, documents: Sequence[Rid]) -> dict[Rid, tuple[str, str, str]]:
    """Return document -> its relevance, richness and rigour (keys of `Rating`, or empty), of those appraised."""
    found: dict[Rid, tuple[str, str, str]] = {}
    for start in range(0, len(documents), 500):
        page = tuple(documents[start : start + 500])
        rows = connection.exec_driver_sql(
            "SELECT document, relevance, richness, rigour FROM appraisal "
            f"WHERE document IN ({', '.join('?' * len(page))})",
            page,
        )
        found.update({row[0]: (row[1], row[2], row[3]) for row in rows})
    return found


def group_counts(
    connection: Connection,
    scope: Filter = EVERYTHING,
    choice: DocumentChoice = EVERY_DOCUMENT,
    only: Rid | None = None,
) -> list[GroupCount]:
    """Return how many documents that pass each case holds of each kind, and how many of them are done: marked so, or
    by what the analyst `only` says of their own round."""
    conditions = _conditions(connection, scope, choice)
    # Two looks: the first needs no more than the index by case and kind, the second finds few rows.
    if only is None:
        done = _counted(connection, conditions, f"d.status IN ({', '.join('?' * len(DONE))})", DONE)
    else:
        own = "d.rid IN (SELECT document FROM coding_round WHERE analyst = ? AND status = ?)"
        done = _counted(connection, conditions, own, (only, RoundStatus.CODED.value))
    return [
        GroupCount(case, kind, total, done.get((case, kind), 0))
        for (case, kind), total in _counted(connection, conditions).items()
    ]


def _counted(
    connection: Connection, conditions: Conditions, further: str = "1", parameters: Sequence[str | Rid] = ()
) -> dict[tuple[Rid | None, str], int]:
    rows = connection.exec_driver_sql(
        f'SELECT d."case", d.kind, count(*) FROM document d WHERE ({conditions.sql}) AND {further} '
        'GROUP BY d."case", d.kind',
        (*conditions.parameters, *parameters),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def chosen(
    connection: Connection,
    scope: Filter = EVERYTHING,
    choice: DocumentChoice = EVERY_DOCUMENT,
    *,
    order: str = "kind",
    descending: bool = False,
    first_by_case: bool = False,
) -> list[Rid]:
    """Return the rids of the documents that pass, in an order of `DocumentOrder`.

    `first_by_case` keeps the documents of a case together.
    """
    conditions = _conditions(connection, scope, choice)
    parts = [f"{part} DESC" if descending else part for part in _ORDERS[order]]
    by = ", ".join([*(['c.position, c.name COLLATE NOCASE, d."case"'] if first_by_case else []), *parts])
    found = connection.exec_driver_sql(
        f'SELECT d.rid FROM document d LEFT JOIN "case" c ON c.rid = d."case" WHERE {conditions.sql} '
        f"ORDER BY {by}, d.rid",
        tuple(conditions.parameters),
    )
    # The driver's own rows: 100,000 of them in another wrapping take twice the time of the query.
    return [row[0] for row in found.cursor.fetchall()] if found.cursor is not None else []


def named(
    connection: Connection, scope: Filter, choice: DocumentChoice, words: str, *, limit: int = 2_000
) -> list[tuple[Rid, str, str]]:
    """Return (rid, name, name of the case) of documents that pass and whose name holds words, in no order."""
    conditions = _conditions(connection, scope, replace(choice, words=words))
    rows = connection.exec_driver_sql(
        'SELECT d.rid, d.name, coalesce(c.name, \'\') FROM document d LEFT JOIN "case" c ON c.rid = d."case" '
        f"WHERE {conditions.sql} LIMIT ?",
        (*conditions.parameters, limit),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _conditions(connection: Connection, scope: Filter, choice: DocumentChoice) -> Conditions:
    found = document_conditions(connection, scope)
    found.add_in("d.kind", choice.kinds)
    found.add_in(STATUS, choice.statuses)
    if choice.cases:
        found.add_in('coalesce(d."case", 0)' if NO_CASE in choice.cases else 'd."case"', choice.cases)
    if choice.coded_by == CodedBy.NOBODY:
        found.add(f"NOT {_CODED.format('')}")
    elif choice.coded_by == CodedBy.ME:
        found.add(_CODED.format(" WHERE k.analyst = ?"), choice.analyst)
    elif choice.coded_by == CodedBy.NOT_ME:
        found.add(f"NOT {_CODED.format(' WHERE k.analyst = ?')}", choice.analyst)
    words = choice.words.strip()
    if words:
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found.add("d.name LIKE ? ESCAPE '\\' OR d.title LIKE ? ESCAPE '\\'", like, like)
    return found


def progress(connection: Connection, documents: Sequence[Rid], only: Rid | None = None) -> dict[Rid, tuple[int, int]]:
    """Return document -> (coded, in all) for documents with codings, by everybody or by `only` (an analyst).

    Counted are the turns of those who answer, else (where nobody speaks) the characters of the text.
    """
    if not documents:
        return {}
    marks = ", ".join("?" * len(documents))
    spans = connection.exec_driver_sql(
        'SELECT DISTINCT x.document, x.start, x."end" FROM excerpt x JOIN coding k ON k.excerpt = x.rid '
        f"WHERE x.document IN ({marks}) AND (? IS NULL OR k.analyst = ?) ORDER BY x.document, x.start",
        (*documents, only, only),
    ).fetchall()
    coded = {document: [(row[1], row[2]) for row in rows] for document, rows in groupby(spans, lambda row: row[0])}
    if not coded:
        return {}
    marks = ", ".join("?" * len(coded))
    turns = connection.exec_driver_sql(
        'SELECT r.document, t.start, t."end" FROM text_revision r JOIN turn t ON t.revision = r.rid '
        f"WHERE r.document IN ({marks}) AND NOT t.is_interviewer AND t.number > 0 "
        "AND r.number = (SELECT max(n.number) FROM text_revision n WHERE n.document = r.document) "
        "ORDER BY r.document, t.start",
        tuple(coded),
    ).fetchall()
    spoken = {document: [(row[1], row[2]) for row in rows] for document, rows in groupby(turns, lambda row: row[0])}
    sizes = connection.exec_driver_sql(f"SELECT rid, characters FROM document WHERE rid IN ({marks})", tuple(coded))
    size_of = {row[0]: row[1] for row in sizes}
    return {
        document: _touched(spoken[document], ranges)
        if document in spoken
        else (_covered(ranges), size_of.get(document, 0))
        for document, ranges in coded.items()
    }


def _touched(turns: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return how many of the turns hold a part of a span, and how many there are; both in the order of the text."""
    merged = _merged(spans)
    at, touched = 0, 0
    for start, end in turns:
        while at < len(merged) and merged[at][1] <= start:
            at += 1
        touched += at < len(merged) and merged[at][0] < end
    return touched, len(turns)


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in _merged(spans))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def coded_since(connection: Connection, at: str, analyst: Rid) -> list[DayRow]:
    """Return what an analyst has coded since a time (UTC, ISO 8601), the document coded last first."""
    rows = connection.exec_driver_sql(
        """SELECT d.rid, d.name, coalesce(c.name, ''), n.codings, x.start, x."end" FROM (
            SELECT x.document, count(*) AS codings, max(k.rid) AS last FROM coding k JOIN excerpt x ON x.rid = k.excerpt
            WHERE k.created_at >= ? AND k.analyst = ? GROUP BY x.document) n
        JOIN document d ON d.rid = n.document LEFT JOIN "case" c ON c.rid = d."case"
        JOIN coding k ON k.rid = n.last JOIN excerpt x ON x.rid = k.excerpt ORDER BY n.last DESC""",
        (at, analyst),
    )
    return [DayRow(*row) for row in rows]
