"""The decisions that are about a case; Enter or a double click shows one on the Trail page."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView, QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.decision_rows import DecisionsModel
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState


class CaseDecisions(QStackedWidget):
    """A table of decisions. `across_requested`: on to where decisions on several cases are made."""

    across_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = DecisionsModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        configure_table(self.table, "Decisions about this case")
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.activated.connect(self._open)
        head = self.table.horizontalHeader()
        for column, width in ((0, 120), (1, 100), (3, 160)):
            head.resizeSection(column, current_theme().px(width))
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        empty = EmptyState("No decision is about this case yet. Set it beside another to make one.", "Across cases")
        empty.action_requested.connect(self.across_requested)
        self.addWidget(self.table)
        self.addWidget(empty)

    def show_case(self, case: Rid) -> int:
        """Show the decisions about a case; returns how many."""
        rows = self._session.workbench.read.trail.decisions_about("case", case)
        self.model.show(rows)
        self.setCurrentIndex(0 if rows else 1)
        return len(rows)

    def _open(self, index: QModelIndex) -> None:
        self._session.show_record("decision", self.model.rows[index.row()].rid)
