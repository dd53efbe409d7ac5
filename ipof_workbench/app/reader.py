"""What every reader of a project has: queries run on what is committed now, in any thread, failing in plain words."""

from __future__ import annotations

from typing import Any

from ipof_workbench.storage.plain_words import in_plain_words
from ipof_workbench.storage.readable import Readable


class Reader:
    """Runs queries; each thread reads through a connection of its own."""

    def __init__(self, project: Readable) -> None:
        self._project = project

    def _read(self, query: Any, *arguments: Any, **options: Any) -> Any:
        with in_plain_words(self._project.path.name):
            return query(self._project.reader(), *arguments, **options)
