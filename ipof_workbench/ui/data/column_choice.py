"""The columns of a survey as rows of a type-ahead field, and what one can be counted by."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.app.findings import BY_CASE, Column
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

MOST_ROWS = 60
TOGETHER = ""


def column_rows(columns: Sequence[Column], typed: str) -> list[TypeAheadRow]:
    """Return the columns whose name holds the words typed, with how many answered."""
    wanted = typed.casefold()
    return [_row(column) for column in columns if wanted in column.name.casefold()][:MOST_ROWS]


def by_rows(columns: Sequence[Column], column: Rid | None, typed: str) -> list[TypeAheadRow]:
    """Return what a column can be counted by: everybody together, cases, columns of the same people or of cases."""
    rows = [TypeAheadRow(TOGETHER, "Everybody together"), TypeAheadRow(BY_CASE, "Case")]
    if column is not None:
        rows += [_row(each) for each in columns if fits(columns, column, each.rid)]
    return [row for row in rows if typed.casefold() in row.text.casefold()][:MOST_ROWS]


def fits(columns: Sequence[Column], column: Rid, by: Rid | str) -> bool:
    """Tell whether a column can be counted by another one."""
    kinds = {each.rid: each.owner_kind for each in columns}
    return not isinstance(by, int) or (by != column and kinds.get(by) in (kinds.get(column), "case"))


def _row(column: Column) -> TypeAheadRow:
    words = column.name if column.owner_kind == "participant" else f"{column.name} (of {column.owner_kind}s)"
    return TypeAheadRow(column.rid, words, count=column.answered)
