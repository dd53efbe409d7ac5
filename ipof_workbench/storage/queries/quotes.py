"""Quotes for papers: facts about passages, what is chosen, what frozen publications print."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.quote_rows import ChosenRow, PassageFacts, PrintedRow
from ipof_workbench.storage.queries.scope import SOURCE

_BEFORE = 4
"""Code points before a passage that tell whether a sentence begins with it."""
_ENDINGS = frozenset(".!?…")
_CLOSERS = "\"'”’»)] "
_OPENERS = "\"'“‘«([ "

_ON = "coalesce(e.configuration, p.configuration)"


def passage_facts(connection: Connection, pieces: Sequence[Rid]) -> dict[Rid, PassageFacts]:
    """Return evidence -> the facts about its passage, for pieces of evidence that are passages."""
    rows = connection.exec_driver_sql(
        f"""SELECT e.rid, x.start, x."end", x.quote,
            EXISTS (SELECT 1 FROM turn t WHERE t.revision = x.revision AND t.is_interviewer AND t.start < x."end"
                AND t."end" > x.start),
            (SELECT t.words_start FROM turn t WHERE t.revision = x.revision AND t.start <= x.start
                ORDER BY t.start DESC LIMIT 1),
            (SELECT t."end" FROM turn t WHERE t.revision = x.revision AND t.start < x."end"
                ORDER BY t.start DESC LIMIT 1),
            substr(r.text, max(x.start - {_BEFORE}, 0) + 1, min(x.start, {_BEFORE})), length(r.text),
            coalesce(w.consent, ''), coalesce(w.quote_policy, ''), coalesce(c.quote_policy, '')
        FROM evidence e JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt
        JOIN text_revision r ON r.rid = x.revision JOIN document d ON d.rid = x.document
        LEFT JOIN "case" c ON c.rid = d."case"
        LEFT JOIN participant w ON w.rid = nullif(max({SOURCE}, 0), 0)
        WHERE e.rid IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(pieces)),),
    )
    found = {}
    for rid, start, end, quote, is_asked, turn_start, turn_end, before, length, *policies in rows:
        opens = start if turn_start is None else turn_start
        closes = length if turn_end is None else turn_end
        begins = (turn_start is not None and start <= opens) or _is_border(before)
        ends = _ends_sentence(quote) or closes - end <= len(quote) - len(quote.rstrip()) + 2
        found[rid] = PassageFacts(rid, bool(is_asked), begins, ends, *policies)
    return found


def _is_border(before: str) -> bool:
    """Tell whether what stands before a passage ends a sentence, or nothing does."""
    bare = before.rstrip(_OPENERS)
    return not bare or bare.endswith("\n") or _ends_sentence(bare)


def _ends_sentence(words: str) -> bool:
    return words.rstrip().rstrip(_CLOSERS)[-1:] in _ENDINGS


def chosen(connection: Connection) -> list[ChosenRow]:
    """Return the chosen quotes, in their order within a configuration or statement."""
    rows = connection.exec_driver_sql(
        f"""SELECT h.rid, h.evidence, h.position, h.text, h.is_paraphrase, {_ON}, e.statement,
            coalesce(g.number, s.number, ''), x.document, x.start, x."end"
        FROM chosen_quote h JOIN evidence e ON e.rid = h.evidence LEFT JOIN place p ON p.rid = e.place
        LEFT JOIN configuration g ON g.rid = {_ON} LEFT JOIN theory_statement s ON s.rid = e.statement
        JOIN coding k ON k.rid = e.coding JOIN excerpt x ON x.rid = k.excerpt
        ORDER BY h.position, h.rid"""
    )
    return [ChosenRow._make((*row[:4], bool(row[4]), *row[5:])) for row in rows]


def printed(connection: Connection, publication: Rid | None = None) -> list[PrintedRow]:
    """Return the quotes that frozen publications print (or one of them), with where they stand now."""
    rows = connection.exec_driver_sql(
        """SELECT q.rid, q.publication, b.name, q.number, q.configuration, q.statement, q.coding,
            coalesce(x.document, q.document), coalesce(x.start, q.start), coalesce(x."end", q."end"), q.quote,
            coalesce(x.quote, ''), q.text, q.is_paraphrase
        FROM published_quote q JOIN publication b ON b.rid = q.publication
        LEFT JOIN coding k ON k.rid = q.coding LEFT JOIN excerpt x ON x.rid = k.excerpt
        WHERE ? IS NULL OR q.publication = ? ORDER BY q.publication, q.position, q.rid""",
        (publication, publication),
    )
    return [PrintedRow._make((*row[:13], bool(row[13]))) for row in rows]
