"""What keys need to know: all that can be picked, what was used last, what the digits hold, where a code comes next."""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.picking_rows import CodeChoice, CodedPlace, HotRow, PickRow
from ipof_workbench.storage.queries.scope import coding_conditions

_LOOKED_AT = 400
"""So many of the last codings are looked at for what was used last."""


def pick_rows(connection: Connection, only: Rid | None = None) -> list[PickRow]:
    """Return the named elements and all thematic codes, by name, with how many codings everybody has made with them, or
    the analyst `only`."""
    # Without an analyst nothing is asked of one: the index on what is coded with then suffices.
    own, parameters = ("AND analyst = ?", (only,)) if only is not None else ("", ())
    elements = connection.exec_driver_sql(
        f"""SELECT m.rid, coalesce(r.key, ''), m.label, m.alias, m.statement, coalesce(p.label, ''), coalesce(n.used, 0)
        FROM element m LEFT JOIN role r ON r.rid = m.role LEFT JOIN element p ON p.rid = m.parent
        LEFT JOIN (SELECT element, count(*) AS used FROM coding WHERE element IS NOT NULL {own} GROUP BY element) n
            ON n.element = m.rid
        WHERE m.merged_into IS NULL AND m.named ORDER BY m.label COLLATE NOCASE""",
        parameters,
    )
    found = [PickRow(CodeChoice(None, row[0], row[1]), *row[2:]) for row in elements]
    codes = connection.exec_driver_sql(
        f"""SELECT t.rid, t.name, t.alias, trim(t.statement || ' ' || t.definition), coalesce(p.name, ''),
            coalesce(n.used, 0)
        FROM thematic_code t LEFT JOIN thematic_code p ON p.rid = t.parent
        LEFT JOIN (SELECT code, count(*) AS used FROM coding WHERE code IS NOT NULL {own} GROUP BY code) n
            ON n.code = t.rid
        ORDER BY t.name COLLATE NOCASE""",
        parameters,
    )
    return [*found, *(PickRow(CodeChoice(row[0]), *row[1:]) for row in codes)]


def used_last(connection: Connection, analyst: Rid, limit: int = 9) -> list[CodeChoice]:
    """Return what an analyst coded with last, each once, the latest first; unnamed elements are left out."""
    rows = connection.exec_driver_sql(
        """SELECT k.code, k.element, coalesce(r.key, '') FROM coding k LEFT JOIN role r ON r.rid = k.role
        LEFT JOIN element m ON m.rid = k.element
        WHERE k.analyst = ? AND coalesce(m.named, 1) AND m.merged_into IS NULL ORDER BY k.rid DESC LIMIT ?""",
        (analyst, _LOOKED_AT),
    )
    return list(dict.fromkeys(CodeChoice(*row) for row in rows))[:limit]


def hot_codes(connection: Connection, analyst: Rid) -> list[HotRow]:
    """Return what is on the digit keys of an analyst, by digit. An element that was merged is the one it went into."""
    rows = connection.exec_driver_sql(
        """WITH RECURSIVE live(held, rid) AS (
            SELECT rid, element FROM hot_code WHERE element IS NOT NULL
            UNION SELECT l.held, m.merged_into FROM live l JOIN element m ON m.rid = l.rid
                WHERE m.merged_into IS NOT NULL)
        SELECT h.digit, h.code, m.rid, coalesce(r.key, ''), coalesce(t.name, m.label, '') FROM hot_code h
        LEFT JOIN role r ON r.rid = h.role LEFT JOIN thematic_code t ON t.rid = h.code
        LEFT JOIN live l ON l.held = h.rid LEFT JOIN element m ON m.rid = l.rid
        WHERE h.analyst = ? AND (m.rid IS NULL OR m.merged_into IS NULL) ORDER BY h.digit""",
        (analyst,),
    )
    return [HotRow(row[0], CodeChoice(row[1], row[2], row[3]), row[4]) for row in rows]


def coded_places(connection: Connection, choice: CodeChoice, scope: Filter = EVERYTHING) -> list[CodedPlace]:
    """Return where a code or an element (in whatever role) stands in the current texts, by case, document and place."""
    conditions = coding_conditions(connection, scope)
    conditions.add(
        "x.revision = (SELECT v.rid FROM text_revision v WHERE v.document = d.rid ORDER BY v.number DESC LIMIT 1)"
    )
    if choice.code is not None:
        conditions.add("k.code = ?", choice.code)
    else:
        conditions.add("k.element = ?", choice.element)
    rows = connection.exec_driver_sql(
        f"""SELECT k.rid, x.document, x.start, x."end" FROM coding k JOIN excerpt x ON x.rid = k.excerpt
        JOIN document d ON d.rid = x.document LEFT JOIN "case" c ON c.rid = d."case"
        WHERE {conditions.sql} ORDER BY c.position, c.rid, d.name COLLATE NOCASE, d.rid, x.start, x."end", k.rid""",
        tuple(conditions.parameters),
    )
    return [CodedPlace(*row) for row in rows]
