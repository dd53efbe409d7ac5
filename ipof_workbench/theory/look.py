"""The colours of figures besides those of roles: the screen's tokens, kept here because figures know no toolkit.

A test keeps them equal to the theme's tokens; exports always use the light ones.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureLook:
    """Colours `#rrggbb` of one ground."""

    is_dark: bool
    paper: str
    panel: str
    raised: str
    text: str
    text2: str
    text3: str
    border: str
    control: str
    accent: str
    accent_on: str
    focus: str
    tile_ink: str


LIGHT = FigureLook(
    is_dark=False,
    paper="#FFFFFF",
    panel="#F8F7F4",
    raised="#FFFFFF",
    text="#1D2025",
    text2="#50555F",
    text3="#5F646E",
    border="#DAD7CF",
    control="#85827A",
    accent="#3A4785",
    accent_on="#FFFFFF",
    focus="#4457C7",
    tile_ink="#FFFFFF",
)
DARK = FigureLook(
    is_dark=True,
    paper="#202126",
    panel="#1C1D21",
    raised="#292B31",
    text="#E8E6E1",
    text2="#B4B6BE",
    text3="#A6A9B4",
    border="#363840",
    control="#7F828D",
    accent="#AEB8F2",
    accent_on="#15182B",
    focus="#8FA0FF",
    tile_ink="#141518",
)

GHOST = 0.72
"""How far a ghosted thing fades into the paper."""


def look(*, dark: bool) -> FigureLook:
    """Return the colours for a dark or a light ground."""
    return DARK if dark else LIGHT


def mixed(colour: str, ground: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `ground` mixed in."""
    channels = (
        round(int(colour[at : at + 2], 16) * (1 - share) + int(ground[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in channels)
