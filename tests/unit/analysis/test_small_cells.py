"""Small counts are hidden, and no sum gives a hidden one away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.analysis.small_cells import hidden_cells


def test_one_hidden_count_takes_the_smallest_other_of_its_row_and_column_with_it() -> None:
    counts = [[2, 9, 11], [8, 20, 28]]
    assert hidden_cells(counts, 5) == [[True, True, False], [True, True, False]]


def test_nought_is_hidden_only_where_nothing_else_is_left() -> None:
    assert hidden_cells([[3, 0, 7]], 5) == [[True, False, True]]
    assert hidden_cells([[0, 0, 0]], 5) == [[False, False, False]]


def test_a_threshold_of_one_hides_nothing() -> None:
    assert hidden_cells([[1, 2, 3]], 1) == [[False, False, False]]
    assert hidden_cells([], 5) == []


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(tables, st.integers(1, 10))
def test_every_small_count_is_hidden_and_never_alone_in_its_row_or_column(counts: list[list[int]], least: int) -> None:
    hidden = hidden_cells(counts, least)
    for row, shown in zip(counts, hidden, strict=True):
        assert all(cell for count, cell in zip(row, shown, strict=True) if 0 < count < least)
    lines = [*hidden, *[[row[column] for row in hidden] for column in range(len(hidden[0]))]]
    assert all(sum(line) != 1 or len(line) == 1 for line in lines)
