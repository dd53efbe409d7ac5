"""The text on display: its map to the stored text, its blocks and its turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ipof_workbench.ui.text_offsets import TextMap
from ipof_workbench.ui.transcript.marks import TurnMark, hidden_ranges


class DocumentText:
    """One stored text as the transcript view shows it.

    Args:
        text: the stored text.
        turns: its turns in order; they need not cover all of it.
        unit_label: what the gutter says when there are no turns (a respondent, an author).
    """

    def __init__(self, text: str, turns: Sequence[TurnMark] = (), unit_label: str = "") -> None:
        self.text = text
        self.turns = tuple(turns)
        self.map = TextMap(text, hidden_ranges(text, self.turns))
        starts = _line_starts(self.map.display)
        self.block_starts = _units(self.map.display, starts) if self.map.is_wide else starts
        """The UTF-16 position at which each block begins, ascending."""
        self.stored_starts = self.map.stored_starts(starts)
        """The stored position from which on words are displayed in each block (or were cut out there), ascending."""
        self._turn_starts = [turn.start for turn in self.turns]
        shown = self.turns or ((TurnMark(0, len(text), 0, unit_label),) if unit_label else ())
        self.heads: dict[int, list[TurnMark]] = {}
        """Turns by the number of the block in which they begin."""
        for turn in shown:
            self.heads.setdefault(self.block_of(self.map.to_view(turn.speech_start)), []).append(turn)
        self.gap_after = {number - 1 for number in self.heads if number > 0}

    def block_of(self, view: int) -> int:
        """Return the number of the block that holds a UTF-16 position."""
        return max(0, bisect_right(self.block_starts, view) - 1)

    def turn_at(self, offset: int) -> int:
        """Return the index of the turn that holds a stored position (the one before it when none does; -1: none)."""
        return bisect_right(self._turn_starts, offset) - 1

    def interviewer_ranges(self) -> list[tuple[int, int]]:
        """Return what the interviewers say, as UTF-16 ranges of the display."""
        return [self.map.span_to_view(turn.speech_start, turn.end) for turn in self.turns if turn.is_interviewer]


def _line_starts(display: str) -> list[int]:
    starts = [0]
    at = display.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = display.find("\n", at + 1)
    return starts


def _units(display: str, starts: list[int]) -> list[int]:
    """Return code points of the display as UTF-16 positions."""
    units, passed, result = 0, 0, []
    for start in starts:
        units += len(display[passed:start].encode("utf-16-le")) // 2
        passed = start
        result.append(units)
    return result
