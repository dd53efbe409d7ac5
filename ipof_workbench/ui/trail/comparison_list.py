"""The comparison as a list: number, badge of the change, the wordings side by side, what else is to be said."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.theory.comparison import UNCHANGED, Compared
from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.trail.comparison_rows import (
    CHANGE_LOOKS,
    ROW_ROLE,
    AnyIndex,
    Beside,
    ComparisonModel,
    Row,
    notes_of,
    number_words,
)
from ipof_workbench.ui.trail.word_runs import AFTER, BEFORE, MUTED, PLAIN, Segment, laid_out, side_segments
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_number_disc, elided, number_disc_width, pen_of
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

PADDING, GAP, HEAD, NOTE = 12, 24, 28, 18
DISC = 22


class _Measured:
    """A row laid out at one width."""

    def __init__(self, row: Row, roles: dict[str, str], width: float) -> None:
        theme = current_theme()
        self.width = width
        self.inner = width - 2 * theme.pxf(PADDING)
        font, small = theme.font("body"), theme.font("small")
        self.sides: list[tuple[QTextLayout, float]] = []
        if isinstance(row, Beside):
            lines = [Segment("; ".join(row.lines), PLAIN)]
            self.notes = [laid_out(lines, self.inner, small)]
        else:
            self.column = (self.inner - theme.pxf(GAP)) / 2
            self.sides = [laid_out(side_segments(row, side), self.column, font) for side in (BEFORE, AFTER)]
            self.notes = [laid_out([Segment(note, MUTED)], self.inner, small) for note in notes_of(row, roles)]
        self.words_height = max((height for _, height in self.sides), default=0.0)
        noted = sum(height for _, height in self.notes) + (theme.pxf(6) if self.notes else 0.0)
        self.height = theme.pxf(HEAD + 8 + 12) + self.words_height + noted


class ComparisonDelegate(QStyledItemDelegate):
    """Paints the rows; what is laid out is kept until width or theme change."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._kept: dict[int, _Measured] = {}
        current_theme().changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew."""
        self._kept.clear()

    def _measured(self, index: AnyIndex) -> _Measured:
        width = float(self._view.viewport().width())
        kept = self._kept.get(index.row())
        if kept is None or kept.width != width:
            model = index.model()
            roles = model.roles if isinstance(model, ComparisonModel) else {}
            kept = self._kept[index.row()] = _Measured(index.data(ROW_ROLE), roles, width)
        return kept

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        measured = self._measured(index)
        return QSize(round(measured.width), round(measured.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = current_theme()
        box, row, measured = QRectF(option.rect), index.data(ROW_ROLE), self._measured(index)  # type: ignore[attr-defined]
        painter.save()
        is_current = self._view.currentIndex() == index and self._view.hasFocus()
        draw_row_ground(painter, option, is_ruled=True, is_marked=is_current)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = box.left() + theme.pxf(PADDING), box.top() + theme.pxf(8)
        head = QRectF(left, top, measured.inner, theme.pxf(HEAD - 4))
        self._paint_head(painter, row, head)
        top += theme.pxf(HEAD)
        for at, (layout, _) in enumerate(measured.sides):
            layout.draw(painter, QPointF(left + at * (measured.column + theme.pxf(GAP)), top))
        top += measured.words_height + (theme.pxf(6) if measured.notes and measured.sides else 0.0)
        for layout, height in measured.notes:
            painter.setPen(theme.colour("text2"))
            layout.draw(painter, QPointF(left, top))
            top += height
        painter.restore()

    def _paint_head(self, painter: QPainter, row: Row, head: QRectF) -> None:
        theme = current_theme()
        left = head.left()
        if isinstance(row, Beside):
            title = f"{row.title} {len(row.lines):,}"
        else:
            side = theme.pxf(DISC)
            width = number_disc_width(row.number, side)
            disc = QRectF(left, head.center().y() - side / 2, width, side)
            draw_number_disc(painter, disc, row.number, theme.colour("text"), theme.colour("paper"))
            left += width + theme.pxf(8)
            title = row.claim.title or number_words(row).split(" ", 1)[0]
        room = head.right() - left - self._paint_badge(painter, row, head) - theme.pxf(8)
        painter.setFont(theme.font("body", 600))
        painter.setPen(theme.colour("text"))
        words = elided(title, painter.font(), room)
        painter.drawText(QRectF(left, head.top(), room, head.height()), Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _paint_badge(painter: QPainter, row: Row, head: QRectF) -> float:
        """Paint what became of it at the right end; return the room that takes."""
        if isinstance(row, Beside):
            return 0.0
        theme = current_theme()
        icon, colour = CHANGE_LOOKS[row.change]
        font = theme.font("small", 500)
        words = row.change
        if row.change == "split" and row.before is None:
            words = "split off"
        lead = theme.pxf(18) if icon else 0.0
        width = QFontMetricsF(font).horizontalAdvance(words) + lead + theme.pxf(18)
        box = QRectF(head.right() - width, head.center().y() - theme.pxf(10), width, theme.pxf(20))
        if row.change != UNCHANGED:
            painter.setPen(pen_of(theme.colour(colour)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        if icon:
            picture = pixmap(icon, colour, 14, painter.device().devicePixelRatioF())
            side = theme.pxf(14)
            painter.drawPixmap(round(box.left() + theme.pxf(8)), round(box.center().y() - side / 2), picture)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        inner = box.adjusted(theme.pxf(9) + lead, 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        return width


class ComparisonList(WrappingList):
    """Lists what became of everything.

    Signals:
        chosen(entry): another row is current: a `Compared`, or None.
        opened(entry): Enter or a double click on one.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ComparisonModel(self)
        self.setModel(self.rows)
        self._delegate = ComparisonDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("What changed")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        self.activated.connect(self._open)

    def show_rows(self, rows: list[Row], roles: dict[str, str]) -> None:
        """Show other rows; the current one stays current where it is still among them."""
        before = self.current()
        self._delegate.forget()
        self.rows.show_rows(rows, roles)
        keys = [row.id if isinstance(row, Compared) else "" for row in rows]
        at = keys.index(before.id) if before is not None and before.id in keys else 0
        if rows:
            self.setCurrentIndex(self.rows.index(at))
        self._choose(self.currentIndex())

    def current(self) -> Compared | None:
        """Return what became of the current claim."""
        row = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return row if isinstance(row, Compared) else None

    def _choose(self, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        self.chosen.emit(row if isinstance(row, Compared) else None)

    def _open(self, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Compared):
            self.opened.emit(row)
