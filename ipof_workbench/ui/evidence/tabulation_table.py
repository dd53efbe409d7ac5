"""A counted column as a table: values by groups, n (%) with a bar, the interval in the tooltip or beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from ipof_workbench.analysis.statistics import NumberSummary, Share
from ipof_workbench.app.finding_words import figure, finding_of
from ipof_workbench.app.findings import Tabulation
from ipof_workbench.domain import records
from ipof_workbench.domain.evidence_rows import interval_words, percent
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import ROLE_HEADING, ROLE_MUTED, TableDelegate, configure_table
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
ROLE_SHARE = int(Qt.ItemDataRole.UserRole) + 60
"""0 to 1, drawn as a bar at the foot of the cell."""
_VALUE_WIDTH, _GROUP_WIDTH, _INTERVAL_WIDTH = 200, 116, 76
_VALUE_PADDING = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a value, a summary of numbers, or how many (not) answered."""

    label: str
    value: int | None = None
    summary: Callable[[NumberSummary], str] | None = None
    total: str = ""


def rows_of(table: Tabulation) -> list[Row]:
    """Return the lines of a counted column."""
    rows: list[Row] = []
    if table.groups[0].numbers is not None:
        rows += [
            Row("Mean (SD)", summary=lambda one: f"{figure(one.mean)} ({figure(one.sd)})"),
            Row("Median (IQR)", summary=lambda one: f"{figure(one.median)} ({figure(one.lower)}–{figure(one.upper)})"),
            Row("Range", summary=lambda one: f"{figure(one.least)}–{figure(one.most)}"),
        ]
    rows += [Row(value, at) for at, value in enumerate(table.values)]
    rows.append(Row("Answered", total="answered"))
    rows.append(Row("No answer", total="missing"))
    return rows


class TabulationModel(QAbstractTableModel):
    """The values down, the groups across."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: Tabulation | None = None
        self.rows: list[Row] = []
        self.with_intervals = False

    def show_table(self, table: Tabulation | None) -> None:
        """Show another column."""
        self.beginResetModel()
        self.table = table
        self.rows = rows_of(table) if table is not None else []
        self.endResetModel()

    def show_intervals(self, shown: bool) -> None:
        """Write the intervals beside the shares, or leave them to the tooltip."""
        self.with_intervals = shown
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))

    def finding_at(self, index: AnyIndex, others: Sequence[AnyIndex] = ()) -> records.Finding | None:
        """Return what stands there as a finding, with `others` of its column the values together; the value itself
        stands for everybody. None for totals.

        Raises:
            RefusedChange: values together where an answer may hold several of them.
        """
        if self.table is None or not index.isValid():
            return None
        row, group = self.rows[index.row()], max(0, index.column() - 1)
        counted = self.table.groups[group]
        if row.total or (row.summary is not None and (counted.numbers is None or not counted.numbers.n)):
            return None
        if row.value is None:
            return finding_of(self.table, None, group)
        beside = (self.rows[other.row()].value for other in others if max(0, other.column() - 1) == group)
        return finding_of(self.table, row.value, group, *(value for value in beside if value not in (None, row.value)))

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if self.table is None or (parent is not None and parent.isValid()) else 1 + len(self.table.groups)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or self.table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self.table.groups[section - 1].name if section else "Value"
        return as_tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if self.table is None or not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == ROLE_MUTED:
            return bool(row.total)
        if role == ROLE_HEADING:
            return False
        if column == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return row.label
            return as_tooltip(row.label) if role == Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._cell(row, column - 1, role)

    def _cell(self, row: Row, group: int, role: int) -> object:
        assert self.table is not None
        counted = self.table.groups[group]
        has_numbers = counted.numbers is not None and bool(counted.numbers.n)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if row.total:
                return f"{row.label}: {getattr(counted.counted, row.total):,}"
            worded = row.value is not None or has_numbers
            return finding_of(self.table, row.value, group).wording if worded else "No answers"
        if role == ROLE_SHARE:
            return counted.counted.share(row.value).part if row.value is not None else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if row.total:
            return f"{getattr(counted.counted, row.total):,}"
        if row.summary is not None:
            return row.summary(counted.numbers) if counted.numbers is not None and has_numbers else "–"
        return self._share_words(counted.counted.share(row.value or 0))

    def _share_words(self, share: Share) -> str:
        if not share.denominator:
            return "–"
        words = f"{share.number:,} ({percent(share.number, share.denominator)})"
        if self.with_intervals:
            words += f"  {interval_words(share.low, share.high).removeprefix('95 % CI ').replace(' to ', '–')}"
        return words


class _CellDelegate(TableDelegate):
    """Draws the share as a bar along the foot of the cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        share = index.data(ROLE_SHARE)
        if not isinstance(share, float):
            return
        theme = current_theme()
        box = QRectF(option.rect).adjusted(theme.pxf(8), 0, -theme.pxf(8), 0)
        track = QRectF(box.left(), box.bottom() - theme.pxf(6), box.width(), theme.pxf(3))
        painter.fillRect(track, theme.colour("border"))
        track.setWidth(track.width() * share)
        painter.fillRect(track, theme.colour("accent"))

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, box: QRectF) -> None:
        lifted = isinstance(index.data(ROLE_SHARE), float)
        super()._draw_text(painter, option, index, box.adjusted(0, 0, 0, -current_theme().pxf(4 if lifted else 0)))


class TabulationTable(QTableView):
    """The table; a value stands for everybody. Several cells of a column (Ctrl, Shift) stand for their values together.

    `chosen_changed` is emitted when other cells are chosen.
    """

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = TabulationModel(self)
        self.setModel(self.counts)
        configure_table(self, "Values by groups, n and per cent")
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.counts.modelReset.connect(self.measure)
        current_theme().changed.connect(self.measure)

    def chosen(self) -> records.Finding | None:
        """Return what the chosen cells say as a finding, if they say one.

        Raises:
            RefusedChange: values together where an answer may hold several of them.
        """
        return self.counts.finding_at(self.currentIndex(), self.selectedIndexes())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    def show_intervals(self, shown: bool) -> None:
        """Write the intervals beside the shares, or leave them to the tooltip."""
        self.counts.show_intervals(shown)
        self.measure()

    def measure(self) -> None:
        """Give the columns their widths; the values take what one group leaves."""
        theme, head = current_theme(), self.horizontalHeader()
        if not self.counts.columnCount():
            return
        wide = _GROUP_WIDTH + (_INTERVAL_WIDTH if self.counts.with_intervals else 0)
        for column in range(1, self.counts.columnCount()):
            self.setColumnWidth(column, theme.px(wide))
        left = self.viewport().width() - theme.px(wide) * (self.counts.columnCount() - 1)
        metrics = QFontMetricsF(theme.font())
        longest = max(metrics.horizontalAdvance(row.label) for row in self.counts.rows) + theme.pxf(_VALUE_PADDING)
        self.setColumnWidth(0, max(min(round(longest), theme.px(_VALUE_WIDTH)), left))
        head.setStretchLastSection(False)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.measure()
