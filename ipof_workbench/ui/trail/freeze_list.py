"""The frozen theories at the left, newest first under the theory as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import FrozenTheoryRow
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


def counted(number: int, one: str) -> str:
    """Return “1 statement” or “8 statements”."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def lines_of(row: FrozenTheoryRow | None, to_record: int) -> tuple[str, str, str]:
    """Return the three lines of a row; None is the theory now, of which so much would be recorded."""
    if row is None:
        waiting = f"{to_record:,} changed since the last version" if to_record else "Everything is recorded"
        return "Now", "The theory as it stands", waiting
    counts = f"{counted(row.statements, 'statement')}, {counted(row.configurations, 'configuration')}"
    return row.name, f"{when_words(row.at)}, {row.analyst_name}", counts


class _Rows(ListModel["FrozenTheoryRow | None"]):
    to_record = 0

    def show_theories(self, rows: Sequence[FrozenTheoryRow], to_record: int) -> None:
        self.to_record = to_record
        self.show([None, *reversed(rows)])

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        lines = lines_of(row, self.to_record)
        if role == ROW_ROLE:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(lines)
        if role == Qt.ItemDataRole.ToolTipRole and row is not None:
            return as_tooltip("\n".join(part for part in (row.name, row.note, row.decision_words) if part))
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(10, current_theme().px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = current_theme()
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        draw_row_ground(painter, option, is_ruled=True, is_marked=is_chosen)
        inner = box.adjusted(theme.pxf(12), theme.pxf(7), -theme.pxf(12), -theme.pxf(6))
        looks = (("body", 600, "text", 18), ("small", 400, "text2", 16), ("small", 400, "text2", 16))
        top = inner.top()
        for words, (size, weight, colour, height) in zip(index.data(ROW_ROLE), looks, strict=True):
            painter.setFont(theme.font(size, weight))
            painter.setPen(theme.colour(colour))
            line = QRectF(inner.left(), top, inner.width(), theme.pxf(height))
            text = elided(words, painter.font(), inner.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            top += theme.pxf(height)
        painter.restore()


class FreezeList(QListView):
    """Lists them; `chosen` carries the rid of the frozen theory, None for now."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Frozen theories")
        self.setProperty("onPanel", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        current_theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_freezes(self, rows: Sequence[FrozenTheoryRow], to_record: int, current: Rid | None) -> None:
        """Show the frozen theories; `to_record` is how much has changed since."""
        self._model.show_theories(rows, to_record)
        rids = [row.rid if row is not None else None for row in self._model.rows]
        self.setCurrentIndex(self._model.index(rids.index(current) if current in rids else 0))

    def _choose(self, index: AnyIndex) -> None:
        row = self._model.rows[index.row()]
        self.chosen.emit(row.rid if row is not None else None)
