"""The theory in view: items and edges, what is selected, what lies where, lanes, legend and map.

What it keeps is view state: zoom, selection, and where things lie until the theory is shown again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPen, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.theory.description import describe_configuration, describe_element, describe_theory
from ipof_workbench.theory.figure import lane_left
from ipof_workbench.theory.graph import TheoryEdge, column_of
from ipof_workbench.theory.legend import lane_head
from ipof_workbench.theory.look import FigureLook, look
from ipof_workbench.theory.model import TheoryModel
from ipof_workbench.theory.placement import (
    NODE_WIDTH,
    PITCH,
    Position,
    column_x,
    extent,
    free_height,
    lane_centre,
    room,
)
from ipof_workbench.theory.routing import route_edge, route_edges
from ipof_workbench.theory.scene import TheoryScene
from ipof_workbench.theory.text_measure import text_width
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.items import EdgesItem, NodeItem
from ipof_workbench.ui.theory.overlays import LegendOverlay, MapOverlay
from ipof_workbench.ui.theory.painting import paint_prepared, prepare
from ipof_workbench.ui.theory.requests import TheorySelection
from ipof_workbench.ui.theory.zoom_view import HEAD_HEIGHT, READABLE_ZOOM, ZoomView

WIDE_ENOUGH = 900
"""Narrower, legend and map would cover what they explain."""
_EDGE_REACH = 7.0
_ROOM = 1200.0
"""Empty ground around the theory that one can pan into."""
_HOME_MARGIN = 18.0
_LANE_MARGIN = (PITCH - NODE_WIDTH) / 2
_NOTHING_YET = "No element yet. Double-click to write the first one."


class TheoryView(ZoomView):
    """Shows a theory model at positions; `selection_changed` carries a `TheorySelection`."""

    selection_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edges_item = EdgesItem()
        self.scene().addItem(self._edges_item)
        self._items: dict[str, NodeItem] = {}
        self._positions: dict[str, Position] = {}
        self._theory = TheoryScene.of(TheoryModel(()))
        self._shown_once = False
        self._note = ""
        self._legend = LegendOverlay(self)
        self._map = MapOverlay(self._map_blocks, self._view_rect, self)
        self.zoom_changed.connect(lambda _: self._map.update())
        self._map.centre_requested.connect(lambda point: self.centerOn(point))
        for overlay in (self._legend, self._map):
            overlay.folded_changed.connect(lambda _: self._place_overlays())
            overlay.hide()
        current_theme().changed.connect(self._take_theme)

    def show_theory(
        self,
        model: TheoryModel,
        positions: Mapping[str, Position],
        *,
        ghosted: Iterable[str] = (),
        note: str = "",
    ) -> None:
        """Show `model` with its nodes centred at `positions`; what is still there stays selected."""
        kept = self._theory.selection
        keys = {*model.by_node, *(configuration.node for configuration in model.configurations)} & set(positions)
        fresh = TheoryScene.of(model, self._look(), ghosted=ghosted)
        layers = {edge.layer for edge in fresh.edges}
        selection = kept & (keys | layers)
        self._theory = fresh.with_selection(selection)
        self._positions = {key: positions[key] for key in keys}
        self._note = note
        for key in self._items.keys() - keys:
            self.scene().removeItem(self._items.pop(key))
        for key in keys - self._items.keys():
            self._items[key] = NodeItem(key)
            self.scene().addItem(self._items[key])
        self._show_pictures()
        self._show_edges()
        self._legend.show_scene(self._theory, note)
        self._legend.setVisible(bool(model.elements or model.configurations))
        self._map.setVisible(bool(self._items))
        self._place_overlays()
        self._set_scene_rect()
        self.setAccessibleDescription(describe_theory(model) or _NOTHING_YET)
        if not self._shown_once and self.isVisible():
            self._shown_once = bool(self._items)
            self.go_home()
        if selection != kept:
            self.selection_changed.emit(self.selection())

    def theory_scene(self) -> TheoryScene:
        """Return the scene in view."""
        return self._theory

    def positions(self) -> dict[str, Position]:
        """Return where everything lies now."""
        return self._positions

    def node_item(self, key: str) -> NodeItem:
        """Return the item of a node or junction."""
        return self._items[key]

    def place(self, moved: Mapping[str, Position]) -> None:
        """Let nodes lie elsewhere, with their edges."""
        self._positions.update(moved)
        for key, (x, y) in moved.items():
            self._items[key].setPos(x, y)
        self._show_edges()
        self._set_scene_rect()
        self._map.update()

    def selection(self) -> TheorySelection:
        """Return what is selected."""
        keys = self._theory.selection
        return TheorySelection(
            tuple(sorted(key for key in keys if key.startswith("node:"))),
            tuple(sorted(key for key in keys if key.startswith("junction:"))),
            tuple(edge.layer for edge in self._theory.edges if edge.layer in keys),
        )

    def select(self, keys: Iterable[str]) -> None:
        """Select exactly `keys` (nodes, junctions, edges)."""
        wanted = frozenset(keys)
        if wanted == self._theory.selection:
            return
        self._theory = self._theory.with_selection(wanted)
        self._show_pictures()
        self._edges_item.show_state(self._theory)
        self._announce()
        self.selection_changed.emit(self.selection())

    def select_all(self) -> None:
        """Select every node and junction."""
        self.select(self._items)

    def node_at(self, point: QPoint) -> str:
        """Return the key of the node or junction under a viewport point, or ""."""
        for item in self.items(point):
            if isinstance(item, NodeItem) and item.body.contains(item.mapFromScene(self.mapToScene(point))):
                return item.key
        return ""

    def edge_at(self, point: QPoint) -> str:
        """Return the layer of the edge near a viewport point, or ""."""
        place = self.mapToScene(point)
        return self._edges_item.edge_at(place.x(), place.y(), _EDGE_REACH / self.zoom())

    def nodes_in(self, rect: QRectF) -> frozenset[str]:
        """Return the nodes and junctions that a scene rectangle touches."""
        found = (key for key, item in self._items.items() if item.body.translated(item.pos()).intersects(rect))
        return frozenset(found)

    def free_place(self, role_key: str, wish: float) -> Position:
        """Return a free place in the lane of a role near the height `wish`."""
        model = self._theory.model
        x = column_x(column_of(model, role_key), model.junction_lane)
        return x, free_height(x, wish, room("node:"), self._positions)

    def role_at(self, x: float) -> str:
        """Return the role whose lane lies at scene x, or "" without a grammar."""
        roles = self._theory.model.roles
        lane = max((lane for lane in range(len(roles)) if lane == 0 or x >= lane_left(lane)), default=0)
        return roles[lane].role_key if roles else ""

    def fit(self) -> None:
        """Show the whole theory."""
        self._fit_rect(self._content_rect())

    def go_home(self) -> None:
        """Begin at the top with all lanes in view, never larger than 100 % nor too small to read."""
        left, top, right, _ = extent(self._positions)
        left, right = (
            left - _HOME_MARGIN,
            max(right, lane_left(len(self._theory.model.roles)) - _LANE_MARGIN) + _HOME_MARGIN,
        )
        width = self.viewport().width()
        self.set_zoom(min(1.0, max(READABLE_ZOOM, width / max(right - left - 2 * _HOME_MARGIN, 1.0))))
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        # A theory that is narrower than the window begins at the left like a page.
        x = left if shown.width() > right - left else (left + right - shown.width()) / 2
        y = top - (HEAD_HEIGHT + _HOME_MARGIN) / self.zoom()
        self.centerOn(x + shown.width() / 2, y + shown.height() / 2)

    def fit_selection(self) -> None:
        """Show what is selected, or everything."""
        selection = self.selection()
        keys = (*selection.nodes, *selection.junctions)
        self._fit_rect(self._content_rect(keys) if keys else self._content_rect())

    def reveal(self, key: str) -> None:
        """Scroll until a node can be seen."""
        if key in self._items:
            margin = 40
            self.ensureVisible(self._items[key].sceneBoundingRect(), margin, margin + HEAD_HEIGHT)

    def rest_picture(self, hidden: frozenset[str], hidden_edges: frozenset[str]) -> QPixmap:
        """Return the view as it is without some nodes and edges."""
        for key in hidden:
            self._items[key].hide()
        self._edges_item.resting = frozenset(self._edges_item.routes) - hidden_edges
        picture = self.viewport().grab()
        self._edges_item.resting = None
        for key in hidden:
            self._items[key].show()
        return picture

    def paint_moving(
        self,
        painter: QPainter,
        inner: Sequence[TheoryEdge],
        outer: Sequence[TheoryEdge],
        positions: Mapping[str, Position],
        delta: tuple[float, float],
    ) -> None:
        """Paint the edges of moving nodes: `inner` ones shift as they are, `outer` ones find a new way."""
        painter.save()
        painter.translate(*delta)
        for edge in inner:
            if edge.layer in self._edges_item.routes:
                self._edges_item.paint_moving(painter, edge, self._edges_item.routes[edge.layer])
        painter.restore()
        for edge in outer:
            self._edges_item.paint_moving(painter, edge, route_edge(edge, positions))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the lanes, endless to all sides."""
        area = QRectF(rect)
        theme = current_theme()
        painter.fillRect(area, theme.colour("paper"))
        lanes = len(self._theory.model.roles)
        for lane in range(lanes):
            left = area.left() if lane == 0 else max(area.left(), lane_left(lane))
            right = area.right() if lane == lanes - 1 else min(area.right(), lane_left(lane + 1))
            if lane % 2 and right > left:
                painter.fillRect(QRectF(left, area.top(), right - left, area.height()), theme.colour("panel"))
        pen = QPen(theme.colour("border"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for lane in range(1, lanes):
            x = lane_left(lane)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the heads of the lanes where they can always be read, and the ends of a selected edge."""
        del rect
        if not self._theory.model.roles:
            return  # nothing has been read yet
        self._paint_edge_ends(painter)
        painter.save()
        painter.resetTransform()
        width = self.viewport().width()
        theme = current_theme()
        roles = self._theory.model.roles
        for lane in range(len(roles)):
            left = 0.0 if lane == 0 else float(self.mapFromScene(QPointF(lane_left(lane), 0)).x())
            right = width if lane == len(roles) - 1 else self.mapFromScene(QPointF(lane_left(lane + 1), 0)).x()
            ground = QColor(theme.colour("panel" if lane % 2 else "paper"))
            ground.setAlpha(235)
            painter.fillRect(QRectF(left, 0, right - left, HEAD_HEIGHT), ground)
        starts = [
            max(self.mapFromScene(QPointF(lane_centre(lane) - NODE_WIDTH / 2, 0)).x(), 8.0)
            for lane in range(len(roles))
        ]
        for role, left, following in zip(roles, starts, [*starts[1:], float(width)], strict=True):
            # Far away a name would run into its neighbour's tile; the letter alone still says which lane it is.
            name = role.label if left + 34 + text_width(role.label, 13, bold=True) <= following else ""
            paint_prepared(painter, prepare(lane_head(self._theory, role.role_key, name, left, 24)))
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown_once:
            self._shown_once = bool(self._items)
            self.go_home()

    def scrollContentsBy(self, across: int, down: int) -> None:
        super().scrollContentsBy(across, down)
        self._map.update()

    def _selected_edges(self) -> list[TheoryEdge]:
        routes = self._edges_item.routes
        chosen = self._theory.selection
        return [edge for edge in self._theory.edges if edge.layer in chosen and edge.layer in routes]

    def _paint_edge_ends(self, painter: QPainter) -> None:
        painter.setPen(QPen(current_theme().colour("focus"), 1.75))
        painter.setBrush(current_theme().colour("paper"))
        for edge in self._selected_edges():
            route = self._edges_item.routes[edge.layer]
            for x, y in (route.points[0], route.tip):
                painter.drawEllipse(QPointF(x, y), 4.5, 4.5)

    def _look(self) -> FigureLook:
        return look(dark=current_theme().is_dark)

    def _take_theme(self) -> None:
        self._theory = TheoryScene.of(self._theory.model, self._look(), self._theory.selection, self._theory.ghosted)
        self._show_pictures()
        self._edges_item.show_state(self._theory)
        self._legend.show_scene(self._theory, self._note)
        self.viewport().update()

    def _show_pictures(self) -> None:
        for key, item in self._items.items():
            item.show_picture(self._theory)
            item.setPos(*self._positions[key])

    def _show_edges(self) -> None:
        routes = route_edges(self._theory.edges, self._positions)
        self._edges_item.show_edges(self._theory, routes, self._theory.pill_places(routes, self._positions))

    def _content_rect(self, keys: Iterable[str] | None = None) -> QRectF:
        left, top, right, bottom = extent(self._positions, keys)
        if keys is None:
            left, right = min(left, 0.0), max(right, lane_left(max(len(self._theory.model.roles), 1)))
        return QRectF(left, top, max(right - left, 1.0), max(bottom - top, 1.0)).adjusted(-24, -24, 24, 24)

    def _set_scene_rect(self) -> None:
        self.setSceneRect(self._content_rect().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM))

    def _place_overlays(self) -> None:
        narrow = current_theme().px(WIDE_ENOUGH)
        for overlay in (self._legend, self._map):
            overlay.suit_room(self.width() < narrow)
            overlay.resize(overlay.wanted_size())
            overlay.raise_()
        self._legend.move(12, self.height() - self._legend.height() - 12)
        self._map.move(self.width() - self._map.width() - 14, self.height() - self._map.height() - 12)

    def _map_blocks(self) -> list[tuple[QRectF, QColor]]:
        dark = self._theory.look.is_dark
        blocks = []
        for key, (x, y) in self._positions.items():
            element = self._theory.model.by_node.get(key)
            if element is not None:
                colour = QColor(self._theory.styles[element.role_key].colours(dark).stroke)
                blocks.append((self._items[key].body.translated(x, y), colour))
        return blocks

    def _view_rect(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _announce(self) -> None:
        """Tell a screen reader what is selected."""
        selection = self.selection()
        model = self._theory.model
        spoken = [describe_element(model, model.by_node[key]) for key in selection.nodes if key in model.by_node]
        spoken += [
            describe_configuration(model, model.by_configuration[int(key.partition(":")[2])])
            for key in selection.junctions
        ]
        self.setAccessibleDescription("; ".join(spoken[:5]) or describe_theory(model))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
