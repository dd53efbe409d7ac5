"""How a role will look: the shape of its nodes with its line, and the menus that choose colour and shape."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ipof_workbench.domain.appearance import ROLE_COLOURS, ROLE_SHAPES, RoleStyle, role_style
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.painting import draw_focus_ring, draw_role_line, pen_of, role_shape_path
from ipof_workbench.ui.widgets.themed import ThemedButton

USUAL = ""


class LookButton(ThemedButton):
    """The node of a role in small, its line under it; a click changes colour and shape."""

    def __init__(self, style: RoleStyle, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._style = style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("Change colour and shape")

    def show_style(self, style: RoleStyle, name: str) -> None:
        """Show another look."""
        self._style = style
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(72), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isEnabled() and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, theme.pxf(5), theme.pxf(5))
        node = QRectF(theme.pxf(8), theme.pxf(6), self.width() - theme.pxf(16), theme.pxf(17))
        draw_node(painter, node, self._style)
        left, right = QPointF(node.left(), box.bottom() - theme.pxf(6)), QPointF(node.right(), box.bottom())
        draw_role_line(painter, left.x(), right.x(), left.y(), self._style)
        if self.ring_shown:
            draw_focus_ring(painter, box)
        painter.end()


def draw_node(painter: QPainter, rect: QRectF, style: RoleStyle) -> None:
    """Draw a role's node in small: the outline of its shape on its tint."""
    theme = current_theme()
    painter.setPen(pen_of(theme.role_colour(style), theme.pxf(1.5)))
    painter.setBrush(theme.role_colour(style, "tint"))
    painter.drawPath(role_shape_path(style.shape, rect))


def fill_look_menu(
    menu: QMenu,
    key: str,
    letter: str,
    now: tuple[str, str],
    choose: Callable[[str, str], None],
) -> None:
    """Offer the colours and shapes; `now` are those chosen (empty for the usual ones).

    `choose` gets the field ("colour" or "glyph") and the key to store.
    """
    colours = menu.addMenu("Colour")
    for colour, words in ((USUAL, "Usual colour"), *((name, held[0]) for name, held in ROLE_COLOURS.items())):
        action = colours.addAction(_picture(role_style(key, letter, colour=colour, shape="rectangle")), words)
        action.setCheckable(True)
        action.setChecked(colour == now[0])
        action.triggered.connect(lambda _=False, colour=colour: choose("colour", colour))
    shapes = menu.addMenu("Shape of nodes")
    known: list[tuple[str, str]] = [
        (USUAL, "Usual shape"),
        *((str(name), words) for name, words in ROLE_SHAPES.items()),
    ]
    for shape, words in known:
        action = shapes.addAction(_picture(role_style(key, letter, colour=now[0], shape=shape)), words)
        action.setCheckable(True)
        action.setChecked(shape == now[1])
        action.triggered.connect(lambda _=False, shape=shape: choose("glyph", shape))


def _picture(style: RoleStyle) -> QIcon:
    theme = current_theme()
    picture = QPixmap(theme.px(28), theme.px(16))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_node(painter, QRectF(1, 1, picture.width() - 2, picture.height() - 2), style)
    painter.end()
    return QIcon(picture)
