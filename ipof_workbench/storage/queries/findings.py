"""Findings and what they bear on, what was looked for, and the answers of a survey's columns."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.evidence_rows import FindingEvidenceRow, FindingRow, LookedForRow
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentKind, FindingKind
from ipof_workbench.storage.queries.scope import Conditions, with_sub_cases


def findings(connection: Connection) -> list[FindingRow]:
    """Return the findings, newest first."""
    rows = connection.exec_driver_sql(
        """SELECT f.rid, f.kind, f.wording, f.number, f.denominator, f.missing, f.low, f.high, f.source, f.attribute,
            coalesce(a.name, ''), f.value, f."case", coalesce(c.name, ''), f.subgroup, f.note,
            (SELECT count(*) FROM evidence e WHERE e.finding = f.rid)
        FROM finding f LEFT JOIN attribute_definition a ON a.rid = f.attribute LEFT JOIN "case" c ON c.rid = f."case"
        ORDER BY f.rid DESC"""
    )
    return [FindingRow(*row) for row in rows]


def finding_evidence(
    connection: Connection,
    *,
    finding: Rid | None = None,
    configuration: Rid | None = None,
    link: Rid | None = None,
    statement: Rid | None = None,
    pieces: Sequence[Rid] | None = None,
    scope: Filter = EVERYTHING,
) -> list[FindingEvidenceRow]:
    """Return the findings that are evidence and pass the filter: one finding's, those on a configuration (its places
    with it), on a link, on a statement, among some pieces of evidence, or all."""
    conditions = _finding_conditions(connection, scope)
    wanted: tuple[tuple[str, Rid | None], ...] = (
        ("e.finding = ?", finding),
        ("coalesce(e.configuration, p.configuration) = ?", configuration),
        ("e.link = ?", link),
        ("e.statement = ?", statement),
    )
    for sql, rid in wanted:
        if rid is not None:
            conditions.add(sql, rid)
    if pieces is not None:
        conditions.add("e.rid IN (SELECT value FROM json_each(?))", json.dumps(list(pieces)))
    rows = connection.exec_driver_sql(
        f"""SELECT e.rid, f.rid, f.kind, f.wording, f.number, f.denominator, f.low, f.high, f.source, f."case",
            coalesce(c.name, ''), g.rid, coalesce(g.number, s.number, b.number || ' ' || l.kind || ' ' || t.number, ''),
            e.place, coalesce(r.key, ''), e.link, e.statement, e.stance, e.strength, e.directness, e.epistemic,
            e.elicited, e.rationale, coalesce(v.number, sv.number), y.name
        FROM evidence e JOIN finding f ON f.rid = e.finding JOIN analyst y ON y.rid = e.analyst
        LEFT JOIN place p ON p.rid = e.place LEFT JOIN role r ON r.rid = p.role
        LEFT JOIN configuration g ON g.rid = coalesce(e.configuration, p.configuration)
        LEFT JOIN configuration_link l ON l.rid = e.link
        LEFT JOIN configuration b ON b.rid = l.from_configuration
        LEFT JOIN configuration t ON t.rid = l.to_configuration
        LEFT JOIN theory_statement s ON s.rid = e.statement LEFT JOIN "case" c ON c.rid = f."case"
        LEFT JOIN configuration_version v ON v.rid = e.version
        LEFT JOIN statement_version sv ON sv.rid = e.statement_version
        WHERE {conditions.sql} ORDER BY e.rid""",
        tuple(conditions.parameters),
    )
    return [FindingEvidenceRow(*row) for row in rows]


_DATA_KINDS = {
    DocumentKind.SURVEY_RESPONSE.value: FindingKind.SURVEY_STATISTIC.value,
    DocumentKind.FORUM_POST.value: FindingKind.CORPUS.value,
    DocumentKind.LITERATURE.value: FindingKind.LITERATURE.value,
}
"""Kind of document -> the kind of finding that is made of such."""


def _finding_conditions(connection: Connection, scope: Filter) -> Conditions:
    """Return the conditions that a filter puts on evidence `e` with findings `f`: what was counted over everybody is of
    no one case."""
    found = Conditions()
    found.add_in('f."case"', with_sub_cases(connection, scope.cases))
    found.add_in("e.stance", scope.stances)
    found.add_in("e.analyst", scope.analysts)
    if scope.data_kinds:
        kinds = frozenset(_DATA_KINDS[kind] for kind in scope.data_kinds if kind in _DATA_KINDS)
        found.add_in("f.kind", kinds or frozenset({""}))
    return found


def looked_for(
    connection: Connection,
    *,
    configuration: Rid | None = None,
    statement: Rid | None = None,
    case: Rid | None = None,
) -> list[LookedForRow]:
    """Return what was looked for in a case and not found: of one configuration, statement or case, or all."""
    conditions = Conditions()
    for column, rid in (("l.configuration", configuration), ("l.statement", statement), ('l."case"', case)):
        if rid is not None:
            conditions.add(f"{column} = ?", rid)
    rows = connection.exec_driver_sql(
        f"""SELECT l.rid, l.configuration, l.statement, coalesce(g.number, s.number, ''), l."case", c.name, l.note,
            coalesce(a.name, '')
        FROM looked_for l JOIN "case" c ON c.rid = l."case" LEFT JOIN configuration g ON g.rid = l.configuration
        LEFT JOIN theory_statement s ON s.rid = l.statement LEFT JOIN analyst a ON a.rid = l.created_by
        WHERE {conditions.sql} ORDER BY c.position, c.name COLLATE NOCASE, l.rid""",
        tuple(conditions.parameters),
    )
    return [LookedForRow(*row) for row in rows]


def answered(connection: Connection) -> dict[Rid, int]:
    """Return attribute -> how many have a value in it."""
    rows = connection.exec_driver_sql("SELECT definition, count(*) FROM attribute_value GROUP BY definition")
    return {row[0]: row[1] for row in rows}


def column_values(connection: Connection, definition: Rid) -> dict[Rid, str]:
    """Return owner -> value of one attribute."""
    rows = connection.exec_driver_sql("SELECT owner, value FROM attribute_value WHERE definition = ?", (definition,))
    return dict(rows.fetchall())


_TABLES = {"participant": "participant", "document": "document", "case": '"case"'}
_IN_CASES = {
    "participant": 'SELECT participant, "case" FROM participant_case',
    "document": 'SELECT rid, "case" FROM document WHERE "case" IS NOT NULL',
    "case": 'SELECT rid, rid FROM "case"',
}


def asked(connection: Connection, definition: Rid, owner_kind: str) -> list[Rid]:
    """Return those to whom a column applies, in the order of their making.

    A survey asks its respondents, not every participant of the study: who came with an import that brought values of
    the column, or has any value from it. A column that came with no survey asks whoever has any such value, and of
    cases all.
    """
    rows = connection.exec_driver_sql(f"SELECT rid, import_rid FROM {_TABLES[owner_kind]} ORDER BY rid").fetchall()
    values = connection.exec_driver_sql(
        "SELECT owner, import_rid FROM attribute_value WHERE definition = ?", (definition,)
    ).fetchall()
    imports = {row[1] for row in values if row[1] is not None}
    if not imports and owner_kind == "case":
        return [row[0] for row in rows]
    if not imports:
        described = _with_values(connection, owner_kind, frozenset())
        return [row[0] for row in rows if row[0] in described]
    came = {row[0] for row in rows if row[1] in imports}
    answered = {row[0] for row in values}
    if not answered <= came:
        # Some were known before: whoever has another value from there was asked too. Seldom so, and a long look.
        came |= answered | _with_values(connection, owner_kind, frozenset(imports))
    return [row[0] for row in rows if row[0] in came]


def _with_values(connection: Connection, owner_kind: str, imports: frozenset[Rid]) -> set[Rid]:
    """Return who has a value that came with these imports, or (without any) one that came with none."""
    from_there = f"v.import_rid IN ({', '.join('?' * len(imports))})" if imports else "v.import_rid IS NULL"
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT v.owner FROM attribute_value v JOIN attribute_definition a ON a.rid = v.definition "
        f"WHERE a.owner_kind = ? AND {from_there}",
        (owner_kind, *sorted(imports)),
    )
    return {row[0] for row in rows}


def cases_of_owners(connection: Connection, owner_kind: str) -> dict[Rid, tuple[Rid, ...]]:
    """Return owner -> the cases it belongs to."""
    found: dict[Rid, tuple[Rid, ...]] = {}
    for row in connection.exec_driver_sql(_IN_CASES[owner_kind]):
        found[row[0]] = (*found.get(row[0], ()), row[1])
    return found


def files_of_column(connection: Connection, definition: Rid) -> list[str]:
    """Return the names of the files that brought values of a column, that with the most values first."""
    rows = connection.exec_driver_sql(
        "SELECT i.file_names FROM attribute_value v JOIN import_batch i ON i.rid = v.import_rid "
        "WHERE v.definition = ? GROUP BY i.rid ORDER BY count(*) DESC, i.rid",
        (definition,),
    )
    return [row[0] for row in rows]
