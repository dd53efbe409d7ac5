"""The right side of the Cases page: the quotes of one case, or what was made of several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.ui.cases.case_quotes import CaseQuotes
from ipof_workbench.ui.cases.record_form import RecordForm
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.panels import PageBar, SidePanel

WIDTH = 304


class Beside(SidePanel):
    """Quotes, or the form that records a decision on several cases."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("right", WIDTH, "Quotes in this case", parent, scrolls=False)
        self.quotes, self.form = CaseQuotes(session), RecordForm(session)
        self.form.setObjectName("panelBody")
        scroll, record = QScrollArea(), QWidget()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self.form)
        column = QVBoxLayout(record)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageBar("What we made of it"))
        column.addWidget(scroll, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.quotes)
        self._pages.addWidget(record)
        self.use_whole_width()
        self.body.addWidget(self._pages)

    def show_quotes(self, quotes: bool) -> None:
        """Show the quotes, or the form."""
        self._pages.setCurrentIndex(0 if quotes else 1)
        self.setAccessibleName("Quotes in this case" if quotes else "What we made of it")
