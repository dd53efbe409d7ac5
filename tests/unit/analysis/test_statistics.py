"""Statistics of a survey column against published values and against pandas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.analysis.statistics import Share, count_answers, summarise_numbers, wilson_interval


@pytest.mark.parametrize(
    ("number", "denominator", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (score, no continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_the_interval_is_that_of_newcombes_table(number: int, denominator: int, low: float, high: float) -> None:
    assert wilson_interval(number, denominator) == pytest.approx((low, high), abs=0.00005)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    number, denominator = pair
    low, high = wilson_interval(number, denominator)
    assert 0 <= low <= number / denominator <= high <= 1
    assert low < high


@pytest.mark.parametrize(("number", "denominator"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_has_no_interval(number: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(number, denominator)


def test_a_share_of_nobody_has_no_part_and_no_interval() -> None:
    assert Share.of(0, 0) == Share(0, 0, None, None)
    assert Share.of(0, 0).part is None
    assert Share.of(1, 4).part == 0.25


@given(st.lists(st.one_of(st.none(), st.integers(-1_000, 1_000).map(float)), max_size=30))
def test_numbers_are_summarised_as_pandas_does(values: list[float | None]) -> None:
    pandas = pytest.importorskip("pandas")
    series = pandas.Series(values, dtype=float)
    found = summarise_numbers(values)
    assert (found.n, found.missing) == (series.count(), series.isna().sum())
    if found.n:
        wanted = [series.mean(), series.median(), series.min(), series.max()]
        assert [found.mean, found.median, found.least, found.most] == pytest.approx(wanted)
    if found.n > 1:
        assert [found.sd, found.lower, found.upper] == pytest.approx(
            [series.std(), series.quantile(0.25), series.quantile(0.75)]
        )
    else:
        assert (found.sd, found.lower, found.upper) == (None, None, None)


def test_choices_are_counted_over_respondents_and_a_doubled_tick_once() -> None:
    answers = [("a", "b"), ("a", "a"), (), ("c",)]
    group = count_answers(answers, ("a", "b", "c", "d"), "All")
    assert (group.answered, group.missing, group.counts) == (3, 1, (2, 1, 1, 0))
    assert group.share(0).part == pytest.approx(2 / 3)
