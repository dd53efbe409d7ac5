"""What hot codes, other ends and other codes of a coding refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app.commands.coding_edits import CodeWithNewCode, CopyCodes, RecodeCoding, ResizeCoding
from ipof_workbench.app.commands.hot_codes import ClearHotCode, SetHotCode
from ipof_workbench.domain.errors import NotFound, RefusedChange, UsageError

GONE = 999

CASES = (
    (SetHotCode, lambda s: SetHotCode(0, code=1), RefusedChange, "The keys 1 to 9 take a code, not 0;"),
    (SetHotCode, lambda s: SetHotCode(1), RefusedChange, "Choose one code or one element for the key;"),
    (SetHotCode, lambda s: SetHotCode(1, code=1, element=1), RefusedChange, "Choose one code or one element"),
    (SetHotCode, lambda s: SetHotCode(1, code=GONE), NotFound, "The thematic code is no longer in the project"),
    (SetHotCode, lambda s: SetHotCode(1, element=GONE, role_key="context"), NotFound, "The element is no longer"),
    (SetHotCode, lambda s: SetHotCode(1, element=s.elements["Anonymity"], role_key="odd"), UsageError,
     "has no role “odd”"),
    (ClearHotCode, lambda s: ClearHotCode(10), RefusedChange, "The keys 1 to 9 take a code, not 10;"),
    (ResizeCoding, lambda s: ResizeCoding(s.codings[0], 7, 7), RefusedChange,
     "A coding holds at least one character; uncode it instead. Nothing was changed."),
    (ResizeCoding, lambda s: ResizeCoding(s.codings[0], 8, 7), RefusedChange, "A coding holds at least one"),
    (ResizeCoding, lambda s: ResizeCoding(s.codings[0], 0, 99_999), RefusedChange, "Select at least one character"),
    (ResizeCoding, lambda s: ResizeCoding(GONE, 0, 1), NotFound, "The coding is no longer in the project"),
    (RecodeCoding, lambda s: RecodeCoding(s.codings[0]), RefusedChange, "Choose one code or one element for the pass"),
    (RecodeCoding, lambda s: RecodeCoding(s.codings[0], name="x", element=1), RefusedChange, "Choose one code or"),
    (RecodeCoding, lambda s: RecodeCoding(s.codings[0], element=s.elements["Anonymity"]), RefusedChange,
     "Say in which role the element is meant; nothing was changed."),
    (RecodeCoding, lambda s: RecodeCoding(s.codings[0], code=1, role_key="context"), RefusedChange,
     "A thematic code stands in no role; nothing was changed."),
    (RecodeCoding, lambda s: RecodeCoding(s.codings[0], name="x", role_key="odd"), UsageError, "has no role “odd”"),
    (RecodeCoding, lambda s: RecodeCoding(GONE, name="x"), NotFound, "The coding is no longer in the project"),
    (CopyCodes, lambda s: CopyCodes((), *s.passage("group", "felt")), RefusedChange,
     "Copy the codes of a coded passage first; nothing was coded."),
    (CopyCodes, lambda s: CopyCodes((GONE,), *s.passage("group", "felt")), NotFound, "The coding is no longer"),
    (CopyCodes, lambda s: CopyCodes((s.codings[0],), s.documents["group"], 3, 3), RefusedChange,
     "Select at least one character of the text first; nothing was coded."),
    (CodeWithNewCode, lambda s: CodeWithNewCode(s.documents["group"], 3, 3), RefusedChange, "Select at least one"),
    (CodeWithNewCode, lambda s: CodeWithNewCode(*s.passage("group", "felt"), parent=GONE), NotFound,
     "The thematic code is no longer in the project"),
)  # fmt: skip
