"""The evidence of a configuration by case: what was found, what was looked for and not found, where nobody looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain.evidence_counts import counts_of, stances_of
from ipof_workbench.domain.evidence_rows import LookedForRow
from ipof_workbench.domain.filters import Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow, EvidenceRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton, LinkButton
from ipof_workbench.ui.widgets.delegates import (
    ROLE_MUTED,
    ROLE_STANCE,
    ROLE_STANCE_KEY,
    ROLE_STANCE_MAXIMUM,
    TableDelegate,
    configure_table,
)
from ipof_workbench.ui.widgets.stance import stance_words
from ipof_workbench.ui.widgets.themed import ThemedButton

AnyIndex = QModelIndex | QPersistentModelIndex

CASE, SOURCES, CODINGS, FOUND = range(4)
NOT_FOUND = "Looked for, not found"
NOTE_NOT_FOUND = "Note as not found"
"""Not the words of what was noted: a case that nobody looked in must not read like one where nothing was found."""
NO_DATA = "·"
_HEADINGS = ("Case", "Sources", "Codings", "Stance")
_WIDTHS = ((SOURCES, 66), (CODINGS, 68), (FOUND, 160))


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """The evidence from one case; `sought` where it was looked for and not found."""

    case: Rid | None
    name: str
    sources: int
    codings: int
    stances: dict[str, int]
    sought: LookedForRow | None = None


def counts_by_case(
    rows: Sequence[EvidenceRow], cases: Sequence[CaseRow] = (), sought: Sequence[LookedForRow] = ()
) -> list[CaseCounts]:
    """Return the evidence counted by case, most codings first, then the cases without any in their order.

    A bundle counts as one coding.
    """
    groups: dict[Rid | None, list[EvidenceRow]] = {}
    for row in rows:
        groups.setdefault(row.case, []).append(row)
    noted = {row.case: row for row in sought}
    found = []
    for case, members in groups.items():
        counts = counts_of(members)
        name = members[0].case_name or "No case"
        found.append(CaseCounts(case, name, counts.sources, counts.codings, stances_of(members), noted.get(case or 0)))
    found.sort(key=lambda each: (-each.codings, each.name))
    return found + [
        CaseCounts(case.rid, case.name, 0, 0, {}, noted.get(case.rid)) for case in cases if case.rid not in groups
    ]


def why_not_noted(scope: Filter) -> str:
    """Return why nothing is noted as not found now: a filter may hide what was. Cases alone hide no evidence of those
    that are shown."""
    hides = not replace(scope, cases=frozenset()).is_empty
    return "The filter in force may hide evidence of this case; clear it first." if hides else ""


class CasesModel(QAbstractTableModel):
    """A row a case. `note_written(rid, words)` follows an edit of the note on a search."""

    note_written = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counts: list[CaseCounts] = []
        self.can_edit = True

    @property
    def lines(self) -> list[tuple[str, int, int, dict[str, int]]]:
        """What the rows say."""
        return [(row.name, row.sources, row.codings, row.stances) for row in self.counts]

    def show_counts(self, counts: Sequence[CaseCounts]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.counts = list(counts)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.counts)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (SOURCES, CODINGS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        noted = index.column() == FOUND and self.counts[index.row()].sought is not None
        return flags | Qt.ItemFlag.ItemIsEditable if noted and self.can_edit else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self.counts[index.row()], index.column()
        if column == FOUND:
            return self._found(row, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.sources, row.codings)[column]
        return (not row.codings and column != CASE) if role == ROLE_MUTED else None

    def _found(self, row: CaseCounts, role: int) -> object:
        note = row.sought.note if row.sought is not None else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [stance_words(row.stances)] if row.stances else []
            parts += [NOT_FOUND, note] if row.sought is not None else []
            return ". ".join(part for part in parts if part) or "Nobody has looked yet"
        if row.stances:
            if role == ROLE_STANCE:
                return row.stances
            if role == ROLE_STANCE_MAXIMUM:
                return max((sum(each.stances.values()) for each in self.counts), default=1)
            return None
        if row.sought is None:
            return NO_DATA if role == Qt.ItemDataRole.DisplayRole else None
        if role == ROLE_STANCE_KEY:
            return "silent"
        if role == Qt.ItemDataRole.EditRole:
            return note
        return (note or "not found") if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        sought = self.counts[index.row()].sought
        words = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or sought is None:
            return False
        if words != sought.note:
            self.note_written.emit(sought.rid, words)
        return True


class _FoundDelegate(TableDelegate):
    """Leaves room for the button that takes a note back."""

    end_gap = 26


class CasesTab(QWidget):
    """The evidence by case, with a button in each case without any.

    Signals:
        opened(counts): the `CaseCounts` of a row (Enter or double click).
        noted(case), taken_back(case): the configuration was looked for there and not found, or that was wrong.
        note_written(rid, words): the note on a `LookedFor`.
    """

    opened = Signal(object)
    noted = Signal(object)
    taken_back = Signal(object)
    note_written = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CasesModel(self)
        self.model.note_written.connect(self.note_written)
        self.table = QTableView()
        self.table.setModel(self.model)
        configure_table(self.table, "Evidence by case")
        self.table.setItemDelegateForColumn(FOUND, _FoundDelegate(self.table))
        self.table.setProperty("onPanel", True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.EditKeyPressed | triggers.SelectedClicked)
        self.table.activated.connect(self._open)
        self.buttons: dict[Rid, ThemedButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_evidence(
        self,
        rows: Sequence[EvidenceRow],
        cases: Sequence[CaseRow] = (),
        sought: Sequence[LookedForRow] = (),
        why_not_editable: str = "",
    ) -> None:
        """Count other evidence; `cases` without any stand below."""
        had_focus = next((case for case, button in self.buttons.items() if button.hasFocus()), None)
        self.model.can_edit = not why_not_editable
        self.model.show_counts(counts_by_case(rows, cases, sought))
        self.buttons = {}
        for at, row in enumerate(self.model.counts):
            if row.case is not None and not row.codings:
                self._put_button(at, row.case, row, why_not_editable)
        if had_focus in self.buttons:
            self.buttons[had_focus].setFocus(Qt.FocusReason.TabFocusReason)

    def _put_button(self, at: int, case: Rid, row: CaseCounts, why_not: str) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(current_theme().px(20), 0, current_theme().px(2), 1)
        button: ThemedButton
        if row.sought is None:
            button = LinkButton(NOTE_NOT_FOUND)
            button.setToolTip(f"Note that it was looked for in {row.name} and not found")
            button.setAccessibleName(f"{NOTE_NOT_FOUND}: {row.name}")
            button.clicked.connect(lambda: self.noted.emit(case))
            line.addWidget(button)
            line.addStretch(1)
        else:
            # What was noted is painted below; a click beside the button goes to the cell.
            button = IconButton("x", f"Take back that it was looked for in {row.name}")
            button.clicked.connect(lambda: self.taken_back.emit(case))
            line.addStretch(1)
            line.addWidget(button)
        if why_not:
            button.disable(why_not)
        self.table.setIndexWidget(self.model.index(at, FOUND), holder)
        self.buttons[case] = button

    def _open(self, index: QModelIndex) -> None:
        row = self.model.counts[index.row()]
        if row.codings:
            self.opened.emit(row)

    def _measure(self) -> None:
        head = self.table.horizontalHeader()
        head.setMinimumSectionSize(current_theme().px(40))
        head.setSectionResizeMode(CASE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS:
            self.table.setColumnWidth(column, current_theme().px(width))
