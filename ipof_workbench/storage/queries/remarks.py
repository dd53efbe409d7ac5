"""What the remarks on the theory rest on, beyond the lists of configurations and places."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.remark_rows import (
    AskedWordsRow,
    DismissalRow,
    LookedForRow,
    StatementStanding,
    UnlinkedRow,
)
from ipof_workbench.storage.queries.scope import SOURCE


def dismissals(connection: Connection) -> list[DismissalRow]:
    """Return the answered remarks, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT r.rid, r.rule, r.about_kind, r.about, r.reason, r.state, coalesce(a.name, ''), r.created_at "
        "FROM remark_dismissal r LEFT JOIN analyst a ON a.rid = r.created_by ORDER BY r.created_at DESC, r.rid DESC"
    )
    return [DismissalRow(*row) for row in rows]


def looked_for(connection: Connection) -> list[LookedForRow]:
    """Return what was looked for in which case, and whether evidence from there (or from a case below) says it."""
    rows = connection.exec_driver_sql(
        """SELECT l.rid, l.configuration, l.statement, l."case", c.name FROM looked_for l
        JOIN "case" c ON c.rid = l."case" ORDER BY l.rid"""
    ).fetchall()
    if not rows:
        return []
    parents: dict[Rid, Rid | None] = {
        row[0]: row[1] for row in connection.exec_driver_sql('SELECT rid, parent FROM "case"')
    }
    found: dict[Rid, int] = {}
    cases = {row[0]: row[3] for row in rows}
    bearing = (
        "JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document"
    )
    for looked, case in connection.exec_driver_sql(
        f"""SELECT l.rid, d."case" FROM looked_for l JOIN evidence e ON e.configuration = l.configuration {bearing}
            WHERE e.stance <> 'silent' UNION ALL
        SELECT l.rid, d."case" FROM looked_for l JOIN place p ON p.configuration = l.configuration
            JOIN evidence e ON e.place = p.rid {bearing} WHERE e.stance <> 'silent' UNION ALL
        SELECT l.rid, d."case" FROM looked_for l JOIN evidence e ON e.statement = l.statement {bearing}
            WHERE e.stance <> 'silent'"""
    ):
        if cases[looked] in _with_those_above(case, parents):
            found[looked] = found.get(looked, 0) + 1
    return [
        LookedForRow(
            "configuration" if row[1] is not None else "theory_statement",
            row[1] if row[1] is not None else row[2],
            row[3],
            row[4],
            found.get(row[0], 0),
        )
        for row in rows
    ]


def _with_those_above(case: Rid | None, parents: dict[Rid, Rid | None]) -> set[Rid]:
    found: set[Rid] = set()
    while case is not None and case not in found:
        found.add(case)
        case = parents.get(case)
    return found


def asked_words(connection: Connection) -> list[AskedWordsRow]:
    """Return the evidence whose passage begins in a turn of an interviewer."""
    # From the turns to the passages in them: each is a short range of an index, while looking for the turn of each of
    # 30,000 passages takes five times as long.
    rows = connection.exec_driver_sql(
        """SELECT CASE WHEN e.statement IS NULL THEN 'configuration' ELSE 'theory_statement' END,
            coalesce(e.statement, e.configuration, p.configuration), e.rid, d.rid, d.name, x.start, x."end"
        FROM turn t CROSS JOIN text_revision r ON r.rid = t.revision
        CROSS JOIN excerpt x ON x.document = r.document AND x.start >= t.start AND x.start < t."end"
            AND x.revision = t.revision
        CROSS JOIN coding k ON k.excerpt = x.rid CROSS JOIN evidence e ON e.coding = k.rid
        JOIN document d ON d.rid = x.document LEFT JOIN place p ON p.rid = e.place
        WHERE t.is_interviewer AND coalesce(e.statement, e.configuration, p.configuration) IS NOT NULL
        ORDER BY e.rid"""
    )
    return [AskedWordsRow(*row) for row in rows]


def _pages(rids: list[Rid], size: int = 500) -> Iterable[tuple[Rid, ...]]:
    return (tuple(rids[start : start + size]) for start in range(0, len(rids), size))


def unlinked(connection: Connection) -> list[UnlinkedRow]:
    """Return the named elements coded in a role that says “if” and standing in no configuration."""
    rows = connection.exec_driver_sql(
        """SELECT m.rid, m.label, min(r.key), count(*) FROM element m JOIN coding k ON k.element = m.rid
        JOIN role r ON r.rid = k.role AND r.connector = 'if'
        WHERE m.named AND m.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM place_content c
            JOIN configuration_version v ON v.rid = c.version AND v.number = 0 WHERE c.element = m.rid)
        GROUP BY m.rid ORDER BY count(*) DESC, m.rid"""
    )
    return [UnlinkedRow(*row) for row in rows]


