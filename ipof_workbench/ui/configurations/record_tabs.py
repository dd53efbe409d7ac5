"""The History tab: the steps that touched a configuration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ipof_workbench.domain.steps import Step
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.versions.version_table import VersionTable
from ipof_workbench.ui.widgets.delegates import (
    ROLE_MUTED,
    ROLE_STANCE,
    ROLE_STANCE_MAXIMUM,
    configure_table,
)
from ipof_workbench.ui.widgets.stance import stance_words

AnyIndex = QModelIndex | QPersistentModelIndex

STEPS_LOOKED_AT = 3000
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUOTED = re.compile("“[^”]*”")
_ABOUT = "(?:[Cc]onfiguration|into|of|for|Made|variant of|Linked|and)"


def steps_about(number: str, steps: Sequence[Step]) -> list[Step]:
    """Return the steps whose words name the configuration `number` (a step names it by the number it had then)."""
    named = re.compile(rf"(?<!statement ){_ABOUT} {re.escape(number)}(?![\w.])")
    statement = re.compile(rf"statement {re.escape(number)}(?![\w.])")
    found = []
    for step in steps:
        # What stands in quotation marks are someone's words, not a reference.
        words = statement.sub("", _QUOTED.sub("", step.label))
        if not step.command.startswith("Import") and named.search(words):
            found.append(step)
    return found


def when_words(at: str) -> str:
    """Return a stored time (UTC, ISO 8601) as a local day and time: “3 March 14:36”."""
    try:
        local = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return at
    return f"{local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"


class _Lines(QAbstractTableModel):
    """Rows of plain values; `extra` answers the other roles."""

    def __init__(self, headings: Sequence[str], numeric: Sequence[int] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings, self._numeric = headings, frozenset(numeric)
        self.lines: list[tuple[Any, ...]] = []

    def set_lines(self, lines: Sequence[tuple[Any, ...]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        value = self.lines[index.row()][index.column()]
        if isinstance(value, dict):
            if role == ROLE_STANCE:
                return value
            if role == ROLE_STANCE_MAXIMUM:
                return max((sum(line[index.column()].values()) for line in self.lines), default=1)
            spoken = role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
            return stance_words(value) if spoken else None
        if role == Qt.ItemDataRole.DisplayRole:
            return value
        if role == ROLE_MUTED:
            return bool(len(self.lines[index.row()]) > len(self._headings) and self.lines[index.row()][-1])
        return None


def _table(model: _Lines, name: str) -> QTableView:
    table = QTableView()
    table.setModel(model)
    configure_table(table, name)
    table.setProperty("onPanel", True)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setMinimumSectionSize(current_theme().px(40))
    return table


@dataclass(frozen=True, slots=True)
class Origin:
    """How a configuration came into the project, by whom and when (UTC, ISO 8601)."""

    was_imported: bool
    analyst: str
    at: str


class HistoryTab(QWidget):
    """The recorded versions, and under them the steps that touched the configuration, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Lines(("Step", "Who", "When"))
        self.table = _table(self.model, "History of the configuration")
        for column, width in ((1, 84), (2, 160)):
            self.table.setColumnWidth(column, current_theme().px(width))
        self.versions = VersionTable()
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(0)
        column_layout.addWidget(self.versions)
        column_layout.addWidget(self.table, 1)

    def show_steps(self, number: str, steps: Sequence[Step], origin: Origin) -> None:
        """Show those of `steps` that are about the configuration, and last how it came into the project."""
        about = steps_about(number, steps)
        lines = [
            (f"{step.label} (undone)" if step.undone else step.label, step.analyst, when_words(step.at), step.undone)
            for step in about
        ]
        if not any(step.command in ("AddConfiguration", "DuplicateConfiguration") for step in about):
            came = "Came with an import" if origin.was_imported else "Came into the project"
            lines.append((came, origin.analyst, when_words(origin.at), False))
        self.model.set_lines(lines)
