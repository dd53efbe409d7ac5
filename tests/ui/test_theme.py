"""The tokens can be read by everyone, and the theme dresses the whole application from them."""

from __future__ import annotations

import gc
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from ipof_workbench.domain.appearance import ROLE_STYLES, STANCE_LOOKS, role_style
from ipof_workbench.domain.vocabulary import Stance
from ipof_workbench.ui.theme import icons, resource_files
from ipof_workbench.ui.theme.stylesheet import style_sheet
from ipof_workbench.ui.theme.tokens import DARK, LIGHT, Tokens

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
SURFACES = ("window", "panel", "paper", "raised", "hover")
TEXT_MINIMUM = 4.5
GRAPHIC_MINIMUM = 3.0


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_known_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "success", "warning", "danger"])
def test_text_can_be_read_on_every_surface(tokens: Tokens, ink):
    for surface in (*SURFACES, "selection") if ink.startswith("text") else SURFACES:
        assert contrast(tokens.colour(ink), tokens.colour(surface)) >= TEXT_MINIMUM, surface


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize("ink", ["control", "focus"])
def test_outlines_and_the_focus_ring_can_be_seen_on_every_surface(tokens: Tokens, ink):
    for surface in SURFACES:
        assert contrast(tokens.colour(ink), tokens.colour(surface)) >= GRAPHIC_MINIMUM, surface


@pytest.mark.parametrize("tokens", THEMES)
def test_words_on_accent_tints_and_selection_can_be_read(tokens: Tokens):
    pairs = [
        ("accent_on", "accent"),
        ("accent_on", "accent_hover"),
        ("text", "text_selection"),
        ("accent", "selection"),
    ]
    pairs += [(tone, f"{tone}_tint") for tone in ("accent", "success", "warning", "danger")]
    for ink, ground in pairs:
        assert contrast(tokens.colour(ink), tokens.colour(ground)) >= TEXT_MINIMUM, (ink, ground)
    for ground in tokens.heat:
        assert contrast(tokens.text, ground) >= TEXT_MINIMUM, ground


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize("key", [*ROLE_STYLES, "own 0", "own 1", "own 2"])
def test_a_role_can_be_read_and_seen(tokens: Tokens, key):
    style = role_style(key, "X", int(key[-1])) if key.startswith("own") else ROLE_STYLES[key]
    colours = style.colours(tokens is DARK)
    assert contrast(colours.text, colours.tint) >= TEXT_MINIMUM
    assert contrast(tokens.text, colours.tint) >= TEXT_MINIMUM
    for ground in (tokens.paper, tokens.panel, colours.tint):
        assert contrast(colours.stroke, ground) >= GRAPHIC_MINIMUM
    # The letter on a tile is large and bold, and always repeated in words: the bar for graphics.
    assert contrast("#FFFFFF" if tokens is LIGHT else tokens.window, colours.stroke) >= GRAPHIC_MINIMUM


@pytest.mark.parametrize("tokens", THEMES)
def test_the_emblem_has_the_colours_of_the_roles(tokens: Tokens):
    roles = (role_style(key).colours(tokens is DARK).stroke for key in ("context", "mechanism", "outcome"))
    assert tokens.emblem == tuple(roles)


def test_roles_that_one_grammar_can_hold_differ_in_letter_and_in_line():
    for keys in (
        ("context", "mechanism_resource", "mechanism_reasoning", "mechanism", "outcome", "intervention", "actor"),
        ("strategy", "context", "mechanism", "outcome"),
    ):
        styles = [ROLE_STYLES[key] for key in keys]
        assert len({style.letter for style in styles}) == len(styles)
        assert len({(style.dashes, style.double) for style in styles}) == len(styles)


def test_the_grammar_may_choose_another_letter():
    assert role_style("context", "K").letter == "K"
    assert role_style("context", "K").light == role_style("context").light


def test_a_role_of_the_researchers_own_takes_the_next_free_look():
    first, second, third = (role_style(f"own_{n}", own_number=n) for n in range(3))
    assert len({first.light.stroke, second.light.stroke, third.light.stroke}) == 3
    assert first.letter == "O"
    assert role_style("barrier", "B").letter == "B"


def test_every_stance_has_a_look_of_its_own():
    assert set(STANCE_LOOKS) == {stance.value for stance in Stance}
    assert len({look.glyph for look in STANCE_LOOKS.values()}) == len(STANCE_LOOKS)


