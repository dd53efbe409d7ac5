"""Wordings side by side: words that went are struck through, words that came are underlined, in colour besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

from ipof_workbench.theory.comparison import ADDED, REMOVED, Compared, WordRun
from ipof_workbench.theory.snapshot import Claim
from ipof_workbench.ui.theme.theme import current_theme

BEFORE, AFTER = "before", "after"
PLAIN, HEAD, MUTED = "plain", "head", "muted"


class Segment(NamedTuple):
    """A stretch of words with one look: plain, head, muted, removed or added."""

    words: str
    look: str


def side_segments(entry: Compared, side: str) -> tuple[Segment, ...]:
    """Return the wording of one side, cut into what stayed and what did not."""
    own = entry.before if side == BEFORE else entry.after
    if own is None:
        return _instead(entry, side)
    lone = entry.before is None or entry.after is None
    drop = ADDED if side == BEFORE else REMOVED
    found: list[Segment] = []
    for part, runs in entry.parts():
        shown = [run for run in runs if run.what != drop]
        if not shown:
            continue
        found.append(Segment(f"{part.capitalize() if not found else part} ", HEAD))
        found.extend(Segment(f"{run.words} ", PLAIN if lone else _look(run)) for run in shown)
    if side == AFTER and entry.went_into:
        found = [*found, *_listed(entry.went_into)] if _stays(entry) else _listed(entry.went_into)
    return tuple(found) or (Segment("Nothing in it yet.", MUTED),)


def _stays(entry: Compared) -> bool:
    return entry.after is not None and entry.after.status not in ("parked", "rejected")


def _look(run: WordRun) -> str:
    return run.what if run.what in (ADDED, REMOVED) else PLAIN


def _listed(claims: Sequence[Claim]) -> list[Segment]:
    found: list[Segment] = []
    for claim in claims:
        found += [Segment(f"{claim.number}  ", HEAD), Segment(f"{claim.words} ", ADDED)]
    return found


def _instead(entry: Compared, side: str) -> tuple[Segment, ...]:
    if side == AFTER:
        return tuple(_listed(entry.went_into)) or (Segment("No longer there.", MUTED),)
    if entry.came_from:
        found: list[Segment] = []
        for claim in entry.came_from:
            found += [Segment(f"From {claim.number}  ", HEAD), Segment(f"{claim.words} ", PLAIN)]
        return tuple(found)
    return (Segment("Not there yet.", MUTED),)


def segment_words(segments: Sequence[Segment]) -> str:
    """Return the words for screen readers: what went and what came is said."""
    said = {REMOVED: "[removed: {}]", ADDED: "[added: {}]"}
    return " ".join(said.get(each.look, "{}").format(each.words.strip()) for each in segments)


def laid_out(segments: Sequence[Segment], width: float, font: QFont) -> tuple[QTextLayout, float]:
    """Return the words broken into lines of a width, and how high that makes them."""
    text = "".join(each.words for each in segments).rstrip()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(segments))
    layout.beginLayout()
    height = 0.0
    leading = current_theme().pxf(18)
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 40.0))
        position = line.position()
        position.setY(height)
        line.setPosition(position)
        height += max(leading, line.height())
    layout.endLayout()
    return layout, height


def _formats(segments: Sequence[Segment]) -> list[QTextLayout.FormatRange]:
    found, start = [], 0
    for each in segments:
        # Qt counts UTF-16 units; the words themselves do not tell how many they are.
        length = len(each.words.encode("utf-16-le")) // 2
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = start, length, _format(each.look)
        if each.look in (ADDED, REMOVED):
            span.length = max(0, length - 1)  # the blank after the last word is neither
        found.append(span)
        start += length
    return found


def _format(look: str) -> QTextCharFormat:
    theme = current_theme()
    form = QTextCharFormat()
    form.setForeground(theme.colour({ADDED: "success", REMOVED: "danger", MUTED: "text3"}.get(look, "text")))
    if look == HEAD:
        form.setFontWeight(QFont.Weight.DemiBold)
    elif look == REMOVED:
        form.setFontStrikeOut(True)
    elif look == ADDED:
        form.setFontUnderline(True)
    return form
