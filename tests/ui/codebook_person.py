"""Drags as a hand makes them: real events at a view, with what the view itself would carry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from ipof_workbench.ui.codebook.code_model import mime_of
from ipof_workbench.ui.codebook.code_tree import CodeTree

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def drag_to(widget: QWidget, mime: QMimeData, point: QPoint, modifier: Qt.KeyboardModifier = NONE) -> bool:
    """Enter, move and drop at a point of a widget; tells whether the drop was taken."""
    action = Qt.DropAction.MoveAction
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(widget, kind(point, action, mime, LEFT, modifier))
    event = QDropEvent(QPointF(point), action, mime, LEFT, modifier)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def point_at(tree: CodeTree, code: int | None, where: str = "on") -> QPoint:
    """Return a point on a row, at its upper or lower edge, or below all rows."""
    if code is None:
        return QPoint(20, tree.viewport().height() - 2)
    box = tree.visualRect(tree.codes.index_of(code))
    y = {"on": box.center().y(), "before": box.top() + 1, "after": box.bottom() - 1}[where]
    return QPoint(box.center().x(), y)


def drop_codes(
    tree: CodeTree, codes: Sequence[int], on: int | None, where: str = "on", modifier: Qt.KeyboardModifier = NONE
) -> bool:
    """Drag codes within the tree."""
    return drag_to(tree.viewport(), mime_of(codes), point_at(tree, on, where), modifier)
