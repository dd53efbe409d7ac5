"""Counts in threes, and words in small frames."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import elided, pen_of
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.themed import ThemedWidget


def counts_text(sources: int, codings: int, cases: int) -> str:
    """Return the three counts in digits: "16 | 24 | 6"."""
    return f"{sources:,} | {codings:,} | {cases:,}"


def counts_words(sources: int, codings: int, cases: int) -> str:
    """Return the three counts in words: "16 sources, 24 codings, 6 cases"."""
    return f"{_counted(sources, 'source')}, {_counted(codings, 'coding')}, {_counted(cases, 'case')}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class CountsLabel(PlainLabel):
    """Sources, codings and cases; the words are always there for screen readers and in the tooltip."""

    def __init__(
        self, sources: int = 0, codings: int = 0, cases: int = 0, words: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "small", "text2", tabular=True, parent=parent)
        self._words = words
        self.set_counts(sources, codings, cases)

    def use_words(self, words: bool) -> None:
        """Show the counts in words, or in digits where there is little room."""
        if words != self._words:
            self._words = words
            self.set_counts(*self._counts)

    def words_width(self) -> int:
        """Return how wide the counts are in words, in pixels."""
        return round(QFontMetricsF(self.font()).horizontalAdvance(counts_words(*self._counts))) + 2

    def set_counts(self, sources: int, codings: int, cases: int) -> None:
        """Show other counts."""
        self._counts = (sources, codings, cases)
        in_words = counts_words(sources, codings, cases)
        self.setText(in_words if self._words else counts_text(sources, codings, cases))
        self.setAccessibleName(in_words)
        self.setToolTip(in_words)


class Badge(ThemedWidget):
    """A word in a pill, as "Partial"; dashed for what is not finished.

    Args:
        text: one or two words.
        dashed: a dashed outline.
        tone: the token of words and outline.
    """

    def __init__(self, text: str, dashed: bool = False, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text, dashed, tone)

    def set_text(self, text: str, dashed: bool = False, tone: str = "text2") -> None:
        """Show another word."""
        self._text, self._dashed, self._tone = text, dashed, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font("small")).horizontalAdvance(self._text) + theme.pxf(20)
        return QSize(round(width), theme.px(19))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = "control" if self._tone in ("text", "text2", "text3") else self._tone
        painter.setPen(pen_of(theme.colour(frame), 1.0, (3.0, 2.0) if self._dashed else ()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(self._tone))
        words = elided(self._text, painter.font(), box.width() - 8)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
