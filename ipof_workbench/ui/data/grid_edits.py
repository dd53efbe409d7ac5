"""Copy, paste, fill down and clear in a grid: each is one step, and one undo takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication

from ipof_workbench.app.cell_rules import ColumnKey
from ipof_workbench.app.commands.cells import Cell, CellsDone, NewRow, SetCells
from ipof_workbench.domain.cell_blocks import is_too_large, parse_block, tiled, write_block
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.data.grid_model import Grid
from ipof_workbench.ui.data.grid_view import GridView
from ipof_workbench.ui.data.paste_plan import PastePlan, plan_paste
from ipof_workbench.ui.session import Session

MOST_CELLS = 200_000
"""A selection of more cells (a whole column of a forum) is not filled or cleared by a key."""


if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Outcome

AT_ONCE = 400
"""Up to so many cells are written at once: it takes no longer than a frame or two."""


class GridEdits(QObject):
    """Acts on what is selected in a view. `reviewed` carries a `PastePlan` that a person has to look at first."""

    reviewed = Signal(object)

    def __init__(self, session: Session, owner_kind: str, view: GridView, grid: Grid) -> None:
        super().__init__(view)
        self._session, self._owner_kind, self._view, self._grid = session, owner_kind, view, grid

    # --- writing

    def write_one(self, owner: Rid, column: ColumnKey, text: str) -> bool:
        """Store one cell and tell whether that was done; what does not fit is said in the status bar."""
        return self._session.run(SetCells(self._owner_kind, (Cell(owner, column, text),))) is not None

    def _write(self, cells: Sequence[Cell], verb: str, new: Sequence[NewRow] = ()) -> None:
        """Store cells as one step; thousands of them in a worker, while nothing else is edited."""
        command = SetCells(self._owner_kind, tuple(cells), tuple(new), verb)
        session = self._session
        if len(cells) + sum(len(row) for row in new) > AT_ONCE and session.can_edit:
            session.run_in_background(
                lambda _report: session.workbench.run(command),
                self._tell,
                words="Writing cells",
                exclusive=True,
            )
        else:
            self._tell(session.run(command))

    def _tell(self, outcome: Outcome | None) -> None:
        """Say what was done; a refusal has been said already."""
        if outcome is None:
            return
        done: CellsDone = outcome.result
        if done.changed or done.added:
            self._session.show_toast(self._session.workbench.history(1)[0].label)
        else:
            self._session.refuse("The cells hold that already; nothing was changed.")

    # --- what is selected

    def selected(self) -> list[QModelIndex]:
        """Return the selected cells; the current one where none is."""
        model = self._view.selectionModel()
        found = model.selectedIndexes() if model is not None else []
        current = self._view.currentIndex()
        return found or ([current] if current.isValid() else [])

    def _corner(self) -> tuple[int, int, int, int] | None:
        """Return (first row, first column, height, width) of the box around the selection."""
        cells = self.selected()
        if not cells:
            return None
        rows, columns = [cell.row() for cell in cells], [cell.column() for cell in cells]
        return min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1

    def _refuse_too_many(self) -> bool:
        number = self._view.selected_count()
        if number <= MOST_CELLS:
            return False
        self._session.refuse(f"{number:,} cells are selected; choose at most {MOST_CELLS:,}. Nothing was changed.")
        return True

    # --- the four

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a spreadsheet reads them."""
        if self._refuse_too_many():
            return
        corner, cells = self._corner(), self.selected()
        if corner is None:
            self._session.refuse("Choose the cells to copy first.")
            return
        row, column, height, width = corner
        block = [[""] * width for _ in range(height)]
        for cell in cells:
            value = cell.data()
            block[cell.row() - row][cell.column() - column] = "" if value is None else str(value)
        QGuiApplication.clipboard().setText(write_block(block))
        number = len(cells)
        self._session.show_toast(f"Copied {number:,} cell{'' if number == 1 else 's'}", undo=False)

    def paste(self) -> None:
        """Write the block on the clipboard, beginning at the first selected cell, or ask where it does not fit."""
        text = QGuiApplication.clipboard().text()
        if self._refuse_too_many():
            return
        corner = self._corner()
        if not self._session.can_edit:
            self._session.refuse(self._session.why_not_editable)
        elif is_too_large(text):
            self._session.refuse("The clipboard holds more than cells; import it as a file. Nothing was changed.")
        elif not text:
            self._session.refuse("The clipboard holds no text; copy cells in a spreadsheet first.")
        elif corner is None:
            self._session.refuse("Choose the cell that the block begins at first.")
        else:
            self._paste_at(parse_block(text), corner)

    def _paste_at(self, block: list[list[str]], corner: tuple[int, int, int, int]) -> None:
        row, column, height, width = corner
        plan = plan_paste(
            self._grid,
            tiled(block, height, width),
            row,
            column,
            owner_kind=self._owner_kind,
            can_add=self._owner_kind != "document",
        )
        if plan.is_plain and plan.cells:
            self._write(plan.cells, "Pasted")
        else:
            self.reviewed.emit(plan)

    def take(self, plan: PastePlan, adds: bool) -> None:
        """Write what fits of a plan that was looked at."""
        self._write(plan.cells, "Pasted", plan.new if adds else ())

    def fill_down(self) -> None:
        """Write what stands in the first selected cell of each column into those selected below it."""
        if self._refuse_too_many():
            return
        cells = self.selected()
        columns = self._grid.grid_columns()
        first: dict[int, int] = {}
        for cell in cells:
            first[cell.column()] = min(first.get(cell.column(), cell.row()), cell.row())
        written = []
        for cell in cells:
            key = columns[cell.column()].key
            top = first[cell.column()]
            if key is not None and cell.row() > top:
                written.append(Cell(self._grid.rid_at(cell.row()), key, self._grid.stored_at(top, cell.column())))
        if written:
            self._write(written, "Filled down")
        else:
            self._session.refuse("Select a cell and those below it that are to hold the same.")

    def clear(self) -> None:
        """Empty the selected cells that may be empty."""
        if self._refuse_too_many():
            return
        cells = self.selected()
        columns = self._grid.grid_columns()
        emptied = []
        for cell in cells:
            column = columns[cell.column()]
            may = column.key is not None and column.rule is not None and not column.rule.required
            if may and column.key is not None and self._grid.stored_at(cell.row(), cell.column()):
                emptied.append(Cell(self._grid.rid_at(cell.row()), column.key, ""))
        if emptied:
            self._write(emptied, "Cleared")
        else:
            self._session.refuse("Nothing to clear here: the cells are empty, counted, or cannot be empty.")
