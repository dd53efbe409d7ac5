"""What the grids refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.cells import Cell, RetypeAttribute, SetCells
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError

GONE = 999

CASES = (
    (SetCells, lambda s: SetCells("participant", ()), RefusedChange, "There is nothing to write; nothing was changed."),
    (SetCells, lambda s: SetCells("finding", ()), RefusedChange, "“finding” has no cells; nothing was changed."),
    (SetCells, lambda s: SetCells("participant", (Cell(s.people["Ann"], "consent", "maybe"),)), RefusedChange,
     "Consent of Ann: “maybe” is none of unknown, given, withdrawn. Nothing was changed."),
    (SetCells, lambda s: SetCells("participant", (Cell(s.people["Ann"], "name", ""),)), RefusedChange,
     "Name of Ann: it cannot be empty. Nothing was changed."),
    (SetCells, lambda s: SetCells("participant", (Cell(s.people["Ann"], "age", "7"),)), RefusedChange,
     "A column is no longer there; nothing was changed."),
    (SetCells, lambda s: SetCells("participant", (Cell(GONE, "role", "x"),)), NotFound, "The participant is no longer"),
    (SetCells, lambda s: SetCells("case", (), ((("name", "Harbour"),),)), RefusedChange, "already a case “Harbour”"),
    (SetCells, lambda s: SetCells("case", (), ((("kind", "x"),),)), RefusedChange, "A new case needs a name"),
    (SetCells, lambda s: SetCells("document", (), ((("name", "x"),),)), RefusedChange, "Documents come by an import"),
    (RetypeAttribute, lambda s: RetypeAttribute(s.attributes["host"], "colour"), UsageError,
     "“colour” is no attribute type"),
    (RetypeAttribute, lambda s: RetypeAttribute(GONE, "date"), NotFound, "no longer in the project"),
)  # fmt: skip
