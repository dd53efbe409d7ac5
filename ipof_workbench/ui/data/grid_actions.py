"""The entries of the Data menu for the grid in front; their keys belong to the table itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from ipof_workbench.ui.data.cell_entries import ENTRIES
from ipof_workbench.ui.data.documents_tab import DocumentsTab
from ipof_workbench.ui.data.grid_tab import GridTab
from ipof_workbench.ui.session import Session

NO_CELLS = "Show documents, cases or participants first"


class GridActions(QObject):
    """Makes the actions; which of them can be used is said when the menu opens."""

    def __init__(self, session: Session, layers: QStackedWidget) -> None:
        super().__init__(layers)
        self._session, self._layers = session, layers
        self._line = QAction(self)
        self._line.setSeparator(True)
        self._actions = [self._made(*entry) for entry in ENTRIES]

    def _made(self, words: str, what: str, keys: str) -> QAction:
        action = QAction(f"{words}\t{keys}" if keys else words, self)
        action.triggered.connect(lambda: self._act(what))
        return action

    def _act(self, what: str) -> None:
        tab = self._layers.currentWidget()
        if isinstance(tab, GridTab | DocumentsTab):
            tab.act(what)

    def all_actions(self, tab: QWidget | None) -> Sequence[QAction]:
        """Return the actions in the order of the menu, for the tab in front."""
        for (words, what, _), action in zip(ENTRIES, self._actions, strict=True):
            why = self._why_not(tab, what)
            action.setEnabled(not why)
            action.setToolTip(why or words)
        return [self._line, *self._actions]

    def _why_not(self, tab: QWidget | None, what: str) -> str:
        if not isinstance(tab, GridTab | DocumentsTab):
            return NO_CELLS
        if what == "add" and isinstance(tab, DocumentsTab):
            return "Documents come by an import"
        if what not in ("copy", "column"):
            return self._session.why_not_editable
        return ""
