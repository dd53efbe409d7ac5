"""Rows of a grid: what stands in each cell, what it may hold, and whether it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt

from ipof_workbench.app.cell_rules import ColumnKey
from ipof_workbench.domain.cell_values import CellRule
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import AttributeType
from ipof_workbench.ui.data.record_table import MANY_LONG, AnyIndex, Column, RecordTableModel
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.plain_label import as_tooltip

ROLE_RULE = int(Qt.ItemDataRole.UserRole) + 40
"""The `CellRule` of a cell that can be written; None elsewhere."""
ROLE_PROBLEM = ROLE_RULE + 1
"""Why the value of a cell does not fit its column; empty where it does."""

Writer = Callable[[Rid, ColumnKey, str], bool]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a grid; without a key it is counted or named elsewhere, and not written here."""

    head: str
    key: ColumnKey | None = None
    rule: CellRule | None = None
    is_number: bool = False

    @property
    def attribute(self) -> Rid | None:
        """The attribute that the column shows, if it is one."""
        return self.key if isinstance(self.key, int) else None


class Grid(Protocol):
    """What copying, pasting and filling need to know of a model."""

    def grid_columns(self) -> Sequence[GridColumn]:
        """Return the columns in order."""
        ...

    def rid_at(self, row: int) -> Rid:
        """Return the record of a row."""
        ...

    def stored_at(self, row: int, column: int) -> str:
        """Return what is stored in a cell."""
        ...

    def rowCount(self) -> int:
        """Return how many rows there are."""
        ...


def fields_and_attributes(
    rules: Mapping[ColumnKey, CellRule], fields: Sequence[str], facts: Sequence[tuple[str, bool]]
) -> list[GridColumn]:
    """Return the columns of a grid: some fields, what is only told ((head, is a number)), then all attributes."""
    attributes = [
        GridColumn(rule.name, key, rule, rule.value_type == AttributeType.NUMBER)
        for key, rule in rules.items()
        if not isinstance(key, str)
    ]
    return [
        *(GridColumn(rules[field].name, field, rules[field]) for field in fields),
        *(GridColumn(head, is_number=is_number) for head, is_number in facts),
        *attributes,
    ]


def cell_data(column: GridColumn, value: object, role: int) -> object:
    """Return what a cell of a grid says in a role."""
    rule = column.rule
    if role == Qt.ItemDataRole.EditRole:
        return value
    if role == Qt.ItemDataRole.DisplayRole:
        return value if rule is None else rule.shown(str(value))
    if role == ROLE_RULE:
        return rule
    if role in (ROLE_PROBLEM, Qt.ItemDataRole.ToolTipRole):
        problem = rule.problem(str(value)) if rule is not None else ""
        if role == ROLE_PROBLEM or not problem:
            return problem
        return as_tooltip(f"{problem[:1].upper()}{problem[1:]}.")
    if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return None


class GridModel(RecordTableModel):
    """All rows of a grid in memory; sorted by a click on a head, ordered choices in their order."""

    def __init__(self, session: Session, write: Writer, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._write = write
        self._grid: list[GridColumn] = []
        self._only: frozenset[Rid] = frozenset()

    def show_grid(
        self,
        columns: Sequence[GridColumn],
        rows: Sequence[tuple[Rid, tuple[object, ...]]],
        only: frozenset[Rid] = frozenset(),
    ) -> None:
        """Show these rows; with `only`, those of them."""
        self._grid = list(columns)
        plain = [Column(column.head, is_number=column.is_number) for column in columns]
        self.show_rows(plain, [row for row in rows if not only or row[0] in only])

    def grid_columns(self) -> Sequence[GridColumn]:
        """Return the columns in order."""
        return self._grid

    def stored_at(self, row: int, column: int) -> str:
        """Return what is stored in a cell."""
        return str(self._rows[row][1][column])

    def longest(self, column: int, rows: int = 200) -> list[str]:
        rule = self._grid[column].rule
        values = [str(values[column]) for _, values in self._rows[:rows]]
        shown = values if rule is None else [rule.shown(value) for value in values]
        return sorted({self._grid[column].head, *shown}, key=len)[-MANY_LONG:]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._grid[index.column()].key is not None and self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        return cell_data(self._grid[index.column()], self._rows[index.row()][1][index.column()], role)

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        column = self._grid[index.column()]
        rid, values = self._rows[index.row()]
        if column.key is None or str(value) == str(values[index.column()]):
            return False
        return self._write(rid, column.key, str(value))

    def _sort_rows(self, column: int, order: Qt.SortOrder) -> None:
        rule = self._grid[column].rule if 0 <= column < len(self._grid) else None
        if rule is None or rule.value_type != AttributeType.ORDINAL or not rule.choices:
            super()._sort_rows(column, order)
        else:
            place = {choice: at for at, choice in enumerate(rule.choices)}
            last = len(place)
            self._rows.sort(
                key=lambda row: (place.get(str(row[1][column]), last), str(row[1][column]).casefold()),
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
        # Empty cells stand last either way, as in a spreadsheet.
        if 0 <= column < len(self._grid):
            self._rows.sort(key=lambda row: str(row[1][column]) == "")
