"""A column of the project counted: n (%) of each value, overall and by case or subgroup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from ipof_workbench.analysis.statistics import ColumnGroup, NumberSummary, count_answers, summarise_numbers
from ipof_workbench.domain.errors import UsageError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.vocabulary import AttributeType

if TYPE_CHECKING:
    from sqlalchemy import Connection

BY_CASE = "case"
MOST_GROUPS = 24
FEW_NUMBERS = 12
"""Numbers with at most so many different values are counted one by one as well."""
_SEPARATORS = ("|", ";", ",")
_RESPONDENTS = {"participant": "respondent", "document": "document", "case": "case"}


class Column(NamedTuple):
    """A column that can be counted: an attribute and how many have a value in it. `choices` one a line."""

    rid: Rid
    owner_kind: str
    name: str
    value_type: str
    choices: str
    answered: int


@dataclass(frozen=True, slots=True)
class Group:
    """Among whom something was counted: everybody, those of a case, or those with a value of another column."""

    counted: ColumnGroup
    numbers: NumberSummary | None = None
    case: Rid | None = None
    subgroup: str = ""

    @property
    def name(self) -> str:
        """What stands over its column."""
        return self.counted.name


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A column counted.

    Attributes:
        values: the values in order; the counts of each group follow it. Empty where there are too many numbers.
        groups: everybody first, then each group.
        separator: what joins several choices in one answer; empty where an answer is one value.
        can_split: answers hold a separator, so that they could be several choices.
        source: the file that the column came from.
    """

    column: Column
    by: str
    values: tuple[str, ...]
    groups: tuple[Group, ...]
    separator: str
    can_split: bool
    source: str

    @property
    def respondents(self) -> str:
        """What is counted, in the plural."""
        return f"{_RESPONDENTS[self.column.owner_kind]}s"


def column_of(attribute: AttributeColumn, answered: int) -> Column:
    """Return an attribute as a column to count."""
    return Column(
        attribute.rid, attribute.owner_kind, attribute.name, attribute.value_type, attribute.choices, answered
    )


def tabulated(
    connection: Connection, column: Column, by: Column | str = "", *, several: bool | None = None
) -> Tabulation:
    """Count a column over those it applies to.

    Args:
        connection: reads the project.
        column: what is counted.
        by: "" for everybody together, `BY_CASE`, or another column of the same owners or of their cases.
        several: whether an answer may hold several choices; None looks at the answers.

    Denominators are those who answered; who was asked and did not is missing. Somebody in two cases counts in both.

    Raises:
        UsageError: more than `MOST_GROUPS` groups, or a column of other owners.
    """
    from ipof_workbench.storage.queries import findings

    held = findings.column_values(connection, column.rid)
    owners = findings.asked(connection, column.rid, column.owner_kind)
    possible = _separator(column, held.values())
    separator = possible if (several if several is not None else _is_several(column, held.values(), possible)) else ""
    answers = {owner: _choices(held.get(owner, ""), separator) for owner in owners}
    numbers = _numbers(column, held) if not separator else {}
    values = _values(column, answers.values(), bool(numbers))
    members = _members(connection, column, owners, by)

    def group(name: str, of: Sequence[Rid], case: Rid | None = None, subgroup: str = "") -> Group:
        counted = count_answers((answers[owner] for owner in of), values, name)
        summary = summarise_numbers(numbers.get(owner) for owner in of) if numbers else None
        return Group(counted, summary, case, subgroup)

    groups = [group("All", owners), *(group(name, of, case, sub) for name, case, sub, of in members)]
    files = findings.files_of_column(connection, column.rid)
    name = by.name if isinstance(by, Column) else by
    return Tabulation(column, name, values, tuple(groups), separator, bool(possible), ", ".join(files))


def _separator(column: Column, values: Iterable[str]) -> str:
    """Return what joins several choices in an answer, if anything may."""
    joined = Counter(mark for value in values for mark in _SEPARATORS if mark in value)
    return next((mark for mark in _SEPARATORS if joined[mark]), "")


def _is_several(column: Column, values: Iterable[str], separator: str) -> bool:
    """Tell whether answers look like several choices: fewer different parts than different answers, and for commas,
    which stand in sentences too, only parts that are answers or choices by themselves."""
    if not separator or column.value_type in (AttributeType.NUMBER, AttributeType.DATE):
        return False
    if column.value_type == AttributeType.MULTI:
        return True
    different = set(values)
    parts = {part for value in different for part in _choices(value, separator)}
    if separator == ",":
        return parts <= {*different, *column.choices.split("\n")}
    return len(parts) < len(different)


