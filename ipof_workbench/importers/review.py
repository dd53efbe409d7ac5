"""The review of speakers before a transcript is stored: who interviews, which spellings belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ipof_workbench.domain.imported import ParsedTranscript, ParsedTurn
from ipof_workbench.domain.text import count_words

_INTERVIEWER = re.compile(
    r"(?:the\s+)?(?:interviewers?|int(?:erv|vr|er)?|researchers?|research assistant|facilitators?|fac|i|q)"
    r"(?:[\s._#-]*\d{1,3}[a-z]?)?(?:[\s.,:(\[-].*)?",
    re.IGNORECASE,
)
_MODERATOR = re.compile(r"(?:mod|moderators?)[\s._-]*\d{0,2}\.?", re.IGNORECASE)
_NOT_ALNUM = re.compile(r"[\W_]+")
_GROUP_SPEAKERS = 4
"""From so many speakers on, a “Moderator” leads the talk; in an interview it may be the forum's moderator."""
_QUESTION_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How much one speaker says; `words` are counted without the label."""

    speaker: str
    turns: int
    words: int
    questions: int
    is_interviewer: bool


def speaker_counts(transcript: ParsedTranscript) -> list[SpeakerCount]:
    """Return the counts of each speaker in order of the first words."""
    return [
        replace(each, is_interviewer=each.speaker in transcript.interviewers)
        for each in _count(transcript.text, transcript.turns)
    ]


def guess_interviewers(text: str, turns: Iterable[ParsedTurn]) -> frozenset[str]:
    """Return the speakers who seem to interview: by name, else the one who asks most with the fewest words.

    Without at least two speakers only a name tells.
    """
    spoken = [turn for turn in turns if turn.speaker]
    speakers = dict.fromkeys(turn.speaker for turn in spoken)
    by_name = frozenset(
        name for name in speakers if _INTERVIEWER.fullmatch(name) and "interviewee" not in name.casefold()
    )
    if by_name or len(speakers) < 2:
        return by_name
    moderators = frozenset(name for name in speakers if _MODERATOR.fullmatch(name))
    if moderators and len(speakers) >= _GROUP_SPEAKERS:
        return moderators
    counts = _count(text, spoken)
    asks = max(counts, key=lambda each: (each.questions, -each.words))
    others = [each for each in counts if each is not asks]
    asks_most = asks.questions >= 2 and all(each.questions < asks.questions for each in others)
    asks_often = asks.questions >= _QUESTION_SHARE * asks.turns
    says_less = asks.words <= max(each.words for each in others)
    return frozenset({asks.speaker}) if asks_most and asks_often and says_less else frozenset()


def spelling_variants(transcript: ParsedTranscript) -> dict[str, str]:
    """Return spellings of one name that differ in case, blanks or signs only: variant -> the one used most."""
    turns_of: dict[str, int] = {}
    for turn in transcript.turns:
        if turn.speaker:
            turns_of[turn.speaker] = turns_of.get(turn.speaker, 0) + 1
    main: dict[str, str] = {}
    for speaker in sorted(turns_of, key=lambda name: -turns_of[name]):
        main.setdefault(_key(speaker), speaker)
    return {speaker: main[_key(speaker)] for speaker in turns_of if main[_key(speaker)] != speaker}


def with_speakers(
    transcript: ParsedTranscript, renames: Mapping[str, str], interviewers: Iterable[str] | None = None
) -> ParsedTranscript:
    """Return the transcript with speakers renamed; text and offsets stay.

    `interviewers` are names after the renaming; None keeps the old ones under their new names.
    """
    turns = tuple(
        replace(turn, speaker=renames.get(turn.speaker, turn.speaker)) if turn.speaker else turn
        for turn in transcript.turns
    )
    if interviewers is None:
        interviewers = (renames.get(name, name) for name in transcript.interviewers)
    return replace(transcript, turns=turns, interviewers=frozenset(interviewers))


def speaker_notes(transcript: ParsedTranscript) -> tuple[str, ...]:
    """Return what a person should look at among the speakers, a sentence each."""
    if not transcript.speakers:
        return ("No speakers were recognised; the text is kept as one piece.",)
    notes = [
        f"“{variant}” may be another spelling of “{main}”." for variant, main in spelling_variants(transcript).items()
    ]
    if len(transcript.speakers) == 1:
        notes.append(f"Only one speaker was recognised: “{transcript.speakers[0]}”.")
    elif not transcript.interviewers:
        notes.append("No interviewer was recognised among the speakers; mark one if there is one.")
    return tuple(notes)


def _count(text: str, turns: Iterable[ParsedTurn]) -> list[SpeakerCount]:
    words: dict[str, list[str]] = {}
    for turn in turns:
        if turn.speaker:
            words.setdefault(turn.speaker, []).append(text[turn.words_start : turn.end])
    return [
        SpeakerCount(
            speaker,
            len(said),
            sum(map(count_words, said)),
            sum(1 for each in said if "?" in each),
            is_interviewer=False,
        )
        for speaker, said in words.items()
    ]


def _key(speaker: str) -> str:
    return _NOT_ALNUM.sub("", speaker).casefold()
