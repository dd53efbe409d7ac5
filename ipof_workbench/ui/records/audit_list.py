"""Steps of the audit as a list: what was done, who and when, each field from what to what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.trail_rows import AuditEntry, AuditField, AuditLine
from ipof_workbench.ui.evidence.quote_text import wrapped
from ipof_workbench.ui.moments import when_words
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import ListModel, draw_row_ground
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LINES_SHOWN = 12
"""Lines of one step that are shown; the rest is counted."""
WRAPPED = 8
"""Lines that a reason, and what was done to one record, may take: an audit is there to be read."""
_LINE, _SMALL, _PADDING, _INDENT = 18, 17, 6, 12


@dataclass(frozen=True, slots=True)
class AuditLines:
    """An entry as it reads."""

    head: str
    facts: str
    details: tuple[str, ...]
    undone: bool

    @property
    def spoken(self) -> str:
        """Everything in words, for screen readers."""
        return ". ".join((self.head, self.facts, *self.details))


def field_words(field: AuditField) -> str:
    """Return a field as “title: “Night” → “Night shift””, without what was not there."""
    if not field.old:
        return f"{field.name}: {field.new}"
    return f"{field.name}: {field.old} → {field.new or 'nothing'}"


def detail_words(lines: Sequence[AuditLine], most: int = LINES_SHOWN, total: int = 0) -> tuple[str, ...]:
    """Return what a step did, a line for each record, at most so many of `total` (0: all that there are)."""
    shown = [
        f"{line.what} ({'; '.join(field_words(field) for field in line.fields)})" if line.fields else line.what
        for line in lines[:most]
    ]
    rest = max(total, len(lines)) - len(shown)
    if rest:
        shown.append(f"and {rest:,} more")
    return tuple(shown)


def lines_of(entry: AuditEntry, most: int = LINES_SHOWN, total: int = 0) -> AuditLines:
    """Return an entry as it reads; `most` and `total` as for `detail_words`."""
    step = entry.step
    facts = [step.analyst, when_words(step.at), "undone" if step.undone else ""]
    if step.reason:
        facts.append(f"why: {step.reason}")
    words = ", ".join(part for part in facts if part)
    return AuditLines(step.label, words, detail_words(entry.lines, most, total), step.undone)


class AuditModel(ListModel[AuditLines]):
    """The entries, newest first."""

    def show_entries(self, entries: Sequence[AuditEntry], most: int = LINES_SHOWN, total: int = 0) -> None:
        """Show other entries; equal ones keep the view where it is. `most` and `total` as for `detail_words`."""
        lines = [lines_of(entry, most, total) for entry in entries]
        if lines != self.rows:
            self.show(lines)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        lines = self.rows[index.row()]
        if role == ENTRY_ROLE:
            return lines
        if role == Qt.ItemDataRole.DisplayRole:
            return lines.head
        return lines.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class AuditDelegate(QStyledItemDelegate):
    """Paints one entry: its words, who and when, and indented what it changed."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        width = self._view.viewport().width()
        lines = index.data(ENTRY_ROLE)
        if not isinstance(lines, AuditLines):
            return QSize(width, current_theme().px(28))
        heads, facts, details = self._wrapped(lines, width)
        height = 2 * _PADDING + len(heads) * _LINE + (len(facts) + len(details)) * _SMALL
        return QSize(width, current_theme().px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        lines = index.data(ENTRY_ROLE)
        if not isinstance(lines, AuditLines):
            return
        theme = current_theme()
        box = QRectF(option.rect)
        painter.save()
        draw_row_ground(painter, option, is_ruled=True)
        heads, facts, details = self._wrapped(lines, box.width())
        left, top = box.left() + theme.pxf(8), box.top() + theme.pxf(_PADDING)
        room = box.width() - theme.pxf(16)
        head_font = QFont(theme.font())
        head_font.setStrikeOut(lines.undone)
        faint = "text2" if option.state & QStyle.StateFlag.State_Selected else "text3"
        top = _draw(painter, heads, head_font, faint if lines.undone else "text", left, top, room, _LINE)
        small = theme.font("caption")
        top = _draw(painter, facts, small, "text2", left, top, room, _SMALL)
        _draw(painter, details, small, faint, left + theme.pxf(_INDENT), top, room, _SMALL)
        painter.restore()

    def _wrapped(self, lines: AuditLines, width: float) -> tuple[list[str], list[str], list[str]]:
        theme = current_theme()
        room = max(60.0, width - theme.pxf(16))
        heads = wrapped(lines.head, theme.font(), room)
        small = theme.font("caption")
        inner = max(60.0, room - theme.pxf(_INDENT))
        facts = wrapped(" ".join(lines.facts.split()), small, room, WRAPPED)
        details = [
            part for detail in lines.details for part in wrapped(" ".join(detail.split()), small, inner, WRAPPED)
        ]
        return heads, facts, details


def _draw(
    painter: QPainter, lines: Sequence[str], font: QFont, colour: str, left: float, top: float, room: float, pitch: int
) -> float:
    theme = current_theme()
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    for line in lines:
        painter.drawText(QRectF(left, top, room + 2, theme.pxf(pitch)), flags, line)
        top += theme.pxf(pitch)
    return top


class AuditList(WrappingList):
    """The list of entries."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("onPanel", True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        # Long stories are laid out in portions: their first rows are there at once.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.rows = AuditModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(AuditDelegate(self))
