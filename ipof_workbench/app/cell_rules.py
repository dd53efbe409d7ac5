"""The columns of the grids of cases, participants and documents, and what each of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipof_workbench.domain import vocabulary
from ipof_workbench.domain.cell_values import ONE_OF, CellRule, choices_of_lines
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.domain.vocabulary import AttributeType, ClosedList
from ipof_workbench.storage.queries import documents, study

if TYPE_CHECKING:
    from sqlalchemy import Connection

RATINGS = ("relevance", "richness", "rigour")
"""Columns of documents that are kept in their appraisal."""

ColumnKey = Rid | str
"""The rid of an attribute, or the name of a field of the record itself."""


@dataclass(frozen=True, slots=True)
class _Field:
    head: str
    closed: type[ClosedList] | None = None
    required: bool = False
    value_type: str = AttributeType.TEXT.value


_FIELDS: Mapping[str, Mapping[str, _Field]] = {
    "case": {
        "name": _Field("Name", required=True),
        "kind": _Field("Kind of host"),
        "description": _Field("Description"),
        "quote_policy": _Field("Quotes", vocabulary.QuotePolicy, required=True),
    },
    "participant": {
        "name": _Field("Name", required=True),
        "role": _Field("Role"),
        "consent": _Field("Consent", vocabulary.Consent, required=True),
        "quote_policy": _Field("Quotes", vocabulary.QuotePolicy, required=True),
    },
    "document": {
        "name": _Field("Name", required=True),
        "kind": _Field("Kind", vocabulary.DocumentKind, required=True),
        "case": _Field("Case"),
        "status": _Field("Status", vocabulary.DocumentStatus, required=True),
        "wave": _Field("Wave"),
        "interview_phase": _Field("Phase", vocabulary.InterviewPhase),
        "collected_on": _Field("Collected on", value_type=AttributeType.DATE.value),
        "title": _Field("Title"),
        "relevance": _Field("Relevance", vocabulary.Rating),
        "richness": _Field("Richness", vocabulary.Rating),
        "rigour": _Field("Rigour", vocabulary.Rating),
    },
}
"""Owner -> field -> its column. What stands in a record and is not here is not edited in a grid."""


def rules(connection: Connection, owner_kind: str) -> dict[ColumnKey, CellRule]:
    """Return what each column of a grid holds: first those of the record itself, then its attributes in order."""
    found: dict[ColumnKey, CellRule] = {}
    for name, known in _FIELDS[owner_kind].items():
        if known.closed is not None:
            words = {member.value: member.words for member in known.closed}
            found[name] = CellRule(known.head, ONE_OF, words, known.required)
        elif name == "case":
            cases = {str(case.rid): case.name for case in documents.case_names(connection)}
            found[name] = CellRule(known.head, ONE_OF, cases or {"": ""})
        else:
            found[name] = CellRule(known.head, known.value_type, required=known.required)
    found.update({column.rid: rule_of(column) for column in study.attributes(connection, owner_kind)})
    return found


def rule_of(column: AttributeColumn) -> CellRule:
    """Return what the cells of an attribute hold."""
    takes_choices = column.value_type in (AttributeType.ORDINAL, AttributeType.CATEGORY, AttributeType.MULTI)
    return CellRule(column.name, column.value_type, choices_of_lines(column.choices) if takes_choices else {})


def is_field(owner_kind: str, key: ColumnKey) -> bool:
    """Tell whether a column is a field of the record itself."""
    return isinstance(key, str) and key in _FIELDS[owner_kind]
