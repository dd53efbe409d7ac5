"""What stands on the scene: one item per node and one item that paints all edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ipof_workbench.theory.edge_pictures import EdgePicture
from ipof_workbench.theory.graph import TheoryEdge
from ipof_workbench.theory.node_pictures import NodePicture
from ipof_workbench.theory.placement import JUNCTION_SIZE, NODE_HEIGHT, NODE_WIDTH
from ipof_workbench.theory.routing import Point, Route
from ipof_workbench.theory.scene import TheoryScene
from ipof_workbench.ui.theory.painting import Prepared, paint_prepared, prepare

FULL_DETAIL, TILE_DETAIL, BLOCK_DETAIL = 0.6, 0.35, 0.2
_OUTSIDE = 14.0
"""Room around a node for its ring, badge and the word over a junction."""


class NodeItem(QGraphicsItem):
    """A node or junction, painted around its own origin from the same picture as the figure."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._signature: object = None
        self._picture: NodePicture | None = None
        self._prepared: dict[int, list[Prepared]] = {}
        self._block = QColor()
        self._is_junction = key.startswith("junction:")
        width, height = (JUNCTION_SIZE, JUNCTION_SIZE) if self._is_junction else (NODE_WIDTH, NODE_HEIGHT)
        self.body = QRectF(-width / 2, -height / 2, width, height)
        self._bounds = self.body.adjusted(-_OUTSIDE, -_OUTSIDE - 8, _OUTSIDE, _OUTSIDE)

    def show_picture(self, scene: TheoryScene) -> None:
        """Take the picture from `scene` unless nothing about this node has changed."""
        element = scene.model.by_node.get(self.key)
        content: tuple[object, ...]
        if element is not None:
            content = (element, scene.styles[element.role_key])
        else:
            content = (scene.model.by_configuration[int(self.key.partition(":")[2])], scene.conjunctions[self.key])
        signature = (content, scene.node_state(self.key), scene.look)
        if signature == self._signature:
            return
        self._signature = signature
        self._picture = None
        self._prepared = {}
        self._make = scene
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint with as much detail as the zoom can show."""
        del option, widget
        self.paint_at(painter, painter.worldTransform().m11())

    def paint_at(self, painter: QPainter, detail: float) -> None:
        """Paint around the origin; `detail` is device pixels for each logical one."""
        level = sum(detail >= least for least in (BLOCK_DETAIL, TILE_DETAIL, FULL_DETAIL))
        if level == 0:
            self._paint_block(painter)
            return
        found = self._prepared.get(level)
        if found is None:
            found = self._prepared[level] = prepare(self._shapes(level))
        paint_prepared(painter, found)

    def picture(self) -> NodePicture:
        """Return the picture, made when it is first needed."""
        if self._picture is None:
            self._picture = self._make.node_picture(self.key, 0.0, 0.0)
            self._block = QColor(_block_colour(self._make, self.key))
        return self._picture

    def _shapes(self, level: int) -> Iterable:
        picture = self.picture()
        if level == 3:
            return picture.shapes
        label = picture.label if level == 2 else ()
        return (*picture.ring, *picture.outline, *picture.tile, *label, *picture.badge)

    def _paint_block(self, painter: QPainter) -> None:
        self.picture()
        painter.fillRect(self.body, self._block)


class EdgesItem(QGraphicsItem):
    """All edges in one item: a thousand items would cost more than their painting."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(-1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.routes: dict[str, Route] = {}
        self._edges: dict[str, TheoryEdge] = {}
        self._places: dict[str, Point] = {}
        self._scene_model: TheoryScene | None = None
        self._prepared: dict[str, tuple[list[Prepared], list[Prepared]]] = {}
        self._signatures: dict[str, object] = {}
        """What each edge is painted by, beside its way."""
        self._boxes: dict[str, QRectF] = {}
        self._order: list[str] = []
        self._bounds = QRectF()
        self.resting: frozenset[str] | None = None
        """While things move: the layers of the edges that rest (None = all are painted)."""

    def show_edges(self, scene: TheoryScene, routes: Mapping[str, Route], places: Mapping[str, Point]) -> None:
        """Paint the edges of `scene` along `routes`."""
        self.prepareGeometryChange()
        stayed = {layer for layer, route in routes.items() if self._way(layer) == (route, places.get(layer))}
        self._prepared = {layer: found for layer, found in self._prepared.items() if layer in stayed}
        self.routes = dict(routes)
        self._places = dict(places)
        self._edges = {edge.layer: edge for edge in scene.edges if edge.layer in routes}
        boxes = {layer: box for layer, box in self._boxes.items() if layer in stayed}
        self._boxes = {layer: boxes.get(layer) or _box(route) for layer, route in self.routes.items()}
        self._bounds = QRectF()
        for box in self._boxes.values():
            self._bounds = self._bounds.united(box)
        self.show_state(scene)

    def show_state(self, scene: TheoryScene) -> None:
        """Keep the ways, take over what is selected and ghosted; pictures that stay as they are are kept."""
        signatures: dict[str, object] = {
            layer: (edge, scene.edge_state(edge), scene.look, scene.outcome_stroke)
            for layer, edge in self._edges.items()
        }
        kept = {layer for layer, signature in signatures.items() if self._signatures.get(layer) == signature}
        self._prepared = {layer: found for layer, found in self._prepared.items() if layer in kept}
        self._signatures = signatures
        self._scene_model = scene
        self._order = sorted(self._edges, key=lambda layer: scene.is_highlighted(self._edges[layer]))
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the edges in the exposed part; far away without pills and marks."""
        del widget
        detail = painter.worldTransform().m11()
        exposed = option.exposedRect  # type: ignore[attr-defined]
        shown = [
            layer
            for layer in self._order
            if (self.resting is None or layer in self.resting) and self._boxes[layer].intersects(exposed)
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail >= BLOCK_DETAIL)
        prepared = [self._prepared_edge(layer) for layer in shown]
        for lines, _ in prepared:
            paint_prepared(painter, lines if detail >= TILE_DETAIL else lines[:1])
        if detail >= TILE_DETAIL:
            for _, pill in prepared:
                paint_prepared(painter, pill)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def paint_moving(self, painter: QPainter, edge: TheoryEdge, route: Route) -> None:
        """Paint one edge along a way it takes while its node is dragged."""
        if self._scene_model is not None:
            place = route.at(0.5) if edge.kind == "leads" and self._scene_model.words[edge.layer] else None
            picture = self._scene_model.edge_picture(edge, route, place)
            paint_prepared(painter, prepare(picture.shapes))

    def edge_at(self, x: float, y: float, reach: float) -> str:
        """Return the layer of the edge nearest to a point within `reach`, or ""."""
        near = [
            (route.distance(x, y), layer)
            for layer, route in self.routes.items()
            if self._boxes[layer].adjusted(-reach, -reach, reach, reach).contains(x, y)
        ]
        distance, layer = min(near, default=(reach + 1, ""))
        return layer if distance <= reach else ""

    def _way(self, layer: str) -> tuple[Route | None, Point | None]:
        return self.routes.get(layer), self._places.get(layer)

    def _prepared_edge(self, layer: str) -> tuple[list[Prepared], list[Prepared]]:
        found = self._prepared.get(layer)
        if found is None and self._scene_model is not None:
            picture: EdgePicture = self._scene_model.edge_picture(
                self._edges[layer], self.routes[layer], self._places.get(layer)
            )
            found = self._prepared[layer] = (prepare((picture.line, *picture.marks)), prepare(picture.pill))
        return found or ([], [])


def _box(route: Route) -> QRectF:
    xs = [x for x, _ in route.points]
    ys = [y for _, y in route.points]
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-40, -14, 40, 14)


def _block_colour(scene: TheoryScene, key: str) -> str:
    element = scene.model.by_node.get(key)
    if element is None:
        return scene.look.text
    return scene.styles[element.role_key].colours(scene.look.is_dark).stroke
