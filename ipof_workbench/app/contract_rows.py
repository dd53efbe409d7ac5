"""What the imports of all contract tables share: going through rows, collecting what is wrong, attributes, areas."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from ipof_workbench.app.commands.attributes import checked_value
from ipof_workbench.app.commands.base import Command, counted
from ipof_workbench.app.importing import Importing, ImportReport, defined_attributes
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.attribute_headings import attribute_of
from ipof_workbench.domain.errors import RowsRefused, WorkbenchError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractRow, ContractTable

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store
SEPARATOR = " ; "
"""Joins several names in one cell (and elements that belong together)."""

_FIXED = {
    "cases": frozenset({"case", "parent", "kind", "description", "quote_policy"}),
    "participants": frozenset({"participant", "case", "role", "consent", "quote_policy", "document"}),
}


W = TypeVar("W", records.ConfigurationVersion, records.StatementVersion)


class RowErrors:
    """Collects what is wrong, row by row, so that a person sees all of it at once."""

    def __init__(self, table: ContractTable) -> None:
        self._table = table
        self.found: list[tuple[int, str]] = []

    @contextmanager
    def row(self, row: ContractRow) -> Iterator[None]:
        """Take refusals of this row in."""
        try:
            yield
        except WorkbenchError as error:
            self.found.append((row.number, str(error)))

    def raise_if_any(self) -> None:
        """Refuse the table where a row was wrong.

        Raises:
            RowsRefused: with the rows.
        """
        if self.found:
            count = counted(len(self.found), "row")
            raise RowsRefused(f"Nothing of {self._table.file_name} was imported: {count} cannot be.", self.found)


def parts_of(cell: str, sign: str) -> list[str]:
    """Return the parts of a cell that a sign joins: it stands alone (`a ; b`), for in `a; b` it belongs to a name."""
    parts = re.split(rf"(?<=\s){re.escape(sign)}(?=\s)", f" {cell} ")
    return [part.strip() for part in parts if part.strip()]


def names_in(cell: str) -> list[str]:
    """Return the names of a cell that may hold several, joined by ` ; `."""
    return parts_of(cell, ";")


class Attributes:
    """The attribute columns of a table, defined where they are new."""

    def __init__(self, store: Store, table: ContractTable, owner_kind: str) -> None:
        self._store = store
        names = [column for column in table.columns if column not in _FIXED[table.kind] and column.strip()]
        attributes = [attribute_of(column, _FIXED[table.kind]) for column in names]
        self._definitions = dict(zip(names, defined_attributes(store, owner_kind, attributes), strict=True))

    def set(self, row: ContractRow, owner: Rid) -> bool:
        """Set the values that the row gives; an empty cell says nothing. Tells whether anything changed."""
        changed = False
        for column, definition in self._definitions.items():
            value = checked_value(definition, row[column])
            if not value:
                continue
            held = self._store.first(records.AttributeValue, definition=definition.rid, owner=owner)
            if held is None:
                self._store.put(records.AttributeValue(definition=definition.rid, owner=owner, value=value))
            elif held.value != value:
                self._store.put(replace(held, value=value))
            else:
                continue
            changed = True
        return changed


class RowImporter(ABC):
    """Stores the rows of one table, in the transaction of one import."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        self.store, self.importing, self.table = store, importing, table

    @abstractmethod
    def import_row(self, row: ContractRow) -> bool:
        """Store a row; tell whether it was new or changed something.

        Raises:
            WorkbenchError: the row cannot be stored; then nothing of the table is.
        """

    def given(self, row: ContractRow, column: str, held: str) -> str:
        """Return the cell where the table has the column, else what is stored: a missing column says nothing."""
        return row[column] if column in self.table.columns else held

    def wording(self, row: ContractRow, draft: W) -> W:
        """Return a draft with the sentence that the row gives."""
        return replace(
            draft,
            if_text=self.given(row, "if", draft.if_text),
            then_text=self.given(row, "then", draft.then_text),
            because_text=self.given(row, "because", draft.because_text),
        )

    def finish(self, errors: RowErrors) -> set[int]:
        """Do what needs all rows; return the numbers of the rows that this changed something for."""
        return set()


@dataclass(frozen=True)
class ContractImport(Command):
    """A table of a contract, imported as one step."""

    table: ContractTable
    report: Report = no_report
    importer: ClassVar[type[RowImporter]]

    def apply(self, store: Store) -> ImportReport:
        importing = Importing(store, self.table.kind, self.table.file_name, self.table.file_sha256)
        errors = RowErrors(self.table)
        importer = self.importer(store, importing, self.table)
        touched: set[int] = set()
        for at, row in enumerate(self.table.rows):
            if at % 200 == 0:
                self.report(at, len(self.table.rows))
            with errors.row(row):
                if importer.import_row(row):
                    touched.add(row.number)
        errors.raise_if_any()
        touched |= importer.finish(errors)
        errors.raise_if_any()
        what = self.table.kind.rstrip("s")
        unchanged = len(self.table.rows) - len(touched)
        report = ImportReport(len(touched), unchanged, tuple(importing.created), (), what)
        return importing.finish(report, f"Imported {counted(len(self.table.rows), what)}")


class Areas:
    """Theory areas by name, made where they are new."""

    def __init__(self, store: Store, importing: Importing) -> None:
        self._store, self._importing = store, importing
        self._known = {held.name.casefold(): held.rid for held in store.find(records.TheoryArea)}

    def of(self, name: str) -> Rid | None:
        """Return the area of this name; None for an empty name."""
        name = name.strip()
        if not name:
            return None
        known = self._known.get(name.casefold())
        if known is None:
            known = self._store.put(records.TheoryArea(name=name, position=len(self._known))).rid
            self._known[name.casefold()] = known
            self._importing.created.append(f"theory area {name}")
        return known
