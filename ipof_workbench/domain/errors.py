"""Refusals in plain words.

Every refusal carries one clear sentence (what, where, what to do) and the exit code the command line gives for it.
"""

from __future__ import annotations

from typing import ClassVar


class WorkbenchError(Exception):
    """A refusal that a person can act on; anything else that is raised is a bug."""

    exit_code: ClassVar[int] = 2

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class UsageError(WorkbenchError):
    """The request itself does not fit: a wrong argument, a column the file does not have."""

    exit_code = 2


class RefusedChange(WorkbenchError):
    """A change that would break a rule of the project; nothing was changed."""

    exit_code = 2


class NotFound(RefusedChange):
    """A name or number that the project does not hold."""


class AmbiguousReference(RefusedChange):
    """A name that stands for several things; the sentence lists the candidates."""


class NothingToUndo(WorkbenchError):
    """There is no step to take back or to do again."""

    exit_code = 1


class UnreadableInput(WorkbenchError):
    """A file that cannot be read as what it should be; nothing of it was imported."""

    exit_code = 3


class InputTooLarge(UnreadableInput):
    """A file above the stated limits (container size, text length, rows)."""


class RowsRefused(UnreadableInput):
    """Rows of a table that cannot be imported; nothing of the table was.

    `rows` holds (row number as in the file, what is wrong) pairs, in file order.
    """

    def __init__(self, sentence: str, rows: list[tuple[int, str]]) -> None:
        shown = "; ".join(f"row {number}: {what}" for number, what in rows[:5])
        more = f" (and {len(rows) - 5} more)" if len(rows) > 5 else ""
        super().__init__(f"{sentence} {shown}{more}")
        self.rows = rows


class ExportFailed(WorkbenchError):
    """A target that cannot be written; an older file there is as it was."""

    exit_code = 3


class Cancelled(WorkbenchError):
    """The person stopped a long task; nothing of it was stored."""

    exit_code = 1


class ProjectUnavailable(WorkbenchError):
    """A project that is missing, locked, damaged, newer than this program or not ours."""

    exit_code = 4


class ProjectMissing(ProjectUnavailable):
    """No file at the given place."""


class ProjectLocked(ProjectUnavailable):
    """Another session writes to the project; the sentence says who."""


class ProjectDamaged(ProjectUnavailable):
    """The file does not pass its checks."""


class ProjectNewer(ProjectUnavailable):
    """The file was written by a newer version of this program."""


class NotAProject(ProjectUnavailable):
    """The file is something else."""


class ProjectReadOnly(ProjectUnavailable):
    """The project was opened for reading only."""


class LibraryMissing(WorkbenchError):
    """A library that the program needs is absent; the sentence gives the command that installs it."""

    exit_code = 5
