"""The library as a tree: what passes the filters, below what it stands below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.element_rows import LibraryRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED, ROLE_TILES
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
LABEL, ROLES, LEVEL, VALENCE, INTENDED, TIMEFRAME, ACTORS, FOUR_I, COUNTS, USED = range(10)
HEADS = ("Element", "Roles", "Level", "Valence", "Intended", "When", "Actors", "Four I", "src | cod | cases", "In")
TOOLTIPS = {
    COUNTS: "Sources | codings | cases",
    USED: "Configurations that hold it",
    INTENDED: "Whether the programme meant it to come about",
    FOUR_I: "Individuals, interpersonal relations, institutional setting, infrastructure",
}
MIME = "application/x-ipof-elements"
EVERY, UNUSED, UNNAMED, NOWHERE, RECORDED = "", "unused", "unnamed", "nowhere", "recorded"


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What of the library is shown: words in label or statement, and keys (empty: all)."""

    words: str = ""
    role_key: str = ""
    level: str = ""
    four_i: str = ""
    use: str = EVERY

    @property
    def is_empty(self) -> bool:
        """Whether everything passes."""
        return self == LibraryFilter()

    def passes(self, row: LibraryRow) -> bool:
        """Tell whether an element passes."""
        typed = self.words.casefold().split()
        text = f"{row.label} {row.statement}".casefold()
        return (
            all(word in text for word in typed)
            and (not self.role_key or self.role_key in row.roles)
            and (not self.level or row.level == self.level)
            and (not self.four_i or row.four_i == self.four_i)
            and _USES[self.use](row)
        )


_USES: Mapping[str, Callable[[LibraryRow], bool]] = {
    EVERY: lambda row: True,
    UNUSED: lambda row: not row.is_used,
    UNNAMED: lambda row: not row.named,
    NOWHERE: lambda row: not row.configurations,
    RECORDED: lambda row: row.recorded,
}


class LibraryModel(QAbstractItemModel):
    """Elements with their children; those that only lead to one that passes step back.

    `renamed` carries (element, label) when a label was edited in place.
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[Rid, LibraryRow] = {}
        self.passing: frozenset[Rid] = frozenset()
        self._children: dict[Rid | None, list[Rid]] = {}
        self._place: dict[Rid, int] = {}
        self._styles: Mapping[str, RoleStyle] = {}
        self._editable = True

    def show(
        self, rows: Sequence[LibraryRow], scope: LibraryFilter, styles: Mapping[str, RoleStyle], editable: bool
    ) -> None:
        """Show the elements that pass, with those above them."""
        self.beginResetModel()
        self.rows = {row.rid: row for row in rows}
        self.passing = frozenset(row.rid for row in rows if scope.passes(row))
        self._styles, self._editable = styles, editable
        kept = set(self.passing)
        for rid in self.passing:
            kept.update(self.above(rid))
        self._children, self._place = {}, {}
        for row in rows:
            if row.rid in kept:
                siblings = self._children.setdefault(self._parent_of(row.rid), [])
                self._place[row.rid] = len(siblings)
                siblings.append(row.rid)
        self.endResetModel()

    def above(self, rid: Rid) -> list[Rid]:
        """Return what an element stands below, the nearest first."""
        found: list[Rid] = []
        parent = self._parent_of(rid)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._parent_of(parent)
        return found

    def below(self, rid: Rid) -> list[LibraryRow]:
        """Return what stands directly below an element, whether it passes or not."""
        return [row for row in self.rows.values() if row.parent == rid]

    def index_of(self, rid: Rid, column: int = LABEL) -> QModelIndex:
        """Return where an element is shown; an invalid index where it is not."""
        if rid not in self._place:
            return QModelIndex()
        return self.createIndex(self._place[rid], column, rid)

    def rid_at(self, index: AnyIndex) -> Rid | None:
        """Return the element of an index."""
        return int(index.internalId()) if index.isValid() else None

    def row_at(self, index: AnyIndex) -> LibraryRow | None:
        """Return the row of an index."""
        rid = self.rid_at(index)
        return self.rows.get(rid) if rid is not None else None

    # --- the model's contract

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        siblings = self._children.get(self.rid_at(parent), [])
        if not (0 <= row < len(siblings) and 0 <= column < len(HEADS)):
            return QModelIndex()
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        rid = self.rid_at(index)
        above = self._parent_of(rid) if rid is not None else None
        return self.index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if parent.isValid() and parent.column() != LABEL:
            return 0
        return len(self._children.get(self.rid_at(parent), []))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return TOOLTIPS.get(section)
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (COUNTS, USED):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None if column == ROLES else cell_text(row, column)
        if role == ROLE_TILES:
            return [(self._styles[key], True) for key in row.roles if key in self._styles] if column == ROLES else None
        if role == ROLE_MUTED:
            return row.rid not in self.passing or not row.named or column not in (LABEL, COUNTS, USED)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (COUNTS, USED):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(row.statement or row.label) if column == LABEL else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row) if column == LABEL else self._spoken_cell(row, column)
        return None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        row = self.row_at(index)
        words = str(value).strip()
        if row is None or role != Qt.ItemDataRole.EditRole or words == row.label:
            return False
        self.renamed.emit(row.rid, words)
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable:
            found |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
            if index.column() == LABEL:
                found |= Qt.ItemFlag.ItemIsEditable
        return found

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rids = dict.fromkeys(rid for index in indexes if (rid := self.rid_at(index)) is not None)
        return mime_of(rids)

    def _parent_of(self, rid: Rid) -> Rid | None:
        row = self.rows.get(rid)
        return row.parent if row is not None and row.parent in self.rows else None

    def _spoken_cell(self, row: LibraryRow, column: int) -> str:
        words = cell_text(row, column) or "none"
        if column == ROLES:
            words = ", ".join(key.replace("_", " ") for key in row.roles) or "none"
        return f"{TOOLTIPS.get(column, HEADS[column])}: {words}"


def cell_text(row: LibraryRow, column: int) -> str | int:
    """Return what a cell says."""
    if column == COUNTS:
        return f"{row.counts.sources:,} | {row.counts.codings:,} | {row.counts.cases:,}" if row.counts.codings else "·"
    if column == USED:
        return row.configurations
    values = {
        LABEL: row.label,
        LEVEL: row.level,
        VALENCE: row.valence,
        INTENDED: row.intended,
        TIMEFRAME: row.timeframe,
        ACTORS: row.actor_group,
        FOUR_I: row.four_i.replace("_", " "),
    }
    return values.get(column, "")


def spoken(row: LibraryRow) -> str:
    """Return an element for screen readers: “Anonymity, context, 22 codings, in 3 configurations”."""
    roles = ", ".join(key.replace("_", " ") for key in row.roles)
    codings = f"{row.counts.codings:,} coding{'' if row.counts.codings == 1 else 's'}"
    used = f"in {row.configurations:,} configuration{'' if row.configurations == 1 else 's'}"
    return ", ".join(part for part in (row.label, roles, codings, used) if part)


def mime_of(rids: Iterable[Rid]) -> QMimeData:
    """Return elements as they are dragged."""
    mime = QMimeData()
    mime.setData(MIME, " ".join(map(str, rids)).encode())
    return mime


def rids_of(mime: QMimeData) -> list[Rid]:
    """Return the elements that are dragged; none where it is something else."""
    return [int(word) for word in bytes(mime.data(MIME).data()).decode().split()] if mime.hasFormat(MIME) else []
