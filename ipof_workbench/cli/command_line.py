"""From arguments to a command, and from what it raised to a sentence and an exit code (DESIGN section 6)."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from ipof_workbench.cli.arguments import parser
from ipof_workbench.cli.console import Console, speak_any_language
from ipof_workbench.domain.errors import LibraryMissing, WorkbenchError

_PACKAGES = {
    "charset_normalizer": "charset-normalizer",
    "defusedxml": "defusedxml",
    "docx": "python-docx",
    "lxml": "lxml",
    "networkx": "networkx",
    "pandas": "pandas",
    "platformdirs": "platformdirs",
    "sqlalchemy": "SQLAlchemy",
    "sqlcipher3": "sqlcipher3",
    "xlsxwriter": "XlsxWriter",
}
"""Module -> the package that brings it."""


def run(argv: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code; results go to stdout, sentences to stderr.

    Refusals become their sentence and their code; anything else that is raised is a bug and goes to the caller.
    """
    speak_any_language()
    try:
        arguments = parser().parse_args(list(argv))
    except SystemExit as told:
        return told.code if isinstance(told.code, int) else 0
    console = Console(as_json=arguments.json)
    try:
        code: int = arguments.work(arguments, console)
        sys.stdout.flush()
    except WorkbenchError as refusal:
        return _refused(console, refusal)
    except ModuleNotFoundError as error:
        package = _PACKAGES.get((error.name or "").partition(".")[0])
        if package is None:
            raise
        return _refused(console, library_missing(package))
    except BrokenPipeError:
        # Who reads our output has seen enough (`| head`); the interpreter must not try to write the rest at its end.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def library_missing(package: str) -> LibraryMissing:
    """Return the refusal for a library that is not there, with the command that installs it."""
    return LibraryMissing(
        f"The library {package} is missing; install it with: {sys.executable or 'python'} -m pip install {package}"
    )


def _refused(console: Console, refusal: WorkbenchError) -> int:
    console.tell(refusal.sentence)
    return refusal.exit_code
