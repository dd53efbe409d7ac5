"""The theory as it is now, as one value: what a freeze keeps and what two moments are compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.storage.bare import rows_of
from ipof_workbench.storage.queries.scope import SOURCE
from ipof_workbench.storage.queries.states import State, grammar_of, read_parts, stood
from ipof_workbench.storage.queries.study import roles
from ipof_workbench.storage.queries.versions import latest_versions, standing_contents
from ipof_workbench.theory.snapshot import (
    Claim,
    Descent,
    ElementHeld,
    EvidenceTexts,
    LinkHeld,
    RoleHeld,
    Snapshot,
    Source,
    pieces_of,
)


@dataclass(frozen=True, slots=True)
class HeldTheory:
    """The whole theory as it is now: `bare` has no evidence, `evidence` is its text (see `theory.snapshot`)."""

    bare: Snapshot
    evidence: EvidenceTexts

    @property
    def snapshot(self) -> Snapshot:
        """The theory with its evidence as values."""
        pieces = pieces_of(self.evidence)
        return replace(
            self.bare,
            claims=tuple(replace(claim, evidence=pieces.get((claim.kind, claim.id), ())) for claim in self.bare.claims),
            link_evidence=tuple((link, piece) for (kind, link), held in pieces.items() if not kind for piece in held),
        )


def held_theory(connection: Connection, drafts: Mapping[Rid, State] | None = None) -> HeldTheory:
    """Return the whole theory as it is now, without participants' words. `drafts` are the states of the configurations
    where they were read already."""
    evidence, sources = _evidence(connection)
    bare = Snapshot(
        claims=(*_statements(connection), *_configurations(connection, drafts)),
        links=_links(connection),
        ties=_ties(connection),
        descents=_descents(connection),
        elements=_elements(connection),
        roles=tuple(RoleHeld(role.key, role.label, role.letter) for role in roles(connection)),
        sources=sources,
    )
    return HeldTheory(bare, evidence)


_HEAD = ("rid", "id", "number", "title", "area", "status")


def _evidence(connection: Connection) -> tuple[EvidenceTexts, tuple[Source, ...]]:
    """Return (kind of claim, its id) -> evidence, the kind empty for links; and the sources that it numbers.

    SQLite writes the text: there are thousands, and a freeze would only make values of them to write them down again.
    """
    rows = rows_of(
        connection,
        f"""SELECT CASE WHEN g.id IS NOT NULL THEN '{CONFIGURATION}' WHEN s.id IS NOT NULL THEN '{STATEMENT}' ELSE ''
            END, coalesce(g.id, s.id, l.id),
            json_array(e.id, e.rid, coalesce(k.id, ''), coalesce(f.id, ''), coalesce(r.key, '')),
            x.document, coalesce(f."case", 0), {SOURCE}, json_array(e.stance, e.strength, x.start, x."end")
        FROM evidence e LEFT JOIN place p ON p.rid = e.place LEFT JOIN role r ON r.rid = p.role
        LEFT JOIN configuration g ON g.rid = coalesce(e.configuration, p.configuration)
        LEFT JOIN theory_statement s ON s.rid = e.statement LEFT JOIN configuration_link l ON l.rid = e.link
        LEFT JOIN coding k ON k.rid = e.coding LEFT JOIN finding f ON f.rid = e.finding
        LEFT JOIN excerpt x ON x.rid = k.excerpt ORDER BY e.rid""",
    )
    sources: dict[_SourceKey, int] = {}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, claim, head, document, case, speaker, tail in rows:
        number = sources.setdefault((document, case, speaker), len(sources))
        found[kind, claim].append(f"{head[:-1]},{number},{tail[1:]}")
    return found, _sources(connection, sources)


_SourceKey = tuple[Rid | None, Rid, int | None]
"""Document of a passage; case of a finding; speaker of a passage, as in `scope.SOURCE`."""


def _sources(connection: Connection, keys: Iterable[_SourceKey]) -> tuple[Source, ...]:
    """Return where evidence comes from, in the order of the keys."""
    cases = {row[0]: row[1] for row in connection.exec_driver_sql('SELECT rid, name FROM "case"')}
    people = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT rid, name FROM participant")}
    documents: dict[Rid | None, tuple[str, Rid]] = {
        row[0]: (row[1], row[2])
        for row in connection.exec_driver_sql(
            'SELECT d.rid, d.name, coalesce(d."case", 0) FROM document d WHERE d.rid IN (SELECT document FROM excerpt)'
        )
    }
    found = []
    for document, case, speaker in keys:
        name, its_case = documents.get(document, ("", 0))
        found.append(Source(name, cases.get(its_case or case, ""), people.get(speaker or 0, "")))
    return tuple(found)


def _configurations(connection: Connection, drafts: Mapping[Rid, State] | None) -> list[Claim]:
    grammar = grammar_of(connection)
    latest = latest_versions(connection, CONFIGURATION)
    rows = connection.exec_driver_sql(
        """SELECT g.rid, g.id, g.number, g.title, coalesce(a.name, ''), g.status, g.level, coalesce(o.id, ''),
            v.rid, v.if_text, v.then_text, v.because_text FROM configuration g
        JOIN configuration_version v ON v.configuration = g.rid AND v.number = 0
        LEFT JOIN theory_area a ON a.rid = g.theory_area LEFT JOIN configuration o ON o.rid = g.variant_of"""
    ).fetchall()
    contents = standing_contents(connection, [row[8] for row in rows]) if drafts is None else {}
    found = []
    for row in rows:
        here = stood(contents.get(row[8], ()) if drafts is None else drafts[row[0]].contents)
        found.append(
            Claim(
                kind=CONFIGURATION,
                **dict(zip(_HEAD, row[:6], strict=True)),
                parts=read_parts((row[9], row[10], row[11]), here, grammar),
                stood=here,
                version=latest[row[0]][1] if row[0] in latest else 0,
                level=row[6],
                variant_of=row[7],
            )
        )
    return sorted(found, key=lambda claim: natural_key(claim.number))


def _statements(connection: Connection) -> list[Claim]:
    latest = latest_versions(connection, STATEMENT)
    rows = connection.exec_driver_sql(
        """SELECT s.rid, s.id, s.number, '', coalesce(a.name, ''), s.status, s.source, s.priority,
            v.if_text, v.then_text, v.because_text FROM theory_statement s
        JOIN statement_version v ON v.statement = s.rid AND v.number = 0
        LEFT JOIN theory_area a ON a.rid = s.theory_area"""
    ).fetchall()
    found = [
        Claim(
            kind=STATEMENT,
            **dict(zip(_HEAD, row[:6], strict=True)),
            parts=(row[8], row[9], row[10]),
            version=latest[row[0]][1] if row[0] in latest else 0,
            source=row[6],
            priority=row[7],
        )
        for row in rows
    ]
    return sorted(found, key=lambda claim: natural_key(claim.number))


def _links(connection: Connection) -> tuple[LinkHeld, ...]:
    rows = connection.exec_driver_sql(
        "SELECT l.id, l.rid, l.kind, f.id, t.id, l.note FROM configuration_link l "
        "JOIN configuration f ON f.rid = l.from_configuration JOIN configuration t ON t.rid = l.to_configuration "
        "ORDER BY l.rid"
    )
    return tuple(LinkHeld._make(row) for row in rows)


def _ties(connection: Connection) -> tuple[tuple[str, str], ...]:
    rows = connection.exec_driver_sql(
        "SELECT s.id, g.id FROM statement_configuration t JOIN theory_statement s ON s.rid = t.statement "
        "JOIN configuration g ON g.rid = t.configuration ORDER BY t.rid"
    )
    return tuple((row[0], row[1]) for row in rows)


def _descents(connection: Connection) -> tuple[Descent, ...]:
    found: list[Descent] = []
    for table in (CONFIGURATION, STATEMENT, "element"):
        rows = connection.exec_driver_sql(
            f"SELECT a.id, d.id, l.change FROM lineage l JOIN {table} a ON a.rid = l.ancestor "
            f"JOIN {table} d ON d.rid = l.descendant WHERE l.about_kind = ? ORDER BY l.rid",
            (table,),
        )
        found.extend(Descent(table, row[0], row[1], row[2]) for row in rows)
    return tuple(found)


def _elements(connection: Connection) -> tuple[ElementHeld, ...]:
    rows = connection.exec_driver_sql(
        "SELECT m.id, m.rid, m.label, coalesce(r.key, '') FROM element m LEFT JOIN role r ON r.rid = m.role "
        "WHERE m.named = 1 AND m.merged_into IS NULL ORDER BY m.rid"
    )
    return tuple(ElementHeld._make(row) for row in rows)
