"""What the mouse points at in the words: the codings under it after a rest, and the "+2" of a flag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ipof_workbench.ui.transcript.view import TranscriptView

REST_MS = 500
_ENDS = frozenset(
    {
        QEvent.Type.Leave,
        QEvent.Type.Wheel,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
    }
)


class Pointing(QObject):
    """Watches a transcript without getting in the way: no event is taken from it.

    `rested_on` carries the codings (marks, from the innermost) under a pointer that has come to rest, and the line's
    box (global); `moved_off` follows when they no longer are, or the person begins to do something else.
    `crowd_pressed` carries the offset of a flag's "+2" that was clicked, and where (global).
    """

    rested_on = Signal(object, QRect)
    moved_off = Signal()
    crowd_pressed = Signal(int, QPoint)

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view, self._keys = view, ()
        self._at, self._pressed = QPointF(), QPointF(-1, -1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        # Kept, for it is asked for nothing else: a view that is going can no longer say which its viewport was.
        self._viewport = view.viewport()
        self._viewport.setMouseTracking(True)
        self._viewport.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._end)
        view.cursorPositionChanged.connect(self._end)
        view.escape_pressed.connect(self._end)

    _keys: tuple[int, ...]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ENDS:
            self._end()
        if isinstance(event, QMouseEvent):
            self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.NoButton:
            self._at = event.position()
            if self._keys and self._keys_at(self._at) != self._keys:
                self._end()
            self._rest.start()
        elif kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
        elif kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            still = (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance()
            offset = self._view.crowd_at(event.position()) if still else None
            if offset is not None:
                self.crowd_pressed.emit(offset, event.globalPosition().toPoint())

    def _rested(self) -> None:
        marks = self._view.codings_under(self._at)
        if marks and self._viewport.underMouse():
            self._keys = tuple(mark.key for mark in marks)
            self.rested_on.emit(marks, self._line_box())

    def _line_box(self) -> QRect:
        place = self._viewport.mapToGlobal(self._at.toPoint())
        height = self._view.cursorRect().height()
        return QRect(place.x() - 4, place.y() - height, 8, 2 * height)

    def _keys_at(self, point: QPointF) -> tuple[int, ...]:
        return tuple(mark.key for mark in self._view.codings_under(point))

    def _end(self) -> None:
        self._rest.stop()
        if self._keys:
            self._keys = ()
            self.moved_off.emit()
