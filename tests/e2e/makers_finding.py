"""How to make the commands of the grids."""

from __future__ import annotations

from ipof_workbench.app.cell_rules import RATINGS
from ipof_workbench.app.commands import cells
from ipof_workbench.app.commands.base import Command
from ipof_workbench.domain import records, vocabulary
from tests.e2e.any_command import Draw, makes

FIELDS = {
    "case": ("name", "kind", "description", "quote_policy"),
    "participant": ("name", "role", "consent", "quote_policy"),
    "document": ("name", "kind", "case", "status", "wave", "collected_on"),
}
FREE = {"case": ("kind", "description"), "participant": ("role",), "document": ("wave", *RATINGS)}
"""Fields that hold anything."""


def column(draw: Draw, owner_kind: str) -> int | str:
    """Return a field, or some attribute (perhaps of others)."""
    if draw.number(0, 2):
        return draw.of(*FREE[owner_kind])
    return draw.of(draw.of(*FIELDS[owner_kind]), draw.rid(records.AttributeDefinition), "nothing")


@makes(cells.SetCells)
def _set_cells(draw: Draw) -> Command:
    owner_kind = draw.of("case", "participant", "document")
    kind = cells.OWNERS[owner_kind]
    written = tuple(
        cells.Cell(
            draw.rid(kind), column(draw, owner_kind), draw.of("", "18", "given", "interview", "high", draw.words())
        )
        for _ in range(draw.number(0, 4))
    )
    new = tuple(
        (("name", draw.of("", "Wren", draw.words(1))), (column(draw, owner_kind), draw.words()))
        for _ in range(draw.number(0, 2))
    )
    return cells.SetCells(owner_kind, written, new if draw.number(0, 1) else (), draw.of("Changed", "Pasted"))


@makes(cells.RetypeAttribute)
def _retype(draw: Draw) -> Command:
    choices = draw.of(None, (), (draw.words(1), "18"))
    return cells.RetypeAttribute(
        draw.rid(records.AttributeDefinition), draw.of(*vocabulary.AttributeType, "colour"), choices
    )
