"""What auto-coding proposes and which of it is ticked: one by one, by document, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.domain.auto_coding import Proposal
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
CHECK_ROLE = Qt.ItemDataRole.CheckStateRole


class NamedDocument(NamedTuple):
    """A document as the review names it."""

    name: str
    case_name: str
    kind: str


class TickedDocument(NamedTuple):
    """A document with its passages: rows `[first, last)` of the list, of which `ticked` are chosen."""

    document: Rid
    named: NamedDocument
    first: int
    last: int
    ticked: int


class ChosenProposals(QObject):
    """Proposals with their ticks. What is coded already begins without one. `changed` follows each change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Proposal] = ()
        self.names: Mapping[Rid, NamedDocument] = {}
        self.coded = 0
        self._ticks = bytearray()
        self._documents: list[tuple[Rid, int, int]] = []
        self._of_document: dict[Rid, int] = {}
        self._ticked: list[int] = []

    def show(self, rows: Sequence[Proposal], names: Mapping[Rid, NamedDocument]) -> None:
        """Take other proposals; they come document by document."""
        self.rows, self.names = rows, names
        self.coded = sum(row.is_coded for row in rows)
        self._ticks = bytearray(not row.is_coded for row in rows)
        self._documents = []
        for at, row in enumerate(rows):
            if not self._documents or self._documents[-1][0] != row.document:
                self._documents.append((row.document, at, at + 1))
            else:
                self._documents[-1] = (row.document, self._documents[-1][1], at + 1)
        self._of_document = {document: at for at, (document, _, _) in enumerate(self._documents)}
        self._ticked = [sum(self._ticks[first:last]) for _, first, last in self._documents]
        self.changed.emit()

    @property
    def total(self) -> int:
        """How many are chosen."""
        return sum(self._ticked)

    def is_ticked(self, row: int) -> bool:
        """Tell whether a passage is chosen."""
        return bool(self._ticks[row])

    def chosen(self) -> list[Proposal]:
        """Return the chosen passages."""
        return [row for row, ticked in zip(self.rows, self._ticks, strict=True) if ticked]

    def document_count(self) -> int:
        """Return how many documents have proposals."""
        return len(self._documents)

    def document(self, at: int) -> TickedDocument:
        """Return the document of this place in the list of documents."""
        document, first, last = self._documents[at]
        named = self.names.get(document, NamedDocument("", "", ""))
        return TickedDocument(document, named, first, last, self._ticked[at])

    def place_of(self, row: int) -> int:
        """Return at which place of the list of documents the document of a passage stands."""
        return self._of_document[self.rows[row].document]

    def tick(self, rows: Iterable[int], ticked: bool) -> None:
        """Choose passages, or leave them out."""
        for row in rows:
            if self._ticks[row] != ticked:
                self._ticks[row] = ticked
                self._ticked[self.place_of(row)] += 1 if ticked else -1
        self.changed.emit()

    def tick_documents(self, places: Iterable[int], ticked: bool) -> None:
        """Choose all passages of documents, or leave them out."""
        self.tick([row for at in places for row in range(*self._documents[at][1:])], ticked)

    def tick_all(self, ticked: bool) -> None:
        """Choose all passages, or none."""
        self._ticks = bytearray([ticked]) * len(self.rows)
        self._ticked = [(last - first) * ticked for _, first, last in self._documents]
        self.changed.emit()


class ProposalModel(QAbstractListModel):
    """The passages, one after the other."""

    def __init__(self, chosen: ChosenProposals, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen = chosen
        self._shown = 0

    def renew(self) -> None:
        """Show what is proposed now."""
        self.beginResetModel()
        self._shown = len(self.chosen.rows)
        self.endResetModel()

    def tell(self) -> None:
        """Paint the ticks anew."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(self._shown - 1), [int(CHECK_ROLE)])

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._shown

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.chosen.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == CHECK_ROLE:
            return Qt.CheckState.Checked if self.chosen.is_ticked(index.row()) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"“{row.quote}” {self.where(index.row())}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(f"{row.before}{row.quote}{row.after}")
        return None

    def where(self, row: int) -> str:
        """Return the document of a passage, and whether it is coded already."""
        passage = self.chosen.rows[row]
        named = self.chosen.names.get(passage.document, NamedDocument("", "", ""))
        parts = (named.name, named.case_name, "coded already" if passage.is_coded else "")
        return ", ".join(part for part in parts if part)


class DocumentTicks(QAbstractListModel):
    """The documents that have proposals, with how many of theirs are chosen."""

    def __init__(self, chosen: ChosenProposals, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen = chosen
        self._shown = 0

    def renew(self) -> None:
        """Show the documents of what is proposed now."""
        self.beginResetModel()
        self._shown = self.chosen.document_count()
        self.endResetModel()

    def tell(self) -> None:
        """Paint the ticks anew."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(self._shown - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._shown

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.chosen.document(index.row())
        number = row.last - row.first
        if role == ROW_ROLE:
            return row
        if role == CHECK_ROLE:
            if row.ticked in (0, number):
                return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
            return Qt.CheckState.PartiallyChecked
        if role == Qt.ItemDataRole.DisplayRole:
            return row.named.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.named.name}, {row.named.case_name}, {row.ticked:,} of {number:,} passages chosen"
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(", ".join(part for part in (row.named.name, row.named.case_name) if part))
        return None
