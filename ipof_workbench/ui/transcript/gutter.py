"""The gutter at the left of the words: who speaks, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.transcript.marks import TurnMark
from ipof_workbench.ui.widgets.painting import elided
from ipof_workbench.ui.widgets.plain_label import as_tooltip

GUTTER_WIDTH = 70
NARROWEST = 78
"""Per cent of the usual width of letters."""
RIGHT_PADDING = 10


@dataclass(frozen=True, slots=True)
class GutterEntry:
    """A turn whose first line is at `y` (pixels from the top of the gutter); `above` when that line is out of sight."""

    turn: TurnMark
    y: float
    above: bool = False


class Gutter(QWidget):
    """Paints what `entries` returns for the visible part of the text.

    Args:
        parent: the transcript view.
        entries: asked at each painting.
        baseline: returns the distance from the top of a line to the baseline of its words, and the line's height.
    """

    def __init__(
        self,
        parent: QWidget,
        entries: Callable[[], Sequence[GutterEntry]],
        baseline: Callable[[], tuple[float, float]],
    ) -> None:
        super().__init__(parent)
        self._entries, self._baseline = entries, baseline
        self.setAccessibleName("Speakers")
        self.setMouseTracking(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        width = self.width() - theme.pxf(RIGHT_PADDING)
        baseline, _height = self._baseline()
        for entry in self._entries():
            quiet = entry.turn.is_interviewer or entry.above
            painter.setFont(fitting_font(entry.turn.speaker, width))
            painter.setPen(theme.colour("text2" if quiet else "text"))
            # In the middle: “Interviewer” and “Interviewee” differ at their ends.
            words = elided(entry.turn.speaker, painter.font(), width, middle=True)
            self._draw(painter, words, width, entry.y + baseline)
            if entry.turn.time and not entry.above:
                below = entry.y + baseline + QFontMetricsF(painter.font()).height()
                painter.setFont(theme.font("caption", tabular=True))
                painter.setPen(theme.colour("text2"))
                self._draw(painter, entry.turn.time, width, below)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        y = event.position().y()
        under = [entry for entry in self._entries() if entry.y <= y]
        if under and under[-1].turn.speaker:
            turn = under[-1].turn
            words = f"{turn.speaker}, {turn.time}" if turn.time else turn.speaker
            QToolTip.showText(event.globalPosition().toPoint(), as_tooltip(words), self)

    def _draw(self, painter: QPainter, words: str, width: float, baseline: float) -> None:
        metrics = QFontMetricsF(painter.font())
        box = QRectF(0, baseline - metrics.ascent(), width, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words)


def fitting_font(words: str, room: float) -> QFont:
    """Return the font of a name: smaller, lighter and narrower where it must be, within what is still read with ease.
    The names that most transcripts have, “Interviewer” and “Interviewee”, are a little too long in a broad font."""
    return _fitted(words, room, current_theme().font("small", 600).key())


@lru_cache(maxsize=512)  # asked for every turn in sight, at each painting
def _fitted(words: str, room: float, _usual: str) -> QFont:
    theme = current_theme()
    font = theme.font("small", 600)
    if QFontMetricsF(font).horizontalAdvance(words) > room:
        font = theme.font("caption")
        for stretch in range(100, NARROWEST - 1, -2):  # letters are as broad as whole pixels let them
            font.setStretch(stretch)
            if QFontMetricsF(font).horizontalAdvance(words) <= room:
                break
    return font
