"""Subtitles (.vtt, .srt): cues with times and, where the file names them, speakers."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.domain.imported import ParsedTurn
from ipof_workbench.importers import limits
from ipof_workbench.importers.plain_text import decode
from ipof_workbench.importers.sources import Cue, ReadText, clean
from ipof_workbench.importers.speakers import find_turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{0,200})>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang|font)(?:[.\s][^>]{0,200})?>|<[\d:.]+>", re.IGNORECASE)
_SILENT_BLOCKS = ("NOTE", "STYLE", "REGION")


def read_vtt(path: Path) -> ReadText:
    """Return the cues of a WebVTT file.

    Raises:
        UnreadableInput: it does not begin with WEBVTT, holds no words or is no text.
        InputTooLarge: above one of `limits`.
    """
    return _read(path, needs_header=True)


def read_srt(path: Path) -> ReadText:
    """Return the cues of a SubRip file; raises as `read_vtt`."""
    return _read(path, needs_header=False)


def turns_of_cues(cues: tuple[Cue, ...]) -> tuple[str, tuple[ParsedTurn, ...]]:
    """Return the text made of cues and the turns that tile it.

    Consecutive cues of one speaker are one turn: a line `Speaker: words` with the time of its first cue. Where no
    cue names a speaker, each cue is a line, and all are one turn.
    """
    cues = _with_named_speakers(cues)
    lines: list[tuple[str, str, float | None]] = []
    for cue in cues:
        if lines and cue.speaker and lines[-1][0] == cue.speaker:
            speaker, words, seconds = lines[-1]
            lines[-1] = (speaker, f"{words} {cue.words}", seconds)
        else:
            lines.append((cue.speaker, cue.words, cue.seconds))
    return _tile(lines)


def _tile(lines: list[tuple[str, str, float | None]]) -> tuple[str, tuple[ParsedTurn, ...]]:
    pieces: list[str] = []
    turns: list[ParsedTurn] = []
    at = number = 0
    for index, (speaker, words, seconds) in enumerate(lines):
        label = f"{speaker}: " if speaker else ""
        line = label + words + ("\n" if index < len(lines) - 1 else "")
        pieces.append(line)
        if speaker:
            number += 1
            turns.append(ParsedTurn(number, speaker, at, at + len(label), at + len(line), seconds))
        elif turns:
            last = turns.pop()
            turns.append(
                ParsedTurn(last.number, last.speaker, last.start, last.words_start, at + len(line), last.seconds)
            )
        else:
            turns.append(ParsedTurn(0, "", at, at, at + len(line), seconds))
        at += len(line)
    return "".join(pieces), tuple(turns)


def _with_named_speakers(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return the cues with speakers taken from `Name: words` where no cue has a voice (Zoom writes them so)."""
    if any(cue.speaker for cue in cues):
        return cues
    text = "\n".join(cue.words for cue in cues)
    named: dict[int, ParsedTurn] = {turn.start: turn for turn in find_turns(text) if turn.speaker}
    found, at, speaker = [], 0, ""
    for cue in cues:
        turn, end = named.get(at), at + len(cue.words)
        words = cue.words
        if turn is not None:
            speaker, words = turn.speaker, text[min(turn.words_start, end) : end]
        if words:
            found.append(Cue(cue.seconds, speaker, words))
        at = end + 1
    return tuple(found)


def _read(path: Path, *, needs_header: bool) -> ReadText:
    content = limits.read_bytes(path)
    raw, notes = decode(content, path.name)
    text = clean(raw)
    if needs_header and not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        raise UnreadableInput(f"{path.name} does not begin with WEBVTT, so it is not a WebVTT file.")
    cues = tuple(_cues(text))
    limits.check_text("\n".join(cue.words for cue in cues), path.name)
    return ReadText("", content, notes, cues=cues)


def _cues(text: str) -> Iterator[Cue]:
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        if lines[0].split(" ", 1)[0].strip() in _SILENT_BLOCKS and "-->" not in lines[0]:
            continue
        timed = next((number for number, line in enumerate(lines[:3]) if _TIMES.match(line)), None)
        if timed is None:
            continue
        yield from _spoken(
            _seconds(lines[timed]), " ".join(line.strip() for line in lines[timed + 1 :] if line.strip())
        )


def _seconds(line: str) -> float:
    found = _TIMES.match(line)
    assert found is not None, "only lines that match are passed"
    hours, minutes, seconds, part = found.groups()[:4]
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part}")


def _spoken(seconds: float, payload: str) -> Iterator[Cue]:
    """Yield the words of one cue, a piece for each voice in it."""
    speaker, at = "", 0
    for voice in (*_VOICE.finditer(payload), None):
        piece = payload[at : voice.start() if voice else len(payload)]
        words = " ".join(clean(html.unescape(_TAG.sub("", piece))).split())
        if words:
            yield Cue(seconds, speaker, words)
        if voice:
            speaker, at = " ".join(html.unescape(voice[1] or "").split()), voice.end()
