"""Descriptive statistics of a survey column: n, %, the 95 % interval, means and medians.

Volume, not proof: the interval says how far a share could move by chance alone if the respondents were a random sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median, quantiles, stdev

Z_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


def wilson_interval(number: int, denominator: int, z: float = Z_95) -> tuple[float, float]:
    """Return the score interval of a share (0 to 1), without continuity correction.

    Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-12;
    method 3 of Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-72.

    Raises:
        ValueError: `denominator` is not positive, or `number` is not between 0 and it.
    """
    if denominator <= 0 or not 0 <= number <= denominator:
        raise ValueError(f"{number} out of {denominator} is no share")
    share = number / denominator
    spread = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator * denominator))
    middle = share + z * z / (2 * denominator)
    scale = 1 + z * z / denominator
    # At the ends the formula gives exactly 0 and 1; rounding must not step over them.
    low = 0.0 if number == 0 else max(0.0, (middle - spread) / scale)
    high = 1.0 if number == denominator else min(1.0, (middle + spread) / scale)
    return low, high


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `low` and `high` are the 95 % interval (Wilson), None where nobody answered."""

    number: int
    denominator: int
    low: float | None
    high: float | None

    @classmethod
    def of(cls, number: int, denominator: int) -> Share:
        """Return the share with its interval."""
        low, high = wilson_interval(number, denominator) if denominator else (None, None)
        return cls(number, denominator, low, high)

    @property
    def part(self) -> float | None:
        """The share itself, 0 to 1."""
        return self.number / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """The numbers of one group: `sd` and quartiles need two of them. Quartiles as in pandas (linear)."""

    n: int
    missing: int
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    lower: float | None = None
    upper: float | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """One group of respondents: how many answered, how many did not, how many gave each value."""

    name: str
    answered: int
    missing: int
    counts: tuple[int, ...]

    def share(self, value: int) -> Share:
        """Return the share of the value at this position."""
        return Share.of(self.counts[value], self.answered)


def summarise_numbers(values: Iterable[float | None]) -> NumberSummary:
    """Return mean, standard deviation (n - 1), median, quartiles and range; None among the values is missing."""
    listed = list(values)
    known = sorted(value for value in listed if value is not None)
    missing = len(listed) - len(known)
    if not known:
        return NumberSummary(0, missing)
    mean, middle = fmean(known), float(median(known))
    if len(known) == 1:
        return NumberSummary(1, missing, mean, None, middle, None, None, known[0], known[0])
    lower, _, upper = quantiles(known, n=4, method="inclusive")
    return NumberSummary(len(known), missing, mean, stdev(known), middle, lower, upper, known[0], known[-1])


def count_answers(answers: Iterable[Sequence[str]], values: Sequence[str], name: str = "") -> ColumnGroup:
    """Count the values over respondents: each has a sequence of what they chose, empty where they gave no answer.

    A value that somebody chose twice counts once, so that a multiple choice is out of respondents, not of ticks.
    """
    listed = list(answers)
    answered = sum(1 for chosen in listed if chosen)
    missing = len(listed) - answered
    counts = Counter(value for chosen in listed for value in (chosen if len(chosen) < 2 else set(chosen)))
    return ColumnGroup(name, answered, missing, tuple(counts[value] for value in values))
