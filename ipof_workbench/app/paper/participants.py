"""Participant characteristics: a count and a share for each category, by case and in all."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.analysis.small_cells import hidden_cells
from ipof_workbench.app.cmo_table import USUAL, TableOptions, Voices
from ipof_workbench.domain import records
from ipof_workbench.domain.filters import EVERYTHING, Filter
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.numbers import natural_key
from ipof_workbench.domain.report_table import Cell, Column, ReportTable
from ipof_workbench.domain.vocabulary import AttributeType

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench

MOST_CATEGORIES = 15
"""A column with more different answers is no characteristic; the note says that it was left out."""
NOT_STATED = "Not stated"
HIDDEN = "–"


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One characteristic: participant -> value, empty where it was not stated; `choices` in their order."""

    name: str
    values: Mapping[Rid, str]
    value_type: str = AttributeType.CATEGORY.value
    choices: tuple[str, ...] = ()

    def numbers(self, members: Sequence[Rid]) -> list[float] | None:
        """Return the values as numbers where this is a measure and no list of categories."""
        stated = [value for rid in members if (value := self.values.get(rid, "").strip())]
        if not stated or self.value_type not in (AttributeType.NUMBER, AttributeType.TEXT):
            return None
        if self.value_type == AttributeType.TEXT and len(set(stated)) <= MOST_CATEGORIES:
            return None
        try:
            return [float(value) for value in stated]
        except ValueError:
            return None

    def categories(self, members: Sequence[Rid]) -> list[str]:
        """Return the categories that occur, in the order of the choices, else as a person would sort them."""
        found = {value for rid in members if (value := self.values.get(rid, "").strip())}
        known = [choice for choice in self.choices if choice in found]
        return known + sorted(found - set(known), key=natural_key)


@dataclass(frozen=True, slots=True)
class _Group:
    """A column of the table: its heading and who is in it."""

    key: str
    heading: str
    members: tuple[Rid, ...]


def participants_table(workbench: Workbench, scope: Filter = EVERYTHING, options: TableOptions = USUAL) -> ReportTable:
    """Return each characteristic by category: n and share of those who stated it, for each case and in all."""
    members = _members(workbench, scope)
    groups = _groups(workbench, scope, options, members)
    rows: list[tuple[Cell, ...]] = [_head_row(groups)]
    left_out: list[str] = []
    for characteristic in _characteristics(workbench):
        found = _rows(characteristic, groups, options)
        if found is None:
            left_out.append(characteristic.name)
        rows += found or []
    title = workbench.read.find(records.Project)[0].title
    return ReportTable(
        "participants-table",
        options.caption or f"Characteristics of the participants: {title}.",
        (
            Column("characteristic", "Characteristic", 1.6),
            Column("category", "Category", 1.4),
            *(Column(group.key, group.heading, 0.9, numeric=True) for group in groups),
        ),
        tuple(rows),
        (*_notes(options, left_out), *_key(workbench, options, groups)),
        options.label,
    )


def _members(workbench: Workbench, scope: Filter) -> tuple[Rid, ...]:
    everyone = [row.rid for row in workbench.read.participants()]
    if scope.is_empty:
        return tuple(everyone)
    documents = set(workbench.read.document_rids(scope))
    spoke = {tie.participant for tie in workbench.read.find(records.DocumentParticipant) if tie.document in documents}
    if not scope.data_kinds and not scope.attributes and scope.cases:
        spoke |= {tie.participant for tie in workbench.read.find(records.ParticipantCase) if tie.case in scope.cases}
    return tuple(rid for rid in everyone if rid in spoke)


def _groups(workbench: Workbench, scope: Filter, options: TableOptions, members: tuple[Rid, ...]) -> tuple[_Group, ...]:
    """Return a group for each case at the top that has members (those of its sub-cases with them), and all of them."""
    cases = {case.rid: case for case in workbench.read.cases()}
    voices = Voices.of(workbench, options.style)

    def top(rid: Rid) -> Rid:
        seen = set()
        while (above := cases[rid].parent) is not None and rid not in seen:
            seen.add(rid)
            rid = above
        return rid

    belongs: dict[Rid, set[Rid]] = {}
    for tie in workbench.read.find(records.ParticipantCase):
        belongs.setdefault(top(tie.case), set()).add(tie.participant)
    groups = []
    for case in cases.values():
        inside = tuple(rid for rid in members if rid in belongs.get(case.rid, ()))
        if inside and (not scope.cases or case.rid in scope.cases):
            groups.append(_Group(f"case {case.name}", voices.case_name(case.rid, case.name), inside))
    return (*groups, _Group("total", "All", members))


