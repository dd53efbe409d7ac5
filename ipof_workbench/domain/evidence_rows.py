"""Narrow rows of findings, of what was looked for, and of bundles."""

from __future__ import annotations

from typing import NamedTuple

from ipof_workbench.domain.identity import Rid


class BundleRow(NamedTuple):
    """Passages of one account that count once; `evidence` are its members."""

    rid: Rid
    note: str
    evidence: tuple[Rid, ...]


class ElsewhereRow(NamedTuple):
    """Something else that a passage or finding bears on: `number` is that of the configuration or statement; on a link
    it is “1 ripple 2”."""

    evidence: Rid
    configuration: Rid | None
    link: Rid | None
    statement: Rid | None
    number: str
    stance: str


class LookedForRow(NamedTuple):
    """A configuration or statement (the other is None) that was looked for in a case and not found."""

    rid: Rid
    configuration: Rid | None
    statement: Rid | None
    number: str
    case: Rid
    case_name: str
    note: str
    analyst_name: str


class FindingRow(NamedTuple):
    """A finding with how many things it bears on; see `records.Finding`."""

    rid: Rid
    kind: str
    wording: str
    number: int | None
    denominator: int | None
    missing: int | None
    low: float | None
    high: float | None
    source: str
    attribute: Rid | None
    attribute_name: str
    value: str
    case: Rid | None
    case_name: str
    subgroup: str
    note: str
    bears: int

    @property
    def volume(self) -> str:
        """“202 of 504 (40.1 %)”, or as much of it as is known."""
        return volume_words(self.number, self.denominator)


class FindingEvidenceRow(NamedTuple):
    """A finding that is evidence, with what it bears on: `number` is that of the configuration or statement; on a link
    it is “1 ripple 2”."""

    evidence: Rid
    finding: Rid
    kind: str
    wording: str
    amount: int | None
    denominator: int | None
    low: float | None
    high: float | None
    source: str
    case: Rid | None
    case_name: str
    configuration: Rid | None
    number: str
    place: Rid | None
    place_role_key: str
    link: Rid | None
    statement: Rid | None
    stance: str
    strength: int | None
    directness: str
    epistemic: str
    elicited: str
    rationale: str
    version: int | None
    analyst_name: str

    @property
    def volume(self) -> str:
        """“202 of 504 (40.1 %)”, or as much of it as is known."""
        return volume_words(self.amount, self.denominator)


def volume_words(number: int | None, denominator: int | None) -> str:
    """Return “202 of 504 (40.1 %)”; “1,204” without a denominator; nothing without a number."""
    if number is None:
        return ""
    if not denominator:
        return f"{number:,}"
    return f"{number:,} of {denominator:,} ({percent(number, denominator)})"


def percent(number: int, denominator: int) -> str:
    """Return a share as “40.1 %”; `denominator` is more than 0."""
    return f"{100 * number / denominator:.1f} %"


def interval_words(low: float | None, high: float | None) -> str:
    """Return “95 % CI 35.9 to 44.4” of a share between 0 and 1, in per cent; nothing where there is none."""
    return "" if low is None or high is None else f"95 % CI {100 * low:.1f} to {100 * high:.1f}"
