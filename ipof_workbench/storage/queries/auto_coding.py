"""Passages that a rule of auto-coding proposes, read in one pass over the texts it may be about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.auto_coding import (
    AutoRule,
    By,
    Proposal,
    TurnSpan,
    answers_to,
    is_covered,
    proposal,
    trimmed,
    turn_spans,
    units_around,
)
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.storage.queries.scope import Conditions, document_conditions
from ipof_workbench.storage.queries.search import match_expression

REPORT_EVERY = 500
_WHOLE = (DocumentKind.SURVEY_RESPONSE.value, DocumentKind.FORUM_POST.value)
# Long enough that no text holds them, as in `search`.
_START, _END = "\x02\x1fhit\x1f\x02", "\x03\x1fhit\x1f\x03"
_CURRENT = "r.number = (SELECT max(n.number) FROM text_revision n WHERE n.document = d.rid)"
Target = tuple[Rid | None, Rid | None, Rid | None]
"""Code, element, role: what is coded with; the code alone, or the element in the role."""


def proposals(
    connection: Connection,
    rule: AutoRule,
    scope: Filter = EVERYTHING,
    target: Target = (None, None, None),
    analyst: Rid | None = None,
    report: Callable[[int, int], None] | None = None,
) -> list[Proposal]:
    """Return the passages that a rule proposes in the documents that pass, in the order of import and text.

    What the analyst has coded with the target already, as a whole or within a larger passage, is marked.

    Raises:
        UsageError: the rule says nothing to go by.
    """
    rule = rule.checked()
    sql, parameters = _texts_of(connection, rule, scope)
    revisions = [row[0] for row in connection.exec_driver_sql(f"SELECT r.rid {sql} ORDER BY r.rid", parameters)]
    turns = _Turns(connection, revisions)
    coded = _coded(connection, target, analyst)
    words = f"highlight(text_search, 0, '{_START}', '{_END}')" if rule.by == By.SEARCH else "r.text"
    texts = connection.exec_driver_sql(f"SELECT d.rid, r.rid, d.kind, {words} {sql} ORDER BY r.rid", parameters)
    found: list[Proposal] = []
    for at, (document, revision, kind, text) in enumerate(texts):
        if report is not None and at % REPORT_EVERY == 0:
            report(at, len(revisions))
        plain, spans = _spans(rule, kind, text, turns.of(revision))
        held = coded.get(document, ())
        found.extend(proposal(document, plain, span, is_covered(held, span)) for span in spans)
    return found


def _texts_of(connection: Connection, rule: AutoRule, scope: Filter) -> tuple[str, tuple[object, ...]]:
    conditions = document_conditions(connection, scope)
    conditions.add(_CURRENT)
    joined = "FROM text_revision r JOIN document d ON d.rid = r.document"
    if rule.by == By.SEARCH:
        joined = "FROM text_search s JOIN text_revision r ON r.rid = s.rowid JOIN document d ON d.rid = r.document"
        conditions.add("text_search MATCH ?", match_expression(rule.words))
    elif rule.by == By.COLUMN:
        conditions.add("d.question = ?", rule.question)
    elif rule.by == By.SPEAKER:
        _add_speakers(conditions, rule)
    return f"{joined} WHERE {conditions.sql}", tuple(conditions.parameters)


def _add_speakers(conditions: Conditions, rule: AutoRule) -> None:
    """Add the texts in which the speakers have turns, and those without turns that are theirs."""
    by_turn, own, value = ("w.role = ?", "w.role = ?", rule.role) if rule.role else (
        "t.speaker = ? OR w.name = ?", "w.name = ?", rule.words)  # fmt: skip
    conditions.add(
        "r.rid IN (SELECT t.revision FROM turn t LEFT JOIN participant w ON w.rid = t.participant "
        f"WHERE {by_turn}) OR (d.turns = 0 AND d.rid IN (SELECT dp.document FROM document_participant dp "
        f"JOIN participant w ON w.rid = dp.participant WHERE {own}))",
        *[value] * (by_turn.count("?") + 1),
    )


class _Turns:
    """The turns of texts, given out in the order of the revisions."""

    def __init__(self, connection: Connection, revisions: Sequence[Rid]) -> None:
        self._rows = connection.exec_driver_sql(
            """SELECT t.revision, t.start, t.words_start, t."end", t.is_interviewer, t.speaker, coalesce(w.name, ''),
                coalesce(w.role, '') FROM turn t LEFT JOIN participant w ON w.rid = t.participant
            WHERE t.revision IN (SELECT value FROM json_each(?)) ORDER BY t.revision, t.start""",
            (json.dumps(list(revisions)),),
        )
        self._next = self._rows.fetchone()

    def of(self, revision: Rid) -> list[TurnSpan]:
        """Return the turns of a revision; revisions must come in order."""
        found: list[TurnSpan] = []
        while self._next is not None and self._next[0] <= revision:
            row = self._next
            if row[0] == revision:
                found.append(TurnSpan(row[1], row[2], row[3], bool(row[4]), row[5], row[6], row[7]))
            self._next = self._rows.fetchone()
        return found


def _spans(rule: AutoRule, kind: str, text: str, turns: list[TurnSpan]) -> tuple[str, list[tuple[int, int]]]:
    """Return the plain text and the spans that the rule proposes in it."""
    if rule.by == By.SEARCH:
        plain, hits = unmarked(text)
        return plain, units_around(plain, turns, hits, rule.unit, kind in _WHOLE, rule.interviewers)
    if rule.by == By.QUESTION:
        return text, answers_to(text, turns, rule.words, rule.interviewers)
    if rule.by == By.SPEAKER and turns:
        mine = [turn for turn in turns if (turn.role == rule.role if rule.role else turn.is_of(rule.words))]
        return text, list(turn_spans(text, mine, rule.interviewers))
    span = trimmed(text, 0, len(text))
    return text, [span] if span is not None else []


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without the marks of its hits, and where the hits are."""
    first, *rest = marked.split(_START)
    pieces, hits, at = [first], [], len(first)
    for piece in rest:
        hit, _, after = piece.partition(_END)
        hits.append((at, at + len(hit)))
        pieces += (hit, after)
        at += len(hit) + len(after)
    return "".join(pieces), hits


