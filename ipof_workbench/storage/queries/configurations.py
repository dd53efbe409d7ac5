"""Configurations, their places, evidence, links; statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import (
    NO_COUNTS,
    ConfigurationDetail,
    ConfigurationRow,
    Counts,
    EvidenceRow,
    LinkRow,
    PlaceContentRow,
    PlaceRow,
    StatementRow,
)
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import sentence_parts
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.storage.queries.scope import SOURCE, evidence_conditions
from ipof_workbench.storage.queries.study import roles

_BEARING = """FROM evidence e LEFT JOIN place p ON p.rid = e.place
    JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document """


def numbers(connection: Connection) -> list[str]:
    """Return the numbers of all configurations."""
    return [row[0] for row in connection.exec_driver_sql("SELECT number FROM configuration")]


def configuration_counts(
    connection: Connection, scope: Filter = EVERYTHING
) -> dict[Rid, tuple[Counts, dict[str, int]]]:
    """Return configuration -> counts and pieces of evidence by stance."""
    conditions = evidence_conditions(connection, scope)
    stances = ", ".join(f"sum(b.stance = '{stance.value}')" for stance in Stance)
    rows = connection.exec_driver_sql(
        f"""WITH b AS (SELECT coalesce(e.configuration, p.configuration) AS configuration, e.stance, e.coding,
            d."case" AS "case", {SOURCE} AS source {_BEARING}
            WHERE coalesce(e.configuration, p.configuration) IS NOT NULL AND {conditions.sql})
        SELECT b.configuration, count(DISTINCT b.source), count(DISTINCT b.coding), count(DISTINCT b."case"), {stances}
        FROM b GROUP BY b.configuration""",
        tuple(conditions.parameters),
    )
    return {
        row[0]: (
            Counts(row[1], row[2], row[3]),
            {stance.value: n for stance, n in zip(Stance, row[4:], strict=True) if n},
        )
        for row in rows
    }


def configurations(connection: Connection, scope: Filter = EVERYTHING) -> list[ConfigurationRow]:
    """Return the configurations in the natural order of their numbers."""
    grammar = roles(connection)
    present: dict[Rid, set[str]] = {}
    for row in connection.exec_driver_sql(
        "SELECT DISTINCT p.configuration, r.key FROM place_content c JOIN place p ON p.rid = c.place "
        "JOIN role r ON r.rid = p.role JOIN configuration_version v ON v.rid = c.version AND v.number = 0"
    ):
        present.setdefault(row[0], set()).add(row[1])
    counted = configuration_counts(connection, scope)
    rows = connection.exec_driver_sql(
        "SELECT g.rid, g.number, g.title, g.status, g.theory_area, coalesce(a.name, '') FROM configuration g "
        "LEFT JOIN theory_area a ON a.rid = g.theory_area"
    ).fetchall()
    found = []
    for row in rows:
        counts, stances = counted.get(row[0], (NO_COUNTS, {}))
        if scope.theory_areas and row[4] not in scope.theory_areas:
            continue
        if counts.sources < scope.minimum_sources:
            continue
        has = frozenset(present.get(row[0], ()))
        missing = tuple(role.key for role in grammar if role.key not in has)
        values: list[Any] = [*row, has, missing, counts, stances]
        found.append(ConfigurationRow(*values))
    return sorted(found, key=lambda configuration: natural_key(configuration.number))


def places(connection: Connection, configurations: Iterable[Rid] | None = None) -> dict[Rid, tuple[PlaceRow, ...]]:
    """Return configuration -> its places in the order of the grammar, a row for each role even where it is empty."""
    wanted = None if configurations is None else sorted(configurations)
    where = "1" if wanted is None else f"p.configuration IN ({', '.join('?' * len(wanted))})"
    grammar = roles(connection)
    contents: dict[tuple[Rid, Rid], list[PlaceContentRow]] = {}
    first_place: dict[tuple[Rid, Rid], Rid] = {}
    parameters = tuple(wanted or ())
    for row in connection.exec_driver_sql(
        f"SELECT p.configuration, p.role, p.rid FROM place p WHERE {where} ORDER BY p.position, p.rid", parameters
    ):
        first_place.setdefault((row[0], row[1]), row[2])
    for row in connection.exec_driver_sql(
        f"""SELECT p.configuration, p.role, c.rid, c.place, c.alternative, c.position, c.element,
            coalesce(m.label, a.name || ' = ' || c.attribute_value), coalesce(m.named, 1),
            coalesce((SELECT count(*) FROM coding k WHERE k.element = c.element), 0),
            c.attribute, coalesce(a.name, ''), c.attribute_value, c.polarity, c.activation, c.note
        FROM place_content c JOIN place p ON p.rid = c.place
        JOIN configuration_version v ON v.rid = c.version AND v.number = 0
        LEFT JOIN element m ON m.rid = c.element LEFT JOIN attribute_definition a ON a.rid = c.attribute
        WHERE {where} ORDER BY p.position, c.alternative, c.position, c.rid""",
        parameters,
    ):
        content = PlaceContentRow._make((*row[2:8], bool(row[8]), *row[9:]))
        contents.setdefault((row[0], row[1]), []).append(content)
    everyone = (
        wanted
        if wanted is not None
        else [row[0] for row in connection.exec_driver_sql("SELECT rid FROM configuration")]
    )
    return {
        configuration: tuple(
            PlaceRow(
                role, first_place.get((configuration, role.rid)), tuple(contents.get((configuration, role.rid), ()))
            )
            for role in grammar
        )
        for configuration in everyone
    }


def links(connection: Connection, configuration: Rid | None = None) -> list[LinkRow]:
    """Return the links of one configuration, or all."""
    rows = connection.exec_driver_sql(
        """SELECT l.rid, l.kind, l.note, f.rid, f.number, f.title, t.rid, t.number, t.title FROM configuration_link l
        JOIN configuration f ON f.rid = l.from_configuration JOIN configuration t ON t.rid = l.to_configuration
        WHERE ? IS NULL OR f.rid = ? OR t.rid = ? ORDER BY l.rid""",
        (configuration, configuration, configuration),
    )
    return [LinkRow(*row) for row in rows]


def drafts(connection: Connection) -> dict[Rid, tuple[Rid, str, str, str]]:
    """Return configuration -> (draft version, if, then, because) as written."""
    rows = connection.exec_driver_sql(
        "SELECT configuration, rid, if_text, then_text, because_text FROM configuration_version WHERE number = 0"
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def detail(connection: Connection, configuration: Rid, scope: Filter = EVERYTHING) -> ConfigurationDetail | None:
    """Return everything on one configuration, or None where it is gone."""
    row = connection.exec_driver_sql(
        """SELECT g.number, g.title, g.status, g.theory_area, coalesce(a.name, ''), g.level, g.scope, g.strength,
            v.rid, v.if_text, v.then_text, v.because_text
        FROM configuration g JOIN configuration_version v ON v.configuration = g.rid AND v.number = 0
        LEFT JOIN theory_area a ON a.rid = g.theory_area WHERE g.rid = ?""",
        (configuration,),
    ).fetchone()
    if row is None:
        return None
    stand = places(connection, [configuration])[configuration]
    counts, stances = _counts_of(connection, configuration, scope)
    present = frozenset(place.role.key for place in stand if place.contents)
    missing = tuple(place.role.key for place in stand if not place.contents)
    head: list[Any] = [configuration, *row[:5], present, missing, counts, stances]
    written = {"if": row[9], "then": row[10], "because": row[11]}
    rest: list[Any] = [*row[5:12], sentence_parts(written, stand), stand, tuple(links(connection, configuration))]
    return ConfigurationDetail(ConfigurationRow(*head), *rest)


def _counts_of(connection: Connection, configuration: Rid, scope: Filter) -> tuple[Counts, dict[str, int]]:
    rows = evidence(connection, configuration=configuration, scope=scope)
    stances: dict[str, int] = {}
    for row in rows:
        stances[row.stance] = stances.get(row.stance, 0) + 1
    return counts_of(rows), stances


def counts_of(rows: Iterable[EvidenceRow]) -> Counts:
    """Return the three counts of some evidence."""
    listed = list(rows)
    return Counts(
        len({row.participant if row.participant is not None else -row.document for row in listed}),
        len({row.coding for row in listed}),
        len({row.case for row in listed if row.case is not None}),
    )


_EVIDENCE = f"""SELECT e.rid, k.rid, g.rid, coalesce(g.number, ''), e.place, coalesce(r.key, ''), k.element,
    coalesce(m.label, t.name, ''), e.stance, e.strength, e.rationale, a.name, d.rid, d.name, d.kind, d."case",
    coalesce(c.name, ''), w.rid, coalesce(w.name, ''), coalesce(w.role, ''),
    CASE WHEN w.consent = 'withdrawn' OR 'none' IN (coalesce(w.quote_policy, ''), coalesce(c.quote_policy, ''))
        THEN 'none' WHEN 'paraphrase' IN (coalesce(w.quote_policy, ''), coalesce(c.quote_policy, ''))
        THEN 'paraphrase' ELSE 'verbatim' END,
    x.start, x."end", x.quote
    FROM evidence e LEFT JOIN place p ON p.rid = e.place
    LEFT JOIN configuration g ON g.rid = coalesce(e.configuration, p.configuration)
    JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
    JOIN analyst a ON a.rid = e.analyst LEFT JOIN "case" c ON c.rid = d."case"
    LEFT JOIN role r ON r.rid = k.role LEFT JOIN element m ON m.rid = k.element
    LEFT JOIN thematic_code t ON t.rid = k.code
    LEFT JOIN participant w ON w.rid = nullif(max({SOURCE}, 0), 0) """


def evidence(
    connection: Connection,
    *,
    configuration: Rid | None = None,
    element: Rid | None = None,
    role_key: str = "",
    link: Rid | None = None,
    statement: Rid | None = None,
    scope: Filter = EVERYTHING,
) -> list[EvidenceRow]:
    """Return the evidence that passes the filter, by case and document: of one configuration, of an element (in a
    role), of a link, of a statement, or all."""
    conditions = evidence_conditions(connection, scope)
    if configuration is not None:
        conditions.add(
            "e.rid IN (SELECT rid FROM evidence WHERE configuration = ? UNION SELECT v.rid FROM evidence v "
            "JOIN place q ON q.rid = v.place WHERE q.configuration = ?)",
            configuration,
            configuration,
        )
    if element is not None:
        conditions.add("k.element = ?", element)
    if role_key:
        conditions.add("r.key = ?", role_key)
    if link is not None:
        conditions.add("e.link = ?", link)
    if statement is not None:
        conditions.add("e.statement = ?", statement)
    rows = connection.exec_driver_sql(
        f"{_EVIDENCE} WHERE {conditions.sql} ORDER BY c.position, c.name, d.rid, x.start, e.rid",
        tuple(conditions.parameters),
    ).fetchall()
    return [EvidenceRow(*row) for row in rows]


def bearing(connection: Connection, scope: Filter = EVERYTHING) -> dict[Rid, frozenset[tuple[Rid, int, Rid]]]:
    """Return configuration -> (coding, source, case or 0) of the evidence that passes; sources as in `scope.SOURCE`."""
    conditions = evidence_conditions(connection, scope)
    rows = connection.exec_driver_sql(
        f"""SELECT coalesce(e.configuration, p.configuration), e.coding, {SOURCE}, coalesce(d."case", 0) {_BEARING}
        WHERE coalesce(e.configuration, p.configuration) IS NOT NULL AND {conditions.sql}""",
        tuple(conditions.parameters),
    ).fetchall()
    found: dict[Rid, set[tuple[Rid, int, Rid]]] = {}
    for row in rows:
        found.setdefault(row[0], set()).add((row[1], row[2], row[3]))
    return {configuration: frozenset(triples) for configuration, triples in found.items()}


def statements(connection: Connection) -> list[StatementRow]:
    """Return the statements in the natural order of their numbers."""
    rows = connection.exec_driver_sql(
        """SELECT s.rid, s.number, v.if_text, v.then_text, v.because_text, s.status, s.priority, s.source,
            s.theory_area, coalesce(a.name, '') FROM theory_statement s
        JOIN statement_version v ON v.statement = s.rid AND v.number = 0
        LEFT JOIN theory_area a ON a.rid = s.theory_area"""
    )
    return sorted((StatementRow(*row) for row in rows), key=lambda row: natural_key(row.number))


def theory_areas(connection: Connection) -> list[tuple[Rid, str]]:
    """Return (rid, name) of the theory areas in their order."""
    rows = connection.exec_driver_sql("SELECT rid, name FROM theory_area ORDER BY position, rid")
    return [(row[0], row[1]) for row in rows]


def positions(connection: Connection, diagram: Rid) -> dict[tuple[str, Rid, Rid | None], tuple[float, float]]:
    """Return where things stand in a diagram: ("element", element, role) or ("configuration", configuration, None)."""
    rows = connection.exec_driver_sql(
        "SELECT element, role, configuration, x, y FROM diagram_position WHERE diagram = ?", (diagram,)
    )
    return {
        ("configuration", row[2], None) if row[0] is None else ("element", row[0], row[1]): (row[3], row[4])
        for row in rows
    }
