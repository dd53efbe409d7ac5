"""Attributes and imports as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence
from PySide6.QtWidgets import QHeaderView, QStackedLayout, QTableView, QWidget

from ipof_workbench.app.commands.cells import TYPE_WORDS
from ipof_workbench.domain import records
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import ImportRow
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.vocabulary import AttributeOwner, ClosedList
from ipof_workbench.ui.data.record_table import Column, RecordDelegate, RecordTableModel, write_in
from ipof_workbench.ui.fitting import say
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import CELL_PADDING, configure_table
from ipof_workbench.ui.widgets.notices import EmptyState

WIDEST_COLUMN = 220


def choices_of(kind: type[ClosedList]) -> list[tuple[str, str]]:
    """Return (key, words) of a closed list."""
    return [(member.value, member.words) for member in kind]


class RecordTab(QWidget):
    """A table with an empty state; Delete deletes the selected rows."""

    selection_changed = Signal(object)
    counts_changed = Signal()

    kind: type[Record] | None = None

    def __init__(self, session: Session, name: str, nothing: str, action: str = "") -> None:
        super().__init__()
        self._session = session
        self.model = RecordTableModel(session, self)
        self.view = QTableView()
        configure_table(self.view, name)
        self.view.setItemDelegate(RecordDelegate(self.view))
        triggers = QTableView.EditTrigger
        self.view.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.view.setModel(self.model)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.horizontalHeader().setSectionsClickable(True)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.horizontalHeader().setMinimumSectionSize(current_theme().px(56))
        self.view.setSortingEnabled(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit(self.selected()))
        self.empty = EmptyState("", action)
        say(self.empty, nothing, action)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self.view)
        self._layers.addWidget(self.empty)
        delete = QAction("Delete", self.view)
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self.delete_selected)
        self.view.addAction(delete)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[tuple[Rid, tuple[object, ...]]]) -> None:
        """Show these rows; what was selected stays selected."""
        before = self.selected()
        is_first = self.model.columnCount() == 0
        self.model.show_rows(columns, rows)
        if is_first:
            self._size_columns(columns)
        for rid in before[:50]:
            at = self.model.row_of(rid)
            if at >= 0:
                self.view.selectRow(at)
        if rows and not self.selected():
            self.view.selectRow(0)
        self._layers.setCurrentWidget(self.view if rows else self.empty)
        self.counts_changed.emit()

    def _size_columns(self, columns: Sequence[Column]) -> None:
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        theme = current_theme()
        body = QFontMetricsF(theme.font("body", 600))
        for at in range(len(columns)):
            widest = max(body.horizontalAdvance(words) for words in self.model.longest(at))
            needed = widest + theme.px(2 * CELL_PADDING + 2)
            head.resizeSection(at, round(min(max(needed, theme.px(64)), theme.px(WIDEST_COLUMN))))

    def selected(self) -> tuple[Rid, ...]:
        """Return the records that are selected."""
        return tuple(self.model.rid_at(index.row()) for index in self.view.selectionModel().selectedRows())

    def edit_row(self, rid: Rid) -> None:
        """Let the first cell of a record be written."""
        write_in(self.view, self.model, self.model.row_of(rid))

    def delete_selected(self) -> None:
        """Delete the selected records; one undo brings them back."""
        from ipof_workbench.app.commands.deletion import DeleteRecords

        chosen = self.selected()
        if self.kind is None or not chosen:
            return
        if self._session.run(DeleteRecords(self.kind, chosen)) is not None:
            self._session.show_toast(f"Deleted {len(chosen)}")

    def editor(self, kind: type[Record], field: str) -> Callable[[Rid, str], bool]:
        """Return what stores a new value of a field."""

        def edit(rid: Rid, value: str) -> bool:
            from ipof_workbench.app.commands.record_edits import EditFields

            return self._session.run(EditFields(kind, rid, {field: value})) is not None

        return edit


class AttributesTab(RecordTab):
    """The attributes: what they describe, their type and their values."""

    kind = records.AttributeDefinition

    def __init__(self, session: Session) -> None:
        nothing = "No attributes yet. They come with a survey or a table, or by hand."
        super().__init__(session, "Attributes", nothing, "Add attribute")
        self.view.setObjectName("attributesTable")
        self.empty.action_requested.connect(lambda: self.add("participant"))
        self._wanted: Rid | None = None

    def reload(self) -> None:
        """Read the attributes."""
        definition = records.AttributeDefinition
        columns = [
            Column("Name", self.editor(definition, "name")),
            Column("Of", None, choices_of(AttributeOwner)),
            Column("Type", self._retype, list(TYPE_WORDS.items())),
            Column("Values, with ; between them", self._edit_choices),
        ]
        rows = [
            (found.rid, (found.name, found.owner_kind, found.value_type, " ; ".join(found.choices.split("\n"))))
            for found in self._session.workbench.read.attributes()
        ]
        self.show_rows(columns, rows)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.edit_row(wanted)

    def _retype(self, rid: Rid, value_type: str) -> bool:
        from ipof_workbench.app.commands.cells import RetypeAttribute

        return self._session.run(RetypeAttribute(rid, value_type)) is not None

    def _edit_choices(self, rid: Rid, value: str) -> bool:
        values = "\n".join(part.strip() for part in value.split(";") if part.strip())
        return self.editor(records.AttributeDefinition, "choices")(rid, values)

    def add(self, owner_kind: str) -> None:
        """Add an attribute of cases, participants or documents and let its name be written."""
        from ipof_workbench.app.commands.record_edits import AddRecord

        names = {found.name for found in self._session.workbench.read.attributes(owner_kind)}
        name, number = "New attribute", 2
        while name in names:
            name, number = f"New attribute {number}", number + 1
        outcome = self._session.run(
            AddRecord(records.AttributeDefinition(owner_kind=owner_kind, name=name, position=len(names)))
        )
        if outcome is not None:
            self._wanted = outcome.result.rid


class ImportsTab(RecordTab):
    """What was imported, newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Imports", "Nothing was imported yet.", "Import")
        self.view.setObjectName("importsTable")

    def reload(self) -> None:
        """Read the imports."""
        columns = [
            Column("Files"),
            Column("Kind"),
            Column("When"),
            Column("New", is_number=True),
            Column("Unchanged", is_number=True),
            Column("Analyst"),
            Column("Notes"),
        ]
        self.show_rows(columns, [(row.rid, _import_cells(row)) for row in self._session.workbench.read.imports()])


def _import_cells(row: ImportRow) -> tuple[object, ...]:
    files = row.file_names.split(", ")
    named = files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1:,} more"
    notes = row.notes.replace("\n", "  ")
    return (named, row.kind, when_words(row.at), row.added, row.unchanged, row.analyst_name, notes)
