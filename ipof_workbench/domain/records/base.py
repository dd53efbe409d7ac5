"""What every row has."""

from __future__ import annotations

from dataclasses import dataclass

from ipof_workbench.domain.identity import Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every row has."""

    rid: Rid = 0
    id: str = ""
    created_at: str = ""
    created_by: Rid | None = None
    import_rid: Rid | None = None
