"""What the transcript view is told: turns and codings, in code points of the stored text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class TurnMark:
    """One turn of speech, or one unit of a survey or thread.

    `[start, end)` is the turn with its label, `speech_start` the first code point after the label; the label itself
    is shown in the gutter (`speaker` over `time`) and not in the text.
    """

    start: int
    end: int
    speech_start: int
    speaker: str
    time: str = ""
    is_interviewer: bool = False


class CodingMark(NamedTuple):
    """One coding as it is painted (a tuple: thousands are made when a document opens).

    `configuration` is the number in the disc ("" for none), `configuration_key` what clicks on it report: negative
    where the disc stands for a statement. `is_lit` tells whether the words themselves are marked; its stripe and its
    name stand in the margin in any case. `is_quiet` codings (thematic ones beside realist elements) own the tint only
    where nothing else is coded.
    """

    key: int
    start: int
    end: int
    role_key: str
    letter: str
    name: str
    configuration: str = ""
    configuration_key: int | None = None
    is_current: bool = False
    is_partial: bool = False
    is_lit: bool = True
    is_quiet: bool = False


def hidden_ranges(text: str, turns: Sequence[TurnMark]) -> list[tuple[int, int]]:
    """Return what is not displayed: labels of turns, and empty lines between turns (there is a gap instead).

    A line break always stays between two turns that have one, so that each begins on a line of its own.
    """
    hidden: list[tuple[int, int]] = []
    last = len(turns) - 1
    for number, turn in enumerate(turns):
        first_word = turn.speech_start
        while first_word < turn.end and text[first_word] in "\n \t":
            first_word += 1
        if first_word >= turn.end:
            first_word = turn.speech_start
        if first_word > turn.start:
            hidden.append((turn.start, first_word))
        end = turn.end
        while end > first_word and text[end - 1] in "\n \t":
            end -= 1
        blank = text[end : turn.end]
        if blank and number == last:
            hidden.append((end, turn.end))
        elif "\n" in blank and len(blank) > 1:
            keep = end + blank.index("\n")
            hidden.extend(((end, keep), (keep + 1, turn.end)))
    return [(start, stop) for start, stop in hidden if start < stop]
