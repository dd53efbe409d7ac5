"""What shows while files are held over the window: a frame and one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.strokes import pen_of


def dropped_paths(mime: QMimeData) -> list[Path]:
    """Return the local files that are being dropped; folders give the files in them."""
    found: list[Path] = []
    for url in mime.urls():
        if not url.isLocalFile():
            continue
        path = Path(url.toLocalFile())
        found += sorted(inner for inner in path.iterdir() if inner.is_file()) if path.is_dir() else [path]
    return found


def project_among(paths: Sequence[Path]) -> Path | None:
    """Return the project file among dropped files, if there is one."""
    return next((path for path in paths if path.suffix.casefold() == ".ipof"), None)


class DropFrame(QWidget):
    """A 2 px accent frame over the whole page."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.hide()

    def show_over(self, words: str) -> None:
        """Cover the host."""
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(host.rect())
        self._words = words
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("accent"), 2))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setFont(theme.font("title", 600))
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(self._words) + theme.px(48), theme.px(48)
        box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        painter.setPen(pen_of(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("accent_tint"))
        painter.drawRoundedRect(box, theme.pxf(6), theme.pxf(6))
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


class AimFrame(QWidget):
    """A 2 px accent frame round the part of its host that would take a drop."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, box: QRect) -> None:
        """Frame a rectangle of the host."""
        self.setGeometry(box)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen_of(theme.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.pxf(4), theme.pxf(4))
        painter.end()
