"""The journal read as an audit: what happened to a record and to what belongs to it, and all steps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.trail_rows import AuditChange, AuditStep
from ipof_workbench.domain.version_rows import RECORDING

BELONGING: dict[str, tuple[tuple[str, str], ...]] = {
    "case": (("participant_case", "case"), ("looked_for", "case"), ("configuration_case", "case")),
    "participant": (("participant_case", "participant"), ("document_participant", "participant")),
    "document": (("document_participant", "document"), ("appraisal", "document"), ("excerpt", "document")),
    "excerpt": (("coding", "excerpt"),),
    "coding": (("evidence", "coding"),),
    "thematic_code": (("coding", "code"),),
    "element": (("coding", "element"), ("place_content", "element"), ("substantive_theory_use", "element")),
    "configuration": (
        ("place", "configuration"),
        ("configuration_version", "configuration"),
        ("evidence", "configuration"),
        ("configuration_link", "from_configuration"),
        ("configuration_link", "to_configuration"),
        ("configuration_case", "configuration"),
        ("statement_configuration", "configuration"),
        ("looked_for", "configuration"),
        ("rival_member", "configuration"),
        ("substantive_theory_use", "configuration"),
        ("recommendation_configuration", "configuration"),
    ),
    "place": (("evidence", "place"),),
    "configuration_version": (("place_content", "version"), ("version_evidence", "configuration_version")),
    "configuration_link": (("evidence", "link"),),
    "theory_statement": (
        ("statement_version", "statement"),
        ("evidence", "statement"),
        ("statement_configuration", "statement"),
        ("looked_for", "statement"),
        ("rival_member", "statement"),
        ("substantive_theory_use", "statement"),
        ("statement_vote", "statement"),
    ),
    "statement_version": (("version_evidence", "statement_version"),),
    "finding": (("evidence", "finding"),),
    "evidence_bundle": (("evidence", "bundle"),),
    "decision": (("decision_subject", "decision"), ("statement_vote", "decision")),
    "rival_group": (("rival_member", "rivals"),),
    "substantive_theory": (("substantive_theory_use", "theory"),),
    "recommendation": (("recommendation_configuration", "recommendation"),),
    "memo": (("memo_quote", "memo"),),
}
"""Table -> (table, field) of the rows that belong to one of its rows: their story is part of its story."""

_STOPS_AT = {
    "element": frozenset({"coding"}),
    "document": frozenset({"coding"}),
    "thematic_code": frozenset({"coding"}),
}
"""What the story of a record of this kind goes as far as: what its codings bear on is the theory's story."""
_ABOUT = (("memo", "about"), ("decision_subject", "about"), ("remark_dismissal", "about"))
_ENDS = ("ancestor", "descendant")
_OWNED = ("case", "participant", "document")
_PAGE = 400
_NEVER = 2**62


@dataclass(frozen=True, slots=True)
class _Row:
    """A row in the story, and between which changes it was there: a rid that became free may be another's later."""

    table: str
    rid: Rid
    id: str
    import_rid: Rid | None
    first: Rid = 0
    last: Rid | None = None


def changes_of(connection: Connection, table: str, rid: Rid) -> list[tuple[Rid, AuditChange]]:
    """Return (step, change) of everything that happened to a record and to what belongs to it, newest step first.

    Rows that are gone by now count as well. Rows that came in bulk with an import are one change.
    """
    rows = _family(connection, table, rid)
    story = [*_changes(connection, rows), *_bulk(connection, rows)]
    return sorted(story, key=lambda each: each[0], reverse=True)


def _family(connection: Connection, table: str, rid: Rid) -> list[_Row]:
    head = list(_rows(connection, table, "rid", [rid]))
    family, fresh, seen = list(head), head, {(row.table, row.rid, row.id) for row in head}
    last_level = _STOPS_AT.get(table, frozenset())
    removed = _Removed(connection)
    while fresh:
        found: list[_Row] = []
        for parent, members in _by_table(fresh).items():
            if parent in last_level:
                continue
            for child, field in BELONGING.get(parent, ()):
                found += _rows(connection, child, field, [row.rid for row in members if row.last is None])
                found += removed.of(child, field, members)
        fresh = [row for row in found if (row.table, row.rid, row.id) not in seen]
        fresh = list({(row.table, row.rid, row.id): row for row in fresh}.values())
        seen |= {(row.table, row.rid, row.id) for row in fresh}
        family += fresh
    return family + _said_about(connection, table, head)


def _by_table(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row)
    return found


def _rows(connection: Connection, table: str, field: str, values: list[Rid]) -> Iterator[_Row]:
    for start in range(0, len(values), _PAGE):
        page = tuple(values[start : start + _PAGE])
        marks = ", ".join("?" * len(page))
        for rid, ident, import_rid, first in connection.exec_driver_sql(
            f"""SELECT t.rid, t.id, t.import_rid, coalesce((SELECT min(c.rid) FROM journal_change c
                WHERE c.table_name = '{table}' AND c.row_rid = t.rid AND c.row_id = t.id), 0)
            FROM "{table}" t WHERE t."{field}" IN ({marks})""",
            page,
        ):
            yield _Row(table, rid, ident, import_rid, first)


