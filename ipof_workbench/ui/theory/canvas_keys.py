"""The keys of the canvas: walking along edges, naming, deleting, laying out, zooming (UX 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ipof_workbench.theory.model import parse_node
from ipof_workbench.theory.placement import Position
from ipof_workbench.ui.theory.requests import AddElement, Connect, DeleteSelection, LayOut, MoveNodes, ShowEvidence

if TYPE_CHECKING:
    from ipof_workbench.ui.theory.canvas import TheoryCanvas

NUDGE = 8.0
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


def handle_key(canvas: TheoryCanvas, event: QKeyEvent) -> bool:
    """Do what a key press asks for; False leaves it to the window."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key in ARROWS:
        return _arrow(canvas, ARROWS[key], held)
    if event.text() == "/" and not held & _CONTROL:
        canvas.open_jump()
        return True
    action = _actions(canvas).get((key, held))
    if action is None:
        return False
    action()
    return True


def _actions(canvas: TheoryCanvas) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
    return {
        (Qt.Key.Key_F2, _NONE): canvas.rename_selected,
        (Qt.Key.Key_Return, _NONE): lambda: _show_evidence(canvas),
        (Qt.Key.Key_Enter, _NONE): lambda: _show_evidence(canvas),
        (Qt.Key.Key_Delete, _NONE): lambda: delete_selected(canvas),
        (Qt.Key.Key_Backspace, _NONE): lambda: delete_selected(canvas),
        (Qt.Key.Key_Escape, _NONE): canvas.escape,
        (Qt.Key.Key_L, _NONE): lambda: canvas.requested.emit(LayOut()),
        (Qt.Key.Key_A, _CONTROL): canvas.select_all,
        (Qt.Key.Key_L, _CONTROL): lambda: connect_selected(canvas),
        (Qt.Key.Key_0, _CONTROL): lambda: canvas.set_zoom(1.0),
        (Qt.Key.Key_1, _CONTROL): canvas.fit,
        (Qt.Key.Key_1, _SHIFT): canvas.fit,
        (Qt.Key.Key_Exclam, _SHIFT): canvas.fit,
        (Qt.Key.Key_2, _SHIFT): canvas.fit_selection,
        (Qt.Key.Key_Plus, _CONTROL): lambda: canvas.zoom_by(1.25),
        (Qt.Key.Key_Equal, _CONTROL): lambda: canvas.zoom_by(1.25),
        (Qt.Key.Key_Minus, _CONTROL): lambda: canvas.zoom_by(0.8),
    }


def delete_selected(canvas: TheoryCanvas) -> None:
    """Ask for everything selected to be taken out."""
    selection = canvas.selection()
    if selection:
        canvas.requested.emit(DeleteSelection(selection.nodes, selection.edges, selection.junctions))


def connect_selected(canvas: TheoryCanvas) -> None:
    """Ask to join the selected nodes from the left to the right, neighbouring lanes with each other."""
    selection = canvas.selection()
    positions = canvas.positions()
    ends = sorted((*selection.nodes, *selection.junctions), key=lambda key: positions[key])
    if len(ends) < 2:
        return
    target = ends[-1]
    x, y = positions[target]
    for source in ends[:-1]:
        canvas.requested.emit(Connect(source, target, x, y))


def write_next(canvas: TheoryCanvas) -> bool:
    """Open the editor for an element that follows from the selected one, in the next lane; False at the last lane."""
    selection = canvas.selection()
    ends = (*selection.nodes, *selection.junctions)
    model = canvas.theory_scene().model
    if len(ends) != 1:
        return False
    node = parse_node(ends[0])
    lane = model.lane_of[node[1]] + 1 if node else model.junction_lane
    if lane >= len(model.roles):
        return False
    role = model.roles[lane]
    x, y = canvas.free_place(role.role_key, canvas.positions()[ends[0]][1])
    start = ends[0]
    canvas.write_element(x, y, lambda role_key, label: canvas.requested.emit(AddElement(role_key, label, x, y, start)))
    return True


def _show_evidence(canvas: TheoryCanvas) -> None:
    if canvas.selection():
        canvas.requested.emit(ShowEvidence(canvas.selection()))


def _arrow(canvas: TheoryCanvas, way: tuple[int, int], held: Qt.KeyboardModifier) -> bool:
    if held == _CONTROL:
        return _nudge(canvas, way)
    if held not in (_NONE, _SHIFT):
        return False
    selection = canvas.selection()
    here = next(iter((*selection.nodes, *selection.junctions)), "")
    found = _beside(canvas, here, way) if here else _first(canvas)
    if found:
        canvas.select(canvas.selection().keys | {found} if held == _SHIFT else {found})
        canvas.reveal(found)
    return True


def _nudge(canvas: TheoryCanvas, way: tuple[int, int]) -> bool:
    selection = canvas.selection()
    positions = canvas.positions()
    moved = {
        key: (positions[key][0] + way[0] * NUDGE, positions[key][1] + way[1] * NUDGE)
        for key in (*selection.nodes, *selection.junctions)
    }
    if moved:
        canvas.place(moved)
        canvas.requested.emit(MoveNodes(moved))
    return True


def _first(canvas: TheoryCanvas) -> str:
    return min(canvas.positions().items(), key=lambda entry: (entry[1][0], entry[1][1]), default=("", (0, 0)))[0]


def _beside(canvas: TheoryCanvas, here: str, way: tuple[int, int]) -> str:
    """Return the node along an edge (left, right) or in the same column (up, down) that is nearest, or ""."""
    positions = canvas.positions()
    x, y = positions[here]
    if way[0]:
        edges = canvas.theory_scene().edges
        ends = (
            [edge.target for edge in edges if edge.source == here]
            if way[0] > 0
            else [edge.source for edge in edges if edge.target == here]
        )
        ends = [end for end in ends if (positions[end][0] - x) * way[0] > 0] or ends
    else:
        ends = [key for key, place in positions.items() if abs(place[0] - x) < 60 and (place[1] - y) * way[1] > 0]

    def distance(key: str) -> tuple[float, Position]:
        return abs(positions[key][1] - y), positions[key]

    return min(ends, key=distance, default="")
