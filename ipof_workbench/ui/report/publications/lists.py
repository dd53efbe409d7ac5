"""The publications at the left, above the tables, and what one of them prints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QTreeView, QVBoxLayout, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import PublicationRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import IconButton
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_ICON, TreeDelegate, configure_tree
from ipof_workbench.ui.widgets.plain_label import PlainLabel

NOW = "The project as it is now"
_KEY = int(Qt.ItemDataRole.UserRole) + 1
_ROW = 26
MOST_ROWS = 5
"""Rows of the list that are in sight at most; more are scrolled."""


class _RowDelegate(TreeDelegate):
    """Rows that stand under the heads of the panel."""

    def _padding(self) -> float:
        return current_theme().pxf(12)


class _Rows(QTreeView):
    """A flat list whose current row is told once, by mouse or key."""

    chosen = Signal(object)

    def __init__(self, name: str, most: int | None = None) -> None:
        super().__init__()
        self._most = most
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        configure_tree(self, name)
        self.setItemDelegate(_RowDelegate(self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        if most is None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._tell(index))
        current_theme().changed.connect(self._measure)

    def add(self, key: object, words: str, icon: str = "", trailing: str = "") -> None:
        """Add a row."""
        item = QStandardItem(words)
        item.setEditable(False)
        item.setData(key, _KEY)
        item.setData(icon, ROLE_ICON)
        item.setData(trailing, ROLE_COUNT)
        item.setToolTip(words)
        item.setAccessibleText(f"{words}, {trailing}" if trailing else words)
        self.rows.appendRow(item)

    def select(self, key: object) -> None:
        """Make a row current without a signal."""
        blocked = self.selectionModel().blockSignals(True)
        indexes = [self.rows.index(at, 0) for at in range(self.rows.rowCount())]
        self.setCurrentIndex(next((index for index in indexes if index.data(_KEY) == key), QModelIndex()))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def current(self) -> object:
        """Return the key of the current row."""
        return self.currentIndex().data(_KEY)

    def fit(self) -> None:
        """Be as high as the rows, or as many as may be in sight."""
        self._measure()

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_KEY))

    def _measure(self) -> None:
        self.setIndentation(0)
        count = self.rows.rowCount() if self._most is None else min(self._most, self.rows.rowCount())
        self.setFixedHeight(current_theme().px(_ROW) * count + 2)


class PublicationList(QWidget):
    """The project as it is now, drafts, frozen publications. `chosen` carries the rid (0: the project as it is)."""

    chosen = Signal(object)
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel("Publications", "caption", "text2", 600)
        self.new_button = IconButton("plus", "Begin a publication from what is set now")
        self.view = _Rows("Publications", MOST_ROWS)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view)
        self._head = head
        self.view.chosen.connect(self.chosen)
        self.new_button.clicked.connect(self.new_requested)
        current_theme().changed.connect(self._measure)
        self.show_rows((), 0)
        self._measure()

    def show_rows(self, rows: Sequence[PublicationRow], current: Rid) -> None:
        """Show these; `current` is the one in front."""
        blocked = self.view.selectionModel().blockSignals(True)
        self.view.rows.clear()
        self.view.add(0, NOW)
        for row in rows:
            icon = "snowflake" if row.is_frozen else "pencil-line"
            self.view.add(row.rid, row.name, icon, "" if row.is_frozen else "draft")
        self.view.fit()
        self.view.selectionModel().blockSignals(blocked)
        self.view.select(current)

    def _measure(self) -> None:
        theme = current_theme()
        self._head.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), 0)


class PublishedOutputs(QWidget):
    """What a publication prints, in its order. `chosen` carries the name of the file."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel("Tables and figures", "caption", "text2", 600)
        self.view = _Rows("Tables and figures of the publication")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._title)
        self._column.addWidget(self.view)
        self._column.addStretch(1)
        self.view.chosen.connect(self.chosen)
        current_theme().changed.connect(self._measure)
        self._measure()

    def show_outputs(self, outputs: Sequence[tuple[str, str, str]], current: str) -> None:
        """Show these: (file, label, title)."""
        blocked = self.view.selectionModel().blockSignals(True)
        self.view.rows.clear()
        for file, label, title in outputs:
            self.view.add(file, title, trailing=label)
        self.view.fit()
        self.view.selectionModel().blockSignals(blocked)
        self.view.select(current)

    def _measure(self) -> None:
        theme = current_theme()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title.setContentsMargins(theme.px(12), theme.px(10), 0, theme.px(4))
