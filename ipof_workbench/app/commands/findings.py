"""Findings: statistics of a survey, results of a corpus tool or of the literature, kept as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ipof_workbench.analysis.statistics import wilson_interval
from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.record_edits import checked, name_of
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.vocabulary import FindingKind

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

EDITED = frozenset({"kind", "wording", "source", "note", "number", "denominator"})
"""What a person may change in a finding; the interval follows from the numbers."""

_SAME = ("attribute", "value", "case", "subgroup", "number", "denominator")


@register
@dataclass(frozen=True)
class KeepFinding(Command):
    """Keep a finding. Returns the stored one: the same statistic of the same column is kept once."""

    finding: records.Finding

    def apply(self, store: Store) -> records.Finding:
        finding = checked_finding(store, replace(self.finding, rid=0, id=""))
        if finding.attribute is not None:
            same = store.first(records.Finding, **{name: getattr(finding, name) for name in _SAME})
            if same is not None:
                return same
        stored = store.put(finding)
        store.label = f"Kept the finding “{name_of(stored)}”"
        return stored


@register
@dataclass(frozen=True)
class EditFinding(Command):
    """Change fields of a finding; its interval is computed anew. Returns the stored finding."""

    finding: Rid
    changes: Mapping[str, Any]

    def apply(self, store: Store) -> records.Finding:
        for field in self.changes:
            if field not in EDITED:
                raise RefusedChange(f"The {field} of a finding cannot be changed by itself; nothing was changed.")
        held = store.get(records.Finding, self.finding)
        stored = store.put(checked_finding(store, replace(held, **self.changes)))
        store.label = f"Changed the {', '.join(self.changes)} of the finding “{name_of(stored)}”"
        return stored


def checked_finding(store: Store, finding: records.Finding) -> records.Finding:
    """Return the finding with the interval that its numbers give, or refuse them.

    Raises:
        RefusedChange: no wording, a number below nothing, more than the denominator.
        UsageError: a kind that there is not.
    """
    named = checked(store, finding)
    assert isinstance(named, records.Finding)
    number, denominator = named.number, named.denominator
    for what, value in (("number", number), ("denominator", denominator), ("number of missing answers", named.missing)):
        if value is not None and value < 0:
            raise RefusedChange(f"The {what} of a finding is 0 or more, not {value}; nothing was changed.")
    if denominator is not None and number is None:
        raise RefusedChange(f"A finding out of {denominator:,} needs its number too; nothing was changed.")
    if number is not None and denominator is not None and number > denominator:
        raise RefusedChange(f"{number:,} out of {denominator:,} is more than all of them; nothing was changed.")
    if number is None or not denominator or named.kind != FindingKind.SURVEY_STATISTIC:
        return replace(named, low=None, high=None)
    low, high = wilson_interval(number, denominator)
    return replace(named, low=low, high=high)
