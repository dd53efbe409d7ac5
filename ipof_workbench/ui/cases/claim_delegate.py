"""How a configuration or statement looks in one case: number, title, what speaks for and against it, best quotes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ipof_workbench.domain.case_rows import CaseClaim
from ipof_workbench.domain.listings import EvidenceRow
from ipof_workbench.ui.evidence.quote_text import attribution, quoted, wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.list_rows import draw_row_ground
from ipof_workbench.ui.widgets.painting import draw_number_disc, draw_stance_glyph, elided, number_disc_width
from ipof_workbench.ui.widgets.stance import draw_stance_bar

AnyIndex = QModelIndex | QPersistentModelIndex

CLAIM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
QUOTES_SHOWN = 2
"""Quotes in the list; the others stand beside it."""
_SIDE, _PADDING, _HEAD, _LINE, _SMALL, _DISC, _BAR, _GAP = 12, 8, 24, 18, 17, 20, 72, 4


class ClaimDelegate(QStyledItemDelegate):
    """Paints one claim."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        width = self._view.viewport().width()
        claim = index.data(CLAIM_ROLE)
        if not isinstance(claim, CaseClaim):
            return QSize(width, theme.px(_HEAD))
        row = QRect(0, 0, width, 0)
        bottom = theme.px(_PADDING + _HEAD)
        if self._notes(claim):
            bottom += theme.px(_SMALL)
        for _, box, _ in self._quotes(row, claim):
            bottom = round(box.bottom())
        return QSize(width, bottom + theme.px(_PADDING))

    def quote_at(self, row: QRect, claim: CaseClaim, point: QPoint) -> EvidenceRow | None:
        """Return the quote that is painted at a point of the view."""
        return next((quote for quote, box, _ in self._quotes(row, claim) if box.contains(point.toPointF())), None)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        claim = index.data(CLAIM_ROLE)
        if not isinstance(claim, CaseClaim):
            return
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_row_ground(painter, option, is_ruled=True)
        self._paint_head(painter, box, claim, selected)
        self._paint_notes(painter, box, claim)
        for quote, place, lines in self._quotes(option.rect, claim):
            self._paint_quote(painter, place, quote, lines)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRectF, claim: CaseClaim, selected: bool) -> None:
        theme = current_theme()
        top, height = box.top() + theme.pxf(_PADDING), theme.pxf(_HEAD)
        disc = theme.pxf(_DISC)
        wide = number_disc_width(claim.claim.number, disc)
        place = QRectF(box.left() + theme.pxf(_SIDE), top + (height - disc) / 2, wide, disc)
        draw_number_disc(painter, place, claim.claim.number, theme.colour("text2"), theme.colour("paper"))
        right = box.right() - theme.pxf(_SIDE)
        flags = Qt.AlignmentFlag.AlignVCenter
        counts = _counts_words(claim)
        small = theme.font("small", tabular=True)
        needed = QFontMetricsF(small).horizontalAdvance(counts) + 2
        painter.setFont(small)
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(right - needed, top, needed, height), flags | Qt.AlignmentFlag.AlignRight, counts)
        right -= needed + theme.pxf(8)
        if claim.counts.codings:
            bar = theme.pxf(_BAR)
            high = theme.pxf(8)
            draw_stance_bar(painter, QRectF(right - bar, top + (height - high) / 2, bar, high), claim.stances)
            right -= bar + theme.pxf(12)
        left = place.right() + theme.pxf(8)
        painter.setFont(theme.font("body", 600 if selected else 500))
        painter.setPen(theme.colour("text" if claim.claim.title else "text3"))
        title = elided(claim.claim.title or "No title yet", painter.font(), right - left)
        painter.drawText(QRectF(left, top, right - left, height), flags | Qt.AlignmentFlag.AlignLeft, title)

    def _notes(self, claim: CaseClaim) -> str:
        notes = looked_words(claim)
        if claim.in_scope:
            notes.append("meant for this case")
        return ", ".join(notes)

    def _paint_notes(self, painter: QPainter, box: QRectF, claim: CaseClaim) -> None:
        notes = self._notes(claim)
        if not notes:
            return
        theme = current_theme()
        top = box.top() + theme.pxf(_PADDING + _HEAD)
        left = self._left(box, claim)
        if looked_words(claim):
            side = theme.pxf(12)
            draw_stance_glyph(painter, QRectF(left, top + (theme.pxf(_SMALL) - side) / 2, side, side), "silent")
            left += side + theme.pxf(6)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text2"))
        place = QRectF(left, top, box.right() - left, theme.pxf(_SMALL))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, notes)

    def _paint_quote(self, painter: QPainter, place: QRectF, quote: EvidenceRow, lines: list[str]) -> None:
        theme = current_theme()
        side = theme.pxf(14)
        top = place.top()
        draw_stance_glyph(painter, QRectF(place.left(), top + (theme.pxf(_LINE) - side) / 2, side, side), quote.stance)
        left = place.left() + side + theme.pxf(8)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        for line in lines:
            painter.drawText(QRectF(left, top, place.right() - left + 2, theme.pxf(_LINE)), flags, line)
            top += theme.pxf(_LINE)
        small = theme.font("caption")
        painter.setFont(small)
        painter.setPen(theme.colour("text2"))
        words = elided(attribution(quote), small, place.right() - left)
        painter.drawText(QRectF(left, top, place.right() - left, theme.pxf(_SMALL)), flags, words)

    def _quotes(self, row: QRect, claim: CaseClaim) -> Iterator[tuple[EvidenceRow, QRectF, list[str]]]:
        """Yield each quote with where it stands and its lines."""
        theme = current_theme()
        box = QRectF(row)
        left, right = self._left(box, claim), box.right() - theme.pxf(_SIDE)
        top = box.top() + theme.pxf(_PADDING + _HEAD) + (theme.pxf(_SMALL) if self._notes(claim) else 0)
        for quote in claim.quotes[:QUOTES_SHOWN]:
            lines = wrapped(quoted(quote.quote), theme.font(), max(60.0, right - left - theme.pxf(22)))
            height = len(lines) * theme.pxf(_LINE) + theme.pxf(_SMALL)
            yield quote, QRectF(left, top, right - left, height), lines
            top += height + theme.pxf(_GAP)

    @staticmethod
    def _left(box: QRectF, claim: CaseClaim) -> float:
        theme = current_theme()
        return box.left() + theme.pxf(_SIDE + 8) + number_disc_width(claim.claim.number, theme.pxf(_DISC))


def looked_words(claim: CaseClaim) -> list[str]:
    """Return where a claim was looked for and not found."""
    here = ["looked for, not found"] if claim.looked_for else []
    return here + [f"looked for in {name}, not found" for name in claim.looked_below]


def _counts_words(claim: CaseClaim) -> str:
    sources, codings, _ = claim.counts
    if not codings:
        return "no evidence here"
    return f"{sources:,} source{'' if sources == 1 else 's'}, {codings:,} coding{'' if codings == 1 else 's'}"