def _choices(value: str, separator: str) -> tuple[str, ...]:
    if not separator:
        return (value,) if value else ()
    return tuple(dict.fromkeys(part.strip() for part in value.split(separator) if part.strip()))


def _numbers(column: Column, held: Mapping[Rid, str]) -> dict[Rid, float]:
    """Return the numbers of a column of numbers; a category is one where all values are numbers, and many differ."""
    if column.value_type not in (AttributeType.NUMBER, AttributeType.CATEGORY, AttributeType.TEXT):
        return {}
    found: dict[Rid, float] = {}
    for owner, value in held.items():
        try:
            number = float(value.replace(",", ""))
        except ValueError:
            number = float("nan")
        if isfinite(number):
            found[owner] = number
        elif column.value_type != AttributeType.NUMBER:
            return {}
    is_number = column.value_type == AttributeType.NUMBER or len(set(found.values())) > FEW_NUMBERS
    return found if is_number else {}


def _values(column: Column, answers: Iterable[Sequence[str]], are_numbers: bool) -> tuple[str, ...]:
    """Return the values in order: as the choices of the column stand, scales and bands by size, else by frequency."""
    counts = Counter(value for chosen in answers for value in chosen)
    if are_numbers and len(counts) > FEW_NUMBERS:
        return ()
    known = [choice for choice in column.choices.split("\n") if choice]
    if not known and all(value[:1].isdigit() for value in counts):
        return tuple(sorted(counts, key=natural_key))
    rest = [value for value, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold()))]
    return tuple(dict.fromkeys((*known, *rest)))


_Members = tuple[str, Rid | None, str, list[Rid]]


def _members(connection: Connection, column: Column, owners: Sequence[Rid], by: Column | str) -> list[_Members]:
    """Return (name, case, subgroup, owners) of each group."""
    from ipof_workbench.storage.queries import findings, study

    if not by:
        return []
    if by == BY_CASE:
        names = {case.rid: case.name for case in study.cases(connection)}
        cases = findings.cases_of_owners(connection, column.owner_kind)
        gathered: dict[Rid, list[Rid]] = {}
        for owner in owners:
            for case in cases.get(owner, (0,)):
                gathered.setdefault(case, []).append(owner)
        _refuse_many(len(gathered), "Cases")
        groups = [(names[rid], rid, "", gathered[rid]) for rid in names if rid in gathered]
        return [*groups, ("No case", None, "No case", gathered[0])] if 0 in gathered else [*groups]
    assert isinstance(by, Column)
    return _by_column(connection, column, owners, by)


def _by_column(connection: Connection, column: Column, owners: Sequence[Rid], by: Column) -> list[_Members]:
    from ipof_workbench.storage.queries import findings

    held = findings.column_values(connection, by.rid)
    possible = _separator(by, held.values())
    separator = possible if _is_several(by, held.values(), possible) else ""
    if by.owner_kind == column.owner_kind:
        chosen = {owner: _choices(held.get(owner, ""), separator) for owner in owners}
    elif by.owner_kind == "case":
        cases = findings.cases_of_owners(connection, column.owner_kind)
        chosen = {
            owner: tuple(
                dict.fromkeys(part for case in cases.get(owner, ()) for part in _choices(held.get(case, ""), separator))
            )
            for owner in owners
        }
    else:
        raise UsageError(f"“{by.name}” describes other things than “{column.name}”; choose another column.")
    values = _values(by, chosen.values(), False)
    _refuse_many(len(values), f"“{by.name}”")
    groups: list[_Members] = []
    for value in values:
        members = [owner for owner in owners if value in chosen[owner]]
        if members:
            groups.append((value, None, f"{by.name}: {value}", members))
    silent = [owner for owner in owners if not chosen[owner]]
    return [*groups, ("No answer", None, f"{by.name}: no answer", silent)] if silent else groups


def _refuse_many(groups: int, what: str) -> None:
    if groups > MOST_GROUPS:
        raise UsageError(f"{what} would make {groups:,} groups; choose something with at most {MOST_GROUPS}.")
