"""The theme in force: colours, scale, fonts, palette and style sheet, and the signal that says they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ipof_workbench.domain.uncollected import uncollected
from ipof_workbench.ui.theme.resource_files import resource_folder
from ipof_workbench.ui.theme.stylesheet import style_sheet
from ipof_workbench.ui.theme.tokens import DARK, FONT_SIZES, LIGHT, Tokens

if TYPE_CHECKING:
    from ipof_workbench.domain.appearance import RoleStyle

Mode = Literal["light", "dark", "system"]
RolePart = Literal["tint", "stroke", "text"]

STYLE = "Fusion"
"""The style of the toolkit that the style sheet is written for."""

SMALLEST_SCALE = 0.75
LARGEST_SCALE = 2.0
ZOOM_STEPS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Theme(QObject):
    """What every widget asks for its colours and sizes.

    `changed` is emitted after a switch of mode or scale, when palette and style sheet are already in force.
    Sizes passed to `px` and `pxf` are logical pixels at 100 %.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = "system"
        self._scale = 1.0
        self._family: str | None = None
        self._app: QApplication | None = None
        self._system_is_dark: bool | None = None
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[float, int, bool], QFont] = {}

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the dark tokens are in force."""
        if self._mode != "system":
            return self._mode == "dark"
        if self._system_is_dark is not None:
            return self._system_is_dark
        if QGuiApplication.instance() is None:
            return False
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._app is not None:  # from then on the system tells when its answer changes
            self._system_is_dark = is_dark
        return is_dark

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return DARK if self.is_dark else LIGHT

    @property
    def scale(self) -> float:
        """The zoom of the whole window, 0.75 to 2.0."""
        return self._scale

    def apply(self, app: QApplication) -> None:
        """Dress the application and keep following the system's scheme while the mode is `system`."""
        if self._app is None:
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
            # Replaced, not added to, so that a second window cannot make the list grow.
            QDir.setSearchPaths("workbench", [str(resource_folder())])
            if app.property("style") != STYLE:  # an application that somebody else has made
                app.setStyle(STYLE)
        self._app = app
        self._dress()

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or the system's scheme."""
        if mode != self._mode:
            self._mode = mode
            self._dress()

    def set_scale(self, scale: float) -> None:
        """Set the zoom of the whole window; values outside 0.75 to 2.0 are clipped."""
        clipped = min(LARGEST_SCALE, max(SMALLEST_SCALE, scale))
        if clipped != self._scale:
            self._scale = clipped
            self._dress()

    def zoom_in(self) -> None:
        """Go to the next larger step."""
        self.set_scale(next((step for step in ZOOM_STEPS if step > self._scale + 0.001), LARGEST_SCALE))

    def zoom_out(self) -> None:
        """Go to the next smaller step."""
        self.set_scale(next((step for step in reversed(ZOOM_STEPS) if step < self._scale - 0.001), SMALLEST_SCALE))

    def zoom_reset(self) -> None:
        """Return to 100 %."""
        self.set_scale(1.0)

    def set_family(self, family: str | None) -> None:
        """Use another font family for the interface; None is the system's."""
        self._family = family
        self._dress()

    def px(self, length: float) -> int:
        """Return a length at the present scale, in whole logical pixels (at least 1 when `length` is positive)."""
        scaled = round(length * self._scale)
        return max(1, scaled) if length > 0 else scaled

    def pxf(self, length: float) -> float:
        """Return a length at the present scale."""
        return length * self._scale

    def colour(self, name: str) -> QColor:
        """Return a token's colour (shared: do not change it)."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(self.tokens.colour(name))
        return found

    def hex_colour(self, value: str) -> QColor:
        """Return the colour of a `#rrggbb` that does not come from the tokens (a role's)."""
        found = self._colours.get(value)
        if found is None:
            found = self._colours[value] = QColor(value)
        return found

    def role_colour(self, style: RoleStyle, part: RolePart = "stroke") -> QColor:
        """Return a role's colour on the present ground."""
        return self.hex_colour(getattr(style.colours(self.is_dark), part))

    def tile_ink(self) -> QColor:
        """Return the colour of a letter on a role's stroke colour."""
        return self.colour("window") if self.is_dark else self.hex_colour("#FFFFFF")

    def font(self, size: str = "body", weight: int = 400, tabular: bool = False) -> QFont:
        """Return the interface font.

        Args:
            size: a name of `tokens.FONT_SIZES`.
            weight: 400, 500 or 600.
            tabular: figures of equal width, for counts in columns.
        """
        return self.sized_font(FONT_SIZES[size], weight, tabular)

    def sized_font(self, pixels: float, weight: int = 400, tabular: bool = False) -> QFont:
        """Return the interface font at a size in logical pixels at 100 %."""
        key = (pixels, weight, tabular)
        made = self._fonts.get(key)
        if made is None:
            made = self._fonts[key] = self._made_font(*key)
        # A copy: whoever gets it may underline it.
        return QFont(made)

    def _made_font(self, pixels: float, weight: int, tabular: bool) -> QFont:
        font = QFont(self._family) if self._family else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        # Point sizes keep halves of a pixel (14.5, 10.5), which setPixelSize would round.
        screen = QGuiApplication.primaryScreen()
        per_inch = screen.logicalDotsPerInchY() if screen is not None else 96.0
        font.setPointSizeF(pixels * self._scale * 72.0 / per_inch)
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        self._system_is_dark = None
        if self._mode == "system":
            self._dress()

    def _dress(self) -> None:
        self._system_is_dark = None
        self._colours.clear()
        self._fonts.clear()
        if self._app is not None:
            # Qt goes through a list of all widgets and asks each of them, Python among them: were Python to take away
            # the widgets of a closed window meanwhile, the list would name what is gone, and the program would end.
            with uncollected():
                self._app.setPalette(palette_of(self.tokens))
                self._app.setFont(self.font())
                # Taken off first: where one sheet gives way to another, Qt dresses the children of every widget with
                # each of their ancestors again, and a zoom takes five times as long.
                self._app.setStyleSheet("")
                self._app.setStyleSheet(style_sheet(self.tokens, self._scale, self.is_dark))
        self.changed.emit()


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette of one theme, disabled texts included."""
    palette = QPalette()
    role = QPalette.ColorRole
    for colour_role, name in (
        (role.Window, "panel"),
        (role.WindowText, "text"),
        (role.Base, "paper"),
        (role.AlternateBase, "panel"),
        (role.Text, "text"),
        (role.PlaceholderText, "text3"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.BrightText, "accent_on"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.Light, "raised"),
        (role.Midlight, "hover"),
        (role.Mid, "border"),
        (role.Dark, "control"),
        (role.Shadow, "border"),
        (role.Accent, "accent"),
    ):
        palette.setColor(colour_role, QColor(tokens.colour(name)))
    faded = QColor(tokens.text)
    faded.setAlphaF(0.4)
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, faded)
    return palette


_theme: Theme | None = None


def current_theme() -> Theme:
    """Return the one theme of this process."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