@pytest.mark.parametrize("tokens", THEMES)
@pytest.mark.parametrize("scale", [0.75, 1.0, 2.0])
def test_the_style_sheet_is_complete_and_uses_only_colours_of_the_theme(tokens: Tokens, scale):
    sheet = style_sheet(tokens, scale, tokens is DARK)
    assert "$" not in sheet
    other = LIGHT if tokens is DARK else DARK
    assert other.paper not in sheet or other.paper in tokens
    assert tokens.paper in sheet
    assert tokens.focus in sheet


def test_pictures_named_in_the_style_sheet_are_there_in_the_colours_of_the_theme():
    for scheme, tokens in (("light", LIGHT), ("dark", DARK)):
        for name, token in (("chevron-down", "text2"), ("chevron-right", "text2"), ("check", "accent_on")):
            svg = resource_files.resource_path(f"icons/control/{name}-{scheme}.svg").read_text()
            assert tokens.colour(token) in svg


def test_switching_the_mode_changes_palette_and_tells_everyone(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.paper)
    assert DARK.focus in qapp.styleSheet()
    theme.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.paper)


def test_choosing_the_mode_in_force_tells_nobody(theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("light")


def test_zoom_scales_fonts_and_lengths_together_and_stays_within_bounds(theme):
    small = theme.font().pointSizeF()
    theme.set_scale(1.5)
    assert theme.px(32) == 48
    assert theme.font().pointSizeF() == pytest.approx(small * 1.5)
    for _ in range(20):
        theme.zoom_in()
    assert theme.scale == 2.0
    for _ in range(20):
        theme.zoom_out()
    assert theme.scale == 0.75
    assert theme.px(1) == 1
    theme.zoom_reset()
    assert theme.scale == 1.0


def test_every_icon_can_be_drawn_in_its_colour(theme):
    for name in icons.icon_names():
        picture = icons.pixmap(name, "accent", 20, 1.0).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(20) for y in range(20)]
        inks = [pixel for pixel in pixels if pixel.alpha() > 250]
        # Blending at the edges rounds a channel up or down by one.
        assert all(abs(ink.red() - 0x3A) + abs(ink.green() - 0x47) + abs(ink.blue() - 0x85) <= 3 for ink in inks), name
        assert any(pixel.alpha() for pixel in pixels), name


def test_an_unknown_icon_is_refused(theme):
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")


def test_a_bound_icon_follows_the_theme(theme, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.bind_icon(button, "plus", "text")
    before = button.icon().cacheKey()
    theme.set_mode("dark")
    assert button.icon().cacheKey() != before


class Listening(QLabel):
    """Says whether Python may take widgets away while it is dressed."""

    collecting: ClassVar[list[bool]] = []

    def changeEvent(self, event: QEvent) -> None:
        self.collecting.append(gc.isenabled())
        super().changeEvent(event)


def test_no_widget_is_taken_away_while_all_are_dressed(theme, qtbot):
    label = Listening("words")
    qtbot.addWidget(label)
    label.show()
    Listening.collecting.clear()
    theme.set_mode("dark")
    theme.zoom_in()
    assert set(Listening.collecting) == {False}
    assert gc.isenabled()


class Dressed(QLabel):
    """Counts how often it is dressed."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


@pytest.mark.parametrize("depth", [1, 12])
def test_a_switch_dresses_a_widget_as_often_however_deep_it_lies(theme, qtbot, depth):
    outermost = QFrame()
    qtbot.addWidget(outermost)
    around = outermost
    for _ in range(depth):
        inner = QFrame(around)
        around = inner
    label = Dressed("words", around)
    outermost.show()
    theme.set_scale(1.25)
    label.times = 0
    theme.set_mode("dark")
    theme.set_scale(1.5)
    assert label.times <= 2 * 2, "off with the old sheet and on with the new, for each of two switches"


def test_both_licence_notices_ship_with_the_icons():
    notice = resource_files.resource_path("icons/LICENSE").read_text()
    assert "ISC License" in notice
    assert "Copyright (c) 2013-present Cole Bemis" in notice


def test_resources_are_found_in_an_installed_package(tmp_path, monkeypatch):
    (tmp_path / "ipof_workbench" / "_resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(resource_files, "_PACKAGE", tmp_path / "ipof_workbench")
    resource_files.resource_folder.cache_clear()
    try:
        assert resource_files.resource_folder() == tmp_path / "ipof_workbench" / "_resources"
    finally:
        resource_files.resource_folder.cache_clear()


def test_a_missing_resource_folder_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(resource_files, "_PACKAGE", tmp_path / "ipof_workbench")
    resource_files.resource_folder.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="install the package again"):
            resource_files.resource_folder()
    finally:
        resource_files.resource_folder.cache_clear()
