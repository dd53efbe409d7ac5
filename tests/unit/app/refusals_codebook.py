"""What the codebook and auto-coding refuse (see `test_refused_commands`)."""

from __future__ import annotations

from ipof_workbench.app import auto_coding, code_imports
from ipof_workbench.app.auto_coding import AutoCode, CodeTarget
from ipof_workbench.app.commands.codebook import (
    AddCode,
    CodeWithCodes,
    CopyCodings,
    DeleteCodes,
    MergeCodes,
    MoveCodes,
    SplitCode,
)
from ipof_workbench.domain.errors import NotFound, RefusedChange, RowsRefused, UsageError
from tests.e2e.any_command import table
from tests.unit.storage.hand_made_study import Study

GONE = 999


def below(study: Study) -> int:
    return int(study.do(AddCode("below", study.code)).rid)


def copied(study: Study) -> CopyCodings:
    other = study.do(AddCode("Other")).rid
    study.do(CopyCodings(study.code, other))
    return CopyCodings(study.code, other)


def rows(*cells: dict[str, str]) -> code_imports.ImportCodes:
    return code_imports.ImportCodes(table("codes", list(cells)))


def auto(study: Study, passages: tuple[tuple[int, int, int], ...] | None = None, **target: object) -> AutoCode:
    chosen = (study.passage("post", "café"),) if passages is None else passages
    return auto_coding.AutoCode(chosen, CodeTarget(**target), "words with café")  # type: ignore[arg-type]


CASES = (
    (AddCode, lambda s: AddCode("  "), RefusedChange, "A code needs a name; nothing was added."),
    (AddCode, lambda s: AddCode("hope"), RefusedChange, "There is already a code “hope” there; choose another name."),
    (AddCode, lambda s: AddCode("x", GONE), NotFound, "The thematic code is no longer in the project"),
    (MoveCodes, lambda s: MoveCodes((), None), RefusedChange, "Choose at least one code first; nothing was moved."),
    (MoveCodes, lambda s: MoveCodes((GONE,)), NotFound, "The thematic code is no longer"),
    (MoveCodes, lambda s: MoveCodes((s.code,), s.code), RefusedChange,
     "“Hope” cannot stand below itself; choose another parent. Nothing was moved."),
    (MoveCodes, lambda s: MoveCodes((s.code,), below(s)), RefusedChange, "“Hope” cannot stand below itself"),
    (MoveCodes, lambda s: MoveCodes((s.code,), None, before=below(s)), RefusedChange,
     "“below” does not stand there; choose a code beside it. Nothing was moved."),
    (MergeCodes, lambda s: MergeCodes(s.code, ()), RefusedChange, "Choose at least one code first"),
    (MergeCodes, lambda s: MergeCodes(s.code, (s.code,)), RefusedChange,
     "Choose at least one other code to merge; nothing was changed."),
    (MergeCodes, lambda s: MergeCodes(below(s), (s.code,)), RefusedChange,
     "“below” stands below “Hope”: merge the other way round. Nothing was changed."),
    (MergeCodes, lambda s: MergeCodes(s.code, (GONE,)), NotFound, "The thematic code is no longer"),
    (SplitCode, lambda s: SplitCode(s.code, (), "x"), RefusedChange,
     "Choose at least one passage first; nothing was changed."),
    (SplitCode, lambda s: SplitCode(s.code, (s.codings[0],), "x"), RefusedChange,
     "One of the passages is not coded with “Hope”. Nothing was changed."),
    (SplitCode, lambda s: SplitCode(s.code, (s.codings[4],), " "), RefusedChange, "A code needs a name"),
    (SplitCode, lambda s: SplitCode(s.code, (s.codings[4],), into=s.code), RefusedChange,
     "These codings are of that code already; choose another. Nothing was changed."),
    (CopyCodings, lambda s: CopyCodings(s.code, s.code), RefusedChange,
     "Choose another code to copy to; nothing was changed."),
    (CopyCodings, copied, RefusedChange, "“Other” has all passages of “Hope” already; nothing was changed."),
    (CopyCodings, lambda s: CopyCodings(s.code, GONE), NotFound, "The thematic code is no longer"),
    (DeleteCodes, lambda s: DeleteCodes(()), RefusedChange, "Choose at least one code first; nothing was deleted."),
    (DeleteCodes, lambda s: DeleteCodes((s.code, GONE)), NotFound, "The thematic code is no longer"),
    (CodeWithCodes, lambda s: CodeWithCodes(*s.passage("post", "café"), ()), RefusedChange,
     "Choose at least one code first; nothing was coded."),
    (CodeWithCodes, lambda s: CodeWithCodes(s.documents["group"], 4, 5, (s.code,)), RefusedChange,
     "The selection holds only spaces"),
    (code_imports.ImportCodes, lambda s: rows({"code": "", "parent": "x"}), RowsRefused, "1 row cannot be"),
    (code_imports.ImportCodes, lambda s: rows({"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}), RowsRefused,
     "2 rows cannot be"),
    (AutoCode, lambda s: auto(s, passages=()), RefusedChange, "Choose at least one passage first; nothing was coded."),
    (AutoCode, lambda s: auto(s, code=GONE), NotFound, "The thematic code is no longer"),
    (AutoCode, lambda s: auto(s, name=" "), RefusedChange, "A code needs a name; nothing was added."),
    (AutoCode, lambda s: auto(s, role_key="context"), RefusedChange,
     "Choose an element or name a new one; nothing was coded."),
    (AutoCode, lambda s: auto(s, role_key="setting", name="x"), UsageError, "no role “setting”"),
    (AutoCode, lambda s: auto(s, element=GONE, role_key="context"), NotFound, "The element is no longer"),
    (AutoCode, lambda s: auto(s, passages=((s.documents["post"], 5, 9_999),), code=s.code), RefusedChange,
     "A text has changed since the passages were proposed; look again. Nothing was coded."),
    (AutoCode, lambda s: auto(s, passages=((GONE, 0, 5),), code=s.code), RefusedChange,
     "One of the documents is no longer in the project. Nothing was coded."),
    (AutoCode, lambda s: auto(s, passages=(s.passage("post", "next day"),), code=s.code), RefusedChange,
     "All these passages are coded with “Hope” already; nothing was changed."),
)  # fmt: skip
