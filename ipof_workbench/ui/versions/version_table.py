"""The recorded versions of one configuration or statement, newest first: number, change, reason, when, quotes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ipof_workbench.domain.version_rows import RecordedVersionRow
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.plain_label import as_tooltip
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel

MOST_ROWS = 4


class VersionModel(RowsModel[RecordedVersionRow]):
    """The versions."""

    heads = ("No.", "Change and reason", "When", "Evidence")

    def show(self, rows: Sequence[RecordedVersionRow]) -> None:
        """Show other versions, the last first."""
        super().show(sorted(rows, key=lambda row: -row.number))

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        words = row.change.capitalize() + (f": {row.reason}" if row.reason else "")
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.number, words, when_words(row.at), len(row.evidence))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            decided = f"Decided: {row.decision_words}" if row.decision_words else ""
            who = f"{row.analyst_name}, {when_words(row.at)}"
            parts = (words, f"If {row.if_text}, then {row.then_text}, because {row.because_text}", decided, who)
            return as_tooltip("\n".join(part for part in parts if part))
        return None


class VersionTable(QTableView):
    """Shows them; hidden while there are none.

    Signals:
        quotes_requested(row): Enter, a double click, or the menu.
        return_requested(row): from the menu.
    """

    quotes_requested = Signal(object)
    return_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.versions = VersionModel(self)
        self.setModel(self.versions)
        configure_table(self, "Recorded versions")
        self.setProperty("onPanel", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.activated.connect(lambda index: self.quotes_requested.emit(self.versions.rows[index.row()]))
        self._why_not = ""
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        current_theme().changed.connect(self._measure)
        self._measure()
        self.hide()

    def show_versions(self, rows: Sequence[RecordedVersionRow], why_not: str = "") -> None:
        """Show other versions; `why_not` says why the draft cannot be changed."""
        self._why_not = why_not
        self.versions.show(rows)
        self._measure()
        self.setVisible(bool(rows))

    def _measure(self) -> None:
        theme = current_theme()
        # A narrow panel: the reason needs the room, who recorded it is in the tooltip and in the steps below.
        for column, width in ((0, 36), (2, 96), (3, 68)):
            self.horizontalHeader().resizeSection(column, theme.px(width))
        self.setFixedHeight(theme.px(32 * min(len(self.versions.rows), MOST_ROWS) + 32))

    def _open_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if not index.isValid():
            return
        row = self.versions.rows[index.row()]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        menu.addAction("Show its quotes").triggered.connect(lambda: self.quotes_requested.emit(row))
        back = menu.addAction("Return the draft to this version")
        back.setEnabled(not self._why_not)
        back.setToolTip(self._why_not)
        back.triggered.connect(lambda: self.return_requested.emit(row))
        menu.popup(self.viewport().mapToGlobal(point))
