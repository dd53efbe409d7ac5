"""The canvas on which the theory is edited: it asks, by `requested`, for every change and makes none itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ipof_workbench.theory.graph import TheoryEdge
from ipof_workbench.theory.model import parse_node
from ipof_workbench.ui.theory.canvas_keys import handle_key, write_next
from ipof_workbench.ui.theory.gestures import BandGesture, ConnectGesture, Gesture, MoveGesture, PanGesture, is_drag
from ipof_workbench.ui.theory.inline_editor import InlineEditor, JumpField
from ipof_workbench.ui.theory.requests import AddElement, RenameElement, ShowEvidence
from ipof_workbench.ui.theory.theory_view import TheoryView
from ipof_workbench.ui.theory.zoom_view import HEAD_HEIGHT

_HANDLE_REACH = 9.0


class TheoryCanvas(TheoryView):
    """The programme theory, to be moved, renamed, connected; `requested` carries a value of `ui.theory.requests`."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("theoryView")
        self.setAccessibleName("Programme theory")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._gesture: Gesture | None = None
        self._mode = "select"
        self._space_held = False
        self._editor = InlineEditor(self)
        self._jump = JumpField(self)
        self._jump.typed.connect(self._jump_to)

    def set_mode(self, mode: str) -> None:
        """Choose "select" or "connect" (a drag from any node draws a connection)."""
        self._mode = mode
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if mode == "connect" else Qt.CursorShape.ArrowCursor)

    def mode(self) -> str:
        return self._mode

    def escape(self) -> None:
        """End the gesture in hand; without one, select nothing."""
        if self._gesture is not None:
            self._end_gesture(None)
        else:
            self.select(())

    def rename_selected(self) -> None:
        """Open the editor over the selected element, if it is one."""
        nodes = self.selection().nodes
        if len(nodes) == 1:
            self.rename(nodes[0])

    def rename(self, key: str) -> None:
        """Open the editor over an element's node."""
        element = self._theory.model.by_node.get(key)
        if element is None or element.is_condition:
            return  # a condition is edited in its place: its name is that of the attribute
        self.reveal(key)
        rect = self.mapFromScene(self._items[key].sceneBoundingRect()).boundingRect()
        number = element.element
        self._editor.open_for(
            rect, element.label, "Name of the element", lambda text: self.requested.emit(RenameElement(number, text))
        )

    def write_element(self, x: float, y: float, commit: Callable[[str, str], None] | None = None) -> None:
        """Open the editor for a new element at a scene place; `commit` gets its role key and label."""
        role_key = self.role_at(x)
        label = next((role.label for role in self._theory.model.roles if role.role_key == role_key), "")
        if not role_key:
            return
        done = commit or (lambda role, text: self.requested.emit(AddElement(role, text, x, y)))
        centre = self.mapFromScene(QPointF(x, y))
        rect = QRectF(centre.x() - 84, centre.y() - 14, 168, 28).toRect()
        self._editor.open_for(rect, "", f"New {label.lower()}", lambda text: done(role_key, text))

    def editor(self) -> InlineEditor:
        """Return the inline editor."""
        return self._editor

    def open_jump(self) -> None:
        """Open the field that jumps to a node by typing."""
        self._jump.open_at((self.width() - 260) // 2, HEAD_HEIGHT + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """During a gesture: the picture of what rests, and on it what moves."""
        gesture = self._gesture
        if gesture is None or gesture.rest is None:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, gesture.rest)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setWorldTransform(self.viewportTransform())
        gesture.paint(painter)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the canvas before the window's shortcuts take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            zooming = event.key() in (Qt.Key.Key_0, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_A)
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.key() in (
                Qt.Key.Key_L, Qt.Key.Key_Slash, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2,
                Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape,
            )  # fmt: skip
            if (control and zooming) or plain:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the canvas (see `canvas_keys`); Space held pans."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space_held = True
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        if not handle_key(self, event):
            QWidget.keyPressEvent(self, event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self.set_mode(self._mode)
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab on a selected element writes the one that follows from it; else it moves the focus."""
        if forward and write_next(self):
            return True
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin the gesture that the place and the held keys ask for."""
        self._editor.finish()
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self._space_held
        ):
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._gesture = PanGesture(self, point)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._gesture = self._left_gesture(point, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow with the gesture, once the pointer has really moved."""
        point = event.position().toPoint()
        gesture = self._gesture
        if gesture is None:
            return
        if isinstance(gesture, PanGesture) or gesture.rest is not None or is_drag(gesture.press, point):
            gesture.move(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        if self._gesture is not None:
            self._end_gesture(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename an element, show what a junction or edge stands on, write a new element on empty ground."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._gesture = None
        point = event.position().toPoint()
        key = self.node_at(point) or self.edge_at(point)
        if parse_node(key):
            self.rename(key)
        elif key:
            self.select({key})
            self.requested.emit(ShowEvidence(self.selection()))
        else:
            place = self.mapToScene(point)
            self.write_element(place.x(), place.y())

    def _left_gesture(self, point: QPoint, held: Qt.KeyboardModifier) -> Gesture | None:
        adding = bool(held & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        handle = self._handle_at(point)
        if handle:
            return ConnectGesture(self, point, handle)
        end = self._edge_end_at(point)
        if end is not None:
            edge, from_end = end
            return ConnectGesture(self, point, edge.source if from_end else edge.target, edge.layer, from_end)
        key = self.node_at(point)
        if key and self._mode == "connect":
            return ConnectGesture(self, point, key)
        if not key:
            edge_key = self.edge_at(point)
            if not edge_key:
                return BandGesture(self, point, self._theory.selection if adding else frozenset())
            key = edge_key
        selected = self._theory.selection
        if adding:
            self.select(selected ^ {key})
        elif key not in selected:
            self.select({key})
        moving = frozenset(k for k in self._theory.selection if k in self._items)
        return MoveGesture(self, point, moving) if key in moving else None

    def _end_gesture(self, point: QPoint | None) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None and point is not None:
            gesture.finish(point)
        elif gesture is not None:
            gesture.cancel()
        self.set_mode(self._mode)
        self.viewport().update()

    def _handle_at(self, point: QPoint) -> str:
        place = self.mapToScene(point)
        reach = _HANDLE_REACH / min(self.zoom(), 1.0)
        for key in self._theory.selection:
            if key in self._items:
                right = self._items[key].body.right() + 4
                x, y = self._positions[key]
                if abs(place.x() - x - right) <= reach and abs(place.y() - y) <= reach:
                    return key
        return ""

    def _edge_end_at(self, point: QPoint) -> tuple[TheoryEdge, bool] | None:
        """Return a selected edge whose end is under the point, and whether the other end is where it begins."""
        place = self.mapToScene(point)
        reach = _HANDLE_REACH / min(self.zoom(), 1.0)
        for edge in self._selected_edges():
            route = self._edges_item.routes[edge.layer]
            for (x, y), from_end in ((route.tip, True), (route.points[0], False)):
                if abs(place.x() - x) <= reach and abs(place.y() - y) <= reach:
                    return edge, from_end
        return None

    def _jump_to(self, text: object) -> None:
        words = str(text).casefold().split()
        if not words:
            return
        for key, element in self._theory.model.by_node.items():
            if key in self._items and all(word in element.label.casefold() for word in words):
                self.select({key})
                self.centerOn(self._items[key])
                return
