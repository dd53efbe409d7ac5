"""The table of the places of names: Space ticks, Enter leads to the text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableView

from ipof_workbench.ui.names.hits_model import AFTER, BEFORE, DOCUMENT, FOUND, NEW, TICK, HitsModel
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import TableDelegate, configure_table
from ipof_workbench.ui.widgets.rows_model import AnyIndex

_WIDTHS = ((TICK, 36), (DOCUMENT, 150), (BEFORE, 190), (FOUND, 120), (NEW, 100))


class BeforeDelegate(TableDelegate):
    """Cuts the words before a name at their beginning: those next to the name say most."""

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, box: QRectF) -> None:
        theme = current_theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text2" if selected else "text3"))
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideLeft, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)


class HitsTable(QTableView):
    """Shows a `HitsModel`; several rows may be chosen and ticked at once."""

    def __init__(self, model: HitsModel) -> None:
        super().__init__()
        self._hits = model
        self.setObjectName("nameHits")
        configure_table(self, "Places of names")
        self.setModel(model)
        self.setItemDelegateForColumn(BEFORE, BeforeDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(current_theme().px(36))
        for column, width in _WIDTHS:
            head.resizeSection(column, current_theme().px(width))
        head.setSectionResizeMode(AFTER, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._hits.toggle(index.row() for index in self.selectionModel().selectedRows())
        else:
            super().keyPressEvent(event)
