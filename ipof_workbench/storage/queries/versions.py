"""Recorded versions of configurations and statements, the theories that were frozen, and whether drafts differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT, FrozenTheoryRow, RecordedVersionRow
from ipof_workbench.storage.bare import Selection, rows_of
from ipof_workbench.theory.snapshot import counts_in

_RECORDED = {
    "element": "SELECT 1 FROM place_content c JOIN configuration_version v ON v.rid = c.version "
    "WHERE c.element = ? AND v.number > 0 LIMIT 1",
    "attribute_definition": "SELECT 1 FROM place_content c JOIN configuration_version v ON v.rid = c.version "
    "WHERE c.attribute = ? AND v.number > 0 LIMIT 1",
    "decision": "SELECT 1 FROM configuration_version WHERE decision = ?1 AND number > 0 UNION ALL "
    "SELECT 1 FROM statement_version WHERE decision = ?1 AND number > 0 UNION ALL "
    "SELECT 1 FROM programme_theory WHERE decision = ?1 LIMIT 1",
}


def is_recorded(connection: Connection, table: str, rid: Rid) -> bool:
    """Tell whether a recorded version or a frozen theory refers to a row of `table` (element, attribute_definition or
    decision)."""
    return connection.exec_driver_sql(_RECORDED[table], (rid,)).fetchone() is not None


class _Kind(NamedTuple):
    """How one kind of claim has its versions."""

    version: str
    """The table of the versions."""
    owner: str
    """The column of that table that names the claim."""
    judged: str
    """The column of version_evidence that names the version."""


KINDS = {
    CONFIGURATION: _Kind("configuration_version", "configuration", "configuration_version"),
    STATEMENT: _Kind("statement_version", "statement", "statement_version"),
}


def version_numbers(connection: Connection, kind: str, claim: Rid) -> list[tuple[Rid, int]]:
    """Return (rid, number) of the draft (0) and the recorded versions of a configuration or statement, in order."""
    of = KINDS[kind]
    rows = connection.exec_driver_sql(
        f"SELECT rid, number FROM {of.version} WHERE {of.owner} = ? ORDER BY number", (claim,)
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def latest_versions(connection: Connection, kind: str) -> dict[Rid, tuple[Rid, int, tuple[str, str, str]]]:
    """Return claim -> (rid, number, if, then and because) of the version recorded last, for those that have one."""
    of = KINDS[kind]
    rows = connection.exec_driver_sql(
        f"SELECT {of.owner}, rid, max(number), if_text, then_text, because_text FROM {of.version} "
        f"WHERE number > 0 GROUP BY {of.owner}"
    )
    return {row[0]: (row[1], row[2], (row[3], row[4], row[5])) for row in rows}


class HeldContent(NamedTuple):
    """A content of a place in some version, with the words it has there."""

    version: Rid
    rid: Rid
    place: Rid
    role: str
    alternative: int
    position: int
    element: str
    attribute: str
    value: str
    polarity: str
    activation: str
    wording: str
    named: int
    role_label: str


_WORDS_NOW = "coalesce(m.label, a.name || ' = ' || c.attribute_value)"
"""How a content `c` is called today: its element `m`, or the value of its attribute `a`."""

_CONTENTS = f"""SELECT c.version, c.rid, c.place, r.key, c.alternative, c.position, coalesce(m.id, ''),
    coalesce(a.id, ''), c.attribute_value, c.polarity, c.activation,
    CASE WHEN v.number > 0 THEN c.wording ELSE {_WORDS_NOW} END,
    coalesce(m.named, 1), r.label
    FROM place_content c JOIN configuration_version v ON v.rid = c.version
    JOIN place p ON p.rid = c.place JOIN role r ON r.rid = p.role
    LEFT JOIN element m ON m.rid = c.element LEFT JOIN attribute_definition a ON a.rid = c.attribute
    WHERE {{where}} ORDER BY r.position, r.rid, p.position, c.alternative, c.position, c.rid"""

_STANDING = """v.number = 0 OR NOT EXISTS (SELECT 1 FROM configuration_version w
    WHERE w.configuration = v.configuration AND w.number > v.number)"""


def standing_contents(connection: Connection, versions: Iterable[Rid] | None = None) -> dict[Rid, list[HeldContent]]:
    """Return version -> its contents in the order of the grammar: of the given versions, or of every draft and every
    version recorded last."""
    wanted = None if versions is None else sorted(versions)
    where = _STANDING if wanted is None else f"c.version IN ({', '.join('?' * len(wanted))})"
    found: dict[Rid, list[HeldContent]] = {}
    for row in rows_of(connection, _CONTENTS.format(where=where), tuple(wanted or ())):
        found.setdefault(row[0], []).append(HeldContent._make(row))
    return found


def contents_of(connection: Connection, versions: Sequence[Rid]) -> list[tuple[Rid, Rid]]:
    """Return (content, version) of what stands in the places in the given versions."""
    sql = "SELECT rid, version FROM place_content WHERE version IN (SELECT value FROM json_each(?)) ORDER BY rid"
    return [(row[0], row[1]) for row in rows_of(connection, sql, (json.dumps(list(versions)),))]


def copied_contents(names: Sequence[str], pairs: Sequence[tuple[Rid, Rid]]) -> Selection:
    """Return the query of the contents of versions as they are called today, for copies in others: `pairs` are (a
    version, the one that gets its copies), `names` the columns to copy beside the version and the wording."""
    copied = ", ".join(f"c.{name}" for name in names)
    sql = f"""SELECT json_extract(o.value, '$[1]') AS version, {_WORDS_NOW} AS wording, {copied} FROM json_each(?) o
        CROSS JOIN place_content c ON c.version = json_extract(o.value, '$[0]')
        LEFT JOIN element m ON m.rid = c.element LEFT JOIN attribute_definition a ON a.rid = c.attribute
        ORDER BY c.rid"""
    return Selection(sql, (json.dumps(list(pairs)),))


# --- what was recorded


def recorded_versions(
    connection: Connection, kind: str | None = None, claim: Rid | None = None
) -> list[RecordedVersionRow]:
    """Return the recorded versions of one claim, of a kind, or all, in the order of their numbers."""
    return _with_evidence(connection, _recorded(connection, kind, claim))


Numbers = Mapping[tuple[str, Rid], int]


def recorded_between(connection: Connection, after: Numbers, until: Numbers) -> list[RecordedVersionRow]:
    """Return the versions recorded between two moments: (kind, claim) -> the number of its last version then; one that
    was not there at the later moment has none."""
    found = [
        row
        for row in _recorded(connection, None, None)
        if after.get((row.kind, row.subject), 0) < row.number <= until.get((row.kind, row.subject), 0)
    ]
    return _with_evidence(connection, found)


def _recorded(connection: Connection, kind: str | None, claim: Rid | None) -> list[RecordedVersionRow]:
    found: list[RecordedVersionRow] = []
    for each in (kind,) if kind else (STATEMENT, CONFIGURATION):
        of = KINDS[each]
        rows = connection.exec_driver_sql(
            f"""SELECT v.rid, g.rid, g.number, v.number, v.if_text, v.then_text, v.because_text, v.change, v.reason,
                v.created_at, coalesce(a.name, ''), v.decision, coalesce(d.wording, '')
            FROM {of.version} v JOIN {each} g ON g.rid = v.{of.owner}
            LEFT JOIN analyst a ON a.rid = v.created_by LEFT JOIN decision d ON d.rid = v.decision
            WHERE v.number > 0 AND (?1 IS NULL OR g.rid = ?1) ORDER BY g.rid, v.number""",
            (claim,),
        ).fetchall()
        found.extend(RecordedVersionRow._make((each, *row, ())) for row in rows)
    return found


def _with_evidence(connection: Connection, found: Sequence[RecordedVersionRow]) -> list[RecordedVersionRow]:
    """Return the versions with the evidence that led to them."""
    evidence: dict[tuple[str, Rid], list[tuple[Rid, str]]] = {}
    for kind, of in KINDS.items():
        wanted = [row.rid for row in found if row.kind == kind]
        rows = connection.exec_driver_sql(
            f"SELECT {of.judged}, evidence, stance FROM version_evidence "
            f"WHERE {of.judged} IN (SELECT value FROM json_each(?)) ORDER BY rid",
            (json.dumps(wanted),),
        ).fetchall()
        for version, piece, stance in rows:
            evidence.setdefault((kind, version), []).append((piece, stance))
    return [row._replace(evidence=tuple(evidence.get((row.kind, row.rid), ()))) for row in found]


def descents(connection: Connection, kind: str, claim: Rid | None = None) -> dict[Rid, str]:
    """Return claim -> how it came about from others (split, merged) since its version recorded last."""
    of = KINDS[kind]
    rows = connection.exec_driver_sql(
        f"""SELECT l.descendant, l.change FROM lineage l WHERE l.about_kind = ?1 AND (?2 IS NULL OR l.descendant = ?2)
        AND NOT EXISTS (SELECT 1 FROM {of.version} v WHERE v.{of.owner} = l.descendant AND v.number > 0
            AND v.created_at > l.created_at) ORDER BY l.rid""",
        (kind, claim),
    )
    return {row[0]: row[1] for row in rows}


_BEARS = {
    CONFIGURATION: "coalesce(e.configuration, p.configuration)",
    STATEMENT: "e.statement",
}


def _led_to_none(kind: str) -> str:
    """Return the condition that a piece of evidence `e` led to no recorded version of the claim it bears on."""
    of = KINDS[kind]
    # CROSS JOIN keeps the order: from the evidence to what it led to, not through all that led to a claim each time.
    return f"""NOT EXISTS (SELECT 1 FROM version_evidence x CROSS JOIN {of.version} v ON v.rid = x.{of.judged}
        WHERE x.evidence = e.rid AND v.{of.owner} = {_BEARS[kind]})"""


def unjudged_evidence(connection: Connection, kind: str, claim: Rid | None = None) -> dict[Rid, list[tuple[Rid, str]]]:
    """Return claim -> (evidence, stance) of what bears on it and led to none of its recorded versions yet."""
    target = _BEARS[kind]
    where, parameters = f"{target} IS NOT NULL", ()
    if claim is not None:
        where, parameters = _bearing_on(kind, claim)
    rows = rows_of(
        connection,
        f"""SELECT {target}, e.rid, e.stance FROM evidence e LEFT JOIN place p ON p.rid = e.place
        WHERE {where} AND {_led_to_none(kind)} ORDER BY e.rid""",
        parameters,
    )
    found: dict[Rid, list[tuple[Rid, str]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append((row[1], row[2]))
    return found


def unjudged_by(kind: str, versions: Sequence[Rid]) -> Selection:
    """Return the query of (version, evidence, stance): what `unjudged_evidence` gives for the claims whose newly
    recorded versions are given."""
    target = _BEARS[kind]
    of = KINDS[kind]
    sql = f"""SELECT n.rid AS {of.judged}, e.rid AS evidence, e.stance FROM evidence e
        LEFT JOIN place p ON p.rid = e.place CROSS JOIN {of.version} n ON n.{of.owner} = {target}
        WHERE n.rid IN (SELECT value FROM json_each(?)) AND {_led_to_none(kind)} ORDER BY e.rid"""
    return Selection(sql, (json.dumps(list(versions)),))


def evidence_of(connection: Connection, kind: str, claim: Rid) -> dict[Rid, str]:
    """Return evidence -> stance of everything that bears on a configuration (its places too) or statement."""
    where, parameters = _bearing_on(kind, claim)
    rows = connection.exec_driver_sql(
        f"SELECT e.rid, e.stance FROM evidence e WHERE {where} ORDER BY e.rid", parameters
    )
    return {row[0]: row[1] for row in rows}


def _bearing_on(kind: str, claim: Rid) -> tuple[str, tuple[Any, ...]]:
    if kind == STATEMENT:
        return "e.statement = ?", (claim,)
    return (
        "e.rid IN (SELECT rid FROM evidence WHERE configuration = ? UNION SELECT i.rid FROM evidence i "
        "JOIN place q ON q.rid = i.place WHERE q.configuration = ?)",
        (claim, claim),
    )


_HEADS = {
    CONFIGURATION: "SELECT rid, number, title, status FROM configuration",
    STATEMENT: "SELECT rid, number, '', status FROM theory_statement",
}


def heads_of(connection: Connection, kind: str) -> dict[Rid, tuple[str, str, str]]:
    """Return claim -> (number, title, status) of every configuration or statement."""
    return {row[0]: (row[1], row[2], row[3]) for row in connection.exec_driver_sql(_HEADS[kind])}


def head_of(connection: Connection, kind: str, claim: Rid) -> tuple[str, str, str]:
    """Return (number, title, status) of one that is there."""
    row = connection.exec_driver_sql(f"{_HEADS[kind]} WHERE rid = ?", (claim,)).fetchone()
    assert row is not None
    return row[1], row[2], row[3]


# --- frozen theories


_THEORIES = """SELECT t.rid, t.name, t.note, t.created_at, coalesce(a.name, ''), t.decision, coalesce(d.wording, ''),
    t.sha256, substr(f.content, 1, 300) FROM programme_theory t JOIN frozen_content f USING (sha256)
    LEFT JOIN analyst a ON a.rid = t.created_by
    LEFT JOIN decision d ON d.rid = t.decision ORDER BY t.rid"""


def frozen_theories(connection: Connection) -> list[FrozenTheoryRow]:
    """Return the frozen theories, oldest first."""
    return [
        FrozenTheoryRow._make((*row[:8], *counts_in(row[8])))
        for row in connection.exec_driver_sql(_THEORIES).fetchall()
    ]


def frozen_content(connection: Connection, theory: Rid) -> str | None:
    """Return the content of a frozen theory, or None where it is gone."""
    rows = rows_of(
        connection,
        "SELECT f.content FROM programme_theory t JOIN frozen_content f USING (sha256) WHERE t.rid = ?",
        (theory,),
    )
    return rows[0][0] if rows else None


def frozen_names(connection: Connection) -> list[str]:
    """Return the names of the frozen theories."""
    return [row[0] for row in connection.exec_driver_sql("SELECT name FROM programme_theory ORDER BY rid")]


def step_of_theory(connection: Connection, theory: Rid) -> Rid | None:
    """Return the step of the journal in which a theory was frozen."""
    row = connection.exec_driver_sql(
        "SELECT step FROM journal_change WHERE table_name = 'programme_theory' AND row_rid = ? "
        "AND operation = 'insert' ORDER BY rid DESC LIMIT 1",
        (theory,),
    ).fetchone()
    return row[0] if row else None
