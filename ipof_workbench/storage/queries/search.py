"""Full-text search over the current texts.

Words are looked for together (AND); "a phrase" in double quotes stands as it is; a word that ends in `*` may go on.
Anything else that FTS5 would read as syntax is taken as text.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.listings import SearchHit
from ipof_workbench.domain.text import storable
from ipof_workbench.storage.queries.scope import document_conditions

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w", re.UNICODE)
_BEFORE, _AFTER = 40, 80
# Long enough that no text holds them; a control character alone can stand in a text file.
_MARK_START, _MARK_END = "\x02\x1fhit\x1f\x02", "\x03\x1fhit\x1f\x03"


def match_expression(words: str) -> str:
    """Return what FTS5 is asked for.

    Raises:
        UsageError: there is no letter or digit to look for.
    """
    terms = []
    words = storable(words).replace("\0", " ")
    for phrase, word in _TERM.findall(words):
        text = (phrase or word).strip()
        open_ended = bool(word) and text.endswith("*")
        text = text.rstrip("*").replace('"', '""')
        if _WORD.search(text):
            terms.append(f'"{text}"' + ("*" if open_ended else ""))
    if not terms:
        raise UsageError("Write at least one letter or digit to look for.")
    return " ".join(terms)


def search(
    connection: Connection, words: str, scope: Filter = EVERYTHING, *, limit: int = 50
) -> tuple[list[SearchHit], int]:
    """Return the first hit in each of at most `limit` documents (0 = all), in the order of import, and how many
    documents hold the words."""
    expression = match_expression(words)
    conditions = document_conditions(connection, scope)
    joined = (
        "FROM text_search s JOIN text_revision r ON r.rid = s.rowid JOIN document d ON d.rid = r.document "
        f"WHERE text_search MATCH ? AND {conditions.sql}"
    )
    parameters = (expression, *conditions.parameters)
    # Without conditions the index alone can tell: joining each of many thousand hits would take most of the time.
    counted = joined if conditions.parts else "FROM text_search WHERE text_search MATCH ?"
    row = connection.exec_driver_sql(f"SELECT count(*) {counted}", parameters).fetchone()
    total = int(row[0]) if row else 0
    rows = connection.exec_driver_sql(
        f"""SELECT d.rid, d.name, d.kind, coalesce((SELECT c.name FROM "case" c WHERE c.rid = d."case"), ''),
            highlight(text_search, 0, '{_MARK_START}', '{_MARK_END}') {joined} ORDER BY s.rowid LIMIT ?""",
        (*parameters, limit or -1),
    )
    return [_hit(*row) for row in rows], total


def _hit(document: int, name: str, kind: str, case_name: str, marked: str) -> SearchHit:
    start = marked.index(_MARK_START) if _MARK_START in marked else 0
    end = marked.find(_MARK_END, start) - len(_MARK_START) if _MARK_END in marked else start
    text = marked.replace(_MARK_START, "").replace(_MARK_END, "")
    left, right = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    snippet = " ".join(text[left:right].split())
    return SearchHit(
        document,
        name,
        kind,
        case_name,
        start,
        end,
        ("…" if left else "") + snippet + ("…" if right < len(text) else ""),
    )
