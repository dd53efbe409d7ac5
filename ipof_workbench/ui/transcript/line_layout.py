"""A document layout with a line height of its own and a gap after each turn.

The plain text editor ignores the line height and margins of blocks; its layout class can be given both.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

TOLERANCE = 0.05


class TranscriptLayout(QPlainTextDocumentLayout):
    """Places the lines of each block at multiples of `line_height` (pixels), and adds `gap` after some blocks."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.line_height = 25.0
        self.gap = 12.0
        self.gap_after: set[int] = set()
        """Numbers of the blocks that end a turn."""

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect: QRectF = super().blockBoundingRect(block)
        if not block.isValid():
            return rect
        layout = block.layout()
        count = layout.lineCount()
        if count == 0:
            return rect
        height = self.line_height
        first = layout.lineAt(0)
        shift = (height - first.height()) / 2
        # Asked for often and laid out seldom: one look at the first line tells whether there is work.
        if abs(first.y() - shift) > TOLERANCE:
            for number in range(count):
                line = layout.lineAt(number)
                place = line.position()
                place.setY(number * height + (height - line.height()) / 2)
                line.setPosition(place)
        gap = self.gap if block.blockNumber() in self.gap_after else 0.0
        return QRectF(rect.left(), 0.0, rect.width(), count * height + gap)