class _Removed:
    """Rows that are gone, by table: those deleted, and those whose making was undone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, list[tuple[Rid, str, Rid, dict[str, object]]]] = {}

    def of(self, table: str, field: str, parents: list[_Row]) -> list[_Row]:
        """Return the rows of `table` that are gone and whose `field` named one of the parents while it was there."""
        by_rid: dict[object, list[_Row]] = {}
        for parent in parents:
            by_rid.setdefault(parent.rid, []).append(parent)
        found = []
        for rid, ident, change, content in self._all(table):
            named = by_rid.get(content.get(field))
            if not named:
                continue
            first, last = self._span(table, rid, ident, change)
            if any(parent.first <= first and (parent.last is None or first <= parent.last) for parent in named):
                import_rid = content.get("import_rid")
                came_with = import_rid if isinstance(import_rid, int) else None
                found.append(_Row(table, rid, ident, came_with, first, last))
        return found

    def _all(self, table: str) -> list[tuple[Rid, str, Rid, dict[str, object]]]:
        if table not in self._known:
            self._known[table] = list(self._read(table))
        return self._known[table]

    def _read(self, table: str) -> Iterator[tuple[Rid, str, Rid, dict[str, object]]]:
        is_gone = f'NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.rid = c.row_rid AND t.id = c.row_id)'
        deleted = self._connection.exec_driver_sql(
            "SELECT c.rid, c.row_rid, c.row_id, k.before FROM journal_change c JOIN journal_content k "
            f"ON k.change = c.rid WHERE c.table_name = ? AND c.operation = 'delete' AND {is_gone}",
            (table,),
        ).fetchall()
        # From the few undone steps to their rows: the other way goes through all rows of the table.
        undone = self._connection.exec_driver_sql(
            "SELECT c.rid, c.row_rid, c.row_id, k.after FROM (SELECT DISTINCT target FROM journal_step "
            "WHERE target > 0 AND kind = 'undo') u CROSS JOIN journal_change c INDEXED BY journal_change_by_step "
            "ON c.step = u.target JOIN journal_content k ON k.change = c.rid "
            f"WHERE c.table_name = ? AND c.operation = 'insert' AND {is_gone}",
            (table,),
        ).fetchall()
        for change, rid, ident, content in (*deleted, *undone):
            if content is not None:  # unless the words were erased
                yield rid, ident, change, json.loads(content)

    def _span(self, table: str, rid: Rid, ident: str, change: Rid) -> tuple[Rid, Rid]:
        """Return the changes between which a rid stood for this row: from its first to the next row with the rid."""
        row = self._connection.exec_driver_sql(
            "SELECT min(rid) FROM journal_change WHERE table_name = ? AND row_rid = ? AND row_id = ?",
            (table, rid, ident),
        ).fetchone()
        first = row[0] if row else change
        row = self._connection.exec_driver_sql(
            "SELECT min(rid) FROM journal_change WHERE table_name = ? AND row_rid = ? AND row_id <> ? AND rid > ?",
            (table, rid, ident, first),
        ).fetchone()
        return first, (row[0] - 1 if row and row[0] is not None else _NEVER)


def _said_about(connection: Connection, table: str, head: list[_Row]) -> list[_Row]:
    """Return memos, decisions, dismissed remarks and lineage of the record, and the attributes of a case or person."""
    found: list[_Row] = []
    for row in head:
        for said, field in _ABOUT:
            found += _tied(connection, said, f'"{field}" = ? AND about_kind = ?', (row.rid, table))
        for end in _ENDS:
            found += _tied(connection, "lineage", f"{end} = ? AND about_kind = ?", (row.rid, table))
        if table in _OWNED:
            found += _tied(
                connection,
                "attribute_value",
                "owner = ? AND definition IN (SELECT rid FROM attribute_definition WHERE owner_kind = ?)",
                (row.rid, table),
            )
    return found


def _tied(connection: Connection, table: str, where: str, parameters: tuple[object, ...]) -> list[_Row]:
    rows = connection.exec_driver_sql(f'SELECT rid, id, import_rid FROM "{table}" WHERE {where}', parameters)
    return [_Row(table, *row) for row in rows]


def _changes(connection: Connection, rows: list[_Row]) -> Iterator[tuple[Rid, AuditChange]]:
    """Yield (step, change) of the rows, each change once."""
    for table, members in _by_table(rows).items():
        wanted = sorted({row.rid for row in members})
        known = {(row.rid, row.id) for row in members}
        for start in range(0, len(wanted), _PAGE):
            page = wanted[start : start + _PAGE]
            for step, operation, rid, ident, before, after in connection.exec_driver_sql(
                "SELECT c.step, c.operation, c.row_rid, c.row_id, k.before, k.after FROM journal_change c "
                "LEFT JOIN journal_content k ON k.change = c.rid WHERE c.table_name = ? AND c.operation <> 'bulk' "
                f"AND c.row_rid IN ({', '.join('?' * len(page))}) ORDER BY c.rid",
                (table, *page),
            ):
                if (rid, ident) in known:
                    yield step, AuditChange(table, rid, operation, _content(before), _content(after))


def _content(text: str | None) -> dict[str, object] | None:
    return json.loads(text) if text is not None else None


def _bulk(connection: Connection, rows: list[_Row]) -> list[tuple[Rid, AuditChange]]:
    """Return the imports that brought rows of the family in bulk, with how many of them."""
    counted: dict[tuple[str, Rid], int] = {}
    for row in rows:
        if row.import_rid is not None and row.first == 0:
            counted[row.table, row.import_rid] = counted.get((row.table, row.import_rid), 0) + 1
    found = []
    for (table, import_rid), number in counted.items():
        step = connection.exec_driver_sql(
            "SELECT max(step) FROM journal_change WHERE table_name = ? AND row_rid = ? AND operation = 'bulk'",
            (table, import_rid),
        ).fetchone()
        if step is not None and step[0] is not None:
            found.append((step[0], AuditChange(table, import_rid, _how(connection, import_rid), rows=number)))
    return found


def _how(connection: Connection, import_rid: Rid) -> str:
    """Return how the rows of a batch came: in bulk with an import, or recorded with versions."""
    row = connection.exec_driver_sql("SELECT kind FROM import_batch WHERE rid = ?", (import_rid,)).fetchone()
    return "recorded" if row and row[0] == RECORDING else "bulk"


_STEP = """SELECT s.rid, s.label, s.analyst_name, s.at, s.reason, coalesce((SELECT u.kind = 'undo' FROM journal_step u
    WHERE u.target = s.rid ORDER BY u.rid DESC LIMIT 1), 0) FROM journal_step s"""


def steps(connection: Connection, wanted: Iterable[Rid]) -> dict[Rid, AuditStep]:
    """Return the given steps."""
    ordered = sorted(set(wanted))
    found: dict[Rid, AuditStep] = {}
    for start in range(0, len(ordered), _PAGE):
        page = tuple(ordered[start : start + _PAGE])
        for row in connection.exec_driver_sql(f"{_STEP} WHERE s.rid IN ({', '.join('?' * len(page))})", page):
            found[row[0]] = AuditStep(row[0], row[1], row[2], row[3], row[4], bool(row[5]))
    return found


def all_steps(connection: Connection, since: Rid = 0) -> list[AuditStep]:
    """Return every action from the step `since` on, newest first, with the tables it touched."""
    tables = connection.exec_driver_sql(
        "SELECT step, group_concat(DISTINCT table_name) FROM journal_change WHERE step >= ? GROUP BY step", (since,)
    ).fetchall()
    touched = {step: frozenset(names.split(",")) for step, names in tables}
    rows = connection.exec_driver_sql(
        f"{_STEP} WHERE s.kind = 'action' AND s.rid >= ? ORDER BY s.rid DESC", (since,)
    ).fetchall()
    nothing = frozenset[str]()
    return [
        AuditStep(row[0], row[1], row[2], row[3], row[4], bool(row[5]), touched.get(row[0], nothing)) for row in rows
    ]


def changes_of_step(connection: Connection, step: Rid, limit: int) -> tuple[list[AuditChange], int]:
    """Return the first changes of a step in their order, and how many it has."""
    # Rows that were only handed on (a bulk change of one column) are told with those that they made room for, and
    # the batch of a recording with its rows.
    told = f"""FROM journal_change c LEFT JOIN journal_content k ON k.change = c.rid WHERE c.step = ?
        AND NOT (c.operation = 'bulk' AND c.row_id <> '')
        AND NOT (c.table_name = 'import_batch' AND coalesce(json_extract(k.after, '$.kind'), '') = '{RECORDING}')"""
    row = connection.exec_driver_sql(f"SELECT count(*) {told}", (step,)).fetchone()
    rows = connection.exec_driver_sql(
        f"SELECT c.table_name, c.row_rid, c.operation, k.before, k.after {told} ORDER BY c.rid LIMIT ?", (step, limit)
    ).fetchall()
    changes = []
    for table, rid, operation, before, after in rows:
        if operation == "bulk":
            number = _bulk_rows(connection, table, rid)
            changes.append(AuditChange(table, rid, _how(connection, rid), rows=number))
        else:
            changes.append(AuditChange(table, rid, operation, _content(before), _content(after)))
    return changes, row[0] if row else 0


def _bulk_rows(connection: Connection, table: str, import_rid: Rid) -> int:
    row = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}" WHERE import_rid = ?', (import_rid,)).fetchone()
    return row[0] if row else 0
