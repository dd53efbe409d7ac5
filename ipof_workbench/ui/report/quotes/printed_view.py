"""How the quotes of a claim will stand in the table: on paper, in the font of the style."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.domain.report_table import Paragraph, Typeface
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import LIGHT
from ipof_workbench.ui.widgets.themed import ThemedWidget

_MARGIN, _GAP = 14.0, 6.0
_POINT = 96 / 72
"""Pixels to a point at 100 %."""


class PrintedView(ThemedWidget):
    """White paper with paragraphs on it, as high as they need; the same in both themes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._typeface = Typeface()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("How the quotes are printed")

    def show_paragraphs(self, paragraphs: Sequence[Paragraph], typeface: Typeface) -> None:
        """Show these, in this font."""
        self._paragraphs, self._typeface = tuple(paragraphs), typeface
        self.setAccessibleDescription("\n".join(part.text for part in self._paragraphs))
        self._fit()
        self.update()

    def words(self) -> list[str]:
        """Return the paragraphs as plain text."""
        return [part.text for part in self._paragraphs]

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(220), self.heightForWidth(max(self.width(), current_theme().px(220))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        room = width - 2 * theme.pxf(_MARGIN)
        heights = [self._laid_out(part, room)[1] for part in self._paragraphs]
        return round(sum(heights) + theme.pxf(_GAP) * max(0, len(heights) - 1) + 2 * theme.pxf(_MARGIN))

    def theme_changed(self) -> None:
        self._fit()
        super().theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(QColor(LIGHT.paper))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor(LIGHT.text))
        top = theme.pxf(_MARGIN)
        room = self.width() - 2 * theme.pxf(_MARGIN)
        for part in self._paragraphs:
            layout, height = self._laid_out(part, room)
            layout.draw(painter, QPointF(theme.pxf(_MARGIN), top))
            top += height + theme.pxf(_GAP)
        painter.end()

    def _fit(self) -> None:
        height = self.heightForWidth(max(self.width(), current_theme().px(120)))
        if height != self.height():
            self.setFixedHeight(height)

    def _font(self) -> QFont:
        font = QFont(self._typeface.font)
        font.setPixelSize(max(1, round(self._typeface.size * _POINT * current_theme().scale)))
        return font

    def _laid_out(self, paragraph: Paragraph, width: float) -> tuple[QTextLayout, float]:
        """Return a paragraph broken into lines, and its height in pixels."""
        layout = QTextLayout(paragraph.text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(_formats(paragraph))
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 40.0))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


def _formats(paragraph: Paragraph) -> list[QTextLayout.FormatRange]:
    """Return where words are italic or bold, in the units that Qt counts."""
    found = []
    at = 0
    for run in paragraph.runs:
        length = len(run.text.encode("utf-16-le")) // 2
        if run.italic or run.bold:
            look = QTextCharFormat()
            look.setFontItalic(run.italic)
            look.setFontWeight(QFont.Weight.Bold if run.bold else QFont.Weight.Normal)
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = at, length, look  # type: ignore[assignment]
            found.append(piece)
        at += length
    return found
