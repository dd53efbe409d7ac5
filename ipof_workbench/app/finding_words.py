"""A counted value as a finding: its numbers, and a sentence for the paper."""

from __future__ import annotations

from collections.abc import Sequence

from ipof_workbench.analysis.statistics import Share
from ipof_workbench.app.findings import Group, Tabulation
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.evidence_rows import interval_words, percent
from ipof_workbench.domain.vocabulary import FindingKind


def finding_of(tabulation: Tabulation, value: int | None, group: int = 0, *others: int) -> records.Finding:
    """Return a value of a group as a finding to keep, worded; `value` None stands for the numbers of the column.

    With `others` it is the share of those who gave any of the values: “agree” and “strongly agree” together.

    Raises:
        RefusedChange: values together where an answer may hold several: who gave two of them would count twice.
    """
    if others and tabulation.separator:
        raise RefusedChange("An answer may hold several of these choices, so they cannot be added up; choose one.")
    among = tabulation.groups[group]
    common = {
        "kind": FindingKind.SURVEY_STATISTIC.value,
        "source": tabulation.source,
        "attribute": tabulation.column.rid,
        "case": among.case,
        "subgroup": among.subgroup,
        "missing": among.counted.missing,
    }
    if value is None:
        return records.Finding(wording=_number_words(tabulation, among), **common)  # type: ignore[arg-type]
    values = sorted({value, *others})
    share = Share.of(sum(among.counted.counts[one] for one in values), among.counted.answered)
    return records.Finding(
        wording=_share_words(tabulation, among, share, [tabulation.values[one] for one in values]),
        number=share.number,
        denominator=share.denominator,
        low=share.low,
        high=share.high,
        value=" ; ".join(tabulation.values[one] for one in values),
        **common,  # type: ignore[arg-type]
    )


def _share_words(tabulation: Tabulation, among: Group, share: Share, values: Sequence[str]) -> str:
    column = tabulation.column
    quoted = [f"“{value}”" for value in values]
    given = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
    amount = f"{share.number:,} of {share.denominator:,} {tabulation.respondents}"
    if share.denominator:
        amount += f" ({percent(share.number, share.denominator)}, {interval_words(share.low, share.high)})"
    if tabulation.separator:
        said = f"chose {given} in “{column.name}”"
    elif column.owner_kind == "participant":
        said = f"answered {given} to “{column.name}”"
    else:
        said = f"have {given} as “{column.name}”"
    return f"{_among_words(among)}{amount} {said}{_missing_words(among)}."


def _number_words(tabulation: Tabulation, among: Group) -> str:
    numbers = among.numbers
    assert numbers is not None
    parts = [f"mean {figure(numbers.mean)}" + (f" (SD {figure(numbers.sd)})" if numbers.sd is not None else "")]
    quartiles = f" (IQR {figure(numbers.lower)} to {figure(numbers.upper)})" if numbers.lower is not None else ""
    parts.append(f"median {figure(numbers.median)}{quartiles}")
    words = f"“{tabulation.column.name}”: {', '.join(parts)} among {numbers.n:,} {tabulation.respondents}"
    return f"{_among_words(among)}{words}{_missing_words(among)}."


def _among_words(among: Group) -> str:
    if among.case is not None:
        return f"In {among.name}, "
    return f"Among those with {among.subgroup}, " if among.subgroup else ""


def _missing_words(among: Group) -> str:
    missing = among.counted.missing
    return f"; {missing:,} gave no answer" if missing else ""


def figure(value: float | None) -> str:
    """Return a number with at most one decimal; “–” for none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,.1f}"
