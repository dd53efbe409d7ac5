"""What records of any kind are called."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.storage.tables import TABLES

_PAGE = 500

_NAMES = {
    "project": "SELECT rid, title AS name FROM project",
    "analyst": "SELECT rid, name FROM analyst",
    "case": 'SELECT rid, name FROM "case"',
    "participant": "SELECT rid, name FROM participant",
    "attribute_definition": "SELECT rid, name FROM attribute_definition",
    "question": "SELECT rid, key AS name FROM question",
    "thread": "SELECT rid, name FROM thread",
    "document": "SELECT rid, name FROM document",
    "excerpt": "SELECT rid, '“' || quote || '”' AS name FROM excerpt",
    "thematic_code": "SELECT rid, name FROM thematic_code",
    "element": "SELECT rid, label AS name FROM element",
    "coding": "SELECT k.rid AS rid, '“' || x.quote || '”' AS name FROM coding k JOIN excerpt x ON x.rid = k.excerpt",
    "grammar": "SELECT rid, name FROM grammar",
    "role": "SELECT rid, label AS name FROM role",
    "theory_area": "SELECT rid, name FROM theory_area",
    "configuration": "SELECT rid, trim(number || ' ' || title) AS name FROM configuration",
    "configuration_version": "SELECT v.rid AS rid, g.number || CASE v.number WHEN 0 THEN ', open draft' "
    "ELSE ', version ' || v.number END AS name FROM configuration_version v "
    "JOIN configuration g ON g.rid = v.configuration",
    "place": "SELECT p.rid AS rid, lower(r.label) || ' of ' || g.number AS name FROM place p "
    "JOIN role r ON r.rid = p.role JOIN configuration g ON g.rid = p.configuration",
    "configuration_link": "SELECT l.rid AS rid, f.number || ' ' || l.kind || ' ' || t.number AS name "
    "FROM configuration_link l JOIN configuration f ON f.rid = l.from_configuration "
    "JOIN configuration t ON t.rid = l.to_configuration",
    "theory_statement": "SELECT rid, number AS name FROM theory_statement",
    "statement_version": "SELECT v.rid AS rid, s.number || CASE v.number WHEN 0 THEN ', open draft' "
    "ELSE ', version ' || v.number END AS name FROM statement_version v "
    "JOIN theory_statement s ON s.rid = v.statement",
    "finding": "SELECT rid, wording AS name FROM finding",
    "evidence": "SELECT e.rid AS rid, coalesce('“' || x.quote || '”', f.wording) AS name FROM evidence e "
    "LEFT JOIN coding k ON k.rid = e.coding LEFT JOIN excerpt x ON x.rid = k.excerpt "
    "LEFT JOIN finding f ON f.rid = e.finding",
    "evidence_bundle": "SELECT b.rid AS rid, CASE WHEN b.note <> '' THEN '“' || b.note || '”' ELSE "
    "(SELECT count(*) FROM evidence e WHERE e.bundle = b.rid) || ' passages of one account' END AS name "
    "FROM evidence_bundle b",
    "programme_theory": "SELECT rid, name FROM programme_theory",
    "decision": "SELECT rid, wording AS name FROM decision",
    "rival_group": "SELECT rid, name FROM rival_group",
    "substantive_theory": "SELECT rid, name FROM substantive_theory",
    "recommendation": "SELECT rid, wording AS name FROM recommendation",
    "memo": "SELECT rid, CASE title WHEN '' THEN substr(body, 1, 60) ELSE title END AS name FROM memo",
    "diagram": "SELECT rid, name FROM diagram",
    "import_batch": "SELECT rid, file_names AS name FROM import_batch",
}
"""Table -> (rid, name) of its rows; tables that are not here have no names."""


def names(connection: Connection, wanted: Iterable[tuple[str, Rid]]) -> dict[tuple[str, Rid], str]:
    """Return (table, rid) -> what the record is called; records that are gone, and nameless kinds, are left out."""
    by_table: dict[str, set[Rid]] = {}
    for table, rid in wanted:
        by_table.setdefault(table, set()).add(rid)
    found: dict[tuple[str, Rid], str] = {}
    for table, rids in by_table.items():
        sql = _NAMES.get(table)
        if sql is None:
            continue
        ordered = sorted(rids)
        for start in range(0, len(ordered), _PAGE):
            page = tuple(ordered[start : start + _PAGE])
            marks = ", ".join("?" * len(page))
            for rid, name in connection.exec_driver_sql(f"SELECT rid, name FROM ({sql}) WHERE rid IN ({marks})", page):
                found[table, rid] = name or ""
    return found


def references() -> dict[str, dict[str, str]]:
    """Return table -> field -> the table that the field names a row of (not who made the row, nor its import)."""
    return {
        table.name: {
            column.name: next(iter(column.foreign_keys)).column.table.name
            for column in table.columns
            if column.foreign_keys and column.name not in ("created_by", "import_rid")
        }
        for table in TABLES.values()
    }
