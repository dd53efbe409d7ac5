"""The places of names as rows: ticked ones are replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text_rows import NameHit
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING, ROLE_MUTED
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

TICK, DOCUMENT, BEFORE, FOUND, NEW, AFTER = range(6)
CUT_OUT = "cut out"
_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class HitsModel(RowsModel[NameHit]):
    """A row for each place. `ticked_changed` follows when one was ticked or unticked."""

    heads = ("", "Document", "Before", "Name", "Becomes", "After")
    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left_out: set[int] = set()

    def show(self, rows: Sequence[NameHit]) -> None:
        """Show other places; those that were left out before stay so."""
        kept = self.skipped()
        self._left_out = {at for at, hit in enumerate(rows) if (hit.revision, hit.start) in kept}
        super().show(rows)
        self.ticked_changed.emit()

    def skipped(self) -> frozenset[tuple[Rid, int]]:
        """Return the places that stay as they are: (revision, start)."""
        return frozenset((self.rows[at].revision, self.rows[at].start) for at in self._left_out)

    def ticked(self) -> list[NameHit]:
        """Return the places that are to be replaced."""
        return [hit for at, hit in enumerate(self.rows) if at not in self._left_out]

    def toggle(self, numbers: Iterable[int]) -> None:
        """Tick these rows, or untick them where all are ticked."""
        chosen = set(numbers)
        if not chosen:
            return
        if chosen & self._left_out:
            self._left_out -= chosen
        else:
            self._left_out |= chosen
        self.dataChanged.emit(self.index(min(chosen), TICK), self.index(max(chosen), AFTER))
        self.ticked_changed.emit()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else found

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TICK:
            return False
        self.toggle([index.row()])
        return True

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        hit, column = self.rows[index.row()], index.column()
        left_out = index.row() in self._left_out
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            return _UNTICKED if left_out else _TICKED
        if role == Qt.ItemDataRole.DisplayRole and column != TICK:
            return _cell(hit, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column == BEFORE else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE_HEADING:
            return (column == FOUND or (column == NEW and not hit.is_cut)) and not left_out
        if role == ROLE_MUTED:
            return left_out or column in (DOCUMENT, BEFORE, AFTER) or (column == NEW and hit.is_cut)
        if role == Qt.ItemDataRole.ToolTipRole and column != TICK:
            return as_tooltip(" ".join(f"{hit.before}{hit.found}{hit.after}".split()))
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TICK:
            becomes = "Stays" if left_out else "Is cut out" if hit.is_cut else "Is replaced"
            return f"{becomes}: {hit.found}, {hit.document_name}"
        return None


def _cell(hit: NameHit, column: int) -> str:
    if column == DOCUMENT:
        return name_in_case(hit.document_name, hit.case_name)
    words = {BEFORE: hit.before, FOUND: hit.found, NEW: hit.new or CUT_OUT, AFTER: hit.after}[column]
    return " ".join(words.split())
