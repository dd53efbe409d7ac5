"""The outputs at the left: tables, then figures; the chosen one is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QVBoxLayout, QWidget

from ipof_workbench.ui.report.outputs import Output
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import TreeDelegate, configure_tree
from ipof_workbench.ui.widgets.plain_label import PlainLabel

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class _NameDelegate(TreeDelegate):
    """Names stand under the title of the panel."""

    def _padding(self) -> float:
        return current_theme().pxf(12)


class OutputList(QWidget):
    """Two lists under their heads; `chosen` carries an output's key."""

    chosen = Signal(str)

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
            model.appendRow(item)
        view.setModel(model)
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
