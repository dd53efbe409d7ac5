"""The table of documents: a grid whose Enter opens, and whose name column takes what the others leave."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from ipof_workbench.ui.data.documents_model import (
    CASE,
    CODINGS,
    KIND,
    NAME,
    PARTICIPANT,
    PROGRESS,
    RELEVANCE,
    RICHNESS,
    RIGOUR,
    WORDS,
)
from ipof_workbench.ui.data.grid_view import GridView
from ipof_workbench.ui.theme.theme import current_theme

_WIDTHS = {KIND: 128, CASE: 96, PARTICIPANT: 104, WORDS: 64, CODINGS: 76, PROGRESS: 84}
_RATED_WIDTHS = {RELEVANCE: 88, RICHNESS: 88, RIGOUR: 88}
LEAST_NAME = 120


class DocumentsView(GridView):
    """A grid whose Enter opens a document in the text."""

    opened = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_name()

    def measure(self) -> None:
        """Give all columns their widths at the present scale."""
        for column, width in {**_WIDTHS, **_RATED_WIDTHS}.items():
            self.horizontalHeader().resizeSection(column, current_theme().px(width))
        self.fit_name()

    def fit_name(self) -> None:
        """Give the name what the other columns leave, but never less than a name needs; the appraisal stands beyond."""
        head = self.horizontalHeader()
        if head.count() > NAME:
            others = sum(head.sectionSize(column) for column in _WIDTHS)
            head.resizeSection(NAME, max(current_theme().px(LEAST_NAME), self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QTableView.State.EditingState and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
