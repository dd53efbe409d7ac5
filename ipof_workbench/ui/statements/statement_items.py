"""The statements as a list: in their order or under their theory areas, dragged by hand, narrowed by words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ipof_workbench.domain.appearance import STANCE_LOOKS, STANCE_ORDER
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentences import sentence
from ipof_workbench.domain.statement_rows import Expressing, ListedStatement
from ipof_workbench.ui.configurations.wording import status_words
from ipof_workbench.ui.widgets.counts import counts_words
from ipof_workbench.ui.widgets.list_rows import ListModel

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
MIME = "application/x-ipof-statements"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over some rows, with how many there are."""

    words: str
    number: int


Row = ListedStatement | Expressing | Heading


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown.

    Attributes:
        words: those that must stand in number, sentence, area, source or priority.
        status: a key of `Status`; empty for all.
        area: a theory area; None for all, 0 for none.
        only_unexpressed: only statements that no configuration expresses.
        grouped: under their theory areas.
    """

    words: str = ""
    status: str = ""
    area: Rid | None = None
    only_unexpressed: bool = False
    grouped: bool = False

    @property
    def narrows(self) -> bool:
        """Tell whether some may be left out."""
        return bool(self.words or self.status or self.area is not None or self.only_unexpressed)


def passing(statements: Iterable[ListedStatement], wanted: Wanted) -> list[ListedStatement]:
    """Return the statements to show."""
    words = wanted.words.casefold().split()
    return [held for held in statements if _passes(held, wanted, words)]


def _passes(held: ListedStatement, wanted: Wanted, words: Sequence[str]) -> bool:
    if wanted.status and held.status != wanted.status:
        return False
    if wanted.area is not None and (held.theory_area or 0) != wanted.area:
        return False
    if wanted.only_unexpressed and held.configurations:
        return False
    texts = (held.number, *held.parts.values(), held.theory_area_name, held.source, held.priority)
    return all(word in " ".join(texts).casefold() for word in words)


def rows_of(statements: Sequence[ListedStatement], unexpressed: Sequence[Expressing], wanted: Wanted) -> list[Row]:
    """Return the rows to show: the statements, then (unless narrowed) the configurations that express none."""
    shown = passing(statements, wanted)
    rows: list[Row] = []
    if wanted.grouped:
        areas: dict[str, list[ListedStatement]] = {}
        for held in shown:
            areas.setdefault(held.theory_area_name, []).append(held)
        for name in sorted(areas, key=lambda name: (not name, list(areas).index(name))):
            rows += [Heading(name or "No theory area", len(areas[name])), *areas[name]]
    else:
        rows += shown
    if unexpressed and (wanted.only_unexpressed or not wanted.narrows) and (statements or unexpressed):
        rows += [Heading("Configurations that express no statement", len(unexpressed)), *unexpressed]
    return rows


def statement_sentence(held: ListedStatement) -> str:
    """Return a statement as one sentence."""
    return sentence(held.parts)


def spoken(held: ListedStatement) -> str:
    """Return everything on a statement in words, for screen readers."""
    ties = ", ".join(tie.number for tie in held.configurations)
    stances = [f"{held.stances[key]} {STANCE_LOOKS[key].words}" for key in STANCE_ORDER if held.stances.get(key)]
    parts = (
        f"Statement {held.number}",
        statement_sentence(held),
        status_words(held.status),
        f"{held.priority} priority" if held.priority else "",
        held.theory_area_name,
        f"Expressed by configuration {ties}" if ties else "Expressed by no configuration",
        counts_words(*held.counts),
        ", ".join(stances),
    )
    return ". ".join(part.rstrip(".") for part in parts if part)


class StatementModel(ListModel[Row]):
    """The rows. `moved(rids, before)` follows a drag: `before` is a rid, or None for the end."""

    moved = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.can_move = True
        self.frozen_in: dict[Rid, str] = {}
        """Statement -> the freeze that holds it ("IPT")."""

    def identity(self, row: Row) -> object:
        return _identity(row)

    def statement_at(self, number: int) -> ListedStatement | None:
        """Return the statement at a position, if it is one."""
        row = self.row_at(number)
        return row if isinstance(row, ListedStatement) else None

    def position_of(self, statement: Rid | None) -> int | None:
        """Return where a statement stands."""
        for number, row in enumerate(self.rows):
            if isinstance(row, ListedStatement) and row.rid == statement:
                return number
        return None

    def statements(self) -> list[ListedStatement]:
        """Return the statements in the order in which they are shown."""
        return [row for row in self.rows if isinstance(row, ListedStatement)]

    # --- Qt

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if isinstance(self.row_at(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(cast("QModelIndex", index))
        movable = self.can_move and self.statement_at(index.row()) is not None
        return flags | Qt.ItemFlag.ItemIsDragEnabled if movable else flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Heading):
                return f"{row.words}, {row.number}"
            if isinstance(row, Expressing):
                return f"Configuration {row.words}"
            return spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else statement_sentence(row)
        return None

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rids = [held.rid for index in indexes if (held := self.statement_at(index.row())) is not None]
        mime = QMimeData()
        mime.setData(MIME, QByteArray(json.dumps(rids).encode()))
        return mime

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        return self.can_move and data.hasFormat(MIME) and not parent.isValid()

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        rids = tuple(json.loads(bytes(data.data(MIME).data()).decode()))
        start = row if row >= 0 else len(self.rows)
        before = next((held.rid for held in self.rows[start:] if isinstance(held, ListedStatement)), None)
        self.moved.emit(rids, before)
        # The rows follow from the project, once it has changed: the view must not take them out itself.
        return False


def _identity(row: Row) -> tuple[str, object]:
    if isinstance(row, Heading):
        return "heading", row.words
    return type(row).__name__, row.rid
