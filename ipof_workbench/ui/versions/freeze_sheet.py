"""Freezing the theory: its name, what there is to say, and what would be recorded with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import STATEMENT, ToRecord
from ipof_workbench.domain.vocabulary import Change
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.versions.sheet_parts import change_words, chosen_decision, decision_choices
from ipof_workbench.ui.widgets.delegates import CellDelegate, configure_table
from ipof_workbench.ui.widgets.plain_label import as_tooltip

AnyIndex = QModelIndex | QPersistentModelIndex
NUMBER, WORDS, CHANGE, REASON = range(4)
_HEADS = ("No.", "As it reads now", "Change", "Reason")


def allowed_changes(row: ToRecord) -> list[str]:
    """Return the changes that may be recorded of what differs: its first version is new (or split, merged)."""
    if not row.version:
        return [row.change]
    return [change.value for change in Change if change is not Change.NEW]


class ToRecordModel(QAbstractTableModel):
    """What would be recorded; change and reason are edited where they stand."""

    def __init__(self, rows: list[ToRecord], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._given: dict[int, tuple[str, str]] = {}

    def given(self) -> dict[tuple[str, Rid], tuple[str, str]]:
        """Return (kind, rid) -> (change, reason) of the rows that were edited."""
        return {(self.rows[at].kind, self.rows[at].rid): each for at, each in self._given.items()}

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _HEADS[section] if shown else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.column() == REASON or (
            index.column() == CHANGE and len(allowed_changes(self.rows[index.row()])) > 1
        )
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        change, reason = self._given.get(index.row(), (row.change, ""))
        if role == Qt.ItemDataRole.EditRole:
            return change if column == CHANGE else reason
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.number, row.title or row.words, change_words(change), reason)[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == WORDS:
            return as_tooltip(row.words)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NUMBER:
            return f"{'Statement' if row.kind == STATEMENT else 'Configuration'} {row.number}"
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        row = self.rows[index.row()]
        change, reason = self._given.get(index.row(), (row.change, ""))
        made = (str(value), reason) if index.column() == CHANGE else (change, str(value).strip())
        if made == (row.change, ""):
            self._given.pop(index.row(), None)
        else:
            self._given[index.row()] = made
        self.dataChanged.emit(index, index)
        return True


class _ChangeDelegate(CellDelegate):
    """Edits a change among those that may be recorded."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        field = QComboBox(parent)
        field.setAccessibleName("Change")
        model = index.model()
        assert isinstance(model, ToRecordModel)
        for change in allowed_changes(model.rows[index.row()]):
            field.addItem(change_words(change), change)
        field.activated.connect(lambda _: self._done(field))
        return field

    def _done(self, field: QComboBox) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())


class FreezeSheet(Sheet):
    """The form: name, note, decision, and the list of what would be recorded."""

    def __init__(self, session: Session, host: QWidget) -> None:
        super().__init__(host, "Freeze the theory", "Freeze", None, 720)
        self.setObjectName("freezeSheet")
        self._session = session
        read = session.workbench.read.versions
        self._names = {row.name.casefold() for row in read.frozen()}
        self.name = self.add_line("Name", "" if self._names else "IPT", "freezeName")
        self.note = self.add_line("Note", "", "freezeNote")
        self.decision = self.add_choice("Decided in", decision_choices(session), "", "freezeDecision")
        self.model = ToRecordModel(read.to_record(), self)
        self.table = QTableView()
        self._show_table()
        self.set_work(self._freeze)

    def _show_table(self) -> None:
        count = len(self.model.rows)
        if not count:
            self.add_words("Everything is recorded as it stands: freezing keeps it under a name.")
            return
        configure_table(self.table, "What would be recorded")
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(CHANGE, _ChangeDelegate(self.table))
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        theme, head = current_theme(), self.table.horizontalHeader()
        head.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        for column, width in ((NUMBER, 56), (CHANGE, 116), (REASON, 200)):
            head.resizeSection(column, theme.px(width))
        self.table.setFixedHeight(theme.px(32 * min(count, 6) + 34))
        versions = "1 version is" if count == 1 else f"{count:,} versions are"
        self.add_field(f"{versions} recorded with it; F2 or a double click edits change and reason", self.table)
        self.table.setAccessibleName("What would be recorded")

    def _freeze(self) -> str:
        from ipof_workbench.app.commands.freezing import FreezeTheory

        name = " ".join(self.name.text().split())
        if not name:
            self.name.setFocus()
            return "A frozen theory needs a name, such as “IPT” or “after wave 2”."
        if name.casefold() in self._names:
            self.name.setFocus()
            return f"There is already a frozen theory “{name}”; choose another name."
        if not self._session.can_edit:
            return self._session.why_not_editable
        self.table.setFocus()  # what an open field of the list holds is stored when it loses the keyboard
        command = FreezeTheory(name, self.note.text().strip(), chosen_decision(self.decision), self.model.given())
        session = self._session
        session.run_in_background(
            lambda _report: session.workbench.run(command),
            lambda _outcome: session.show_toast(f"Froze the theory as “{name}”"),
            words="Freezing the theory",
            exclusive=True,
        )
        return ""
