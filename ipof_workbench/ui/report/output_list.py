"""The outputs at the left: tables, then figures; the chosen one is shown, those with a mark go into the supplement."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QVBoxLayout, QWidget

from ipof_workbench.ui.report.outputs import Output
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import TreeDelegate, configure_tree
from ipof_workbench.ui.widgets.plain_label import PlainLabel

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1


_CHECK = Qt.ItemDataRole.CheckStateRole
_TICKS = (Qt.Key.Key_Space, Qt.Key.Key_Select)


def _is_ticked(index: QModelIndex | QPersistentModelIndex) -> bool:
    state = index.data(_CHECK)
    return state is not None and Qt.CheckState(state) == Qt.CheckState.Checked


class _NameDelegate(TreeDelegate):
    """A box to tick before each name; names stand under the title of the panel."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        box = QRectF(option.rect)
        self._draw_ground(painter, option, index, box)
        self._draw_text(painter, option, index, box.adjusted(self._padding(), 0, -self._padding(), 0))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tick or untick by a click on the box or by the space bar."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            wanted = event.position().x() < option.rect.left() + self._padding() + current_theme().pxf(20)
        else:
            wanted = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TICKS
        if not wanted:
            return False
        return model.setData(index, Qt.CheckState.Unchecked if _is_ticked(index) else Qt.CheckState.Checked, _CHECK)

    def _draw_lead(self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, box: QRectF) -> QRectF:
        theme = current_theme()
        side = theme.px(14)
        place = QRectF(round(box.left()), round(box.center().y() - side / 2), side, side)
        is_on = _is_ticked(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if is_on else "control"), 1))
        painter.setBrush(theme.colour("accent" if is_on else "paper"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(3), theme.pxf(3))
        if is_on:
            painter.drawPixmap(place.topLeft().toPoint(), pixmap("check", "accent_on", 14))
        return box.adjusted(side + theme.pxf(8), 0, 0, 0)

    def _padding(self) -> float:
        return current_theme().pxf(12)


class OutputList(QWidget):
    """Two lists under their heads; `chosen` carries an output's key, `ticked` tells that the set is another."""

    chosen = Signal(str)
    ticked = Signal()

    def __init__(self, outputs: Sequence[Output], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: list[QTreeView] = []
        self._key = outputs[0].key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(4))
        groups = (
            ("Tables", [output for output in outputs if not output.is_figure]),
            ("Figures", [output for output in outputs if output.is_figure]),
        )
        self._heads: list[PlainLabel] = []
        for title, members in groups:
            head = PlainLabel(title, "caption", "text2", 600)
            head.setContentsMargins(current_theme().px(12), current_theme().px(10), 0, current_theme().px(2))
            self._heads.append(head)
            column.addWidget(head)
            column.addWidget(self._view(title, members))
        column.addStretch(1)
        current_theme().changed.connect(self._measure)
        self._measure()
        self.select(self._key)

    def current(self) -> str:
        """Return the key of the chosen output."""
        return self._key

    def set_of_keys(self) -> frozenset[str]:
        """Return the keys of the outputs with a mark."""
        models = [view.model() for view in self.views]
        indexes = [model.index(row, 0) for model in models for row in range(model.rowCount())]
        return frozenset(each.data(KEY_ROLE) for each in indexes if _is_ticked(each))

    def tick(self, keys: Collection[str]) -> None:
        """Mark these outputs and no others, without a signal."""
        with QSignalBlocker(self):
            for view in self.views:
                model = view.model()
                for row in range(model.rowCount()):
                    index = model.index(row, 0)
                    on = index.data(KEY_ROLE) in keys
                    model.setData(index, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked, _CHECK)

    def select(self, key: str) -> None:
        """Choose an output without a signal."""
        self._key = key
        for view in self.views:
            model = view.model()
            found = next((row for row in range(model.rowCount()) if model.index(row, 0).data(KEY_ROLE) == key), None)
            view.selectionModel().blockSignals(True)
            if found is None:
                view.setCurrentIndex(QModelIndex())
                view.clearSelection()
            else:
                view.setCurrentIndex(model.index(found, 0))
            view.selectionModel().blockSignals(False)
            view.viewport().update()

    def _view(self, title: str, members: Sequence[Output]) -> QTreeView:
        view = QTreeView()
        model = QStandardItemModel(view)
        for output in members:
            item = QStandardItem(output.title)
            item.setEditable(False)
            item.setData(output.key, KEY_ROLE)
            item.setCheckable(True)
            item.setToolTip("Tick what goes into the supplement")
            model.appendRow(item)
        view.setModel(model)
        model.itemChanged.connect(lambda _item: self.ticked.emit())
        configure_tree(view, title)
        view.setItemDelegate(_NameDelegate(view))
        view.setRootIsDecorated(False)
        view.setIndentation(0)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        view.clicked.connect(self._choose)
        self.views.append(view)
        return view

    def _choose(self, index: QModelIndex) -> None:
        key = index.data(KEY_ROLE)
        if isinstance(key, str) and key != self._key:
            self.select(key)
            self.chosen.emit(key)

    def _measure(self) -> None:
        for view in self.views:
            view.setIndentation(0)
            view.setFixedHeight(current_theme().px(26) * view.model().rowCount() + 2)
