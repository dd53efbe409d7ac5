"""The table of configurations: what is shown of each, which pass, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ConfigurationRow
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.vocabulary import Status
from ipof_workbench.ui.configurations.wording import STATUS_ICONS, status_words
from ipof_workbench.ui.widgets.counts import counts_text, counts_words
from ipof_workbench.ui.widgets.delegates import (
    ROLE_HEADING,
    ROLE_ICON,
    ROLE_MUTED,
    ROLE_STANCE,
    ROLE_STANCE_MAXIMUM,
    ROLE_TILES,
)
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.role_tile import parts_words
from ipof_workbench.ui.widgets.stance import stance_words

AnyIndex = QModelIndex | QPersistentModelIndex

NUMBER, TITLE, PARTS, STATUS, COUNTS, STANCE = range(6)
HEADINGS = ("No.", "Title", "Parts", "Status", "src | cod | cases", "Stance")
UNTITLED = "No title yet"

_STATUS_ORDER = {status.value: number for number, status in enumerate(Status)}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_SORTS: dict[int, Callable[[ConfigurationRow], Any]] = {
    NUMBER: lambda row: natural_key(row.number),
    TITLE: lambda row: (not row.title, row.title.casefold()),
    PARTS: lambda row: len(row.missing),
    STATUS: lambda row: _STATUS_ORDER.get(row.status, len(_STATUS_ORDER)),
    COUNTS: lambda row: (row.counts.sources, row.counts.codings),
    STANCE: lambda row: (
        row.stances.get("challenges", 0) + row.stances.get("supports_rival", 0),
        sum(row.stances.values()),
    ),
}


def passing(
    rows: Sequence[ConfigurationRow], switch: str, words: str, to_check: frozenset[Rid]
) -> list[ConfigurationRow]:
    """Return the rows that pass the switch ("all", "missing", "check") and hold all the words."""
    wanted = words.casefold().split()
    return [
        row
        for row in rows
        if (switch != "missing" or row.missing)
        and (switch != "check" or row.rid in to_check)
        and all(word in _searched(row) for word in wanted)
    ]


def _searched(row: ConfigurationRow) -> str:
    return f"{row.number} {row.title} {status_words(row.status)} {row.theory_area_name}".casefold()


class ConfigurationRows(QAbstractTableModel):
    """The rows in sight; `rows` is replaced as a whole, and only a changed list resets the view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ConfigurationRow] = []
        self._styles: Mapping[str, RoleStyle] = {}
        self._maximum = 1
        self._column, self._order = NUMBER, Qt.SortOrder.AscendingOrder
        self._current: Rid | None = None

    def set_rows(self, rows: Sequence[ConfigurationRow], styles: Mapping[str, RoleStyle], maximum: int) -> None:
        """Show other rows; `maximum` codings fill the stance bar."""
        ordered = self._sorted(rows)
        same = [row.rid for row in ordered] == [row.rid for row in self._rows]
        self._styles, self._maximum = styles, max(1, maximum)
        if same:
            self._rows = ordered
            if ordered:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, len(HEADINGS) - 1))
            return
        self.beginResetModel()
        self._rows = ordered
        self.endResetModel()

    def set_current(self, configuration: Rid | None) -> None:
        """Let the title of one configuration stand out."""
        self._current = configuration
        if self._rows:
            self.dataChanged.emit(self.index(0, TITLE), self.index(len(self._rows) - 1, TITLE))

    def row_at(self, number: int) -> ConfigurationRow | None:
        """Return the row shown at a position."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def position_of(self, configuration: Rid | None) -> int | None:
        """Return where a configuration is shown."""
        return next((number for number, row in enumerate(self._rows) if row.rid == configuration), None)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (NUMBER, COUNTS) else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and section == COUNTS:
            return "Sources, codings and cases"
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if index.column() in (NUMBER, COUNTS) else _LEFT)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row, index.column(), role == Qt.ItemDataRole.ToolTipRole)
        return self._painted(row, index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.row_at(index.row())) for index in self.persistentIndexList()]
        self._rows = self._sorted(self._rows)
        places = {row.rid: number for number, row in enumerate(self._rows)}
        for old, row in held:
            if row is not None:
                self.changePersistentIndex(old, self.index(places[row.rid], old.column()))
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[ConfigurationRow]) -> list[ConfigurationRow]:
        ordered = sorted(rows, key=_SORTS[NUMBER])
        return sorted(ordered, key=_SORTS[self._column], reverse=self._order == Qt.SortOrder.DescendingOrder)

    def _words(self, row: ConfigurationRow, column: int) -> str | None:
        if column == NUMBER:
            return row.number
        if column == TITLE:
            return row.title or UNTITLED
        if column == STATUS:
            return status_words(row.status)
        return counts_text(*row.counts) if column == COUNTS else None

    def _painted(self, row: ConfigurationRow, column: int, role: int) -> object:
        if column == PARTS and role == ROLE_TILES:
            return self._parts(row)
        if column == STATUS and role == ROLE_ICON:
            return STATUS_ICONS.get(row.status)
        if column == STANCE and role == ROLE_STANCE:
            return row.stances
        if column == STANCE and role == ROLE_STANCE_MAXIMUM:
            return self._maximum
        if column == TITLE and role == ROLE_MUTED:
            return not row.title
        if column == TITLE and role == ROLE_HEADING:
            return row.rid == self._current
        return None

    def _spoken(self, row: ConfigurationRow, column: int, for_tooltip: bool) -> str | None:
        if column == PARTS:
            return parts_words(self._parts(row))
        if column == STANCE:
            return stance_words(row.stances)
        if column == COUNTS:
            return counts_words(*row.counts)
        if column == TITLE and for_tooltip:
            return as_tooltip(row.title)
        return None if for_tooltip else self._words(row, column)

    def _parts(self, row: ConfigurationRow) -> list[tuple[RoleStyle, bool]]:
        return [(style, key in row.present) for key, style in self._styles.items()]
