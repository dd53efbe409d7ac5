"""The codebook as a tree model: the codes that pass a filter, with those above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.domain.codebook_rows import CodebookRow, in_tree_order
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_MUTED
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
MIME = "application/x-ipof-codes"
ROLE_COLOUR = Qt.ItemDataRole.UserRole + 70
"""The colour of a code as it is stored."""


class CodeModel(QAbstractItemModel):
    """Codes with their children; those that only lead to one that passes step back.

    `renamed` carries (code, name) when a name was edited in place.
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Rid, CodebookRow] = {}
        self.passing: frozenset[Rid] = frozenset()
        self._children: dict[Rid | None, list[Rid]] = {}
        self._place: dict[Rid, int] = {}
        self._with_below: dict[Rid, int] = {}
        self._is_editable = True
        self._words = ""

    def show(self, rows: Sequence[CodebookRow], words: str, editable: bool) -> bool:
        """Show the codes whose name, alias or definition holds all words; tells whether the tree was made anew.

        Where only counts, names or colours differ the view stays as it is.
        """
        ordered = [row for row, _ in in_tree_order(rows)]
        same = (
            words == self._words
            and editable == self._is_editable
            and [(row.rid, row.parent) for row in ordered] == [(row.rid, row.parent) for row in self.rows.values()]
        )
        passing = frozenset(row.rid for row in ordered if _passes(row, folded(words).split()))
        if same and passing == self.passing:
            self._take(ordered)
            self._tell_all()
            return False
        self.beginResetModel()
        self._take(ordered)
        self.passing, self._words, self._is_editable = passing, words, editable
        kept = set(passing)
        for rid in passing:
            kept.update(self.above(rid))
        self._children, self._place = {}, {}
        for row in ordered:
            if row.rid in kept:
                siblings = self._children.setdefault(self._parent_of(row.rid), [])
                self._place[row.rid] = len(siblings)
                siblings.append(row.rid)
        self.endResetModel()
        return True

    def _take(self, ordered: Sequence[CodebookRow]) -> None:
        self.rows = {row.rid: row for row in ordered}
        self._with_below = {row.rid: row.codings for row in ordered}
        for row in reversed(ordered):
            if row.parent in self._with_below:
                self._with_below[row.parent] += self._with_below[row.rid]

    def _tell_all(self) -> None:
        for siblings in self._children.values():
            first, last = self.index_of(siblings[0]), self.index_of(siblings[-1])
            self.dataChanged.emit(first, last)

    def above(self, rid: Rid) -> list[Rid]:
        """Return what a code stands below, the nearest first."""
        found: list[Rid] = []
        parent = self._parent_of(rid)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._parent_of(parent)
        return found

    def siblings(self, parent: Rid | None) -> list[Rid]:
        """Return the codes directly below one (None: at the top) as they are shown."""
        return self._children.get(parent, [])

    def with_below(self, rid: Rid) -> int:
        """Return the codings of a code and of all below it."""
        return self._with_below.get(rid, 0)

    def index_of(self, rid: Rid | None) -> QModelIndex:
        """Return where a code is shown; an invalid index where it is not."""
        if rid is None or rid not in self._place:
            return QModelIndex()
        return self.createIndex(self._place[rid], 0, rid)

    def rid_at(self, index: AnyIndex) -> Rid | None:
        """Return the code of an index."""
        return int(index.internalId()) if index.isValid() else None

    # --- the model's contract

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        siblings = self._children.get(self.rid_at(parent), [])
        if column or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        rid = self.rid_at(index)
        return self.index_of(self._parent_of(rid)) if rid is not None else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self._children.get(self.rid_at(parent), []))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 1

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        rid = self.rid_at(index)
        row = self.rows.get(rid) if rid is not None else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == ROLE_COUNT:
            return row.codings or ""
        if role == ROLE_COLOUR:
            return row.colour
        if role == ROLE_MUTED:
            return row.rid not in self.passing
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(self._tooltip(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {_codings(row.codings)}"
        return None

    def _tooltip(self, row: CodebookRow) -> str:
        below = self.with_below(row.rid)
        counted = _codings(row.codings) + (f", {below:,} with the codes below" if below != row.codings else "")
        said = row.statement or row.definition
        parts = (row.name, said, f"Include: {row.include}" if row.include else "",
                 f"Exclude: {row.exclude}" if row.exclude else "", counted)  # fmt: skip
        return "\n".join(part for part in parts if part)

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        rid = self.rid_at(index)
        words = " ".join(str(value).split())
        if rid is None or role != Qt.ItemDataRole.EditRole or words == self.rows[rid].name:
            return False
        self.renamed.emit(rid, words)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._is_editable:
            found |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsEditable
        return found

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of(rid for index in indexes if (rid := self.rid_at(index)) is not None)

    def _parent_of(self, rid: Rid) -> Rid | None:
        row = self.rows.get(rid)
        return row.parent if row is not None and row.parent in self.rows else None


def _passes(row: CodebookRow, typed: Sequence[str]) -> bool:
    text = folded(f"{row.name} {row.alias} {row.statement} {row.definition}") if typed else ""
    return all(word in text for word in typed)


def _codings(number: int) -> str:
    return f"{number:,} coding{'' if number == 1 else 's'}"


def mime_of(rids: Iterable[Rid]) -> QMimeData:
    """Return codes as they are dragged."""
    mime = QMimeData()
    mime.setData(MIME, " ".join(map(str, dict.fromkeys(rids))).encode())
    return mime


def codes_in(mime: QMimeData) -> list[Rid]:
    """Return the codes that are dragged; none where it is something else."""
    return [int(word) for word in bytes(mime.data(MIME).data()).decode().split()] if mime.hasFormat(MIME) else []
