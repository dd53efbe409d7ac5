"""Codings, elements, thematic codes."""

from __future__ import annotations

from sqlalchemy import Connection

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CodeRow, CodingRow, ConfigurationRef, Counts, ElementRow, StatementRef
from ipof_workbench.storage.bare import rows_of
from ipof_workbench.storage.queries.scope import SOURCE, coding_conditions

_CODING = """SELECT k.rid, x.document, x.start, x."end", x.quote, coalesce(r.key, ''), coalesce(r.letter, ''),
    k.element, coalesce(m.label, ''), coalesce(m.named, 1), k.code, coalesce(t.name, ''), k.analyst, a.name, k.note,
    k.created_at
    FROM coding k JOIN excerpt x ON x.rid = k.excerpt JOIN analyst a ON a.rid = k.analyst
    JOIN document d ON d.rid = x.document
    LEFT JOIN role r ON r.rid = k.role LEFT JOIN element m ON m.rid = k.element
    LEFT JOIN thematic_code t ON t.rid = k.code """

_BEARING = """SELECT e.coding, g.rid, coalesce(g.number, s.number), e.rid, e.stance, s.rid FROM evidence e
    LEFT JOIN place p ON p.rid = e.place
    LEFT JOIN configuration g ON g.rid = coalesce(e.configuration, p.configuration)
    LEFT JOIN theory_statement s ON s.rid = e.statement
    WHERE coalesce(g.rid, s.rid) IS NOT NULL AND e.coding IN (SELECT k.rid FROM coding k
        JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document WHERE {where}) ORDER BY e.rid"""


def _codings(connection: Connection, where: str, parameters: tuple[object, ...]) -> list[CodingRow]:
    bearing: dict[Rid, list[ConfigurationRef]] = {}
    stated: dict[Rid, list[StatementRef]] = {}
    for coding, configuration, number, evidence, stance, statement in rows_of(
        connection, _BEARING.format(where=where), parameters
    ):
        if configuration is not None:
            bearing.setdefault(coding, []).append(ConfigurationRef(configuration, number, evidence, stance))
        else:
            stated.setdefault(coding, []).append(StatementRef(statement, number, evidence, stance))
    rows = rows_of(connection, f"{_CODING} WHERE {where} ORDER BY x.document, x.start, k.rid", parameters)
    return [CodingRow._make((*row, tuple(bearing.get(row[0], ())), tuple(stated.get(row[0], ())))) for row in rows]


def codings_of_document(
    connection: Connection, document: Rid, scope: Filter = EVERYTHING, within: tuple[int, int] | None = None
) -> list[CodingRow]:
    """Return the codings of a document in the order of its current text (those that lie `within` a stretch of it);
    those of passages that only an older text holds are left out (`texts.unanchored`)."""
    conditions = coding_conditions(connection, scope)
    conditions.add("x.document = ?", document)
    current = connection.exec_driver_sql(
        "SELECT rid FROM text_revision WHERE document = ? ORDER BY number DESC LIMIT 1", (document,)
    ).fetchone()
    conditions.add("x.revision = ?", current[0] if current else 0)
    if within is not None:
        conditions.add('x.start >= ? AND x."end" <= ?', *within)
    return _codings(connection, conditions.sql, tuple(conditions.parameters))


def coding(connection: Connection, rid: Rid) -> CodingRow | None:
    """Return one coding, or None where it is gone."""
    found = _codings(connection, "k.rid = ?", (rid,))
    return found[0] if found else None


def codings(connection: Connection, scope: Filter = EVERYTHING) -> list[CodingRow]:
    """Return all codings that pass the filter, by document and place."""
    conditions = coding_conditions(connection, scope)
    return _codings(connection, conditions.sql, tuple(conditions.parameters))


def elements(
    connection: Connection, *, words: str = "", role_key: str = "", limit: int | None = None
) -> list[ElementRow]:
    """Return the named elements whose label, other names or statement hold `words`: those of a role first, then the
    most used."""
    like = "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = connection.exec_driver_sql(
        """SELECT m.rid, m.label, m.named, m.statement, coalesce(r.key, ''), m.parent, m.valence,
            (SELECT count(*) FROM coding k WHERE k.element = m.rid) AS used,
            (SELECT count(DISTINCT p.configuration) FROM place_content c JOIN place p ON p.rid = c.place
                JOIN configuration_version v ON v.rid = c.version AND v.number = 0 WHERE c.element = m.rid),
            m.alias
        FROM element m LEFT JOIN role r ON r.rid = m.role
        WHERE m.merged_into IS NULL AND m.named AND (m.label LIKE ?1 ESCAPE '\\' OR m.alias LIKE ?1 ESCAPE '\\'
            OR m.statement LIKE ?1 ESCAPE '\\')
        ORDER BY (coalesce(r.key, '') = ?2) DESC, used DESC, m.label COLLATE NOCASE LIMIT ?3""",
        (like, role_key, -1 if limit is None else limit),
    )
    return [ElementRow(row[0], row[1], bool(row[2]), *row[3:]) for row in rows]


