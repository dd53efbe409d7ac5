"""Drafts beside the version recorded last: what differs, and how both read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentences import PARTS, sentence_parts
from ipof_workbench.domain.version_rows import STATEMENT
from ipof_workbench.domain.vocabulary import Change
from ipof_workbench.storage.queries.study import roles
from ipof_workbench.storage.queries.versions import HeldContent, standing_contents
from ipof_workbench.theory.snapshot import Stood, groups_of, same_names, same_words, unnamed

Parts = tuple[str, str, str]


class _Words(NamedTuple):
    """A content as the sentence reads it."""

    label: str
    polarity: str


class SpokenRole(NamedTuple):
    """A role as the sentence reads it."""

    label: str
    connector: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as the sentence reads it."""

    role: SpokenRole
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


def read_parts(written: Parts, places: Sequence[Stood], grammar: Sequence[tuple[str, SpokenRole]]) -> Parts:
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


def grammar_of(connection: Connection) -> list[tuple[str, SpokenRole]]:
    """Return (key, role) in the order of the grammar."""
    return [(role.key, SpokenRole(role.label, role.connector)) for role in roles(connection)]


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
    grammar = grammar_of(connection)
    found: dict[Rid, State] = {}
    for configuration, (draft, written) in drafts.items():
        held = tuple(contents.get(draft, ()))
        here = stood(held, with_words_of_participants=True)
        parts = read_parts(written, here, grammar)
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
