"""The documents as a table that holds only their rids and reads rows as they come into view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import DocumentRow
from ipof_workbench.domain.vocabulary import DocumentKind, DocumentStatus
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.vocabulary_icons import kind_icon
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_ICON, ROLE_MUTED, ROLE_PROGRESS
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex

COLUMNS = ("Name", "Kind", "Case", "Participant", "Words", "Codings", "Progress")
NAME, KIND, CASE, PARTICIPANT, WORDS, CODINGS, PROGRESS = range(7)
ORDERS = {NAME: "name", KIND: "kind", CASE: "case", WORDS: "words", PROGRESS: "status"}
"""Column -> the order that `document_rids` knows."""
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
    """Rows are read in blocks of 128 and kept until something changes; `renamed` edits go through the session."""

    refused = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rids: Sequence[Rid] = ()
        self._blocks: dict[int, list[DocumentRow]] = {}

    # --- filling

    def show_rids(self, rids: Sequence[Rid]) -> None:
        """Show these documents in this order."""
        self.beginResetModel()
        self._rids = rids
        self._blocks = {}
        self.endResetModel()

    def refresh_rows(self) -> None:
        """Read again what is in view: the documents are the same, their facts changed."""
        self._blocks = {}
        if self._rids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rids) - 1, len(COLUMNS) - 1))

    def row_at(self, row: int) -> DocumentRow | None:
        """Return a row; None where the document went away in the meantime."""
        block = row // CHUNK
        rows = self._blocks.get(block)
        if rows is None:
            wanted = self._rids[block * CHUNK : (block + 1) * CHUNK]
            rows = self._blocks[block] = self._session.workbench.read.document_rows(wanted)
        at = row - block * CHUNK
        if at < len(rows) and rows[at].rid == self._rids[row]:
            return rows[at]
        return next((found for found in rows if found.rid == self._rids[row]), None)

    def rid_at(self, row: int) -> Rid:
        """Return the rid of a row."""
        return self._rids[row]

    def row_of(self, rid: Rid) -> int:
        """Return the row of a document, -1 where it is not shown."""
        try:
            return list(self._rids).index(rid)
        except ValueError:
            return -1

    # --- the model

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rids)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (WORDS, CODINGS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAME and self._session.can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role == ROLE_RID:
            return self._rids[index.row()]
        row = self.row_at(index.row())
        if row is None:
            return None
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return _shown(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME and row.title:
            return as_tooltip(row.title)
        if role == ROLE_ICON:
            if column == NAME:
                return kind_icon(row.kind)
            return "check" if column == PROGRESS and progress_of(row)[0] == "done" else None
        if column == PROGRESS and role in (ROLE_COUNT, ROLE_PROGRESS):
            words, share = progress_of(row)
            if role == ROLE_PROGRESS:
                return share
            return words if share is not None else None
        if role == ROLE_MUTED:
            return (column == PROGRESS and progress_of(row)[0] == "new") or (column == CODINGS and not row.codings)
        return None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        from ipof_workbench.app.commands.record_edits import EditFields

        row = self.row_at(index.row())
        if row is None or index.column() != NAME or str(value) == row.name:
            return False
        return self._session.run(EditFields(records.Document, row.rid, {"name": str(value)})) is not None


def _shown(row: DocumentRow, column: int) -> object:
    if column == PROGRESS:
        words, share = progress_of(row)
        return None if share is not None else words
    if column == KIND:
        return DocumentKind(row.kind).words
    return (row.name, "", row.case_name, row.participants, row.words, row.codings)[column]
