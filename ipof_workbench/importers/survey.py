"""Survey exports (.csv): one row a respondent, chosen columns as answers, every other one as an attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ipof_workbench.domain.errors import RowsRefused, UnreadableInput, UsageError
from ipof_workbench.domain.imported import ParsedSurvey
from ipof_workbench.importers.csv_table import ROW_NUMBER, CsvTable, open_table
from ipof_workbench.importers.sources import clean

_QUALTRICS_MARK = '{"importid":'
_Row = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def read_survey(
    path: Path, id_column: str, text_columns: Sequence[str], case_column: str = "", case: str = ""
) -> ParsedSurvey:
    """Return the respondents of a survey.

    `id_column` may be `#row`: respondents are then "1", "2" and so on. A blank cell of `case_column` falls back on
    `case`. Columns not named become attributes. Blank answers are "".

    Raises:
        UsageError: a column the file does not have, none or the same one chosen twice.
        RowsRefused: ragged rows, respondents without an id or with an id that stands before.
        UnreadableInput: not a table, or without a respondent.
        InputTooLarge: above one of `limits`.
    """
    if not text_columns:
        raise UsageError("Name at least one column of free text (--text COLUMN).")
    table = open_table(path, (id_column, *text_columns, case_column))
    questions = [table.column(name) for name in text_columns]
    id_place = None if id_column == ROW_NUMBER else table.column(id_column)
    case_place = table.column(case_column) if case_column else None
    _refuse_twice(table, [*questions, *(place for place in (id_place, case_place) if place is not None)])
    taken = {*questions, id_place, case_place}
    kept = [place for place in range(len(table.headings)) if place not in taken]
    notes = list(table.notes)
    rows = _parse(respondents(table, notes), questions, kept, id_place, case_place, case, table.file_name)
    if not rows:
        raise UnreadableInput(f"{table.file_name} has headings but no respondents.")
    return ParsedSurvey(
        file_name=table.file_name,
        file_sha256=table.sha256,
        attributes=tuple(table.headings[place] for place in kept),
        questions=tuple(table.headings[place] for place in questions),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def respondents(table: CsvTable, notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of respondents; the two further heading rows of a Qualtrics export are passed over and noted."""
    rows = table.rows()
    ahead: list[tuple[int, list[str]]] = []
    for row in rows:
        ahead.append(row)
        if len(ahead) == 2:
            break
    if any(_is_qualtrics_mark(cells) for _, cells in ahead):
        skipped = len(ahead) if _is_qualtrics_mark(ahead[-1][1]) else 1
        notes.append(f"The {skipped} further heading rows of a Qualtrics export were left out.")
        ahead = ahead[skipped:]
    yield from ahead
    yield from rows


def _is_qualtrics_mark(cells: list[str]) -> bool:
    marks = [cell.replace(" ", "").casefold().startswith(_QUALTRICS_MARK) for cell in cells if cell.strip()]
    return bool(marks) and all(marks)


def _parse(
    source: Iterable[tuple[int, list[str]]],
    questions: list[int],
    kept: list[int],
    id_place: int | None,
    case_place: int | None,
    case: str,
    file_name: str,
) -> list[_Row]:
    rows: list[_Row] = []
    refused: list[tuple[int, str]] = []
    first_seen: dict[str, int] = {}
    for count, (number, cells) in enumerate(source, start=1):
        respondent = str(count) if id_place is None else clean(cells[id_place]).strip()
        if not respondent:
            refused.append((number, "no id"))
            continue
        if respondent in first_seen:
            refused.append((number, f"the id “{respondent}” stands in row {first_seen[respondent]} too"))
            continue
        first_seen[respondent] = number
        own_case = clean(cells[case_place]).strip() if case_place is not None else ""
        attributes = tuple(clean(cells[place]).strip() for place in kept)
        rows.append((respondent, own_case or case, attributes, tuple(_answer(cells[place]) for place in questions)))
    if refused:
        raise RowsRefused(f"Respondents of {file_name} cannot be told apart:", refused)
    return rows


def _answer(cell: str) -> str:
    return clean(cell) if cell and not cell.isspace() else ""


def _refuse_twice(table: CsvTable, places: list[int]) -> None:
    for place in places:
        if places.count(place) > 1:
            raise UsageError(f"The column “{table.headings[place]}” is chosen twice; each can serve one purpose.")
