"""What the mouse is doing on the canvas, one class for each: pan, move, rubber band, connect, re-connect.

While a gesture paints, everything that rests is one cached picture; only what moves is drawn anew, which keeps a
frame far under 16 ms at any size of theory.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ipof_workbench.theory.placement import Position, lane_centre
from ipof_workbench.theory.routing import half_width
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.requests import AddElement, Connect, MoveNodes, Reconnect

if TYPE_CHECKING:
    from ipof_workbench.ui.theory.canvas import TheoryCanvas

SNAP = 7.0
"""A node dropped this near to the middle of its lane goes there."""


class Gesture:
    """Something between a press and a release; points are viewport pixels."""

    def __init__(self, canvas: TheoryCanvas, press: QPoint) -> None:
        self.canvas = canvas
        self.press = press
        self.rest: QPixmap | None = None

    def move(self, point: QPoint) -> None:
        """Follow the pointer."""

    def finish(self, point: QPoint) -> None:
        """Do what the gesture was for."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def paint(self, painter: QPainter) -> None:
        """Paint what moves, in scene coordinates, over the picture of what rests."""


class PanGesture(Gesture):
    """Moves the view."""

    def move(self, point: QPoint) -> None:
        """Scroll by the way of the pointer."""
        delta = point - self.press
        self.press = point
        across, down = self.canvas.horizontalScrollBar(), self.canvas.verticalScrollBar()
        across.setValue(across.value() - delta.x())
        down.setValue(down.value() - delta.y())


class MoveGesture(Gesture):
    """Drags nodes and junctions; their edges follow."""

    def __init__(self, canvas: TheoryCanvas, press: QPoint, keys: frozenset[str]) -> None:
        super().__init__(canvas, press)
        self.keys = keys
        self._start = {key: canvas.positions()[key] for key in keys if key in canvas.positions()}
        edges = canvas.theory_scene().edges
        self._inner = [edge for edge in edges if edge.source in keys and edge.target in keys]
        self._outer = [edge for edge in edges if (edge.source in keys) != (edge.target in keys)]
        self._delta = (0.0, 0.0)

    def move(self, point: QPoint) -> None:
        """Show the nodes where they would be dropped."""
        if self.rest is None:
            moving = frozenset(edge.layer for edge in (*self._inner, *self._outer))
            self.rest = self.canvas.rest_picture(self.keys, moving)
        start, now = self.canvas.mapToScene(self.press), self.canvas.mapToScene(point)
        self._delta = self._snapped(now.x() - start.x(), now.y() - start.y())
        self.canvas.viewport().update()

    def finish(self, point: QPoint) -> None:
        """Keep the new places and ask for them to be stored."""
        del point
        if self.rest is None:
            return
        moved = {key: (x, y) for key, (x, y) in self._moved().items() if (x, y) != self._start[key]}
        if moved:
            self.canvas.place(moved)
            self.canvas.requested.emit(MoveNodes(moved))

    def paint(self, painter: QPainter) -> None:
        """Paint moved nodes from their prepared pictures and route only the edges that stretch."""
        positions: dict[str, Position] = {**self.canvas.positions(), **self._moved()}
        self.canvas.paint_moving(painter, self._inner, self._outer, positions, self._delta)
        detail = painter.worldTransform().m11()
        for key, (x, y) in self._moved().items():
            painter.save()
            painter.translate(x, y)
            self.canvas.node_item(key).paint_at(painter, detail)
            painter.restore()

    def _moved(self) -> dict[str, Position]:
        across, down = self._delta
        return {key: (round(x + across, 1), round(y + down, 1)) for key, (x, y) in self._start.items()}

    def _snapped(self, across: float, down: float) -> tuple[float, float]:
        nodes = [key for key in self._start if key.startswith("node:")]
        if not nodes:
            return across, down
        x = self._start[nodes[0]][0] + across
        lanes = len(self.canvas.theory_scene().model.roles)
        nearest = min((lane_centre(lane) for lane in range(lanes)), key=lambda centre: abs(centre - x))
        return (across + nearest - x if abs(nearest - x) < SNAP else across), down


class BandGesture(Gesture):
    """Selects what a rubber band touches; `kept` was selected before and stays so."""

    def __init__(self, canvas: TheoryCanvas, press: QPoint, kept: frozenset[str]) -> None:
        super().__init__(canvas, press)
        self._kept = kept
        self._band = QRectF()

    def move(self, point: QPoint) -> None:
        """Stretch the band."""
        if self.rest is None:
            self.rest = self.canvas.rest_picture(frozenset(), frozenset())
        self._band = QRectF(self.canvas.mapToScene(self.press), self.canvas.mapToScene(point)).normalized()
        self.canvas.viewport().update()

    def finish(self, point: QPoint) -> None:
        """Select the nodes in the band; a mere click on empty ground clears."""
        del point
        self.canvas.select(self._kept | self.canvas.nodes_in(self._band) if self.rest is not None else self._kept)

    def paint(self, painter: QPainter) -> None:
        """Paint the band."""
        colour = current_theme().colour("focus")
        fill = QColor(colour)
        fill.setAlpha(28)
        pen = QPen(colour, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRect(self._band)


class ConnectGesture(Gesture):
    """Draws a line from a node to another one, or to empty ground where a new element is written."""

    def __init__(self, canvas: TheoryCanvas, press: QPoint, start: str, edge: str = "", from_end: bool = True) -> None:
        super().__init__(canvas, press)
        self._start = start
        self._edge = edge
        self._from_end = from_end
        """Whether `start` is where the edge begins; False while its beginning is being moved."""
        self._pointer = QPointF()
        self._target = ""

    def move(self, point: QPoint) -> None:
        """Follow the pointer and mark the node under it."""
        if self.rest is None:
            self.rest = self.canvas.rest_picture(frozenset(), frozenset({self._edge}) if self._edge else frozenset())
        self._pointer = self.canvas.mapToScene(point)
        found = self.canvas.node_at(point)
        self._target = "" if found == self._start else found
        self.canvas.viewport().update()

    def finish(self, point: QPoint) -> None:
        """Ask for the connection, or open the editor for a new element."""
        if self.rest is None:
            return
        x, y = self._pointer.x(), self._pointer.y()
        if self._target:
            ends = (self._start, self._target) if self._from_end else (self._target, self._start)
            request = Reconnect(self._edge, *ends) if self._edge else Connect(*ends, x, y)
            self.canvas.requested.emit(request)
        elif not self._edge and self.canvas.node_at(point) != self._start:
            start = self._start
            self.canvas.write_element(
                x, y, lambda role, label: self.canvas.requested.emit(AddElement(role, label, x, y, start))
            )

    def paint(self, painter: QPainter) -> None:
        """Paint the line and the ring round its target."""
        theme = current_theme()
        pen = QPen(theme.colour("focus"), 2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = self.canvas.positions()[self._start]
        shift = half_width(self._start) * (1 if self._from_end else -1)
        painter.drawLine(QPointF(x + shift, y), self._pointer)
        painter.setBrush(theme.colour("focus"))
        painter.drawEllipse(self._pointer, 4, 4)
        if self._target:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            target_x, target_y = self.canvas.positions()[self._target]
            body = self.canvas.node_item(self._target).body.translated(target_x, target_y)
            painter.drawRoundedRect(body.adjusted(-5, -5, 5, 5), 8, 8)


def is_drag(press: QPoint, point: QPoint, least: int = 4) -> bool:
    """Return whether the pointer has moved far enough to mean it."""
    return hypot(point.x() - press.x(), point.y() - press.y()) >= least
