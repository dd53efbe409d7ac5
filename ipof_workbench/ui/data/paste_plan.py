"""What a pasted block would do, cell by cell, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ipof_workbench.app.commands.cells import Cell, NewRow
from ipof_workbench.domain.cell_values import DoesNotFit
from ipof_workbench.domain.text import shorten
from ipof_workbench.ui.data.grid_model import Grid, GridColumn


@dataclass(slots=True)
class PastePlan:
    """Cells that fit, records that would be new, and what does not fit, each in a sentence."""

    cells: list[Cell] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    beyond: int = 0
    """Rows beyond the end of the table, whether they can be added or not."""

    @property
    def is_plain(self) -> bool:
        """Tell whether all of it fits into the cells that are there."""
        return not self.problems and not self.beyond


def plan_paste(
    grid: Grid, block: Sequence[Sequence[str]], row: int, column: int, *, owner_kind: str, can_add: bool
) -> PastePlan:
    """Return what pasting a block would do, with its first cell at (row, column)."""
    plan = PastePlan()
    columns = list(grid.grid_columns())[column:]
    width = max((len(cells) for cells in block), default=0)
    if width > len(columns):
        more = width - len(columns)
        plan.problems.append(f"{more:,} column{'' if more == 1 else 's'} of the block stand beyond the last one.")
    told = [each for each in columns[:width] if each.key is None]
    if told:
        heads = ", ".join(each.head for each in told)
        plan.problems.append(f"{heads}: counted or named elsewhere, not written here.")
    rows = grid.rowCount()
    for at, cells in enumerate(block):
        pairs = list(zip(columns, cells, strict=False))
        if row + at < rows:
            _plan_row(plan, grid, row + at, pairs)
        else:
            _plan_new(plan, at + 1, pairs, owner_kind, can_add)
    return plan


def _plan_row(plan: PastePlan, grid: Grid, row: int, pairs: Sequence[tuple[GridColumn, str]]) -> None:
    rid, name = grid.rid_at(row), shorten(grid.stored_at(row, 0), 40)
    for column, text in pairs:
        if column.key is None or column.rule is None:
            continue
        try:
            column.rule.stored(text)
        except DoesNotFit as error:
            plan.problems.append(f"{column.head} of {name}: {error}.")
        else:
            plan.cells.append(Cell(rid, column.key, text))


def _plan_new(
    plan: PastePlan, number: int, pairs: Sequence[tuple[GridColumn, str]], owner_kind: str, can_add: bool
) -> None:
    if not any(text.strip() for _, text in pairs):
        return
    plan.beyond += 1
    if not can_add:
        if plan.beyond == 1:
            plan.problems.append(f"There is no {owner_kind} for the rows from {number:,} of the block on.")
        return
    row: list[tuple[int | str, str]] = []
    for column, text in pairs:
        if column.key is None or column.rule is None or not text.strip():
            continue
        try:
            column.rule.stored(text)
        except DoesNotFit as error:
            plan.problems.append(f"{column.head} in row {number:,} of the block: {error}.")
        else:
            row.append((column.key, text))
    if not dict(row).get("name", "").strip():
        plan.problems.append(f"Row {number:,} of the block has no name for a new {owner_kind}; begin in column Name.")
    else:
        plan.new.append(tuple(row))
