"""What a format module hands to the recognition of speakers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipof_workbench.domain.text import normalise

_RARE = ("\r", "\0", "\u2028", "\u2029", "\ufeff")


def clean(text: str) -> str:
    """Return the normalised text (`domain.text.normalise`); one that needs no change, the usual case, is not copied.

    Normalising the result again changes nothing, whatever stood at the start: offsets counted in it hold.
    """
    if text.isascii():
        return normalise(text) if "\r" in text or "\0" in text else text
    if any(rare in text for rare in _RARE):
        # Several byte-order marks, or one behind a NUL, would otherwise leave one for the next round.
        return normalise(text.replace("\0", "").lstrip("\ufeff"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate
        return normalise(text)
    return text


@dataclass(frozen=True, slots=True)
class Cue:
    """Words with a time: `seconds` from the start of the recording, `speaker` empty where the file names none."""

    seconds: float | None
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as read.

    `text` is normalised; `content` are the bytes of the file. `bold` maps the offset of a paragraph's start to the
    offset of the end of its leading bold run (code points). `cues` are given by subtitles, whose `text` is empty.
    """

    text: str
    content: bytes
    notes: tuple[str, ...] = ()
    bold: dict[int, int] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
