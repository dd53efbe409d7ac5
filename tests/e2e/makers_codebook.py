"""Makers of the commands of the thematic codebook."""

from __future__ import annotations

from ipof_workbench.app import auto_coding, code_imports
from ipof_workbench.app.commands import codebook
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records
from tests.e2e.any_command import ROLES, Draw, makes, table

CODE_NAMES = ("Hope", "Fear", "Shame", "hope", "At night")


def _codings_of(draw: Draw, code: int) -> tuple[int, ...]:
    held = draw.workbench.read.find(records.Coding, code=code)
    if not held or not draw.number(0, 9):
        return draw.rids(records.Coding)
    return tuple(draw.of(*held).rid for _ in range(draw.number(1, 2)))


@makes(codebook.AddCode)
def _add(draw: Draw) -> Command:
    return codebook.AddCode(draw.of(*CODE_NAMES, draw.words(), ""), draw.maybe(records.ThematicCode), "blue")


@makes(codebook.MoveCodes)
def _move(draw: Draw) -> Command:
    before = draw.rid(records.ThematicCode) if not draw.number(0, 3) else None
    return codebook.MoveCodes(draw.rids(records.ThematicCode), draw.maybe(records.ThematicCode), before)


@makes(codebook.MergeCodes)
def _merge(draw: Draw) -> Command:
    return codebook.MergeCodes(draw.rid(records.ThematicCode), draw.rids(records.ThematicCode))


@makes(codebook.SplitCode)
def _split(draw: Draw) -> Command:
    code = draw.rid(records.ThematicCode)
    into = draw.rid(records.ThematicCode) if draw.number(0, 1) else None
    return codebook.SplitCode(code, _codings_of(draw, code), draw.of(*CODE_NAMES, draw.words()), into)


@makes(codebook.CopyCodings)
def _copy(draw: Draw) -> Command:
    code = draw.rid(records.ThematicCode)
    codings = _codings_of(draw, code) if draw.number(0, 1) else ()
    return codebook.CopyCodings(code, draw.rid(records.ThematicCode), codings)


@makes(codebook.DeleteCodes)
def _delete(draw: Draw) -> Command:
    return codebook.DeleteCodes(draw.rids(records.ThematicCode))


@makes(codebook.CodeWithCodes)
def _code(draw: Draw) -> Command:
    return codebook.CodeWithCodes(*draw.span(), draw.rids(records.ThematicCode))


@makes(code_imports.ImportCodes)
def _import(draw: Draw) -> Command:
    rows = [
        {
            "code": draw.of(*CODE_NAMES, *CODE_NAMES, ""),
            "parent": draw.of("", "", *CODE_NAMES, "/hope/fear"),
            "definition": draw.words(),
            "colour": draw.of("", "blue"),
        }
        for _ in range(draw.number(1, 4))
    ]
    return code_imports.ImportCodes(table("codes", rows))


@makes(auto_coding.AutoCode)
def _auto_code(draw: Draw) -> Command:
    kind = draw.number(0, 3)
    target = {
        0: auto_coding.CodeTarget(code=draw.rid(records.ThematicCode)),
        1: auto_coding.CodeTarget(name=draw.of(*CODE_NAMES, "")),
        2: auto_coding.CodeTarget(element=draw.rid(records.Element), role_key=draw.of(*ROLES, "setting")),
        3: auto_coding.CodeTarget(name=draw.of("Anonymity", ""), role_key=draw.of(*ROLES)),
    }[kind]
    passages = tuple(draw.span() for _ in range(draw.number(0, 4)))
    return auto_coding.AutoCode(passages, target, "words with night")
