"""One case in all it holds, and what several cases say on each configuration and statement."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from ipof_workbench.domain.case_rows import CaseData, ClaimName, LookedForRow, Weighed
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.storage.queries.scope import evidence_conditions, with_sub_cases

_FOR = (Stance.SUPPORTS, Stance.PARTLY_SUPPORTS, Stance.REFINES)
_AGAINST = (Stance.CHALLENGES, Stance.SUPPORTS_RIVAL)


def names(connection: Connection) -> list[tuple[Rid, str]]:
    """Return (rid, name) of all cases in their order."""
    rows = connection.exec_driver_sql('SELECT rid, name FROM "case" ORDER BY position, name COLLATE NOCASE')
    return [(row[0], row[1]) for row in rows]


def below(connection: Connection, case: Rid) -> frozenset[Rid]:
    """Return a case with all cases below it."""
    return with_sub_cases(connection, frozenset({case}))


def data(connection: Connection, cases: Iterable[Rid]) -> list[CaseData]:
    """Return what some cases hold, by kind of document."""
    wanted = tuple(sorted(cases))
    rows = connection.exec_driver_sql(
        f"""SELECT d.kind, count(*), sum(d.words),
            sum(EXISTS (SELECT 1 FROM excerpt x JOIN coding k ON k.excerpt = x.rid WHERE x.document = d.rid)),
            sum(d.status NOT IN ('uncoded', 'in_progress'))
        FROM document d WHERE d."case" IN ({_marks(wanted)}) GROUP BY d.kind ORDER BY d.kind""",
        wanted,
    )
    return [CaseData(*row) for row in rows]


def participants(connection: Connection, cases: Iterable[Rid]) -> int:
    """Return how many distinct participants belong to some cases."""
    wanted = tuple(sorted(cases))
    row = connection.exec_driver_sql(
        f'SELECT count(DISTINCT participant) FROM participant_case WHERE "case" IN ({_marks(wanted)})', wanted
    ).fetchone()
    return int(row[0]) if row else 0


def claims(connection: Connection) -> list[ClaimName]:
    """Return all configurations, then all statements, each in the natural order of their numbers."""
    made = connection.exec_driver_sql("SELECT rid, number, title, status FROM configuration")
    found = [ClaimName("configuration", *row) for row in made]
    said = connection.exec_driver_sql(
        """SELECT s.rid, s.number, s.status, v.if_text, v.then_text, v.because_text FROM theory_statement s
        JOIN statement_version v ON v.statement = s.rid AND v.number = 0"""
    )
    stated = [
        ClaimName(
            "theory_statement",
            row[0],
            row[1],
            sentence(dict(zip(("if", "then", "because"), row[3:], strict=True))),
            row[2],
        )
        for row in said
    ]
    return [
        *sorted(found, key=lambda row: natural_key(row.number)),
        *sorted(stated, key=lambda row: natural_key(row.number)),
    ]


def scoped_to(connection: Connection, cases: Iterable[Rid]) -> frozenset[Rid]:
    """Return the configurations that are meant for one of some cases by name."""
    wanted = tuple(sorted(cases))
    rows = connection.exec_driver_sql(
        f'SELECT configuration FROM configuration_case WHERE "case" IN ({_marks(wanted)})', wanted
    )
    return frozenset(row[0] for row in rows)


def looked_for(connection: Connection, cases: Iterable[Rid]) -> list[LookedForRow]:
    """Return what was looked for in some cases and not found, in the order in which it was noted."""
    wanted = tuple(sorted(cases))
    rows = connection.exec_driver_sql(
        f"""SELECT l.rid, CASE WHEN l.configuration IS NULL THEN 'theory_statement' ELSE 'configuration' END,
            coalesce(l.configuration, l.statement), coalesce(g.number, s.number), coalesce(g.title, ''),
            c.rid, c.name, l.note, coalesce(a.name, ''), l.created_at
        FROM looked_for l JOIN "case" c ON c.rid = l."case" LEFT JOIN configuration g ON g.rid = l.configuration
        LEFT JOIN theory_statement s ON s.rid = l.statement LEFT JOIN analyst a ON a.rid = l.created_by
        WHERE l."case" IN ({_marks(wanted)}) ORDER BY l.rid""",
        wanted,
    )
    return [LookedForRow(*row) for row in rows]


def weighed(connection: Connection, scope: Filter = EVERYTHING) -> dict[tuple[str, Rid, Rid], Weighed]:
    """Return (table, claim, case) -> what the case itself (without its sub-cases) says on the claim.

    Distinct codings, a bundle counted once; one that supports a part and challenges another stands on both sides.
    """
    conditions = evidence_conditions(connection, scope)
    rows = connection.exec_driver_sql(
        f"""WITH b AS (SELECT coalesce(e.configuration, p.configuration) AS configuration, e.statement,
            coalesce(-e.bundle, e.coding) AS account,
            d."case" AS "case", e.stance IN ({_keys(_FOR)}) AS pro, e.stance IN ({_keys(_AGAINST)}) AS con
            FROM evidence e LEFT JOIN place p ON p.rid = e.place CROSS JOIN coding k ON k.rid = e.coding
            JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
            WHERE d."case" IS NOT NULL AND e.link IS NULL AND {conditions.sql})
        SELECT configuration, statement, "case", count(DISTINCT CASE WHEN pro THEN account END),
            count(DISTINCT CASE WHEN con THEN account END) FROM b GROUP BY configuration, statement, "case" """,
        tuple(conditions.parameters),
    ).fetchall()
    found: dict[tuple[str, Rid, Rid], Weighed] = {}
    for configuration, statement, case, pro, con in rows:
        key = ("configuration", configuration) if configuration is not None else ("theory_statement", statement)
        found[(*key, case)] = Weighed(pro, con, False)
    for configuration, statement, case in connection.exec_driver_sql(
        'SELECT configuration, statement, "case" FROM looked_for'
    ).fetchall():
        key = ("configuration", configuration) if configuration is not None else ("theory_statement", statement)
        held = found.get((*key, case), Weighed(0, 0, False))
        found[(*key, case)] = held._replace(looked_for=True)
    return found


def _marks(values: tuple[Rid, ...]) -> str:
    return ", ".join("?" * len(values))


def _keys(stances: Iterable[Stance]) -> str:
    return ", ".join(f"'{stance.value}'" for stance in stances)
