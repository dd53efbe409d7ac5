"""Cells of the grids: many at once as one step, all of them or none; the type of a column changed at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ipof_workbench.app.cell_rules import RATINGS, ColumnKey, is_field, rule_of, rules
from ipof_workbench.app.commands.appraisals import appraise
from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.record_edits import checked, name_of
from ipof_workbench.domain import records
from ipof_workbench.domain.cell_values import CellRule, DoesNotFit
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import AttributeColumn
from ipof_workbench.domain.records import Record
from ipof_workbench.domain.text import shorten
from ipof_workbench.domain.vocabulary import AttributeType

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

OWNERS: Mapping[str, type[Record]] = {
    "case": records.Case,
    "participant": records.Participant,
    "document": records.Document,
}
MOST_CHOICES = 40
"""An ordered attribute without choices takes its values as choices, where they are no more than this."""


class Cell(NamedTuple):
    """A cell to write: `column` is the rid of an attribute or the name of a field."""

    owner: Rid
    column: ColumnKey
    value: str


NewRow = tuple[tuple[ColumnKey, str], ...]
"""(column, value) of a record to be added."""


class CellsDone(NamedTuple):
    """What came of it: how many cells hold something else now, and the records that were added."""

    changed: int
    added: tuple[Rid, ...]


@register
@dataclass(frozen=True)
class SetCells(Command):
    """Write cells of cases, participants or documents, and add records with theirs: all of it, or nothing.

    An empty value clears an attribute. `verb` is how the step is called (“Pasted”, “Cleared”). Returns `CellsDone`.
    """

    owner_kind: str
    cells: tuple[Cell, ...]
    new: tuple[NewRow, ...] = ()
    verb: str = "Changed"

    def apply(self, store: Store) -> CellsDone:
        if self.owner_kind not in OWNERS:
            raise RefusedChange(f"“{self.owner_kind}” has no cells; nothing was changed.")
        known = rules(store.connection, self.owner_kind)
        added = self._added(store, known)
        cells = [*self.cells, *(Cell(rid, *cell) for rid, row in zip(added, self.new, strict=True) for cell in row)]
        if not cells:
            raise RefusedChange("There is nothing to write; nothing was changed.")
        kind = OWNERS[self.owner_kind]
        owners = {one.rid: one for one in store.find_among(kind, "rid", sorted({cell.owner for cell in cells}))}
        stored = [self._stored(cell, owners.get(cell.owner) or store.get(kind, cell.owner), known) for cell in cells]
        fields = [cell for cell in stored if is_field(self.owner_kind, cell.column)]
        changed = self._write_fields(store, owners, [cell for cell in fields if cell.column not in RATINGS])
        changed += _write_ratings(store, [cell for cell in fields if cell.column in RATINGS])
        changed += _write_attributes(store, [cell for cell in stored if not is_field(self.owner_kind, cell.column)])
        store.label = self._label(store, stored, known)
        return CellsDone(changed, tuple(added))

    def _added(self, store: Store, known: Mapping[ColumnKey, CellRule]) -> list[Rid]:
        if self.new and self.owner_kind == "document":
            raise RefusedChange("Documents come by an import, with their text; nothing was changed.")
        found = []
        for row in self.new:
            name = dict(row).get("name", "").strip()
            if not name:
                raise RefusedChange(f"A new {self.owner_kind} needs a name; nothing was changed.")
            made = records.Case(name=name) if self.owner_kind == "case" else records.Participant(name=name)
            found.append(store.put(checked(store, made)).rid)
        return found

    @staticmethod
    def _stored(cell: Cell, owner: Record, known: Mapping[ColumnKey, CellRule]) -> Cell:
        rule = known.get(cell.column)
        if rule is None:
            raise RefusedChange("A column is no longer there; nothing was changed.")
        try:
            return cell._replace(value=rule.stored(cell.value))
        except DoesNotFit as error:
            raise RefusedChange(f"{rule.name} of {name_of(owner)}: {error}. Nothing was changed.") from None

    @staticmethod
    def _write_fields(store: Store, owners: Mapping[Rid, Record], cells: Iterable[Cell]) -> int:
        changes: dict[Rid, dict[str, Any]] = {}
        for cell in cells:
            value: Any = (int(cell.value) if cell.value else None) if cell.column == "case" else cell.value
            changes.setdefault(cell.owner, {})[str(cell.column)] = value
        changed = 0
        for owner, fields in changes.items():
            before = owners[owner]
            different = {field: value for field, value in fields.items() if getattr(before, field) != value}
            if different:
                store.put(checked(store, replace(before, **different)))
                changed += len(different)
        return changed

    def _label(self, store: Store, cells: list[Cell], known: Mapping[ColumnKey, CellRule]) -> str:
        more = f" and added {counted(len(self.new), self.owner_kind)}" if self.new else ""
        if len(cells) > 1 or more:
            return f"{self.verb} {counted(len(self.cells), 'cell')}{more}" if self.cells else f"Added{more[10:]}"
        cell = cells[0]
        owner = name_of(store.get(OWNERS[self.owner_kind], cell.owner))
        shown = shorten(known[cell.column].shown(cell.value), 30)
        what = f"{known[cell.column].name} of {owner}"
        return f"Set {what} to “{shown}”" if shown else f"Cleared {what}"


def _write_ratings(store: Store, cells: list[Cell]) -> int:
    """Store what documents were appraised as. Returns how many cells hold something else now."""
    wanted: dict[Rid, dict[str, str]] = {}
    for cell in cells:
        wanted.setdefault(cell.owner, {})[str(cell.column)] = cell.value
    known = {held.document: held for held in store.find_among(records.Appraisal, "document", sorted(wanted))}
    changed = 0
    for document, ratings in wanted.items():
        held = known.get(document) or records.Appraisal(document=document)
        different = {field: value for field, value in ratings.items() if getattr(held, field) != value}
        if different:
            appraise(store, held, different)
            changed += len(different)
    return changed


def _write_attributes(store: Store, cells: list[Cell]) -> int:
    """Store values of attributes; an empty one goes. Returns how many hold something else now."""
    # The last word on a cell counts, as in a spreadsheet.
    wanted = {(cell.column, cell.owner): cell.value for cell in cells}
    owners = sorted({cell.owner for cell in cells})
    columns = {cell.column for cell in cells}
    held = {
        (value.definition, value.owner): value
        for value in store.find_among(records.AttributeValue, "owner", owners)
        if value.definition in columns
    }
    put: list[records.AttributeValue] = []
    new: list[records.AttributeValue] = []
    gone = 0
    for (column, owner), value in wanted.items():
        before = held.get((int(column), owner))
        if before is None and value:
            new.append(records.AttributeValue(definition=int(column), owner=owner, value=value))
        elif before is not None and not value:
            store.delete(before)
            gone += 1
        elif before is not None and before.value != value:
            put.append(replace(before, value=value))
    for batch in (put, new):
        if batch:
            store.put_many(batch)
    return len(put) + len(new) + gone


@register
@dataclass(frozen=True)
class RetypeAttribute(Command):
    """Give an attribute another type, and perhaps other choices (None: those it has).

    Values that fit are stored in the form of the new type; those that do not stay as they are. Returns how many.
    """

    definition: Rid
    value_type: str
    choices: tuple[str, ...] | None = None

    def apply(self, store: Store) -> int:
        before = store.get(records.AttributeDefinition, self.definition)
        values = store.find(records.AttributeValue, definition=before.rid)
        type_ = AttributeType.parse(self.value_type)
        choices = self._choices(before, type_, values)
        after = checked(store, replace(before, value_type=type_.value, choices="\n".join(choices)))
        assert isinstance(after, records.AttributeDefinition)
        store.put(after)
        rule = rule_of(AttributeColumn(after.rid, after.owner_kind, after.name, after.value_type, after.choices))
        misfits, renewed = 0, []
        for value in values:
            try:
                stored = rule.stored(value.value)
            except DoesNotFit:
                misfits += 1
                continue
            if stored != value.value and stored:
                renewed.append(replace(value, value=stored))
        if renewed:
            store.put_many(renewed)
        kept = f"; {counted(misfits, 'value')} kept that do not fit" if misfits else ""
        kept = kept.replace("value kept that do not", "value kept that does not")
        store.label = f"Made {shorten(after.name, 40)} hold {TYPE_WORDS[type_.value]}{kept}"
        return misfits

    def _choices(
        self, before: records.AttributeDefinition, type_: AttributeType, values: list[records.AttributeValue]
    ) -> list[str]:
        if self.choices is not None:
            return list(dict.fromkeys(choice.strip() for choice in self.choices if choice.strip()))
        known = [choice for choice in before.choices.split("\n") if choice]
        if known or type_ != AttributeType.ORDINAL:
            return known
        # An order needs something to be ordered: what is there, as words are sorted, until somebody says better.
        found = sorted({value.value for value in values}, key=_natural)
        return found if len(found) <= MOST_CHOICES else []


TYPE_WORDS: Mapping[str, str] = {
    AttributeType.TEXT.value: "text",
    AttributeType.NUMBER.value: "numbers",
    AttributeType.DATE.value: "dates",
    AttributeType.ORDINAL.value: "choices in an order",
    AttributeType.CATEGORY.value: "one choice",
    AttributeType.MULTI.value: "several choices",
    AttributeType.YES_NO.value: "yes or no",
}
"""Type of an attribute -> what its cells hold, in words."""


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    import re

    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part.casefold())
        for part in re.findall(r"[0-9]+|[^0-9]+", text)
    )
