"""The documents as a table that holds only their rids and reads rows as they come into view."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.app.cell_rules import RATINGS, ColumnKey
from ipof_workbench.domain.cell_values import CellRule
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind, DocumentStatus
from ipof_workbench.ui.data.grid_model import ROLE_RULE, GridColumn, cell_data, fields_and_attributes
from ipof_workbench.ui.data.record_table import head_data
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.vocabulary_icons import kind_icon
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_ICON, ROLE_MUTED, ROLE_PROGRESS
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex

_FIELDS = {"Name": "name", "Kind": "kind", "Case": "case"} | {rating.capitalize(): rating for rating in RATINGS}
_NUMBERS = ("Words", "Codings")
COLUMNS = ("Name", "Kind", "Case", "Participant", "Words", "Codings", "Progress", "Relevance", "Richness", "Rigour")
"""What every project tells of a document; its attributes follow."""
NAME, KIND, CASE, PARTICIPANT, WORDS, CODINGS, PROGRESS, RELEVANCE, RICHNESS, RIGOUR = range(10)
ORDERS = {NAME: "name", KIND: "kind", CASE: "case", WORDS: "words", PROGRESS: "status"} | dict(
    zip((RELEVANCE, RICHNESS, RIGOUR), RATINGS, strict=True)
)
"""Column -> the order that `document_rids` knows."""
_RATED = (RELEVANCE, RICHNESS, RIGOUR)
CHUNK = 128
ROLE_RID = int(Qt.ItemDataRole.UserRole) + 1
_DONE = frozenset({DocumentStatus.FIRST_CODED, DocumentStatus.SECOND_CODED, DocumentStatus.AGREED})


def progress_of(row: DocumentRow) -> tuple[str, float | None]:
    """Return what the progress column says: ("done" | "new" | "62 %", share coded or None)."""
    if row.status in _DONE:
        return "done", None
    if not row.codings or not row.characters:
        return "new", None
    return f"{round(row.share * 100)} %", row.share


class DocumentsModel(QAbstractTableModel):
    """Rows are read in blocks of 128, with the values of their attributes, and kept until something changes."""

    refused = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rids: Sequence[Rid] = ()
        self._blocks: dict[int, list[DocumentRow]] = {}
        self._values: dict[int, dict[Rid, dict[Rid, str]]] = {}
        self._ratings: dict[int, dict[Rid, tuple[str, str, str]]] = {}
        self._columns = [GridColumn(head, is_number=head in _NUMBERS) for head in COLUMNS]

    # --- filling

    def show_rids(self, rids: Sequence[Rid], rules: Mapping[ColumnKey, CellRule] | None = None) -> None:
        """Show these documents in this order; `rules` say what their columns hold (None: as before)."""
        self.beginResetModel()
        self._rids = rids
        if rules is not None:
            fixed = [
                GridColumn(head, field, rules[field] if field else None, head in _NUMBERS)
                for head in COLUMNS
                for field in (_FIELDS.get(head),)
            ]
            self._columns = [*fixed, *fields_and_attributes(rules, (), ())]
        self._blocks, self._values, self._ratings = {}, {}, {}
        self.endResetModel()

    def refresh_rows(self) -> None:
        """Read again what is in view: the documents are the same, their facts changed."""
        self._blocks, self._values, self._ratings = {}, {}, {}
        if self._rids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rids) - 1, len(self._columns) - 1))

    def row_at(self, row: int) -> DocumentRow | None:
        """Return a row; None where the document went away in the meantime."""
        block = row // CHUNK
        rows = self._blocks.get(block)
        if rows is None:
            wanted = self._rids[block * CHUNK : (block + 1) * CHUNK]
            rows = self._blocks[block] = self._session.workbench.read.document_rows(wanted, self._session.only)
        at = row - block * CHUNK
        if at < len(rows) and rows[at].rid == self._rids[row]:
            return rows[at]
        return next((found for found in rows if found.rid == self._rids[row]), None)

    def rid_at(self, row: int) -> Rid:
        """Return the rid of a row."""
        return self._rids[row]

    def rows_of(self, rids: Collection[Rid]) -> dict[Rid, int]:
        """Return document -> its row, for those that are shown."""
        return {rid: row for row, rid in enumerate(self._rids) if rid in rids}

    def row_of(self, rid: Rid) -> int:
        """Return the row of a document, -1 where it is not shown."""
        try:
            return list(self._rids).index(rid)
        except ValueError:
            return -1

    def grid_columns(self) -> Sequence[GridColumn]:
        """Return the columns in order."""
        return self._columns

    def stored_at(self, row: int, column: int) -> str:
        """Return what is stored in a cell."""
        found = self.row_at(row)
        if found is None:
            return ""
        attribute = self._columns[column].attribute
        if attribute is not None:
            return self._values_of(row).get(attribute, "")
        if column == CASE:
            return "" if found.case is None else str(found.case)
        if column in _RATED:
            return self._ratings_of(row)[column - RELEVANCE]
        return (found.name, found.kind, "", found.participants, str(found.words), str(found.codings), "")[column]

    def _ratings_of(self, row: int) -> tuple[str, str, str]:
        block = row // CHUNK
        held = self._ratings.get(block)
        if held is None:
            wanted = self._rids[block * CHUNK : (block + 1) * CHUNK]
            held = self._ratings[block] = self._session.workbench.read.by_document.ratings(wanted)
        return held.get(self._rids[row], ("", "", ""))

    def _values_of(self, row: int) -> dict[Rid, str]:
        block = row // CHUNK
        held = self._values.get(block)
        if held is None:
            wanted = self._rids[block * CHUNK : (block + 1) * CHUNK]
            held = self._values[block] = self._session.workbench.read.grid.values_of("document", wanted)
        return held.get(self._rids[row], {})

    # --- the model

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rids)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        return head_data(self._columns[section], role) if orientation == Qt.Orientation.Horizontal else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._columns[index.column()].key is not None and self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role == ROLE_RID:
            return self._rids[index.row()]
        row = self.row_at(index.row())
        if row is None:
            return None
        number = index.column()
        column = self._columns[number]
        if column.attribute is not None:
            return cell_data(column, self._values_of(index.row()).get(column.attribute, ""), role)
        if number in _RATED:
            return cell_data(column, self._ratings_of(index.row())[number - RELEVANCE], role)
        if role == Qt.ItemDataRole.EditRole:
            return self.stored_at(index.row(), number)
        if role == ROLE_RULE:
            return column.rule
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, number)
        if role == Qt.ItemDataRole.ToolTipRole and number == NAME and row.title:
            return as_tooltip(row.title)
        return _mark(row, number, role)

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        from ipof_workbench.app.commands.cells import Cell, SetCells

        key = self._columns[index.column()].key
        if key is None or str(value) == self.stored_at(index.row(), index.column()):
            return False
        cell = Cell(self._rids[index.row()], key, str(value))
        return self._session.run(SetCells("document", (cell,))) is not None


def _mark(row: DocumentRow, column: int, role: int) -> object:
    """Return the icon, the bar or the quiet ink of a cell."""
    words, share = progress_of(row)
    if role == ROLE_ICON:
        if column == NAME:
            return kind_icon(row.kind)
        return "check" if column == PROGRESS and words == "done" else None
    if column == PROGRESS and role in (ROLE_COUNT, ROLE_PROGRESS):
        if role == ROLE_PROGRESS:
            return share
        return words if share is not None else None
    if role == ROLE_MUTED:
        return (column == PROGRESS and words == "new") or (column == CODINGS and not row.codings)
    return None


def _shown(row: DocumentRow, column: int) -> object:
    if column == PROGRESS:
        words, share = progress_of(row)
        return None if share is not None else words
    if column == KIND:
        return DocumentKind(row.kind).words
    return (row.name, "", row.case_name, row.participants, row.words, row.codings)[column]
