"""The sizes that are accepted, and the checks of a file before anything parses it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ipof_workbench.domain.errors import InputTooLarge, UnreadableInput

CONTAINER_BYTES = 64 * 1024 * 1024
"""All parts of a container (docx) together, unpacked; also the most a packed file or a plain text may take on disk."""
PART_BYTES = 64 * 1024 * 1024
"""One XML part, unpacked."""
PART_COUNT = 10_000
"""Parts in a container."""
PACKING_RATIO = 200
"""Unpacked to packed size of one part; honest documents stay under 40."""
RATIO_FREE_BYTES = 1024 * 1024
"""Parts up to this size may pack as well as they like: a small file of blanks is no bomb."""
TEXT_CHARACTERS = 5_000_000
"""Code points in one text; also in one cell of a table."""
TABLE_ROWS = 5_000_000
"""Rows in one table."""
NESTING = 60
"""Tables in tables, boxes in boxes."""
WORKER_BYTES = 2 * 1024**3
"""Address space of the worker process, where the system can cap it."""

_CHUNK = 1024 * 1024
_WORD = re.compile(r"\w")


def check_file(path: Path) -> int:
    """Return the size in bytes of a readable, ordinary, non-empty file.

    Raises:
        UnreadableInput: it is missing, a folder, something else, or empty.
    """
    try:
        if path.is_dir():
            raise UnreadableInput(f"{path.name or path} is a folder; choose the files inside it.")
        if not path.exists():
            raise UnreadableInput(f"There is no file {path}.")
        if not path.is_file():
            raise UnreadableInput(f"{path.name} is not an ordinary file.")
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:
        raise UnreadableInput("A file name holds a NUL character; give the name of a file that exists.") from None
    if size == 0:
        raise UnreadableInput(f"{path.name} is empty.")
    return size


def read_bytes(path: Path, limit: int = CONTAINER_BYTES) -> bytes:
    """Return all bytes of a file of at most `limit` bytes.

    Raises:
        UnreadableInput: as `check_file`, or the system refuses to read it.
        InputTooLarge: it is larger than `limit`.
    """
    size = check_file(path)
    if size > limit:
        raise InputTooLarge(
            f"{path.name} has {megabytes(size)}; files up to {megabytes(limit)} can be read, so split it first."
        )
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(content) > limit:
        raise InputTooLarge(f"{path.name} grew beyond {megabytes(limit)} while it was read.")
    return content


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits.

    Raises:
        UnreadableInput: the file is missing, a folder, empty or cannot be read.
    """
    check_file(path)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise unreadable(path, error) from None
    return digest.hexdigest()


def check_text(text: str, file_name: str) -> str:
    """Return `text` when it holds words and is not overlong.

    Raises:
        InputTooLarge: more than `TEXT_CHARACTERS` code points.
        UnreadableInput: no letter or digit in it.
    """
    if len(text) > TEXT_CHARACTERS:
        raise too_long(file_name)
    if _WORD.search(text) is None:
        raise UnreadableInput(f"There are no words in {file_name}.")
    return text


def too_long(file_name: str) -> InputTooLarge:
    """Return the refusal of an overlong text."""
    return InputTooLarge(
        f"The text of {file_name} is longer than {TEXT_CHARACTERS:,} characters; split it into several documents."
    )


def unreadable(path: Path, error: OSError) -> UnreadableInput:
    """Return the refusal for what the system says about a file."""
    return UnreadableInput(f"{path.name} cannot be read: {error.strerror or 'the system refuses it'}.")


def megabytes(size: int) -> str:
    """Return a size in words, at least 1 MB."""
    return f"{max(1, round(size / 1024 / 1024)):,} MB"
