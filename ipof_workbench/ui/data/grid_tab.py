"""Cases and participants as grids: cells typed and pasted, columns added, renamed, given another type, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from ipof_workbench.app.cell_rules import ColumnKey
from ipof_workbench.app.tasks import Report
from ipof_workbench.domain import records
from ipof_workbench.domain.cell_values import CellRule
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.records import Record
from ipof_workbench.ui.data.cell_entries import add_cell_entries
from ipof_workbench.ui.data.column_menu import ColumnMenus
from ipof_workbench.ui.data.grid_delegate import GridDelegate
from ipof_workbench.ui.data.grid_edits import GridEdits
from ipof_workbench.ui.data.grid_model import GridColumn, GridModel, fields_and_attributes
from ipof_workbench.ui.data.grid_view import GridView
from ipof_workbench.ui.data.misfit_notice import MisfitNotice
from ipof_workbench.ui.data.paste_review import PasteReview
from ipof_workbench.ui.data.record_table import write_in
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import CELL_PADDING
from ipof_workbench.ui.widgets.notices import EmptyState

WIDEST_COLUMN = 220


@dataclass(frozen=True, slots=True)
class GridContent:
    """What a grid shows: rules of its columns, (rid, fields and facts) of its rows, values, what does not fit."""

    rules: dict[ColumnKey, CellRule]
    rows: list[tuple[Rid, tuple[object, ...]]]
    values: dict[Rid, dict[Rid, str]]
    misfits: dict[Rid, list[Rid]]


class GridTab(QWidget):
    """A grid with an empty state, a line on values that do not fit, and the review of what is pasted."""

    selection_changed = Signal(object)
    counts_changed = Signal()

    owner_kind = ""
    kind: type[Record] = records.Participant
    noun = ""
    fields: Sequence[str] = ()
    facts: Sequence[tuple[str, bool]] = ()

    def __init__(self, session: Session, name: str, nothing: str, action: str) -> None:
        super().__init__()
        self._session = session
        self._content: GridContent | None = None
        self._only: Rid | None = None
        self._wanted: Rid | None = None
        self._goal: Rid | None = None
        self.model = GridModel(session, self._write_one, self)
        self.view = GridView(name)
        self.view.setItemDelegate(GridDelegate(self.view))
        self.view.setModel(self.model)
        self.view.setSortingEnabled(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.edits = GridEdits(session, self.owner_kind, self.view, self.model)
        self.columns = ColumnMenus(session, self.owner_kind, self.view, self.model)
        self.review = PasteReview(self.noun)
        self.notice = MisfitNotice()
        self.empty = EmptyState("", action)
        say(self.empty, nothing, action)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.notice, self.review):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        self._layers = QStackedWidget()
        self._layers.addWidget(filled)
        self._layers.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._layers)

    def _connect(self) -> None:
        self.view.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit(self.selected()))
        self.view.asked.connect(self.act)
        self.view.column_menu_asked.connect(self.columns.open_menu)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        ground = self.view.viewport()
        self.view.customContextMenuRequested.connect(lambda at: self.context_menu().popup(ground.mapToGlobal(at)))
        self.edits.reviewed.connect(self.review.show_plan)
        self.review.taken.connect(self.edits.take)
        for over in (self.review.taken, self.review.left):
            over.connect(lambda *_: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.notice.asked.connect(self.show_misfits)
        self.empty.action_requested.connect(self.add)
        self.columns.misfits_asked.connect(self.show_misfits)

    # --- reading

    def read(self) -> list[tuple[Rid, tuple[object, ...]]]:
        """Return (rid, fields and facts) of all rows; called in a worker."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the rows in a worker: 1,500 with their attributes take a moment."""
        read = self._session.workbench.read

        def work(_report: Report) -> GridContent:
            return GridContent(
                read.grid.rules(self.owner_kind),
                self.read(),
                read.attribute_values(self.owner_kind),
                read.grid.misfits(self.owner_kind),
            )

        self._session.run_in_background(work, self._show, key=f"grid of {self.owner_kind}s")

    def _show(self, content: GridContent) -> None:
        self._content = content
        columns = fields_and_attributes(content.rules, self.fields, self.facts)
        attributes = [column.attribute for column in columns if column.attribute is not None]
        empty: dict[Rid, str] = {}
        rows = []
        for rid, cells in content.rows:
            held = content.values.get(rid, empty)
            rows.append((rid, (*cells, *(held.get(attribute, "") for attribute in attributes))))
        if self._only is not None and self._only not in content.misfits:
            self._only = None
        only = frozenset(content.misfits[self._only]) if self._only is not None else frozenset[Rid]()
        self._show_grid(columns, rows, only)
        self.notice.show_misfits(content.misfits, content.rules, self._only)
        if self._goal is not None:
            self.view.go_to_row(self.model.row_of(self._goal))
            self._goal = None
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.edit_row(wanted)

    def _show_grid(
        self, columns: Sequence[GridColumn], rows: Sequence[tuple[Rid, tuple[object, ...]]], only: frozenset[Rid]
    ) -> None:
        view = self.view
        before = {
            (self.model.rid_at(cell.row()), cell.column()) for cell in view.selectionModel().selectedIndexes()[:400]
        }
        current = view.currentIndex()
        at = (self.model.rid_at(current.row()), current.column()) if current.isValid() else None
        top, left = view.verticalScrollBar().value(), view.horizontalScrollBar().value()
        known = [column.head for column in self.model.grid_columns()]
        self.model.show_grid(columns, rows, only)
        if known != [column.head for column in columns]:
            self._size_columns(len(columns))
        self._select_again(before, at)
        view.verticalScrollBar().setValue(top)
        view.horizontalScrollBar().setValue(left)
        self._layers.setCurrentIndex(0 if rows else 1)
        self.counts_changed.emit()

    def _select_again(self, cells: set[tuple[Rid, int]], current: tuple[Rid, int] | None) -> None:
        model, selection = self.model, self.view.selectionModel()
        flags = selection.SelectionFlag
        places = {model.rid_at(row): row for row in range(model.rowCount())}
        for rid, column in cells:
            if rid in places and column < model.columnCount():
                selection.select(model.index(places[rid], column), flags.Select)
        if current is not None and current[0] in places and current[1] < model.columnCount():
            selection.setCurrentIndex(model.index(places[current[0]], current[1]), flags.NoUpdate)
        elif model.rowCount() and not selection.hasSelection():
            selection.setCurrentIndex(model.index(0, 0), flags.Select)

    def _size_columns(self, number: int) -> None:
        theme, head = current_theme(), self.view.horizontalHeader()
        body = QFontMetricsF(theme.font("body", 600))
        for at in range(number):
            widest = max(body.horizontalAdvance(words) for words in self.model.longest(at))
            needed = widest + theme.px(2 * CELL_PADDING + 2)
            head.resizeSection(at, round(min(max(needed, theme.px(64)), theme.px(WIDEST_COLUMN))))

    def show_misfits(self, attribute: Rid | None) -> None:
        """Show only the rows whose value of an attribute does not fit; None shows all."""
        self._only = attribute
        if self._content is not None:
            self._show(self._content)

    # --- choosing and changing

    def selected(self) -> tuple[Rid, ...]:
        """Return the records that have a selected cell."""
        return tuple(self.model.rid_at(row) for row in self.view.selected_rows())

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected cells."""
        menu = QMenu(self)
        add_cell_entries(menu, self.act, self._session.why_not_editable)
        return menu

    def act(self, what: str) -> None:
        """Do what a key or an entry of the menu asks for."""
        work = {
            "copy": self.edits.copy,
            "paste": self.edits.paste,
            "fill": self.edits.fill_down,
            "clear": self.edits.clear,
            "delete": self.delete_selected,
            "add": self.add,
            "add_column": self.columns.add,
            "column": lambda: self.columns.open_menu(self.view.currentIndex().column()),
        }
        work[what]()

    def _write_one(self, owner: Rid, column: ColumnKey, text: str) -> bool:
        return self.edits.write_one(owner, column, text)

    def show_record(self, rid: Rid) -> None:
        """Select a record as soon as the rows have been read."""
        self._goal, self._only = rid, None
        self.reload()

    def edit_row(self, rid: Rid) -> None:
        """Let the name of a record be written."""
        write_in(self.view, self.model, self.model.row_of(rid))

    def delete_selected(self) -> None:
        """Delete the records that have a selected cell; one undo brings them back."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        chosen = self.selected()
        if not chosen:
            self._session.refuse(f"Choose a {self.noun} to delete first.")
        elif self._session.run(DeleteRecords(self.kind, chosen)) is not None:
            self._session.show_toast(f"Deleted {len(chosen):,} {self.noun}{'' if len(chosen) == 1 else 's'}")

    def new_record(self) -> Record:
        """Return what a new row begins with."""
        raise NotImplementedError

    def add(self) -> None:
        """Add a row and let its name be written."""
        from ipof_workbench.app.commands.record_edits import AddRecord

        outcome = self._session.run(AddRecord(self.new_record()))
        if outcome is not None:
            self._wanted = outcome.result.rid


