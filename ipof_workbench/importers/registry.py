"""Which module reads which kind of file, and the one way from a file to a parsed transcript."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.domain.imported import ParsedTranscript
from ipof_workbench.importers import limits
from ipof_workbench.importers.review import guess_interviewers, speaker_notes
from ipof_workbench.importers.sources import ReadText
from ipof_workbench.importers.speakers import find_turns

Reader = Callable[[Path], ReadText]

_OTHER_FORMATS = {
    ".doc": "is in the old Word format (.doc); save it as .docx in Word first",
    ".rtf": "is a rich text file; save it as .docx first",
    ".odt": "is an OpenDocument file; save it as .docx first",
    ".pdf": "is a PDF; save its text as .docx or .txt first",
    ".csv": "is a table; import it as a survey or as posts",
    ".xlsx": "is a spreadsheet; save it as .csv and import it as a survey or as posts",
}


def _word_document() -> Reader:
    from ipof_workbench.importers.word_document import read_word_document

    return read_word_document


def _plain_text() -> Reader:
    from ipof_workbench.importers.plain_text import read_plain_text

    return read_plain_text


def _vtt() -> Reader:
    from ipof_workbench.importers.subtitles import read_vtt

    return read_vtt


def _srt() -> Reader:
    from ipof_workbench.importers.subtitles import read_srt

    return read_srt


_READERS: dict[str, Callable[[], Reader]] = {
    ".docx": _word_document,
    ".docm": _word_document,
    ".txt": _plain_text,
    ".md": _plain_text,
    ".vtt": _vtt,
    ".srt": _srt,
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""The suffixes of transcripts that can be read, in lower case."""
LIGHT_SUFFIXES = frozenset({".txt", ".md", ".vtt", ".srt"})
"""Formats without a container, which need no process of their own when they are small."""


def reader_for(path: Path) -> Reader:
    """Return the function that reads files of this suffix.

    Raises:
        UnreadableInput: no module reads it; the sentence lists what can be read.
    """
    suffix = path.suffix.lower()
    if suffix in _READERS:
        return _READERS[suffix]()
    if suffix in _OTHER_FORMATS:
        raise UnreadableInput(f"{path.name} {_OTHER_FORMATS[suffix]}.")
    kind = f"Files ending in {path.suffix}" if suffix else "Files without an ending"
    raise UnreadableInput(f"{kind} cannot be read ({path.name}); use {', '.join(SUFFIXES)}.")


def read_transcript(path: Path) -> ParsedTranscript:
    """Return the text of a file with its turns, which tile it, and the speakers taken to be interviewers.

    Raises:
        UnreadableInput: missing, a folder, of an unknown kind, damaged, protected, empty or without words.
        InputTooLarge: above one of `limits`.
    """
    limits.check_file(path)
    source = reader_for(path)(path)
    if source.cues:
        from ipof_workbench.importers.subtitles import turns_of_cues

        text, turns = turns_of_cues(source.cues)
    else:
        text, turns = source.text, find_turns(source.text, source.bold)
    transcript = ParsedTranscript(
        name=path.stem,
        file_name=path.name,
        file_sha256=hashlib.sha256(source.content).hexdigest(),
        text=text,
        turns=turns,
        interviewers=guess_interviewers(text, turns),
        notes=source.notes,
    )
    return replace(transcript, notes=source.notes + speaker_notes(transcript))
