"""Forum posts (.csv): one row a post, read as fast as the table can be streamed."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path

from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.domain.imported import ParsedPost, ParsedPosts
from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.importers.csv_table import ROW_NUMBER, open_table
from ipof_workbench.importers.sources import clean


def read_posts(
    path: Path,
    *,
    text: str,
    id: str = "",
    thread: str = "",
    parent: str = "",
    author: str = "",
    date: str = "",
    title: str = "",
    subforum: str = "",
    case_column: str = "",
    case: str = "",
) -> ParsedPosts:
    """Return the posts of a table; the arguments name its columns, `case` is the case where none is given.

    Without an `id` column posts are named `post-1`, `post-2` by their row of data (`#row`: "1", "2"). Posts without
    words are left out and counted in the notes.

    Raises:
        UsageError: a column the file does not have.
        RowsRefused: ragged rows.
        UnreadableInput: not a table, or without a post.
        InputTooLarge: above one of `limits`.
    """
    named = (text, id, thread, parent, author, date, title, subforum, case_column)
    table = open_table(path, [name for name in named if name])
    text_place = table.column(text)
    id_place = table.column(id) if id and id != ROW_NUMBER else None
    prefix = "" if id == ROW_NUMBER else "post-"
    # A column that is not named reads the empty cell that is put after each row.
    further = [
        table.column(name) if name else -1 for name in (case_column, thread, parent, author, date, title, subforum)
    ]
    further_cells = itemgetter(*further)
    posts: list[ParsedPost] = []
    blank = 0
    with uncollected():
        for count, (_, cells) in enumerate(table.rows(), start=1):
            words = cells[text_place]
            if not words or words.isspace():
                blank += 1
                continue
            cells.append("")
            own_case, *rest = [clean(cell).strip() if cell else cell for cell in further_cells(cells)]
            name = clean(cells[id_place]).strip() if id_place is not None else ""
            posts.append(ParsedPost(name or f"{prefix}{count}", clean(words), own_case or case, *rest))
    if not posts:
        raise UnreadableInput(f"{table.file_name} holds no posts with words in “{text}”.")
    return ParsedPosts(table.file_name, table.sha256, tuple(posts), (*table.notes, *_notes(posts, blank, id_place)))


def _notes(posts: list[ParsedPost], blank: int, id_place: int | None) -> list[str]:
    notes = []
    if blank:
        notes.append(f"{blank:,} {'row' if blank == 1 else 'rows'} without words left out.")
    if id_place is not None:
        repeated = len(posts) - len({(post.case, post.name) for post in posts})
        if repeated:
            notes.append(f"{repeated:,} {'post has' if repeated == 1 else 'posts have'} the id of an earlier post.")
    return notes
