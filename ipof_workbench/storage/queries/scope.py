"""The one Filter as SQL conditions over `d` (document), `k` (coding), `e` (evidence), and who counts as a source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.filters import Filter

SOURCE = """coalesce(
    (SELECT t.participant FROM turn t WHERE t.revision = x.revision AND t.start <= x.start
     ORDER BY t.start DESC LIMIT 1),
    (SELECT min(dp.participant) FROM document_participant dp WHERE dp.document = x.document),
    -x.document)"""
"""Whose words an excerpt `x` holds: the turn's speaker, else the document's participant, else the document itself
(negative, so that the two never meet)."""


NATURAL_NAME = (
    "d.name NOT GLOB '[0-9]*'",
    "CAST(d.name AS INTEGER)",
    "rtrim(d.name, '0123456789') COLLATE NOCASE",
    "CAST(substr(d.name, length(rtrim(d.name, '0123456789')) + 1) AS INTEGER)",
    "d.name COLLATE NOCASE",
)
"""The order of documents `d` by name as a person counts: by the figures it begins with, by its words, then by the
figures at its end (“Interview_2” before “Interview_10”). Plain SQL: a collation of ours would be called two million
times for 100,000 posts."""


_PARTS = "';' || replace(replace(replace(v.value, '|', ';'), '; ', ';'), ' ;', ';') || ';'"
"""The choices of a value `v` of the type multi, each between semicolons."""


class Conditions:
    """SQL conditions with their parameters, in the order in which they stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.parameters: list[Any] = []

    def add(self, sql: str, *parameters: Any) -> None:
        """Add one condition."""
        self.parts.append(sql)
        self.parameters.extend(parameters)

    def add_in(self, column: str, values: frozenset[Any]) -> None:
        """Add `column IN (...)` where there are values."""
        if values:
            self.add(f"{column} IN ({', '.join('?' * len(values))})", *sorted(values))

    @property
    def sql(self) -> str:
        """The conditions joined by AND; true where there are none."""
        return " AND ".join(f"({part})" for part in self.parts) or "1"


def with_sub_cases(connection: Connection, cases: frozenset[int]) -> frozenset[int]:
    """Return the cases with all cases below them."""
    if not cases:
        return cases
    marks = ", ".join("?" * len(cases))
    rows = connection.exec_driver_sql(
        f'WITH RECURSIVE below(rid) AS (SELECT rid FROM "case" WHERE rid IN ({marks}) '
        'UNION SELECT c.rid FROM "case" c JOIN below b ON c.parent = b.rid) SELECT rid FROM below',
        tuple(sorted(cases)),
    )
    # A case that is gone stays in the condition: without any case in it, everything would pass.
    return cases | frozenset(row[0] for row in rows)


def document_conditions(connection: Connection, scope: Filter) -> Conditions:
    """Return the conditions that a filter puts on documents `d`."""
    found = Conditions()
    found.add_in('d."case"', with_sub_cases(connection, scope.cases))
    found.add_in("d.kind", scope.data_kinds)
    for condition in scope.attributes:
        if not condition.values:
            continue
        values = sorted(condition.values)
        marks = ", ".join("?" * len(values))
        # Of several choices in one value, one that is wanted is enough.
        among = " OR ".join([f"instr({_PARTS}, ?) > 0"] * len(values))
        found.add(
            "EXISTS (SELECT 1 FROM attribute_value v JOIN attribute_definition a ON a.rid = v.definition "
            f"WHERE v.definition = ? AND (v.value IN ({marks}) OR (a.value_type = 'multi' AND ({among}))) AND ("
            "(a.owner_kind = 'case' AND v.owner = d.\"case\") OR (a.owner_kind = 'document' AND v.owner = d.rid) OR "
            "(a.owner_kind = 'participant' AND v.owner IN "
            "(SELECT dp.participant FROM document_participant dp WHERE dp.document = d.rid))))",
            condition.definition,
            *values,
            *(f";{value};" for value in values),
        )
    return found


def coding_conditions(connection: Connection, scope: Filter) -> Conditions:
    """Return the conditions that a filter puts on codings `k` in documents `d`."""
    found = document_conditions(connection, scope)
    found.add_in("k.analyst", scope.analysts)
    bearing = Conditions()
    _add_bearing(bearing, scope)
    if bearing.parts:
        found.add(f"k.rid IN (SELECT e.coding FROM evidence e WHERE {bearing.sql})", *bearing.parameters)
    return found


def evidence_conditions(connection: Connection, scope: Filter) -> Conditions:
    """Return the conditions that a filter puts on evidence `e` with codings `k` in documents `d`."""
    found = document_conditions(connection, scope)
    found.add_in("k.analyst", scope.analysts)
    _add_bearing(found, scope)
    return found


def _add_bearing(found: Conditions, scope: Filter) -> None:
    """Add what a filter asks of evidence `e` itself: its stance, and the theory area of what it bears on."""
    found.add_in("e.stance", scope.stances)
    if scope.theory_areas:
        areas = sorted(scope.theory_areas)
        within = f"theory_area IN ({', '.join('?' * len(areas))})"
        found.add(
            f"e.configuration IN (SELECT rid FROM configuration WHERE {within}) "
            "OR e.place IN (SELECT q.rid FROM place q JOIN configuration g ON g.rid = q.configuration "
            f"WHERE g.{within}) "
            f"OR e.statement IN (SELECT rid FROM theory_statement WHERE {within}) "
            "OR e.link IN (SELECT l.rid FROM configuration_link l JOIN configuration g "
            f"ON g.rid IN (l.from_configuration, l.to_configuration) WHERE g.{within})",
            *areas * 4,
        )
