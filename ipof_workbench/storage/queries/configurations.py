"""Configurations, their places and links; statements."""

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
    LinkRow,
    PlaceContentRow,
    PlaceRow,
    StandingRow,
    StatementRow,
)
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import sentence_parts
from ipof_workbench.storage.queries import evidence as evidence_queries
from ipof_workbench.storage.queries.scope import Conditions
from ipof_workbench.storage.queries.study import roles


def numbers(connection: Connection) -> list[str]:
    """Return the numbers of all configurations."""
    return [row[0] for row in connection.exec_driver_sql("SELECT number FROM configuration")]


def configurations(connection: Connection, scope: Filter = EVERYTHING) -> list[ConfigurationRow]:
    """Return the configurations in the natural order of their numbers."""
    grammar = roles(connection)
    present: dict[Rid, set[str]] = {}
    for row in connection.exec_driver_sql(
        "SELECT DISTINCT p.configuration, r.key FROM place_content c JOIN place p ON p.rid = c.place "
        "JOIN role r ON r.rid = p.role AND NOT r.hidden "
        "JOIN configuration_version v ON v.rid = c.version AND v.number = 0"
    ):
        present.setdefault(row[0], set()).add(row[1])
    counted = evidence_queries.configuration_counts(connection, scope)
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


def places(
    connection: Connection, configurations: Iterable[Rid] | None = None, analysts: frozenset[Rid] = frozenset()
) -> dict[Rid, tuple[PlaceRow, ...]]:
    """Return configuration -> its places in the order of the grammar, a row for each role even where it is empty.

    Codings of elements are counted in the whole project, those of `analysts` alone where there are any.
    """
    counted = Conditions()
    counted.add_in("k.analyst", analysts)
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
            coalesce((SELECT count(*) FROM coding k WHERE k.element = c.element AND {counted.sql}), 0),
            c.attribute, coalesce(a.name, ''), c.attribute_value, c.polarity, c.activation, c.note
        FROM place_content c JOIN place p ON p.rid = c.place
        JOIN configuration_version v ON v.rid = c.version AND v.number = 0
        LEFT JOIN element m ON m.rid = c.element LEFT JOIN attribute_definition a ON a.rid = c.attribute
        WHERE {where} ORDER BY p.position, c.alternative, c.position, c.rid""",
        (*counted.parameters, *parameters),
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
    stand = places(connection, [configuration], scope.analysts)[configuration]
    counts, stances = evidence_queries.counts_of_configuration(connection, configuration, scope)
    present = frozenset(place.role.key for place in stand if place.contents)
    missing = tuple(place.role.key for place in stand if not place.contents)
    head: list[Any] = [configuration, *row[:5], present, missing, counts, stances]
    written = {"if": row[9], "then": row[10], "because": row[11]}
    rest: list[Any] = [*row[5:12], sentence_parts(written, stand), stand, tuple(links(connection, configuration))]
    return ConfigurationDetail(ConfigurationRow(*head), *rest)


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


def positions(connection: Connection, diagram: Rid) -> list[StandingRow]:
    """Return where things stand in a diagram."""
    rows = connection.exec_driver_sql(
        "SELECT p.element, p.configuration, p.attribute, p.attribute_value, coalesce(r.key, ''), p.x, p.y "
        "FROM diagram_position p LEFT JOIN role r ON r.rid = p.role WHERE p.diagram = ? ORDER BY p.rid",
        (diagram,),
    )
    return [StandingRow._make(row) for row in rows]
