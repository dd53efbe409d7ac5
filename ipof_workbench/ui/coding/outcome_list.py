"""The coded outcomes: those that nothing explains first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.judging_rows import OutcomeRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.counts import counts_text, counts_words
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_role_tile, elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
ROLE_ROW = int(Qt.ItemDataRole.UserRole) + 830
ROW, HEAD = 46, 30
TILE = 16
TEXT_AT = 36


@dataclass(frozen=True, slots=True)
class GroupHead:
    """“Not explained yet” or “Explained”, and how many."""

    words: str
    count: int


def standing_words(row: OutcomeRow) -> str:
    """Return where an outcome stands: “in no configuration yet”, “asked about in 15”, “explained in 3 and 4”."""
    explaining = [held.number for held in row.held_in if held.explains]
    asking = [held.number for held in row.unexplained_in]
    if explaining:
        return f"explained in {', '.join(explaining)}"
    return f"in {', '.join(asking)}, not explained" if asking else "in no configuration yet"


class OutcomeModel(ListModel[GroupHead | OutcomeRow]):
    """Heads and outcomes."""

    heads = (GroupHead,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.styles: Mapping[str, RoleStyle] = {}

    def show_outcomes(self, outcomes: Sequence[OutcomeRow], styles: Mapping[str, RoleStyle]) -> None:
        """Show these outcomes in their order."""
        rows: list[GroupHead | OutcomeRow] = []
        for explained, words in ((False, "Not explained yet"), (True, "Explained")):
            group = [row for row in outcomes if row.is_explained == explained]
            if group:
                rows += [GroupHead(words, len(group)), *group]
        self.styles = styles
        self.show(rows)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROLE_ROW:
            return row
        if isinstance(row, GroupHead):
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return f"{row.words}, {row.count:,}" if shown else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.label}; {counts_words(*row.counts)}; {standing_words(row)}"
        return None


class OutcomeDelegate(QStyledItemDelegate):
    """Tile and label, under them the counts and where the outcome stands."""

    def __init__(self, model: OutcomeModel, view: WrappingList) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        head = isinstance(index.data(ROLE_ROW), GroupHead)
        return QSize(self._view.viewport().width(), current_theme().px(HEAD if head else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROLE_ROW)
        theme, box = current_theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupHead):
            inner = box.adjusted(theme.pxf(12), theme.pxf(4), -theme.pxf(12), 0)
            painter.setFont(theme.font("caption", 600))
            painter.setPen(theme.colour("text2"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, row.words)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, right, f"{row.count:,}")
        elif isinstance(row, OutcomeRow):
            draw_row_ground(painter, option, is_marked=bool(option.state & QStyle.StateFlag.State_Selected))
            self._draw(painter, row, box)
        painter.restore()

    def _draw(self, painter: QPainter, row: OutcomeRow, box: QRectF) -> None:
        theme = current_theme()
        side = theme.pxf(TILE)
        top = box.top() + theme.pxf(6)
        style = self._model.styles.get(row.role_key)
        if style is not None:
            draw_role_tile(painter, QRectF(box.left() + theme.pxf(12), top, side, side), style)
        left, right = box.left() + theme.pxf(TEXT_AT), box.right() - theme.pxf(12)
        first = QRectF(left, top, right - left, side)
        painter.setFont(theme.font("body", 500 if row.named else 400))
        painter.setPen(theme.colour("text"))
        words = row.label if row.named else f"“{row.label}”"
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, elided(words, painter.font(), first.width()))
        second = QRectF(left, top + theme.pxf(18), right - left, theme.pxf(16))
        painter.setFont(theme.font("small", 400, True))
        painter.setPen(theme.colour("text2"))
        counts = counts_text(*row.counts)
        room = second.width() - painter.fontMetrics().horizontalAdvance(counts) - theme.pxf(8)
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, counts)
        standing = elided(standing_words(row), painter.font(), room)
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter, standing)


class OutcomeList(WrappingList):
    """`explain_requested` carries the `OutcomeRow` (Enter, double click), `current_changed` the current one or None."""

    explain_requested = Signal(object)
    current_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Coded outcomes")
        self.outcomes = OutcomeModel(self)
        self.setModel(self.outcomes)
        self.setItemDelegate(OutcomeDelegate(self.outcomes, self))
        self.setProperty("onPanel", True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.current_changed.emit(self.current()))
        self.doubleClicked.connect(lambda _index: self._explain())

    def show_outcomes(self, outcomes: Sequence[OutcomeRow], styles: Mapping[str, RoleStyle]) -> None:
        """Show these outcomes; the current one stays where it is still there, else the first is."""
        kept = self.current()
        self.outcomes.show_outcomes(outcomes, styles)
        rows = self.outcomes.rows
        same = [
            at
            for at, row in enumerate(rows)
            if isinstance(row, OutcomeRow) and kept and (row.element, row.role_key) == (kept.element, kept.role_key)
        ]
        first = [at for at, row in enumerate(rows) if isinstance(row, OutcomeRow)]
        at = next(iter([*same, *first]), None)
        self.setCurrentIndex(QModelIndex() if at is None else self.outcomes.index(at))
        self.current_changed.emit(self.current())

    def current(self) -> OutcomeRow | None:
        """Return the outcome on which one stands."""
        row = self.currentIndex().data(ROLE_ROW)
        return row if isinstance(row, OutcomeRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._explain()
        else:
            super().keyPressEvent(event)

    def _explain(self) -> None:
        row = self.current()
        if row is not None:
            self.explain_requested.emit(row)
