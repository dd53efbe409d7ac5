"""What a case holds: documents by kind, their words, how many are coded; and its participants."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import CaseData, CasePage
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.vocabulary_icons import kind_icon
from ipof_workbench.ui.widgets.buttons import LinkButton
from ipof_workbench.ui.widgets.delegates import ROLE_COUNT, ROLE_ICON, ROLE_PROGRESS, configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel


class DataModel(RowsModel[CaseData]):
    """A row for each kind of document."""

    heads = ("Kind", "Documents", "Words", "Coded", "Done")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal and section in (1, 2):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            words = row.kind.replace("_", " ").capitalize()
            return (words, row.documents, row.words, None, None)[column]
        if role == ROLE_ICON and column == 0:
            return kind_icon(row.kind)
        if column >= 3:
            part = row.coded if column == 3 else row.done
            if role == ROLE_PROGRESS:
                return part / row.documents if row.documents else 0.0
            if role in (ROLE_COUNT, Qt.ItemDataRole.AccessibleTextRole):
                return f"{part:,} of {row.documents:,}"
        return None


class DataTab(QWidget):
    """The table, with the participants under it. `data_requested`: on to the documents themselves."""

    data_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.model = DataModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        configure_table(self.table, "Documents of the case by kind")
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.activated.connect(lambda _index: self.data_requested.emit())
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 90), (2, 90), (3, 130), (4, 130)):
            head.resizeSection(column, theme.px(width))
        self.people = PlainLabel("", "small", "text2", elide=True)
        self.link = LinkButton("Show the documents")
        self.link.clicked.connect(self.data_requested)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        empty = EmptyState("This case has no documents yet.", "Go to Data")
        empty.action_requested.connect(self.data_requested)
        self._pages.addWidget(empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        foot.addWidget(self.people, 1)
        foot.addWidget(self.link)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(0)
        column_layout.addLayout(foot)
        column_layout.addWidget(self._pages, 1)

    def show_page(self, page: CasePage) -> None:
        """Show what a case holds."""
        self.model.show(page.data)
        self._pages.setCurrentIndex(0 if page.data else 1)
        documents, words = sum(row.documents for row in page.data), sum(row.words for row in page.data)
        people = page.participants
        self.people.setText(
            f"{people:,} participant{'' if people == 1 else 's'}, {documents:,} "
            f"document{'' if documents == 1 else 's'}, {words:,} words"
        )
