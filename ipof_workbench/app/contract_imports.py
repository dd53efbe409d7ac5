"""The csv contracts for cases, participants, statements and links: rows become records, or the whole table is refused.

Configurations and codings, which come in bulk, are in `configuration_imports` and `coding_imports`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from ipof_workbench.app.commands.base import Command, counted, register
from ipof_workbench.app.commands.configurations import LinkConfigurations
from ipof_workbench.app.commands.record_edits import checked, checked_value
from ipof_workbench.app.imports import Importing, ImportReport, defined_attributes
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.attribute_headings import attribute_of
from ipof_workbench.domain.errors import RowsRefused, WorkbenchError
from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.domain.vocabulary import Consent, LinkKind, QuotePolicy, Status

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


class CaseRows(RowImporter):
    """Cases with their attributes; a known name is brought up to date."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        super().__init__(store, importing, table)
        self._attributes = Attributes(store, table, "case")

    def import_row(self, row: ContractRow) -> bool:
        name = row["case"]
        held = self.store.first(records.Case, name=name)
        before = held or records.Case(name=name, position=len(self.store.find(records.Case)))
        policy = QuotePolicy.parse(row["quote_policy"]).value if row["quote_policy"] else before.quote_policy
        wanted = checked(
            self.store,
            replace(
                before,
                kind=row["kind"] or before.kind,
                description=row["description"] or before.description,
                quote_policy=policy,
            ),
        )
        stored = self.store.put(wanted)
        return self._attributes.set(row, stored.rid) or held is None or stored != held

    def finish(self, errors: RowErrors) -> set[int]:
        # A parent may stand below its sub-case in the table: parents are set once all cases are there.
        moved: set[int] = set()
        for row in self.table.rows:
            with errors.row(row):
                case = self.store.first(records.Case, name=row["case"])
                if case is None or not row["parent"]:
                    continue
                above = self.store.first(records.Case, name=row["parent"])
                parent = above.rid if above else self.importing.case(row["parent"])
                if parent != case.parent:
                    self.store.put(checked(self.store, replace(case, parent=parent)))
                    moved.add(row.number)
        return moved


@register
@dataclass(frozen=True)
class ImportCases(ContractImport):
    """Import a table of cases as one step."""

    importer = CaseRows


class ParticipantRows(RowImporter):
    """Participants with their cases, documents and attributes; a known name is brought up to date."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        super().__init__(store, importing, table)
        self._attributes = Attributes(store, table, "participant")

    def import_row(self, row: ContractRow) -> bool:
        name = row["participant"]
        held = self.store.first(records.Participant, name=name)
        before = held or records.Participant(name=name)
        policy = QuotePolicy.parse(row["quote_policy"]).value if row["quote_policy"] else before.quote_policy
        consent = Consent.parse(row["consent"]).value if row["consent"] else before.consent
        wanted = replace(before, role=row["role"] or before.role, consent=consent, quote_policy=policy)
        stored = self.store.put(checked(self.store, wanted))
        assert isinstance(stored, records.Participant)
        changed = self._attributes.set(row, stored.rid) or held is None or stored != held
        for case in names_in(row["case"]):
            rid = self.importing.case(case)
            if rid is not None and not self.store.first(records.ParticipantCase, participant=stored.rid, case=rid):
                self.store.put(records.ParticipantCase(participant=stored.rid, case=rid))
                changed = True
        for document in names_in(row["document"]):
            changed = self._link(self.store, stored, document) or changed
        return changed

    @staticmethod
    def _link(store: Store, participant: records.Participant, name: str) -> bool:
        from ipof_workbench.app.references import document_named

        document = document_named(store, name)
        if store.first(records.DocumentParticipant, document=document.rid, participant=participant.rid):
            return False
        store.put(records.DocumentParticipant(document=document.rid, participant=participant.rid))
        revisions = store.find(records.TextRevision, document=document.rid)
        for turn in store.find(records.Turn, revision=revisions[-1].rid) if revisions else []:
            if turn.speaker.casefold() == participant.name.casefold():
                store.put(replace(turn, participant=participant.rid))
        return True


@register
@dataclass(frozen=True)
class ImportParticipants(ContractImport):
    """Import a table of participants as one step."""

    importer = ParticipantRows


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


class StatementRows(RowImporter):
    """Statements of the programme theory; a known number gets the wording of the table in its open draft."""

    def __init__(self, store: Store, importing: Importing, table: ContractTable) -> None:
        super().__init__(store, importing, table)
        self._areas = Areas(store, importing)

    def import_row(self, row: ContractRow) -> bool:
        number = row["number"]
        held = self.store.first(records.TheoryStatement, number=number)
        before = held or records.TheoryStatement(number=number, position=len(self.store.find(records.TheoryStatement)))
        stored = self.store.put(
            checked(
                self.store,
                replace(
                    before,
                    status=Status.parse(row["status"]).value if row["status"] else before.status,
                    priority=row["priority"] or before.priority,
                    source=row["source"] or before.source,
                    theory_area=self._areas.of(row["theory_area"]) or before.theory_area,
                ),
            )
        )
        draft = self.store.first(records.StatementVersion, statement=stored.rid, number=0)
        base = draft or records.StatementVersion(statement=stored.rid)
        wording = self.store.put(self.wording(row, base))
        return held is None or stored != held or wording != draft


@register
@dataclass(frozen=True)
class ImportStatements(ContractImport):
    """Import a table of statements as one step."""

    importer = StatementRows


class LinkRows(RowImporter):
    """Links between configurations, by their numbers."""

    def import_row(self, row: ContractRow) -> bool:
        from ipof_workbench.app.references import configuration_numbered

        start = configuration_numbered(self.store, row["from"])
        end = configuration_numbered(self.store, row["to"])
        kind = LinkKind.parse(row["kind"])
        held = self.store.first(
            records.ConfigurationLink, from_configuration=start.rid, to_configuration=end.rid, kind=kind.value
        )
        if held is None:
            LinkConfigurations(start.rid, end.rid, kind.value, row["note"]).apply(self.store)
            return True
        return self.store.put(replace(held, note=row["note"] or held.note)) != held


@register
@dataclass(frozen=True)
class ImportLinks(ContractImport):
    """Import a table of links as one step."""

    importer = LinkRows


def command_for(table: ContractTable, report: Report = no_report) -> Command:
    """Return the command that imports a table."""
    from ipof_workbench.app.coding_imports import ImportCodings
    from ipof_workbench.app.configuration_imports import ImportConfigurations

    commands: dict[str, Callable[[ContractTable, Report], Command]] = {
        "cases": ImportCases,
        "participants": ImportParticipants,
        "statements": ImportStatements,
        "configurations": ImportConfigurations,
        "links": ImportLinks,
        "codings": ImportCodings,
    }
    return commands[table.kind](table, report)
