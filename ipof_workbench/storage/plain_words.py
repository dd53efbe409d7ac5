"""What the driver's errors mean to a person."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from ipof_workbench.domain.errors import ProjectDamaged, ProjectReadOnly, ProjectUnavailable, WorkbenchError


def refusal_for(error: DBAPIError, name: str) -> WorkbenchError | None:
    """Return what a driver's error means to a person, or None where it is a bug."""
    words = str(error.orig).casefold()
    if "full" in words:
        return ProjectUnavailable(f"The disk is full: nothing of this step was stored in {name}; make room, try again.")
    if "readonly" in words or "read-only" in words:
        return ProjectReadOnly(f"{name} cannot be written, only read; nothing was changed.")
    if "unable to open" in words:
        return ProjectUnavailable(
            f"{name} cannot be opened: the file cannot be read, or its folder cannot be written; copy the project "
            "to a folder of yours."
        )
    if "disk i/o" in words:
        return ProjectUnavailable(
            f"The disk could not be read or written: nothing of this step was stored in {name}; see to the disk, "
            "then try again."
        )
    if "malformed" in words or "not a database" in words:
        return ProjectDamaged(f"{name} is damaged ({words}); nothing was changed: restore the newest backup.")
    if "locked" in words or "busy" in words:
        return ProjectUnavailable(f"{name} is being written by another program; nothing was changed, try again.")
    return None


@contextlib.contextmanager
def in_plain_words(name: str) -> Iterator[None]:
    """Turn the driver's errors that a person can act on into refusals."""
    try:
        yield
    except DBAPIError as error:
        refusal = refusal_for(error, name)
        if refusal is None:
            raise
        raise refusal from error
