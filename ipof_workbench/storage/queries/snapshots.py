"""The theory as it is now, as one value: what a freeze keeps and what two moments are compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.sentences import PARTS, sentence_parts
from ipof_workbench.domain.version_rows import CONFIGURATION, STATEMENT
from ipof_workbench.domain.vocabulary import Change
from ipof_workbench.storage.bare import rows_of
from ipof_workbench.storage.queries.scope import SOURCE
from ipof_workbench.storage.queries.study import roles
from ipof_workbench.storage.queries.versions import HeldContent, latest_versions, standing_contents
from ipof_workbench.theory.snapshot import (
    Claim,
    Descent,
    ElementHeld,
    EvidenceTexts,
    LinkHeld,
    RoleHeld,
    Snapshot,
    Source,
    Stood,
    groups_of,
    pieces_of,
    same_names,
    same_words,
    unnamed,
)

Parts = tuple[str, str, str]


class _Words(NamedTuple):
    """A content as the sentence reads it."""

    label: str
    polarity: str


class _Role(NamedTuple):
    label: str
    connector: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as the sentence reads it."""

    role: _Role
    alternatives: Sequence[Sequence[_Words]]


@dataclass(frozen=True, slots=True)
class State:
    """The draft of a claim beside the version recorded last: what recording it would record.

    `parts` read as a person reads them now, participants' words included; `latest` is 0 where none was recorded.
    """

    draft: Rid
    parts: Parts
    contents: tuple[HeldContent, ...]
    latest: Rid = 0
    number: int = 0
    places_differ: bool = False
    words_differ: bool = False

    @property
    def differs(self) -> bool:
        """Whether the draft is another theory, or reads otherwise, than the version recorded last."""
        return not self.number or self.places_differ or self.words_differ

    def suggested(self, descent: str = "") -> str:
        """Return the change that the draft suggests: new, or how it came about from others (split, merged); refined
        where its places differ from the version recorded last; reworded where only the words do; empty where nothing
        does."""
        if not self.number:
            return descent or Change.NEW.value
        if not self.differs:
            return ""
        return descent or (Change.REFINED.value if self.places_differ else Change.REWORDED.value)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it and nothing is written."""
        return not self.contents and not any(part.strip() for part in self.parts)


def stood(contents: Sequence[HeldContent], *, with_words_of_participants: bool = False) -> tuple[Stood, ...]:
    """Return contents of places as a snapshot holds them; alternatives are numbered from 0 in each role."""
    numbers: dict[tuple[str, int], int] = {}
    taken: dict[str, int] = {}
    found = []
    for each in contents:
        key = (each.role, each.alternative)
        if key not in numbers:
            numbers[key] = taken.get(each.role, 0)
            taken[each.role] = numbers[key] + 1
        wording = each.wording if each.named or with_words_of_participants else unnamed(each.role_label)
        found.append(
            Stood(
                each.role,
                numbers[key],
                each.element,
                each.attribute,
                each.value,
                each.polarity,
                each.activation,
                wording,
            )
        )
    return tuple(found)


def _read(written: Parts, places: Sequence[Stood], grammar: Sequence[tuple[str, _Role]]) -> Parts:
    """Return the parts of a sentence as they read: what was written, else generated from the places."""
    if all(written):
        return written
    standing: dict[str, dict[int, list[_Words]]] = {}
    for each in places:
        group = standing.setdefault(each.role, {}).setdefault(each.alternative, [])
        group.append(_Words(each.wording, each.polarity))
    listed = [_Place(role, list(standing[key].values())) for key, role in grammar if key in standing]
    parts = sentence_parts(dict(zip(PARTS, written, strict=True)), listed)
    return parts["if"], parts["then"], parts["because"]


def _grammar(connection: Connection) -> list[tuple[str, _Role]]:
    return [(role.key, _Role(role.label, role.connector)) for role in roles(connection)]


def configuration_states(connection: Connection, configurations: Sequence[Rid] | None = None) -> dict[Rid, State]:
    """Return configuration -> its draft beside the version recorded last: of the given ones, or of all."""
    where = "1" if configurations is None else f"configuration IN ({', '.join('?' * len(configurations))})"
    rows = connection.exec_driver_sql(
        "SELECT configuration, rid, number, if_text, then_text, because_text FROM configuration_version "
        f"WHERE {where} ORDER BY configuration, number",
        tuple(configurations or ()),
    ).fetchall()
    drafts = {row[0]: (row[1], (row[3], row[4], row[5])) for row in rows if row[2] == 0}
    latest = {row[0]: (row[1], row[2], (row[3], row[4], row[5])) for row in rows if row[2] > 0}
    wanted: list[Rid] | None = None
    if configurations is not None:
        wanted = [held[0] for held in drafts.values()] + [held[0] for held in latest.values()]
    contents = standing_contents(connection, wanted)
    grammar = _grammar(connection)
    found: dict[Rid, State] = {}
    for configuration, (draft, written) in drafts.items():
        held = tuple(contents.get(draft, ()))
        here = stood(held, with_words_of_participants=True)
        parts = _read(written, here, grammar)
        if configuration not in latest:
            found[configuration] = State(draft, parts, held)
            continue
        version, number, recorded = latest[configuration]
        then = stood(contents.get(version, ()), with_words_of_participants=True)
        found[configuration] = State(
            draft,
            parts,
            held,
            version,
            number,
            places_differ=groups_of(here) != groups_of(then),
            words_differ=not same_words(parts, recorded) or not same_names(here, then),
        )
    return found


def statement_states(connection: Connection, statement: Rid | None = None) -> dict[Rid, State]:
    """Return statement -> its draft beside the version recorded last: of one, or of all."""
    rows = connection.exec_driver_sql(
        "SELECT statement, rid, number, if_text, then_text, because_text FROM statement_version "
        "WHERE ?1 IS NULL OR statement = ?1 ORDER BY statement, number",
        (statement,),
    ).fetchall()
    latest = {row[0]: (row[1], row[2], (row[3], row[4], row[5])) for row in rows if row[2] > 0}
    found = {}
    for row in rows:
        if row[2]:
            continue
        parts = (row[3], row[4], row[5])
        version, number, recorded = latest.get(row[0], (0, 0, ("", "", "")))
        differs = bool(number) and not same_words(parts, recorded)
        found[row[0]] = State(row[1], parts, (), version, number, words_differ=differs)
    return found


def states(connection: Connection, kind: str, claim: Rid | None = None) -> dict[Rid, State]:
    """Return claim -> its draft beside the version recorded last."""
    if kind == STATEMENT:
        return statement_states(connection, claim)
    return configuration_states(connection, None if claim is None else [claim])


# --- the whole theory


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
    grammar = _grammar(connection)
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
                parts=_read((row[9], row[10], row[11]), here, grammar),
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
