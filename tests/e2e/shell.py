"""Where the inputs are, what a command answered, and looking at a project from below."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipof_workbench.storage.driver import make_engine
from ipof_workbench.storage.integrity import canonical_dump

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = CHECKOUT.parent / "shared" / "data"
SAMPLE = CHECKOUT / "sample_project"


@dataclass(frozen=True)
class Said:
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def dump(path: Path) -> dict[str, str]:
    """Return table -> hash of its rows, for every table but the journal's."""
    engine = make_engine(path, read_only=True)
    with engine.connect() as connection:
        return canonical_dump(connection)


def change_behind_its_back(path: Path, *statements: str) -> None:
    """Change a project with plain SQL, as no command would."""
    engine = make_engine(path)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
