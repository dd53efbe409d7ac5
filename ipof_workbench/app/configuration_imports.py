"""Importing the table of configurations: places, wording, status, theory area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.attributes import checked_value
from ipof_workbench.app.commands.base import counted, register
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of
from ipof_workbench.app.commands.record_edits import checked
from ipof_workbench.app.commands.role_rules import grammar_roles
from ipof_workbench.app.contract_rows import (
    Areas,
    ContractImport,
    RowErrors,
    RowImporter,
)
from ipof_workbench.app.importing import Importing
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.domain.place_cells import CellItem, read_cell
from ipof_workbench.domain.vocabulary import Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

Standing = tuple[Rid | None, Rid | None, str, str, str]
"""What stands in a place: element, attribute, its value, polarity, activation."""


def _standing(content: records.PlaceContent) -> Standing:
    return content.element, content.attribute, content.attribute_value, content.polarity, content.activation


class Elements:
    """Elements by label and role, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._store, self._importing = store, importing
        self._known: dict[tuple[str, Rid | None], Rid] = {}
        self._any: dict[str, Rid] = {}
        for element in store.find(records.Element):
            if element.named and element.merged_into is None:
                self._known.setdefault((element.label.casefold(), element.role), element.rid)
                self._any.setdefault(element.label.casefold(), element.rid)
        self.made = 0

    def of(self, label: str, role: Rid) -> Rid:
        """Return the element with this label: one used in the role first, else any, else a new one."""
        key = label.casefold()
        known = self._known.get((key, role)) or self._any.get(key)
        if known is None:
            known = self._store.put(records.Element(label=label, role=role, import_rid=self._importing.batch.rid)).rid
            self._known[(key, role)] = self._any[key] = known
            self.made += 1
        return known


class Conditions:
    """Attributes of cases by name, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._store, self._importing = store, importing
        self._known = {
            held.name.casefold(): held for held in store.find(records.AttributeDefinition, owner_kind="case")
        }

    def of(self, name: str, value: str) -> tuple[Rid, str]:
        """Return the attribute and the value as cases have it; raises `RefusedChange` for one it cannot have."""
        known = self._known.get(name.casefold())
        if known is None:
            known = self._store.put(
                records.AttributeDefinition(
                    owner_kind="case",
                    name=name,
                    position=len(self._known),
                    import_rid=self._importing.batch.rid,
                )
            )
            self._known[name.casefold()] = known
            self._importing.created.append(f"attribute {name}")
        return known.rid, checked_value(known, value)


class ConfigurationRows(RowImporter):
    """Configurations; a known number is brought up to what the table says."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        super().__init__(store, importing, table)
        self._areas = Areas(store, importing)
        self._elements = Elements(store, importing)
        self._conditions = Conditions(store, importing)
        self._roles = [role for role in grammar_roles(store) if role.key in table.columns and not role.hidden]

    def import_row(self, row: ContractRow) -> bool:
        """Store a configuration with its places and wording."""
        store, number = self.store, row["number"]
        if not number:
            raise RefusedChange("the number is empty; give every configuration one.")
        held = store.first(records.Configuration, number=number)
        if held is not None and held.import_rid == self.importing.batch.rid:
            raise RefusedChange(f"the number {number} stands there twice; give each configuration its own.")
        base = held or add_configuration(store, number, "", self.importing.batch.rid)
        status = Status.parse(row["status"]).value if row["status"] else base.status
        area = self._areas.of(row["theory_area"]) if "theory_area" in self.table.columns else base.theory_area
        title = self.given(row, "title", base.title)
        stored = store.put(checked(store, replace(base, title=title, status=status, theory_area=area)))
        draft = draft_of(store, stored.rid)
        wording = store.put(self.wording(row, draft))
        changed = held is None or stored != held or wording != draft
        for role in self._roles:
            changed = self._fill(stored.rid, draft.rid, role, row[role.key]) or changed
        return changed

    def _fill(self, configuration: Rid, draft: Rid, role: records.Role, cell: str) -> bool:
        """Let a place hold what the cell says; tell whether that changed anything. What stays keeps its notes."""
        wanted = [
            (alternative, *self._said(item, role.rid))
            for alternative, group in enumerate(read_cell(cell))
            for item in group
        ]
        place = self.store.first(records.Place, configuration=configuration, role=role.rid)
        held = self.store.find(records.PlaceContent, version=draft, place=place.rid) if place else []
        held.sort(key=lambda content: (content.alternative, content.position))
        ranks = {number: rank for rank, number in enumerate(dict.fromkeys(content.alternative for content in held))}
        if [(ranks[content.alternative], *_standing(content)) for content in held] == wanted:
            return False
        place = place or place_of(self.store, configuration, role.rid)
        self._hold(draft, place.rid, held, wanted)
        return True

    def _hold(
        self, draft: Rid, place: Rid, held: list[records.PlaceContent], wanted: list[tuple[int, *Standing]]
    ) -> None:
        free = list(held)
        for position, (alternative, element, attribute, value, polarity, activation) in enumerate(wanted):
            same = (content for content in free if (content.element, content.attribute) == (element, attribute))
            before = next(same, None)
            if before is not None:
                free.remove(before)
            self.store.put(
                replace(
                    before or records.PlaceContent(version=draft, place=place),
                    element=element,
                    attribute=attribute,
                    attribute_value=value,
                    polarity=polarity,
                    activation=activation,
                    alternative=alternative,
                    position=position,
                )
            )
        for content in free:
            self.store.delete(content)

    def _said(self, item: CellItem, role: Rid) -> Standing:
        if item.attribute:
            attribute, value = self._conditions.of(item.attribute, item.value)
            return None, attribute, value, item.polarity, item.activation
        return self._elements.of(item.label, role), None, "", item.polarity, item.activation

    def finish(self, errors: RowErrors) -> set[int]:
        """Say how many elements were made."""
        if self._elements.made:
            self.importing.created.append(counted(self._elements.made, "element"))
        return set()


@register
@dataclass(frozen=True)
class ImportConfigurations(ContractImport):
    """Import a table of configurations as one step."""

    importer = ConfigurationRows
