"""The legend and the map that lie over the canvas, each foldable to its title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from ipof_workbench.theory.legend import legend_shapes
from ipof_workbench.theory.scene import TheoryScene
from ipof_workbench.ui.theme.icons import icon
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.theory.painting import Prepared, paint_prepared, prepare

FOLDED_HEIGHT = 28
FOLDED_WIDTH = 108
MAP_SIZE = QSize(152, 108)


class FoldableOverlay(QWidget):
    """A box over the canvas that folds to its title; `folded_changed` asks the canvas to place it again."""

    folded_changed = Signal(object)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = title
        self.setAccessibleName(title)
        self._folded, self._was_chosen = False, False
        self._fold = QToolButton(self)
        self._fold.setAutoRaise(True)
        self._fold.setStyleSheet("QToolButton { border: none; background: transparent; }")
        self._fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fold.clicked.connect(lambda: self.set_folded(not self._folded))
        current_theme().changed.connect(self._name_button)
        self._name_button()

    def is_folded(self) -> bool:
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold to the title, or open; from now on it stays as it was chosen."""
        self._was_chosen = True
        self._set_folded(folded)

    def suit_room(self, is_narrow: bool) -> None:
        """Fold where the canvas is narrow, open where it is wide, as long as the person has chosen nothing."""
        if not self._was_chosen and is_narrow != self._folded:
            self._set_folded(is_narrow)

    def _set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._name_button()
        self.folded_changed.emit(folded)
        self.update()

    def full_size(self) -> QSize:
        """Return the size of the open overlay."""
        return MAP_SIZE

    def wanted_size(self) -> QSize:
        """Return the size it needs now."""
        px = current_theme().px
        return QSize(px(FOLDED_WIDTH), px(FOLDED_HEIGHT)) if self._folded else self.full_size()

    def resizeEvent(self, event: object) -> None:
        del event
        self._fold.move(self.width() - self._fold.width() - current_theme().px(4), current_theme().px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and, when open, what is in it."""
        del event
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._folded:
            self._paint_box(painter)
            painter.setPen(theme.colour("text2"))
            painter.setFont(theme.font("caption", 600))
            words = QRectF(theme.px(12), 0, self.width() - theme.px(34), self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.title)
            return
        self.paint_open(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the mouse from the canvas underneath."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the mouse from the canvas underneath."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep the mouse from the canvas underneath."""
        event.accept()

    def paint_open(self, painter: QPainter) -> None:
        """Paint the open overlay."""
        self._paint_box(painter)

    def _paint_box(self, painter: QPainter) -> None:
        theme = current_theme()
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _name_button(self) -> None:
        side = current_theme().px(20)
        self._fold.setFixedSize(side, side)
        self._fold.setIcon(icon("chevron-up" if self._folded else "chevron-down", size=14))
        self._fold.setIconSize(QSize(current_theme().px(14), current_theme().px(14)))
        words = f"{'Open' if self._folded else 'Fold'} {self.title.lower()}"
        self._fold.setAccessibleName(words)
        self._fold.setToolTip(words)


class LegendOverlay(FoldableOverlay):
    """The legend of what is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Legend", parent)
        self.setObjectName("theoryLegend")
        self._shapes: list[Prepared] = []
        self._size = QSize(330, 60)

    def show_scene(self, scene: TheoryScene, note: str) -> None:
        """Build the legend of `scene`; `note` is its last line."""
        shapes, width, height = legend_shapes(scene, 0.5, 0.5, roles=False, note=note)
        self._shapes = prepare(shapes)
        self._size = QSize(round(width) + 1, round(height) + 1)
        self.update()

    def full_size(self) -> QSize:
        return self._size

    def paint_open(self, painter: QPainter) -> None:
        paint_prepared(painter, self._shapes)


class MapOverlay(FoldableOverlay):
    """The whole theory in little, with the part in view; clicking or dragging goes there."""

    centre_requested = Signal(object)

    def __init__(
        self, blocks: Callable[[], list[tuple[QRectF, QColor]]], view: Callable[[], QRectF], parent: QWidget
    ) -> None:
        super().__init__("Map", parent)
        self.setObjectName("theoryMap")
        self._blocks = blocks
        self._view = view
        self._scale = 1.0
        self._origin = QPointF()

    def paint_open(self, painter: QPainter) -> None:
        """Paint a block for each node and a frame for what is in view."""
        self._paint_box(painter)
        blocks = self._blocks()
        if not blocks:
            return
        bounds = QRectF()
        for rect, _ in blocks:
            bounds = bounds.united(rect)
        bounds.adjust(-40, -40, 40, 40)
        inner = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        self._scale = min(inner.width() / bounds.width(), inner.height() / bounds.height())
        self._origin = inner.center() - bounds.center() * self._scale
        for rect, colour in blocks:
            painter.fillRect(self._mapped(rect), colour)
        painter.setPen(QPen(current_theme().colour("focus"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._mapped(self._view()).intersected(inner))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        if not self.is_folded() and self._scale:
            self.centre_requested.emit((event.position() - self._origin) / self._scale)

    def _mapped(self, rect: QRectF) -> QRectF:
        size = QPointF(max(rect.width() * self._scale, 2.0), max(rect.height() * self._scale, 1.5))
        top_left = rect.topLeft() * self._scale + self._origin
        return QRectF(top_left.x(), top_left.y(), size.x(), size.y())
