"""Codes as a table writes them: parents by name, by path where several have the name, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.code_tree import CodeNames, CodeNode, find_parents, parent_cells
from ipof_workbench.domain.codebook_rows import CodebookRow, in_tree_order, path_of
from ipof_workbench.domain.errors import RefusedChange


def row(rid: int, name: str, parent: int | None = None, position: int = 0) -> CodebookRow:
    return CodebookRow(rid, name, parent, position, "", "", "", "", "", "", "", 0)


def read(table: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (name, path of its parent) of the rows of a table, as they are understood."""
    nodes = [CodeNode(name, cell) for name, cell in table]
    names = CodeNames()
    for node in nodes:
        names.add(node)
    assert find_parents(names, nodes) == []
    return [(node.name, node.above.path if node.above else "") for node in nodes]


def test_the_tree_is_walked_from_the_top_down() -> None:
    rows = [row(1, "b", position=1), row(2, "a", position=1), row(3, "under b", 1), row(4, "lost", 99), row(5, "x", 3)]
    assert [(one.name, depth) for one, depth in in_tree_order(rows)] == [
        ("lost", 0), ("a", 0), ("b", 0), ("under b", 1), ("x", 2),
    ]  # fmt: skip
    assert path_of(rows, 5) == ["b", "under b", "x"]


def test_a_parent_is_written_by_its_name_and_by_its_path_where_several_have_it() -> None:
    codes = [(1, "Hope", None), (2, "lost", 1), (3, "Fear", None), (4, "lost", 3), (5, "deep", 4)]
    assert parent_cells(codes) == {1: "Hope", 2: "/hope/lost", 3: "Fear", 4: "/fear/lost", 5: "deep"}


def test_of_equal_paths_the_second_has_a_number() -> None:
    codes = [(1, "a", None), (2, "a", None), (3, "below 2", 2), (4, "a", 2)]
    cells = parent_cells(codes)
    assert cells == {1: "/a", 2: "/a#2", 3: "below 2", 4: "/a#2/a"}


def test_a_parent_may_come_after_its_child() -> None:
    assert read([("x", "b"), ("b", "a"), ("a", "")]) == [("x", "/a/b"), ("b", "/a"), ("a", "")]


def test_a_name_that_several_have_is_refused_without_its_path() -> None:
    names = CodeNames()
    for above in ("one", "two"):
        mother, child = CodeNode(above), CodeNode("same")
        for node in (mother, child):
            names.add(node)
        names.place(mother, None)
        names.place(child, mother)
    found = names.find("two/same")
    assert found is not None
    assert found.path == "/two/same"
    with pytest.raises(RefusedChange, match="several codes are called “same”; write the parent as its path"):
        names.find("same")


NAMES = st.sampled_from(["a", "A", "b", "a/b", "a#2", "b#1", "c", "/a", "/", "\\\\#", "İ"])


@given(st.lists(st.tuples(NAMES, st.integers(0, 6)), max_size=9))
def test_whatever_the_names_the_table_tells_the_tree(drawn: list[tuple[str, int]]) -> None:
    rows: list[CodebookRow] = []
    for rid, (name, above) in enumerate(drawn, start=1):
        rows.append(row(rid, name, above if 0 < above < rid else None, rid))
    ordered = [one for one, _ in in_tree_order(rows)]
    cells = parent_cells((one.rid, one.name, one.parent) for one in ordered)
    nodes = [CodeNode(one.name, cells.get(one.parent or 0, ""), rid=one.rid) for one in ordered]
    names = CodeNames()
    for node in nodes:
        names.add(node)
    assert find_parents(names, nodes) == []
    assert [node.above.rid if node.above else None for node in nodes] == [one.parent for one in ordered]
