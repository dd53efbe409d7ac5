"""Quotes under the names of their cases: stance, the words in three lines, who said them where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_stance_glyph, elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
MOST_LINES = 3
_INDENT = 23.0


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The line over the quotes of a case."""

    name: str
    quotes: int

    @property
    def words(self) -> str:
        """ "4 codings"."""
        return f"{self.quotes:,} coding{'' if self.quotes == 1 else 's'}"


QuoteRow = CaseHead | EvidenceRow


def attribution(row: EvidenceRow) -> str:
    """Return who said it: "P07, moderator", else the document."""
    parts = [row.participant_name or row.document_name, row.participant_role]
    return ", ".join(part for part in parts if part)


def grouped(rows: Sequence[EvidenceRow]) -> list[QuoteRow]:
    """Return the rows by case, each case under its head, in the order given."""
    cases: dict[str, list[EvidenceRow]] = {}
    for row in rows:
        cases.setdefault(row.case_name or "No case", []).append(row)
    found: list[QuoteRow] = []
    for name, quotes in cases.items():
        found += [CaseHead(name, len(quotes)), *quotes]
    return found


class QuoteModel(QAbstractListModel):
    """Case heads and quotes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QuoteRow] = []

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Show these quotes."""
        self.beginResetModel()
        self._rows = grouped(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, and words for screen readers and the tooltip."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, CaseHead):
            return f"{row.name}, {row.words}" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.stance.replace('_', ' ')}: “{row.quote}” {attribution(row)}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], CaseHead):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class QuoteDelegate(QStyledItemDelegate):
    """Paints case heads and quotes; a quote has at most three lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        view = option.widget  # type: ignore[attr-defined]
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 260
        row = index.data(ROW_ROLE)
        if isinstance(row, CaseHead):
            return QSize(width, theme.px(36))
        lines = len(quote_lines(row.quote, width - theme.pxf(_INDENT + 24)))
        return QSize(width, theme.px(lines * 18 + 16 + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        row = index.data(ROW_ROLE)
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if isinstance(row, CaseHead):
            self._paint_head(painter, row, box)
        else:
            self._paint_quote(painter, option, row, box)
        painter.restore()

    def _paint_head(self, painter: QPainter, row: CaseHead, box: QRectF) -> None:
        theme = current_theme()
        inner = box.adjusted(theme.pxf(12), theme.pxf(8), -theme.pxf(12), -1)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.words)
        used = QFontMetricsF(painter.font()).horizontalAdvance(row.words)
        font = theme.font("section", 600)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        name = elided(row.name, font, inner.width() - used - 8)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.fillRect(QRectF(inner.left(), box.bottom() - 1, inner.width(), 1), theme.colour("border"))

    def _paint_quote(self, painter: QPainter, option: QStyleOptionViewItem, row: EvidenceRow, box: QRectF) -> None:
        theme = current_theme()
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = box.left() + theme.pxf(12), box.top() + theme.pxf(7)
        side = theme.pxf(14)
        draw_stance_glyph(painter, QRectF(left, top + theme.pxf(2), side, side), row.stance)
        left += theme.pxf(_INDENT)
        font = theme.font("body")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        for line in quote_lines(row.quote, box.right() - left - theme.pxf(12)):
            painter.drawText(QRectF(left, top, box.width(), theme.pxf(18)), Qt.TextFlag.TextSingleLine, line)
            top += theme.pxf(18)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        words = elided(attribution(row), painter.font(), box.right() - left - theme.pxf(12))
        painter.drawText(QRectF(left, top, box.width(), theme.pxf(16)), Qt.TextFlag.TextSingleLine, words)


def quote_lines(quote: str, width: float) -> list[str]:
    """Return a quote in curly quotation marks, on at most three lines; the last one is cut with an ellipsis."""
    font = current_theme().font("body")
    text = f"“{' '.join(quote.split())}”"
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 40.0))
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts UTF-16 units; cutting there keeps the parts whole because lines never break a character.
    units = text.encode("utf-16-le")
    parts = [
        units[2 * start : 2 * end if end is not None else None].decode("utf-16-le")
        for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    parts[-1] = elided(parts[-1], font, max(width, 40.0))
    return [part.strip() for part in parts]


class QuoteList(WrappingList):
    """Lists quotes; `quote_activated` carries the `EvidenceRow` on a double-click or Enter."""

    quote_activated = Signal(object)

    def __init__(self, name: str = "Quotes", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; }")
        # Laying out thousands of wrapped quotes at once would hold the window up.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(100)
        self._quotes = QuoteModel(self)
        self.setModel(self._quotes)
        self.setItemDelegate(QuoteDelegate(self))
        self.doubleClicked.connect(self._activate)

    def show_quotes(self, rows: Sequence[EvidenceRow]) -> None:
        """Show these quotes."""
        self._quotes.show_rows(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the quote in its text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _activate(self, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, EvidenceRow):
            self.quote_activated.emit(row)
