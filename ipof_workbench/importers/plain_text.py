"""Plain text: which encoding it is in, and that it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import UnreadableInput
from ipof_workbench.importers import limits
from ipof_workbench.importers.sources import ReadText, clean

if TYPE_CHECKING:
    from pathlib import Path

# The longer marks first: UTF-32 LE begins with the mark of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.01
_WESTERN_HIGH = frozenset(range(0xC0, 0x100)) | frozenset(
    (0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xA0, 0xA3, 0xA9, 0xAB, 0xB0, 0xB4, 0xB7, 0xBB, 0xBD)
)
_SAMPLE = 200_000


def read_plain_text(path: Path) -> ReadText:
    """Return the words of a text file.

    Raises:
        UnreadableInput: empty, not text, or in no encoding that can be told.
        InputTooLarge: above one of `limits`.
    """
    content = limits.read_bytes(path)
    text, notes = decode(content, path.name)
    return ReadText(limits.check_text(clean(text), path.name), content, notes)


def decode(content: bytes, file_name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes and a note when its encoding was guessed.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    encoding, note = find_encoding(content, file_name)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnreadableInput(
            f"{file_name} is damaged or in an encoding that cannot be told; save it as UTF-8 first."
        ) from None
    if len(_CONTROLS.findall(text)) > _CONTROL_SHARE * len(text):
        raise not_text(file_name)
    return text, (note,) if note else ()


def find_encoding(content: bytes, file_name: str) -> tuple[str, str]:
    """Return the encoding of some bytes and a note when it is a guess: marks first, strict UTF-8, then a detector.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, ""
    wide = _wide_encoding(content)
    if wide:
        return wide, f"{file_name} was read as {_shown(wide)}, a guess; check the accents and signs."
    if content.count(b"\0") > _CONTROL_SHARE * len(content):
        raise not_text(file_name)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        guess = _guess(content)
    else:
        return "utf-8", ""
    if not guess:
        raise not_text(file_name)
    return guess, f"{file_name} was read as {_shown(guess)}, a guess; check the accents and signs."


def not_text(file_name: str) -> UnreadableInput:
    """Return the refusal of bytes that are no text."""
    return UnreadableInput(f"{file_name} is not a text file, whatever its name says.")


def _wide_encoding(content: bytes) -> str:
    """Return UTF-16 without a mark, told by its zero bytes on one side; empty when it is not."""
    sample = content[: _SAMPLE - _SAMPLE % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if len(content) % 2 == 0 and odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if len(content) % 2 == 0 and even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _guess(content: bytes) -> str:
    """Return the encoding a detector takes the bytes for; empty when it finds none.

    Short Western texts mislead every detector, so where all bytes above ASCII are the letters and quotation marks of
    Windows-1252 that is taken first.
    """
    high = {byte for byte in content if byte > 0x7F}
    ascii_share = sum(byte < 0x80 for byte in content[:_SAMPLE]) / min(len(content), _SAMPLE)
    if high <= _WESTERN_HIGH and ascii_share > 0.8:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    return str(best.encoding) if best is not None else ""


def _shown(encoding: str) -> str:
    return {"cp1252": "Windows-1252", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}.get(encoding, encoding)
