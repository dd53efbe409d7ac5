"""The library of elements: use, lineage, quotes, conditions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from ipof_workbench.domain.element_rows import (
    CaseValue,
    ConditionCases,
    ElementQuote,
    ElementUse,
    LibraryRow,
    LineageRow,
)
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import NO_COUNTS, Counts
from ipof_workbench.storage.queries.scope import SOURCE, coding_conditions
from ipof_workbench.storage.queries.study import roles


def library(connection: Connection, scope: Filter = EVERYTHING) -> list[LibraryRow]:
    """Return all elements but merged ones, by label. Counts are of the codings that pass; an element without any is
    listed all the same."""
    grammar = {role.rid: role.key for role in roles(connection)}
    order = {key: number for number, key in enumerate(grammar.values())}
    counts, used = _counts(connection, scope), _coded_roles(connection)
    configurations: dict[Rid, set[Rid]] = {}
    recorded: set[Rid] = set()
    for element, configuration, role, number in connection.exec_driver_sql(
        "SELECT c.element, p.configuration, p.role, v.number FROM place_content c "
        "JOIN configuration_version v ON v.rid = c.version JOIN place p ON p.rid = c.place WHERE c.element IS NOT NULL"
    ):
        if number:
            recorded.add(element)
        else:
            configurations.setdefault(element, set()).add(configuration)
            used.setdefault(element, set()).add(role)
    found = []
    for row in connection.exec_driver_sql(
        "SELECT rid, label, named, statement, parent, level, four_i, valence, intended, timeframe, actor_group, role "
        "FROM element WHERE merged_into IS NULL ORDER BY label COLLATE NOCASE, rid"
    ):
        rid, role = row[0], row[11]
        keys = {grammar[held] for held in (*used.get(rid, ()), role) if held in grammar}
        values: list[Any] = [
            *row[:2],
            bool(row[2]),
            *row[3:11],
            grammar.get(role, ""),
            tuple(sorted(keys, key=order.__getitem__)),
            counts.get(rid, NO_COUNTS),
            len(configurations.get(rid, ())),
            rid in recorded,
        ]
        found.append(LibraryRow(*values))
    return found


def _counts(connection: Connection, scope: Filter) -> dict[Rid, Counts]:
    conditions = coding_conditions(connection, scope)
    # Nearly all codings are wanted: going through them in the order of the file takes half the time of an index.
    rows = connection.exec_driver_sql(
        f"""SELECT k.element, count(DISTINCT {SOURCE}), count(*), count(DISTINCT d."case")
        FROM coding k NOT INDEXED CROSS JOIN excerpt x ON x.rid = k.excerpt CROSS JOIN document d ON d.rid = x.document
        WHERE k.element IS NOT NULL AND {conditions.sql} GROUP BY k.element""",
        tuple(conditions.parameters),
    )
    return {row[0]: Counts(row[1], row[2], row[3]) for row in rows}


def _coded_roles(connection: Connection) -> dict[Rid, set[Rid]]:
    used: dict[Rid, set[Rid]] = {}
    for element, role in connection.exec_driver_sql("SELECT DISTINCT element, role FROM coding WHERE role IS NOT NULL"):
        used.setdefault(element, set()).add(role)
    return used


def uses(connection: Connection, element: Rid) -> list[ElementUse]:
    """Return the configurations whose draft holds an element, a row for each place it stands in."""
    rows = connection.exec_driver_sql(
        """SELECT g.rid, g.number, g.title, g.status, r.key, c.rid, c.polarity, c.activation FROM place_content c
        JOIN configuration_version v ON v.rid = c.version AND v.number = 0
        JOIN place p ON p.rid = c.place JOIN role r ON r.rid = p.role JOIN configuration g ON g.rid = p.configuration
        WHERE c.element = ? ORDER BY g.rid, r.position, c.rid""",
        (element,),
    )
    return [ElementUse._make(row) for row in rows]


def lineage(connection: Connection, element: Rid) -> list[LineageRow]:
    """Return what an element came from and what came of it, oldest first."""
    rows = connection.exec_driver_sql(
        """SELECT m.rid, m.label, l.descendant = ?1, l.change, l.created_at, coalesce(a.name, ''),
            m.merged_into IS NOT NULL
        FROM lineage l JOIN element m ON m.rid = CASE WHEN l.descendant = ?1 THEN l.ancestor ELSE l.descendant END
        LEFT JOIN analyst a ON a.rid = l.created_by
        WHERE l.about_kind = 'element' AND (l.ancestor = ?1 OR l.descendant = ?1) ORDER BY l.rid""",
        (element,),
    )
    return [LineageRow(row[0], row[1], bool(row[2]), row[3], row[4], row[5], bool(row[6])) for row in rows]


def quotes(connection: Connection, element: Rid, scope: Filter = EVERYTHING) -> list[ElementQuote]:
    """Return the passages coded with an element that pass, by case and document."""
    conditions = coding_conditions(connection, scope)
    conditions.add("k.element = ?", element)
    rows = connection.exec_driver_sql(
        f"""SELECT k.rid, r.key, d.rid, d.name, d.kind, coalesce(c.name, ''), coalesce(w.name, ''),
            x.start, x."end", x.quote,
            coalesce((SELECT group_concat(DISTINCT g.number) FROM evidence e LEFT JOIN place p ON p.rid = e.place
                JOIN configuration g ON g.rid = coalesce(e.configuration, p.configuration) WHERE e.coding = k.rid), '')
        FROM coding k JOIN excerpt x ON x.rid = k.excerpt JOIN document d ON d.rid = x.document
        JOIN role r ON r.rid = k.role LEFT JOIN "case" c ON c.rid = d."case"
        LEFT JOIN participant w ON w.rid = nullif(max({SOURCE}, 0), 0)
        WHERE {conditions.sql} ORDER BY c.position, c.name, d.rid, x.start, k.rid""",
        tuple(conditions.parameters),
    )
    return [ElementQuote._make((*row[:10], row[10].replace(",", ", "))) for row in rows]


def kept_apart(connection: Connection) -> set[frozenset[Rid]]:
    """Return the pairs of elements that somebody has said are not the same."""
    ids = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, rid FROM element")}
    return {
        frozenset((row[0], ids[other]))
        for row in connection.exec_driver_sql(
            "SELECT about, state FROM remark_dismissal WHERE rule = 'duplicate_element' AND about_kind = 'element'"
        )
        for other in row[1].split()
        if other in ids
    }


def labels(connection: Connection) -> list[tuple[Rid, str]]:
    """Return (element, label) of the named elements of the library."""
    rows = connection.exec_driver_sql("SELECT rid, label FROM element WHERE merged_into IS NULL AND named ORDER BY rid")
    return [(row[0], row[1]) for row in rows]


def condition_cases(connection: Connection, attribute: Rid, value: str, polarity: str = "present") -> ConditionCases:
    """Return which cases meet a condition; one that is absent is met by a case with another value."""
    rows = [
        CaseValue._make(row)
        for row in connection.exec_driver_sql(
            "SELECT c.rid, c.name, coalesce(v.value, '') FROM \"case\" c LEFT JOIN attribute_value v "
            "ON v.owner = c.rid AND v.definition = ? ORDER BY c.position, c.name COLLATE NOCASE",
            (attribute,),
        )
    ]
    is_multi = connection.exec_driver_sql(
        "SELECT value_type = 'multi' FROM attribute_definition WHERE rid = ?", (attribute,)
    ).fetchone()
    wanted = value.casefold().strip()

    def has(row: CaseValue) -> bool:
        values = row.value.split(";") if is_multi and is_multi[0] else [row.value]
        return any(one.casefold().strip() == wanted for one in values)

    known = [row for row in rows if row.value.strip()]
    meeting = tuple(row for row in known if has(row) != (polarity == "absent"))
    others = tuple(row for row in known if has(row) == (polarity == "absent"))
    return ConditionCases(meeting, others, tuple(row for row in rows if not row.value.strip()))


def case_values(connection: Connection) -> list[tuple[Rid, str, str, int]]:
    """Return (attribute, its name, a value, how many cases have it) of the attributes of cases, choices included."""
    counted: dict[tuple[Rid, str], int] = {}
    for definition, value, number in connection.exec_driver_sql(
        "SELECT v.definition, v.value, count(*) FROM attribute_value v JOIN attribute_definition a "
        "ON a.rid = v.definition AND a.owner_kind = 'case' WHERE v.value <> '' GROUP BY 1, 2"
    ):
        counted[(definition, value)] = number
    found = []
    for rid, name, choices in connection.exec_driver_sql(
        "SELECT rid, name, choices FROM attribute_definition WHERE owner_kind = 'case' ORDER BY position, rid"
    ).fetchall():
        values = [value for definition, value in counted if definition == rid]
        listed = [choice for choice in choices.split("\n") if choice]
        for value in dict.fromkeys([*listed, *sorted(values)]):
            found.append((rid, name, value, counted.get((rid, value), 0)))
    return found
