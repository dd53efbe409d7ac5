"""How roles and stances look, for the screen and for figures in papers alike.

Colour never stands alone: a role is a colour, a letter, a line pattern and a node shape; a stance is a colour, a
glyph and a word. Colours are `#rrggbb`; dash lengths are pixels for a line of 2 px.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

Shape = Literal["rectangle", "pill", "parallelogram", "ellipse", "hexagon", "side_bars", "cut_corner"]
Glyph = Literal["disc_tick", "disc_half", "diamond_caret", "square_cross", "square_arrow", "dashed_ring"]
StanceColour = Literal["success", "accent", "danger", "text3"]


@dataclass(frozen=True, slots=True)
class RoleColours:
    """The three colours of a role on one ground."""

    tint: str
    stroke: str
    text: str


@dataclass(frozen=True, slots=True)
class RoleStyle:
    """The appearance of one role of the grammar."""

    key: str
    letter: str
    shape: Shape
    dashes: tuple[float, ...]
    double: bool
    light: RoleColours
    dark: RoleColours

    def colours(self, dark: bool) -> RoleColours:
        """Return the colours for a dark or a light ground."""
        return self.dark if dark else self.light


class Dressed(Protocol):
    """What a look is made from: a role of a grammar."""

    @property
    def key(self) -> str: ...
    @property
    def letter(self) -> str: ...
    @property
    def colour(self) -> str: ...
    @property
    def glyph(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StanceLook:
    """The appearance of one stance; `colour` names a token of the theme."""

    key: str
    words: str
    glyph: Glyph
    colour: StanceColour
    shortcut: str


SOLID: tuple[float, ...] = ()

_BLUE = (RoleColours("#D5EBFA", "#0072B2", "#0B3A57"), RoleColours("#17374D", "#56B4E9", "#D9EEFB"))
_AMBER = (RoleColours("#FCE5B4", "#A56900", "#4A2F00"), RoleColours("#46340F", "#E9A820", "#FBEBC8"))
_YELLOW = (RoleColours("#F3EFB4", "#827800", "#3D3800"), RoleColours("#3B3A14", "#D8CD4A", "#F5F2C4"))
_VERMILION = (RoleColours("#F9D3BC", "#AC4300", "#5A2400"), RoleColours("#4D2A17", "#F08A4B", "#FBE0D0"))
_PURPLE = (RoleColours("#F2D2E4", "#A03B78", "#561B3F"), RoleColours("#4F2740", "#DE93BC", "#F9E1EE"))
_GREEN = (RoleColours("#CDEBDF", "#00704F", "#07402F"), RoleColours("#143B30", "#33BE94", "#D2F2E7"))
_GREY = (RoleColours("#DFE1E5", "#4B515C", "#2A2E35"), RoleColours("#3A3D45", "#CDD0D8", "#E6E7EA"))
_SKY = (RoleColours("#DDF0FB", "#1F7DB0", "#0E3D58"), RoleColours("#1D3A4C", "#7CC5EE", "#DDF0FB"))
_SILVER = (RoleColours("#E6E6E6", "#6B6B6B", "#333333"), RoleColours("#3A3A3C", "#A9A9AC", "#EDEDEE"))
_INK = (RoleColours("#ECECEC", "#3C3F45", "#1D2025"), RoleColours("#33353B", "#C4C6CC", "#E8E6E1"))

ROLE_STYLES: dict[str, RoleStyle] = {
    style.key: style
    for style in (
        RoleStyle("context", "C", "rectangle", SOLID, False, *_BLUE),
        RoleStyle("mechanism", "M", "pill", (7.0, 3.0), False, *_AMBER),
        RoleStyle("mechanism_resource", "Mr", "parallelogram", (12.0, 3.0), False, *_YELLOW),
        RoleStyle("mechanism_reasoning", "Mn", "ellipse", (7.0, 2.0, 2.0, 2.0), False, *_VERMILION),
        RoleStyle("outcome", "O", "hexagon", (2.0, 2.4), False, *_PURPLE),
        RoleStyle("intervention", "I", "side_bars", SOLID, True, *_GREEN),
        RoleStyle("strategy", "S", "side_bars", SOLID, True, *_GREEN),
        RoleStyle("actor", "A", "cut_corner", (7.0, 2.0, 2.0, 2.0, 2.0, 2.0), False, *_GREY),
    )
}

ROLE_COLOURS: dict[str, tuple[str, RoleColours, RoleColours]] = {
    "blue": ("Blue", *_BLUE),
    "amber": ("Amber", *_AMBER),
    "yellow": ("Yellow", *_YELLOW),
    "vermilion": ("Vermilion", *_VERMILION),
    "purple": ("Purple", *_PURPLE),
    "green": ("Green", *_GREEN),
    "grey": ("Grey", *_GREY),
    "sky": ("Sky blue", *_SKY),
    "silver": ("Silver", *_SILVER),
    "ink": ("Ink", *_INK),
}
"""Key as stored on a role -> its words, the colours on a light and on a dark ground."""

ROLE_SHAPES: dict[Shape, str] = {
    "rectangle": "Rectangle",
    "pill": "Pill",
    "parallelogram": "Parallelogram",
    "ellipse": "Ellipse",
    "hexagon": "Hexagon",
    "side_bars": "Double side bars",
    "cut_corner": "Cut corner",
}
"""Key as stored on a role (`glyph`) -> the words for the shape of its nodes."""

_OWN_FAMILIES = (_SKY, _SILVER)
_OWN_DASHES = ((4.0, 2.0), (10.0, 2.0, 3.0, 2.0), (5.0, 5.0))


def role_style(
    key: str, letter: str | None = None, own_number: int = 0, colour: str = "", shape: str = ""
) -> RoleStyle:
    """Return how a role looks.

    Args:
        key: the role's key in the grammar.
        letter: the grammar's letter when it differs from the usual one.
        own_number: for a role that is none of the known ones, its place (from 0) among such roles: the first two
            take a colour family of their own, later ones share ink and are told apart by letter and line.
        colour: a key of `ROLE_COLOURS` that a person chose; empty (or unknown) for the usual one.
        shape: a key of `ROLE_SHAPES` that a person chose; empty (or unknown) for the usual one.
    """
    known = ROLE_STYLES.get(key)
    if known is None:
        colours = _OWN_FAMILIES[own_number] if own_number < len(_OWN_FAMILIES) else _INK
        dashes = _OWN_DASHES[own_number % len(_OWN_DASHES)]
        known = RoleStyle(key, key[:1].upper() or "?", "rectangle", dashes, False, *colours)
    changes: dict[str, object] = {}
    if letter and letter != known.letter:
        changes["letter"] = letter
    if colour in ROLE_COLOURS:
        changes["light"], changes["dark"] = ROLE_COLOURS[colour][1:]
    if shape in ROLE_SHAPES:
        changes["shape"] = shape
    return replace(known, **changes) if changes else known  # type: ignore[arg-type]


def role_styles(roles: Iterable[Dressed]) -> dict[str, RoleStyle]:
    """Return role key -> its look, for all roles of a grammar in order (own roles take colour families in turn)."""
    styles: dict[str, RoleStyle] = {}
    own = 0
    for role in roles:
        styles[role.key] = role_style(role.key, role.letter, own, role.colour, role.glyph)
        own += role.key not in ROLE_STYLES
    return styles


STANCE_LOOKS: dict[str, StanceLook] = {
    look.key: look
    for look in (
        StanceLook("supports", "supports", "disc_tick", "success", "Shift+1"),
        StanceLook("partly_supports", "partly", "disc_half", "success", "Shift+2"),
        StanceLook("refines", "refines", "diamond_caret", "accent", "Shift+3"),
        StanceLook("challenges", "challenges", "square_cross", "danger", "Shift+4"),
        StanceLook("supports_rival", "supports a rival", "square_arrow", "danger", ""),
        StanceLook("silent", "silent", "dashed_ring", "text3", "Shift+5"),
    )
}
"""Stances by stored key (the values of `vocabulary.Stance`), in the order in which bars and legends show them."""

STANCE_ORDER: tuple[str, ...] = tuple(STANCE_LOOKS)


def stance_look(key: str) -> StanceLook:
    """Return how a stance looks; `key` is a stored value of `Stance`."""
    return STANCE_LOOKS[key]
