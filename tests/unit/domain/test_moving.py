"""Moving some of a list in front of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.domain.moving import moved_before
from ipof_workbench.domain.records import Case

ORDER = [Case(rid=rid, name=str(rid)) for rid in range(1, 6)]


def moved(moving: set[int], before: int | None) -> list[int]:
    return [held.rid for held in moved_before(ORDER, moving, before)]


@pytest.mark.parametrize(
    ("moving", "before", "expected"),
    [
        ({3}, 2, [1, 3, 2, 4, 5]),
        ({2}, None, [1, 3, 4, 5, 2]),
        ({1, 4}, 3, [2, 1, 4, 3, 5]),
        ({2, 3}, 3, [1, 2, 3, 4, 5]),
        ({4, 5}, 4, [1, 2, 3, 4, 5]),
        ({1, 2, 3, 4, 5}, 1, [1, 2, 3, 4, 5]),
    ],
)
def test_what_moves_keeps_its_order(moving: set[int], before: int | None, expected: list[int]) -> None:
    assert moved(moving, before) == expected


@given(st.sets(st.integers(1, 5)), st.one_of(st.none(), st.integers(1, 5)))
def test_nothing_is_lost_and_what_stays_keeps_its_order(moving: set[int], before: int | None) -> None:
    found = moved(moving, before)
    assert sorted(found) == [1, 2, 3, 4, 5]
    assert [rid for rid in found if rid not in moving] == [rid for rid in range(1, 6) if rid not in moving]
