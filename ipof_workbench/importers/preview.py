"""The first rows of a table with a guess of what each column is, for the import dialogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from ipof_workbench.importers.csv_table import open_table
from ipof_workbench.importers.sources import clean
from ipof_workbench.importers.survey import respondents

ColumnKind = Literal["id", "attribute", "text"]

_JUDGED_ROWS = 2_000
_FEW_VALUES = 20
_TEXT_CHARACTERS = 25
_TEXT_SHARE = 0.6
_MOST = 0.9
_NUMBER = re.compile(r"[+\-−]?[£$€]?\s?\d[\d .,']*\s?%?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?.*)?")
_ID_HEADING = re.compile(
    r"(?:^|[\W_])(?:id|ids|nr|no|number|respondent|participant|record|code|key|token)(?:$|[\W_])|id$", re.I
)
_POST_HEADINGS = {
    "text": ("text", "body", "post", "content", "message", "selftext", "comment", "post_text"),
    "id": ("post_id", "id", "postid", "message_id", "comment_id", "post"),
    "thread": ("thread_id", "thread", "topic_id", "topic", "link_id", "threadid", "discussion"),
    "parent": ("parent_id", "reply_to", "parent", "in_reply_to", "replyto", "parentid"),
    "author": ("author", "user", "username", "poster", "user_name", "author_name", "nickname"),
    "date": ("posted_at", "date", "created_utc", "created_at", "datetime", "timestamp", "time", "created", "posted"),
    "title": ("title", "subject", "thread_title", "topic_title", "headline"),
    "subforum": ("subforum", "board", "category", "section", "subreddit", "channel"),
    "case_column": ("case", "forum", "site", "community", "platform"),
}


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The head of a table; `kinds` has one guess for each heading, `row_count` counts the rows read for the guess."""

    file_name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    encoding: str
    kinds: tuple[ColumnKind, ...]
    row_count: int
    notes: tuple[str, ...] = ()


def preview_table(path: Path, rows: int = 50) -> TablePreview:
    """Return the first `rows` rows of a table and the kinds of its columns, guessed from up to 2,000 rows.

    Raises:
        UnreadableInput: not a table; ragged rows among those shown.
        InputTooLarge: above one of `limits`.
    """
    table = open_table(path)
    notes = list(table.notes)
    judged = [
        tuple(clean(cell) for cell in cells) for _, cells in islice(respondents(table, notes), max(rows, _JUDGED_ROWS))
    ]
    columns = list(zip(*judged, strict=True)) if judged else [()] * len(table.headings)
    kinds = [guess_kind(heading, column) for heading, column in zip(table.headings, columns, strict=True)]
    return TablePreview(
        file_name=table.file_name,
        headings=table.headings,
        rows=tuple(judged[:rows]),
        delimiter=table.delimiter,
        encoding=table.encoding,
        kinds=tuple(_with_one_id(table.headings, kinds)),
        row_count=len(judged),
        notes=tuple(notes),
    )


def guess_kind(heading: str, cells: tuple[str, ...]) -> ColumnKind:
    """Return what a column seems to be: unique and short is an id, few or numeric values an attribute, else text."""
    values = [cell.strip() for cell in cells if cell.strip()]
    if not values:
        return "attribute"
    distinct = len(set(values))
    mean = sum(map(len, values)) / len(values)
    is_unique = distinct == len(values) == len(cells) and len(values) > 1
    if (
        is_unique
        and mean <= _TEXT_CHARACTERS
        and (_ID_HEADING.search(heading) or not any(" " in each for each in values))
    ):
        return "id"
    plain = sum(1 for value in values if _NUMBER.fullmatch(value) or _DATE.fullmatch(value))
    joined = sum(1 for value in values if ";" in value and len(value) / (value.count(";") + 1) <= _TEXT_CHARACTERS)
    if plain >= _MOST * len(values) or (
        distinct <= _FEW_VALUES and (len(values) > _FEW_VALUES or mean <= _TEXT_CHARACTERS)
    ):
        return "attribute"
    if joined >= _MOST * len(values):
        return "attribute"
    return "text" if mean > _TEXT_CHARACTERS or distinct > _TEXT_SHARE * len(values) else "attribute"


def guess_post_columns(headings: tuple[str, ...]) -> dict[str, str]:
    """Return which heading seems to serve each argument of `read_posts`, where one does."""
    by_key: dict[str, str] = {}
    for heading in headings:
        by_key.setdefault("_".join(heading.casefold().split()), heading)
    found: dict[str, str] = {}
    for argument, names in _POST_HEADINGS.items():
        heading = next((by_key[name] for name in names if name in by_key and by_key[name] not in found.values()), "")
        if heading:
            found[argument] = heading
    return found


def _with_one_id(headings: tuple[str, ...], kinds: list[ColumnKind]) -> list[ColumnKind]:
    """Return the kinds with one id at most: the first whose heading says so, else the first."""
    places = [place for place, kind in enumerate(kinds) if kind == "id"]
    named = [place for place in places if _ID_HEADING.search(headings[place])]
    chosen = (named or places or [-1])[0]
    return [kind if kind != "id" or place == chosen else "attribute" for place, kind in enumerate(kinds)]
