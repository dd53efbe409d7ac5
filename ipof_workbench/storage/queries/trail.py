"""Memos with their quotes, and decisions with what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.trail_rows import DecisionRow, MemoQuoteRow, MemoRow, SubjectRow, VoteRow
from ipof_workbench.storage.queries.scope import SOURCE
from ipof_workbench.storage.queries.subjects import names

_MEMO = """SELECT m.rid, m.title, m.body, m.kind, m.inference, m.about_kind, m.about, '' AS about_name, m.created_by,
    coalesce(a.name, ''), m.created_at,
    coalesce((SELECT s.at FROM journal_change c JOIN journal_step s ON s.rid = c.step
        WHERE c.table_name = 'memo' AND c.row_rid = m.rid AND c.row_id = m.id ORDER BY c.rid DESC LIMIT 1),
        m.created_at),
    (SELECT count(*) FROM memo_quote q WHERE q.memo = m.rid)
    FROM memo m LEFT JOIN analyst a ON a.rid = m.created_by"""


def memos(connection: Connection, about_kind: str | None = None, about: Rid | None = None) -> list[MemoRow]:
    """Return the memos on one record (`about_kind` "" for those on the whole study), or all; newest first."""
    where, parameters = "", tuple[str | Rid | None, ...]()
    if about_kind is not None:
        where, parameters = " WHERE m.about_kind = ? AND m.about IS ?", (about_kind, about)
    rows = [MemoRow(*row) for row in connection.exec_driver_sql(f"{_MEMO}{where} ORDER BY m.rid DESC", parameters)]
    called = names(connection, ((row.about_kind, row.about) for row in rows if row.about is not None))
    return [
        row._replace(about_name=called.get((row.about_kind, row.about), "")) if row.about is not None else row
        for row in rows
    ]


def count_of_memos(connection: Connection, about_kind: str, about: Rid) -> int:
    """Return how many memos there are on one record."""
    row = connection.exec_driver_sql(
        "SELECT count(*) FROM memo WHERE about_kind = ? AND about = ?", (about_kind, about)
    ).fetchone()
    return int(row[0]) if row is not None else 0


def memo(connection: Connection, rid: Rid) -> MemoRow | None:
    """Return one memo, or None where it is gone."""
    row = connection.exec_driver_sql(f"{_MEMO} WHERE m.rid = ?", (rid,)).fetchone()
    if row is None:
        return None
    found = MemoRow(*row)
    if found.about is None:
        return found
    called = names(connection, [(found.about_kind, found.about)])
    return found._replace(about_name=called.get((found.about_kind, found.about), ""))


def memo_quotes(connection: Connection, memos: Sequence[Rid]) -> dict[Rid, tuple[MemoQuoteRow, ...]]:
    """Return memo -> the passages it quotes, in their order."""
    found: dict[Rid, list[MemoQuoteRow]] = {}
    for start in range(0, len(memos), 500):
        page = tuple(memos[start : start + 500])
        rows = connection.exec_driver_sql(
            f"""SELECT q.rid, q.memo, d.rid, d.name, d.kind, coalesce(c.name, ''), coalesce(w.name, ''),
                coalesce(w.role, ''), x.start, x."end", x.quote
            FROM memo_quote q JOIN excerpt x ON x.rid = q.excerpt JOIN document d ON d.rid = x.document
            LEFT JOIN "case" c ON c.rid = d."case" LEFT JOIN participant w ON w.rid = nullif(max({SOURCE}, 0), 0)
            WHERE q.memo IN ({", ".join("?" * len(page))}) ORDER BY q.memo, q.position, q.rid""",
            page,
        )
        for row in rows:
            quote = MemoQuoteRow(*row)
            found.setdefault(quote.memo, []).append(quote)
    return {rid: tuple(quotes) for rid, quotes in found.items()}


def decisions(connection: Connection, decision: Rid | None = None) -> list[DecisionRow]:
    """Return the decisions (or one), the last held or recorded first."""
    rows = connection.exec_driver_sql(
        """SELECT d.rid, d.kind, d.wording, d.held_on, d.attendees, d.note, d.counting, coalesce(a.name, ''),
            d.created_at FROM decision d LEFT JOIN analyst a ON a.rid = d.created_by WHERE ? IS NULL OR d.rid = ?
        ORDER BY coalesce(nullif(d.held_on, ''), substr(d.created_at, 1, 10)) DESC, d.rid DESC""",
        (decision, decision),
    ).fetchall()
    subjects, votes = _subjects(connection, decision), _votes(connection, decision)
    found = (DecisionRow(*tuple(row)) for row in rows)
    return [
        replace(row, subjects=tuple(subjects.get(row.rid, ())), votes=tuple(votes.get(row.rid, ()))) for row in found
    ]


def decisions_about(connection: Connection, kind: str, rid: Rid) -> list[Rid]:
    """Return the decisions about one record."""
    rows = connection.exec_driver_sql(
        "SELECT decision FROM decision_subject WHERE about_kind = ? AND about = ? ORDER BY rid DESC", (kind, rid)
    )
    return [row[0] for row in rows]


def _subjects(connection: Connection, decision: Rid | None) -> dict[Rid, list[SubjectRow]]:
    rows = connection.exec_driver_sql(
        "SELECT decision, about_kind, about FROM decision_subject WHERE ? IS NULL OR decision = ? ORDER BY rid",
        (decision, decision),
    ).fetchall()
    called = names(connection, ((row[1], row[2]) for row in rows))
    found: dict[Rid, list[SubjectRow]] = {}
    for owner, kind, rid in rows:
        found.setdefault(owner, []).append(SubjectRow(kind, rid, called.get((kind, rid), "")))
    return found


def _votes(connection: Connection, decision: Rid | None) -> dict[Rid, list[VoteRow]]:
    rows = connection.exec_driver_sql(
        "SELECT v.decision, v.statement, s.number, v.voter, v.value FROM statement_vote v "
        "JOIN theory_statement s ON s.rid = v.statement WHERE ? IS NULL OR v.decision = ? ORDER BY v.rid",
        (decision, decision),
    )
    found: dict[Rid, list[VoteRow]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(VoteRow(*row[1:]))
    return found