class ParticipantsTab(GridTab):
    """Participants with a column for each of their attributes."""

    owner_kind, kind, noun = "participant", records.Participant, "participant"
    fields = ("name", "role", "consent", "quote_policy")
    facts = (("Cases", False), ("Documents", True), ("Codings", True))

    def __init__(self, session: Session) -> None:
        nothing = "No participants yet. They come with a survey, with an import of speakers, or by hand."
        super().__init__(session, "Participants", nothing, "Add participant")
        self.view.setObjectName("participantsTable")

    def read(self) -> list[tuple[Rid, tuple[object, ...]]]:
        return [
            (row.rid, (row.name, row.role, row.consent, row.quote_policy, row.cases, row.documents, row.codings))
            for row in self._session.workbench.read.participants(self._session.only)
        ]

    def new_record(self) -> Record:
        return records.Participant(name="New participant")


class CasesTab(GridTab):
    """Cases with a column for each of their attributes."""

    owner_kind, kind, noun = "case", records.Case, "case"
    fields = ("name", "kind", "description", "quote_policy")
    facts = (("Documents", True), ("Participants", True), ("Codings", True))

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Cases", "No cases yet. They come with an import, or by hand.", "Add case")
        self.view.setObjectName("casesTable")

    def read(self) -> list[tuple[Rid, tuple[object, ...]]]:
        return [
            (
                row.rid,
                (row.name, row.kind, row.description, row.quote_policy, row.documents, row.participants, row.codings),
            )
            for row in self._session.workbench.read.cases(self._session.only)
        ]

    def new_record(self) -> Record:
        names = {row.name for row in self._session.workbench.read.cases()}
        name, number = "New case", 2
        while name in names:
            name, number = f"New case {number}", number + 1
        return records.Case(name=name, position=len(names))
