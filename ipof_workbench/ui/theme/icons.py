"""The icons (Lucide, see resources/icons/LICENSE), tinted from the tokens and cached per colour and scale."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ipof_workbench.ui.theme.resource_files import resource_folder, resource_path
from ipof_workbench.ui.theme.theme import current_theme

STROKE_WIDTH = 1.75
DISABLED_OPACITY = 0.4


@cache
def icon_names() -> frozenset[str]:
    """Return the names of all icons that ship."""
    return frozenset(path.stem for path in (resource_folder() / "icons").glob("*.svg"))


def pixmap(name: str, colour: str = "text2", size: float = 16, ratio: float | None = None) -> QPixmap:
    """Return an icon as a picture.

    Args:
        name: a name of `icon_names()`.
        colour: a token's name or `#rrggbb`.
        size: logical pixels at 100 %; the theme's scale is applied here.
        ratio: device pixels per logical pixel; None takes the screen's.

    Raises:
        FileNotFoundError: no such icon.
    """
    theme = current_theme()
    value = colour if colour.startswith("#") else theme.tokens.colour(colour)
    if ratio is None:
        screen = QGuiApplication.primaryScreen()
        ratio = screen.devicePixelRatio() if screen is not None else 1.0
    return _rendered(name, value, theme.px(size), ratio)


def icon(name: str, colour: str = "text2", size: float = 16) -> QIcon:
    """Return an icon with its disabled state."""
    normal = pixmap(name, colour, size)
    made = QIcon(normal)
    made.addPixmap(_faded(normal), QIcon.Mode.Disabled)
    return made


def bind_icon(target: QObject, name: str, colour: str = "text2", size: float = 16) -> None:
    """Give `target` (a button or an action) an icon that follows the theme for as long as `target` lives."""
    _IconBinding(target, name, colour, size)


class _IconBinding(QObject):
    """Lives as a child of what it tints, so that it goes with it."""

    def __init__(self, target: QObject, name: str, colour: str, size: float) -> None:
        super().__init__(target)
        self._name, self._colour, self._size = name, colour, size
        current_theme().changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Tint again."""
        target = self.parent()
        set_icon = getattr(target, "setIcon", None)
        if set_icon is not None:
            set_icon(icon(self._name, self._colour, self._size))


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _rendered(name: str, value: str, pixels: int, ratio: float) -> QPixmap:
    svg = _source(name).replace("currentColor", value).replace('stroke-width="2"', f'stroke-width="{STROKE_WIDTH}"')
    renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
    picture = QPixmap(round(pixels * ratio), round(pixels * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


def _faded(normal: QPixmap) -> QPixmap:
    picture = QPixmap(normal.size())
    picture.setDevicePixelRatio(normal.devicePixelRatio())
    picture.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(picture)
    painter.setOpacity(DISABLED_OPACITY)
    painter.drawPixmap(0, 0, normal)
    painter.end()
    return picture
