"""What is remembered on this computer: theme, zoom, recent projects. Nothing of it comes from participants."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings

RECENT_KEPT = 12
_RECENT_KEY = "recent/projects"


def workbench_settings() -> QSettings:
    """Return the settings; IPOF_WORKBENCH_HOME moves them into that folder."""
    override = os.environ.get("IPOF_WORKBENCH_HOME")
    if override:
        return QSettings(str(Path(override) / "settings.ini"), QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "ipof-workbench", "workbench")


class RecentProject(NamedTuple):
    """A project that was open on this computer: `opened_at` is UTC, ISO 8601; the counts are those at its closing."""

    path: str
    title: str
    opened_at: str
    cases: int = 0
    documents: int = 0
    codings: int = 0

    @property
    def is_missing(self) -> bool:
        """Tell whether the file is no longer where it was."""
        return not Path(self.path).exists()

    @property
    def facts(self) -> str:
        """The folder and the counts, in words."""
        folder = Path(self.path).parent.name or str(Path(self.path).parent)
        counts = ((self.cases, "case"), (self.documents, "document"), (self.codings, "coding"))
        return ", ".join([folder, *(f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in counts if n)])


class RecentProjects:
    """The list on the start page, newest first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def all(self) -> list[RecentProject]:
        """Return the projects; a list that cannot be read counts as empty."""
        stored = self._settings.value(_RECENT_KEY)
        if not stored:
            return []
        import json

        try:
            rows = json.loads(str(stored))
            return [RecentProject(**row) for row in rows]
        except (ValueError, TypeError):
            return []

    def opened(self, path: Path, title: str) -> None:
        """Put a project on top."""
        from datetime import UTC, datetime

        known = next((row for row in self.all() if row.path == str(path)), None)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = known._replace(title=title, opened_at=now) if known else RecentProject(str(path), title, now)
        self._store([row, *(other for other in self.all() if other.path != row.path)])

    def counted(self, path: Path, cases: int, documents: int, codings: int) -> None:
        """Keep the counts of a project for the list."""
        self._store(
            row._replace(cases=cases, documents=documents, codings=codings) if row.path == str(path) else row
            for row in self.all()
        )

    def moved(self, old: str, new: Path) -> None:
        """Note where a project is now."""
        self._store(row._replace(path=str(new)) if row.path == old else row for row in self.all())

    def forget(self, path: str) -> None:
        """Take a project off the list."""
        self._store(row for row in self.all() if row.path != path)

    def _store(self, rows: Iterable[RecentProject]) -> None:
        import json

        kept = list({row.path: row for row in rows}.values())[:RECENT_KEPT]
        self._settings.setValue(_RECENT_KEY, json.dumps([row._asdict() for row in kept]))
        self._settings.sync()
