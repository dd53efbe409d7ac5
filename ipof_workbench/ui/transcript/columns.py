"""How the width of the transcript is shared between gutter, words and margin."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.ui.theme.theme import Theme
from ipof_workbench.ui.transcript.gutter import GUTTER_WIDTH
from ipof_workbench.ui.transcript.margin import MARGIN_WIDTH
from ipof_workbench.ui.transcript.margin_painting import NARROW_WIDTH

DOCUMENT_MARGIN = 4
"""Room at both ends of a line for the bars and flags that reach out of it."""
NARROWEST_COLUMN = 300


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths in pixels; `rest` is what stays free at the right of the words."""

    gutter_at: int
    gutter: int
    words_at: int
    words: int
    margin: int
    rest: int


def share_width(room: int, wanted: float, theme: Theme) -> Columns:
    """Share `room` pixels: the words get the `wanted` width where there is room for it, what is left goes outside.

    Where the words would get too narrow the margin keeps its stripes only.
    """
    gutter = theme.px(GUTTER_WIDTH) - DOCUMENT_MARGIN
    margin = theme.px(MARGIN_WIDTH) - DOCUMENT_MARGIN
    if room - gutter - margin < theme.px(NARROWEST_COLUMN):
        margin = theme.px(NARROW_WIDTH)
    words = round(min(wanted + 2 * DOCUMENT_MARGIN, room - gutter - margin))
    spare = max(0, (room - gutter - margin - words) // 2)
    return Columns(spare, gutter, spare + gutter, words, margin, room - spare - gutter - words)
