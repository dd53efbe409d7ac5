"""The csv contracts for cases, participants, statements and links: rows become records, or the whole table is refused.

Configurations and codings, which come in bulk, are in `configuration_imports` and `coding_imports`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ipof_workbench.app.commands.base import Command, register
from ipof_workbench.app.commands.configurations import LinkConfigurations
from ipof_workbench.app.commands.record_edits import checked
from ipof_workbench.app.contract_rows import (
    Areas,
    Attributes,
    ContractImport,
    RowErrors,
    RowImporter,
    names_in,
)
from ipof_workbench.app.importing import Importing
from ipof_workbench.app.tasks import Report, no_report
from ipof_workbench.domain import records
from ipof_workbench.domain.imported import ContractRow, ContractTable
from ipof_workbench.domain.vocabulary import Consent, LinkKind, QuotePolicy, Status

if TYPE_CHECKING:
    from ipof_workbench.storage.store import Store


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
    from ipof_workbench.app.code_imports import ImportCodes
    from ipof_workbench.app.coding_imports import ImportCodings
    from ipof_workbench.app.configuration_imports import ImportConfigurations

    commands: dict[str, Callable[[ContractTable, Report], Command]] = {
        "cases": ImportCases,
        "participants": ImportParticipants,
        "statements": ImportStatements,
        "configurations": ImportConfigurations,
        "links": ImportLinks,
        "codes": ImportCodes,
        "codings": ImportCodings,
    }
    return commands[table.kind](table, report)
