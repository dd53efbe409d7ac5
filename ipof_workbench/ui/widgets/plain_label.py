"""Text on the screen that is never read as markup, cut with an ellipsis where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.strokes import elided


class PlainLabel(QLabel):
    """A label for words that come from people and files.

    Args:
        text: what to show.
        size: a name of `tokens.FONT_SIZES`.
        colour: a token's name.
        weight: 400, 500 or 600.
        elide: cut to one line; the whole text is then in the tooltip.
        wrap: break into lines.
        tabular: figures of equal width.
    """

    def __init__(
        self,
        text: str = "",
        size: str = "body",
        colour: str = "text",
        weight: int = 400,
        elide: bool = False,
        wrap: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._size, self._colour, self._weight = size, colour, weight
        self._elide, self._tabular = elide, tabular
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(0)
        current_theme().changed.connect(self._dress)
        self._dress()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`."""
        super().setText(text)
        self._renew_tooltip()

    def set_style(self, size: str | None = None, colour: str | None = None, weight: int | None = None) -> None:
        """Change the parts of the style that are given."""
        self._size = size or self._size
        self._colour = colour or self._colour
        self._weight = weight or self._weight
        self._dress()

    def set_colour(self, colour: str) -> None:
        """Use another token."""
        self.set_style(colour=colour)

    def sizeHint(self) -> QSize:
        if not self._elide:
            return super().sizeHint()
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        if not self._elide:
            return super().minimumSizeHint()
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance("…") * 3, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew_tooltip()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        painter.drawText(box, self.alignment(), elided(self.text(), self.font(), box.width()))
        painter.end()

    def _renew_tooltip(self) -> None:
        if self._elide:
            cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.contentsRect().width()
            # A tooltip guesses whether text is markup; a label that may hold "<b>" must not let it.
            self.setToolTip(as_tooltip(self.text()) if cut else "")

    def _dress(self) -> None:
        theme = current_theme()
        self.setFont(theme.font(self._size, self._weight, self._tabular))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.colour(self._colour))
        self.setPalette(palette)


def as_tooltip(text: str) -> str:
    """Return `text` for a tooltip so that it is shown as it stands, whatever it holds, and broken into lines."""
    if not text:
        return ""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{safe}</qt>"
