"""Codes to pick from by typing: matches in name, alias and definition, the path beside them, a new one last."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ipof_workbench.domain.codebook_rows import CodebookRow, in_tree_order
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.text import folded
from ipof_workbench.ui.coding.element_picker import ROWS_AT_MOST, Choice
from ipof_workbench.ui.widgets.type_ahead import TypeAheadRow

TOP = "The top of the codebook"


def code_rows(
    words: str, rows: Sequence[CodebookRow], without: Collection[Rid] = (), top: bool = False, new: bool = False
) -> list[TypeAheadRow]:
    """Return the codes that match what was typed.

    Args:
        words: what was typed.
        rows: the codebook.
        without: codes that cannot be picked.
        top: offers the top of the tree as well (a choice without a rid).
        new: offers a new code of that name.
    """
    typed = folded(words).split()
    ordered = in_tree_order(rows)
    above: list[str] = []
    found: list[tuple[int, int, TypeAheadRow]] = []
    for at, (row, depth) in enumerate(ordered):
        del above[depth:]
        rank = _rank(row, typed)
        if rank is not None and row.rid not in without:
            choice = Choice("code", row.rid, row.name)
            found.append((rank, at, TypeAheadRow(choice, row.name, count=row.codings or None, hint=" / ".join(above))))
        above.append(row.name)
    picked = [row for _, _, row in sorted(found, key=lambda each: each[:2])][:ROWS_AT_MOST]
    if top and not typed:
        picked.insert(0, TypeAheadRow(Choice("code", None, TOP), TOP))
    if new and words.strip() and all(folded(row.name) != folded(words.strip()) for row in rows):
        picked.append(TypeAheadRow(Choice("new", words=words.strip()), f"New code “{words.strip()}”", is_new=True))
    return picked


def _rank(row: CodebookRow, typed: Sequence[str]) -> int | None:
    if not typed:
        return 0
    name = folded(row.name)
    if all(word in name for word in typed):
        return 0 if name.startswith(typed[0]) else 1
    said = f"{name} {folded(row.alias)}"
    if all(word in said for word in typed):
        return 2
    said = f"{said} {folded(row.statement)} {folded(row.definition)}"
    return 3 if all(word in said for word in typed) else None