def statement_standings(connection: Connection) -> list[StatementStanding]:
    """Return what bears on each statement, in the natural order of their numbers."""
    own: dict[Rid, dict[str, int]] = {}
    for rid, stance, pieces in connection.exec_driver_sql(
        "SELECT statement, stance, count(*) FROM evidence WHERE statement IS NOT NULL GROUP BY statement, stance"
    ):
        own.setdefault(rid, {})[stance] = pieces
    through: dict[Rid, int] = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            """SELECT l.statement, sum((SELECT count(*) FROM evidence e WHERE e.configuration = l.configuration)
                + (SELECT count(*) FROM evidence e JOIN place p ON p.rid = e.place
                    WHERE p.configuration = l.configuration))
            FROM statement_configuration l GROUP BY l.statement"""
        )
    }
    rows = connection.exec_driver_sql("SELECT rid, number, status FROM theory_statement").fetchall()
    found = [
        StatementStanding(
            row[0], row[1], row[2], sum(own.get(row[0], {}).values()), through.get(row[0], 0), own.get(row[0], {})
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: natural_key(row.number))


def sole_sources(connection: Connection, configurations: Iterable[Rid]) -> dict[Rid, int]:
    """Return configuration -> the source of its evidence (one of them), as in `scope.SOURCE`."""
    found: dict[Rid, int] = {}
    for page in _pages(list(configurations)):
        marks = ", ".join("?" * len(page))
        for rid, source in connection.exec_driver_sql(
            f"""SELECT g.rid, (SELECT {SOURCE} FROM evidence e JOIN coding k ON k.rid = e.coding
                JOIN excerpt x ON x.rid = k.excerpt WHERE e.configuration = g.rid
                OR e.place IN (SELECT p.rid FROM place p WHERE p.configuration = g.rid) ORDER BY e.rid LIMIT 1)
            FROM configuration g WHERE g.rid IN ({marks})""",
            page,
        ):
            if source is not None:
                found[rid] = source
    return found


def variants(connection: Connection) -> dict[Rid, Rid]:
    """Return configuration -> the one it was made a variant of."""
    rows = connection.exec_driver_sql("SELECT rid, variant_of FROM configuration WHERE variant_of IS NOT NULL")
    return dict(row[:2] for row in rows)


def element_names(connection: Connection) -> dict[Rid, tuple[str, str]]:
    """Return element -> (label, key of its usual role) of the named elements."""
    rows = connection.exec_driver_sql(
        "SELECT m.rid, m.label, coalesce(r.key, '') FROM element m LEFT JOIN role r ON r.rid = m.role "
        "WHERE m.named AND m.merged_into IS NULL"
    )
    return {rid: (label, role_key) for rid, label, role_key in rows}


def later_than_the_sentence(connection: Connection) -> frozenset[Rid]:
    """Return the contents of open drafts that came in, or became another element, after its words were last written.

    The journal tells: an import wrote words and contents at once, and is no step of either row. A step that was undone
    did nothing.
    """
    rows = connection.exec_driver_sql(
        """WITH undone AS MATERIALIZED (SELECT target AS step FROM (SELECT target, kind, max(rid) FROM journal_step
                WHERE target IS NOT NULL GROUP BY target) WHERE kind = 'undo'),
            drafts AS MATERIALIZED (SELECT v.rid, coalesce((SELECT max(c.step) FROM journal_change c
                WHERE c.table_name = 'configuration_version' AND c.row_rid = v.rid AND c.row_id = v.id
                AND c.step NOT IN undone), 0) AS step
            FROM configuration_version v
            WHERE v.number = 0 AND (v.if_text <> '' OR v.then_text <> '' OR v.because_text <> ''))
        SELECT p.rid FROM drafts w JOIN place_content p ON p.version = w.rid WHERE EXISTS (
            SELECT 1 FROM journal_change c LEFT JOIN journal_content k ON k.change = c.rid
            WHERE c.table_name = 'place_content' AND c.row_rid = p.rid AND c.row_id = p.id AND c.step > w.step
            AND c.step NOT IN undone AND (c.operation = 'insert' OR (c.operation = 'update'
                AND json_extract(k.before, '$.element') IS NOT json_extract(k.after, '$.element'))))"""
    )
    return frozenset(row[0] for row in rows)
