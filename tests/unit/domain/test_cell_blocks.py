from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.cell_blocks import is_too_large, parse_block, tiled, write_block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\rc\td", [["a", "b"], ["c", "d"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("a\tb\tc\nd\n", [["a", "b", "c"], ["d"]]),
        ("\t\n", [["", ""]]),
        ("\n", [[""]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"she said ""no"""\tb', [['she said "no"', "b"]]),
        ('"tab\there"', [["tab\there"]]),
        ('"not closed\tb', [['"not closed', "b"]]),
        ('5" pipe\t"a" and b', [['5" pipe', '"a" and b']]),
    ],
)
def test_a_block_is_read_as_spreadsheets_write_it(text: str, rows: list[list[str]]) -> None:
    assert parse_block(text) == rows


cells = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\t\n"" ')), max_size=8).map(
    lambda text: text.replace("\r", "").replace("\0", "")
)


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5)))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert parse_block(write_block(rows)) == rows


@given(st.text(max_size=60))
def test_any_text_is_a_block(text: str) -> None:
    rows = parse_block(text)
    assert all(rows)
    assert "".join(cell for row in rows for cell in row).count("\r") == 0


def test_a_block_fills_a_selection_that_holds_it_a_whole_number_of_times() -> None:
    assert tiled([["a"]], 2, 3) == [["a"] * 3] * 2
    assert tiled([["a", "b"]], 2, 4) == [["a", "b", "a", "b"]] * 2
    assert tiled([["a", "b"]], 3, 3) == [["a", "b"]]
    assert tiled([], 2, 2) == []
    assert tiled([["a", "b"], ["c"]], 4, 4) == [["a", "b"], ["c"]]


def test_a_file_is_no_block() -> None:
    assert is_too_large("x" * 5_000_001)
    assert not is_too_large("x")
