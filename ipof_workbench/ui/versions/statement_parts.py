"""What the forms that split and merge statements share: the three parts of a sentence, and who gets which evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHeaderView, QTableView, QWidget

from ipof_workbench.domain.appearance import stance_look
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentences import PARTS
from ipof_workbench.ui.configurations.sentence_section import ProseField
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.versions.sheet_parts import finding_line, quote_line
from ipof_workbench.ui.widgets.delegates import configure_table
from ipof_workbench.ui.widgets.plain_label import PlainLabel, as_tooltip

if TYPE_CHECKING:
    from ipof_workbench.app.reading import Reading

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_ROWS = 6


class SentenceParts(QWidget):
    """The three parts of a sentence one under the other; Tab goes on.

    Signals:
        accepted(): Enter.
        dismissed(): Esc.
    """

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, of: str, parts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {part: ProseField(f"{part.capitalize()} part of {of}") for part in PARTS}
        theme = current_theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        for row, (part, field) in enumerate(self.fields.items()):
            caption = PlainLabel(part.capitalize() if part == "if" else part, "small", "text2", 600)
            caption.setContentsMargins(0, theme.px(6), 0, 0)
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
            field.setPlainText(parts.get(part, ""))
            field.done.connect(self._finish)
        self.setFocusProxy(self.fields["if"])

    def words(self) -> tuple[str, str, str]:
        """Return the words of the three parts, each on one line."""
        return self.fields["if"].words(), self.fields["then"].words(), self.fields["because"].words()

    def _finish(self, accepted: bool) -> None:
        (self.accepted if accepted else self.dismissed).emit()


def evidence_lines(read: Reading, statement: Rid) -> list[tuple[Rid, str]]:
    """Return (evidence, words) of what bears on a statement: passages by case and document, then findings."""
    quotes = [
        (row.evidence, f"{stance_look(row.stance).words.capitalize()}: {quote_line(row)}")
        for row in read.evidence(statement=statement)
    ]
    findings = [
        (row.evidence, f"{stance_look(row.stance).words.capitalize()}: {finding_line(row)}")
        for row in read.evidence_on.finding_evidence(statement=statement)
    ]
    return quotes + findings


class ShareModel(QAbstractTableModel):
    """Evidence in rows, a column to tick for each part."""

    def __init__(self, lines: Sequence[tuple[Rid, str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = list(lines)
        self._names: list[str] = []
        self._ticked: list[set[Rid]] = []

    def show_parts(self, names: Sequence[str], without: int | None = None) -> None:
        """Have these parts; `without` is the place of one that went, with its ticks."""
        self.beginResetModel()
        if without is not None:
            del self._ticked[without]
        self._names = list(names)
        self._ticked += [set() for _ in range(len(names) - len(self._ticked))]
        self.endResetModel()

    def rename(self, at: int, name: str) -> None:
        """Head a part's column with another number."""
        self._names[at] = name
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, at + 1, at + 1)

    def ticked(self, at: int) -> tuple[Rid, ...]:
        """Return the evidence that goes to a part, in the order of the rows."""
        return tuple(rid for rid, _ in self.lines if rid in self._ticked[at])

    def toggle(self, index: AnyIndex) -> None:
        """Tick a cell, or take its tick away."""
        if index.isValid() and index.column() > 0:
            is_on = self.lines[index.row()][0] in self._ticked[index.column() - 1]
            state = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
            self.setData(index, state.value, int(Qt.ItemDataRole.CheckStateRole))

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return len(self._names) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("Evidence", *self._names)[section]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        (rid, words), part = self.lines[index.row()], index.column() - 1
        if part < 0:
            if role == Qt.ItemDataRole.ToolTipRole:
                return as_tooltip(words)
            return words if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if rid in self._ticked[part] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            goes = "goes" if rid in self._ticked[part] else "does not go"
            return f"{words} {goes} to {self._names[part]}"
        return None

    def setData(self, index: AnyIndex, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not index.column():
            return False
        held, rid = self._ticked[index.column() - 1], self.lines[index.row()][0]
        if value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value):
            held.add(rid)
        else:
            held.discard(rid)
        self.dataChanged.emit(index, index)
        return True


class ShareTable(QTableView):
    """Shows it. Arrows go from cell to cell, Space ticks; a click anywhere in a cell ticks it."""

    def __init__(self, model: ShareModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shares = model
        self.setModel(model)
        configure_table(self, "Evidence and the parts it goes to")
        self.setProperty("onPanel", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._toggle_beside_the_box)
        model.modelReset.connect(self._set_columns)
        theme = current_theme()
        self.setFixedHeight(theme.px(32 * min(len(model.lines), MOST_ROWS) + 34))
        self._set_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.column() > 0:
            self.shares.toggle(index)
            return
        super().keyPressEvent(event)

    def _set_columns(self) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.shares.columnCount()):
            head.resizeSection(column, current_theme().px(64))
        if self.shares.lines and self.shares.columnCount() > 1:
            self.setCurrentIndex(self.shares.index(0, 1))

    def _toggle_beside_the_box(self, index: QModelIndex) -> None:
        """Tick with a click beside the box too; one on the box Qt has handled already."""
        pointer = self.viewport().mapFromGlobal(self.cursor().pos())
        if pointer.x() - self.visualRect(index).left() > current_theme().px(24):
            self.shares.toggle(index)
