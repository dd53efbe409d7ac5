"""What a publication shows and how, as canonical JSON: kept in its draft, read again when it is frozen.

What is named in it are ids, which mean the same record for ever; in the program they are rids.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ipof_workbench.app.cmo_table import USUAL
from ipof_workbench.app.report_sets import PlannedOutput, ReportPlan, usual_outputs
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, AttributeCondition, Filter
from ipof_workbench.domain.house_style import PLAIN, HouseStyle
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.publishing import Narrowing
from ipof_workbench.domain.records import Record

Find = Callable[[type[Any]], Sequence[Any]]
"""What gives all records of a kind: a reading or a store."""

NOWHERE = -1
"""Stands for a record that is gone: nothing passes it, where leaving it out would let everything pass."""

_RID_PARTS: Mapping[str, type[Record]] = {
    "cases": records.Case,
    "analysts": records.Analyst,
    "theory_areas": records.TheoryArea,
}
_WORD_PARTS = ("data_kinds", "stances")


@dataclass(frozen=True, slots=True)
class PublicationPlan:
    """What a publication shows (`scope`, `narrowing`) and how (`outputs` in their order, `style`, `threshold`)."""

    scope: Filter = EVERYTHING
    narrowing: Narrowing = field(default_factory=Narrowing)
    outputs: tuple[PlannedOutput, ...] = ()
    style: HouseStyle = PLAIN
    threshold: int = USUAL.threshold

    @property
    def report(self) -> ReportPlan:
        """The set of its outputs, as a report plan."""
        return ReportPlan(style=self.style, threshold=self.threshold, outputs=self.outputs or usual_outputs())


def plan_text(plan: PublicationPlan, find: Find) -> str:
    """Return a plan as canonical JSON."""
    names = _Ids(find)
    scope: dict[str, Any] = {part: names.ids(kind, getattr(plan.scope, part)) for part, kind in _RID_PARTS.items()} | {
        part: sorted(getattr(plan.scope, part)) for part in _WORD_PARTS
    }
    scope["attributes"] = [
        {"definition": names.id_of(records.AttributeDefinition, each.definition), "values": sorted(each.values)}
        for each in plan.scope.attributes
    ]
    scope["minimum_sources"] = plan.scope.minimum_sources
    narrowing = plan.narrowing
    value = {
        "scope": {part: held for part, held in scope.items() if held},
        "waves": sorted(narrowing.waves),
        "configurations": names.ids(records.Configuration, narrowing.configurations),
        "numbers": {
            identity: number.strip()
            for rid, number in narrowing.numbers.items()
            if number.strip() and (identity := names.id_of(records.Configuration, rid))
        },
        "outputs": [_changed(output, PlannedOutput("")) for output in plan.outputs],
        "style": _changed(plan.style, PLAIN),
        "threshold": plan.threshold,
    }
    return canonical(value)


def plan_of(text: str, find: Find) -> PublicationPlan:
    """Return the plan that `plan_text` wrote; what is gone from the project since passes nothing."""
    value = json.loads(text)
    scope, rids = value["scope"], _Ids(find)
    parts: dict[str, Any] = {part: rids.rids(kind, scope.get(part, ())) for part, kind in _RID_PARTS.items()}
    parts |= {part: frozenset(scope.get(part, ())) for part in _WORD_PARTS}
    parts["attributes"] = tuple(
        AttributeCondition(rids.rid_of(records.AttributeDefinition, each["definition"]), frozenset(each["values"]))
        for each in scope.get("attributes", ())
    )
    known = rids.rid_by_id(records.Configuration)
    return PublicationPlan(
        Filter(**parts, minimum_sources=scope.get("minimum_sources", 0)),
        Narrowing(
            rids.rids(records.Configuration, value["configurations"]),
            frozenset(value["waves"]),
            {known[each]: number for each, number in value["numbers"].items() if each in known},
        ),
        tuple(_output(each) for each in value["outputs"]),
        replace(PLAIN, **value["style"]),
        value["threshold"],
    )


def canonical(value: Any) -> str:
    """Return the one text that stands for a value of JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _changed(value: Any, usual: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that are not as usual."""
    held = {each.name: getattr(value, each.name) for each in fields(value)}
    return {name: kept for name, kept in held.items() if kept != getattr(usual, name)}


def _output(value: dict[str, Any]) -> PlannedOutput:
    return PlannedOutput(
        **{**value, "statuses": tuple(value.get("statuses", ())), "columns": tuple(value.get("columns", ()))}
    )


class _Ids:
    """Ids to rids and back, each kind read once."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._held: dict[type[Record], list[tuple[Rid, str]]] = {}

    def _pairs(self, kind: type[Record]) -> list[tuple[Rid, str]]:
        if kind not in self._held:
            self._held[kind] = [(record.rid, record.id) for record in self._find(kind)]
        return self._held[kind]

    def rid_by_id(self, kind: type[Record]) -> dict[str, Rid]:
        return {identity: rid for rid, identity in self._pairs(kind)}

    def id_of(self, kind: type[Record], rid: Rid) -> str:
        return dict(self._pairs(kind)).get(rid, "")

    def rid_of(self, kind: type[Record], identity: str) -> Rid:
        return self.rid_by_id(kind).get(identity, NOWHERE)

    def ids(self, kind: type[Record], rids: Iterable[Rid]) -> list[str]:
        return sorted(self.id_of(kind, rid) for rid in rids)

    def rids(self, kind: type[Record], identities: Iterable[str]) -> frozenset[Rid]:
        return frozenset(self.rid_of(kind, identity) for identity in identities)
