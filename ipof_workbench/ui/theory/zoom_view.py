"""A graphics view that zooms at the pointer and pans without scroll bars."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

SMALLEST_ZOOM, LARGEST_ZOOM = 0.08, 3.0
READABLE_ZOOM = 0.5
HEAD_HEIGHT = 48
"""Kept free at the top of the viewport for the heads of the lanes."""


class ZoomView(QGraphicsView):
    """Zoom and pan; `zoom_changed` carries a float, 1.0 = 100 %."""

    zoom_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        # Lane heads are painted in view coordinates, so scrolling cannot just shift the pixels.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setScene(QGraphicsScene(self))

    def zoom(self) -> float:
        """Return the zoom, 1.0 = 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, anchor: QPoint | None = None) -> None:
        """Zoom to `zoom`; the scene point at viewport point `anchor` (else the middle) stays where it is."""
        at = anchor or self.viewport().rect().center()
        before = self.mapToScene(at)
        clipped = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))
        self.resetTransform()
        self.scale(clipped, clipped)
        after = self.mapToScene(at)
        centre = self.mapToScene(self.viewport().rect().center())
        self.centerOn(centre + before - after)
        self.zoom_changed.emit(clipped)

    def zoom_by(self, factor: float, anchor: QPoint | None = None) -> None:
        """Zoom in or out."""
        self.set_zoom(self.zoom() * factor, anchor)

    def _fit_rect(self, rect: QRectF) -> None:
        across = self.viewport().width() / rect.width()
        down = max(self.viewport().height() - HEAD_HEIGHT, 1) / rect.height()
        self.set_zoom(min(across, down, 1.25))
        self.centerOn(rect.center() - QPointF(0, HEAD_HEIGHT / 2 / self.zoom()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        turn = event.angleDelta().y() or event.angleDelta().x()
        self.zoom_by(1.0015**turn, event.position().toPoint())
        event.accept()
