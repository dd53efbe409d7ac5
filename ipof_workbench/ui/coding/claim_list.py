"""The sentences of the theory beside the transcript: number, If - then - because, what this document says to it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ipof_workbench.domain.appearance import STANCE_ORDER
from ipof_workbench.domain.judging_rows import ClaimRow
from ipof_workbench.ui.coding.claim_model import (
    ROLE_ROW,
    AreaHead,
    ClaimKey,
    ClaimModel,
    Stances,
    claim_key,
    claim_runs,
    disc_number,
)
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_number_disc, draw_stance_glyph, elided
from ipof_workbench.ui.widgets.wrapping_list import WrappingList

AnyIndex = QModelIndex | QPersistentModelIndex
LINES, LINES_OF_CURRENT = 2, 12
LINE_HEIGHT = 18
DISC = 18
TEXT_AT = 40
HEAD = 28


class ClaimDelegate(QStyledItemDelegate):
    """Disc, sentence, and under it the glyphs of what this document says."""

    def __init__(self, model: ClaimModel, view: WrappingList) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._lines: dict[tuple[ClaimRow, int], int] = {}
        model.modelReset.connect(self._lines.clear)
        current_theme().changed.connect(self._lines.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        row = index.data(ROLE_ROW)
        width = self._view.viewport().width()
        if not isinstance(row, ClaimRow):
            return QSize(width, theme.px(HEAD))
        lines = self._lines_of(row, width)
        height = theme.pxf(LINE_HEIGHT) * max(1, lines) + theme.pxf(12)
        if self._model.judged.get(claim_key(row)):
            height += theme.pxf(20)
        return QSize(width, round(height))

    def _lines_of(self, row: ClaimRow, width: int) -> int:
        """Return how many lines are shown; laying a sentence out is kept for one width."""
        if (row, width) not in self._lines:
            self._lines[row, width] = self._layout(row, width)[0].lineCount()
        is_current = claim_key(row) == self._model.current
        return min(self._lines[row, width], LINES_OF_CURRENT if is_current else LINES)

    def _layout(self, row: ClaimRow, width: float) -> tuple[QTextLayout, int]:
        """Return the laid out sentence and how many of its lines are shown."""
        theme = current_theme()
        runs = claim_runs(row)
        layout = QTextLayout("".join(words for words, _ in runs), theme.font())
        formats, at = [], 0
        for words, joins in runs:
            length = len(words.encode("utf-16-le")) // 2
            if joins:
                bold = QTextLayout.FormatRange()
                bold.start, bold.length = at, length
                style = QTextCharFormat()
                style.setFontWeight(QFont.Weight.DemiBold)
                bold.format = style
                formats.append(bold)
            at += length
        layout.setFormats(formats)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        most = LINES_OF_CURRENT if claim_key(row) == self._model.current else LINES
        room = max(20.0, width - theme.pxf(TEXT_AT + 10))
        layout.beginLayout()
        lines = 0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room)
            line.setPosition(QPointF(0, lines * theme.pxf(LINE_HEIGHT)))
            lines += 1
        layout.endLayout()
        return layout, min(lines, most)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROLE_ROW)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, AreaHead):
            self._draw_head(painter, row, box)
        elif isinstance(row, ClaimRow):
            self._draw_ground(painter, option, row, box)
            self._draw_claim(painter, row, box)
        painter.restore()

    @staticmethod
    def _draw_head(painter: QPainter, row: AreaHead, box: QRectF) -> None:
        theme = current_theme()
        painter.setFont(theme.font("caption", 600))
        painter.setPen(theme.colour("text2"))
        inner = box.adjusted(theme.pxf(12), theme.pxf(6), -theme.pxf(12), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, elided(row.name, painter.font(), inner.width()))

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: ClaimRow, box: QRectF) -> None:
        theme = current_theme()
        if claim_key(row) == self._model.current:
            painter.fillRect(box, theme.colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), theme.pxf(3), box.height()), theme.colour("focus"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))

    def _draw_claim(self, painter: QPainter, row: ClaimRow, box: QRectF) -> None:
        theme = current_theme()
        is_current = claim_key(row) == self._model.current
        top = box.top() + theme.pxf(6)
        side = theme.pxf(DISC)
        ink = theme.colour("accent" if is_current else "text2")
        disc = QRectF(box.left() + theme.pxf(12), top, side, side)
        draw_number_disc(painter, disc, disc_number(row), ink, theme.colour("accent_on" if is_current else "paper"))
        layout, lines = self._layout(row, box.width())
        painter.setPen(theme.colour("text"))
        left = box.left() + theme.pxf(TEXT_AT)
        self._draw_lines(painter, layout, lines, QPointF(left, top))
        self._draw_judged(painter, row, left, top + lines * theme.pxf(LINE_HEIGHT) + theme.pxf(2))

    @staticmethod
    def _draw_lines(painter: QPainter, layout: QTextLayout, lines: int, at: QPointF) -> None:
        theme = current_theme()
        for number in range(lines):
            line = layout.lineAt(number)
            if number == lines - 1 and lines < layout.lineCount():
                units = layout.text().encode("utf-16-le")[2 * line.textStart() :][:400]
                words = elided(units.decode("utf-16-le", "ignore"), theme.font(), line.width())
                painter.setFont(theme.font())
                place = QRectF(at.x(), at.y() + line.y(), line.width() + 2, theme.pxf(LINE_HEIGHT))
                painter.drawText(place, Qt.AlignmentFlag.AlignTop, words)
            else:
                line.draw(painter, at)

    def _draw_judged(self, painter: QPainter, row: ClaimRow, left: float, top: float) -> None:
        theme = current_theme()
        counts = self._model.judged.get(claim_key(row), {})
        here = self._model.here.get(claim_key(row))
        side = theme.pxf(14)
        painter.setFont(theme.font("caption", 500, True))
        for stance in STANCE_ORDER:
            if not counts.get(stance):
                continue
            count = f"{counts[stance]:,}"
            width = painter.fontMetrics().horizontalAdvance(count)
            if stance == here:
                pill = QRectF(
                    left - theme.pxf(4), top - theme.pxf(1), side + width + theme.pxf(12), side + theme.pxf(2)
                )
                painter.setPen(theme.colour("control"))
                painter.setBrush(theme.colour("raised"))
                painter.drawRoundedRect(pill, theme.pxf(5), theme.pxf(5))
            draw_stance_glyph(painter, QRectF(left, top, side, side), stance)
            painter.setPen(theme.colour("text2"))
            left += side + theme.pxf(4)
            painter.drawText(QRectF(left, top, width + 2, side), Qt.AlignmentFlag.AlignVCenter, count)
            left += width + theme.pxf(12)


class ClaimList(WrappingList):
    """`chosen` carries the `ClaimRow` that became the current one by mouse or key, `opened` one that was asked for."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Statements and configurations")
        self.claims = ClaimModel(self)
        self.setModel(self.claims)
        self.setItemDelegate(ClaimDelegate(self.claims, self))
        self.setProperty("onPanel", True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._moved(now))
        self.doubleClicked.connect(self._open)

    def set_current(self, key: ClaimKey | None) -> None:
        """Make a claim the current one without a signal."""
        if key == self.claims.current:
            return
        self.claims.current = key
        at = self.claims.row_of(key)
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.claims.index(at) if at >= 0 else QModelIndex())
        self.selectionModel().blockSignals(False)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        if at >= 0:
            self.scrollTo(self.claims.index(at))
        self.viewport().update()

    def show_judged(self, judged: Mapping[ClaimKey, Stances], here: Mapping[ClaimKey, str]) -> None:
        """Show what the document says to each claim, and the selected passage among that."""
        if (judged, here) == (self.claims.judged, self.claims.here):
            return
        grows = set(judged) != set(self.claims.judged)
        self.claims.judged, self.claims.here = judged, here
        if grows:
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _moved(self, now: QModelIndex) -> None:
        row = now.data(ROLE_ROW)
        if isinstance(row, ClaimRow):
            self.chosen.emit(row)

    def _open(self, index: AnyIndex) -> None:
        row = index.data(ROLE_ROW)
        if isinstance(row, ClaimRow):
            self.opened.emit(row)
