"""Quotes as rows to read, follow and perhaps take away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ipof_workbench.domain.trail_rows import MemoQuoteRow
from ipof_workbench.domain.vocabulary import DocumentKind
from ipof_workbench.ui.evidence.quote_text import wrapped
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_focus_ring, draw_stance_glyph, elided
from ipof_workbench.ui.widgets.themed import ThemedButton

_LINE, _SMALL, _PADDING, _BAR, _GLYPH = 18, 17, 4, 10, 20


class QuoteRow(ThemedButton):
    """A passage on up to three lines, and who said it; a click or Enter opens its place.

    Args:
        quote: the words, in quotation marks.
        attribution: who said it and where.
        stance: a stance whose glyph stands before the words; empty for a plain bar.
        removal: what taking it away is called; empty where it cannot be taken away here.
    """

    removal_requested = Signal()

    def __init__(
        self, quote: str, attribution: str, stance: str = "", removal: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(quote, parent)
        self._quote, self._attribution, self._stance, self._removal = quote, attribution, stance, removal
        self.setAccessibleName(f"{quote} {attribution}")
        self.setToolTip("Open in the text")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = len(wrapped(self._quote, current_theme().font(), self._room(width)))
        return current_theme().px(2 * _PADDING + lines * _LINE + _SMALL)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > current_theme().px(120) else current_theme().px(300)
        return QSize(current_theme().px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setFixedHeight(self.heightForWidth(event.size().width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._removal:
            self.removal_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open in the text\tEnter").triggered.connect(self.click)
        if self._removal:
            menu.addAction(f"{self._removal}\tDel").triggered.connect(self.removal_requested)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.fillRect(box, theme.colour("hover"))
        top = box.top() + theme.pxf(_PADDING)
        if self._stance:
            side = theme.pxf(14)
            glyph_top = round(top + (theme.pxf(_LINE) - side) / 2)
            draw_stance_glyph(painter, QRectF(theme.pxf(2), glyph_top, side, side), self._stance)
        else:
            painter.fillRect(
                QRectF(0, top, theme.pxf(2), box.height() - 2 * theme.pxf(_PADDING)), theme.colour("border")
            )
        left, room = theme.pxf(_GLYPH if self._stance else _BAR), self._room(self.width())
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for line in wrapped(self._quote, theme.font(), room):
            painter.drawText(QRectF(left, top, room + theme.pxf(8), theme.pxf(_LINE)), flags, line)
            top += theme.pxf(_LINE)
        small = theme.font("caption")
        painter.setFont(small)
        painter.setPen(theme.colour("text2"))
        painter.drawText(QRectF(left, top, room, theme.pxf(_SMALL)), flags, elided(self._attribution, small, room))
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()

    def _room(self, width: float) -> float:
        theme = current_theme()
        return max(60.0, width - theme.pxf(_GLYPH if self._stance else _BAR) - theme.pxf(10))


def said_by(row: MemoQuoteRow) -> str:
    """Return who said a quoted passage, and where: “P04, member, Harbour”."""
    who = row.participant_name or row.document_name
    if row.kind == DocumentKind.FORUM_POST:
        who = f"Post {row.document_name}" if row.document_name.isdigit() else row.document_name
    return ", ".join(part for part in (who, row.participant_role, row.case_name) if part)
