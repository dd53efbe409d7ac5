"""Codes as nodes of a tree that a table writes down: a parent by its name, or by its path where several have the name.

A path is `/mother/daughter`, in small letters; the second of two equal paths is `/mother/daughter#2`. A backslash
stands before a slash, a number sign or a backslash that belongs to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import shorten

_ESCAPED = re.compile(r"[/#\\]")


def _escape(sign: re.Match[str]) -> str:
    return f"\\{sign.group()}"


@dataclass(eq=False)
class CodeNode:
    """A code of a table (`number` is its row) or of the project (`rid`); `above` is what it stands below."""

    name: str
    cell: str = ""
    number: int = 0
    rid: Rid = 0
    above: CodeNode | None = None
    is_placed: bool = False
    path: str = ""

    @property
    def key(self) -> str:
        """The name without regard to case."""
        return self.name.casefold()


class CodeNames:
    """Nodes by name, and by path as far as they have their place."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[CodeNode]] = {}
        self._by_path: dict[str, CodeNode] = {}

    def add(self, node: CodeNode) -> None:
        """Take a node in by its name."""
        self.by_name.setdefault(node.key, []).append(node)

    def place(self, node: CodeNode, above: CodeNode | None) -> None:
        """Put a node below another (None: at the top)."""
        node.above, node.is_placed = above, True
        path = f"{above.path if above is not None else ''}/{_ESCAPED.sub(_escape, node.key)}"
        number = 1
        while (numbered := path if number == 1 else f"{path}#{number}") in self._by_path:
            number += 1
        node.path = numbered
        self._by_path[numbered] = node

    def cell_of(self, node: CodeNode) -> str:
        """Return the words by which `find` gives a node: its name, or its path where that is not enough."""
        if len(self.by_name[node.key]) == 1 and not node.key.startswith("/"):
            return node.name
        return node.path

    def find(self, cell: str) -> CodeNode | None:
        """Return the node that a cell names, or None.

        Raises:
            RefusedChange: several have the name, and the cell is no path.
        """
        key = cell.casefold()
        if key.startswith("/") and key in self._by_path:
            return self._by_path[key]
        named = self.by_name.get(key, [])
        if len(named) == 1:
            return named[0]
        if "/" in key and f"/{key}" in self._by_path:
            return self._by_path[f"/{key}"]
        if named:
            name = shorten(cell, 40)
            raise RefusedChange(
                f"several codes are called “{name}”; write the parent as its path, such as “/mother/{name}”, or "
                f"“/{name}” for one at the top."
            )
        return None


def find_parents(names: CodeNames, nodes: Sequence[CodeNode]) -> list[CodeNode]:
    """Put each node below the one that its cell names; return those whose cell names none that has a place.

    A parent may come after its child, and a path can be told once its own parents have their places: what is not
    found yet waits for the others.
    """
    waiting = list(nodes)
    while waiting:
        left = [node for node in waiting if not _find_parent(names, node)]
        if len(left) == len(waiting):
            return left
        waiting = left
    return []


def _find_parent(names: CodeNames, node: CodeNode) -> bool:
    if not node.cell:
        names.place(node, None)
        return True
    try:
        above = names.find(node.cell)
    except RefusedChange:
        return False
    if above is None or not above.is_placed:
        return False
    names.place(node, above)
    return True


def parent_cells(codes: Iterable[tuple[Rid, str, Rid | None]]) -> dict[Rid, str]:
    """Return code -> what a table writes where it is a parent; the codes are (rid, name, parent), parents first."""
    names = CodeNames()
    nodes: dict[Rid, CodeNode] = {}
    for rid, name, parent in codes:
        node = nodes[rid] = CodeNode(name, rid=rid)
        names.add(node)
        names.place(node, nodes.get(parent or 0))
    return {rid: names.cell_of(node) for rid, node in nodes.items()}
