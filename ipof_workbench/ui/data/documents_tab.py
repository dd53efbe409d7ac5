"""The documents of the project: filter, sort, rename, case and status for several at once, Enter opens in Code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.app.cell_rules import ColumnKey
from ipof_workbench.domain import records
from ipof_workbench.domain.cell_values import CellRule
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import CaseRow
from ipof_workbench.ui.data.cases_panel import ALL, NO_CASE, CaseChoice
from ipof_workbench.ui.data.column_menu import ColumnMenus
from ipof_workbench.ui.data.documents_menu import documents_menu
from ipof_workbench.ui.data.documents_model import (
    CASE,
    NAME,
    ORDERS,
    DocumentsModel,
)
from ipof_workbench.ui.data.documents_view import DocumentsView
from ipof_workbench.ui.data.grid_delegate import GridDelegate
from ipof_workbench.ui.data.grid_edits import GridEdits
from ipof_workbench.ui.data.misfit_notice import MisfitNotice
from ipof_workbench.ui.data.paste_review import PasteReview
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.panels import Rule, Surface

SYNCHRONOUS_UP_TO = 20_000
"""Below this many documents their order is read at once; above, in a worker."""
WAIT_MS = 120
MOST_KEPT = 400
"""Cells that stay selected when the table is read anew."""
NOTHING_YET = "Nothing here yet. Drop transcripts, a survey export or forum posts anywhere in this window."


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
        self._only: Rid | None = None
        self._goal: Rid | None = None
        self._cases: Sequence[CaseRow] = ()
        self._order, self._descending = "case", False
        self.total = 0
        self.model = DocumentsModel(session, self)
        session.filter_changed.connect(self.model.refresh_rows)
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
        self.edits = GridEdits(session, "document", self.view, self.model)
        self.columns = ColumnMenus(session, "document", self.view, self.model)
        self.view.column_menu_asked.connect(self.columns.open_menu)
        self.notice = MisfitNotice()
        self.notice.asked.connect(self.show_misfits)
        self.columns.misfits_asked.connect(self.show_misfits)
        self.review = PasteReview("document")
        self.edits.reviewed.connect(self.review.show_plan)
        self.review.taken.connect(self.edits.take)
        for over in (self.review.taken, self.review.left):
            over.connect(lambda *_: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = Surface("panel")
        row = QHBoxLayout(self._top)
        px = current_theme().px
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.addWidget(self.filter, 1)
        row.addStretch(1)
        for part in (self._top, Rule(), self.notice, self.review):
            column.addWidget(part)
        column.addWidget(self._layers)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.reload)
        self.filter.textChanged.connect(lambda: self._wait.start())

    def _made_view(self) -> DocumentsView:
        view = DocumentsView("Documents")
        view.setObjectName("documentsTable")
        view.setItemDelegate(GridDelegate(view))
        triggers = QTableView.EditTrigger
        view.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        view.setModel(self.model)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.opened.connect(self._open_row)
        view.doubleClicked.connect(lambda index: self._open_row(index.row()))
        view.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit(self.selected()))
        view.asked.connect(self.act)
        head = view.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(CASE, Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self._sort)
        head.setMinimumSectionSize(current_theme().px(48))
        view.measure()
        current_theme().changed.connect(view.measure)
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

    def show_document(self, rid: Rid) -> None:
        """Select a document as soon as the rows have been read; a filter that may hide it is cleared."""
        self._goal, self._only = rid, None
        self.filter.clear()
        self._wait.stop()
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
        without_case, only = self._without_case, self._only

        def work() -> list[Rid]:
            found = read.document_rids(scope, words=words, order=order, descending=descending)
            if without_case and all_cases:
                placed = set(read.document_rids(Filter(cases=all_cases)))
                found = [rid for rid in found if rid not in placed]
            if only is not None:
                misfits = set(read.grid.misfits("document").get(only, ()))
                found = [rid for rid in found if rid in misfits]
            return found

        return work

    def _show(self, rids: list[Rid]) -> None:
        chosen = self.view.selectionModel().selectedIndexes() if self.view.selected_count() < MOST_KEPT else []
        cells = {(self.model.rid_at(cell.row()), cell.column()) for cell in chosen}
        current = self.view.currentIndex()
        at = (self.model.rid_at(current.row()), current.column()) if current.isValid() else None
        top, left = self.view.verticalScrollBar().value(), self.view.horizontalScrollBar().value()
        columns = self.model.columnCount()
        self.model.show_rids(rids, self._session.workbench.read.grid.rules("document"))
        if self.model.columnCount() != columns:
            self.view.measure()
        self._restore(cells, at)
        self.view.verticalScrollBar().setValue(top)
        self.view.horizontalScrollBar().setValue(left)
        if self._goal is not None:
            self.view.go_to_row(self.model.row_of(self._goal))
            self._goal = None
        filtered = bool(self.filter.text().strip())
        self._layers.setCurrentWidget(self.view if rids else self.empty)
        if not rids and filtered:
            say(self.empty, "No document passes this filter.", "Clear filter")
        elif not rids and self._choice != ALL:
            say(self.empty, "This case has no documents yet. Import some, or give it documents with a right click.")
        elif not rids:
            say(self.empty, NOTHING_YET, "Import")
        self.counts_changed.emit()
        read = self._session.workbench.read
        self._session.run_in_background(
            lambda _report: (read.grid.rules("document"), read.grid.misfits("document")),
            lambda found: self._say_misfits(*found),
            key="documents that do not fit",
        )

    def _say_misfits(self, rules: Mapping[ColumnKey, CellRule], misfits: Mapping[Rid, Sequence[Rid]]) -> None:
        if self._only is not None and self._only not in misfits:
            self.show_misfits(None)
            return
        self.notice.show_misfits(misfits, rules, self._only)

    def show_misfits(self, attribute: Rid | None) -> None:
        """Show only the documents whose value of an attribute does not fit; None shows all."""
        self._only = attribute
        self.reload()

    def _restore(self, cells: set[tuple[Rid, int]], current: tuple[Rid, int] | None) -> None:
        model, selection = self.model, self.view.selectionModel()
        flags = selection.SelectionFlag
        wanted = {rid for rid, _ in cells} | ({current[0]} if current is not None else set())
        places = model.rows_of(wanted) if wanted else {}
        for rid, column in cells:
            if rid in places and column < model.columnCount():
                selection.select(model.index(places[rid], column), flags.Select)
        row = places.get(current[0], -1) if current is not None else -1
        if current is not None and row >= 0 and current[1] < model.columnCount():
            selection.setCurrentIndex(model.index(row, current[1]), flags.NoUpdate)
        elif model.rowCount():
            selection.setCurrentIndex(model.index(0, NAME), flags.NoUpdate if cells else flags.Select)

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
        return tuple(self.model.rid_at(row) for row in self.view.selected_rows())

    def act(self, what: str) -> None:
        """Do what a key or an entry of the menu asks for."""
        work = {
            "copy": self.edits.copy,
            "paste": self.edits.paste,
            "fill": self.edits.fill_down,
            "clear": self.edits.clear,
            "delete": self.delete_selected,
            "add_column": self.columns.add,
            "column": lambda: self.columns.open_menu(self.view.currentIndex().column()),
        }
        work[what]()

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
        if not chosen:
            self._session.refuse("Choose a document to delete first.")
        elif self._session.run(DeleteRecords(records.Document, chosen)) is not None:
            self._session.show_toast(f"Deleted {len(chosen):,} document{'' if len(chosen) == 1 else 's'}")

    def _show_menu(self, at: QPoint) -> None:
        self.context_menu().popup(self.view.viewport().mapToGlobal(at))

    def context_menu(self) -> QMenu:
        """Return the menu for the selected documents."""
        return documents_menu(self, self._cases, self._session)
