"""Coding by rule: what the rules are, and which spans of a text they propose. Nothing is coded here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.sentence_spans import sentences_of
from ipof_workbench.domain.text import folded, shorten

CONTEXT = 60
"""Characters shown before and after a passage."""
LONGEST_SHOWN = 400
_HEADING_LENGTH = 100
_LINE = re.compile(r"[^\n]+")


class By(StrEnum):
    """What a rule goes by."""

    SPEAKER = "speaker"
    QUESTION = "question"
    COLUMN = "column"
    SEARCH = "search"


class Unit(StrEnum):
    """How much a search hit codes: its words, its sentence, or its turn (answer, post, paragraph)."""

    WORDS = "words"
    SENTENCE = "sentence"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class AutoRule:
    """A rule.

    Attributes:
        by: what it goes by.
        words: the speaker; what the interviewer's question or the heading holds; or what is searched for.
        role: speakers: all participants of this role instead of one speaker.
        question: columns: the survey question.
        unit: search: how much is coded.
        interviewers: whether turns of interviewers are proposed too.
    """

    by: By
    words: str = ""
    role: str = ""
    question: Rid | None = None
    unit: Unit = Unit.TURN
    interviewers: bool = False

    @property
    def described(self) -> str:
        """The rule in words, as it is kept with each coding: “speaker Denise”, “sentences with night*”."""
        words = shorten(self.words, 60)
        if self.by == By.SPEAKER:
            return f"speakers in the role {self.role}" if self.role else f"speaker {words}"
        if self.by == By.QUESTION:
            return f"answers to questions with {words}"
        if self.by == By.COLUMN:
            return f"answers to {words}"
        return {Unit.WORDS: "words", Unit.SENTENCE: "sentences", Unit.TURN: "turns"}[self.unit] + f" with {words}"

    def checked(self) -> AutoRule:
        """Return the rule, its words without outer space.

        Raises:
            UsageError: it says nothing to go by.
        """
        rule = replace(self, words=self.words.strip(), role=self.role.strip())
        if self.by == By.COLUMN and self.question is None:
            raise UsageError("Choose a question of the survey first.")
        if self.by == By.SPEAKER and not (rule.words or rule.role):
            raise UsageError("Choose a speaker or a role first.")
        if self.by in (By.QUESTION, By.SEARCH) and not any(sign.isalnum() for sign in rule.words):
            raise UsageError("Write at least one letter or digit to look for.")
        return rule


class TurnSpan(NamedTuple):
    """A turn of a text: where it begins, where its words begin and end, and whose it is."""

    start: int
    words_start: int
    end: int
    is_interviewer: bool
    speaker: str = ""
    participant: str = ""
    role: str = ""

    def is_of(self, name: str) -> bool:
        """Tell whether a speaker or participant of this name speaks."""
        return name in (self.speaker, self.participant)


class Proposal(NamedTuple):
    """A passage that a rule proposes: its words, what stands before and after it, whether it is coded so already."""

    document: Rid
    start: int
    end: int
    quote: str
    before: str
    after: str
    is_coded: bool


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span without the white space at its ends; None where nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return (start + left, start + right) if left < right else None


def turn_spans(text: str, turns: Sequence[TurnSpan], interviewers: bool) -> Iterator[tuple[int, int]]:
    """Return the words of the turns."""
    for turn in turns:
        if interviewers or not turn.is_interviewer:
            span = trimmed(text, turn.words_start, turn.end)
            if span is not None:
                yield span


def answers_to(text: str, turns: Sequence[TurnSpan], words: str, interviewers: bool) -> list[tuple[int, int]]:
    """Return what follows a question that holds all words: the turns up to the interviewer's next one.

    A text without turns is taken by its headings: a short line of its own that is no sentence, and all lines after it
    up to the next one.
    """
    typed = folded(words).split()
    if not turns:
        return _below_headings(text, typed)
    found: list[tuple[int, int]] = []
    answers = False
    for turn in turns:
        if turn.is_interviewer:
            said = folded(text[turn.words_start : turn.end])
            answers = all(word in said for word in typed)
            if not (answers and interviewers):
                continue
        if answers:
            found.extend(turn_spans(text, [turn], True))
    return found


def _below_headings(text: str, typed: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin: int | None = None
    before_is_blank = True
    end = 0
    for line in text.split("\n"):
        start, end = end, end + len(line) + 1
        if before_is_blank and is_heading(line):
            if begin is not None:
                found.append((begin, start))
            begin = end if all(word in folded(line) for word in typed) else None
        before_is_blank = not line.strip()
    if begin is not None:
        found.append((begin, len(text)))
    return [span for start, stop in found if (span := trimmed(text, start, min(stop, len(text)))) is not None]


def is_heading(line: str) -> bool:
    """Tell whether a line reads as a heading: short, and no sentence; a question may be one."""
    words = line.strip()
    return bool(words) and len(words) <= _HEADING_LENGTH and words[-1] not in ".!,;…。！"


class _Sentences:
    """The sentences of one stretch of a text, split only as far as one asks."""

    def __init__(self, text: str, low: int, high: int) -> None:
        self._coming = sentences_of(text, low, high)
        self._found: list[tuple[int, int]] = []

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the whole sentences that a hit touches, or None."""
        while not self._found or self._found[-1][0] < end:
            following = next(self._coming, None)
            if following is None:
                break
            self._found.append(following)
        touched = [span for span in self._found if span[0] < end and start < span[1]]
        return (min(touched[0][0], start), max(touched[-1][1], end)) if touched else None


def units_around(
    text: str, turns: Sequence[TurnSpan], hits: Iterable[tuple[int, int]], unit: Unit, whole: bool, interviewers: bool
) -> list[tuple[int, int]]:
    """Return the unit around each hit, each once and in order; hits in turns of interviewers are left out unless asked.

    `whole`: without turns the text is one unit (an answer, a post), not its paragraphs.
    """
    found: dict[tuple[int, int], None] = {}
    at, within, split = 0, (-1, -1), _Sentences("", 0, 0)
    for start, end in hits:
        low, high = 0, len(text)
        while at + 1 < len(turns) and turns[at + 1].start <= start:
            at += 1
        if turns:
            turn = turns[at]
            if turn.is_interviewer and not interviewers:
                continue
            low, high = (turn.words_start if turn.words_start <= start else turn.start), max(turn.end, end)
        elif not whole:
            low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            high = len(text) if high < 0 else high
        if unit == Unit.WORDS:
            found[(start, end)] = None
            continue
        if within != (low, high):
            # Several hits in one unit are the rule: it is split once.
            within = (low, high)
            whole_unit = trimmed(text, low, high)
            split = _Sentences(text, low, high)
            if unit == Unit.TURN and whole_unit is not None:
                found[whole_unit] = None
        span = split.around(start, end) if unit == Unit.SENTENCE else None
        if span is not None:
            found[span] = None
    return list(found)


def proposal(document: Rid, text: str, span: tuple[int, int], is_coded: bool) -> Proposal:
    """Return a passage with what stands around it, each on one line."""
    start, end = span
    quote = text[start : min(end, start + LONGEST_SHOWN)] + ("…" if end - start > LONGEST_SHOWN else "")
    left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before = text[left:start].rpartition("\n")[2]
    after = text[end:right].partition("\n")[0]
    return Proposal(document, start, end, " ".join(quote.split()), before, after, is_coded)


def is_covered(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Tell whether one of the spans holds all of another."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)
