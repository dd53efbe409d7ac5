"""A figure on a white sheet on the desk, painted from the same drawing as the file."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ipof_workbench.domain.drawing import Drawing
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theme.tokens import LIGHT
from ipof_workbench.ui.theory.painting import Prepared, paint_prepared, prepare

_DESK_MARGIN = 20.0
_SHEET_MARGIN = 16.0


class FigureView(QAbstractScrollArea):
    """Shows a `Drawing` as wide as the widget, or at a fixed zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None
        self._prepared: list[Prepared] = []
        self._zoom: float | None = None
        self.setObjectName("figurePreview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Figure preview")
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        current_theme().changed.connect(self._update_range)

    @property
    def drawing(self) -> Drawing | None:
        """What is shown."""
        return self._drawing

    def set_drawing(self, drawing: Drawing | None) -> None:
        """Show another figure, or the empty desk."""
        self._drawing = drawing
        self._prepared = prepare(drawing.shapes) if drawing is not None else []
        self.setAccessibleDescription(drawing.description if drawing is not None else "No figure is shown.")
        self._update_range()

    def set_zoom(self, zoom: float | None) -> None:
        """Show the figure at a part of its real size (1.0 = 100 %), or as wide as the widget with None."""
        self._zoom = zoom
        self._update_range()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_range()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("border"))
        if self._drawing is not None:
            self._paint_sheet(painter, self._drawing)
        painter.end()

    def _paint_sheet(self, painter: QPainter, drawing: Drawing) -> None:
        theme, scale = current_theme(), self._scale()
        width, height = self._sheet_size()
        left = max(theme.pxf(_DESK_MARGIN), (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        top = theme.pxf(_DESK_MARGIN) - self.verticalScrollBar().value()
        sheet = QRectF(round(left), round(top), round(width), round(height))
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(QColor(drawing.background or LIGHT.paper))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.save()
        painter.setClipRect(sheet.adjusted(1, 1, -1, -1))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(sheet.left() + theme.pxf(_SHEET_MARGIN), sheet.top() + theme.pxf(_SHEET_MARGIN))
        painter.scale(scale, scale)
        painter.translate(-drawing.left, -drawing.top)
        paint_prepared(painter, self._prepared)
        painter.restore()

    def _scale(self) -> float:
        if self._zoom is not None or self._drawing is None:
            return self._zoom or 1.0
        room = self.viewport().width() - 2 * current_theme().pxf(_DESK_MARGIN + _SHEET_MARGIN)
        return max(room, 100.0) / max(self._drawing.width, 1.0)

    def _sheet_size(self) -> tuple[float, float]:
        if self._drawing is None:
            return 0.0, 0.0
        scale, margin = self._scale(), 2 * current_theme().pxf(_SHEET_MARGIN)
        return self._drawing.width * scale + margin, self._drawing.height * scale + margin

    def _update_range(self) -> None:
        theme = current_theme()
        width, height = self._sheet_size()
        desk = 2 * theme.pxf(_DESK_MARGIN)
        for bar, length, seen in (
            (self.verticalScrollBar(), height, self.viewport().height()),
            (self.horizontalScrollBar(), width, self.viewport().width()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(theme.px(40))
            bar.setRange(0, max(0, round(length + desk) - seen))
        self.viewport().update()
