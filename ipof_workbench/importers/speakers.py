"""Speakers and their turns: the layout of a transcript is recognised, and the turns tile its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ipof_workbench.domain.imported import ParsedTurn
from ipof_workbench.importers.speaker_labels import (
    Candidate,
    Layout,
    candidates,
    clock_seconds,
    is_known,
    is_time_line,
    is_weakly_known,
    recurrences_needed,
)

_ESTABLISHED = 4
"""From so many accepted lines on, a layout is certain enough to believe a label that stands once."""
_SHARE_OF_ONE_NAME = 0.1
"""A single name that is no word for a speaker must stand on so many of the lines."""
_SHARE_ABOVE = 0.15
"""Names on lines of their own, without number or time, must be so many of the lines: page headings recur too."""
_WORDS_OF_A_NAME = 4
_HEADING_CHARACTERS = 40
_NO_BOLD: Mapping[int, int] = {}
_LAYOUTS: tuple[Layout, ...] = ("colon", "columns", "above", "bold")


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    found: dict[Layout, Candidate]


def find_turns(text: str, bold: Mapping[int, int] = _NO_BOLD) -> tuple[ParsedTurn, ...]:
    """Return the turns of a text; they tile it (see `ParsedTurn`). Without speakers it is one turn, number 0.

    `bold` maps the start of a paragraph to the end of its leading bold run. The layout is the one that most lines
    agree on: `Name: words`, bold name, name on the line above, or columns. Each labelled line is a turn of its own.
    A label must stand several times or be a known word for a speaker, so that a colon in a sentence makes no speaker.
    """
    if not text:
        return ()
    lines = _split(text, bold)
    counts = {layout: _count(lines, layout) for layout in _LAYOUTS}
    accepted = {layout: _accepted(lines, layout, counts[layout]) for layout in _LAYOUTS}
    weight = {layout: sum(counts[layout][label] for label in accepted[layout]) for layout in _LAYOUTS}
    layout = max(_LAYOUTS, key=lambda each: weight[each])
    if not weight[layout]:
        return (ParsedTurn(0, "", 0, 0, len(text)),)
    return _tile(text, _openings(lines, layout, accepted[layout]))


def _split(text: str, bold: Mapping[int, int]) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    for piece in text.split("\n"):
        found: dict[Layout, Candidate] = {}
        if piece and not piece.isspace():
            for candidate in candidates(piece, max(0, min(bold.get(at, 0) - at, len(piece)))):
                found.setdefault(candidate.layout, candidate)
            if "above" in found and lines and is_time_line(lines[-1].text):
                found["above"] = found["above"]._replace(marked=True)
        lines.append(_Line(at, piece, found))
        at += len(piece) + 1
    return lines


def _count(lines: list[_Line], layout: Layout) -> Counter[str]:
    return Counter(line.found[layout].label for line in lines if layout in line.found)


def _accepted(lines: list[_Line], layout: Layout, counts: Counter[str]) -> set[str]:
    """Return the labels of a layout that are taken for speakers."""
    found = [line.found[layout] for line in lines if layout in line.found]
    marked = {each.label for each in found if each.marked}
    spaced = {each.label for each in found if not each.glued}
    known = {label for label in counts if is_known(label) and (layout != "bold" or counts[label] > 1)}
    recurring = {label for label in spaced - known if _recurs(label, counts[label], layout, label in marked)}
    filled = sum(1 for line in lines if line.text.strip())
    if not known and len(recurring) < 2 and _total(counts, recurring) < _SHARE_OF_ONE_NAME * filled:
        return set()
    if layout == "above" and not recurring <= marked and _total(counts, recurring | known) < _SHARE_ABOVE * filled:
        recurring &= marked
    certain = (known | recurring) - _heading_labels(lines, layout, known, recurring, counts)
    if _total(counts, certain) < _ESTABLISHED:
        return certain
    once = {label for label in marked & spaced if recurrences_needed(label) == 2}
    headings = (known | recurring) - certain
    return certain | ({label for label in spaced if is_weakly_known(label)} | once) - headings


def _recurs(label: str, count: int, layout: Layout, is_marked: bool) -> bool:
    needed = recurrences_needed(label)
    if layout in {"above", "bold"} and not is_marked:
        # A line by itself may be an answer ("Mostly not."), so more is asked of it.
        needed = max(3, needed) if needed and len(label.split()) <= _WORDS_OF_A_NAME and label[-1] not in ".," else 0
    return bool(needed) and count >= needed


def _total(counts: Counter[str], labels: set[str]) -> int:
    return sum(counts[label] for label in labels)


def _heading_labels(
    lines: list[_Line], layout: Layout, known: set[str], recurring: set[str], counts: Counter[str]
) -> set[str]:
    """Return the labels of a heading (“Interviewer: Jane Doe”) that stands before a talk with other labels."""
    single = {label for label in known if counts[label] == 1}
    talking = (known | recurring) - single
    if layout != "colon" or not single or _total(counts, talking) < _ESTABLISHED:
        return set()
    heading: set[str] = set()
    for line in lines:
        found = line.found.get(layout)
        if found and found.label in talking:
            break
        if found and found.label in single:
            words = line.text[found.words_at :].strip()
            if 0 < len(words) <= _HEADING_CHARACTERS and words[-1].isalnum():
                heading.add(found.label)
    return heading


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    words_start: int
    speaker: str
    seconds: float | None


def _openings(lines: list[_Line], layout: Layout, accepted: set[str]) -> list[_Opening]:
    """Return where the turns begin, in order of the text."""
    openings: list[_Opening] = []
    words_due = False
    for number, line in enumerate(lines):
        found = _speaker_on(line, layout, accepted)
        # The line below a name alone is that speaker's, even if it could be a name itself.
        if found and not (words_due and found.layout == "above" and not (found.marked or is_known(found.label))):
            openings.append(_opening(lines, number, found))
            words_due = found.layout == "above"
        elif line.text.strip() and not is_time_line(line.text):
            words_due = False
    return openings


def _speaker_on(line: _Line, layout: Layout, accepted: set[str]) -> Candidate | None:
    """Return the speaker named on a line: in the layout of the text, or before a colon with one of its labels."""
    for each in dict.fromkeys((layout, "colon" if layout != "above" else layout)):
        candidate = line.found.get(each)
        if candidate and candidate.label in accepted:
            return candidate
    return None


def _opening(lines: list[_Line], number: int, found: Candidate) -> _Opening:
    """Return the opening of a turn, with the time stamps that stand on lines of their own around the label."""
    line, start, seconds = lines[number], lines[number].start, found.seconds
    words_start = line.start + found.words_at
    if seconds is None and number and is_time_line(lines[number - 1].text):
        start, seconds = lines[number - 1].start, clock_seconds(lines[number - 1].text)
    if not line.text[found.words_at :].strip() and number + 1 < len(lines):
        words_start = lines[number + 1].start
        if is_time_line(lines[number + 1].text) and number + 2 < len(lines):
            seconds = clock_seconds(lines[number + 1].text) if seconds is None else seconds
            words_start = lines[number + 2].start
    return _Opening(start, words_start, found.label, seconds)


def _tile(text: str, openings: list[_Opening]) -> tuple[ParsedTurn, ...]:
    """Return turns that cover the text without gaps; what stands before the first speaker is turn 0."""
    turns: list[ParsedTurn] = []
    first = openings[0].start
    if text[:first].strip():
        turns.append(ParsedTurn(0, "", 0, 0, first))
    else:
        openings = [_Opening(0, openings[0].words_start, openings[0].speaker, openings[0].seconds), *openings[1:]]
    ends = [after.start for _, after in pairwise(openings)] + [len(text)]
    for number, (opening, end) in enumerate(zip(openings, ends, strict=True), start=1):
        words_start = min(opening.words_start, end)
        turns.append(ParsedTurn(number, opening.speaker, opening.start, words_start, end, opening.seconds))
    return tuple(turns)
