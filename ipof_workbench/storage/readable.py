"""What can be read from: a project file, or the theory as it stood at some time."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection


class Readable(Protocol):
    """A place on the disk with connections for reading."""

    @property
    def path(self) -> Path: ...

    def reader(self) -> Connection:
        """Return this thread's connection for reading."""
        ...
