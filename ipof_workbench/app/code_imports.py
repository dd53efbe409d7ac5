"""The thematic codebook as a table: a row for each code, its parent by name or path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import register
from ipof_workbench.app.commands.codebook import put_in_order, siblings_below
from ipof_workbench.app.contract_rows import ContractImport, RowErrors, RowImporter
from ipof_workbench.app.importing import Importing
from ipof_workbench.domain import records
from ipof_workbench.domain.code_tree import CodeNames, CodeNode, find_parents, parent_cells
from ipof_workbench.domain.codebook_rows import CodebookRow, in_tree_order
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.domain.text import shorten

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

COLUMNS = ("code", "parent", "definition", "include", "exclude", "example", "colour")
FURTHER = ("statement", "alias")
"""Columns that are written only where a code has something there."""


class CodeRows(RowImporter):
    """Codes with their places in the tree; a known code is brought up to date, and takes the order of the table."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        super().__init__(store, importing, table)
        self._rows: dict[int, ContractRow] = {}
        self._nodes: list[CodeNode] = []
        self._in_file, self._in_project = CodeNames(), CodeNames()
        self._project: dict[Rid, CodeNode] = {}
        self._stands_for: dict[Rid, CodeNode] = {}
        self._positions: dict[Rid | None, int] = {}

    def import_row(self, row: ContractRow) -> bool:
        name = row["code"]
        if not name:
            raise RefusedChange("the code is empty.")
        self._rows[row.number] = row
        self._nodes.append(CodeNode(name, row["parent"], row.number))
        return False

    def finish(self, errors: RowErrors) -> set[int]:
        self._know_the_project()
        for node in self._nodes:
            self._in_file.add(node)
        for node in find_parents(self._in_file, self._nodes):
            with errors.row(self._rows[node.number]):
                self._in_file.place(node, self._elsewhere(node))
        errors.raise_if_any()
        self._refuse_loops(errors)
        ordered = sorted(self._nodes, key=_depth)
        for node in ordered:
            self._match(node)
        self._refuse_loops(errors)
        touched = {node.number for node in ordered if self._store(node)}
        return (touched | self._arrange()) & self._rows.keys()

    def _know_the_project(self) -> None:
        rows = [_row_of(code) for code in self.store.find(records.ThematicCode)]
        for row, _ in in_tree_order(rows):
            node = self._project[row.rid] = CodeNode(row.name, rid=row.rid)
            self._in_project.add(node)
            self._in_project.place(node, self._project.get(row.parent or 0))

    def _elsewhere(self, node: CodeNode) -> CodeNode:
        """Return the parent of a row that the rows with a place do not tell: a row in a ring, a code of the project,
        or one that is made for it."""
        above = self._in_file.find(node.cell) or self._in_project.find(node.cell)
        if above is None:
            above = CodeNode(node.cell)
            self._in_file.add(above)
            self._in_file.place(above, None)
            self._nodes.append(above)
            self.importing.created.append(f"code {above.name}")
        return above

    def _above(self, node: CodeNode) -> CodeNode | None:
        """Return what a code will stand below: the row that is about that code, where there is one."""
        above = node.above
        return self._stands_for.get(above.rid, above) if above is not None and above.rid else above

    def _refuse_loops(self, errors: RowErrors) -> None:
        for node in self._nodes:
            seen, above = {id(node)}, self._above(node)
            while above is not None and id(above) not in seen:
                seen.add(id(above))
                above = self._above(above)
            if above is node and node.number:
                with errors.row(self._rows[node.number]):
                    raise RefusedChange(f"“{shorten(node.name, 40)}” would stand below itself; choose another parent.")
        errors.raise_if_any()

    def _match(self, node: CodeNode) -> None:
        """Find the code of the project that a row is about: of that name in that place, else the only one of that
        name on both sides, wherever it stands."""
        named = self._in_project.by_name.get(node.key, [])
        free = [known for known in named if known.rid not in self._stands_for]
        above = self._above(node)
        is_alone = len(named) == 1 and len(self._in_file.by_name[node.key]) == 1
        there = []
        if above is None or above.rid:
            there = [known for known in free if (known.above.rid if known.above else 0) == (above.rid if above else 0)]
        if "parent" not in self.table.columns and is_alone:
            node.above = named[0].above
        for known in (there or (free if is_alone else []))[:1]:
            node.rid = known.rid
            self._stands_for[known.rid] = node

    def _store(self, node: CodeNode) -> bool:
        above = self._above(node)
        parent = above.rid if above is not None else None
        held = self.store.get(records.ThematicCode, node.rid) if node.rid else None
        if held is None:
            before = records.ThematicCode(name=node.name, position=self._next_position(parent))
        elif held.parent != parent:
            before = replace(held, position=self._next_position(parent))
        else:
            before = held
        row = self._rows.get(node.number, ContractRow(0))
        said = {field: self.given(row, field, getattr(before, field)) for field in (*COLUMNS[2:], *FURTHER)}
        stored = self.store.put(replace(before, name=node.name, parent=parent, **said))  # type: ignore[arg-type]
        node.rid = stored.rid
        return stored != held

    def _next_position(self, parent: Rid | None) -> int:
        if parent not in self._positions:
            siblings = siblings_below(self.store, parent)
            self._positions[parent] = siblings[-1].position + 1 if siblings else 0
        self._positions[parent] += 1
        return self._positions[parent] - 1

    def _arrange(self) -> set[int]:
        """Let the codes of the table stand in its order, among those beside them that it does not hold."""
        numbers = {node.rid: at for at, node in enumerate(self._nodes) if node.number}
        moved: set[int] = set()
        for parent in dict.fromkeys(above.rid if (above := self._above(node)) else None for node in self._nodes):
            siblings = siblings_below(self.store, parent)
            wanted = iter(sorted((code for code in siblings if code.rid in numbers), key=lambda c: numbers[c.rid]))
            order = [next(wanted) if code.rid in numbers else code for code in siblings]
            if order != siblings:
                put_in_order(self.store, order, parent)
                at = {code.rid: position for position, code in enumerate(siblings)}
                moved |= {self._nodes[numbers[code.rid]].number for new, code in enumerate(order)
                          if code.rid in numbers and at[code.rid] != new}  # fmt: skip
        return moved


def _depth(node: CodeNode) -> int:
    depth, above = 0, node.above
    while above is not None:
        depth, above = depth + 1, above.above
    return depth


def _row_of(code: records.ThematicCode) -> CodebookRow:
    said = (code.statement, code.alias, code.definition, code.include, code.exclude, code.example, code.colour)
    return CodebookRow(code.rid, code.name, code.parent, code.position, *said, 0)


def code_table(rows: Sequence[CodebookRow]) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells of the codebook as it is imported again, from the top of the tree down."""
    ordered = [row for row, _ in in_tree_order(rows)]
    cells = parent_cells((row.rid, row.name, row.parent) for row in ordered)
    further = [field for field in FURTHER if any(getattr(row, field) for row in ordered)]
    fields = (*COLUMNS[2:], *further)
    table = [
        [row.name, cells.get(row.parent or 0, ""), *(str(getattr(row, field)).strip() for field in fields)]
        for row in ordered
    ]
    return [*COLUMNS, *further], table


@register
@dataclass(frozen=True)
class ImportCodes(ContractImport):
    """Import a table of thematic codes as one step."""

    importer = CodeRows