def _coded(connection: Connection, target: Target, analyst: Rid | None) -> dict[Rid, list[tuple[int, int]]]:
    code, element, role = target
    if analyst is None or (code is None and element is None):
        return {}
    rows = connection.exec_driver_sql(
        'SELECT x.document, x.start, x."end" FROM coding k JOIN excerpt x ON x.rid = k.excerpt WHERE k.analyst = ? AND '
        + ("k.code = ?" if code is not None else "k.element = ? AND k.role = ?"),
        (analyst, code) if code is not None else (analyst, element, role),
    )
    found: dict[Rid, list[tuple[int, int]]] = {}
    for document, start, end in rows:
        found.setdefault(document, []).append((start, end))
    return found


def current_texts(connection: Connection, documents: Sequence[Rid]) -> Iterator[tuple[Rid, Rid, str]]:
    """Return (document, current revision, text) of documents."""
    rows = connection.exec_driver_sql(
        f"SELECT d.rid, r.rid, r.text FROM document d JOIN text_revision r ON r.document = d.rid AND {_CURRENT} "
        "WHERE d.rid IN (SELECT value FROM json_each(?)) ORDER BY d.rid",
        (json.dumps(list(documents)),),
    )
    for row in rows:
        yield row[0], row[1], row[2]


def held_excerpts(connection: Connection, documents: Sequence[Rid]) -> dict[tuple[Rid, int, int], Rid]:
    """Return (revision, start, end) -> excerpt of documents."""
    rows = connection.exec_driver_sql(
        'SELECT revision, start, "end", rid FROM excerpt WHERE document IN (SELECT value FROM json_each(?))',
        (json.dumps(list(documents)),),
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def held_codings(connection: Connection, target: Target, analyst: Rid) -> set[Rid]:
    """Return the excerpts that an analyst has coded with a target."""
    code, element, role = target
    rows = connection.exec_driver_sql(
        "SELECT excerpt FROM coding WHERE analyst = ? AND "
        + ("code = ?" if code is not None else "element = ? AND role = ?"),
        (analyst, code) if code is not None else (analyst, element, role),
    )
    return {row[0] for row in rows}


def speakers(connection: Connection) -> list[tuple[str, bool, int]]:
    """Return (name, whether an interviewer, turns) of who speaks, those with most turns first; participants without
    turns, who answered or posted, with their documents."""
    rows = connection.exec_driver_sql(
        """SELECT t.speaker, max(t.is_interviewer), count(*) AS n FROM turn t WHERE t.speaker <> '' GROUP BY t.speaker
        UNION ALL SELECT w.name, 0, count(*) FROM participant w JOIN document_participant dp ON dp.participant = w.rid
        JOIN document d ON d.rid = dp.document AND d.turns = 0
        WHERE NOT EXISTS (SELECT 1 FROM turn t WHERE t.speaker = w.name) GROUP BY w.rid ORDER BY n DESC, 1"""
    )
    return [(row[0], bool(row[1]), row[2]) for row in rows]


def participant_roles(connection: Connection) -> list[tuple[str, int]]:
    """Return (role, participants) of the roles that participants have."""
    rows = connection.exec_driver_sql(
        "SELECT role, count(*) FROM participant WHERE role <> '' GROUP BY role ORDER BY role COLLATE NOCASE"
    )
    return [(row[0], row[1]) for row in rows]


def questions(connection: Connection) -> list[tuple[Rid, str, int]]:
    """Return (question, its words, answers) of the surveys."""
    rows = connection.exec_driver_sql(
        """SELECT q.rid, CASE WHEN q.wording = '' THEN q.key ELSE q.wording END, count(d.rid) FROM question q
        LEFT JOIN document d ON d.question = q.rid GROUP BY q.rid ORDER BY q.position, q.rid"""
    )
    return [(row[0], row[1], row[2]) for row in rows]


def names(connection: Connection, documents: Sequence[Rid]) -> dict[Rid, tuple[str, str, str]]:
    """Return document -> (name, case, kind)."""
    rows = connection.exec_driver_sql(
        'SELECT d.rid, d.name, coalesce(c.name, \'\'), d.kind FROM document d LEFT JOIN "case" c ON c.rid = d."case" '
        "WHERE d.rid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(documents)),),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}