def _characteristics(workbench: Workbench) -> list[Characteristic]:
    """Return the characteristics; columns that differ in capitals and underscores alone (“age band” of the interviews,
    “age_band” of the survey) are one."""
    rows = workbench.read.participants()
    found = {("", "role"): Characteristic("Role in the study", {row.rid: row.role for row in rows})}
    values = workbench.read.attribute_values("participant")
    for column in workbench.read.attributes("participant"):
        held = {owner: of_owner[column.rid] for owner, of_owner in values.items() if column.rid in of_owner}
        choices = tuple(choice for choice in column.choices.splitlines() if choice)
        name = " ".join(column.name.replace("_", " ").split())
        key = (name.casefold(), column.value_type)
        before = found.get(key, Characteristic(name[:1].upper() + name[1:], {}, column.value_type))
        stated = {**held, **{owner: value for owner, value in before.values.items() if value.strip()}}
        found[key] = replace(before, values=stated, choices=tuple(dict.fromkeys((*before.choices, *choices))))
    return list(found.values())


def _head_row(groups: Sequence[_Group]) -> tuple[Cell, ...]:
    return (Cell.of("Participants", bold=True), Cell.of("n"), *(Cell.number(len(group.members)) for group in groups))


def _rows(
    characteristic: Characteristic, groups: Sequence[_Group], options: TableOptions
) -> list[tuple[Cell, ...]] | None:
    """Return the rows of a characteristic, none where nobody stated it, None where its answers tell who is who."""
    everyone = groups[-1].members
    if characteristic.numbers(everyone) is not None:
        return [_measure_row(characteristic, groups, options.threshold)]
    categories = characteristic.categories(everyone)
    if not categories:
        return []
    counted = [Counter(characteristic.values.get(rid, "").strip() for rid in group.members) for group in groups]
    stated = [sum(count for value, count in counts.items() if value) for counts in counted]
    if len(categories) > min(MOST_CATEGORIES, max(2, stated[-1] // 2)):
        return None
    counts = [[found[category] for found in counted] for category in (*categories, "")]
    hidden = hidden_cells(counts, options.threshold)
    rows = []
    for at, category in enumerate(categories):
        name = Cell.of(characteristic.name, bold=True) if at == 0 else Cell()
        cells = zip(counts[at], stated, hidden[at], strict=True)
        rows.append((name, Cell.of(category), *(_share(*cell, options) for cell in cells)))
    if any(counts[-1]):
        cells_of_missing = zip(counts[-1], hidden[-1], strict=True)
        missing = (Cell.of(_shown(*cell, options)) if cell[1] else Cell.number(cell[0]) for cell in cells_of_missing)
        rows.append((Cell(), Cell.of(NOT_STATED, italic=True), *missing))
    return rows


def _share(count: int, total: int, is_hidden: bool, options: TableOptions) -> Cell:
    if is_hidden:
        return Cell.of(_shown(count, is_hidden, options))
    return Cell.number(count, options.style.share(count, total))


def _shown(count: int, is_hidden: bool, options: TableOptions) -> str:
    """Return what stands in the place of a count: why it is hidden may be told, how large it is may not."""
    return f"<{options.threshold}" if 0 < count < options.threshold else HIDDEN


def _measure_row(characteristic: Characteristic, groups: Sequence[_Group], threshold: int) -> tuple[Cell, ...]:
    cells = []
    for group in groups:
        numbers = characteristic.numbers(group.members) or []
        if not numbers or len(numbers) < threshold:
            cells.append(Cell.of(HIDDEN))
            continue
        middle = statistics.median(numbers)
        cells.append(Cell.number(middle, f"{middle:g} ({min(numbers):g} to {max(numbers):g})"))
    return (Cell.of(characteristic.name, bold=True), Cell.of("Median (range)"), *cells)


def _key(workbench: Workbench, options: TableOptions, groups: Sequence[_Group]) -> tuple[str, ...]:
    shown = {group.key for group in groups}
    cases = [case for case in workbench.read.cases() if f"case {case.name}" in shown]
    return Voices.of(workbench, options.style).key(cases)


def _notes(options: TableOptions, left_out: Sequence[str]) -> tuple[str, ...]:
    notes = [
        "Values are n and the share of those who stated it. A participant of several cases counts in each of them."
    ]
    if options.threshold > 1:
        notes.append(
            f"Counts from 1 to {options.threshold - 1} are not shown (<{options.threshold}); where a sum would tell "
            f"one, a second is hidden with it ({HIDDEN})."
        )
    if left_out:
        notes.append(f"Left out, for nearly everybody has an answer of their own: {', '.join(left_out)}.")
    return tuple(notes)