def element_labelled(connection: Connection, label: str) -> list[Rid]:
    """Return the named elements with exactly this label (case does not matter)."""
    rows = connection.exec_driver_sql(
        "SELECT rid FROM element WHERE label = ? COLLATE NOCASE AND named AND merged_into IS NULL ORDER BY rid",
        (label,),
    )
    return [row[0] for row in rows]


def element_counts(connection: Connection, scope: Filter = EVERYTHING) -> dict[tuple[Rid, str], tuple[Counts, str]]:
    """Return (element, role key) -> counts and the letters of the data kinds (S survey, I interview, P post)."""
    conditions = coding_conditions(connection, scope)
    # In the order of the file (CROSS JOIN, and no index on the element): twice as fast as element by element.
    rows = connection.exec_driver_sql(
        f"""SELECT k.element, r.key, count(DISTINCT {SOURCE}), count(*), count(DISTINCT d."case"),
            max(d.kind = 'survey_response'), max(d.kind IN ('interview', 'focus_group')), max(d.kind = 'forum_post')
        FROM coding k CROSS JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
        JOIN role r ON r.rid = k.role WHERE +k.element IS NOT NULL AND {conditions.sql} GROUP BY k.element, r.key
        HAVING count(DISTINCT {SOURCE}) >= ?""",
        (*conditions.parameters, scope.minimum_sources),
    )
    return {
        (row[0], row[1]): (
            Counts(row[2], row[3], row[4]),
            "".join(letter for letter, has in zip("SIP", row[5:], strict=True) if has),
        )
        for row in rows
    }


def thematic_codes(connection: Connection) -> list[CodeRow]:
    """Return the thematic codes in their order."""
    rows = connection.exec_driver_sql(
        f"""SELECT t.rid, t.name, t.parent, t.definition, t.include, t.exclude, t.example, t.colour,
            coalesce(n.codings, 0), coalesce(n.sources, 0)
        FROM thematic_code t LEFT JOIN (SELECT k.code, count(*) AS codings, count(DISTINCT {SOURCE}) AS sources
            FROM coding k JOIN excerpt x ON x.rid = k.excerpt WHERE k.code IS NOT NULL GROUP BY k.code) n
            ON n.code = t.rid ORDER BY t.position, t.name COLLATE NOCASE"""
    )
    return [CodeRow(*row) for row in rows]


def codings_since(connection: Connection, at: str, analyst: Rid | None) -> tuple[int, int]:
    """Return how many codings and configurations were made since a time (UTC, ISO 8601), by one analyst or all."""
    row = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM coding WHERE created_at >= ? AND (? IS NULL OR created_by = ?)), "
        "(SELECT count(*) FROM configuration WHERE created_at >= ? AND (? IS NULL OR created_by = ?))",
        (at, analyst, analyst, at, analyst, analyst),
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def excerpt_at(connection: Connection, revision: Rid, start: int, end: int) -> Rid | None:
    """Return the excerpt that stands exactly there, or None."""
    row = connection.exec_driver_sql(
        'SELECT rid FROM excerpt WHERE revision = ? AND start = ? AND "end" = ?', (revision, start, end)
    ).fetchone()
    return row[0] if row else None


def known_excerpts(connection: Connection) -> dict[tuple[Rid, int, int], Rid]:
    """Return (revision, start, end) -> excerpt."""
    rows = connection.exec_driver_sql('SELECT revision, start, "end", rid FROM excerpt')
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def known_codings(connection: Connection) -> dict[tuple[Rid, Rid, Rid | None, Rid | None, Rid | None], Rid]:
    """Return (excerpt, analyst, code, element, role) -> coding."""
    rows = connection.exec_driver_sql("SELECT excerpt, analyst, code, element, role, rid FROM coding")
    return {(row[0], row[1], row[2], row[3], row[4]): row[5] for row in rows}


def known_evidence(connection: Connection) -> set[tuple[Rid, Rid | None, Rid | None, str]]:
    """Return (coding, configuration, place, stance) of all evidence that rests on a coding."""
    rows = connection.exec_driver_sql(
        "SELECT coding, configuration, place, stance FROM evidence WHERE coding IS NOT NULL"
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}
