"""What was looked for in a case and not found: noted here, with a remark on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain.case_rows import ClaimName, LookedForRow
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.delegates import ROLE_MUTED, ROLE_STANCE_KEY, configure_table
from ipof_workbench.ui.widgets.notices import EmptyState
from ipof_workbench.ui.widgets.rows_model import AnyIndex, RowsModel
from ipof_workbench.ui.widgets.type_ahead import TypeAheadField, TypeAheadRow

_NOTE = 2
MOST = 40


def claim_words(claim: ClaimName) -> str:
    """Return a claim as it reads in a list to choose from."""
    return f"{claim.number}  {claim.title or 'No title yet'}"


class LookedForModel(RowsModel[LookedForRow]):
    """The searches; a note is edited in place. `noted(rid, words)` follows an edit."""

    heads = ("No.", "Looked for", "Note", "Where", "Who")
    key = "rid"
    noted = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.can_edit = True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _NOTE and self.can_edit else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        note = row.note or "F2 adds a note"
        if role == Qt.ItemDataRole.DisplayRole:
            what = row.title or ("No title yet" if row.kind == "configuration" else "Statement")
            return (row.number, what, note, row.case_name, row.analyst_name)[index.column()]
        if role == Qt.ItemDataRole.EditRole and index.column() == _NOTE:
            return row.note
        if role == ROLE_MUTED:
            return index.column() == _NOTE and not row.note
        if role == ROLE_STANCE_KEY and index.column() == 1:
            return "silent"
        return None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        row = self.rows[index.row()]
        words = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or words == row.note:
            return False
        self.noted.emit(row.rid, words)
        return True


class _Table(QTableView):
    """The table. `removal_requested(rids)` follows Delete, `opened(row)` Enter and a double click."""

    removal_requested = Signal(object)
    opened = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        assert isinstance(model, LookedForModel)
        chosen = [model.rows[index.row()] for index in self.selectionModel().selectedRows()]
        editing = self.state() == QTableView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and chosen:
            self.removal_requested.emit(tuple(row.rid for row in chosen))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen and not editing:
            self.opened.emit(chosen[0])
        elif event.key() == Qt.Key.Key_F2 and chosen:
            self.edit(model.index(self.currentIndex().row(), _NOTE))
        else:
            super().keyPressEvent(event)


class LookedForTab(QWidget):
    """A field that notes what was looked for, over the table.

    Signals:
        noted(claim): it was looked for here and not found.
    """

    noted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held: frozenset[tuple[str, Rid]] = frozenset()
        self._claims: Callable[[], Sequence[ClaimName]] = session.workbench.read.by_case.claims
        self.field = TypeAheadField("Looked for, not found: number or words of a configuration or statement")
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.set_source(self._rows)
        self.field.taken.connect(self._take)
        self.model = LookedForModel(self)
        self.model.noted.connect(self._write_note)
        self.table = _Table()
        self.table.setModel(self.model)
        configure_table(self.table, "Looked for, not found")
        self.table.removal_requested.connect(self._remove)
        self.table.opened.connect(lambda row: session.show_record(row.kind, row.about))
        self.table.doubleClicked.connect(self._double_clicked)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        theme = current_theme()
        for column, width in ((0, 56), (2, 200), (3, 100), (4, 100)):
            head.resizeSection(column, theme.px(width))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(
            EmptyState("Nothing is noted. That something was looked for and not found is evidence too: name it above.")
        )
        top = QHBoxLayout()
        top.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        top.addWidget(self.field)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(0)
        column_layout.addLayout(top)
        column_layout.addWidget(self._pages, 1)
        session.can_edit_changed.connect(self._allow)
        self._allow()

    def show_rows(self, rows: Sequence[LookedForRow], case: Rid) -> None:
        """Show the searches in a case and its sub-cases."""
        self._held = frozenset((row.kind, row.about) for row in rows if row.case == case)
        self.model.show(rows)
        self._pages.setCurrentIndex(0 if rows else 1)

    def _rows(self, typed: str) -> list[TypeAheadRow]:
        wanted = folded(typed)
        return [
            TypeAheadRow(claim, claim_words(claim))
            for claim in self._claims()
            if (claim.kind, claim.rid) not in self._held and wanted in folded(claim_words(claim))
        ][:MOST]

    def _take(self, row: object, _stay: bool) -> None:
        if isinstance(row, TypeAheadRow) and isinstance(row.key, ClaimName):
            self.noted.emit(row.key)

    def _write_note(self, rid: object, words: str) -> None:
        from ipof_workbench.app.commands.record_edits import EditFields
        from ipof_workbench.domain import records

        if isinstance(rid, int):
            self._session.run(EditFields(records.LookedFor, rid, {"note": words}))

    def _remove(self, rids: object) -> None:
        from ipof_workbench.app.commands.deletion import DeleteRecords
        from ipof_workbench.domain import records

        if isinstance(rids, tuple) and self._session.run(DeleteRecords(records.LookedFor, rids)) is not None:
            self._session.show_toast("Took back what was looked for")

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != _NOTE:
            row = self.model.rows[index.row()]
            self._session.show_record(row.kind, row.about)
        elif self._session.can_edit:
            self.table.edit(index)

    def _allow(self, _can: object = None) -> None:
        self.model.can_edit = self._session.can_edit
        self.field.setEnabled(self._session.can_edit)
        self.field.setToolTip(self._session.why_not_editable)
