"""Makers of the commands that keys do: hot codes, other ends, other codes, the same codes once more."""

from __future__ import annotations

from ipof_workbench.app.commands import coding_edits, hot_codes
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records
from tests.e2e.any_command import LABELS, ROLES, Draw, makes


@makes(hot_codes.SetHotCode)
def _set_hot(draw: Draw) -> Command:
    is_element = draw.number(0, 1)
    return hot_codes.SetHotCode(
        draw.of(1, 2, 2, 3, 9, 10),
        code=None if is_element else draw.rid(records.ThematicCode),
        element=draw.rid(records.Element) if is_element else None,
        role_key=draw.of(*ROLES, "no such role") if is_element else "",
    )


@makes(hot_codes.ClearHotCode)
def _clear_hot(draw: Draw) -> Command:
    return hot_codes.ClearHotCode(draw.of(1, 2, 2, 3, 0))


@makes(coding_edits.ResizeCoding)
def _resize(draw: Draw) -> Command:
    coding = draw.rid(records.Coding)
    row = draw.workbench.read.coding(coding)
    start = (row.start if row else 0) + draw.number(-3, 3)
    return coding_edits.ResizeCoding(coding, start, (row.end if row else 5) + draw.number(-6, 6))


@makes(coding_edits.RecodeCoding)
def _recode(draw: Draw) -> Command:
    what = draw.of("code", "element", "new code", "new element", "nothing")
    return coding_edits.RecodeCoding(
        draw.rid(records.Coding),
        code=draw.rid(records.ThematicCode) if what == "code" else None,
        element=draw.rid(records.Element) if what == "element" else None,
        role_key=draw.of(*ROLES) if "element" in what else draw.of("", "", "context"),
        name=draw.of(*LABELS) if "new" in what else "",
    )


@makes(coding_edits.CopyCodes)
def _copy(draw: Draw) -> Command:
    return coding_edits.CopyCodes(draw.rids(records.Coding) if draw.number(0, 5) else (), *draw.span())


@makes(coding_edits.CodeWithNewCode)
def _new_code(draw: Draw) -> Command:
    return coding_edits.CodeWithNewCode(
        *draw.span(), name=draw.of("", "Hope", "Fear", "x" * 90), parent=draw.maybe(records.ThematicCode)
    )
