"""The documents of the project: filter, sort, rename, case and status for several at once, Enter opens in Code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.domain.vocabulary import DocumentStatus
from ipof_workbench.ui.data.cases_panel import ALL, NO_CASE, CaseChoice
from ipof_workbench.ui.data.documents_model import (
    CASE,
    CODINGS,
    KIND,
    NAME,
    ORDERS,
    PARTICIPANT,
    PROGRESS,
    WORDS,
    DocumentsModel,
)
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.notices import EmptyState

SYNCHRONOUS_UP_TO = 20_000
"""Below this many documents their order is read at once; above, in a worker."""
WAIT_MS = 120
_WIDTHS = {KIND: 128, CASE: 96, PARTICIPANT: 104, WORDS: 64, CODINGS: 76, PROGRESS: 84}
LEAST_NAME = 120
NOTHING_YET = "Nothing here yet. Drop transcripts, a survey export or forum posts anywhere in this window."


class DocumentsView(QTableView):
    """A table whose Enter opens and whose F2 edits."""

    opened = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_name()

    def measure(self) -> None:
        """Give all columns their widths at the present scale."""
        for column, width in _WIDTHS.items():
            self.horizontalHeader().resizeSection(column, current_theme().px(width))
        self.fit_name()

    def fit_name(self) -> None:
        """Give the name what the other columns leave, but never less than a name needs."""
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


class DocumentsTab(QWidget):
    """The table with its filter; `selection_changed` carries the rids that are selected."""

    selection_changed = Signal(object)
    counts_changed = Signal()
    import_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choice: CaseChoice = ALL
        self._scope: Filter = EVERYTHING
        self._without_case = False
        self._cases: Sequence[CaseRow] = ()
        self._order, self._descending = "case", False
        self.total = 0
        self.model = DocumentsModel(session, self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter documents")
        self.filter.setAccessibleName("Filter documents by name")
        self.filter.setClearButtonEnabled(True)
        self.view = self._made_view()
        self.empty = EmptyState("", "Import")
        self.empty.action_requested.connect(self._on_empty_action)
        # A stacked widget, not a bare stacked layout: that would show its first page as a window of its own.
        self._layers = QStackedWidget()
        self._layers.addWidget(self.view)
        self._layers.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._layers)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.reload)
        self.filter.textChanged.connect(lambda: self._wait.start())

    def _made_view(self) -> DocumentsView:
        view = DocumentsView()
        view.setObjectName("documentsTable")
        configure_table(view, "Documents")
        view.setModel(self.model)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.opened.connect(self._open_row)
        view.doubleClicked.connect(lambda index: self._open_row(index.row()))
        view.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit(self.selected()))
        head = view.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(CASE, Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self._sort)
        head.setMinimumSectionSize(current_theme().px(48))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.measure()
        current_theme().changed.connect(view.measure)
        delete = QAction("Delete documents", view)
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self.delete_selected)
        view.addAction(delete)
        return view

    # --- filling

    def set_cases(self, cases: Sequence[CaseRow]) -> None:
        """Know the cases, for the menu."""
        self._cases = cases

    def show_case(self, choice: CaseChoice, below: frozenset[Rid]) -> None:
        """Show the documents of a case with those below it, of all cases, or of none."""
        self._choice = choice
        self._without_case = choice == NO_CASE
        self._scope = Filter(cases=below) if below else EVERYTHING
        self.reload()

    def reload(self) -> None:
        """Read which documents to show."""
        if not self._session.is_open:
            return
        work = self._query()
        if self.total > SYNCHRONOUS_UP_TO:
            self._session.run_in_background(lambda _report: work(), self._show, key="documents")
        else:
            self._show(work())

    def _query(self) -> Callable[[], list[Rid]]:
        read, scope, words = self._session.workbench.read, self._scope, self.filter.text().strip()
        order, descending = self._order, self._descending
        all_cases = frozenset(case.rid for case in self._cases)
        without_case = self._without_case

        def work() -> list[Rid]:
            found = read.document_rids(scope, words=words, order=order, descending=descending)
            if without_case and all_cases:
                placed = set(read.document_rids(Filter(cases=all_cases)))
                found = [rid for rid in found if rid not in placed]
            return found

        return work

    def _show(self, rids: list[Rid]) -> None:
        selected = set(self.selected())
        self.model.show_rids(rids)
        self._restore(selected)
        filtered = bool(self.filter.text().strip())
        self._layers.setCurrentWidget(self.view if rids else self.empty)
        if not rids and filtered:
            say(self.empty, "No document passes this filter.", "Clear filter")
        elif not rids and self._choice != ALL:
            say(self.empty, "This case has no documents yet. Import some, or give it documents with a right click.")
        elif not rids:
            say(self.empty, NOTHING_YET, "Import")
        self.counts_changed.emit()

    def _restore(self, rids: set[Rid]) -> None:
        if rids and len(rids) < 200:
            for row in sorted(row for row in map(self.model.row_of, rids) if row >= 0):
                self.view.selectRow(row)
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, NAME))

    def _on_empty_action(self) -> None:
        if self.filter.text().strip():
            self.filter.clear()
            self.reload()
        else:
            self.import_asked.emit()

    def _sort(self, column: int) -> None:
        order = ORDERS.get(column)
        head = self.view.horizontalHeader()
        if order is None:
            shown = next(known for known, key in ORDERS.items() if key == self._order)
            head.setSortIndicator(shown, Qt.SortOrder(int(self._descending)))
            return
        self._descending = not self._descending if order == self._order else False
        self._order = order
        side = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, side)
        self.reload()

    # --- choosing and changing

    def selected(self) -> tuple[Rid, ...]:
        """Return the documents that are selected."""
        rows = self.view.selectionModel().selectedRows() if self.view.selectionModel() else []
        return tuple(self.model.rid_at(index.row()) for index in rows)

    def _open_row(self, row: int) -> None:
        self._session.open_document(self.model.rid_at(row))

    def set_case(self, case: Rid | None) -> None:
        """Give the selected documents a case, or none."""
        from ipof_workbench.app.commands.documents import SetDocuments

        self._session.run(SetDocuments(self.selected(), case=case, set_case=True))

    def set_status(self, status: str) -> None:
        """Give the selected documents a status."""
        from ipof_workbench.app.commands.documents import SetDocuments

        self._session.run(SetDocuments(self.selected(), status=status))

    def delete_selected(self) -> None:
        """Delete the selected documents with their codings; one undo brings them back."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        chosen = self.selected()
        if chosen and self._session.run(DeleteRecords(records.Document, chosen)) is not None:
            self._session.show_toast(f"Deleted {len(chosen):,} document{'' if len(chosen) == 1 else 's'}")

    def _show_menu(self, at: QPoint) -> None:
        self.context_menu().popup(self.view.viewport().mapToGlobal(at))

    def context_menu(self) -> QMenu:
        """Return the menu for the selected documents."""
        menu = QMenu(self)
        chosen = self.selected()
        opening = menu.addAction("Open in Code")
        opening.setEnabled(len(chosen) == 1)
        opening.triggered.connect(lambda: self._session.open_document(chosen[0]))
        renaming = menu.addAction("Rename")
        renaming.setEnabled(len(chosen) == 1 and self._session.can_edit)
        renaming.triggered.connect(lambda: self.view.edit(self.view.currentIndex().siblingAtColumn(NAME)))
        cases, statuses = menu.addMenu("Case"), menu.addMenu("Status")
        for case in self._cases:
            cases.addAction(case.name.replace("&", "&&")).triggered.connect(
                lambda _=False, rid=case.rid: self.set_case(rid)
            )
        cases.addAction("No case").triggered.connect(lambda: self.set_case(None))
        for status in DocumentStatus:
            statuses.addAction(status.words.capitalize()).triggered.connect(
                lambda _=False, key=status.value: self.set_status(key)
            )
        deleting = menu.addAction("Delete")
        deleting.triggered.connect(self.delete_selected)
        for part in (cases.menuAction(), statuses.menuAction(), deleting):
            part.setEnabled(bool(chosen) and self._session.can_edit)
        return menu
