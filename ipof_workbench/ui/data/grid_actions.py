"""The entries of Edit > Cells for the grid in front; their keys belong to the table itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ipof_workbench.ui.data.cell_entries import ENTRIES
from ipof_workbench.ui.data.documents_tab import DocumentsTab
from ipof_workbench.ui.data.grid_tab import GridTab
from ipof_workbench.ui.session import Session

NO_CELLS = "Show documents, cases or participants first"
CHOOSE_CELLS = "Select cells first"
CHOOSE_BELOW = "Select a cell and those below it that are to hold the same"
NOTHING_COPIED = "The clipboard holds no text; copy cells in a spreadsheet first"


class GridActions(QObject):
    """Makes the actions; which of them can be used is said when the menu opens."""

    def __init__(self, session: Session, layers: QStackedWidget) -> None:
        super().__init__(layers)
        self._session, self._layers = session, layers
        self.menu = QMenu("Cells", layers)
        self.menu.setToolTipsVisible(True)
        self._actions = [self._made(*entry) for entry in ENTRIES]
        self.menu.addActions(self._actions)

    def _made(self, words: str, what: str, keys: str) -> QAction:
        action = QAction(f"{words}\t{keys}" if keys else words, self)
        action.triggered.connect(lambda: self._act(what))
        return action

    def _act(self, what: str) -> None:
        tab = self._layers.currentWidget()
        if isinstance(tab, GridTab | DocumentsTab):
            tab.act(what)

    def renewed(self, tab: QWidget | None) -> QAction:
        """Return the entry that opens the menu, with what can be done in the tab in front."""
        for (words, what, _), action in zip(ENTRIES, self._actions, strict=True):
            why = self._why_not(tab, what)
            action.setEnabled(not why)
            action.setToolTip(why or words)
        # Asked for each time: the menu that showed it makes the wrapper at hand invalid.
        return self.menu.menuAction()

    def entries(self) -> Sequence[QAction]:
        """Return the entries of the menu, as they were renewed last."""
        return self._actions

    def _why_not(self, tab: QWidget | None, what: str) -> str:
        if not isinstance(tab, GridTab | DocumentsTab):
            return NO_CELLS
        if what == "add" and isinstance(tab, DocumentsTab):
            return "Documents come by an import"
        fixed = self._session.why_not_editable if what not in ("copy", "column") else ""
        return fixed or _why_not_here(tab, what)


def _why_not_here(tab: GridTab | DocumentsTab, what: str) -> str:
    """Return why the cells that are selected do not allow something; empty where they do."""
    if what in ("add", "add_column"):
        return ""
    if not tab.view.selected_count() and not tab.view.currentIndex().isValid():
        return CHOOSE_CELLS
    if what == "paste" and not QGuiApplication.clipboard().text():
        return NOTHING_COPIED
    ranges = tab.view.selectionModel().selection().toList()
    if what == "delete" and not ranges:
        return CHOOSE_CELLS
    if what == "fill" and len({row for part in ranges for row in (part.top(), part.bottom())}) < 2:
        return CHOOSE_BELOW
    return ""
