"""Importing the table of configurations: places, wording, status, theory area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import counted, register
from ipof_workbench.app.commands.configurations import add_configuration, draft_of, place_of, put_in_place
from ipof_workbench.app.commands.record_edits import checked
from ipof_workbench.app.contract_rows import (
    Areas,
    ContractImport,
    RowErrors,
    RowImporter,
    names_in,
    parts_of,
)
from ipof_workbench.app.importing import Importing
from ipof_workbench.domain import records
from ipof_workbench.domain.errors import RefusedChange
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.domain.vocabulary import Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store

ABSENT = "not: "
"""Before the label of an element that stands there as absent."""


def place_cell(cell: str) -> list[list[tuple[str, str]]]:
    """Return the alternatives (OR, joined by ` | `) of groups (AND, joined by ` ; `) of (label, polarity)."""
    groups: list[list[tuple[str, str]]] = []
    for alternative in parts_of(cell, "|"):
        group = []
        for label in names_in(alternative):
            if label.casefold().startswith(ABSENT):
                group.append((label[len(ABSENT) :].strip(), "absent"))
            else:
                group.append((label, "present"))
        if group:
            groups.append(group)
    return groups


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


class ConfigurationRows(RowImporter):
    """Configurations; a known number is brought up to what the table says."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        super().__init__(store, importing, table)
        self._areas = Areas(store, importing)
        self._elements = Elements(store, importing)
        grammar = store.find(records.Project)[0].grammar
        self._roles = [role for role in store.find(records.Role, grammar=grammar) if role.key in table.columns]

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
        """Let a place hold what the cell says; tell whether that changed anything."""
        wanted = [
            (alternative, self._elements.of(label, role.rid), polarity)
            for alternative, group in enumerate(place_cell(cell))
            for label, polarity in group
        ]
        place = self.store.first(records.Place, configuration=configuration, role=role.rid)
        held = self.store.find(records.PlaceContent, version=draft, place=place.rid) if place else []
        standing = [
            (content.alternative, content.element, content.polarity)
            for content in sorted(held, key=lambda content: (content.alternative, content.position))
            if content.element is not None
        ]
        if standing == wanted:
            return False
        for content in held:
            if content.element is not None:
                self.store.delete(content)
        place = place or place_of(self.store, configuration, role.rid)
        for alternative, element, polarity in wanted:
            content = put_in_place(self.store, draft, place.rid, element, alternative=alternative)
            if polarity != content.polarity:
                self.store.put(replace(content, polarity=polarity))
        return True

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
