"""What saying how far a coder is refuses (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.coding_rounds import SetCodingRound
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError

GONE = 999

CASES = (
    (SetCodingRound, lambda s: SetCodingRound(GONE, 1, "coded"), NotFound, "The document is no longer in the project"),
    (SetCodingRound, lambda s: SetCodingRound(s.documents["group"], GONE, "coded"), NotFound, "The analyst is no"),
    (SetCodingRound, lambda s: SetCodingRound(s.documents["group"], 1, "done"), UsageError,
     "“done” is no status of a coder's round; use one of uncoded, in_progress, coded."),
    (SetCodingRound, lambda s: SetCodingRound(s.documents["group"], 1, "uncoded"), RefusedChange,
     "has not started"),
)  # fmt: skip
