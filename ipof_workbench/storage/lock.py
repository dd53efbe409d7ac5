"""One writer: a lock of the operating system on a small file beside the project, with the holder's name in it.

The lock is the system's, so it goes with the process: a stale file never locks anybody out.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ipof_workbench.domain.errors import ProjectLocked, ProjectUnavailable

_WORDS_AT = 1
"""The first byte is what is locked (Windows locks bytes); the holder's words stand after it."""


def _take(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class WriterLock:
    """Held for as long as a project is open for writing."""

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(project.name + ".lock")
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            ProjectLocked: another session holds it; the sentence says who and since when.
            ProjectUnavailable: the folder cannot be written.
        """
        for _ in range(5):
            if self._try():
                return
        raise ProjectLocked(f"{self._project} is being opened and closed by another session; try again.")

    @property
    def _project(self) -> str:
        return self.path.name.removesuffix(".lock")

    def _try(self) -> bool:
        project = self._project
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as error:
            raise ProjectUnavailable(
                f"The folder of {project} cannot be written ({error.strerror}); copy the project to a folder of yours."
            ) from None
        file = os.fdopen(descriptor, "r+b", buffering=0)
        if not _take(file):
            holder = self._holder(file)
            file.close()
            raise ProjectLocked(f"{project} is open for writing {holder}; close it there and try again.")
        if not self._is_still(file):
            # The holder before us took the file away as it left: what we locked is no longer at the path.
            file.close()
            return False
        words = {
            "who": getpass.getuser() if _has_login() else "someone",
            "process": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        file.seek(0)
        file.truncate()
        file.write(b" " + json.dumps(words).encode("utf-8"))
        self._file = file
        return True

    def _is_still(self, file: IO[bytes]) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), os.stat(self.path))
        except FileNotFoundError:
            return False

    @staticmethod
    def _holder(file: IO[bytes]) -> str:
        try:
            file.seek(_WORDS_AT)
            words = json.loads(file.read())
            since = datetime.fromisoformat(words["since"]).astimezone()
            return f"by {words['who']} on this computer (process {words['process']}, since {since:%d %B %H:%M})"
        except (OSError, ValueError, KeyError, TypeError):
            return "in another session"

    def release(self) -> None:
        """Give the lock back and take its file away."""
        if self._file is None:
            return
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        self._file.close()
        self._file = None


def _has_login() -> bool:
    try:
        getpass.getuser()
    except (KeyError, OSError, ImportError):
        return False
    return True
