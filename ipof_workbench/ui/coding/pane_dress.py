"""What lies over a pane: the line that says which text the keys act on, and where a dragged document would go."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.strokes import pen_of
from ipof_workbench.ui.widgets.themed import ThemedWidget

DOCUMENT_MIME = "application/x-ipof-document"
"""What a document dragged out of the list carries: its rid in digits."""


def document_mime(document: Rid) -> QMimeData:
    """Return what a dragged document carries."""
    mime = QMimeData()
    mime.setData(DOCUMENT_MIME, str(document).encode("ascii"))
    return mime


def dragged_document(mime: QMimeData) -> Rid | None:
    """Return the document that is dragged; None for anything else."""
    digits = bytes(mime.data(DOCUMENT_MIME).data()).decode("ascii", "replace")
    return int(digits) if digits.isascii() and digits.isdigit() else None


class ActiveLine(ThemedWidget):
    """Two pixels over the bar of a pane; in the accent where the keys act."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_active = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_active(self, active: bool) -> None:
        """Say whether the keys act on this pane."""
        self._is_active = active
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("accent" if self._is_active else "border"))
        painter.end()


class DropHint(ThemedWidget):
    """Where a dragged document would be shown: the half under the pointer, framed, with a word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, place: QRect, words: str) -> None:
        """Frame a part of the pane."""
        self._words = words
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        ground = QColor(theme.colour("accent_tint"))
        ground.setAlphaF(0.9)
        painter.fillRect(self.rect(), ground)
        painter.setPen(pen_of(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setFont(theme.font("section", 600))
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
