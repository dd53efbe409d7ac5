"""The named colours and sizes of the window; nothing else in the interface writes a colour or a font size."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme's colours, as `#rrggbb`."""

    window: str
    panel: str
    paper: str
    raised: str
    hover: str
    text: str
    text2: str
    text3: str
    border: str
    control: str
    accent: str
    accent_hover: str
    accent_on: str
    accent_tint: str
    selection: str
    text_selection: str
    focus: str
    success: str
    success_tint: str
    warning: str
    warning_tint: str
    danger: str
    danger_tint: str
    heat: tuple[str, str, str, str, str]
    """Volume from little to much."""
    emblem: tuple[str, str, str]
    """Context, mechanism and outcome in the sign of the program: the strokes of `domain.appearance`."""

    def colour(self, name: str) -> str:
        """Return the colour called `name`; an unknown name is a bug and raises AttributeError."""
        value: str = getattr(self, name)
        return value


LIGHT = Tokens(
    window="#EFEEEA",
    panel="#F8F7F4",
    paper="#FFFFFF",
    raised="#FFFFFF",
    hover="#ECEAE4",
    text="#1D2025",
    text2="#50555F",
    text3="#5F646E",
    border="#DAD7CF",
    control="#85827A",
    accent="#3A4785",
    accent_hover="#2D3869",
    accent_on="#FFFFFF",
    accent_tint="#E4E7F4",
    selection="#DDE1F2",
    text_selection="#C3CAE8",
    focus="#4457C7",
    success="#1E6B45",
    success_tint="#DDF0E4",
    warning="#7A5200",
    warning_tint="#FBEFCF",
    danger="#A8231B",
    danger_tint="#FBE3E0",
    heat=("#EEF0F8", "#DFE3F2", "#CDD3EB", "#B9C2E3", "#A4AFDB"),
    emblem=("#0072B2", "#A56900", "#A03B78"),
)

DARK = Tokens(
    window="#141518",
    panel="#1C1D21",
    paper="#202126",
    raised="#292B31",
    hover="#2A2C33",
    text="#E8E6E1",
    text2="#B4B6BE",
    text3="#A6A9B4",
    border="#363840",
    control="#7F828D",
    accent="#AEB8F2",
    accent_hover="#C4CBF7",
    accent_on="#15182B",
    accent_tint="#2B304A",
    selection="#333A5C",
    text_selection="#465084",
    focus="#8FA0FF",
    success="#7CCBA0",
    success_tint="#1D3529",
    warning="#E5B95C",
    warning_tint="#3A2F17",
    danger="#F29A92",
    danger_tint="#452322",
    heat=("#262938", "#2F3450", "#3A4168", "#465084", "#53609F"),
    emblem=("#56B4E9", "#E9A820", "#DE93BC"),
)

FONT_SIZES: dict[str, float] = {
    "display": 26,
    "title": 15,
    "section": 13,
    "body": 13,
    "small": 12,
    "caption": 11,
    "count": 10.5,
    "transcript": 14.5,
}
"""Logical pixels at 100 %."""

SPACING: tuple[int, ...] = (2, 4, 6, 8, 12, 16, 24, 32, 48)
"""The only gaps in use, in logical pixels at 100 %."""

RADIUS_TILE = 3
RADIUS_CONTROL = 5
RADIUS_CARD = 6

ROW_LIST = 28
ROW_TABLE = 32
ROW_TREE = 26
CONTROL_HEIGHT = 28
CHIP_HEIGHT = 26
BAR_HEIGHT = 44
