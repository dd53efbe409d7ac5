"""The Word template of a journal, read with the same care as any file that comes from outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ipof_workbench.domain.errors import LibraryMissing, UnreadableInput, UsageError

if TYPE_CHECKING:
    from ipof_workbench.exporters.word_template import WordTemplate

SUFFIXES = (".docx", ".dotx", ".docm", ".dotm")
WORD = ".docx"
"""The one format that a template has anything to do with."""


def read_template(path: Path) -> WordTemplate:
    """Return the template in a Word file: its page, headers, footers and styles; its words and macros are left.

    Raises:
        UnreadableInput: no Word file, encrypted, in the old format, damaged.
        InputTooLarge: it is, or unpacks to, more than any document.
        LibraryMissing: the reader of XML is absent.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableInput(f"{path.name} is no Word template; give a Word file ({', '.join(SUFFIXES)}).")
    try:
        from ipof_workbench.exporters.word_template import template_of
        from ipof_workbench.importers import limits
        from ipof_workbench.importers.container import Container

        return template_of(Container(limits.read_bytes(path), path.name))
    except ModuleNotFoundError as error:
        raise LibraryMissing(
            f"A template needs {error.name}, which is not there: install it with `python -m pip install {error.name}`."
        ) from error


def check_format(path: Path) -> None:
    """Refuse a target that a template has nothing to do with.

    Raises:
        UsageError: it is no Word document.
    """
    if path.suffix.lower() != WORD:
        raise UsageError(f"A Word template is for {WORD} files only; write {path.name} without it, or as {WORD}.")
