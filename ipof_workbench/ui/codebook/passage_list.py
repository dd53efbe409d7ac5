"""The passages of codes: under the heads of their cases, by document, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.codebook_rows import CodePassage
from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.coding.document_facts import name_in_case
from ipof_workbench.ui.evidence.quote_text import draw_lines, quoted, wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
SIDE, LINE, SMALL, WIDEST = 16.0, 18.0, 16.0, 680.0


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The line over the passages of a case."""

    name: str
    number: int

    @property
    def words(self) -> str:
        """ "4 codings"."""
        return f"{self.number:,} coding{'' if self.number == 1 else 's'}"


def by_case(rows: Sequence[CodePassage]) -> list[CaseHead | CodePassage]:
    """Return the passages under a head for each case; they come in the order of their cases."""
    numbers: dict[str, int] = {}
    for row in rows:
        numbers[row.case_name] = numbers.get(row.case_name, 0) + 1
    lines: list[CaseHead | CodePassage] = []
    before: str | None = None
    for row in rows:
        if row.case_name != before:
            before = row.case_name
            lines.append(CaseHead(before or "No case", numbers[before]))
        lines.append(row)
    return lines


def said_by(row: CodePassage) -> str:
    """Return who said it where, who coded it, and how: “Denise, P01 member · coded by Kim · auto: …”."""
    name = name_in_case(row.document_name, row.case_name)
    who = ", ".join(dict.fromkeys(part for part in (row.participant_name, name) if part))
    return " · ".join(part for part in (who, f"coded by {row.analyst_name}", " ".join(row.note.split())) if part)


class PassageModel(ListModel[CaseHead | CodePassage]):
    """Heads and passages."""

    heads = (CaseHead,)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.rows[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, CaseHead):
                return f"{line.name}, {line.words}"
            return f"{quoted(line.quote)} {said_by(line)}"
        return None


class PassageDelegate(QStyledItemDelegate):
    """Paints heads and passages; a passage has at most three lines, in a column that is easy to read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 400
        line = index.data(LINE_ROLE)
        if not isinstance(line, CodePassage):
            return QSize(width, theme.px(38))
        lines = len(wrapped(quoted(line.quote), theme.font("body"), self._room(width)))
        return QSize(width, theme.px(lines * LINE + SMALL + 16))

    @staticmethod
    def _room(width: float) -> float:
        theme = current_theme()
        return min(width - theme.pxf(2 * SIDE), theme.pxf(WIDEST))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line, box = index.data(LINE_ROLE), QRectF(option.rect)
        painter.save()
        if isinstance(line, CaseHead):
            self._paint_head(painter, line, box)
        else:
            self._paint_passage(painter, option, line, box)
        painter.restore()

    def _paint_head(self, painter: QPainter, head: CaseHead, box: QRectF) -> None:
        theme = current_theme()
        inner = box.adjusted(theme.pxf(SIDE), theme.pxf(10), -theme.pxf(SIDE), -1)
        inner.setWidth(self._room(box.width()))
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.colour("text2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, head.words)
        used = QFontMetricsF(painter.font()).horizontalAdvance(head.words) + theme.pxf(8)
        font = theme.font("section", 600)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        name = elided(head.name, font, inner.width() - used)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        rule = QRectF(inner.left(), box.bottom() - 1, inner.width(), 1)
        painter.fillRect(rule, theme.colour("border"))

    def _paint_passage(self, painter: QPainter, option: QStyleOptionViewItem, row: CodePassage, box: QRectF) -> None:
        theme = current_theme()
        draw_row_ground(painter, option)
        left, top, room = box.left() + theme.pxf(SIDE), box.top() + theme.pxf(7), self._room(box.width())
        body, small = theme.font("body"), theme.font("small")
        painter.setPen(theme.colour("text"))
        top = draw_lines(painter, left, top, wrapped(quoted(row.quote), body, room), body, theme.pxf(LINE))
        painter.setPen(theme.colour("text2"))
        draw_lines(painter, left, top, [elided(said_by(row), small, room)], small, theme.pxf(SMALL))


class PassageList(WrappingList):
    """Lists passages (object name `codePassages`).

    `opened` carries the `CodePassage` of a double click or Enter, `chosen_changed` follows other selections,
    `menu_wanted` carries where, `uncode_wanted` follows Del.
    """

    opened = Signal(object)
    chosen_changed = Signal()
    menu_wanted = Signal(object)
    uncode_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codePassages")
        self.setAccessibleName("Passages of the code")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # Laying out thousands of wrapped passages at once would hold the window up.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.passages = PassageModel(self)
        self.setModel(self.passages)
        self.setItemDelegate(PassageDelegate(self))
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_rows(self, rows: Sequence[CodePassage]) -> None:
        """Show these passages; what was selected stays so."""
        chosen = set(self.chosen())
        self.passages.show(by_case(rows))
        for at, line in enumerate(self.passages.rows if chosen else ()):
            if isinstance(line, CodePassage) and line.coding in chosen:
                self.selectionModel().select(self.passages.index(at), QItemSelectionModel.SelectionFlag.Select)
        self.chosen_changed.emit()

    def chosen(self) -> list[Rid]:
        """Return the codings of the selected passages, from the top."""
        lines = self.passages.rows
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [line.coding for row in rows if row < len(lines) and isinstance(line := lines[row], CodePassage)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.uncode_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _open(self, index: AnyIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, CodePassage):
            self.opened.emit(line)
